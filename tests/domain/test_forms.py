"""Codes, file names and the columns of the forms, as printed."""

import pytest

from papiplan.domain.form_columns import Need, Sheet, ValueKind, column_letter
from papiplan.domain.form_rules import NEEDED
from papiplan.domain.form_tables import INFO, MAIN, STATUSES, additional_sheet, difficulty_sheet
from papiplan.domain.forms import Rhythm, form_code, form_file_name
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from tests.factories import a_plan

SUBPLAN, REPORT = SubmissionKind.SUBPLAN, SubmissionKind.REPORT

SUBPLAN_TITLES = """
A no STT
B action_code Mã nhiệm vụ
C subdimension Nội dung thành phần
D action Nhiệm vụ, giải pháp được giao
E role Vai trò của đơn vị
F lead_and_support Cơ quan chủ trì; phối hợp
G target Chỉ tiêu được giao
H output Sản phẩm, kết quả được giao
I measures Việc làm cụ thể của đơn vị (*)
J unit_target Chỉ tiêu của đơn vị (*)
K target_number Chỉ tiêu bằng số (nếu có)
L measure_unit Đơn vị tính
M rhythm Cách thực hiện (*)
N starts_on Ngày bắt đầu (*)
O ends_on Ngày hoàn thành (*)
P planned_evidence Tài liệu kiểm chứng dự kiến (*)
Q person Người phụ trách (*)
R person_title Chức danh, bộ phận (*)
S partners Đơn vị phối hợp ở địa bàn
T note Ghi chú
"""
REPORT_TITLES = """
I promised Việc làm đã đăng ký
J unit_target Chỉ tiêu đã đăng ký
K target_number Chỉ tiêu bằng số
L measure_unit Đơn vị tính
M status Tình trạng (*)
N result Kết quả thực hiện (*)
O result_number Kết quả bằng số
P done_on Ngày hoàn thành
Q evidence Tài liệu kiểm chứng: số, ký hiệu, ngày hoặc đường dẫn
R evidence_file Tên tệp kiểm chứng gửi kèm
S weakness Tồn tại, hạn chế, nguyên nhân / giải trình
T new_due_on Thời hạn hoàn thành tiếp theo
U reason_none Lý do không phát sinh
V note Ghi chú
"""
GIVEN_COLUMNS = 8


def printed(sheet: Sheet) -> list[str]:
    return [f"{sheet.letter(column.field)} {column.field} {column.title}" for column in sheet.columns]


def test_the_subplan_has_its_columns_as_printed() -> None:
    assert printed(MAIN[SUBPLAN]) == SUBPLAN_TITLES.strip().splitlines()


def test_the_report_repeats_what_was_given_and_adds_its_own_columns() -> None:
    given = SUBPLAN_TITLES.strip().splitlines()[:GIVEN_COLUMNS]
    assert printed(MAIN[REPORT]) == given + REPORT_TITLES.strip().splitlines()


def test_the_report_asks_for_seven_entries_more_than_the_subplan() -> None:
    assert len(INFO[REPORT].columns) == len(INFO[SUBPLAN].columns) + 7


def test_only_the_report_asks_how_additional_actions_went() -> None:
    titles = [column.title for column in additional_sheet(REPORT, "PAPI").columns]
    assert titles == [
        "Nội dung PAPI",
        "Nhiệm vụ của đơn vị",
        "Chỉ tiêu",
        "Tình trạng",
        "Kết quả",
        "Tài liệu kiểm chứng",
        "Ghi chú",
    ]
    assert [column.field for column in additional_sheet(SUBPLAN, "PAPI").columns] == [
        "dimension",
        "action",
        "target",
        "evidence",
        "note",
    ]


def test_difficulties_name_an_action_of_the_unit_or_none_and_an_authority_of_the_plan() -> None:
    sheet = difficulty_sheet(a_plan(), "phuong-2")
    assert list(sheet.column("action_code").choices.values()) == ["Chung", "2.3.1"]
    assert list(sheet.column("addressed_to").choices) == [
        "UBND Thành phố",
        "Phòng Nội vụ",
        "Phòng Tài chính - Kế hoạch",
        "Cấp tỉnh",
    ]


@pytest.mark.parametrize("kind", FORM_KINDS)
def test_a_star_is_printed_on_what_is_asked_of_every_row(kind: SubmissionKind) -> None:
    for column in MAIN[kind].columns:
        starred = column.need in (Need.REQUIRED, Need.UNLESS_NOT_APPLICABLE)
        assert column.title.endswith("(*)") == starred, column.field


def test_every_need_has_a_rule_and_every_choice_its_words() -> None:
    assert set(NEEDED) == set(Need)
    for sheet in (*MAIN.values(), *INFO.values(), additional_sheet(REPORT, "PAPI")):
        for column in sheet.columns:
            assert column.need is Need.LOCKED or column.kind is not ValueKind.CHOICE or column.choices, column.field


def test_statuses_and_rhythms_have_the_words_of_the_forms() -> None:
    assert list(STATUSES.values()) == ["Hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Không phát sinh"]
    assert [r.label for r in Rhythm] == [
        "Theo mốc",
        "Thường xuyên",
        "Hằng tháng",
        "Hằng quý",
        "Theo đợt phát sinh",
    ]


@pytest.mark.parametrize(
    ("kind", "version", "code", "file_name"),
    [
        (SUBPLAN, 1, "PAPI2023-PHUONG-2-KH-v1", "PAPI2023_PHUONG-2_KE-HOACH_v1.xlsx"),
        (REPORT, 2, "PAPI2023-PHUONG-2-BC-v2", "PAPI2023_PHUONG-2_BAO-CAO_v2.xlsx"),
    ],
)
def test_a_form_is_named_after_year_unit_kind_and_version(
    kind: SubmissionKind, version: int, code: str, file_name: str
) -> None:
    assert form_code("PAPI", 2023, "phuong-2", kind, version) == code
    assert form_file_name("PAPI", 2023, "phuong-2", kind, version) == file_name


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (100, "CV"), (16_384, "XFD")])
def test_columns_are_lettered_as_in_excel(number: int, letters: str) -> None:
    assert column_letter(number) == letters
