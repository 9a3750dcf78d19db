"""Reminders on their way: which mails of them have not left, who had one today, what is taken back.

Not here: the outbox that they go through (`messages`), nor when a reminder is wanted (`domain.chasing`).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.deliveries import UNSENT
from papiplan.database.messages import Notice
from papiplan.domain.chasing import CHASING
from papiplan.domain.deadlines import ONE_DAY, VIETNAM, local_date
from papiplan.domain.messages import DeliveryState

_notice, _message, _delivery = schema.notices.c, schema.messages.c, schema.deliveries.c


@dataclass(frozen=True)
class UnsentChase:
    """A frozen mail of reminders of which some delivery is still to be attempted."""

    message: int
    frozen_on: date
    notices: tuple[Notice, ...]


def load_unsent_chases(connection: sa.Connection, plan: str) -> tuple[UnsentChase, ...]:
    """The mails of reminders that have not left, or not to every address."""
    unsent = sa.exists().where(_delivery.message == _message.id, UNSENT)
    rows = connection.execute(
        sa.select(schema.notices, _message.recorded_at.label("frozen_at"))
        .join(schema.messages, _message.id == _notice.message)
        .where(_notice.plan == plan, _notice.kind.in_(CHASING), unsent)
        .order_by(_notice.id)
    )
    notices: defaultdict[tuple[int, date], list[Notice]] = defaultdict(list)
    for row in rows:
        notices[row.message, local_date(row.frozen_at)].append(
            Notice(row.addressee, row.kind, row.occasion, row.obligation, not_after=row.not_after, id=row.id)
        )
    return tuple(UnsentChase(message, on, tuple(told)) for (message, on), told in notices.items())


def chased_on(connection: sa.Connection, plan: str, day: date) -> frozenset[str]:
    """Whom a mail of reminders was frozen for on this day, and not taken back since."""
    begins = datetime.combine(day, time(), VIETNAM)
    standing = sa.exists().where(_delivery.message == _message.id, _delivery.state != DeliveryState.SUPPRESSED)
    return frozenset(
        connection.execute(
            sa.select(_message.addressee)
            .join(schema.notices, _notice.message == _message.id)
            .where(
                _notice.plan == plan,
                _notice.kind.in_(CHASING),
                _message.recorded_at >= begins,
                _message.recorded_at < begins + ONE_DAY,
                standing,
            )
        ).scalars()
    )


def take_back(connection: sa.Connection, plan: str, messages: Collection[int], now: datetime) -> None:
    """Attempt these mails no more; what nobody can have read of them waits to be told again, in another mail."""
    if not messages:
        return
    table = schema.deliveries
    connection.execute(
        table.update()
        .where(_delivery.message.in_(messages), UNSENT)
        .values(state=DeliveryState.SUPPRESSED, not_before=None, changed_at=now)
    )
    perhaps_read = sa.select(_delivery.message).where(
        _delivery.message.in_(messages), sa.or_(_delivery.state != DeliveryState.SUPPRESSED, _delivery.resends > 0)
    )
    connection.execute(
        schema.notices.update()
        .where(_notice.plan == plan, _notice.message.in_(messages), _notice.message.not_in(perhaps_read))
        .values(message=None)
    )


def drop_chases(connection: sa.Connection, plan: str, obligation: int, now: datetime) -> None:
    """Leave every unsent reminder of an obligation unsaid: something came for it, or was decided about it.

    What the same mails would have told of other duties waits for another mail.
    """
    about = sa.and_(_notice.plan == plan, _notice.obligation == obligation, _notice.kind.in_(CHASING))
    unsent = sa.exists().where(_delivery.message == _notice.message, UNSENT)
    mails = connection.execute(sa.select(_notice.message).where(about, unsent)).scalars().all()
    take_back(connection, plan, mails, now)
    connection.execute(
        schema.notices.update()
        .where(about, _notice.message.is_(None), _notice.dropped_at.is_(None))
        .values(dropped_at=now)
    )


def load_reminded(connection: sa.Connection, plan: str, now: datetime) -> Mapping[int, tuple[date, ...]]:
    """The days on which each obligation's reminders had gone out by `now`, in order; a key for each that had one."""
    rows = connection.execute(
        sa.select(_notice.obligation, sa.func.min(_delivery.sent_at).label("sent_at"))
        .join(schema.deliveries, _delivery.message == _notice.message)
        .where(_notice.plan == plan, _notice.kind.in_(CHASING), _delivery.sent_at <= now)
        .group_by(_notice.obligation, _notice.message)
        .order_by(sa.func.min(_delivery.sent_at))
    )
    days: defaultdict[int, list[date]] = defaultdict(list)
    for row in rows:
        days[row.obligation].append(local_date(row.sent_at))
    return {obligation: tuple(dict.fromkeys(on)) for obligation, on in days.items()}
