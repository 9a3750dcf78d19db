"""The sentences of the cross checks, word for word as units are to read them, however the row's number falls."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from papiplan.domain.forms import Promise
from papiplan.domain.plans import SubmissionKind
from tests.factories import a_plan, an_action
from tests.raw_forms import FIRST_ROW, a_form, a_promise, a_raw_form, check_raw, checked, sentences

SUBPLAN, REPORT = SubmissionKind.SUBPLAN, SubmissionKind.REPORT

CROSS_CHECKS = [
    (
        REPORT,
        {"status": "xong"},
        'ô M5 (nhiệm vụ 2.3.1, cột "Tình trạng"): đơn vị ghi "xong". Đề nghị chọn một trong bốn giá trị: Hoàn thành; '
        "Đang thực hiện; Chưa thực hiện; Không phát sinh.",
    ),
    (
        REPORT,
        {"result_number": None},
        'ô O5 (nhiệm vụ 2.3.1, cột "Kết quả bằng số"): đang để trống. Nhiệm vụ này có chỉ tiêu bằng số là 4 quý; '
        "đề nghị ghi kết quả bằng số.",
    ),
    (
        REPORT,
        {"result_number": 3.0},
        'ô M5 và O5 (nhiệm vụ 2.3.1): tình trạng là "Hoàn thành" nhưng kết quả 3 thấp hơn chỉ tiêu 4 quý. Đề nghị sửa '
        'kết quả hoặc chọn "Đang thực hiện" và ghi cột "Tồn tại, hạn chế".',
    ),
    (
        SUBPLAN,
        {"starts_on": "31/6/2023"},
        'ô N5 (nhiệm vụ 2.3.1, cột "Ngày bắt đầu"): đơn vị ghi "31/6/2023". Tháng 6 chỉ có 30 ngày. '
        "Đề nghị ghi lại theo thứ tự ngày/tháng/năm, ví dụ 30/6/2023.",
    ),
    (
        SUBPLAN,
        {"ends_on": "30/6/2023"},
        'ô O5 (nhiệm vụ 2.3.1, cột "Ngày hoàn thành"): 30/6/2023 sớm hơn ngày bắt đầu 01/7/2023. Đề nghị kiểm tra lại.',
    ),
    (
        REPORT,
        {"evidence": None},
        'ô Q5 (nhiệm vụ 2.3.1, cột "Tài liệu kiểm chứng"): đang để trống. Nhiệm vụ ghi "Hoàn thành" cần số, ký hiệu, '
        'ngày văn bản hoặc đường dẫn; nếu không có, ghi "Không có" và giải trình ở cột S.',
    ),
    (
        SUBPLAN,
        {"target_number": "khoảng 10"},
        'ô K5 (nhiệm vụ 2.3.1, cột "Chỉ tiêu bằng số"): đơn vị ghi "khoảng 10". Đề nghị chỉ ghi số, ví dụ 10 hoặc '
        "97,5; đơn vị tính ghi ở cột L.",
    ),
    (
        SUBPLAN,
        {"measures": "Họp dâ"},
        'ô I5 (nhiệm vụ 2.3.1, cột "Việc làm cụ thể"): nội dung quá ngắn (6 ký tự). Đề nghị ghi rõ việc làm, nơi làm, '
        "số lần (ít nhất 15 ký tự).",
    ),
    (
        REPORT,
        {"result_number": "=SUM(A1)"},
        'ô O5 (nhiệm vụ 2.3.1, cột "Kết quả bằng số"): ô có công thức nhưng không có giá trị. '
        "Đề nghị nhập trực tiếp số.",
    ),
    # The three of the mail that gives a form back.
    (
        SUBPLAN,
        {"ends_on": "31/11/2023"},
        'ô O5 (nhiệm vụ 2.3.1, cột "Ngày hoàn thành"): đơn vị ghi "31/11/2023". Tháng 11 chỉ có 30 ngày. '
        "Đề nghị ghi lại theo thứ tự ngày/tháng/năm, ví dụ 30/11/2023.",
    ),
    (
        SUBPLAN,
        {"person": None},
        'ô Q5 (nhiệm vụ 2.3.1, cột "Người phụ trách"): đang để trống. Đề nghị ghi họ và tên người phụ trách, '
        "ví dụ Phạm Văn G.",
    ),
    (
        SUBPLAN,
        {"rhythm": "cả năm"},
        'ô M5 (nhiệm vụ 2.3.1, cột "Cách thực hiện"): đơn vị ghi "cả năm". Đề nghị chọn một trong các giá trị: '
        "Theo mốc; Thường xuyên; Hằng tháng; Hằng quý; Theo đợt phát sinh.",
    ),
]


@pytest.mark.parametrize(("kind", "changes", "sentence"), CROSS_CHECKS, ids=[case[2][:34] for case in CROSS_CHECKS])
def test_each_cross_check_is_told_in_its_own_words(
    kind: SubmissionKind, changes: dict[str, Any], sentence: str
) -> None:
    assert sentences(checked(kind, **changes)) == [f'Trang "{kind.sheet}", {sentence}']


def test_a_row_that_was_deleted_is_told_by_its_action() -> None:
    form = a_form()
    definition = a_plan(actions=(an_action("2.3.1"), an_action("6.3.1")))
    raw = a_raw_form(form, definition)
    kept = {place: value for place, value in raw.sheets["Kế hoạch"].items() if place[0] != FIRST_ROW + 1}
    outcome = check_raw(replace(raw, sheets={**raw.sheets, "Kế hoạch": kept}), form, definition)
    assert sentences(outcome) == [
        'Trang "Kế hoạch": thiếu dòng của nhiệm vụ 6.3.1. Đề nghị dùng lại tệp gửi kèm thư này, không xóa dòng.'
    ]


def test_every_problem_of_every_row_and_sheet_is_told_at_once() -> None:
    form = a_form()
    definition = a_plan(actions=tuple(an_action(f"{number}.1.1") for number in range(1, 9)))
    raw = a_raw_form(form, definition, info={"signer": None}, difficulty={"proposal": "wifi"})
    cells = dict(raw.sheets["Kế hoạch"])
    for row in range(FIRST_ROW, FIRST_ROW + 8):
        cells |= {(row, 13): "cả năm", (row, 14): "31/6/2023", (row, 17): "Giang"}
    outcome = check_raw(replace(raw, sheets={**raw.sheets, "Kế hoạch": cells}), form, definition)
    assert len(outcome.problems) == 1 + 3 * 8 + 2
    assert (outcome.valid_rows, outcome.expected_rows) == (0, 8)


NOT_ARISEN = {
    "status": "Không phát sinh",
    "result": None,
    "result_number": None,
    "reason_none": "Trong năm không tổ chức bầu cử trưởng khóm",
}


@pytest.mark.parametrize(
    ("changes", "promise", "faulty"),
    [
        ({"evidence": "Không có"}, {}, ["weakness"]),
        ({"evidence": "khong co"}, {}, ["weakness"]),
        ({"evidence": "Không"}, {}, ["weakness"]),
        ({"evidence": "---"}, {}, ["weakness"]),
        ({"evidence": "không có.", "weakness": "Chưa kịp lập biên bản"}, {}, []),
        ({**NOT_ARISEN, "evidence": None}, {}, []),
        ({**NOT_ARISEN, "evidence": "Không có"}, {}, []),
        ({**NOT_ARISEN, "evidence": None, "reason_none": None}, {}, ["reason_none"]),
        ({"status": "Chưa thực hiện"}, {}, ["weakness", "new_due_on"]),
        ({}, {"rhythm": "milestone"}, ["done_on"]),
        ({"done_on": date(2023, 11, 30)}, {"rhythm": "milestone"}, []),
        ({"result_number": None}, {"target_number": None, "measure_unit": ""}, []),
    ],
    ids=["no-proof-unexplained", "no-proof-bare-letters", "no-proof-one-word", "no-proof-dashes", "no-proof-explained",
         "not-arisen", "not-arisen-without-proof", "not-arisen-unexplained", "unfinished", "by-milestone-without-day",
         "by-milestone", "without-target"],
)  # fmt: skip
def test_what_a_status_asks_for(changes: dict[str, Any], promise: dict[str, Any], faulty: list[str]) -> None:
    promised: dict[str, Promise] = {"2.3.1": a_promise(**promise)}
    outcome = checked(REPORT, form=a_form(REPORT, promises=promised), **changes)
    (row,) = (row for row in outcome.rows if row.action)
    assert [problem.where.split(",")[1].split()[1] for problem in outcome.problems] == [row.cells[f] for f in faulty]
