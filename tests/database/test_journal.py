"""The journal tells of every tampering at the row where it was done, and holds nobody's personal data."""

import json
import re
from collections.abc import Callable
from hashlib import sha256

import pytest
import sqlalchemy as sa

from papiplan.database import Database, journal
from papiplan.database.journal import Entry
from papiplan.database.schema import journal as table
from papiplan.domain.journal_chain import START
from tests.database.filled_plan import OTHER, PLAN
from tests.factories import at

WHEN = at("2023-06-29 16:50")


@pytest.fixture
def chain(database: Database) -> Database:
    """A plan with five acts."""
    with database.plan_transaction(PLAN, opened_at=WHEN) as connection:
        for n in range(1, 6):
            journal.append(connection, PLAN, Entry("receive", "nv1", WHEN, {"submissions": [n]}, "văn thư chuyển"))
    return database


def change(connection: sa.Connection, number: int, **values: object) -> None:
    connection.execute(table.update().where(table.c.plan == PLAN, table.c.sequence == number).values(**values))


def row(connection: sa.Connection, sequence: int) -> sa.Row[tuple[object, ...]]:
    return connection.execute(sa.select(table).where(table.c.plan == PLAN, table.c.sequence == sequence)).one()


def hash_of(entry: str, previous: str) -> str:
    """The hash as anybody can compute it who has read how."""
    return sha256(f"{previous}\n{entry}".encode()).hexdigest()


def alter_the_entry(connection: sa.Connection) -> None:
    change(connection, 3, entry=row(connection, 3).entry.replace("nv1", "nv2"))


def alter_one_letter(connection: sa.Connection) -> None:
    change(connection, 3, entry=row(connection, 3).entry + " ")


def alter_the_hash(connection: sa.Connection) -> None:
    change(connection, 3, hash="0" * 64)


def alter_the_previous_hash(connection: sa.Connection) -> None:
    change(connection, 3, previous_hash="0" * 64)


def delete(connection: sa.Connection, *sequences: int) -> None:
    connection.execute(table.delete().where(table.c.plan == PLAN, table.c.sequence.in_(sequences)))


def delete_the_first(connection: sa.Connection) -> None:
    delete(connection, 1)


def delete_one_in_the_middle(connection: sa.Connection) -> None:
    delete(connection, 3)


def delete_one_and_close_the_gap(connection: sa.Connection) -> None:
    delete(connection, 3)
    change(connection, 4, sequence=3)
    change(connection, 5, sequence=4)


def swap_two(connection: sa.Connection) -> None:
    change(connection, 3, sequence=99)
    change(connection, 4, sequence=3)
    change(connection, 99, sequence=4)


def alter_an_entry_and_its_hash(connection: sa.Connection) -> None:
    old = row(connection, 3)
    entry = old.entry.replace("nv1", "nv2")
    change(connection, 3, entry=entry, hash=hash_of(entry, old.previous_hash))


def replace_the_last_by_what_is_no_entry(connection: sa.Connection) -> None:
    change(connection, 5, entry="đã xóa", hash=hash_of("đã xóa", row(connection, 5).previous_hash))


def replace_the_last_by_another_number(connection: sa.Connection) -> None:
    old = row(connection, 5)
    entry = old.entry.replace('"sequence":5', '"sequence":6')
    change(connection, 5, entry=entry, hash=hash_of(entry, old.previous_hash))


@pytest.mark.parametrize(
    ("tamper", "broken"),
    [
        (alter_the_entry, 3),
        (alter_one_letter, 3),
        (alter_the_hash, 3),
        (alter_the_previous_hash, 3),
        (delete_the_first, 1),
        (delete_one_in_the_middle, 3),
        (delete_one_and_close_the_gap, 3),
        (swap_two, 3),
        # Whoever computes the one hash anew breaks the chain at the entry that rests on it.
        (alter_an_entry_and_its_hash, 4),
        (replace_the_last_by_what_is_no_entry, 5),
        (replace_the_last_by_another_number, 5),
    ],
)
def test_tampering_is_named_at_the_first_broken_row(
    chain: Database, tamper: Callable[[sa.Connection], None], broken: int
) -> None:
    with chain.plan_transaction(PLAN) as connection:
        tamper(connection)
    with chain.reading() as connection:
        assert journal.first_broken(connection, PLAN) == broken


def test_a_whole_chain_has_no_broken_row(chain: Database) -> None:
    with chain.reading() as connection:
        assert journal.first_broken(connection, PLAN) is None


def test_a_truncated_tail_shows_by_the_head_that_was_printed(chain: Database) -> None:
    with chain.reading() as connection:
        printed = journal.head(connection, PLAN)
    with chain.plan_transaction(PLAN) as connection:
        delete(connection, 4, 5)
        assert journal.first_broken(connection, PLAN) is None
        assert journal.head(connection, PLAN) != printed


def test_another_plans_chain_is_not_taken_for_this_ones(chain: Database) -> None:
    with chain.plan_transaction(OTHER, opened_at=WHEN) as connection:
        copied = sa.select(
            sa.literal(OTHER), table.c.sequence, table.c.entry, table.c.previous_hash, table.c.hash
        ).where(table.c.plan == PLAN)
        connection.execute(table.insert().from_select(list(table.c), copied))
        assert journal.first_broken(connection, OTHER) == 1


def test_the_head_is_the_last_entry_and_grows_by_one(chain: Database) -> None:
    with chain.plan_transaction(PLAN) as connection:
        assert journal.head(connection, PLAN)[0] == 5
        before = journal.head(connection, PLAN)[1]
        assert journal.append(connection, PLAN, Entry("close", "nv1", WHEN)) == 6
        assert journal.head(connection, PLAN)[0] == 6
        assert journal.head(connection, PLAN)[1] != before
        assert journal.first_broken(connection, PLAN) is None


def test_a_plan_without_acts_has_the_head_zero(database: Database) -> None:
    with database.plan_transaction(PLAN, opened_at=WHEN) as connection:
        assert journal.head(connection, PLAN) == (0, START)
        assert journal.first_broken(connection, PLAN) is None


def test_an_entry_says_who_did_what_when_and_why(chain: Database) -> None:
    with chain.reading() as connection:
        assert json.loads(row(connection, 2).entry) == {
            "plan": PLAN,
            "sequence": 2,
            "act": "receive",
            "who": "nv1",
            "when": "2023-06-29T16:50:00+07:00",
            "why": "văn thư chuyển",
            "ids": {"submissions": [2]},
        }


PERSONAL = ("Nguyễn Văn Hôn", "Trần Thị Bình", "@sadec.example", "0277")


def test_a_years_journal_names_codes_and_ids_only(filled: sa.Connection) -> None:
    texts = filled.execute(sa.select(table.c.entry).where(table.c.plan == PLAN)).scalars().all()
    assert len(texts) == 19
    assert not [text for text in texts if any(personal in text for personal in PERSONAL)]
    assert all(re.fullmatch("[a-z0-9]+", json.loads(text)["who"]) for text in texts)
