"""The fields of a plan folder: their keys, Vietnamese labels, explanations, examples, and what each may hold.

It reads the folder and it writes the empty one of `papiplan new`. Keys are the names of `PlanDefinition`'s fields.
Not here: the columns of the tables (`plan_columns`), nor rules between fields of different files (`plan_building`).
"""

from datetime import date
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from papiplan.documents.plan_folders.plan_fields import Fields, asked
from papiplan.documents.plan_folders.plan_references import UnitRef
from papiplan.documents.plan_folders.plan_scoring import ScoringFields
from papiplan.documents.plan_folders.plan_targets import KINDS_EXPLAINED, TargetFields, repeated_targets
from papiplan.documents.plan_folders.plan_terms import DeadlineFields, ReminderFields
from papiplan.documents.plan_folders.plan_values import (
    Address,
    Block,
    Code,
    Day,
    Line,
    Lines,
    PlanId,
    TimeOfDay,
    YesNo,
    mend,
    one_of,
    whole,
)
from papiplan.domain.plans import ConsolidateMode, OnTimeBy
from papiplan.domain.publication import GroupBoundary


class AuthorityFields(Fields):
    name: Line = asked("Tên đầy đủ", "Ủy ban nhân dân thành phố Sa Đéc")
    short: Line = asked("Tên gọi tắt trong văn bản", "Ủy ban nhân dân Thành phố")
    symbol: Line = asked("Chữ viết tắt trong số, ký hiệu", "UBND")
    head_lines: Annotated[Lines, Field(min_length=1)] = asked(
        "Tên cơ quan ở góc trái văn bản", "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ SA ĐÉC", "Mỗi dòng in trên một dòng."
    )
    place: Line = asked("Địa danh trước ngày, tháng", "Sa Đéc")


class OperatorFields(Fields):
    code: Code = asked("Mã cán bộ", "nv1", "Dùng khi ghi ai thực hiện một việc.")
    name: Line = asked("Họ và tên", "Nguyễn Thị A")
    title: Line = asked("Chức vụ", "chuyên viên Phòng Nội vụ")
    phone: Line = asked("Điện thoại", "0277 000 0000", "In trong thư để đơn vị liên hệ.")
    email: Address = asked("Thư điện tử", "nv1@sadec.example")


class SignatureFields(Fields):
    authority_lines: Annotated[Lines, Field(min_length=1)] = asked(
        "Thẩm quyền ký", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "Mỗi dòng in trên một dòng."
    )
    name: Line = asked("Họ và tên người ký", "Nguyễn Văn Hôn", default="")


class GroupFields(Fields):
    code: Code = asked("Mã khối", "xa_phuong")
    name: Line = asked("Tên khối", "UBND các xã, phường", "Các đơn vị chỉ được so sánh trong cùng một khối.")


class PlanFields(Fields):
    """The plan's own fields: plan.yaml, or the first sheet of ke-hoach.xlsx."""

    id: PlanId = asked("Mã kế hoạch", "sa-dec-2023", "3 đến 40 chữ thường không dấu, chữ số, dấu gạch nối.")
    year: Annotated[int, whole(2000, 2100)] = asked("Năm của Chỉ số", "2023")
    index: Line = asked("Tên viết tắt của Chỉ số", "PAPI", default="PAPI")
    title: Line = asked("Tên kế hoạch", "Cải thiện kết quả Chỉ số PAPI năm 2023 trên địa bàn thành phố Sa Đéc")
    subject: Line = asked(
        "Trích yếu, đọc sau chữ “về”", "cải thiện kết quả Chỉ số PAPI năm 2023 trên địa bàn thành phố Sa Đéc"
    )
    short: Line = asked("Tên gọi tắt của kế hoạch", "Kế hoạch PAPI năm 2023")
    province: Line = asked("Tỉnh, thành phố được chấm điểm", "Đồng Tháp")
    issuer: AuthorityFields = asked("Cơ quan ban hành")
    coordinator: AuthorityFields = asked("Cơ quan đầu mối (theo dõi, tổng hợp)")
    coordinator_unit: UnitRef = asked("Mã đơn vị của cơ quan đầu mối", "nv", "Một mã trong bảng đơn vị.")
    operators: Annotated[tuple[OperatorFields, ...], Field(min_length=1)] = asked(
        "Cán bộ đầu mối", explanation="Người thứ nhất là đầu mối ghi trong thư; nên có ít nhất hai người."
    )
    signer: SignatureFields = asked("Người ký Kế hoạch")
    report_signer: SignatureFields = asked("Người ký báo cáo tổng hợp")
    parent_plan: Line = asked(
        "Kế hoạch của cấp trên", "Kế hoạch số 184/KH-UBND ngày 22 tháng 5 năm 2023 của Ủy ban nhân dân Tỉnh", default=""
    )
    superior: Line = asked(
        "Cơ quan cấp trên nhận báo cáo của cơ quan ban hành",
        "Ủy ban nhân dân tỉnh Đồng Tháp",
        "Để trống: chỉ lập báo cáo của cơ quan đầu mối; có ghi: lập thêm dự thảo báo cáo của cơ quan ban hành.",
        default="",
    )
    legal_bases: Lines = asked(
        "Căn cứ", "Quyết định số 1389/QĐ-UBND-HC ngày 11 tháng 9 năm 2021", "Mỗi căn cứ một dòng.", default=()
    )
    body: Block = asked(
        "Nội dung Kế hoạch", explanation="Dùng cho dự thảo văn bản; để trống nếu không cần.", default=""
    )
    recipients: Lines = asked("Nơi nhận", "Sở Nội vụ tỉnh Đồng Tháp", "Mỗi nơi nhận một dòng.", default=())
    tell_recipients: YesNo = asked(
        "Gửi thư cho đơn vị được đề nghị phối hợp",
        "không",
        "Thường là không: văn thư đã phát hành Kế hoạch đến Nơi nhận.",
        default=False,
    )
    subplan_rule: DeadlineFields = asked("Thời hạn gửi kế hoạch của đơn vị, kể từ ngày ban hành")
    report_rule: DeadlineFields = asked("Thời hạn gửi báo cáo, kể từ ngày công bố Chỉ số")
    mend_days: Annotated[int, whole(0, 60)] = asked("Số ngày làm việc để hoàn thiện biểu được trả lại", "2", default=2)
    due_time: TimeOfDay = asked(
        "Giờ kết thúc thời hạn trong ngày cuối", "17:00", "Để trống: hết ngày (24:00).", default=None
    )
    on_time_by: Annotated[OnTimeBy, one_of({choice.value: choice for choice in OnTimeBy})] = asked(
        "Phần nào của hồ sơ quyết định đúng hạn",
        "first",
        "first: phần đến trước; signed: bản ký; form: biểu.",
        default=OnTimeBy.FIRST,
    )
    late_notice_days: Annotated[int, whole(1, 60)] = asked(
        "Số ngày làm việc đề xuất khi công bố được ghi nhận muộn",
        "3",
        "Cán bộ quyết định; hệ thống chỉ đề xuất.",
        default=3,
    )
    reminders: ReminderFields = asked(
        "Nhắc hạn, đôn đốc", explanation="Tính bằng ngày làm việc.", default=ReminderFields.model_validate({})
    )
    prepare_on: Day | None = asked(
        "Ngày gửi trước biểu báo cáo",
        "01/3/2024",
        "Để trống: ngày làm việc đầu tiên của tháng 3 năm sau.",
        default=None,
    )
    figures_from: Day = asked("Kỳ số liệu: từ ngày", "15/6/2023")
    figures_to: Day = asked("Kỳ số liệu: đến ngày", "31/12/2023")
    consolidate: Annotated[ConsolidateMode, one_of({mode.value: mode for mode in ConsolidateMode})] = asked(
        "Tổng hợp báo cáo",
        "manual",
        "manual: cán bộ bấm chạy; after_due: tự chạy vào ngày làm việc sau hạn.",
        default=ConsolidateMode.MANUAL,
    )
    targets: tuple[TargetFields, ...] = asked("Chỉ tiêu về kết quả của tỉnh", explanation=KINDS_EXPLAINED, default=())
    group_boundary: Annotated[GroupBoundary, one_of({choice.value: choice for choice in GroupBoundary})] = asked(
        "Tỉnh đúng ở ranh giới hai nhóm thuộc nhóm nào",
        "down",
        "Chỉ dùng khi nhóm chưa được công bố và phải tính toán. up: nhóm trên, như công bố năm 2019; "
        "down: nhóm dưới, như công bố năm 2023.",
        default=GroupBoundary.DOWN,
    )
    scoring: ScoringFields = asked(
        "Thang điểm theo dõi đơn vị", explanation="Để trống: thang điểm mặc định.", default=ScoringFields.default()
    )
    groups: Annotated[tuple[GroupFields, ...], Field(min_length=1)] = asked(
        "Khối đơn vị", explanation="Nhóm đơn vị được so sánh với nhau."
    )
    caveat: Block = asked("Lưu ý in kèm danh sách đơn vị, nhiệm vụ", default="")

    @field_validator("operators")
    @classmethod
    def _each_operator_once(cls, value: tuple[OperatorFields, ...]) -> tuple[OperatorFields, ...]:
        words = [word.casefold() for operator in value for word in {operator.code, operator.name.casefold()}]
        twice = sorted({word for word in words if words.count(word) > 1})
        if twice:
            raise mend(*((f'"{word}" chỉ nhiều cán bộ', "Mã và họ tên mỗi người phải khác nhau.") for word in twice))
        return value

    @field_validator("targets")
    @classmethod
    def _each_target_once(cls, value: tuple[TargetFields, ...]) -> tuple[TargetFields, ...]:
        if repeated := repeated_targets(value):
            raise mend(*repeated)
        return value

    @field_validator("figures_to")
    @classmethod
    def _period_ends_after_it_begins(cls, value: date, info: ValidationInfo) -> date:
        begin = info.data.get("figures_from")
        if begin is not None and value < begin:
            raise mend(
                (f"kỳ số liệu kết thúc ({value:%d/%m/%Y}) trước khi bắt đầu ({begin:%d/%m/%Y})", "Kiểm tra hai ngày.")
            )
        return value
