"""The demo's mail server: a real SMTP server on loopback that keeps each mail it takes as a file.

Not here: who reads the mails (`players`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from deployments.prefect_server import HOST, free_port


@dataclass(frozen=True)
class Mailboxes:
    """The mails that came, one .eml a mail in `folder`, in the order in which they came."""

    folder: Path

    def keep(self, recipient: str, content: bytes) -> None:
        number = len(list(self.folder.glob("*.eml"))) + 1
        (self.folder / f"{number:04d}-{recipient.partition('@')[0]}.eml").write_bytes(content)

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to one address, oldest first."""
        files = sorted(self.folder.glob(f"*-{address.partition('@')[0]}.eml"))
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]

    @property
    def count(self) -> int:
        return len(list(self.folder.glob("*.eml")))


class _Keeping:
    """aiosmtpd's handler: what a mail server does with a mail for each recipient."""

    def __init__(self, mailboxes: Mailboxes) -> None:
        self._mailboxes = mailboxes

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        for recipient in envelope.rcpt_tos:
            self._mailboxes.keep(recipient, _bytes(envelope.content))
        return "250 2.0.0 Ok"


def _bytes(content: bytes | str | None) -> bytes:
    return content.encode() if isinstance(content, str) else content or b""


@contextmanager
def mail_server(folder: Path) -> Iterator[tuple[int, Mailboxes]]:
    """A running mail server with its port and its mailboxes."""
    folder.mkdir(parents=True, exist_ok=True)
    mailboxes = Mailboxes(folder)
    controller = Controller(_Keeping(mailboxes), hostname=HOST, port=free_port(0))
    controller.start()
    try:
        yield controller.port, mailboxes
    finally:
        controller.stop()
