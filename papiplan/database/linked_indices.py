"""The results of linked indices, recorded and read back as at an instant.

Not here: which of them is in force, nor the table of all (`domain.linked_indices`).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.register_rows import act_of, entered, insert, load_rows
from papiplan.domain.linked_indices import LinkedIndex


def save_linked_index(connection: sa.Connection, plan: str, result: LinkedIndex) -> int:
    """Record the result of a linked index and return its number."""
    values = {
        "plan": plan,
        "index": result.index,
        "year": result.year,
        "published_on": result.published_on,
        "score": result.score,
        "rank": result.rank,
        "source": result.source,
        "reason": result.reason,
    }
    return insert(connection, schema.linked_indices, values | act_of(result))


def load_linked_indices(connection: sa.Connection, plan: str, now: datetime) -> tuple[LinkedIndex, ...]:
    """The results of a plan's linked indices that stood at `now`, in the order of their record."""
    return tuple(
        LinkedIndex(
            row._mapping["index"],
            row.year,
            row.published_on,
            row.score,
            row.rank,
            row.source,
            row.reason,
            **entered(row),
        )
        for row in load_rows(connection, schema.linked_indices, plan, now)
    )
