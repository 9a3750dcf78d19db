"""The outbox: notices (what must be told) and messages (frozen bytes), with a delivery queued for each address.

Not here: the wording (`documents.mails.mail_texts`), what becomes of a delivery (`deliveries`), approval (`approvals`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.plans import save_file
from papiplan.domain.chasing import CHASING
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
    entry: int | None = None


def is_queued(connection: sa.Connection, plan: str, notice: Notice) -> bool:
    """Whether a notice of this addressee, kind and occasion was queued before, told or not."""
    table = schema.notices.c
    queued = sa.select(table.id).where(
        table.plan == plan,
        table.addressee == notice.addressee,
        table.kind == notice.kind,
        table.occasion == notice.occasion,
    )
    return connection.execute(queued).first() is not None


def save_notice(connection: sa.Connection, plan: str, notice: Notice, now: datetime) -> bool:
    """Queue a notice in the transaction of its fact; False when it was queued before."""
    if is_queued(connection, plan, notice):
        return False
    connection.execute(
        schema.notices.insert().values(
            plan=plan,
            addressee=notice.addressee,
            kind=notice.kind,
            occasion=notice.occasion,
            obligation=notice.obligation,
            submission=notice.submission,
            not_after=notice.not_after,
            entry=notice.entry,
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
        Notice(row.addressee, row.kind, row.occasion, row.obligation, row.submission, row.not_after, row.id, row.entry)
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
    needs_approval: bool = False


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
            needs_approval=message.needs_approval,
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


def count_reminders(connection: sa.Connection, plan: str, now: datetime) -> int:
    """How many reminders had gone out by `now`."""
    notice, delivery = schema.notices.c, schema.deliveries.c
    return connection.execute(
        sa.select(sa.func.count(sa.distinct(notice.id)))
        .select_from(schema.notices)
        .join(schema.deliveries, delivery.message == notice.message)
        .where(
            notice.plan == plan,
            notice.kind.in_(CHASING),
            delivery.sent_at <= now,
        )
    ).scalar_one()
