"""Which font of this machine papers can be drawn with. Not here: how papers look (`paper_layout`)."""

import unicodedata
from collections.abc import Iterator, Set
from contextlib import suppress

FAMILIES = ("Times New Roman", "Tinos", "Liberation Serif")
"""The font of Decree 30/2020/NĐ-CP, and those drawn to its measures."""

_BASES = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = "".join(
    letter + letter.upper()
    for letter in ("đ", *(unicodedata.normalize("NFC", base + tone) for base in _BASES for tone in _TONES))
)
"""Every letter of Vietnamese that English has not, and its plain vowels."""


def paper_font() -> str | None:
    """The family that papers are drawn with here: the first of `FAMILIES` whose faces have all `LETTERS`; else None.

    Old versions of Liberation Serif lack most letters, and a page then mixes two fonts.
    """
    whole: dict[str, bool] = {}
    for family, letters in _installed():
        if family in FAMILIES:
            whole[family] = whole.get(family, True) and letters >= _CODES
    return next((family for family in FAMILIES if whole.get(family)), None)


_CODES = frozenset(map(ord, LETTERS))


def _installed() -> Iterator[tuple[str, Set[int]]]:
    """The family and the letters of every face there is now: matplotlib's own list is the one of its first start."""
    # Slow to import, and few processes draw.
    from matplotlib.font_manager import findSystemFonts, get_font

    for path in findSystemFonts():
        # What cannot be opened is no font to draw with.
        with suppress(OSError, RuntimeError):
            face = get_font(path)
            yield face.family_name, face.get_charmap().keys()
