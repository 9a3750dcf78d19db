"""A mail that came to the mailbox: what it is made of and what it turns out to be.

Not here: the network (`mail.mailbox`), taking bytes apart (`mail.reading`), what is done with it (`mail_sorting`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class MailKind(StrEnum):
    """What a mail turned out to be: files of a unit, files that an officer hands in for one (nhập hộ), words without a
    file, a notice that ours was not delivered, a machine's answer.
    """

    SUBMISSION = "submission"
    HAND = "hand"
    WORDS = "words"
    BOUNCE = "bounce"
    AUTOMATIC = "automatic"

    @property
    def label(self) -> str:
        return {
            MailKind.SUBMISSION: "Thư gửi hồ sơ",
            MailKind.HAND: "Thư nhập hộ của cán bộ",
            MailKind.WORDS: "Thư không kèm tệp",
            MailKind.BOUNCE: "Thư báo không gửi được",
            MailKind.AUTOMATIC: "Thư trả lời tự động",
        }[self]


@dataclass(frozen=True)
class MailFile:
    """One attachment. `name` is as the sender wrote it, made harmless; `inline` when the mail's text shows it."""

    name: str
    content: bytes
    media_type: str
    inline: bool = False


@dataclass(frozen=True)
class FailedRecipient:
    """One address that a delivery status notice (RFC 3464) gives up on, with the server's reason."""

    address: str
    status: str
    reason: str


@dataclass(frozen=True)
class DeliveryReport:
    """A delivery status notice about one of our messages; `message_id` is empty where it does not say which."""

    message_id: str
    failed: tuple[FailedRecipient, ...]


@dataclass(frozen=True)
class IncomingMail:
    """A mail taken apart, nothing judged.

    `sha256` is that of `raw`, the mail as the server holds it. `sender` is a bare address in small letters, `text` the
    plain words. `received_at` is when our server received it (INTERNALDATE), `last_hop_at` what the newest Received
    header says, None without one. `references` are the Message-IDs that it answers, the nearest first. `automatic` is
    whether a machine wrote it (RFC 3834).
    """

    sha256: str
    raw: bytes
    message_id: str
    sender: str
    subject: str
    text: str
    received_at: datetime
    last_hop_at: datetime | None = None
    references: Sequence[str] = ()
    automatic: bool = False
    report: DeliveryReport | None = None
    files: Sequence[MailFile] = field(default=())


@dataclass(frozen=True)
class WaitingMail:
    """A mail as it lies in the mailbox: its number there, its bytes, when the server received it (INTERNALDATE)."""

    uid: str
    received_at: datetime
    raw: bytes


@dataclass(frozen=True)
class OversizedMail:
    """A mail that is too large to be fetched, by its envelope; `size` in bytes."""

    uid: str
    received_at: datetime
    size: int
    message_id: str
    sender: str
    subject: str
