"""Which duties urging letters were drafted about, recorded; the letters that were signed, read back as at an instant.

Not here: on which day they are drafted (`domain.chasing`), nor the drafts themselves (`outcomes`).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.recorded_documents import load_recorded_documents
from papiplan.domain.urgings import WrittenUrging, written_urgings


def save_urged_duties(
    connection: sa.Connection, plan: str, folder: str, obligations: Iterable[int], now: datetime
) -> None:
    """Record about which duties the letters of one folder are."""
    rows = [{"plan": plan, "folder": folder, "obligation": id_, "recorded_at": now} for id_ in obligations]
    connection.execute(schema.urged_duties.insert(), rows)


def load_written_urgings(connection: sa.Connection, plan: str, now: datetime) -> tuple[WrittenUrging, ...]:
    """The letters that were signed and had their number by `now`."""
    table = schema.urged_duties.c
    rows = connection.execute(
        sa.select(table.folder, table.obligation).where(table.plan == plan, table.recorded_at <= now)
    )
    drafted: defaultdict[str, set[int]] = defaultdict(set)
    for row in rows:
        drafted[row.folder].add(row.obligation)
    duties = {folder: frozenset(ids) for folder, ids in drafted.items()}
    numbered = load_recorded_documents(connection, plan, now) if duties else ()
    return written_urgings(duties, [(letter.signed_on, letter.number, letter.about_path or "") for letter in numbered])
