"""One kept connection to the mail server, over which each message is sent once.

yagmail connects and logs in; its way of sending is not used, for it sends up to three copies. Not here: what an error
means for a message (`transport`).
"""

import ssl
from contextlib import suppress
from enum import StrEnum
from typing import Any

import yagmail

_DONE = 250

CLOSING = 421
"""The server ends the connection (RFC 5321), often after so and so many messages: the next one may do."""


class Security(StrEnum):
    """How the connection is protected: encrypted after its start, from its start, or (loopback only) not at all."""

    STARTTLS = "starttls"
    SSL = "ssl"
    NONE = "none"


class Client(yagmail.SMTP):  # type: ignore[misc] # yagmail carries no types
    """yagmail's client with what it leaves open closed: certificates, timeout, quiet, and one attempt."""

    def __init__(self, host: str, port: int, user: str, password: str, security: Security, timeout: float) -> None:
        verified = {} if security is Security.NONE else {"context": ssl.create_default_context()}
        super().__init__(
            user=user,
            password=password,
            host=host,
            port=port,
            smtp_starttls=verified if security is Security.STARTTLS else False,
            smtp_ssl=security is Security.SSL,
            smtp_skip_login=not user,
            soft_email_validation=False,
            timeout=timeout,
            **(verified if security is Security.SSL else {}),
        )
        self.set_logging(None)
        # yagmail takes a plain account name for one at gmail.com.
        self.user = user
        self.content_started = False
        self._verdict: tuple[int, bytes] | None = None

    @property
    def verdict_missing(self) -> bool:
        """Whether a message was begun and no answer to it was read: an error then tells nothing about the message."""
        return self.content_started and self._verdict is None

    def connect(self) -> None:
        """Connect and log in, unless the kept connection still stands."""
        if getattr(self.smtp, "sock", None) is None:
            self.login()

    def close(self) -> None:
        """Take leave of the server, whatever it answers: everything is settled by then."""
        with suppress(OSError):
            super().close()

    def forget_message(self) -> None:
        """Leave no message begun, which the library does not see to after a refused DATA."""
        try:
            code, _ = self.smtp.rset()
        except OSError:
            code = CLOSING
        if code != _DONE:
            self.disconnect()

    def disconnect(self) -> None:
        """Drop a connection that can no longer be trusted; the next message opens another."""
        if self.smtp is not None:
            self.smtp.close()

    def deliver(self, sender: str, recipient: str, message: bytes) -> str:
        """Send one message once, and return the server's answer to it; OSError when it was not taken."""
        self.content_started, self._verdict = False, None
        self.smtp.sendmail(sender, [recipient], message)
        return answer_of(*self._verdict) if self._verdict else ""

    def _login(self, password: str) -> None:
        super()._login(password)
        # Asked here: a server that greets nobody is out of reach, it refuses no message.
        self.smtp.ehlo_or_helo_if_needed()
        send, data = self.smtp.send, self.smtp.data

        def send_watched(piece: str | bytes) -> None:
            # Commands go out as text. Bytes are the message, after the server has asked for it: from their first one
            # on, silence no longer means that nothing arrived.
            self.content_started = self.content_started or isinstance(piece, bytes)
            send(piece)

        def data_remembered(message: bytes) -> Any:
            self._verdict = data(message)
            return self._verdict

        self.smtp.send, self.smtp.data = send_watched, data_remembered


def answer_of(code: int, words: bytes) -> str:
    """The server's answer on one line: code and words."""
    return " ".join(f"{code} {words.decode('utf-8', 'replace')}".split())
