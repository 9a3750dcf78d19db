"""The outbox in three: notices (what must be told), messages (frozen bytes), deliveries (one per address).

Not here: the wording (`documents.mail_texts`), the rules of delivery (`domain.messages`), the network (`mail`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.plans import save_file
from papiplan.domain.messages import DeliveryState, NoticeKind


@dataclass(frozen=True)
class Notice:
    """Something an addressee must be told once per kind and occasion (thông báo)."""

    addressee: str
    kind: NoticeKind
    occasion: str
    obligation: int | None = None
    submission: int | None = None
    not_after: datetime | None = None
    id: int = 0


def save_notice(connection: sa.Connection, plan: str, notice: Notice, now: datetime) -> bool:
    """Queue a notice in the transaction of its fact; False when it was queued before."""
    table = schema.notices
    queued = connection.execute(
        sa.select(table.c.id).where(
            table.c.plan == plan,
            table.c.addressee == notice.addressee,
            table.c.kind == notice.kind,
            table.c.occasion == notice.occasion,
        )
    ).first()
    if queued is not None:
        return False
    connection.execute(
        table.insert().values(
            plan=plan,
            addressee=notice.addressee,
            kind=notice.kind,
            occasion=notice.occasion,
            obligation=notice.obligation,
            submission=notice.submission,
            not_after=notice.not_after,
            recorded_at=now,
        )
    )
    return True


def load_waiting_notices(connection: sa.Connection, plan: str) -> tuple[Notice, ...]:
    """Notices that are in no message yet, in the order in which they were queued."""
    table = schema.notices
    rows = connection.execute(
        sa.select(table)
        .where(table.c.plan == plan, table.c.message.is_(None), table.c.dropped_at.is_(None))
        .order_by(table.c.id)
    )
    return tuple(
        Notice(row.addressee, row.kind, row.occasion, row.obligation, row.submission, row.not_after, row.id)
        for row in rows
    )


def drop_notice(connection: sa.Connection, notice: int, now: datetime) -> None:
    """Leave a notice unsaid because what it says is no longer wanted."""
    connection.execute(
        schema.notices.update()
        .where(schema.notices.c.id == notice, schema.notices.c.message.is_(None))
        .values(dropped_at=now)
    )


@dataclass(frozen=True)
class FrozenMessage:
    """One mail to one addressee: its bytes lie in the store and never change."""

    addressee: str
    message_id: str
    subject: str
    sha256: str
    size: int
    addresses: tuple[str, ...]


def save_message(
    connection: sa.Connection, plan: str, message: FrozenMessage, notices: Sequence[int], now: datetime
) -> bool:
    """Freeze a message that tells `notices`, with a delivery for each address.

    False when one of the notices was told or dropped meanwhile: then nothing is written.
    """
    table = schema.notices
    waiting = connection.execute(
        sa.select(sa.func.count())
        .select_from(table)
        .where(table.c.id.in_(notices), table.c.message.is_(None), table.c.dropped_at.is_(None))
    ).scalar()
    if waiting != len(notices):
        return False
    save_file(connection, message.sha256, message.size)
    message_id = connection.execute(
        schema.messages.insert()
        .values(
            plan=plan,
            addressee=message.addressee,
            message_id=message.message_id,
            subject=message.subject,
            sha256=message.sha256,
            recorded_at=now,
        )
        .returning(schema.messages.c.id)
    ).scalar_one()
    connection.execute(table.update().where(table.c.id.in_(notices)).values(message=message_id))
    for address in message.addresses:
        connection.execute(
            schema.deliveries.insert().values(
                message=message_id, address=address, state=DeliveryState.PENDING, changed_at=now
            )
        )
    return True


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


def load_due_deliveries(connection: sa.Connection, plan: str, now: datetime) -> tuple[Delivery, ...]:
    """Deliveries that may be attempted at `now`, oldest first: pending ones, ambiguous ones whose resend is due."""
    table, message = schema.deliveries.c, schema.messages.c
    rows = connection.execute(
        sa.select(schema.deliveries, message.plan, message.message_id, message.sha256)
        .join(schema.messages, message.id == table.message)
        .where(
            message.plan == plan,
            sa.or_(
                sa.and_(
                    table.state == DeliveryState.PENDING,
                    sa.or_(table.not_before.is_(None), table.not_before <= now),
                ),
                sa.and_(table.state == DeliveryState.AMBIGUOUS, table.not_before <= now),
            ),
        )
        .order_by(table.id)
    )
    return tuple(_delivery(row) for row in rows)


def load_expired_deliveries(connection: sa.Connection, plan: str, now: datetime) -> tuple[Delivery, ...]:
    """Deliveries whose process died while it was sending."""
    table, message = schema.deliveries.c, schema.messages.c
    rows = connection.execute(
        sa.select(schema.deliveries, message.plan, message.message_id, message.sha256)
        .join(schema.messages, message.id == table.message)
        .where(message.plan == plan, table.state == DeliveryState.SENDING, table.lease_until < now)
        .order_by(table.id)
    )
    return tuple(_delivery(row) for row in rows)


def _delivery(row: sa.Row[tuple[object, ...]]) -> Delivery:
    fields = row._mapping
    return Delivery(**{name: fields[name] for name in Delivery.__annotations__})


def claim_delivery(connection: sa.Connection, delivery: Delivery, lease: str, until: datetime) -> bool:
    """Take a delivery for this process until `until`; False when another one was quicker."""
    table = schema.deliveries
    claimed = connection.execute(
        table.update()
        .where(table.c.id == delivery.id, table.c.state == delivery.state, table.c.attempts == delivery.attempts)
        .values(state=DeliveryState.SENDING, lease=lease, lease_until=until, attempts=delivery.attempts + 1)
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


def suppress_unsent(
    connection: sa.Connection, plan: str, kinds: Sequence[NoticeKind], obligation: int, now: datetime
) -> None:
    """Leave unsent messages of these kinds about an obligation unsent: what they ask for has come."""
    about = sa.select(schema.notices.c.message).where(
        schema.notices.c.plan == plan,
        schema.notices.c.obligation == obligation,
        schema.notices.c.kind.in_(kinds),
        schema.notices.c.message.is_not(None),
    )
    connection.execute(
        schema.deliveries.update()
        .where(schema.deliveries.c.message.in_(about), schema.deliveries.c.state == DeliveryState.PENDING)
        .values(state=DeliveryState.SUPPRESSED, changed_at=now)
    )


def count_deliveries(connection: sa.Connection, plan: str, now: datetime) -> dict[DeliveryState, int]:
    """How many deliveries stand in each state as at `now`; what ended later was still pending then."""
    table, message = schema.deliveries.c, schema.messages.c
    state = sa.case((table.changed_at > now, DeliveryState.PENDING.value), else_=sa.cast(table.state, sa.String))
    rows = connection.execute(
        sa.select(state.label("state"), sa.func.count().label("deliveries"))
        .join(schema.messages, message.id == table.message)
        .where(message.plan == plan, message.recorded_at <= now)
        .group_by(state)
    )
    counted = {row.state: row.deliveries for row in rows}
    return {state: counted.get(state.value, 0) for state in DeliveryState}


def count_reminders(connection: sa.Connection, plan: str, now: datetime) -> int:
    """How many reminders had gone out by `now`."""
    notice, delivery = schema.notices.c, schema.deliveries.c
    return connection.execute(
        sa.select(sa.func.count(sa.distinct(notice.id)))
        .select_from(schema.notices)
        .join(schema.deliveries, delivery.message == notice.message)
        .where(
            notice.plan == plan,
            notice.kind.in_((NoticeKind.REMINDER_BEFORE, NoticeKind.REMINDER_AFTER)),
            delivery.sent_at <= now,
        )
    ).scalar_one()
