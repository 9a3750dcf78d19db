"""What the nightly check counts on record of one plan. Not here: what is too long, or wrong (`domain.nightly`)."""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.domain.messages import DeliveryState
from papiplan.domain.obligations import Outcome


def files_of(connection: sa.Connection, plan: str) -> Iterator[str]:
    """The hashes of the files that a plan's records name, each once, in order."""
    named = sa.union(*(_hashes(table, plan) for table in schema.metadata.sorted_tables if _keeps_files(table)))
    yield from connection.execute(named.order_by(sa.literal_column("sha256"))).scalars()


def _keeps_files(table: sa.Table) -> bool:
    return "plan" in table.c and any(key.column.table.name == "files" for key in table.foreign_keys)


def _hashes(table: sa.Table, plan: str) -> sa.Select[tuple[str]]:
    (column,) = (key.parent for key in table.foreign_keys if key.column.table.name == "files")
    return sa.select(column.label("sha256")).where(table.c.plan == plan, column.is_not(None))


def count_unchecked(connection: sa.Connection, plan: str, before: datetime) -> int:
    """The submissions that came before an instant and have not been checked."""
    sent = schema.submissions.c
    waiting = sa.and_(sent.plan == plan, sent.outcome == Outcome.RECEIVED, sent.recorded_at < before)
    return int(connection.execute(sa.select(sa.func.count()).where(waiting)).scalar_one())


def count_stuck(connection: sa.Connection, plan: str, before: datetime) -> int:
    """The deliveries that were in the act of being sent before an instant, and still are."""
    delivery, message = schema.deliveries.c, schema.messages.c
    sending = sa.and_(message.plan == plan, delivery.state == DeliveryState.SENDING, delivery.changed_at < before)
    joined = schema.deliveries.join(schema.messages, message.id == delivery.message)
    return int(connection.execute(sa.select(sa.func.count()).select_from(joined).where(sending)).scalar_one())
