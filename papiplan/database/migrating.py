"""Bringing a database's schema to this program's, by Alembic. Not here: when that is allowed (`connection`)."""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from papiplan.database.schema import metadata

_LOCK = 7_274_747
"""PostgreSQL's advisory lock for migrating; the number means nothing but "papiplan"."""


@cache
def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def newest() -> str:
    """The revision this program needs."""
    head = _scripts().get_current_head()
    assert head is not None, "the package ships its migrations"
    return head


def knows(revision: str) -> bool:
    """Whether `revision` is this program's or one before it; a later program's is unknown."""
    return any(script.revision == revision for script in _scripts().walk_revisions())


def revision(connection: sa.Connection) -> str | None:
    """The revision of the database; None when it holds no schema yet."""
    return MigrationContext.configure(connection).get_current_revision()


def stamp(connection: sa.Connection, revision: str) -> None:
    """Say which revision a database has that was copied without saying so."""
    MigrationContext.configure(connection).stamp(_scripts(), revision)


def upgrade(connection: sa.Connection) -> None:
    """Run the missing migrations inside the caller's transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    scripts = _scripts()

    def steps(current: tuple[str, ...] | str, _: object) -> list[object]:
        return scripts._upgrade_revs("head", current)  # type: ignore[arg-type, return-value]

    with EnvironmentContext(Config(), scripts, fn=steps) as environment:
        # The tables' metadata name what a migration leaves unnamed, such as the rule of an enumeration.
        environment.configure(connection=connection, target_metadata=metadata, transactional_ddl=False)
        environment.run_migrations()
