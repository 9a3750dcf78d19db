"""A message as the bytes that are frozen and sent: headers, plain text, HTML, attachments.

yagmail's own message building is not used: it dates and delimits by chance, puts HTML into the plain part and names
attachments by a file of the machine (docs/decisions.md). Not here: the words (they are given) and the network
(`transport`).
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from pathlib import PurePath
from typing import Self

from papiplan.mail.addresses import checked_address

MEDIA_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}
"""By file name, so that a machine without /etc/mime.types sends the same; anything else is a stream of octets."""

ANY_BYTES = "application/octet-stream"


def compose(
    sender: str,
    recipients: Sequence[str],
    subject: str,
    text: str,
    html: str,
    attachments: Sequence[tuple[str, bytes]],
    message_id: str,
    date: datetime,
    *,
    in_reply_to: str = "",
) -> bytes:
    """The bytes of a message, equal for equal arguments; `attachments` are file names with their content.

    Without `recipients`, as where a unit's addresses are none, it names nobody. `in_reply_to` is the Message-ID of the
    mail that it answers, beside which a reader then shows it; a stranger's that is none is left out.
    Text becomes NFC. ValueError for an address, Message-ID, subject or file name that would break a header, and for a
    naive `date`: such values are never repaired, for somebody put them there.
    """
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = _Wired.of("Message-ID", _checked_id(message_id))
    message["Date"] = format_datetime(_aware(date))
    message["From"] = _Wired.of("From", _mailbox(checked_address(sender)))
    if recipients:
        message["To"] = [Address(addr_spec=checked_address(recipient).addr_spec) for recipient in recipients]
    message["Subject"] = _Wired.of("Subject", _encoded(_one_line(subject), "Subject"))
    answered = _MESSAGE_ID.fullmatch(in_reply_to)
    for header in ("In-Reply-To", "References") if answered else ():
        message[header] = _Wired.of(header, in_reply_to)
    # Keeps a unit's automatic replies from answering a machine (RFC 3834).
    message["Auto-Submitted"] = "auto-replied" if answered else "auto-generated"
    message.set_content(_nfc(text), cte="base64")
    message.add_alternative(_nfc(html), subtype="html", cte="base64")
    for name, content in attachments:
        main, sub = _media_type(name).split("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=_one_line(name))
    _set_boundaries(message, message_id)
    return message.as_bytes()


class _Wired(str):
    """A header value that is already folded and encoded for the wire.

    CPython 3.11 loses a space where it folds a long Vietnamese value ("đề nghị" becomes "đềnghị") and encodes a long
    Message-ID; the policy leaves a value with a name and a fold of its own alone.
    """

    name: str

    @classmethod
    def of(cls, name: str, wire: str) -> Self:
        value = cls(wire)
        value.name = name
        return value

    def fold(self, *, policy: EmailPolicy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def _encoded(text: str, header: str) -> str:
    """Text as encoded words (RFC 2047), folded: blanks between words stay inside them."""
    return Header(text, "utf-8", header_name=header).encode(linesep="\r\n")


def _mailbox(address: Address) -> str:
    if not address.display_name:
        return address.addr_spec
    return f"{_encoded(_nfc(address.display_name), 'From')} <{address.addr_spec}>"


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _one_line(text: str) -> str:
    composed = _nfc(text)
    if not composed.strip() or not composed.isprintable():
        raise ValueError(f"{text!r} is empty or holds a line break or another control character")
    return composed


_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,400}@[!-;=?-~]{1,400}>")
"""Short enough for a line of a header, which is never folded."""


def _checked_id(message_id: str) -> str:
    if not _MESSAGE_ID.fullmatch(message_id):
        raise ValueError(f"{message_id!r} is no Message-ID")
    return message_id


def _aware(date: datetime) -> datetime:
    if date.tzinfo is None:
        raise ValueError("a message is dated by an instant, not by a naive time")
    return date


def _media_type(file_name: str) -> str:
    return MEDIA_TYPES.get(PurePath(file_name).suffix.lower(), ANY_BYTES)


def _set_boundaries(message: EmailMessage, message_id: str) -> None:
    """Delimit the parts by the message's own name; "=_" is in no base64, so no content can hold a delimiter."""
    name = hashlib.sha256(message_id.encode()).hexdigest()[:32]
    multiparts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(multiparts):
        part.set_boundary(f"=_{name}_{number}")
