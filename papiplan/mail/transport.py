"""One kept connection to the mail server, and one attempt for each message that is handed to it.

yagmail connects and logs in; its way of sending is not used, for it sends up to three copies. Not here: which message
goes when (`domain.messages`) and what it says (`composing`).
"""

import ssl
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

import yagmail

from papiplan.domain.messages import AttemptOutcome
from papiplan.mail.addresses import checked_address


class Security(StrEnum):
    """How the connection is protected: encrypted after its start, from its start, or (loopback only) not at all."""

    STARTTLS = "starttls"
    SSL = "ssl"
    NONE = "none"


@dataclass(frozen=True)
class Attempt:
    """How one attempt ended, with the server's answer or, where there is none, what happened, in Vietnamese.

    `server_away` says that the next message would fare no better: the round should stop.
    """

    outcome: AttemptOutcome
    answer: str
    server_away: bool = False


class Transport:
    """The way to one mail server, opened with the first message: `with Transport(...) as transport`.

    Certificates are verified against the machine's authorities (OpenSSL's SSL_CERT_FILE adds an office's own) and the
    host's name. `timeout` is in seconds and holds for every answer. Not for several threads.
    """

    def __init__(self, host: str, port: int, user: str, password: str, security: Security, timeout: float) -> None:
        self._timeout = timeout
        self._client = _Client(host, port, user, password, security, timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def send(self, sender: str, address: str, message: bytes) -> Attempt:
        """Try once to hand `message` to the server for one address: never more than one copy leaves."""
        try:
            recipient = checked_address(address).addr_spec
        except ValueError:
            return Attempt(AttemptOutcome.REFUSED, f'Địa chỉ thư điện tử "{address}" không hợp lệ')
        try:
            self._client.connect()
        except (OSError, UnicodeError) as error:
            self._client.disconnect()
            return Attempt(AttemptOutcome.DEFERRED, self._no_connection(error), server_away=True)
        try:
            answer = self._client.deliver(checked_address(sender).addr_spec, recipient, message)
        except OSError as error:
            return self._failed(error, recipient)
        return Attempt(AttemptOutcome.SENT, answer)

    def _failed(self, error: OSError, recipient: str) -> Attempt:
        reply = _reply(error, recipient)
        if reply is None or self._client.verdict_missing:
            return self._broken_off(error)
        code, answer = reply
        if code in _LOGIN_WANTED:
            return Attempt(AttemptOutcome.DEFERRED, answer, server_away=True)
        return Attempt(AttemptOutcome.REFUSED if code >= 500 else AttemptOutcome.DEFERRED, answer)

    def _broken_off(self, error: OSError) -> Attempt:
        self._client.disconnect()
        silent = _is_timeout(error)
        what = f"Máy chủ thư không trả lời trong {self._timeout:g} giây" if silent else "Mất kết nối với máy chủ thư"
        if self._client.content_started:
            return Attempt(AttemptOutcome.LOST, f"{what} khi đang nhận thư; chưa rõ đã nhận hay chưa", silent)
        return Attempt(AttemptOutcome.DEFERRED, f"{what}, trước khi gửi nội dung thư", silent)

    def _no_connection(self, error: OSError | UnicodeError) -> str:
        if isinstance(error, ssl.SSLError):
            return f"Không kết nối an toàn được với máy chủ thư: {getattr(error, 'verify_message', '') or error}"
        if isinstance(error, UnicodeError):
            return "Tài khoản hoặc mật khẩu thư có ký tự mà máy chủ thư không nhận"
        reply = _reply(error, "")
        if reply is not None:
            return f"Máy chủ thư không nhận kết nối, đăng nhập: {reply[1]}"
        if _is_timeout(error):
            return f"Máy chủ thư không trả lời trong {self._timeout:g} giây"
        return f"Không kết nối được máy chủ thư: {error}"


_LOGIN_WANTED = (530, 534, 535, 538)
"""Answers about our account and not about a message (RFC 4954), whichever command they answer."""


def _reply(error: OSError, recipient: str) -> tuple[int, str] | None:
    """The server's refusal that an error carries, as code and words; None when the server said nothing of the kind.

    The standard library's errors are recognised by what they hold: its client is never imported here.
    """
    refused = getattr(error, "recipients", {})
    code, words = refused.get(recipient) or (getattr(error, "smtp_code", 0), getattr(error, "smtp_error", b""))
    return (code, _answer(code, words)) if 400 <= code < 600 else None


def _answer(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(f"{code} {text}".split())


def _is_timeout(error: OSError) -> bool:
    """Whether waiting is what failed; the library tells it only by the error that its own one came from."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


class _Client(yagmail.SMTP):  # type: ignore[misc] # yagmail carries no types
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

    def disconnect(self) -> None:
        """Drop a connection that can no longer be trusted; the next message opens another."""
        if self.smtp is not None:
            self.smtp.close()

    def deliver(self, sender: str, recipient: str, message: bytes) -> str:
        """Send one message once, and return the server's answer to it; OSError when it was not taken."""
        self.content_started, self._verdict = False, None
        self.smtp.sendmail(sender, [recipient], message)
        return _answer(*self._verdict) if self._verdict else ""

    def _login(self, password: str) -> None:
        super()._login(password)
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
