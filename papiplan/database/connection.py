"""Opening the database, reading it, and the one way to write: a transaction that holds the plan's lock.

Not here: what is read or written (the sibling modules), nor the tables (`schema`).
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import NullPool

from papiplan.database import migrating
from papiplan.database.schema import plans
from papiplan.domain.problems import Refused

T = TypeVar("T")

BUSY_SECONDS = 30
"""How long a writer waits for another one before it gives up, which the retry policy then heals."""


class NoDatabaseError(Exception):
    """There is no database yet at this address: nothing was ever recorded."""


class SchemaMismatchError(Exception):
    """The database has another schema than this program."""


@dataclass(frozen=True)
class Database:
    """An open database whose schema is this program's own."""

    engine: sa.Engine

    @classmethod
    def open(cls, url: str, *, create: bool) -> "Database":
        """Open the database at `url`; with `create`, one that is not there yet is made at the newest schema.

        Raises NoDatabaseError (without `create`) and SchemaMismatchError. Never migrates an existing one: only
        `papiplan up` does.
        """
        address = sa.make_url(url)
        file = _file(address)
        if file and not create and not file.exists():
            raise NoDatabaseError(f"There is no database at {file}: nothing has been recorded here yet.")
        database = cls(_engine(address))
        with _closed_on_failure(database.engine):
            with database.reading() as connection:
                revision = migrating.revision(connection)
            if revision is None and not create:
                raise NoDatabaseError(f"The database at {address.render_as_string()} is empty.")
            if revision is None:
                database.migrate()
            elif revision != migrating.newest():
                raise _mismatch(revision)
        return database

    @classmethod
    def unchecked(cls, url: str) -> "Database":
        """Open the database at `url` whatever its schema, to look at it or to copy it as it is."""
        return cls(_engine(sa.make_url(url)))

    @classmethod
    def migrated(cls, url: str) -> "Database":
        """Open the database at `url` after bringing it to this program's schema, whatever it was or was not before.

        Raises SchemaMismatchError for a newer one, which this program cannot take back.
        """
        database = cls.unchecked(url)
        with _closed_on_failure(database.engine):
            database.migrate()
        return database

    @classmethod
    def complete(cls, url: str, revision: str | None, finish: Callable[[sa.Connection], T]) -> T:
        """Make a copy of a database one of its own, in one transaction: migrated, then what `finish` does to it.

        `revision` is that of a copy that came without; before the transaction is committed it counts as none.
        """
        with closing(cls.unchecked(url)) as database, database._writing() as connection:
            if revision is not None:
                migrating.stamp(connection, revision)
            migrating.upgrade(connection)
            return finish(connection)

    def migrate(self) -> None:
        """Bring the schema to this program's, alone: others wait or find it done."""
        with self._writing() as connection:
            revision = migrating.revision(connection)
            if revision is not None and not migrating.knows(revision):
                raise _mismatch(revision)
            migrating.upgrade(connection)

    def close(self) -> None:
        """Let go of the connections that are kept open for the next transaction."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that can only read, seeing one moment."""
        with self.engine.connect() as connection, connection.begin():
            if self.engine.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA query_only = ON")
            else:
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield connection

    @contextmanager
    def plan_transaction(self, plan: str, *, opened_at: datetime | None = None) -> Iterator[sa.Connection]:
        """The only way to write: one transaction under the lock of `plan`, committed at the end or not at all.

        With `opened_at` a plan that is not there yet is registered first. Raises Refused for an unknown plan.
        """
        with self._writing() as connection:
            if opened_at is not None:
                values = {"id": plan, "recorded_at": opened_at}
                connection.execute(self._insert(plans).values(values).on_conflict_do_nothing())
            # SQLite already holds its one lock; on PostgreSQL this row is the plan's.
            found = connection.execute(sa.select(plans.c.id).where(plans.c.id == plan).with_for_update()).first()
            if found is None:
                raise unknown_plan(connection, plan)
            yield connection

    def _insert(self, table: sa.Table) -> Any:
        return (sqlite if self.engine.dialect.name == "sqlite" else postgresql).insert(table)

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self.engine.connect().execution_options(papiplan_writes=True) as connection, connection.begin():
            yield connection


def unknown_plan(connection: sa.Connection, plan: str) -> Refused:
    """The refusal of a plan that is not recorded, with those that are."""
    known = (
        ", ".join(connection.execute(sa.select(plans.c.id).order_by(plans.c.id)).scalars()) or "chưa có kế hoạch nào"
    )
    return Refused(f'Không có kế hoạch "{plan}". Các kế hoạch đã ghi nhận: {known}')


def _mismatch(revision: str) -> SchemaMismatchError:
    needed = migrating.newest()
    if migrating.knows(revision):
        remedy = f"this program needs {needed}: start `papiplan up` of this version once, which migrates it."
    else:
        remedy = f"this program only knows those up to {needed}: use the newer papiplan that wrote it."
    return SchemaMismatchError(f"The database has schema {revision}, {remedy}")


@contextmanager
def _closed_on_failure(engine: sa.Engine) -> Iterator[None]:
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


def _file(address: sa.URL) -> Path | None:
    """The file of an SQLite database; None for a database server's."""
    return Path(address.database) if address.drivername == "sqlite" and address.database else None


def _engine(address: sa.URL) -> sa.Engine:
    file = _file(address)
    if file is None:
        return sa.create_engine(address, pool_pre_ping=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(address, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})

    @sa.event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _: object) -> None:
        # SQLAlchemy says when a transaction begins, not the driver: a read that turns to writing would fail at once.
        connection.isolation_level = None
        _write_ahead(connection)
        connection.execute("PRAGMA foreign_keys = ON")

    @sa.event.listens_for(engine, "begin")
    def _begun(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("papiplan_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers read while one writes; SQLite's own waiting does not cover two that change a new file to this."""
    given_up_at = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or monotonic() > given_up_at:
                raise
            sleep(0.02)
