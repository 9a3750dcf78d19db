"""Deliveries, one for each address of a message: which are due, who is sending, how each attempt ended.

Not here: how messages are frozen (`messages`), the rules of a delivery (`domain.messages`), the network (`mail`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.domain.messages import DeliveryState, NoticeKind

_delivery = schema.deliveries.c

UNSENT = sa.or_(
    _delivery.state == DeliveryState.PENDING,
    sa.and_(_delivery.state == DeliveryState.AMBIGUOUS, _delivery.not_before.is_not(None)),
)
"""A delivery that would still be attempted by itself: waiting, or lost once and granted its resend."""


@dataclass(frozen=True)
class Delivery:
    """One address of one message, and how its delivery stands."""

    id: int
    plan: str
    address: str
    message_id: str
    sha256: str
    state: DeliveryState
    attempts: int
    resends: int


def load_due_deliveries(
    connection: sa.Connection, plan: str, now: datetime, addressee: str | None = None
) -> tuple[Delivery, ...]:
    """Deliveries that may be attempted at `now`: pending ones, ambiguous ones whose resend is due.

    What was tried least comes first, the oldest of them before the others: one that is put off again and again holds
    nobody up. With `addressee` only what is theirs.
    """
    message = schema.messages.c
    due = sa.and_(UNSENT, sa.or_(_delivery.not_before.is_(None), _delivery.not_before <= now))
    approved = sa.or_(sa.not_(message.needs_approval), message.approved_at.is_not(None))
    theirs = sa.true() if addressee is None else message.addressee == addressee
    return _load(connection, plan, due, approved, theirs)


def load_expired_deliveries(connection: sa.Connection, plan: str, now: datetime) -> tuple[Delivery, ...]:
    """Deliveries whose process died while it was sending."""
    return _load(connection, plan, _delivery.state == DeliveryState.SENDING, _delivery.lease_until < now)


def _load(connection: sa.Connection, plan: str, *where: sa.ColumnElement[bool]) -> tuple[Delivery, ...]:
    message = schema.messages.c
    rows = connection.execute(
        sa.select(schema.deliveries, message.plan, message.message_id, message.sha256)
        .join(schema.messages, message.id == _delivery.message)
        .where(message.plan == plan, *where)
        .order_by(_delivery.attempts, _delivery.id)
    )
    return tuple(Delivery(**{name: row._mapping[name] for name in Delivery.__annotations__}) for row in rows)


def count_attempted(connection: sa.Connection, since: datetime) -> int:
    """How many deliveries, of all plans, were last attempted after `since`."""
    attempted = sa.select(sa.func.count()).select_from(schema.deliveries).where(_delivery.attempted_at > since)
    return connection.execute(attempted).scalar_one()


def claim_delivery(
    connection: sa.Connection, delivery: Delivery, lease: str, attempted_at: datetime, until: datetime
) -> bool:
    """Take a delivery for this process until `until`; False when another one was quicker, or it is not wanted now."""
    table = schema.deliveries
    claimed = connection.execute(
        table.update()
        .where(table.c.id == delivery.id, table.c.state == delivery.state, table.c.attempts == delivery.attempts)
        .values(
            state=DeliveryState.SENDING,
            lease=lease,
            lease_until=until,
            attempts=delivery.attempts + 1,
            attempted_at=attempted_at,
        )
    )
    return claimed.rowcount == 1


def save_attempt(
    connection: sa.Connection,
    delivery: int,
    *,
    lease: str | None,
    state: DeliveryState,
    resends: int,
    not_before: datetime | None,
    answer: str,
    now: datetime,
) -> bool:
    """Record how an attempt ended; with `lease`, only while the claim is still ours."""
    table = schema.deliveries
    ours = table.c.lease == lease if lease is not None else table.c.lease_until < now
    updated = connection.execute(
        table.update()
        .where(table.c.id == delivery, table.c.state == DeliveryState.SENDING, ours)
        .values(
            state=state,
            resends=resends,
            not_before=not_before,
            answer=answer,
            lease=None,
            lease_until=None,
            sent_at=now if state is DeliveryState.SENT else None,
            changed_at=now,
        )
    )
    return updated.rowcount == 1


def save_bounce(connection: sa.Connection, message: int, address: str, answer: str, now: datetime) -> bool:
    """Record that a message taken by our server could not be delivered after all; False where that is no news.

    What still waits or is being sent is left alone, as is what was called off: the bounce is not of that attempt.
    """
    table = schema.deliveries
    left = (DeliveryState.SENT, DeliveryState.AMBIGUOUS)
    bounced = connection.execute(
        table.update()
        .where(table.c.message == message, table.c.address == address, table.c.state.in_(left))
        .values(state=DeliveryState.FAILED, sent_at=None, not_before=None, answer=answer, changed_at=now)
    )
    return bounced.rowcount == 1


def redirect_refused(
    connection: sa.Connection,
    plan: str,
    addressee: str,
    addresses: Collection[str],
    without: Collection[NoticeKind],
    now: datetime,
) -> None:
    """Send to new addresses, once each, what an address of the addressee refused for good.

    The mails are what they were; those that tell notices of the kinds `without` have lost their day and stay.
    """
    message, notice, known = schema.messages.c, schema.notices.c, schema.deliveries.alias().c
    refused = sa.exists().where(_delivery.message == message.id, _delivery.state == DeliveryState.FAILED)
    worthless = sa.exists().where(notice.plan == plan, notice.message == message.id, notice.kind.in_(without))
    for address in addresses:
        sent_there = sa.exists().where(known.message == message.id, known.address == address)
        mails = connection.execute(
            sa.select(message.id)
            .where(message.plan == plan, message.addressee == addressee, refused, ~worthless, ~sent_there)
            .order_by(message.id)
        ).scalars()
        rows = [
            {"message": mail, "address": address, "state": DeliveryState.PENDING, "changed_at": now} for mail in mails
        ]
        if rows:
            connection.execute(schema.deliveries.insert(), rows)


def count_deliveries(connection: sa.Connection, plan: str, now: datetime) -> dict[DeliveryState, int]:
    """How many deliveries stand in each state as at `now`; what ended later was still pending then."""
    message = schema.messages.c
    then = sa.case((_delivery.changed_at > now, DeliveryState.PENDING.value), else_=sa.cast(_delivery.state, sa.String))
    rows = connection.execute(
        sa.select(then.label("state"), sa.func.count().label("deliveries"))
        .join(schema.messages, message.id == _delivery.message)
        .where(message.plan == plan, message.recorded_at <= now)
        .group_by(then)
    )
    counted = {row.state: row.deliveries for row in rows}
    return {state: counted.get(state.value, 0) for state in DeliveryState}
