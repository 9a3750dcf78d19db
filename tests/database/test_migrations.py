"""A database is made, found fitting, refused or migrated; migrations and tables say the same."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from papiplan.database import Database, SchemaMismatchError, journal, migrating, schema
from papiplan.database.facts import load_facts
from papiplan.database.schema import metadata
from papiplan.domain.lifecycle import Stage, stage
from papiplan.domain.obligations import Status
from papiplan.domain.plans import SubmissionKind
from tests.database.filled_plan import EVALUATED, OTHER, PLAN, REPORTED, SENT_DEFECTIVE, SENT_IN_TIME, fill
from tests.database.released_database import RELEASED, restore
from tests.database_digest import database_digest
from tests.factories import at

NEWEST = migrating.newest()

LATER = '''"""A later schema."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{newest}"


def upgrade() -> None:
    for table in ("plans", "units"):
        op.add_column(table, sa.Column("seat", sa.Text(), nullable=True))
'''


@pytest.fixture
def a_later_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """This program as it may be one day, with one more migration; undone by `undo`."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(migrating.__file__).parent / "migrations", folder)
    (folder / "versions" / "r9999_later.py").write_text(LATER.format(newest=NEWEST))
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    monkeypatch.setattr(migrating, "_scripts", lambda: scripts)
    return monkeypatch


def described(engine: sa.Engine) -> dict[str, Any]:
    """Every column, key, rule and index of a database, in an order of its own."""
    look = sa.inspect(engine)
    parts: dict[str, dict[Any, Any]] = {
        "columns": look.get_multi_columns(),
        "keys": look.get_multi_pk_constraint(),
        "foreign keys": look.get_multi_foreign_keys(),
        "unique": look.get_multi_unique_constraints(),
        "rules": look.get_multi_check_constraints(),
        "indexes": {table: list(map(_index, found)) for table, found in look.get_multi_indexes().items()},
    }
    return {
        f"{table}: {part}": sorted(map(repr, found)) if isinstance(found, list) else repr(found)
        for part, tables in parts.items()
        for (_, table), found in tables.items()
        if table != "alembic_version"
    }


def _index(index: Any) -> dict[str, Any]:
    """An index with the condition of a partial one in words, for its object differs from one reading to the next."""
    return {**index, "dialect_options": {name: str(value) for name, value in index.get("dialect_options", {}).items()}}


def made_of_the_tables(engine: sa.Engine) -> dict[str, Any]:
    """The same database made of the tables as the program knows them, without migrations."""
    metadata.drop_all(engine)
    metadata.create_all(engine)
    return described(engine)


def test_the_migrations_make_the_tables_that_the_program_knows(database: Database) -> None:
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_migrations_make_every_rule_that_the_program_knows(database: Database) -> None:
    migrated = described(database.engine)
    assert any("ck_" in found for found in migrated["submissions: rules"]), "rules are seen"
    assert migrated == made_of_the_tables(database.engine)


def test_the_same_year_is_the_same_database_everywhere(filled_database: Database, tmp_path: Path) -> None:
    other = Database.open(f"sqlite:///{tmp_path}/papiplan.db", create=True)
    for plan in (PLAN, OTHER):
        fill(other, plan)
    assert database_digest(filled_database) == database_digest(other)


def test_migrating_makes_a_database_where_there_is_none_and_twice_changes_nothing(database_url: str) -> None:
    database = Database.migrated(database_url)
    fill(database)
    before = database_digest(database)
    database.close()
    again = Database.migrated(database_url)
    assert database_digest(again) == before
    again.close()


@pytest.mark.usefixtures("database", "a_later_program")
def test_an_older_schema_is_named_with_the_remedy(database_url: str) -> None:
    with pytest.raises(SchemaMismatchError) as raised:
        Database.open(database_url, create=True)
    assert str(raised.value) == (
        f"The database has schema {NEWEST}, this program needs 9999: "
        "start `papiplan up` of this version once, which migrates it."
    )


def test_a_newer_schema_is_named_and_left_alone(
    database_url: str, database: Database, a_later_program: pytest.MonkeyPatch
) -> None:
    Database.migrated(database_url).close()
    a_later_program.undo()
    sentence = (
        f"The database has schema 9999, this program only knows those up to {NEWEST}: "
        "use the newer papiplan that wrote it."
    )
    with pytest.raises(SchemaMismatchError) as opening:
        Database.open(database_url, create=False)
    with pytest.raises(SchemaMismatchError) as migrate:
        Database.migrated(database_url)
    assert str(opening.value) == str(migrate.value) == sentence
    with database.reading() as connection:
        assert migrating.revision(connection) == "9999"


@pytest.mark.usefixtures("database", "a_later_program")
def test_migrating_keeps_what_is_recorded(database_url: str, database: Database) -> None:
    fill(database)
    before = database_digest(database)
    migrated = Database.migrated(database_url)
    assert database_digest(migrated) == before
    assert "seat" in columns_of(migrated, "units")
    migrated.close()


@pytest.mark.usefixtures("database", "a_later_program")
def test_a_migration_that_fails_leaves_the_database_as_it_was(database_url: str, database: Database) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE units ADD COLUMN seat TEXT")
    with pytest.raises(sa.exc.DBAPIError):
        Database.migrated(database_url)
    with database.reading() as connection:
        assert migrating.revision(connection) == NEWEST
    assert "seat" not in columns_of(database, "plans")


def columns_of(database: Database, table: str) -> set[str]:
    return {column["name"] for column in sa.inspect(database.engine).get_columns(table)}


ENTRIES = {"0005": 19}
"""The entries of the journal of a filled plan, where a release knows more acts than those before it."""


@pytest.mark.parametrize("revision", sorted(path.stem for path in RELEASED.glob("*.sql")))
def test_a_filled_database_of_every_release_migrates(revision: str, tmp_path: Path) -> None:
    restore(revision, tmp_path / "papiplan.db")
    database = Database.migrated(f"sqlite:///{tmp_path}/papiplan.db")
    with database.reading() as connection:
        facts = load_facts(connection, PLAN, EVALUATED)
        assert journal.first_broken(connection, PLAN) is None
        assert journal.head(connection, PLAN)[0] == ENTRIES.get(revision, 14)
    assert stage(facts, EVALUATED) is Stage.EVALUATED
    assert facts.issue is not None
    assert facts.issue.number == "123/KH-UBND"
    assert [
        (s.obligation.owed_by, s.obligation.kind, s.status, s.received_at, s.mended)
        for s in facts.standings(EVALUATED)
        if s.received_at
    ] == [
        ("tckh", SubmissionKind.SUBPLAN, Status.ON_TIME, SENT_IN_TIME, False),
        ("phuong-2", SubmissionKind.SUBPLAN, Status.ON_TIME, SENT_DEFECTIVE, True),
        ("tckh", SubmissionKind.REPORT, Status.ON_TIME, REPORTED, False),
    ]
    result, evaluation = facts.result(), facts.evaluation
    assert result is not None
    assert (result.total, result.group, result.group_source) == (41.4, "Trung bình thấp", "published")
    assert evaluation is not None
    assert [(u.unit, u.score, u.proposal) for u in evaluation.units] == [
        ("tckh", 87.5, "commend"),
        ("phuong-2", None, "none"),
    ]
    assert described(database.engine) == made_of_the_tables(database.engine)
    database.close()


def test_the_letters_of_a_plan_on_its_way_keep_the_duties_that_they_urged(tmp_path: Path) -> None:
    restore("0004", tmp_path / "papiplan.db")
    owed = {"day": "2023-07-05", "kind": "subplan", "obligations": [1, 2]}
    with sa.create_engine(f"sqlite:///{tmp_path}/papiplan.db").begin() as connection:
        journal.append(connection, PLAN, journal.Entry("draft_letters", "papiplan", at("2023-07-05 08:00"), owed))
    database = Database.migrated(f"sqlite:///{tmp_path}/papiplan.db")
    with database.reading() as connection:
        urged = connection.execute(sa.select(schema.urged_duties).order_by(schema.urged_duties.c.obligation)).all()
    assert [(row.plan, row.folder, row.obligation, row.recorded_at) for row in urged] == [
        (PLAN, "drafts/2023-07-05-subplan", 1, at("2023-07-05 08:00")),
        (PLAN, "drafts/2023-07-05-subplan", 2, at("2023-07-05 08:00")),
    ]
    database.close()


def test_every_schema_has_its_filled_database() -> None:
    known = {script.revision for script in migrating._scripts().walk_revisions()}
    assert {path.stem for path in RELEASED.glob("*.sql")} == known
