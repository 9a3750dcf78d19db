"""Every figure of a consolidation is followed to the files that units sent, cell by cell, and counted a second way."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from deployments.tracing import TracedFigures
from papiplan.database import schema
from papiplan.database.consolidated_tables import load_figures
from papiplan.documents.figure_words import value_words
from papiplan.domain.figure_ids import TOTAL, status_figure, sum_figure
from papiplan.domain.figures import Figures
from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Part
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Refused
from tasks import office as desk
from tests.factories import at
from tests.flows.offices import Office
from tests.flows.plan_folders import folder_of_units
from tests.sheets import rows_of

PLAN = "plan-of-4"
COUNTED, OTHER = "1.1.1", "1.2.1"
FIRST, SECOND = "2024-04-05 16:00", "2024-04-09 16:00"


IN_PROGRESS: dict[str, object] = {
    f"{OTHER}.status": "Đang thực hiện",
    f"{OTHER}.done_on": None,
    f"{OTHER}.weakness": "Chưa có bản đồ số",
    f"{OTHER}.new_due_on": date(2024, 6, 30),
}


@pytest.fixture(scope="module")
def revised(read_office: Office) -> Office:
    """A year with two revisions: two of four communes reported; then one replaced its report and a third reported."""
    office, folder = read_office, folder_of_units(read_office.home, 4)
    office.issue(folder)
    for unit in ("xa-1", "xa-2", "xa-3"):
        office.send(unit, plan=PLAN, received_at="2023-06-28T10:00")
    office.advance("2023-06-28 16:00", PLAN)
    office.publish(plan=PLAN)
    _report(office, "xa-1", "2024-04-05T08:00", _answers(5))
    _report(office, "xa-2", "2024-04-05T09:00", _answers(4.5) | IN_PROGRESS)
    assert office.run("consolidate", FIRST, plan=PLAN, actor="nv1").result.revision == 1
    stated = {"index": "parindex", "score": "87,59", "rank": "12/63", "source": "Bộ Nội vụ", "actor": "nv1"}
    office.run("record_publication", "2024-04-08 07:00", plan=PLAN, on=date(2024, 4, 8), **stated)
    _report(office, "xa-1", "2024-04-08T08:00", _answers(4))
    _report(office, "xa-3", "2024-04-08T09:00", _answers(5))
    assert office.run("consolidate", SECOND, plan=PLAN, actor="nv1").result.revision == 2
    return office


def _answers(number: float) -> dict[str, object]:
    return {f"{COUNTED}.result_number": number}


def _report(office: Office, unit: str, when: str, changes: Mapping[str, object]) -> None:
    office.send(unit, "report", PLAN, changes, received_at=when)


def traced(office: Office, figure: str, revision: int | None = None) -> dict[str, Any]:
    return TracedFigures.read(office.database, PLAN, figure, revision, at("2024-04-12 08:00")).as_json()


def figures(office: Office, now: str) -> Figures:
    with office.database.reading() as connection:
        return load_figures(connection, PLAN, at(now))


def cell_of(source: Mapping[str, Any]) -> object:
    """What stands in the file that a source names, in its sheet, in its cell."""
    content = desk.store().get(source["sha256"])
    return load_workbook(BytesIO(content))[source["sheet"]][source["cells"]].value


def reports_of(revision: int) -> sa.Select[Any]:
    """The rows of the sheet of results of a revision's reports: the second way to count, in the database itself."""
    in_it = (
        sa.select(schema.consolidated_reports.c.submission)
        .join(schema.consolidations, schema.consolidations.c.id == schema.consolidated_reports.c.consolidation)
        .where(schema.consolidations.c.plan == PLAN, schema.consolidations.c.revision == revision)
    )
    rows = schema.submission_rows
    return sa.select(rows).where(rows.c.submission.in_(in_it), rows.c.sheet == SubmissionKind.REPORT.sheet)


@pytest.mark.parametrize(("revision", "now"), [(1, FIRST), (2, SECOND)])
def test_counts_and_sums_agree_with_the_database_counting_for_itself(revised: Office, revision: int, now: str) -> None:
    rows = reports_of(revision).subquery()
    status, number = rows.c["values"]["status"].as_string(), rows.c["values"]["result_number"].as_float()
    with revised.database.reading() as connection:
        counted = connection.execute(sa.select(rows.c.action, status, sa.func.count()).group_by(rows.c.action, status))
        by_status = {(row[0], row[1]): row[2] for row in counted}
        added = connection.execute(sa.select(rows.c.action, sa.func.sum(number)).group_by(rows.c.action))
        by_action = {row[0]: row[1] for row in added if row[1] is not None}
    values = figures(revised, now).values()
    told = (ActionStatus.DONE, ActionStatus.IN_PROGRESS, ActionStatus.NOT_STARTED, ActionStatus.NOT_APPLICABLE)
    for code in (COUNTED, OTHER, "1.3.1", "1.4.1"):
        for each in told:
            assert values[status_figure(code, each)] == by_status.get((code, each.value), 0), (code, each)
    for each in told:
        assert values[status_figure(TOTAL, each)] == sum(n for (_, s), n in by_status.items() if s == each.value)
    assert by_action == {code: values[sum_figure(code, "quý")] for code in by_action}
    assert by_action[COUNTED] == {1: 9.5, 2: 13.5}[revision]


def test_the_counts_of_sendings_agree_with_the_database_counting_for_itself(revised: Office) -> None:
    forms = schema.submissions.c
    came = (
        sa.select(schema.obligations.c.kind, sa.func.count(sa.distinct(schema.obligations.c.id)))
        .join(schema.submissions, forms.obligation == schema.obligations.c.id)
        .where(schema.obligations.c.plan == PLAN, forms.part == Part.FORM)
        .group_by(schema.obligations.c.kind)
    )
    with revised.database.reading() as connection:
        sent = {row[0]: row[1] for row in connection.execute(came)}
    values = figures(revised, SECOND).values()
    assert (values["KH.DG"], values["BC.DG"]) == (sent[SubmissionKind.SUBPLAN], sent[SubmissionKind.REPORT]) == (3, 3)


@pytest.mark.parametrize(("revision", "sum_", "numbers"), [(1, "9,5", [5, 4.5]), (2, "13,5", [4, 4.5, 5])])
def test_a_sum_is_followed_to_the_cells_of_the_files_that_units_sent(
    revised: Office, revision: int, sum_: str, numbers: list[float]
) -> None:
    found = traced(revised, f"{COUNTED}.tc. QUY", revision)
    (figure,) = found["figures"]
    assert (found["revision"], found["unchanged"], figure["value"]) == (revision, True, sum_)
    assert [addend["unit"] for addend in figure["addends"]] == [f"xa-{n}" for n in range(1, len(numbers) + 1)]
    assert [cell_of(addend["source"]) for addend in figure["addends"]] == numbers
    assert all(addend["file_name"].endswith(".xlsx") for addend in figure["addends"])


def test_a_count_names_each_row_that_it_counts_and_those_without_a_report(revised: Office) -> None:
    (found,) = traced(revised, f"{OTHER}.DTH")["figures"]
    assert [(addend["unit"], cell_of(addend["source"])) for addend in found["addends"]] == [("xa-2", "Đang thực hiện")]
    missing = traced(revised, "T.CBC")["figures"][0]
    assert {(addend["unit"], addend["source"], addend["note"]) for addend in missing["addends"]} >= {
        ("xa-4", None, "chưa có báo cáo")
    }
    assert int(missing["value"]) == len(missing["addends"])


def test_without_a_number_the_newest_revision_is_traced_and_an_unknown_one_refused(revised: Office) -> None:
    assert traced(revised, "BC.DG")["revision"] == 2
    assert traced(revised, "BC.DG", 1)["figures"][0]["value"] == "2"
    with pytest.raises(Refused, match=r"Không có lần tổng hợp 3\. Đã có các lần: 1, 2"):
        traced(revised, "BC.DG", 3)


def test_what_is_traced_stands_in_the_papers_under_the_same_id(revised: Office) -> None:
    values = figures(revised, SECOND).values()
    folder = revised.home / "plans" / PLAN / "consolidated" / "2"
    annexes = docx.Document(str(folder / "bao-cao.docx")).tables
    counts = next(table for table in annexes if "Tổng số (TS)" in (cell.text for cell in table.rows[0].cells))
    heads = [cell.text.rpartition("(")[2].rstrip(")") for cell in counts.rows[0].cells]
    for row in counts.rows[1:-1]:
        code, _, *told = (cell.text for cell in row.cells)
        assert told == [value_words(values[f"{code}.{head}"]) for head in heads[2:]]
    sheet = rows_of(load_workbook(folder / "tong-hop.xlsx"), "Tổng hợp")
    assert {row["Mã số liệu"]: row["Tổng số lượt"] for row in sheet} == {
        scope: values[f"{scope}.TS"] for scope in (*(f"N{n}" for n in range(1, 9)), "T")
    }


def test_a_revision_lists_what_moved_in_its_annex_its_workbook_and_on_the_board(revised: Office) -> None:
    folder = revised.home / "plans" / PLAN / "consolidated"
    annexes = docx.Document(str(folder / "2" / "bao-cao.docx")).tables
    annex = next(table for table in annexes if table.rows[0].cells[-1].text == "Lần này")
    moved = {row.cells[0].text: (row.cells[2].text, row.cells[3].text) for row in annex.rows[1:]}
    assert moved["BC/xa-1"] == ("bản trước", "bản thay thế")
    assert moved["BC/xa-3"] == ("chưa có", "mới nhận")
    assert moved[f"{COUNTED}/xa-1.KQ"] == ("5", "4")
    assert moved["BC.DG"] == ("2", "3")
    assert moved["PAR-INDEX.2023"] == ("chưa có", "87,59")
    assert moved[f"{COUNTED}.TC.quy"] == ("9,5", "13,5")
    assert not [id_ for id_ in moved if id_.endswith("/xa-3") and id_ != "BC/xa-3"]

    sheet = rows_of(load_workbook(folder / "2" / "tong-hop.xlsx"), "Thay đổi")
    assert {row["Mã số liệu"]: (row["Lần tổng hợp trước"], row["Lần này"]) for row in sheet} == moved
    board = revised.board("thay-doi", PLAN)
    assert "Lần tổng hợp 2 (16 giờ 00 phút ngày 09/4/2024) so với lần 1 (16 giờ 00 phút ngày 05/4/2024)." in board
    assert "| BC.DG | Số đơn vị đã gửi, Báo cáo kết quả thực hiện | 2 | 3 |" in board
    assert board.count("\n| ") == len(moved) + 2
    assert not [table for table in docx.Document(str(folder / "1" / "bao-cao.docx")).tables
                if table.rows[0].cells[-1].text == "Lần này"]  # fmt: skip
