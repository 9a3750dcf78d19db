"""The form as a unit opens it in Excel, and as it comes back to be mended."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from deployments.demo.filling import ADDITIONAL, DIFFICULTY, INFO, REPORT, SUBPLAN, fill_form, find_cell
from papiplan.documents.forms.form_reading import read_forms
from papiplan.documents.forms.form_writing import render_form
from papiplan.domain.forms import Form
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.submissions import CheckedForm, RawForm
from tests.factories import a_department, a_plan, an_action
from tests.raw_forms import a_form, a_promise, check_raw, sentences

YELLOW, GREY, ORANGE = "FFFFF9C4", "FFE7E6E6", "FFFFB74D"
KINDS = (SubmissionKind.SUBPLAN, SubmissionKind.REPORT)


def rendered(form: Form | None = None, definition: PlanDefinition | None = None, **changes: Any) -> bytes:
    return render_form(definition or a_plan(), form or a_form(), "123/KH-UBND", date(2023, 6, 15), **changes)


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def read(content: bytes) -> RawForm:
    (raw,) = read_forms([content])
    assert isinstance(raw, RawForm)
    return raw


def filled(form: Form, definition: PlanDefinition | None = None, **changes: object) -> CheckedForm:
    """What a form comes to after a unit filled it in a real workbook and we read it."""
    dotted = {name.replace("__", "."): value for name, value in changes.items()}
    content = fill_form(rendered(form, definition), changes=dotted)
    return check_raw(read(content), form, definition)


def colour(cell: Cell) -> str:
    return str(cell.fill.fgColor.rgb)


@pytest.mark.parametrize("kind", KINDS)
def test_the_sheets_stand_in_order_and_each_shows_the_code(kind: SubmissionKind) -> None:
    workbook = opened(rendered(a_form(kind)))
    visible = [sheet for sheet in workbook if sheet.sheet_state == "visible"]
    assert [sheet.title for sheet in visible] == [
        "Hướng dẫn",
        "Thông tin chung",
        kind.sheet,
        "Nhiệm vụ bổ sung",
        "Khó khăn, kiến nghị",
    ]
    assert {sheet["B2"].value for sheet in visible} == {"Mã biểu: PAPI2023-PHUONG-2-KH-v1"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_title_stands_on_its_sheet(kind: SubmissionKind) -> None:
    workbook = opened(rendered(a_form(kind)))
    main = SUBPLAN if kind is SubmissionKind.SUBPLAN else REPORT
    for sheet, titles in ((kind.sheet, main), ("Khó khăn, kiến nghị", DIFFICULTY)):
        assert all(find_cell(workbook[sheet], title) for title in titles.values())
    if kind is SubmissionKind.REPORT:
        assert all(find_cell(workbook["Nhiệm vụ bổ sung"], title) for title in ADDITIONAL.values())
        assert all(find_cell(workbook["Thông tin chung"], title) for title in INFO.values())


@pytest.mark.parametrize("kind", KINDS)
def test_equal_forms_are_equal_bytes(kind: SubmissionKind) -> None:
    assert rendered(a_form(kind)) == rendered(a_form(kind))


def test_the_id_lies_where_nobody_sees_it_and_in_the_properties() -> None:
    workbook = opened(rendered())
    assert workbook["papiplan"].sheet_state == "veryHidden"
    assert workbook.custom_doc_props["papiplan_form"].value == "form-id"
    assert read(rendered()).form_id == "form-id"


def test_the_guide_names_unit_plan_period_and_contact() -> None:
    lines = [
        row[1] for row in opened(rendered(definition=a_plan(caveat="Phụ lục là bản dự thảo.")))["Hướng dẫn"].values
    ]
    assert lines[0] == "BIỂU ĐĂNG KÝ NHIỆM VỤ THỰC HIỆN KẾ HOẠCH CẢI THIỆN CHỈ SỐ PAPI NĂM 2023"
    assert lines[2:6] == [
        "Đơn vị: Ủy ban nhân dân Phuong 2",
        "Thực hiện Kế hoạch số 123/KH-UBND ngày 15/6/2023 của Ủy ban nhân dân thành phố Sa Đéc",
        "Kỳ số liệu: 15/6/2023 – 31/12/2023",
        "Phụ lục là bản dự thảo.",
    ]
    assert "1. Chỉ điền các ô màu vàng. Ô màu xám đã điền sẵn theo Kế hoạch của Thành phố." in lines
    assert lines[-1] == "Đầu mối hỗ trợ: Nguyễn Thị A, chuyên viên Phòng Nội vụ, điện thoại 0277 000 0000."


def test_grey_cells_are_locked_and_yellow_ones_are_not() -> None:
    sheet = opened(rendered())["Kế hoạch"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.formatRows
    given, asked = sheet["D5"], sheet["I5"]
    assert (colour(given), given.protection.locked) == (GREY, True)
    assert (colour(asked), asked.protection.locked) == (YELLOW, False)
    assert given.value == "Công khai dự toán, quyết toán thu, chi ngân sách cấp xã"
    assert sheet["E5"].value == "Thực hiện tại địa bàn"
    assert sheet["F5"].value == "Phòng Tài chính - Kế hoạch; UBMTTQ Việt Nam, UBND các xã, phường"
    assert not sheet.protection.formatColumns
    assert not sheet.protection.autoFilter


def test_choices_are_lists_and_a_list_may_hold_commas() -> None:
    workbook = opened(rendered())
    (validation,) = (v for v in workbook["Nhiệm vụ bổ sung"].data_validations.dataValidation if "A5" in v.sqref)
    sheet, cells = workbook.defined_names[validation.formula1].attr_text.split("!")
    labels = [row[0].value for row in workbook[sheet][cells.replace("$", "")]]
    assert labels[1] == "2. Công khai, minh bạch trong việc ra quyết định ở địa phương"
    assert len(labels) == 8


def test_a_report_shows_what_was_promised() -> None:
    sheet = opened(rendered(a_form(SubmissionKind.REPORT)))["Báo cáo"]
    assert [sheet[cell].value for cell in ("I5", "J5", "K5", "L5")] == [
        "Niêm yết hằng quý",
        "Công khai đủ 04 quý",
        4,
        "quý",
    ]
    assert colour(sheet["L5"]) == GREY


def test_a_report_without_a_subplan_says_so_and_leaves_the_measure_open() -> None:
    sheet = opened(rendered(a_form(SubmissionKind.REPORT, promises={})))["Báo cáo"]
    assert [sheet[cell].value for cell in ("I5", "J5", "K5", "L5")] == ["Đơn vị chưa gửi kế hoạch", None, None, None]
    assert (colour(sheet["I5"]), colour(sheet["L5"])) == (GREY, YELLOW)


def test_a_unit_without_actions_is_pointed_to_the_sheet_for_its_own() -> None:
    definition = a_plan(units=(*a_plan().units, a_department("kt", "Phòng Kinh tế")))
    form = a_form(unit="kt")
    words = [value for row in opened(rendered(form, definition))["Kế hoạch"].values for value in row if value]
    assert words[-1] == 'Đơn vị không có nhiệm vụ được giao trong Kế hoạch; đề nghị ghi ở trang "Nhiệm vụ bổ sung".'
    outcome = filled(form, definition)
    assert (sentences(outcome), outcome.valid_rows, outcome.expected_rows) == ([], 1, 1)


@pytest.mark.parametrize("text", ["=1+1", "+84 900", "- Niêm yết", "@nhóm", "https://example.vn/x"])
def test_text_stays_text_whatever_it_begins_with(text: str) -> None:
    definition = a_plan(actions=(an_action(text=text),))
    cell = opened(rendered(definition=definition))["Kế hoạch"]["D5"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_filled_honestly_is_accepted(kind: SubmissionKind) -> None:
    definition = a_plan(actions=tuple(an_action(f"{n}.1.1") for n in range(1, 9)))
    promises = {f"{n}.1.1": a_promise() for n in range(1, 9)}
    form = a_form(kind, promises=promises if kind is SubmissionKind.REPORT else {})
    outcome = filled(form, definition)
    assert (sentences(outcome), outcome.valid_rows, outcome.expected_rows) == ([], 8, 8)


def test_the_form_goes_back_with_the_units_values_and_its_faults_marked() -> None:
    form = a_form()
    difficulty = {"difficulty__difficulty": "Chưa có đường truyền", "difficulty__proposal": "wifi"}
    outcome = filled(form, None, **{"2.3.1.ends_on": "31/11/2023", "info.signer": "X"}, **difficulty)
    content = rendered(form, rows=outcome.rows, problems=outcome.problems)
    workbook = opened(content)
    marked = {
        f"{sheet.title}!{cell.coordinate}": (cell.value, cell.comment.text)
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert marked == {
        "Thông tin chung!C8": (
            "X",
            "nội dung quá ngắn (1 ký tự). Đề nghị ghi họ và tên người ký, ví dụ Trần Văn D (ít nhất 2 ký tự).",
        ),
        "Kế hoạch!O5": (
            "31/11/2023",
            'đơn vị ghi "31/11/2023". Tháng 11 chỉ có 30 ngày. '
            "Đề nghị ghi lại theo thứ tự ngày/tháng/năm, ví dụ 30/11/2023.",
        ),
        "Khó khăn, kiến nghị!E5": (
            "wifi",
            "nội dung quá ngắn (4 ký tự). Đề nghị ghi rõ đề xuất, kiến nghị (ít nhất 10 ký tự).",
        ),
    }
    assert colour(workbook["Kế hoạch"]["O5"]) == ORANGE
    assert check_raw(read(content), form) == outcome


def test_a_fault_follows_its_row_into_the_fresh_copy() -> None:
    definition = a_plan(actions=(an_action("2.3.1"), an_action("6.3.1")))
    form = a_form()
    workbook = opened(fill_form(rendered(form, definition), changes={"6.3.1.person": "Giang"}))
    workbook["Kế hoạch"].move_range("A6:T6", rows=20)
    output = BytesIO()
    workbook.save(output)
    outcome = check_raw(read(output.getvalue()), form, definition)
    assert [problem.where for problem in outcome.problems] == [
        'Trang "Kế hoạch", ô Q26 (nhiệm vụ 6.3.1, cột "Người phụ trách")'
    ]
    sheet = opened(rendered(form, definition, rows=outcome.rows, problems=outcome.problems))["Kế hoạch"]
    assert sheet["Q6"].comment
    assert sheet["Q6"].value == "Giang"


def test_the_guide_of_a_form_that_goes_back_lists_all_problems() -> None:
    outcome = filled(a_form(), None, **{"2.3.1.person": None})
    workbook = opened(rendered(rows=outcome.rows, problems=outcome.problems))
    assert [row[1] for row in workbook["Hướng dẫn"].values][-2:] == [
        "NỘI DUNG CẦN HOÀN THIỆN (01): ô cần sửa được tô màu cam và có ghi chú.",
        f"1. {outcome.problems[0].sentence()}",
    ]
