"""The files that turned up in the watched folder, each once a plan.

Not here: reading them (`documents.publications.results`).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.plans import save_file

_file, _publication = schema.watched_files.c, schema.publications.c


def known_files(connection: sa.Connection, plan: str) -> frozenset[str]:
    """The hashes of the files that the plan's officers have been shown."""
    return frozenset(connection.execute(sa.select(_file.sha256).where(_file.plan == plan)).scalars())


def save_watched_file(connection: sa.Connection, plan: str, name: str, sha256: str, size: int, now: datetime) -> None:
    """Record that a file turned up (`size` in bytes)."""
    save_file(connection, sha256, size)
    connection.execute(schema.watched_files.insert().values(plan=plan, name=name, sha256=sha256, recorded_at=now))


def load_unrecorded(connection: sa.Connection, plan: str, since: datetime, now: datetime) -> tuple[str, ...]:
    """The names of the files that turned up after `since`, no publication having been recorded from then on."""
    recorded = sa.exists().where(
        _publication.plan == plan, _publication.recorded_at >= _file.recorded_at, _publication.recorded_at <= now
    )
    rows = connection.execute(
        sa.select(_file.name)
        .where(_file.plan == plan, _file.recorded_at > since, _file.recorded_at <= now, ~recorded)
        .order_by(_file.id)
    )
    return tuple(rows.scalars())
