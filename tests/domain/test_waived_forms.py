"""A form accepted with its problems: what is no value is none, and what is not complete earns no point for being so."""

from dataclasses import replace

import pytest

from papiplan.domain.consolidation import consolidate
from papiplan.domain.form_tables import difficulty_sheet
from papiplan.domain.forms import ActionStatus
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.submissions import FormRow, Value
from papiplan.domain.unit_recording import Freeze, unit_record
from papiplan.domain.waived_forms import consolidated_sheets, has_data, sound_rows
from tests.consolidations import a_city_plan, a_report, a_standing
from tests.factories import a_plan, at

REPORT = SubmissionKind.REPORT

CELLS: list[tuple[str, Value, Value]] = [
    ("status", "done", "done"),
    ("status", "xong", None),
    ("status", "unreported", None),
    ("result_number", 4, 4),
    ("result_number", 97.5, 97.5),
    ("result_number", "khoảng 10", None),
    ("target_number", "bốn", None),
    ("measure_unit", "quý", "quý"),
    ("measure_unit", "kỳ", None),
    ("done_on", "2023-11-30", "2023-11-30"),
    ("done_on", "31/11/2023", None),
    ("result", "xong", "xong"),
    ("evidence", None, None),
    ("rhythm", "quarterly", "quarterly"),
]


@pytest.mark.parametrize(("field", "written", "sound"), CELLS, ids=[f"{cell[0]} {cell[1]}" for cell in CELLS])
def test_what_is_no_value_is_none_and_words_stay(field: str, written: Value, sound: Value) -> None:
    row = FormRow(REPORT.sheet, 9, "2.3.1", {field: written}, {field: "M9"})
    assert sound_rows([row], consolidated_sheets(REPORT)) == (replace(row, values={field: sound}),)


@pytest.mark.parametrize(
    ("sheet", "field", "written"),
    [
        ("Thông tin chung", "meetings", "vài"),
        ("Nhiệm vụ bổ sung", "status", "gần xong"),
        ("Khó khăn, kiến nghị", "answer_by", "31/6/2024"),
        ("Khó khăn, kiến nghị", "action_code", "9.9.9"),
    ],
)
def test_the_other_sheets_are_read_alike(sheet: str, field: str, written: str) -> None:
    sheets = (*consolidated_sheets(REPORT), difficulty_sheet(a_plan(), "phuong-2"))
    (row,) = sound_rows([FormRow(sheet, 5, "", {field: written, "note": "x"}, {})], sheets)
    assert row.values == {field: None, "note": "x"}


def test_a_status_that_nobody_can_read_is_no_report_of_its_action() -> None:
    plan = a_city_plan()
    report = a_report("phuong-2", {"2.1.1": "gần xong", "2.2.1": {"status": "done", "result_number": "vài"}})
    sound = replace(report, rows=sound_rows(report.rows, consolidated_sheets(REPORT)))
    table = consolidate(plan, [a_standing("phuong-2", "2024-04-05 09:00")], [sound])
    rows = {row["action"]: row for row in table.rows.to_dict("records") if row["unit"] == "phuong-2"}
    assert rows["2.1.1"]["status"] == ActionStatus.UNREPORTED
    assert (rows["2.2.1"]["status"], rows["2.2.1"]["result_number"] == rows["2.2.1"]["result_number"]) == (
        ActionStatus.DONE,
        False,
    )


@pytest.mark.parametrize(
    ("answered", "faulty", "complete"),
    [(4, 0, 4), (4, 1, 3), (3, 1, 3), (3, 2, 2), (4, 4, 0), (0, 4, 0)],
    ids=["all of a right form", "one with a problem", "one left out", "one left out, one wrong", "all wrong", "none"],
)
def test_a_row_accepted_with_a_waiver_is_not_complete(answered: int, faulty: int, complete: int) -> None:
    plan = a_city_plan()
    codes = [action.code for action in plan.actions_of("phuong-2")]
    assert len(codes) == 4
    report = a_report("phuong-2", dict.fromkeys(codes[:answered], "done"), faulty_rows=faulty)
    freeze = Freeze(at("2024-04-02 00:00").date(), at("2024-04-12 08:00"))
    standings = {REPORT: a_standing("phuong-2", "2024-04-05 09:00")}
    record = unit_record(plan, plan.unit("phuong-2"), standings, {REPORT: report}, freeze, plan.calendar)
    assert record.report is not None
    assert (record.report.complete_rows, record.report.expected_rows) == (complete, 4)


@pytest.mark.parametrize(
    ("sheets", "usable"),
    [((), False), (("Thông tin chung",), False), (("Thông tin chung", "Báo cáo"), True), (("Nhiệm vụ bổ sung",), True)],
)
def test_a_form_of_which_only_the_senders_entries_were_read_holds_no_data(
    sheets: tuple[str, ...], usable: bool
) -> None:
    assert has_data(FormRow(sheet, 5, "", {}, {}) for sheet in sheets) is usable
