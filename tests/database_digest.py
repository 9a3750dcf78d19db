"""One hash over everything a database holds: a flow that is run twice must leave it as it was."""

import json
from hashlib import sha256

import sqlalchemy as sa

from papiplan.database import Database
from papiplan.database.schema import metadata


def database_digest(database: Database) -> str:
    """SHA-256 over the rows of all tables, each in the order of its primary key; equal contents give equal digests."""
    digest = sha256()
    with database.reading() as connection:
        for table in sorted(metadata.tables.values(), key=lambda table: table.name):
            for row in connection.execute(sa.select(table).order_by(*table.primary_key)):
                line = json.dumps([table.name, *row], ensure_ascii=False, sort_keys=True, default=str)
                digest.update(f"{line}\n".encode())
    return digest.hexdigest()
