"""What a person sees in a cell: the text and numbers of a filled form, on which all rules agree.

Not here: what a cell may hold (`form_values`).
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from math import inf, isfinite

from papiplan.domain.deadlines import short
from papiplan.domain.units import normalised

LONGEST_CELL = 32_767
"""Excel's own limit on the characters of a cell."""

_INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\u200b\u200c\u200d\u2060\ufeff\u00ad\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
)
"""Signs that nobody sees, those that turn the direction of writing among them."""


def as_text(raw: object) -> str:
    """What a person sees in a cell, on which all rules agree: NFC, plain spaces, no invisible signs, trimmed."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, int | float):
        # A year, a telephone number: a cell shows digits as they were typed.
        return number_vi(raw).replace(".", "")
    if isinstance(raw, date):
        return short(raw)
    plain = unicodedata.normalize("NFC", str(raw)).translate(_INVISIBLE)
    return re.sub(r"[^\S\n]", " ", plain.replace("\r\n", "\n").replace("_x000D_", "")).strip()


def number_vi(number: float) -> str:
    """A number as Vietnamese papers write it.

    >>> number_vi(4.0), number_vi(97.5), number_vi(10598)
    ('4', '97,5', '10.598')
    """
    size = as_float(number)
    if not isfinite(size):
        return str(size)
    plain = f"{Decimal(repr(size)):,f}"
    whole, _, decimals = plain.partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def as_float(number: float) -> float:
    """The number as a float, however large a whole number it is."""
    try:
        return float(number)
    except OverflowError:
        return inf


def matching_key(text: str) -> str:
    """A choice, title or name with what a hand changes unawares taken off: case, spaces, a list's number."""
    return re.sub(r"^\d+[.)] ", "", " ".join(as_text(text).casefold().split()))


def says_none(text: str) -> bool:
    """Whether an answer holds nothing: "Không có." in any spelling, a dash, or no sign at all."""
    return normalised(text) in ("", "khong", "khong co")


def printable(text: str) -> str:
    """What can be kept and written into a cell again: neither control characters nor broken halves of characters."""
    return "".join("\ufffd" if _is_unprintable(sign) else sign for sign in text[:LONGEST_CELL])


def _is_unprintable(sign: str) -> bool:
    return sign != "\n" and unicodedata.category(sign) in ("Cc", "Cs")
