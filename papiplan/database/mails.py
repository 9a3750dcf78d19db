"""Every mail that the mailbox gave, once, with its fate.

Not here: the files it brought (`submissions`), the messages of ours that it answers (`messages`, `deliveries`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.plans import save_file
from papiplan.domain.digest import MailToSee
from papiplan.domain.mail_routing import AnsweredMessage
from papiplan.domain.mails import MailKind
from papiplan.domain.obligations import Outcome

_mail, _message, _submission = schema.mails.c, schema.messages.c, schema.submissions.c


@dataclass(frozen=True)
class Mail:
    """One mail on record. `message` is the one of ours that it answers, `answer` what it says to it.

    `doubt` is why an officer should look at it; empty where there is nothing to decide.
    """

    sha256: str
    size: int
    kind: MailKind
    message_id: str
    sender: str
    subject: str
    received_at: datetime
    message: int | None = None
    answer: str = ""
    doubt: str = ""


def save_mail(connection: sa.Connection, plan: str, mail: Mail, submissions: Sequence[int], now: datetime) -> None:
    """Record a mail with the submissions that its files became; they are of one arrival."""
    save_file(connection, mail.sha256, mail.size)
    arrival = sa.select(_submission.arrival).where(_submission.id == submissions[0]) if submissions else None
    connection.execute(
        schema.mails.insert().values(
            plan=plan,
            sha256=mail.sha256,
            kind=mail.kind,
            message_id=mail.message_id,
            sender=mail.sender,
            subject=mail.subject,
            received_at=mail.received_at,
            arrival=arrival.scalar_subquery() if arrival is not None else None,
            message=mail.message,
            answer=mail.answer,
            doubt=mail.doubt,
            recorded_at=now,
        )
    )


@dataclass(frozen=True)
class KnownMail:
    """A mail that is on record: with which plan, and whether an officer still has something to see in it."""

    plan: str
    to_see: bool


def find_mail(connection: sa.Connection, sha256: str) -> KnownMail | None:
    """The mail of this hash, whichever plan it was recorded with; None for a new one."""
    row = connection.execute(sa.select(_mail.plan, _mail.arrival, _mail.doubt).where(_mail.sha256 == sha256)).first()
    if row is None:
        return None
    unassigned = sa.exists().where(_submission.arrival == row.arrival, _submission.outcome == Outcome.UNASSIGNED)
    return KnownMail(row.plan, bool(row.doubt) or bool(connection.execute(sa.select(unassigned)).scalar()))


def find_answered(connection: sa.Connection, message_ids: Sequence[str]) -> AnsweredMessage | None:
    """The message of ours that is named first by these Message-IDs; None where none of them is ours.

    Our ids are unguessable: who names one has seen the message.
    """
    rows = connection.execute(
        sa.select(_message.id, _message.plan, _message.message_id).where(_message.message_id.in_(message_ids))
    ).all()
    if not rows:
        return None
    named = min(rows, key=lambda row: message_ids.index(row.message_id))
    delivery = schema.deliveries.c
    addresses = connection.execute(
        sa.select(delivery.address).where(delivery.message == named.id).order_by(delivery.id)
    ).scalars()
    return AnsweredMessage(named.plan, named.id, tuple(addresses))


def load_mails_to_see(connection: sa.Connection, plan: str, since: datetime, now: datetime) -> tuple[MailToSee, ...]:
    """The mails recorded after `since`, up to `now`, that an officer should read, the oldest first.

    A mail whose files wait to be assigned is seen with them.
    """
    waiting = sa.exists().where(_submission.arrival == _mail.arrival, _submission.outcome == Outcome.UNASSIGNED)
    rows = connection.execute(
        sa.select(_mail.sender, _mail.subject, _mail.received_at, _mail.doubt)
        .where(_mail.plan == plan, _mail.doubt != "", ~waiting, _mail.recorded_at > since, _mail.recorded_at <= now)
        .order_by(_mail.id)
    )
    return tuple(MailToSee(row.sender, row.subject, row.received_at, row.doubt) for row in rows)
