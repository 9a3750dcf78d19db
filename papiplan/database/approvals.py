"""Messages that are frozen and have not left, and the approval that some of them wait for.

Not here: which kinds wait (`domain.approval`), nor how messages are frozen (`messages`).
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.deliveries import UNSENT
from papiplan.domain.messages import NoticeKind


@dataclass(frozen=True)
class UnsentMessage:
    """A frozen message of which some delivery is still to be attempted, with the kinds of notices that it tells."""

    id: int
    addressee: str
    subject: str
    sha256: str
    awaits_approval: bool
    kinds: frozenset[NoticeKind]


def load_unsent_messages(connection: sa.Connection, plan: str) -> tuple[UnsentMessage, ...]:
    """The messages that have not left, or not to every address, oldest first."""
    message, notice = schema.messages.c, schema.notices.c
    unsent = sa.exists().where(schema.deliveries.c.message == message.id, UNSENT)
    rows = connection.execute(
        sa.select(schema.messages, notice.kind)
        .join(schema.notices, sa.and_(notice.plan == message.plan, notice.message == message.id))
        .where(message.plan == plan, unsent)
        .order_by(message.id)
    ).all()
    kinds: defaultdict[int, set[NoticeKind]] = defaultdict(set)
    for row in rows:
        kinds[row.id].add(row.kind)
    return tuple(
        UnsentMessage(
            id=row.id,
            addressee=row.addressee,
            subject=row.subject,
            sha256=row.sha256,
            awaits_approval=row.needs_approval and row.approved_at is None,
            kinds=frozenset(kinds[row.id]),
        )
        for row in {row.id: row for row in rows}.values()
    )


def approve_messages(connection: sa.Connection, messages: Collection[int], officer: str, now: datetime) -> None:
    """Let messages leave that waited for it."""
    table = schema.messages
    connection.execute(
        table.update()
        .where(table.c.id.in_(messages), table.c.approved_at.is_(None))
        .values(approved_by=officer, approved_at=now)
    )
