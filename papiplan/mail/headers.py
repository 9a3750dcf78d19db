"""What a mail's headers say: text, addresses, Message-IDs, instants; of any nonsense nothing, and never an error.

Not here: how bytes become headers (`parsing`).
"""

import re
import unicodedata
from binascii import Error as Base64Error
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime

from papiplan.mail.addresses import is_address
from papiplan.mail.parsing import LONGEST_HEADER, Part

_WESTERN = ("us-ascii", "ascii", "iso-8859-1", "latin1")
"""What programs declare that have not asked themselves which letters there are."""

_KNOWN = re.compile(r"(utf|ucs|iso|windows|cp|koi8|gb|big5|euc|shift|mac|ks_c|tis)[\w.:-]*", re.ASCII)
"""Character sets as mails name them; some other codecs of the standard library take quadratic time, or warn."""


def as_text(content: bytes, charset: str = "") -> str:
    """Letters of a declared character set, in NFC; UTF-8, else Windows' Vietnamese, where it is none or wrong."""
    name = charset.strip().lower()
    tried = [name] if _KNOWN.fullmatch(name) and name not in _WESTERN else []
    for each in (*tried, "utf-8"):
        try:
            return _whole(content.decode(each))
        except (LookupError, ValueError):
            continue
    return _whole(content.decode("cp1258", "replace"))


def one_line(text: str) -> str:
    """Text that fits on one line: no control characters, no marks that turn the direction of writing."""
    kept = ("" if unicodedata.category(sign) == "Cf" else sign if sign.isprintable() else " " for sign in text)
    return " ".join("".join(kept).split())


def text_of(value: str | None) -> str:
    """A header's value as a reader sees it: encoded words (RFC 2047) and plain eight-bit letters read, on one line."""
    plain = _letters(value or "")
    try:
        pieces = decode_header(plain)
    except (MessageError, Base64Error, ValueError):
        return one_line(plain)
    return one_line(_whole("".join(_piece(words, charset) for words, charset in pieces)))


def parameter(part: Part, name: str, header: str) -> str:
    """A parameter of a header, such as a file's name, in whichever of the usual ways it is written; "" without it."""
    try:
        value = part.get_param(name, "", header)
    except (ValueError, LookupError, TypeError):
        return ""
    if isinstance(value, tuple):
        charset, _, words = value
        return one_line(as_text(words.encode("raw-unicode-escape", "replace"), charset or ""))
    return text_of(str(value))


def address_of(value: str | None) -> str:
    """The first bare address of a header, in small letters; "" without one."""
    try:
        found = [bare for _, bare in getaddresses([value or ""])]
    except (ValueError, IndexError, RecursionError):
        return ""
    return next((bare.lower() for bare in found if is_address(bare)), "")


def message_ids(value: str | None) -> list[str]:
    """The Message-IDs that a header names, in its order; one that a mail program has folded is made whole."""
    return ["".join(found.split()) for found in re.findall(r"<[!-;=?-~\s]{3,500}>", value or "")]


def instant_of(value: str | None) -> datetime | None:
    """The instant that ends a Received header, or that a date states; None when it cannot be read."""
    try:
        found = parsedate_to_datetime((value or "").rpartition(";")[2].strip())
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _piece(words: bytes | str, charset: str | None) -> str:
    # What is not encoded comes as bytes where another piece is: the letters of `_letters`.
    if isinstance(words, str):
        return words
    return as_text(words, charset) if charset else words.decode("raw-unicode-escape", "replace")


def _letters(value: str) -> str:
    """A header's value with the letters beyond ASCII that some programs write unencoded."""
    if value.isascii():
        return value
    return as_text(value[:LONGEST_HEADER].encode("utf-8", "surrogateescape"))


def _whole(text: str) -> str:
    """Text that can be kept: in NFC, no broken halves of characters."""
    return unicodedata.normalize("NFC", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
