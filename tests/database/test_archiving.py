"""An archive takes every row of its plan from every table, none of another's, and every file that they name."""

import json

import pytest
import sqlalchemy as sa

from papiplan.database import archiving, endings, outcomes, schema
from papiplan.domain.archive import ArchivedKind, archive_path
from papiplan.domain.endings import Ending
from papiplan.domain.hand_acts import HandAct
from tests.database.filled_plan import EVALUATED, OTHER, PLAN, digest_of
from tests.factories import at

NOW = at("2024-06-28 09:00")
CLOSING = Ending(HandAct.CLOSE, "nv1", "Chủ tịch", "Quyết định số 9/QĐ-UBND", "", NOW)


@pytest.mark.parametrize("name", archiving.archived_tables())
def test_the_rows_of_a_table_are_parted_among_the_plans(filled: sa.Connection, name: str) -> None:
    every = filled.execute(sa.select(sa.func.count()).select_from(schema.metadata.tables[name])).scalar_one()
    parts = [list(archiving.load_rows(filled, plan, name)) for plan in (PLAN, OTHER)]
    assert sum(map(len, parts)) == every
    assert len(parts[0]) == len(parts[1])
    json.dumps(parts)


def test_no_table_is_left_out_but_the_files_and_the_journal() -> None:
    assert set(archiving.archived_tables()) == schema.metadata.tables.keys() - {"files", "journal"}


def test_rows_come_in_the_order_of_their_keys(filled: sa.Connection) -> None:
    ids = [row["id"] for row in archiving.load_rows(filled, PLAN, "deliveries")]
    assert len(ids) > 1
    assert ids == sorted(ids)


def test_every_file_that_a_row_names_is_kept(filled: sa.Connection) -> None:
    named: set[object] = set()
    for name in archiving.archived_tables():
        columns = [
            column.name
            for column in schema.metadata.tables[name].c
            if any(key.column.table is schema.files for key in column.foreign_keys)
        ]
        rows = list(archiving.load_rows(filled, PLAN, name)) if columns else []
        named |= {row[column] for row in rows for column in columns} - {None}
    assert {file.sha256 for file in archiving.load_kept_files(filled, PLAN)} == named
    assert named


def test_what_nothing_places_is_kept_under_its_hash(filled: sa.Connection) -> None:
    forms = [f for f in archiving.load_kept_files(filled, PLAN) if f.kind is ArchivedKind.OTHER]
    assert forms
    assert all(file.path == f"tep-khac/forms/{file.sha256}" for file in forms)


def test_the_newest_version_of_a_paper_lies_as_in_the_tree_and_the_older_ones_apart(filled: sa.Connection) -> None:
    path = "consolidated/1/bao-cao.docx"
    outcomes.save_document(filled, PLAN, path, digest_of("mới hơn"), 10, NOW)
    papers = {f.path: f.sha256 for f in archiving.load_kept_files(filled, PLAN) if f.kind is ArchivedKind.PAPER}
    assert papers == {f"van-ban/{path}": digest_of("mới hơn"), f"van-ban-cu/v1/{path}": digest_of("báo cáo")}


def test_no_archive_lies_in_another(filled: sa.Connection) -> None:
    outcomes.save_document(filled, PLAN, archive_path(PLAN), digest_of("hồ sơ"), 10, NOW)
    assert digest_of("hồ sơ") not in {file.sha256 for file in archiving.load_kept_files(filled, PLAN)}


def test_a_closing_is_read_back_and_is_its_plans_alone(filled: sa.Connection) -> None:
    assert endings.load_ending(filled, PLAN, NOW) is None
    endings.save_ending(filled, PLAN, CLOSING)
    assert endings.load_ending(filled, PLAN, NOW) == CLOSING
    assert endings.load_ending(filled, PLAN, EVALUATED) is None
    assert endings.load_ending(filled, OTHER, NOW) is None
