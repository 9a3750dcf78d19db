"""Checking a filled form: the sentences a unit gets, and what of its words is kept."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from papiplan.domain.form_sheets import cells_of, place_of
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from papiplan.domain.submissions import CheckedForm, RawForm
from papiplan.domain.units import Duty
from papiplan.domain.wrong_forms import wrong_form_problem, wrong_unit_problem
from tests.factories import a_department, a_plan, a_unit, an_action
from tests.raw_forms import FIRST_ROW, a_form, a_promise, a_raw_form, check_raw, checked, sentences

SUBPLAN, REPORT = SubmissionKind.SUBPLAN, SubmissionKind.REPORT

PLAN_ROW = 'Trang "Kế hoạch", ô {cell} (nhiệm vụ 2.3.1, cột "{column}"): '
REPORT_ROW = 'Trang "Báo cáo", ô {cell} (nhiệm vụ 2.3.1, cột "{column}"): '


def in_plan(cell: str, column: str) -> str:
    return PLAN_ROW.format(cell=cell, column=column)


def in_report(cell: str, column: str) -> str:
    return REPORT_ROW.format(cell=cell, column=column)


@pytest.mark.parametrize("kind", FORM_KINDS)
def test_a_rightly_filled_form_has_no_problem(kind: SubmissionKind) -> None:
    outcome = checked(kind)
    assert sentences(outcome) == []
    assert (outcome.valid_rows, outcome.expected_rows) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"ends_on": "31/11/2023"},
            in_plan("O5", "Ngày hoàn thành") + 'đơn vị ghi "31/11/2023". Tháng 11 chỉ có 30 ngày. '
            "Đề nghị ghi lại theo thứ tự ngày/tháng/năm, ví dụ 30/11/2023.",
        ),
        (
            {"person": None},
            in_plan("Q5", "Người phụ trách") + "đang để trống. "
            "Đề nghị ghi họ và tên người phụ trách, ví dụ Phạm Văn G.",
        ),
        (
            {"rhythm": "cả năm"},
            in_plan("M5", "Cách thực hiện") + 'đơn vị ghi "cả năm". '
            "Đề nghị chọn một trong các giá trị: Theo mốc; Thường xuyên; Hằng tháng; Hằng quý; Theo đợt phát sinh.",
        ),
        (
            {"ends_on": date(2023, 6, 30)},
            in_plan("O5", "Ngày hoàn thành") + "30/6/2023 sớm hơn ngày bắt đầu 01/7/2023. Đề nghị kiểm tra lại.",
        ),
        (
            {"ends_on": date(2024, 1, 31)},
            in_plan("O5", "Ngày hoàn thành") + "31/01/2024 nằm ngoài kỳ số liệu (15/6/2023 – 31/12/2023). "
            "Đề nghị kiểm tra lại.",
        ),
        (
            {"starts_on": date(2022, 7, 1)},
            in_plan("N5", "Ngày bắt đầu") + "01/7/2022 nằm ngoài thời gian thực hiện Kế hoạch "
            "(01/01/2023 – 31/12/2023). Đề nghị kiểm tra lại.",
        ),
        (
            {"target_number": "khoảng 10"},
            in_plan("K5", "Chỉ tiêu bằng số") + 'đơn vị ghi "khoảng 10". '
            "Đề nghị chỉ ghi số, ví dụ 10 hoặc 97,5; đơn vị tính ghi ở cột L.",
        ),
        (
            {"measure_unit": None},
            in_plan("L5", "Đơn vị tính") + "đang để trống. Đề nghị chọn một trong các giá trị: %; lần; cuộc; quý; "
            "văn bản; tin bài; người; hộ; hồ sơ; vụ việc; công trình; điểm; khác.",
        ),
        (
            {"measures": "Họp dâ"},
            in_plan("I5", "Việc làm cụ thể") + "nội dung quá ngắn (6 ký tự). "
            "Đề nghị ghi rõ việc làm, nơi làm, số lần (ít nhất 15 ký tự).",
        ),
        (
            {"note": "x" * 1_234},
            in_plan("T5", "Ghi chú") + "nội dung quá dài (1.234 ký tự). Đề nghị rút gọn (nhiều nhất 500 ký tự).",
        ),
        (
            {"person": "Giang"},
            in_plan("Q5", "Người phụ trách") + 'đơn vị ghi "Giang". '
            "Đề nghị ghi họ và tên người phụ trách, ví dụ Phạm Văn G.",
        ),
    ],
)
def test_a_subplan_is_told_what_was_found_and_what_is_allowed(changes: dict[str, Any], sentence: str) -> None:
    assert sentences(checked(SUBPLAN, **changes)) == [sentence]


UNFINISHED = {
    "status": "Đang thực hiện",
    "weakness": "Chưa bố trí được kinh phí",
    "new_due_on": date(2024, 6, 30),
    "result_number": 3.0,
}
NOT_APPLICABLE = {
    "status": "Không phát sinh",
    "result": None,
    "result_number": None,
    "evidence": None,
    "reason_none": "Trong năm không tổ chức bầu cử trưởng khóm",
}


@pytest.mark.parametrize(
    "changes",
    [
        UNFINISHED,
        {**UNFINISHED, "status": "Chưa thực hiện", "result_number": 0.0, "evidence": None},
        NOT_APPLICABLE,
        {"evidence": "Không có", "weakness": "Đã thực hiện nhưng chưa lập biên bản"},
        {"result_number": 5.0},
        {"done_on": "31/12/2023"},
    ],
)
def test_a_report_may_say_how_an_action_stands_in_each_of_its_ways(changes: dict[str, Any]) -> None:
    assert sentences(checked(REPORT, **changes)) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"status": "xong"},
            in_report("M5", "Tình trạng") + 'đơn vị ghi "xong". Đề nghị chọn một trong bốn giá trị: '
            "Hoàn thành; Đang thực hiện; Chưa thực hiện; Không phát sinh.",
        ),
        (
            {"result_number": None},
            in_report("O5", "Kết quả bằng số") + "đang để trống. Nhiệm vụ này có chỉ tiêu bằng số là 4 quý; "
            "đề nghị ghi kết quả bằng số.",
        ),
        (
            {"result_number": 3.0},
            'Trang "Báo cáo", ô M5 và O5 (nhiệm vụ 2.3.1): tình trạng là "Hoàn thành" nhưng kết quả 3 thấp hơn '
            'chỉ tiêu 4 quý. Đề nghị sửa kết quả hoặc chọn "Đang thực hiện" và ghi cột "Tồn tại, hạn chế".',
        ),
        (
            {"result_number": "=1+2"},
            in_report("O5", "Kết quả bằng số") + "ô có công thức nhưng không có giá trị. Đề nghị nhập trực tiếp số.",
        ),
        (
            {"evidence": None},
            in_report("Q5", "Tài liệu kiểm chứng") + 'đang để trống. Nhiệm vụ ghi "Hoàn thành" cần số, ký hiệu, '
            'ngày văn bản hoặc đường dẫn; nếu không có, ghi "Không có" và giải trình ở cột S.',
        ),
        (
            {"evidence": "không có"},
            in_report("S5", "Tồn tại, hạn chế") + "đang để trống. "
            "Đề nghị ghi tồn tại, hạn chế và nguyên nhân, hoặc giải trình.",
        ),
        (
            {**UNFINISHED, "new_due_on": None},
            in_report("T5", "Thời hạn hoàn thành tiếp theo") + "đang để trống. "
            "Đề nghị ghi theo thứ tự ngày/tháng/năm, ví dụ 30/6/2024.",
        ),
        (
            {**UNFINISHED, "new_due_on": date(2023, 12, 31)},
            in_report("T5", "Thời hạn hoàn thành tiếp theo") + "31/12/2023 không sau kỳ số liệu "
            "(15/6/2023 – 31/12/2023). Đề nghị ghi thời hạn sau ngày 31/12/2023.",
        ),
        (
            {**NOT_APPLICABLE, "reason_none": None},
            in_report("U5", "Lý do không phát sinh") + "đang để trống. "
            "Đề nghị ghi lý do không phát sinh, ví dụ Trong năm không tổ chức bầu cử trưởng khóm.",
        ),
        (
            {"done_on": date(2024, 3, 1)},
            in_report("P5", "Ngày hoàn thành") + "01/3/2024 nằm ngoài kỳ số liệu (15/6/2023 – 31/12/2023). "
            "Đề nghị kiểm tra lại.",
        ),
    ],
)
def test_a_report_is_told_what_was_found_and_what_is_allowed(changes: dict[str, Any], sentence: str) -> None:
    assert sentences(checked(REPORT, **changes)) == [sentence]


@pytest.mark.parametrize(("rhythm", "asked"), [("milestone", True), ("quarterly", False), ("", False)])
def test_only_an_action_promised_by_a_milestone_owes_the_day_it_was_done(rhythm: str, asked: bool) -> None:
    form = a_form(REPORT, promises={"2.3.1": a_promise(rhythm=rhythm)})
    assert bool(sentences(checked(REPORT, form=form))) == asked


def test_all_problems_of_all_rows_are_told_at_once() -> None:
    definition = a_plan(actions=(an_action("2.3.1"), an_action("5.1.1"), an_action("6.1.1")))
    outcome = checked(definition=definition, person=None, rhythm="cả năm", info={"signer": None})
    assert [cells_of(problem.where) for problem in outcome.problems] == [
        ("Thông tin chung", ("C8",)),
        ("Kế hoạch", ("M5",)),
        ("Kế hoạch", ("Q5",)),
    ]
    assert (outcome.valid_rows, outcome.expected_rows) == (2, 3)


def test_an_unreadable_status_does_not_ask_for_what_depends_on_it() -> None:
    outcome = checked(REPORT, status="không ps", result=None, result_number=None, evidence=None)
    assert [problem.where for problem in outcome.problems][:1] == [
        'Trang "Báo cáo", ô M5 (nhiệm vụ 2.3.1, cột "Tình trạng")'
    ]
    assert not any('cột "Kết quả thực hiện"' in problem.where for problem in outcome.problems)


def test_an_untouched_row_is_asked_for_all_that_every_status_needs() -> None:
    blank = dict.fromkeys(("status", "result", "result_number", "evidence"))
    wheres = [problem.where for problem in checked(REPORT, **blank).problems]
    assert [cells_of(where)[1] for where in wheres] == [("M5",), ("N5",), ("O5",)]


# Thông tin chung


@pytest.mark.parametrize(
    ("info", "sentence"),
    [
        (
            {"doc_symbol": "KH-UBND"},
            'ô C6 (mục "Số, ký hiệu văn bản của đơn vị"): đơn vị ghi "KH-UBND". '
            'Đề nghị ghi số và ký hiệu, ví dụ 57/KH-UBND; nếu chưa có, ghi "chưa có số".',
        ),
        (
            {"doc_date": date(2023, 7, 5)},
            'ô C7 (mục "Ngày văn bản"): 05/7/2023 sau ngày gửi (29/6/2023). Đề nghị kiểm tra lại.',
        ),
        (
            {"contact_phone": "0900 0000"},
            'ô C11 (mục "Đầu mối: điện thoại"): đơn vị ghi "0900 0000". '
            "Đề nghị ghi số điện thoại gồm 9 đến 11 chữ số, ví dụ 0900 000 000.",
        ),
    ],
)
def test_entries_about_the_sender_are_checked(info: dict[str, Any], sentence: str) -> None:
    assert sentences(checked(info=info)) == [f'Trang "Thông tin chung", {sentence}']


def test_a_document_that_is_not_numbered_yet_needs_no_date() -> None:
    outcome = checked(info={"doc_symbol": "Chưa có số", "doc_date": None})
    assert sentences(outcome) == []
    assert outcome.rows[0].values["doc_symbol"] == "chưa có số"


def test_a_document_older_than_the_plan_is_a_warning_for_the_operator_only() -> None:
    outcome = checked(info={"doc_date": date(2023, 6, 1)})
    assert outcome.problems == ()
    assert [warning.what for warning in outcome.warnings] == ["01/6/2023 sớm hơn ngày ban hành Kế hoạch (15/6/2023)"]


@pytest.mark.parametrize("count", [-1.0, 2.5, "vài cuộc", True])
def test_counts_are_whole_numbers_from_zero(count: object) -> None:
    (problem,) = checked(REPORT, info={"meetings": count}).problems
    assert problem.where == 'Trang "Thông tin chung", ô C15 (mục "Số hội nghị, cuộc họp quán triệt")'
    assert problem.how_to_fix == "Đề nghị ghi số nguyên, ví dụ 4; nếu không có, ghi 0."


# Rows, sheets and columns that moved or went


def moved(raw: RawForm, sheet: str, rows: dict[int, int]) -> RawForm:
    cells = {(rows.get(row, row), column): value for (row, column), value in raw.sheets[sheet].items()}
    return replace(raw, sheets={**raw.sheets, sheet: cells})


def without(raw: RawForm, sheet: str, *, row: int = 0, column: int = 0) -> RawForm:
    cells = {place: value for place, value in raw.sheets[sheet].items() if row != place[0] and column != place[1]}
    return replace(raw, sheets={**raw.sheets, sheet: cells})


TWO_ACTIONS = a_plan(actions=(an_action("2.3.1"), an_action("6.3.1")))


def test_rows_may_be_reordered_and_spread_apart() -> None:
    form = a_form()
    raw = moved(a_raw_form(form, TWO_ACTIONS), "Kế hoạch", {FIRST_ROW: 30, FIRST_ROW + 1: 8})
    outcome = check_raw(raw, form, TWO_ACTIONS)
    assert sentences(outcome) == []
    assert [(row.action, row.row, row.cells["ends_on"]) for row in outcome.rows[1:]] == [
        ("2.3.1", 30, "O30"),
        ("6.3.1", 8, "O8"),
    ]


def test_a_removed_row_is_a_problem() -> None:
    form = a_form()
    outcome = check_raw(without(a_raw_form(form, TWO_ACTIONS), "Kế hoạch", row=FIRST_ROW + 1), form, TWO_ACTIONS)
    assert sentences(outcome) == [
        'Trang "Kế hoạch": thiếu dòng của nhiệm vụ 6.3.1. Đề nghị dùng lại tệp gửi kèm thư này, không xóa dòng.'
    ]
    assert (outcome.valid_rows, outcome.expected_rows) == (1, 2)


def test_a_repeated_row_is_a_problem() -> None:
    form = a_form()
    raw = a_raw_form(form)
    cells = dict(raw.sheets["Kế hoạch"])
    cells |= {(20, column): value for (row, column), value in cells.items() if row == FIRST_ROW}
    outcome = check_raw(replace(raw, sheets={**raw.sheets, "Kế hoạch": cells}), form)
    assert sentences(outcome) == [
        'Trang "Kế hoạch", ô B5 và B20: nhiệm vụ 2.3.1 có 02 dòng. '
        "Đề nghị dùng lại tệp gửi kèm thư này, không thêm dòng."
    ]


def test_what_is_written_for_an_action_of_others_is_not_lost_unsaid() -> None:
    form = a_form()
    raw = a_raw_form(form)
    cells = {**raw.sheets["Kế hoạch"], (20, 2): "9.9.9", (20, 9): "Làm thêm việc khác"}
    outcome = check_raw(replace(raw, sheets={**raw.sheets, "Kế hoạch": cells}), form)
    assert sentences(outcome) == [
        'Trang "Kế hoạch", ô B20: có nội dung ở dòng của nhiệm vụ không giao cho đơn vị (9.9.9). '
        'Đề nghị ghi việc ngoài danh sách ở trang "Nhiệm vụ bổ sung".'
    ]


@pytest.mark.parametrize("sheet", ["Thông tin chung", "Kế hoạch", "Nhiệm vụ bổ sung", "Khó khăn, kiến nghị"])
def test_a_removed_sheet_is_a_problem(sheet: str) -> None:
    form = a_form()
    raw = a_raw_form(form)
    outcome = check_raw(replace(raw, sheets={n: c for n, c in raw.sheets.items() if n != sheet}), form)
    assert sentences(outcome) == [
        f'Trang "{sheet}": thiếu trang này. Đề nghị dùng lại tệp gửi kèm thư này, không đổi tên, không xóa trang.'
    ]


def test_a_removed_column_is_one_problem_and_makes_every_row_incomplete() -> None:
    form = a_form()
    outcome = check_raw(without(a_raw_form(form), "Kế hoạch", column=13), form)
    assert sentences(outcome) == [
        'Trang "Kế hoạch": thiếu cột "Cách thực hiện". '
        "Đề nghị dùng lại tệp gửi kèm thư này, không đổi tên, không xóa các trang, cột."
    ]
    assert outcome.valid_rows == 0


def test_what_a_unit_changed_in_a_locked_cell_does_not_count() -> None:
    outcome = checked(REPORT, target_number=1.0, unit_target="ít hơn", promised="x", result_number=4.0)
    assert outcome.problems == ()
    (row,) = (row for row in outcome.rows if row.action)
    assert (row.values["target_number"], row.values["unit_target"]) == (4.0, "Công khai đủ 04 quý")


def test_the_measure_of_a_report_is_the_units_own_where_the_subplan_named_none() -> None:
    form = a_form(REPORT, promises={"2.3.1": a_promise(target_number=None, measure_unit="")})
    outcome = checked(REPORT, form=form, result_number=7.0, measure_unit="cuộc")
    (row,) = (row for row in outcome.rows if row.action)
    assert (row.values["measure_unit"], row.values["result_number"]) == ("cuộc", 7.0)


# Free sheets


def test_free_rows_count_only_where_something_is_written() -> None:
    dimension = "2. công khai, minh bạch trong việc ra quyết định ở địa phương"
    additional = {"action": "Tập huấn cho cán bộ khóm", "dimension": dimension}
    outcome = checked(difficulty={"no": 1.0}, additional=additional)
    assert outcome.problems == ()
    assert [(row.sheet, dict(row.values)) for row in outcome.rows[2:]] == [
        (
            "Nhiệm vụ bổ sung",
            {
                "dimension": "D2",
                "action": "Tập huấn cho cán bộ khóm",
                "target": None,
                "evidence": None,
                "note": None,
            },
        )
    ]


def test_a_difficulty_is_told_with_what_is_asked_for_it() -> None:
    difficulty = {
        "action_code": "chung",
        "difficulty": "Trụ sở khóm 3 chưa có đường truyền",
        "proposal": "Đề nghị hỗ trợ lắp wifi công cộng",
        "addressed_to": "Phòng Văn hóa và Thông tin",
        "answer_by": "30/9/2023",
    }
    (row,) = (row for row in checked(difficulty=difficulty).rows if row.sheet == "Khó khăn, kiến nghị")
    assert (row.values["action_code"], row.values["answer_by"]) == ("", "2023-09-30")
    (problem,) = checked(difficulty={**difficulty, "proposal": None}).problems
    assert problem.where == 'Trang "Khó khăn, kiến nghị", ô E5 (cột "Đề xuất, kiến nghị")'


def test_a_unit_without_actions_owes_one_of_its_own() -> None:
    definition = a_plan(units=(*a_plan().units, a_department("kt", "Phòng Kinh tế", duty=Duty.OBLIGED)))
    form = a_form(unit="kt")
    nothing = checked(form=form, definition=definition)
    assert sentences(nothing) == [
        'Trang "Nhiệm vụ bổ sung": đang để trống. Đơn vị không có nhiệm vụ được giao trong Kế hoạch; '
        "đề nghị ghi ít nhất một nhiệm vụ của đơn vị."
    ]
    assert (nothing.valid_rows, nothing.expected_rows) == (0, 1)
    something = checked(form=form, definition=definition, additional={"action": "Hỗ trợ hộ kinh doanh"})
    assert (something.problems, something.valid_rows) == ((), 1)


# What is kept


def test_values_are_kept_by_field_as_identifiers_numbers_and_iso_dates() -> None:
    info, row = checked(ends_on="31.12.2023", info={"contact_phone": 900000000.0}).rows
    assert (info.sheet, info.row, info.values["contact_phone"]) == ("Thông tin chung", 0, "900000000")
    assert (row.sheet, row.action, row.row) == ("Kế hoạch", "2.3.1", FIRST_ROW)
    assert {f: row.values[f] for f in ("rhythm", "starts_on", "ends_on", "target_number", "measure_unit")} == {
        "rhythm": "quarterly",
        "starts_on": "2023-07-01",
        "ends_on": "2023-12-31",
        "target_number": 4.0,
        "measure_unit": "quý",
    }
    assert row.values["partners"] is None


def test_counts_are_kept_as_whole_numbers() -> None:
    value = checked(REPORT).rows[0].values["communications"]
    assert (value, type(value)) == (12, int)


def test_of_a_faulty_cell_the_units_own_words_are_kept() -> None:
    row = checked(ends_on="31/11/2023", target_number="khoảng 10").rows[1]
    assert (row.values["ends_on"], row.values["target_number"]) == ("31/11/2023", "khoảng 10")


@pytest.mark.parametrize(("sheet", "cells"), [("Kế hoạch", ("O9",)), ("Báo cáo", ("M9", "O9")), ("Kế hoạch", ())])
def test_the_cells_of_a_problem_are_found_again_in_its_place(sheet: str, cells: tuple[str, ...]) -> None:
    assert cells_of(place_of(sheet, cells)) == (sheet, cells)


# Files that are not the form that was awaited


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (
            "PAPI2022-PHUONG-4-BC-v1",
            'Tệp "bao cao 2022.xlsx" là biểu của Kế hoạch năm 2022. Đề nghị dùng biểu năm 2023 gửi kèm thư này.',
        ),
        (
            "PAPI2023-PHUONG-9-BC-v1",
            'Tệp "bao cao 2022.xlsx" là biểu của kế hoạch khác (mã biểu PAPI2023-PHUONG-9-BC-v1). '
            "Đề nghị dùng biểu năm 2023 gửi kèm thư này.",
        ),
        (
            "",
            'Tệp "bao cao 2022.xlsx" không phải là biểu của Kế hoạch năm 2023. '
            "Đề nghị dùng biểu năm 2023 gửi kèm thư này.",
        ),
    ],
)
def test_a_wrong_form_is_told_what_it_is(code: str, sentence: str) -> None:
    problem = wrong_form_problem("bao cao 2022.xlsx", RawForm("", code, {}), a_plan())
    assert problem.sentence() == sentence


def test_a_form_from_another_units_address_is_told_whose_it_is() -> None:
    owner, sender = a_unit(name="Ủy ban nhân dân Phường 4"), a_unit(name="Ủy ban nhân dân Phường 2")
    assert wrong_unit_problem(owner, sender).sentence() == (
        "Tệp là biểu của Ủy ban nhân dân Phường 4, được gửi từ địa chỉ của Ủy ban nhân dân Phường 2. "
        "Đề nghị kiểm tra và gửi đúng biểu của đơn vị."
    )


def test_a_form_of_an_unknown_shape_is_checked_all_the_same() -> None:
    outcome: CheckedForm = check_raw(RawForm("", "", {}), a_form())
    assert len(outcome.problems) == 4
