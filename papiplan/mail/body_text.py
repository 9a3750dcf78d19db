"""The words of a mail: its plain text, else what a reader sees of its HTML.

Not here: attached files, text files among them (`attached_files`).
"""

import html
import re
import unicodedata
from collections.abc import Iterable

from papiplan.mail.headers import as_text, parameter
from papiplan.mail.parsing import Part
from papiplan.mail.parts import content_of, is_file, own_parts

LONGEST_TEXT = 20_000
"""Characters: a mail is read by a person, and found by what it says at its beginning."""

_LONGEST_MARKUP = 400_000
"""Of HTML most is style, and Word writes much of it first."""


def body_text(message: Part) -> str:
    """The mail's words, a line as it stands, in NFC and without control characters; at most `LONGEST_TEXT`."""
    words = [part for part in own_parts(message) if not is_file(part)]
    plain = _joined(part for part in words if part.get_content_type() == "text/plain")
    return plain or _joined(part for part in words if part.get_content_type() == "text/html")


def mentioned_contents(message: Part) -> frozenset[str]:
    """The names (Content-ID) of the parts that the mail's HTML shows in its text."""
    pages = (part for part in own_parts(message) if part.get_content_type() == "text/html" and not is_file(part))
    return frozenset(found for page in pages for found in re.findall(r"""cid:([^"'\s>)]{1,500})""", _letters_of(page)))


def _joined(parts: Iterable[Part]) -> str:
    texts = (_seen(part) for part in parts)
    return _clean("\n\n".join(text for text in texts if text.strip())[:LONGEST_TEXT])


def _seen(part: Part) -> str:
    letters = _letters_of(part)
    return _without_markup(letters) if part.get_content_subtype() == "html" else letters[:LONGEST_TEXT]


def _letters_of(part: Part) -> str:
    return as_text(content_of(part)[:_LONGEST_MARKUP], parameter(part, "charset", "content-type"))


def _without_markup(page: str) -> str:
    """What a reader sees of HTML, a paragraph on a line of its own."""
    seen: list[str] = []
    hidden = ""
    # Every second piece is a tag. "<" ends a tag too, so that nothing is searched for again and again.
    for number, piece in enumerate(re.split(r"(<[^<>]*>)", page)):
        if not number % 2:
            seen.append("" if hidden else re.sub(r"\s+", " ", html.unescape(piece)))
            continue
        name = piece[1:12].lower()
        if hidden:
            hidden = "" if name.startswith(f"/{hidden}") else hidden
        elif found := re.match(r"(head|style|script|title|xml)\b", name):
            hidden = found[1]
        elif re.match(r"/?(br|p|div|tr|li|h[1-6]|table|blockquote)\b", name):
            seen.append("\n")
    return "".join(seen)


def _clean(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ("".join(sign for sign in line if sign == "\t" or not _is_control(sign)).strip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf")
