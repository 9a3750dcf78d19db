"""One way to open, one way to write; writers of a plan take turns, a reader sees one moment."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from papiplan.database import Database, NoDatabaseError, journal, migrating, outcomes, schema
from papiplan.database.journal import Entry
from papiplan.domain.problems import Refused
from tests.database import processes
from tests.database.filled_plan import ISSUED, PLAN, digest_of
from tests.database_digest import database_digest


def registered(database: Database, plan: str = PLAN) -> Database:
    with database.plan_transaction(plan, opened_at=ISSUED):
        return database


def entries(database: Database, plan: str = PLAN) -> int:
    with database.reading() as connection:
        return journal.head(connection, plan)[0]


def an_entry() -> Entry:
    return Entry("receive", "nv1", ISSUED)


# Opening


def test_reading_where_nothing_was_ever_recorded_says_so(database_url: str) -> None:
    with pytest.raises(NoDatabaseError):
        Database.open(database_url, create=False)


def test_looking_for_a_database_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(NoDatabaseError, match="nothing has been recorded here yet"):
        Database.open(f"sqlite:///{tmp_path}/home/papiplan.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_database_yet(tmp_path: Path) -> None:
    (tmp_path / "papiplan.db").touch()
    with pytest.raises(NoDatabaseError, match="is empty"):
        Database.open(f"sqlite:///{tmp_path}/papiplan.db", create=False)


def test_the_message_about_an_empty_server_keeps_the_password(postgresql: sa.Engine) -> None:
    url = postgresql.url.set(password="mat-khau").render_as_string(hide_password=False)
    with pytest.raises(NoDatabaseError) as raised:
        Database.open(url, create=False)
    assert "mat-khau" not in str(raised.value)


def test_the_first_command_that_writes_makes_the_database(database_url: str) -> None:
    registered(Database.open(database_url, create=True)).close()
    reopened = Database.open(database_url, create=False)
    assert entries(reopened) == 0
    reopened.close()


def together(target: Callable[..., None], arguments: list[tuple[Any, ...]]) -> list[int | None]:
    """Run `target` in processes of their own, let go at once; their exit codes."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(len(arguments))
    running = [context.Process(target=target, args=(barrier, *each)) for each in arguments]
    for process in running:
        process.start()
    for process in running:
        process.join(60)
    return [process.exitcode for process in running]


def test_processes_that_find_an_empty_home_at_once_make_one_database_and_one_plan(database_url: str) -> None:
    assert together(processes.open_and_enter, [(database_url, PLAN)] * 3) == [0, 0, 0]
    database = Database.open(database_url, create=False)
    with database.reading() as connection:
        assert connection.execute(sa.select(schema.plans.c.id)).scalars().all() == [PLAN]
        assert journal.head(connection, PLAN)[0] == 3
        assert journal.first_broken(connection, PLAN) is None
    database.close()


def test_threads_that_find_an_empty_home_at_once_make_one_database(tmp_path: Path) -> None:
    for home in range(10):
        with ThreadPoolExecutor(6) as openers:
            url = f"sqlite:///{tmp_path}/{home}/papiplan.db"
            opened = list(openers.map(lambda _, url=url: Database.open(url, create=True), range(6)))
        for database in opened:
            with database.reading() as connection:
                assert migrating.revision(connection) == migrating.newest()


# Writing


def test_a_reader_cannot_write(database: Database) -> None:
    row = {"id": PLAN, "recorded_at": ISSUED}
    with database.reading() as connection, pytest.raises(DBAPIError, match=r"read-?only"):
        connection.execute(schema.plans.insert().values(row))
    registered(database)


def test_a_plan_is_registered_once(database: Database) -> None:
    registered(registered(database))
    with database.reading() as connection:
        assert connection.execute(sa.select(schema.plans.c.id)).scalars().all() == [PLAN]


@pytest.mark.parametrize(
    ("known", "names"),
    [((), "chưa có kế hoạch nào"), (("cao-lanh-2023", PLAN), "cao-lanh-2023, sa-dec-2023")],
    ids=["none yet", "two"],
)
def test_an_unknown_plan_is_refused_naming_those_known(database: Database, known: tuple[str, ...], names: str) -> None:
    for plan in known:
        registered(database, plan)
    before = database_digest(database)
    with pytest.raises(Refused) as refused, database.plan_transaction("sa-dec-2032"):
        pytest.fail("nothing may be written of an unknown plan")
    assert str(refused.value) == f'Không có kế hoạch "sa-dec-2032". Các kế hoạch đã ghi nhận: {names}.'
    assert database_digest(database) == before


def test_a_writer_that_fails_leaves_nothing(database: Database) -> None:
    before = database_digest(database)

    def write_and_fail() -> None:
        with database.plan_transaction(PLAN, opened_at=ISSUED) as connection:
            journal.append(connection, PLAN, an_entry())
            raise ValueError("nothing of it shall stay")

    with pytest.raises(ValueError, match="shall stay"):
        write_and_fail()
    assert database_digest(database) == before


def test_a_writer_that_dies_leaves_nothing_and_holds_up_nobody(database_url: str, database: Database) -> None:
    registered(database)
    before = database_digest(database)
    assert together(processes.die_while_writing, [(database_url, PLAN)]) == [processes.DIED]
    assert database_digest(database) == before
    with database.plan_transaction(PLAN) as connection:
        journal.append(connection, PLAN, an_entry())
    assert entries(database) == 1


def test_writers_of_one_plan_take_turns(database: Database) -> None:
    registered(database)

    def write(_: int) -> None:
        with database.plan_transaction(PLAN) as connection:
            revision = outcomes.next_revision(connection, PLAN)
            outcomes.save_consolidation(
                connection,
                PLAN,
                revision=revision,
                final=False,
                actor="nv1",
                facts_digest=digest_of(str(revision)),
                publication_version=1,
                reports=(),
                missing=(),
                now=ISSUED,
            )
            journal.append(connection, PLAN, an_entry())

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, range(24)))
    with database.reading() as connection:
        revisions = connection.execute(sa.select(schema.consolidations.c.revision).order_by("revision")).scalars().all()
        assert revisions == list(range(1, 25))
        assert journal.head(connection, PLAN)[0] == 24
        assert journal.first_broken(connection, PLAN) is None


def test_a_reader_sees_one_moment(database: Database) -> None:
    registered(database)
    with database.reading() as reader:
        assert journal.head(reader, PLAN)[0] == 0
        with database.plan_transaction(PLAN) as writer:
            journal.append(writer, PLAN, an_entry())
        assert journal.head(reader, PLAN)[0] == 0
    assert entries(database) == 1
