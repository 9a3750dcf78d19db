"""What has been told because of an act of the journal: which mails have left, and leaving the others unsaid.

An act's notices are those that name its entry, and those about the files and the duties that came on record with it.
Not here: what the act put on record (`withdrawals`), nor how notices become mails (`messages`).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.domain.messages import DeliveryState
from papiplan.domain.obligations import Obligation
from papiplan.domain.withdrawing import Told

_notice, _delivery = schema.notices.c, schema.deliveries.c

_LEFT = sa.and_(
    _delivery.attempts > 0,
    _delivery.state.in_((DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.AMBIGUOUS, DeliveryState.FAILED)),
)
"""A delivery that somebody may have read, or will: not one that was put off before its first byte."""


def load_told(connection: sa.Connection, plan: str, entry: int, duty: Obligation | None = None) -> tuple[Told, ...]:
    """What has left because of an act, in the order of time; with `duty` only what its bearer was told."""
    rows = connection.execute(
        sa.select(
            _notice.addressee,
            _notice.kind,
            _delivery.state,
            sa.func.coalesce(_delivery.sent_at, _delivery.attempted_at, type_=schema.Instant).label("at"),
        )
        .join(schema.deliveries, _delivery.message == _notice.message)
        .where(_about(plan, entry, duty), _LEFT)
        .order_by("at", _delivery.id)
    )
    return tuple(Told(row.addressee, row.kind, row.state, row.at) for row in rows)


def leave_unsaid(
    connection: sa.Connection, plan: str, entry: int, now: datetime, duty: Obligation | None = None
) -> None:
    """Drop the notices about an act that wait, and suppress the deliveries that have not left."""
    about = _about(plan, entry, duty)
    told_by = sa.select(_notice.message).where(about, _notice.message.is_not(None))
    connection.execute(
        schema.deliveries.update()
        .where(_delivery.message.in_(told_by), _delivery.state == DeliveryState.PENDING)
        .values(state=DeliveryState.SUPPRESSED, not_before=None, changed_at=now)
    )
    connection.execute(
        schema.notices.update()
        .where(about, _notice.message.is_(None), _notice.dropped_at.is_(None))
        .values(dropped_at=now)
    )


def leave_answers_unsaid(connection: sa.Connection, plan: str, submission: int, now: datetime) -> None:
    """Drop what waits to be told of a file: something else was decided of it since."""
    connection.execute(
        schema.notices.update()
        .where(
            _notice.plan == plan,
            _notice.submission == submission,
            _notice.message.is_(None),
            _notice.dropped_at.is_(None),
        )
        .values(dropped_at=now)
    )


def _about(plan: str, entry: int, duty: Obligation | None) -> sa.ColumnElement[bool]:
    sent, arrived, owed = schema.submissions.c, schema.arrivals.c, schema.obligations.c
    files = (
        sa.select(sent.id)
        .join(schema.arrivals, arrived.id == sent.arrival)
        .where(arrived.plan == plan, arrived.entry == entry)
    )
    duties = sa.select(owed.id).where(owed.plan == plan, owed.entry == entry)
    named = sa.or_(_notice.entry == entry, _notice.submission.in_(files), _notice.obligation.in_(duties))
    theirs = sa.true() if duty is None else sa.or_(_notice.obligation == duty.id, _notice.addressee == duty.borne_by)
    return sa.and_(_notice.plan == plan, named, theirs)
