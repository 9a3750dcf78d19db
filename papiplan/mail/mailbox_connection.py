"""A connection to the server that keeps the mailbox: opened and protected, logged in, closed.

Not here: what is read and moved over it (`mailbox`).
"""

import re
import ssl
from contextlib import suppress
from dataclasses import dataclass

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted

from papiplan.mail.client import Security
from papiplan.mail.mailbox_errors import MailboxClosedError, MailboxError, Step, understood

_CONNECT = Step("Máy chủ hộp thư không nhận kết nối", "kiểm tra PAPIPLAN_IMAP_HOST, PORT và SECURITY")
_LOG_IN = Step("Máy chủ hộp thư không nhận đăng nhập", "kiểm tra PAPIPLAN_IMAP_USER và PAPIPLAN_IMAP_PASSWORD")


@dataclass(frozen=True)
class Account:
    """What one has who is logged in: the server's extensions, in capitals, and what the folders' names begin with."""

    abilities: frozenset[str]
    prefix: str


def connected(host: str, port: int, security: Security, timeout: float) -> BaseMailBox:
    """A connection that nobody has logged in on; `timeout` is in seconds. MailboxError where there is none."""
    with understood(_CONNECT):
        context = ssl.create_default_context()
        if security is Security.SSL:
            return MailBox(host, port, timeout=timeout, ssl_context=context)
        box = MailBoxUnencrypted(host, port, timeout=timeout)
        if security is Security.STARTTLS:
            _encrypt(box, context)
        return box


def log_in(box: BaseMailBox, user: str, password: str) -> Account:
    """Log in and ask what the account may. MailboxError."""
    with understood(_LOG_IN):
        plain = f"{user}{password}"
        # Only the second way carries other letters, and the first does not quote a line break.
        login = box.login if plain.isascii() and plain.isprintable() else box.login_utf8
        login(user, password, initial_folder=None)
        # Asked again: many servers name what they can do only to who has logged in.
        _, told = box.client.capability()
        abilities = frozenset(b" ".join(told).decode("ascii", "replace").upper().split())
        return Account(abilities, _prefix(box) if "NAMESPACE" in abilities else "")


def leave(box: BaseMailBox) -> None:
    """Take leave of the server, whatever it answers: everything is settled by then."""
    with suppress(MailboxError), understood(_CONNECT):
        box.logout()
    _hang_up(box)


def _encrypt(box: BaseMailBox, context: ssl.SSLContext) -> None:
    # The library's own class for this leaves the connection open where the server's certificate is not good.
    try:
        if "STARTTLS" not in box.client.capabilities:
            how = "đặt PAPIPLAN_IMAP_SECURITY=ssl hoặc hỏi người quản trị hộp thư"
            raise MailboxClosedError(f"Máy chủ hộp thư không có STARTTLS. Cách xử lý: {how}.")
        box.client.starttls(context)
    except BaseException:
        _hang_up(box)
        raise


def _prefix(box: BaseMailBox) -> str:
    """What the names of one's own folders begin with, such as "INBOX." (RFC 2342)."""
    _, told = box.client.namespace()
    own = re.match(rb'\(\("([^"\\]*)"', told[-1] or b"")
    return own[1].decode("ascii", "replace") if own else ""


def _hang_up(box: BaseMailBox) -> None:
    with suppress(OSError):
        box.client.shutdown()
