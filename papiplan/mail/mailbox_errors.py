"""What goes wrong with the mailbox, told apart: what time heals, and what a person must mend.

Not here: the conversation itself (`mailbox`).
"""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from imap_tools import ImapToolsError


class MailboxError(Exception):
    """The mailbox could not be read or changed; the message says in Vietnamese what happened and what to do."""


class MailboxAwayError(MailboxError, OSError):
    """Out of reach, too slow or busy for now: time heals it."""


class MailboxClosedError(MailboxError):
    """The server says no, or cannot be trusted: until a person mends it, it would say so again."""


@dataclass(frozen=True)
class Step:
    """One step of the conversation: what its refusal means, and what a person can do about that."""

    refused: str
    remedy: str


@contextmanager
def understood(step: Step) -> Iterator[None]:
    """Tell every error of the network, of the library and of the server's answers as a `MailboxError`."""
    try:
        yield
    except MailboxError:
        raise
    except Exception as error:
        # The library lets the errors of its client through; they are recognised by where they come from, for that
        # client is never imported here.
        if not isinstance(error, OSError | ImapToolsError | UnicodeError) and type(error).__module__ != "imaplib":
            raise
        raise _meaning(step, error) from error


def _meaning(step: Step, error: Exception) -> MailboxError:
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        reason = getattr(error, "verify_message", "") or error.reason or str(error)
        how = "kiểm tra chứng chỉ của máy chủ và PAPIPLAN_IMAP_SECURITY"
        return MailboxClosedError(f"Không kết nối an toàn được với máy chủ hộp thư: {reason}. Cách xử lý: {how}.")
    if isinstance(error, TimeoutError):
        return MailboxAwayError("Máy chủ hộp thư không trả lời kịp. Lượt sau sẽ thử lại.")
    if isinstance(error, OSError):
        return MailboxAwayError(f"Không kết nối được máy chủ hộp thư: {error}. Lượt sau sẽ thử lại.")
    words = _words(error)
    if type(error).__name__ == "abort" or _PASSING.search(words):
        return MailboxAwayError(f"Máy chủ hộp thư tạm thời không phục vụ: {words}. Lượt sau sẽ thử lại.")
    return MailboxClosedError(f"{step.refused}: {words}. Cách xử lý: {step.remedy}.")


_PASSING = re.compile(r"\bBYE\b|\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\b")
"""The server takes leave, or names a state that passes (RFC 5530)."""


def _words(error: Exception) -> str:
    """What the server said, on one line."""
    _, pieces = getattr(error, "command_result", ("", error.args))
    said = (piece.decode("utf-8", "replace") if isinstance(piece, bytes) else str(piece) for piece in pieces)
    return " ".join(" ".join(said).split()).rstrip(".") or type(error).__name__
