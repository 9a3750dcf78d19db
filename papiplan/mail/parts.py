"""The parts of a mail: which hold something, which are files, and the mails that are enclosed as parts.

Not here: how the tree is made (`parsing`), under what names the files are kept (`attached_files`).
"""

from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message

from papiplan.mail.headers import parameter
from papiplan.mail.parsing import Part, is_tangled, parsed

_ENCLOSED = ("message/rfc822", "message/global")
_WORDS = ("text/plain", "text/html", "text/enriched", "text/calendar", "text/x-amp-html", "text/watch-html")
"""What a part without a name is that says the mail's words in one way or another."""


def own_parts(message: Part) -> Iterator[Part]:
    """The parts that no other parts are in, in their order; a mail that is enclosed as a part is one of them.

    A multipart whose parts cannot be told apart is one too, unless it is empty.
    """
    around = [message]
    while around:
        part = around.pop()
        is_multipart = part.get_content_maintype() == "multipart"
        if is_multipart and part.is_multipart():
            around.extend(reversed(children(part)))
        elif not is_multipart or content_of(part).strip():
            yield part


def children(part: Part) -> list[Part]:
    """The parts that a part is made of: of an enclosed mail that mail, of a delivery status its blocks."""
    # Asked for the payload of anything else the library decodes it by whatever character set is declared.
    inside = part.get_payload() if part.is_multipart() else []
    return [each for each in inside if isinstance(each, Message)]


def given_name(part: Part) -> str:
    """The file name that the sender gave to a part, on one line; "" without one."""
    return parameter(part, "filename", "content-disposition") or parameter(part, "name", "content-type")


def is_file(part: Part) -> bool:
    """Whether a part is a file, and not the mail's own words."""
    return bool(given_name(part)) or part.get_content_disposition() == "attachment" or not _says_words(part)


def is_enclosed_mail(part: Part) -> bool:
    return part.get_content_type() in _ENCLOSED


def enclosed_mail(part: Part) -> Part | None:
    """The mail that a part encloses, opened; None where it cannot be, or must not."""
    mail = next(iter(children(part)), None)
    if mail is None:
        return None
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    if encoding not in ("base64", "quoted-printable") or mail.keys():
        return mail
    # Not allowed, and done all the same: what the library took for a mail without headers is an encoded one.
    mail["Content-Transfer-Encoding"] = encoding
    content = content_of(mail)
    return None if is_tangled(content) else parsed(content)


def content_of(part: Part) -> bytes:
    """A part's bytes, decoded; of a broken transfer encoding what can be read of it, of a mail its source."""
    inside = part.get_payload(decode=True)
    if isinstance(inside, bytes):
        return inside
    try:
        return b"\n\n".join(each.as_bytes() for each in children(part))
    except (MessageError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return b""


def _says_words(part: Part) -> bool:
    return part.get_content_type() in _WORDS
