"""What became of one attempt to hand a message to the mail server: each error with its meaning, in Vietnamese.

Not here: the conversation itself (`client`), which message goes when (`domain.messages`), what it says (`composing`).
"""

import ssl
from dataclasses import dataclass
from typing import Self

from papiplan.domain.messages import AttemptOutcome
from papiplan.mail.addresses import checked_address
from papiplan.mail.client import CLOSING, Client, Security, answer_of


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
        self._client = Client(host, port, user, password, security, timeout)
        self._ended_early = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def reach(self) -> str:
        """Connect and log in, unless that is done: empty when it went well, else what happened, in Vietnamese."""
        try:
            self._client.connect()
        except (OSError, UnicodeError) as error:
            self._client.disconnect()
            return self._no_connection(error)
        return ""

    def send(self, sender: str, address: str, message: bytes) -> Attempt:
        """Try once to hand `message` to the server for one address: never more than one copy leaves."""
        envelope_sender = checked_address(sender).addr_spec
        try:
            recipient = checked_address(address).addr_spec
        except ValueError:
            return Attempt(AttemptOutcome.REFUSED, f'Địa chỉ thư điện tử "{address}" không hợp lệ')
        if unreachable := self.reach():
            return Attempt(AttemptOutcome.DEFERRED, unreachable, server_away=True)
        try:
            answer = self._client.deliver(envelope_sender, recipient, message)
        except OSError as error:
            return self._failed(error, recipient)
        self._ended_early = 0
        return Attempt(AttemptOutcome.SENT, answer)

    def _failed(self, error: OSError, recipient: str) -> Attempt:
        reply = _reply(error, recipient)
        if reply is None or self._client.verdict_missing:
            return self._broken_off(error)
        code, answer = reply
        if code == CLOSING:
            self._client.disconnect()
            return Attempt(AttemptOutcome.DEFERRED, answer, self._ends_early_again())
        self._client.forget_message()
        self._ended_early = 0
        if code in _LOGIN_WANTED:
            return Attempt(AttemptOutcome.DEFERRED, answer, server_away=True)
        return Attempt(AttemptOutcome.REFUSED if code >= 500 else AttemptOutcome.DEFERRED, answer)

    def _ends_early_again(self) -> bool:
        """Count a connection that the server ended; whether so many did in a row that it counts as away."""
        self._ended_early += 1
        return self._ended_early >= _ENDED_EARLY_MEANS_AWAY

    def _broken_off(self, error: OSError) -> Attempt:
        self._client.disconnect()
        silent = _is_timeout(error)
        away = self._ends_early_again() or silent
        what = f"Máy chủ thư không trả lời trong {self._timeout:g} giây" if silent else "Mất kết nối với máy chủ thư"
        if self._client.content_started:
            return Attempt(AttemptOutcome.LOST, f"{what} khi đang nhận thư; chưa rõ đã nhận hay chưa", away)
        return Attempt(AttemptOutcome.DEFERRED, f"{what}, trước khi gửi nội dung thư", away)

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

_ENDED_EARLY_MEANS_AWAY = 2
"""Connections in a row that ended with no message through: one may be a mishap, a third would be an imposition."""


def _reply(error: OSError, recipient: str) -> tuple[int, str] | None:
    """The server's refusal that an error carries, as code and words; None when the server said nothing of the kind.

    The standard library's errors are recognised by what they hold: its client is never imported here.
    """
    refused = getattr(error, "recipients", {})
    code, words = refused.get(recipient) or (getattr(error, "smtp_code", 0), getattr(error, "smtp_error", ""))
    # What the library says for itself ("500 Line too long.") is text; what came from the server is bytes.
    return (code, answer_of(code, words)) if 400 <= code < 600 and isinstance(words, bytes) else None


def _is_timeout(error: OSError) -> bool:
    """Whether waiting is what failed; the library tells it only by the error that its own one came from."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
