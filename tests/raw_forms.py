"""Filled forms as a reader hands them over, valid but for what a test states."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from papiplan.domain.form_columns import Need, Sheet
from papiplan.domain.form_given import given_values
from papiplan.domain.form_tables import sheets_of
from papiplan.domain.forms import Form, Promise
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.submissions import CheckedForm, RawForm, check_form
from tests.factories import a_plan

Cells = dict[tuple[int, int], object]

FIRST_ROW = 5
RECEIVED_ON = {SubmissionKind.SUBPLAN: date(2023, 6, 29), SubmissionKind.REPORT: date(2024, 4, 8)}
ISSUED_ON = date(2023, 6, 15)

_INFO: Mapping[str, object] = {
    "doc_symbol": "57/KH-UBND",
    "doc_date": date(2023, 6, 28),
    "signer": "Trần Văn D",
    "signer_title": "Chủ tịch",
    "contact_name": "Lê Thị E",
    "contact_phone": "0900 000 000",
    "docs_issued": 4.0,
    "meetings": 3.0,
    "communications": 12.0,
    "self_checks": 1.0,
    "weaknesses": "Không có",
    "next_actions": "Tiếp tục công khai thu, chi ngân sách",
}
_ROWS: Mapping[SubmissionKind, Mapping[str, object]] = {
    SubmissionKind.SUBPLAN: {
        "measures": "Niêm yết dự toán, quyết toán hằng quý tại trụ sở và 05 nhà văn hóa khóm",
        "unit_target": "Công khai đủ 04 quý",
        "target_number": 4.0,
        "measure_unit": "quý",
        "rhythm": "Hằng quý",
        "starts_on": date(2023, 7, 1),
        "ends_on": date(2023, 12, 31),
        "planned_evidence": "Biên bản niêm yết từng quý",
        "person": "Phạm Văn G",
        "person_title": "Công chức Tài chính - Kế toán",
    },
    SubmissionKind.REPORT: {
        "status": "Hoàn thành",
        "result": "Đã niêm yết 04/04 quý tại trụ sở và 05 khóm, đăng 04 tin",
        "result_number": 4.0,
        "evidence": "Biên bản niêm yết 15/BB-UBND ngày 05/7/2023",
    },
}


def a_promise(**changes: Any) -> Promise:
    promised = {"measures": "Niêm yết hằng quý", "unit_target": "Công khai đủ 04 quý", "rhythm": "quarterly"}
    return Promise(**{**promised, "target_number": 4.0, "measure_unit": "quý", **changes})


def a_form(kind: SubmissionKind = SubmissionKind.SUBPLAN, unit: str = "phuong-2", **changes: Any) -> Form:
    promises = {"2.3.1": a_promise()} if kind is SubmissionKind.REPORT else {}
    code = "PAPI2023-PHUONG-2-KH-v1"
    return Form("form-id", code, "sa-dec-2023", unit, kind, 1, **{"promises": promises, **changes})


def a_raw_form(
    form: Form,
    definition: PlanDefinition | None = None,
    *,
    info: Mapping[str, object] | None = None,
    additional: Mapping[str, object] | None = None,
    difficulty: Mapping[str, object] | None = None,
    **row: object,
) -> RawForm:
    """The form with valid answers in every row; `row` changes those of the first action."""
    definition = definition or a_plan()
    entries, table, extra, difficulties = sheets_of(definition, form)
    cells: Cells = {}
    for number, action in enumerate(definition.actions_of(form.unit), start=1):
        given = given_values(definition, form, number, action)
        answers = {**_ROWS[form.kind], **given, **(row if number == 1 else {})}
        cells |= _row(table, FIRST_ROW + number - 1, answers)
    written = {
        entries.name: _entries(entries, {**_INFO, **(info or {})}),
        table.name: _header(table) | cells,
        extra.name: _header(extra) | _row(extra, FIRST_ROW, additional or {}),
        difficulties.name: _header(difficulties) | _row(difficulties, FIRST_ROW, difficulty or {}),
    }
    return RawForm(form.id, form.code, written)


def checked(kind: SubmissionKind = SubmissionKind.SUBPLAN, **changes: Any) -> CheckedForm:
    """What a form of Phường 2 with one action comes to, with these changes to valid answers."""
    form = changes.pop("form", None) or a_form(kind)
    definition = changes.pop("definition", None) or a_plan()
    return check_raw(a_raw_form(form, definition, **changes), form, definition)


def check_raw(raw: RawForm, form: Form, definition: PlanDefinition | None = None) -> CheckedForm:
    return check_form(definition or a_plan(), form, raw, received_on=RECEIVED_ON[form.kind], issued_on=ISSUED_ON)


def sentences(outcome: CheckedForm) -> list[str]:
    return [problem.sentence() for problem in outcome.problems]


def _header(sheet: Sheet) -> Cells:
    return {(FIRST_ROW - 1, place): column.title for place, column in enumerate(sheet.columns, start=1)}


def _row(sheet: Sheet, row: int, answers: Mapping[str, object]) -> Cells:
    cells = {(row, place): answers.get(column.field) for place, column in enumerate(sheet.columns, start=1)}
    return {place: value for place, value in cells.items() if value is not None}


def _entries(sheet: Sheet, answers: Mapping[str, object]) -> Cells:
    cells: Cells = {}
    for row, column in enumerate(sheet.columns, start=FIRST_ROW):
        cells[row, 2] = column.title
        if column.need is not Need.LOCKED and answers.get(column.field) is not None:
            cells[row, 3] = answers[column.field]
    return cells
