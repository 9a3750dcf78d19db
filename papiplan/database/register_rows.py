"""What the rows of all registers have in common: by which act they came on record, and which of them stood when.

Not here: what each register holds (`registers`, `difficulties`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from papiplan.database.obligations import still_standing
from papiplan.domain.entries import Entered


def insert(connection: sa.Connection, table: sa.Table, values: Mapping[str, object]) -> int:
    """Write a new row and return its number."""
    return int(connection.execute(table.insert().values(values).returning(table.c.id)).scalar_one())


def act_of(entry: Entered) -> dict[str, object]:
    """The columns that say by which act an entry came on record."""
    return {"actor": entry.actor, "entry": entry.entry, "recorded_at": entry.recorded_at}


def entered(row: sa.Row[Any]) -> dict[str, Any]:
    """The fields of `Entered` as a row has them."""
    return {"id": row.id, "entry": row.entry, "actor": row.actor, "recorded_at": row.recorded_at}


def load_rows(connection: sa.Connection, table: sa.Table, plan: str, now: datetime) -> Sequence[sa.Row[Any]]:
    """A plan's entries that stood at `now`, in the order of their record."""
    return connection.execute(
        sa.select(table)
        .where(table.c.plan == plan, table.c.recorded_at <= now, still_standing(table, now))
        .order_by(table.c.id)
    ).all()
