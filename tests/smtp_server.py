"""A real SMTP server on loopback that keeps what it is given, with encryption and login where a test asks for them.

Not here: servers that misbehave (`tests.mail.scripted_server`).
"""

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword


@dataclass(frozen=True)
class ReceivedMail:
    """One accepted message as its envelope and bytes came."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        """The message as a mail reader parses it."""
        message = message_from_bytes(self.content, policy=default)
        assert isinstance(message, EmailMessage)
        return message

    @property
    def text(self) -> str:
        """The message's plain text."""
        body = self.message.get_body(("plain",))
        assert body is not None
        text: str = body.get_content()
        return text

    @property
    def attachments(self) -> dict[str, bytes]:
        """The attached files by name."""
        return {part.get_filename() or "": part.get_content() for part in self.message.iter_attachments()}


@dataclass
class SmtpServer:
    """Where the server listens, and the mails it holds; `connections` counts those that greeted it.

    `refused` are the addresses that it does not take, each with its answer.
    """

    host: str
    port: int = 0
    mails: list[ReceivedMail] = field(default_factory=list)
    connections: int = 0
    refused: dict[str, str] = field(default_factory=dict)

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, session: Any, _envelope: Envelope, host_name: str, responses: list[str]
    ) -> list[str]:
        session.host_name = host_name
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        assert isinstance(envelope.content, bytes)
        self.mails.append(ReceivedMail(envelope.mail_from or "", tuple(envelope.rcpt_tos), envelope.content))
        return f"250 2.0.0 Ok: queued as {len(self.mails):04d}"


_PATIENCE_SECONDS = 60


class _AnyPort(Controller):
    """aiosmtpd's controller on a port that the system picks: it calls its server up by the port it was given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._opened: list[SMTP] = []
        super().__init__(*args, ready_timeout=_PATIENCE_SECONDS, **kwargs)

    def factory(self) -> SMTP:
        self._opened.append(super().factory())  # type: ignore[no-untyped-call]
        return self._opened[-1]

    def stop(self, no_assert: bool = False) -> None:
        """Once everybody has left: of a connection that is still open the loop would say so whenever it likes."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while any(each.transport is not None for each in self._opened) and time.monotonic() < until:
            time.sleep(0.01)
        super().stop(no_assert)

    def _trigger_server(self) -> None:
        listener: Any = self.server
        self.port = listener.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def smtp_server(
    *,
    host: str = "127.0.0.1",
    login: tuple[str, str] | None = None,
    starttls: ssl.SSLContext | None = None,
    implicit_tls: ssl.SSLContext | None = None,
) -> Iterator[SmtpServer]:
    """Run the server on a free port; with `login` it takes mail only from that user and password.

    A login needs one of the encryptions.
    """
    server = SmtpServer(host)

    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == login
        return AuthResult(success=right, handled=False)

    controller = _AnyPort(
        server,
        hostname=host,
        port=0,
        server_hostname="mail.example",
        ssl_context=implicit_tls,
        tls_context=starttls,
        require_starttls=starttls is not None,
        authenticator=authenticate if login else None,
        auth_required=login is not None,
    )
    controller.start()
    try:
        server.port = controller.port
        yield server
    finally:
        controller.stop()
