"""The mailbox that units write to: what waits in it, one mail at a time, and where each is moved once it is on record.

Not here: what a mail is made of (`reading`), which folder it goes to (`domain.mail_sorting`).
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Self

from imap_tools import AND, BaseMailBox, ImapToolsError
from imap_tools.errors import MailboxFetchError, MailboxMoveError
from imap_tools.utils import check_command_status, encode_folder

from papiplan.domain.mails import OversizedMail, WaitingMail
from papiplan.mail import reading
from papiplan.mail.client import Security
from papiplan.mail.mailbox_connection import Account, connected, leave, log_in
from papiplan.mail.mailbox_errors import MailboxClosedError, Step, understood

LARGEST_BYTES = 30_000_000
"""A mail above this is not fetched: a form, its signed scan and some evidence are far smaller."""

LARGEST_HEADER_BYTES = 65_536

_LISTED_AT_ONCE = 500
"""Mails whose size and date are asked for in one command: servers bound a command's length."""

_READ = Step("Máy chủ hộp thư không cho đọc thư", "chuyển thông tin này cho người quản trị hộp thư")


@dataclass(frozen=True)
class _Listed:
    """A mail of the open folder before it is fetched; `size` in bytes."""

    uid: str
    received_at: datetime
    size: int


class Mailbox:
    """One connection to a mailbox: `with Mailbox(...) as mailbox`.

    Certificates are verified against the machine's authorities (OpenSSL's SSL_CERT_FILE adds an office's own) and the
    host's name. `timeout` is in seconds and holds for every answer. Every method, and entering, raises `MailboxError`:
    `MailboxAwayError`, an OSError, for what time heals, else `MailboxClosedError`. Not for several threads.
    """

    def __init__(
        self, host: str, port: int, user: str, password: str, security: Security, timeout: float, folder: str = "INBOX"
    ) -> None:
        self._host, self._port, self._timeout, self._security = host, port, timeout, security
        self._user, self._password = user, password
        self._folder = folder
        self._box: BaseMailBox
        self._account: Account
        self._there: set[str] = set()

    def __enter__(self) -> Self:
        self._box = connected(self._host, self._port, self._security, self._timeout)
        try:
            self._account = log_in(self._box, self._user, self._password)
            self._open(self._folder)
        except BaseException:
            leave(self._box)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        leave(self._box)

    def waiting(self) -> Iterator[WaitingMail | OversizedMail]:
        """What lies in the folder, the oldest first, fetched one by one; nothing is marked as read.

        A mail that somebody marked as deleted is passed over. The one just given may be moved while the next are still
        to come.
        """
        yield from self._mails(self._folder, AND(deleted=False))

    def processed_since(self, folder: str, since: datetime) -> Iterator[WaitingMail | OversizedMail]:
        """What was moved into `folder` and had been received at `since` or later, the oldest first.

        For a home restored from a backup, whose database has yet to hear of these mails.
        """
        name = self._full(folder)
        if not self._exists(name):
            return
        # SEARCH compares days, in the server's own time zone: a day more, and the instants decide.
        day = (since.astimezone(UTC) - timedelta(days=1)).date()
        yield from self._mails(name, AND(date_gte=day, deleted=False), since)

    def move(self, uid: str, folder: str) -> None:
        """Move a mail of `waiting` into a folder, which is created where missing. One that is gone is none to move."""
        step = Step(f'Không chuyển được thư vào "{folder}"', "kiểm tra dung lượng và quyền của hộp thư")
        target = self._full(folder)
        with understood(step):
            self._open(self._folder)
            self._create(target)
            if "MOVE" in self._account.abilities:
                self._told("MOVE", uid, encode_folder(target))
                return
            self._told("COPY", uid, encode_folder(target))
            self._told("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
            # Without UIDPLUS only all that is marked could be expunged, other people's too: then ours stays marked,
            # which `waiting` passes over.
            if "UIDPLUS" in self._account.abilities:
                self._told("EXPUNGE", uid)

    def _full(self, folder: str) -> str:
        """A folder's name on this server: some keep all of a user's folders below another."""
        return f"{self._account.prefix}{folder}"

    def _open(self, folder: str) -> None:
        if self._box.folder.get() != folder:
            with understood(Step(f'Không mở được thư mục "{folder}" của hộp thư', "kiểm tra PAPIPLAN_IMAP_FOLDER")):
                self._box.folder.set(folder)

    def _exists(self, name: str) -> bool:
        with understood(_READ):
            return self._box.folder.exists(name)

    def _create(self, name: str) -> None:
        if name not in self._there:
            if not self._exists(name):
                self._box.folder.create(name)
                # Many mail programs show only what is subscribed to; the mail goes there all the same.
                with suppress(ImapToolsError):
                    self._box.folder.subscribe(name, True)
            self._there.add(name)

    def _mails(
        self, folder: str, criteria: AND, since: datetime | None = None
    ) -> Iterator[WaitingMail | OversizedMail]:
        self._open(folder)
        for listed in self._listed(criteria):
            if since is not None and listed.received_at < since:
                continue
            # Between two mails another folder may have been opened.
            self._open(folder)
            if listed.size > LARGEST_BYTES:
                yield self._envelope(listed)
            elif (raw := self._fetched(listed.uid, "BODY.PEEK[]")) is not None:
                yield WaitingMail(listed.uid, listed.received_at, raw)

    def _listed(self, criteria: AND) -> Sequence[_Listed]:
        """The open folder's mails of which `criteria` hold, the oldest first."""
        with understood(_READ):
            uids = self._box.uids(criteria, charset=None)
            found: list[_Listed] = []
            for start in range(0, len(uids), _LISTED_AT_ONCE):
                some = ",".join(uids[start : start + _LISTED_AT_ONCE])
                told = self._told("FETCH", some, "(UID INTERNALDATE RFC822.SIZE)")
                found.extend(_listed(line) for line in told if isinstance(line, bytes) and b"INTERNALDATE" in line)
        return sorted(found, key=lambda each: (each.received_at, int(each.uid)))

    def _envelope(self, listed: _Listed) -> OversizedMail:
        header = self._fetched(listed.uid, f"BODY.PEEK[HEADER]<0.{LARGEST_HEADER_BYTES}>") or b""
        mail = reading.read_mail(header, listed.received_at)
        return OversizedMail(listed.uid, listed.received_at, listed.size, mail.message_id, mail.sender, mail.subject)

    def _fetched(self, uid: str, what: str) -> bytes | None:
        """A part of a mail as it is; None when somebody has moved the mail meanwhile."""
        with understood(_READ):
            told = self._told("FETCH", uid, f"({what})")
        for piece in told:
            if isinstance(piece, tuple) and b"BODY[" in piece[0].upper():
                return bytes(piece[1])
        return None

    def _told(self, command: str, *words: str | bytes) -> list[Any]:
        """The server's answer to a command on mails by their UID."""
        # The library's client passes bytes on as they are, which its type does not say.
        answer = self._box.client.uid(command, *words)  # type: ignore[arg-type]
        check_command_status(answer, MailboxFetchError if command == "FETCH" else MailboxMoveError)
        return answer[1]


def _listed(line: bytes) -> _Listed:
    """One line of the list: `7 (UID 9 INTERNALDATE "23-Nov-2023 08:00:00 +0700" RFC822.SIZE 512)`."""
    uid = re.search(rb"\bUID (\d+)", line)
    size = re.search(rb"\bRFC822\.SIZE (\d+)", line)
    date = re.search(rb'\bINTERNALDATE "\s*(\d+)-(\w+)-(\d+) ([\d:]+ [+-]\d+)"', line)
    if uid is None or size is None or date is None:
        raise MailboxClosedError(f"{_READ.refused}: {line!r}. Cách xử lý: {_READ.remedy}.")
    received_at = parsedate_to_datetime(b" ".join(date.groups()).decode("ascii"))
    # Of -0000 nothing is said of the zone; it is an instant in UTC all the same (RFC 5322).
    return _Listed(uid[1].decode(), received_at.replace(tzinfo=received_at.tzinfo or UTC), int(size[1]))
