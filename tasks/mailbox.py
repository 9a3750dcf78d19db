"""The mailbox at work: each mail is put on record first and moved then, whatever stops in between.

Not here: what a mail is and becomes (`mail_recording`), the conversation with its server (`papiplan.mail.mailbox`).
"""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from papiplan import settings
from papiplan.database import plans, restorations
from papiplan.database.facts import load_facts
from papiplan.database.mails import KnownMail
from papiplan.domain.facts import PlanFacts
from papiplan.domain.lifecycle import Act, can_act
from papiplan.domain.mail_sorting import MailFolder, waits
from papiplan.domain.mails import OversizedMail, WaitingMail
from papiplan.mail import reading
from papiplan.mail.client import Security
from papiplan.mail.mailbox import Mailbox
from tasks import office
from tasks.effects import effect, policy_for
from tasks.mail_recording import record_mail, record_oversized

_log = logging.getLogger(__name__)

BATCH = 50
"""Mails that one task run takes: how long it runs does not grow with the mailbox."""

TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True)
class FetchedBatch:
    """What one batch came to: how many mails each plan got, which are left, and whether more are waiting.

    A mail that is left is named by its number in the mailbox: personal data stays out of Prefect.
    """

    taken: dict[str, int]
    left: tuple[str, ...] = ()
    more: bool = False


def is_configured() -> bool:
    """Whether this installation has a mailbox at all."""
    return bool(settings.current().imap_host)


@effect("Nhận thư trong hộp thư")
def fetch_batch(now: datetime) -> FetchedBatch:
    """Put waiting mails on record, the oldest first, and move each where it belongs; at most a batch of them.

    What came after `now` waits. While no plan receives, every mail is left as it lies.
    """
    receiving = _receiving(now)
    if not receiving:
        return FetchedBatch({})
    with mailbox() as box:
        again = _read_again(box, receiving, now)
        batch = take_mails(box, receiving, now, BATCH)
    taken = Counter(again.taken) + Counter(batch.taken)
    return FetchedBatch(dict(taken), (*again.left, *batch.left), batch.more)


def _read_again(box: Mailbox, receiving: Sequence[PlanFacts], now: datetime) -> FetchedBatch:
    """After a restoration: record what was recorded and moved after the backup; once, and nothing is moved.

    What the backup knew is on record already.
    """
    with office.database().reading() as connection:
        unread = restorations.load_unread(connection)
    if not unread:
        return FetchedBatch({})
    fetched = take_mails(_Moved(box, min(unread.values()) - _TAKEN_IN_WITHIN), receiving, now, None)
    for plan in () if fetched.left else unread:
        with office.database().plan_transaction(plan) as connection:
            restorations.save_mailbox_read(connection, plan, now)
    return fetched


_TAKEN_IN_WITHIN = timedelta(days=14)
"""How long before a backup a mail may have come that was taken in after it: so long a mailbox is not out of reach."""


@dataclass(frozen=True)
class _Moved:
    """What was moved into our folders since an instant, as an inbox whose mails stay where they are."""

    box: Mailbox
    since: datetime

    def waiting(self) -> Iterator[WaitingMail | OversizedMail]:
        for folder in MailFolder:
            yield from self.box.processed_since(folder.value, self.since)

    def move(self, uid: str, folder: str) -> None:
        """Nothing: the mail lies there already."""


def _receiving(now: datetime) -> tuple[PlanFacts, ...]:
    """The plans that receive, as they are when a batch begins; each mail's own transaction looks again."""
    with office.database().reading() as connection:
        facts = (load_facts(connection, plan, now) for plan in plans.issued_plans(connection))
        return tuple(each for each in facts if can_act(Act.RECEIVE, each, now))


class Inbox(Protocol):
    """What taking mails needs of the mailbox: what waits in it, the oldest first, and moving one into a folder."""

    def waiting(self) -> Iterator[WaitingMail | OversizedMail]: ...

    def move(self, uid: str, folder: str) -> None: ...


def take_mails(box: Inbox, receiving: Sequence[PlanFacts], now: datetime, most: int | None) -> FetchedBatch:
    """Record and move the mails that wait in `box`, at most so many. One that cannot be recorded stays.

    A mail that was recorded and not moved, because the process died in between, is on record and moved now.
    """
    taken: Counter[str] = Counter()
    left: list[str] = []
    for waiting in box.waiting():
        if waits(waiting.received_at, now, replayed=settings.current().virtual_clock):
            continue
        try:
            recorded = _record(waiting, receiving, now)
        except Exception as error:
            if policy_for(error).retries:
                raise
            _log.exception("Chưa ghi nhận được thư số %s trong hộp thư.", waiting.uid)
            left.append(f"thư số {waiting.uid}")
            continue
        box.move(waiting.uid, (MailFolder.TO_SEE if recorded.to_see else MailFolder.PROCESSED).value)
        taken[recorded.plan] += 1
        if taken.total() == most:
            return FetchedBatch(dict(taken), tuple(left), more=True)
    return FetchedBatch(dict(taken), tuple(left))


def _record(waiting: WaitingMail | OversizedMail, receiving: Sequence[PlanFacts], now: datetime) -> KnownMail:
    if isinstance(waiting, OversizedMail):
        return record_oversized(waiting, receiving, now)
    return record_mail(reading.read_mail(waiting.raw, waiting.received_at), receiving, now)


def mailbox() -> Mailbox:
    """The mailbox that the settings name."""
    at = settings.current()
    return Mailbox(
        host=at.imap_host,
        port=at.imap_port,
        user=at.imap_user,
        password=at.imap_password.get_secret_value(),
        security=Security(at.imap_security.value),
        timeout=TIMEOUT_SECONDS,
        folder=at.imap_folder,
    )
