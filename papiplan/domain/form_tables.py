"""The sheets of a form as data: every column of the sub-plan's and the report's, in order, as printed.

Not here: what a column is (`form_columns`), nor how a sheet looks in Excel (`documents.forms.form_writing`).
"""

from collections.abc import Iterable, Mapping

from papiplan.domain.form_columns import Column, Need, Sheet, ValueKind
from papiplan.domain.forms import MEASURE_UNITS, ActionStatus, Form, Rhythm
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.publication import DIMENSIONS
from papiplan.domain.units import UnitKind

GUIDE_SHEET = "Hướng dẫn"
INFO_SHEET = "Thông tin chung"
ADDITIONAL_SHEET = "Nhiệm vụ bổ sung"
DIFFICULTY_SHEET = "Khó khăn, kiến nghị"

FREE_ROWS = 10
"""How many rows a unit may fill on each of the two free sheets."""


def _labels(members: Iterable[ActionStatus] | Iterable[Rhythm]) -> dict[str, str]:
    return {member.value: member.label for member in members}


def _same(words: Iterable[str]) -> dict[str, str]:
    return {word: word for word in words}


STATUSES = _labels(status for status in ActionStatus if status is not ActionStatus.UNREPORTED)
_ONE_OF_FOUR = f"chọn một trong bốn giá trị: {'; '.join(STATUSES.values())}"
_ONLY_A_NUMBER = "chỉ ghi số, ví dụ 10 hoặc 97,5; đơn vị tính ghi ở cột L"
_DAY_FIRST = "ghi theo thứ tự ngày/tháng/năm, ví dụ "
_A_COUNT = "ghi số nguyên, ví dụ 4; nếu không có, ghi 0"
WHOLE_PAGE = 2_000
"""Characters of an entry that tells of the unit as a whole."""


_SENDER = (
    Column("unit", "Tên đơn vị"),
    Column("doc_symbol", "Số, ký hiệu văn bản của đơn vị", Need.REQUIRED, ValueKind.SYMBOL,
           ask='ghi số và ký hiệu, ví dụ 57/KH-UBND; nếu chưa có, ghi "chưa có số"'),
    Column("doc_date", "Ngày văn bản", Need.WITH_NUMBERED_SYMBOL, ValueKind.DATE, ask=_DAY_FIRST + "28/6/2023"),
    Column("signer", "Người ký", Need.REQUIRED, ask="ghi họ và tên người ký, ví dụ Trần Văn D", least=2, most=200),
    Column("signer_title", "Chức vụ", Need.REQUIRED, ask="ghi chức vụ người ký, ví dụ Chủ tịch", least=2, most=200),
    Column("contact_name", "Đầu mối: họ tên", Need.REQUIRED, ask="ghi họ và tên đầu mối, ví dụ Lê Thị E", least=2,
           most=200),
    Column("contact_phone", "Đầu mối: điện thoại", Need.REQUIRED, ValueKind.PHONE,
           ask="ghi số điện thoại gồm 9 đến 11 chữ số, ví dụ 0900 000 000"),
    Column("contact_email", "Đầu mối: thư điện tử", Need.OPTIONAL, most=200),
    Column("period", "Kỳ số liệu"),
)  # fmt: skip

_REPORTED_OVERALL = (
    Column("docs_issued", "Số văn bản chỉ đạo, triển khai đã ban hành", Need.REQUIRED, ValueKind.COUNT, ask=_A_COUNT),
    Column("meetings", "Số hội nghị, cuộc họp quán triệt", Need.REQUIRED, ValueKind.COUNT, ask=_A_COUNT),
    Column("communications", "Số tin, bài, buổi tuyên truyền", Need.REQUIRED, ValueKind.COUNT, ask=_A_COUNT),
    Column("self_checks", "Số cuộc tự kiểm tra", Need.REQUIRED, ValueKind.COUNT, ask=_A_COUNT),
    Column("strengths", "Ưu điểm, cách làm hay", Need.OPTIONAL, most=WHOLE_PAGE),
    Column("weaknesses", "Tồn tại, hạn chế; nguyên nhân", Need.REQUIRED, most=WHOLE_PAGE,
           ask='ghi tồn tại, hạn chế và nguyên nhân; nếu không có, ghi "Không có"'),
    Column("next_actions", "Nhiệm vụ trọng tâm thời gian tới", Need.REQUIRED, most=WHOLE_PAGE,
           ask="ghi nhiệm vụ trọng tâm thời gian tới"),
)  # fmt: skip

_GIVEN = (
    Column("no", "STT", width=5),
    Column("action_code", "Mã nhiệm vụ", width=9),
    Column("subdimension", "Nội dung thành phần", width=22),
    Column("action", "Nhiệm vụ, giải pháp được giao", width=34),
    Column("role", "Vai trò của đơn vị", width=13),
    Column("lead_and_support", "Cơ quan chủ trì; phối hợp", width=22),
    Column("target", "Chỉ tiêu được giao", width=18),
    Column("output", "Sản phẩm, kết quả được giao", width=22),
)

_PLANNED = (
    Column("measures", "Việc làm cụ thể của đơn vị (*)", Need.REQUIRED, short="Việc làm cụ thể", least=15, most=1_500,
           ask="ghi rõ việc làm, nơi làm, số lần", width=40),
    Column("unit_target", "Chỉ tiêu của đơn vị (*)", Need.REQUIRED, least=2,
           ask="ghi chỉ tiêu của đơn vị, ví dụ Công khai đủ 04 quý", width=22),
    Column("target_number", "Chỉ tiêu bằng số (nếu có)", Need.OPTIONAL, ValueKind.NUMBER, short="Chỉ tiêu bằng số",
           ask=_ONLY_A_NUMBER, width=10),
    Column("measure_unit", "Đơn vị tính", Need.WITH_TARGET_NUMBER, ValueKind.CHOICE, choices=_same(MEASURE_UNITS),
           width=10),
    Column("rhythm", "Cách thực hiện (*)", Need.REQUIRED, ValueKind.CHOICE, choices=_labels(Rhythm), width=14),
    Column("starts_on", "Ngày bắt đầu (*)", Need.REQUIRED, ValueKind.DATE, ask=_DAY_FIRST + "01/7/2023", width=12),
    Column("ends_on", "Ngày hoàn thành (*)", Need.REQUIRED, ValueKind.DATE, ask=_DAY_FIRST + "31/12/2023", width=12),
    Column("planned_evidence", "Tài liệu kiểm chứng dự kiến (*)", Need.REQUIRED, least=3,
           ask="ghi tài liệu kiểm chứng dự kiến, ví dụ Biên bản niêm yết từng quý", width=26),
    Column("person", "Người phụ trách (*)", Need.REQUIRED, words=2, most=200,
           ask="ghi họ và tên người phụ trách, ví dụ Phạm Văn G"),
    Column("person_title", "Chức danh, bộ phận (*)", Need.REQUIRED, least=2, most=200,
           ask="ghi chức danh, bộ phận, ví dụ Công chức Tài chính - Kế toán"),
    Column("partners", "Đơn vị phối hợp ở địa bàn", Need.OPTIONAL),
    Column("note", "Ghi chú", Need.OPTIONAL),
)  # fmt: skip

_REPORTED = (
    Column("promised", "Việc làm đã đăng ký", width=34),
    Column("unit_target", "Chỉ tiêu đã đăng ký", width=20),
    Column("target_number", "Chỉ tiêu bằng số", kind=ValueKind.NUMBER, width=10),
    Column("measure_unit", "Đơn vị tính", Need.OPTIONAL, ValueKind.CHOICE, choices=_same(MEASURE_UNITS), width=10),
    Column("status", "Tình trạng (*)", Need.REQUIRED, ValueKind.CHOICE, ask=_ONE_OF_FOUR, choices=STATUSES, width=15),
    Column("result", "Kết quả thực hiện (*)", Need.UNLESS_NOT_APPLICABLE, least=15, most=3_000,
           ask="ghi rõ việc đã làm, nơi làm, số lần", width=40),
    Column("result_number", "Kết quả bằng số", Need.WITH_TARGET_NUMBER, ValueKind.NUMBER, ask=_ONLY_A_NUMBER,
           width=10),
    Column("done_on", "Ngày hoàn thành", Need.WHEN_DONE_BY_MILESTONE, ValueKind.DATE, ask=_DAY_FIRST + "30/11/2023",
           width=12),
    Column("evidence", "Tài liệu kiểm chứng: số, ký hiệu, ngày hoặc đường dẫn", Need.WHEN_DONE, least=3, most=1_000,
           short="Tài liệu kiểm chứng",
           ask='ghi số, ký hiệu, ngày văn bản hoặc đường dẫn; nếu không có, ghi "Không có" và giải trình ở cột S',
           width=30),
    Column("evidence_file", "Tên tệp kiểm chứng gửi kèm", Need.OPTIONAL),
    Column("weakness", "Tồn tại, hạn chế, nguyên nhân / giải trình", Need.WHEN_UNFINISHED_OR_UNPROVEN, least=10,
           most=1_500, short="Tồn tại, hạn chế", ask="ghi tồn tại, hạn chế và nguyên nhân, hoặc giải trình", width=30),
    Column("new_due_on", "Thời hạn hoàn thành tiếp theo", Need.WHEN_UNFINISHED, ValueKind.DATE,
           ask=_DAY_FIRST + "30/6/2024", width=12),
    Column("reason_none", "Lý do không phát sinh", Need.WHEN_NOT_APPLICABLE, least=10,
           ask="ghi lý do không phát sinh, ví dụ Trong năm không tổ chức bầu cử trưởng khóm", width=24),
    Column("note", "Ghi chú", Need.OPTIONAL),
)  # fmt: skip

INFO: Mapping[SubmissionKind, Sheet] = {
    SubmissionKind.SUBPLAN: Sheet(INFO_SHEET, _SENDER),
    SubmissionKind.REPORT: Sheet(INFO_SHEET, (*_SENDER, *_REPORTED_OVERALL)),
}
MAIN: Mapping[SubmissionKind, Sheet] = {
    SubmissionKind.SUBPLAN: Sheet(SubmissionKind.SUBPLAN.sheet, (*_GIVEN, *_PLANNED)),
    SubmissionKind.REPORT: Sheet(SubmissionKind.REPORT.sheet, (*_GIVEN, *_REPORTED)),
}

GENERAL = ""
"""The action of a difficulty that concerns none in particular; a unit picks "Chung"."""


def additional_sheet(kind: SubmissionKind, index: str) -> Sheet:
    """The sheet for actions of the unit's own (nhiệm vụ bổ sung); only the report asks how they went."""
    dimensions = {f"D{n}": f"{n}. {name}" for n, name in enumerate(DIMENSIONS, 1)}
    outcome = (
        Column("status", "Tình trạng", Need.OPTIONAL, ValueKind.CHOICE, ask=_ONE_OF_FOUR, choices=STATUSES, width=16),
        Column("result", "Kết quả", Need.OPTIONAL, most=3_000, width=40),
    )
    return Sheet(
        ADDITIONAL_SHEET,
        (
            Column("dimension", f"Nội dung {index}", Need.OPTIONAL, ValueKind.CHOICE, choices=dimensions, width=34),
            Column("action", "Nhiệm vụ của đơn vị", Need.REQUIRED, ask="ghi nhiệm vụ của đơn vị", most=1_500, width=44),
            Column("target", "Chỉ tiêu", Need.OPTIONAL, width=24),
            *(outcome if kind is SubmissionKind.REPORT else ()),
            Column("evidence", "Tài liệu kiểm chứng", Need.OPTIONAL, most=1_000, width=30),
            Column("note", "Ghi chú", Need.OPTIONAL),
        ),
    )


def difficulty_sheet(definition: PlanDefinition, unit: str) -> Sheet:
    """The sheet for difficulties and what the unit asks for, of whom and by when."""
    actions = {GENERAL: "Chung", **_same(action.code for action in definition.actions_of(unit))}
    departments = (unit.name for unit in definition.units if unit.kind is UnitKind.DEPARTMENT)
    addressees = (definition.issuer.short.replace("Ủy ban nhân dân", "UBND"), *departments, "Cấp tỉnh")
    return Sheet(
        DIFFICULTY_SHEET,
        (
            Column("no", "STT", width=6),
            Column("action_code", "Mã nhiệm vụ", Need.OPTIONAL, ValueKind.CHOICE, choices=actions, width=12),
            Column("difficulty", "Khó khăn, vướng mắc", Need.REQUIRED, ask="ghi rõ khó khăn, vướng mắc", least=10,
                   most=1_500, width=40),
            Column("cause", "Nguyên nhân", Need.OPTIONAL, most=1_500, width=30),
            Column("proposal", "Đề xuất, kiến nghị", Need.REQUIRED, ask="ghi rõ đề xuất, kiến nghị", least=10,
                   most=1_500, width=40),
            Column("addressed_to", "Cơ quan được kiến nghị", Need.OPTIONAL, choices=_same(addressees), width=24),
            Column("answer_by", "Mong được trả lời trước ngày", Need.OPTIONAL, ValueKind.DATE,
                   ask=_DAY_FIRST + "30/9/2023", width=14),
        ),
    )  # fmt: skip


def sheets_of(definition: PlanDefinition, form: Form) -> tuple[Sheet, Sheet, Sheet, Sheet]:
    """The sheets that a unit fills, in order: its own entries, the main table, additional actions, difficulties."""
    return (
        INFO[form.kind],
        MAIN[form.kind],
        additional_sheet(form.kind, definition.index),
        difficulty_sheet(definition, form.unit),
    )
