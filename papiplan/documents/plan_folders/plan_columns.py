"""The columns of the plan folder's tables: units, actions, corrected days of the calendar.

Keys are the names of the fields of `Unit` and `Action`, and `history`, which is for the reader of the table alone; a
column may be headed by its key or its Vietnamese label. Not here: reading a table (`plan_tables`).
"""

from datetime import date
from typing import Annotated

from pydantic import ValidationInfo, field_validator, model_validator

from papiplan.documents.plan_folders.plan_fields import Fields, asked
from papiplan.documents.plan_folders.plan_references import GroupRef, Members, UnitRef
from papiplan.documents.plan_folders.plan_values import (
    ActionCode,
    Addresses,
    Code,
    Day,
    Line,
    Words,
    mend,
    one_of,
    whole,
)
from papiplan.domain.units import Duty, UnitKind


class UnitRow(Fields):
    """A row of the table of units."""

    code: Code = asked("Mã đơn vị", "phuong-2", "Chữ thường không dấu, chữ số, dấu gạch nối; mỗi đơn vị một mã.")
    name: Line = asked("Tên chính thức", "Ủy ban nhân dân Phường 2")
    short: Line = asked("Tên gọi tắt", "UBND Phường 2", "Để trống: như tên chính thức.", default="")
    kind: Annotated[
        UnitKind, one_of({**{kind.value: kind for kind in UnitKind}, **{kind.label: kind for kind in UnitKind}})
    ] = asked("Loại đơn vị", "xã, phường", f"Một trong: {'; '.join(kind.label for kind in UnitKind)}.")
    group: GroupRef = asked("Khối", "xa_phuong", "Mã khối đã khai trong thông tin kế hoạch.")
    duty: Annotated[Duty, one_of({**{duty.value: duty for duty in Duty}, **{duty.label: duty for duty in Duty}})] = (
        asked("Trách nhiệm gửi", "phải gửi", f"Một trong: {'; '.join(duty.label for duty in Duty)}.")
    )
    addresses: Addresses = asked(
        "Thư điện tử", "phuong-2@sadec.example", "Nhiều địa chỉ cách nhau bằng dấu chấm phẩy.", default=()
    )
    head_title: Line = asked("Chức danh người đứng đầu", "Chủ tịch Ủy ban nhân dân Phường 2", default="")
    head_name: Line = asked("Họ tên người đứng đầu", default="")
    contact_name: Line = asked("Họ tên đầu mối", default="")
    contact_phone: Line = asked("Điện thoại đầu mối", "0277 000 0002", default="")
    aliases: Words = asked("Tên gọi khác", "P2; UBND P.2", "Cách nhau bằng dấu chấm phẩy.", default=())
    gso_code: Line = asked("Mã đơn vị hành chính", "29911", "Theo Tổng cục Thống kê.", default="")
    valid_from: Day | None = asked("Có từ ngày", "", "Để trống nếu không đổi trong năm.", default=None)
    valid_to: Day | None = asked("Có đến ngày", "", "Ngày cuối trước khi sáp nhập, giải thể.", default=None)
    successor: UnitRef = asked("Mã đơn vị kế thừa", "", "Khi sáp nhập.", default="")

    @field_validator("valid_to")
    @classmethod
    def _ends_after_it_begins(cls, value: date | None, info: ValidationInfo) -> date | None:
        begin = info.data.get("valid_from")
        if value is not None and begin is not None and value < begin:
            raise mend(("ngày cuối sớm hơn ngày đầu", "Kiểm tra hai ngày."))
        return value

    @field_validator("successor")
    @classmethod
    def _is_another_unit(cls, value: str, info: ValidationInfo) -> str:
        if value and value == info.data.get("code"):
            raise mend(("đơn vị không thể kế thừa chính mình", "Ghi mã đơn vị khác, hoặc để trống."))
        if value and "valid_to" in info.data and info.data["valid_to"] is None:
            raise mend(("có đơn vị kế thừa nhưng chưa có ngày cuối", 'Ghi ngày cuối ở cột "Có đến ngày" (valid_to).'))
        return value


class ActionRow(Fields):
    """A row of the table of actions, the plan's appendix."""

    code: ActionCode = asked("Mã nhiệm vụ", "2.3.1")
    dimension: Annotated[int, whole(1, 8)] = asked("Nội dung (1-8)", "2")
    subdimension: Line = asked("Số nội dung thành phần", "2.3")
    subdimension_name: Line = asked("Nội dung thành phần", "Công khai, minh bạch thu, chi ngân sách cấp xã")
    text: Line = asked("Nhiệm vụ, giải pháp", "Công khai dự toán, quyết toán thu, chi ngân sách cấp xã")
    lead: UnitRef = asked("Chủ trì", "tckh", "Một mã đơn vị.")
    on_site: Members = asked(
        "Thực hiện tại địa bàn",
        "xa_phuong",
        "Mã đơn vị hoặc mã khối, cách nhau bằng dấu chấm phẩy; một khối là các đơn vị phải gửi trong khối.",
        default=(),
    )
    support: Members = asked(
        "Phối hợp", "mttq", "Mã đơn vị hoặc mã khối, cách nhau bằng dấu chấm phẩy; không phải báo cáo.", default=()
    )
    partners: Line = asked(
        "Cơ quan phối hợp (như in trong Phụ lục)", "", "Để trống: ghép từ hai cột bên trái.", default=""
    )
    target: Line = asked("Chỉ tiêu", "9/9 xã, phường thực hiện", default="")
    timing: Line = asked("Thời gian thực hiện", "Hằng quý và theo kỳ quyết toán", default="")
    output: Line = asked("Sản phẩm, kết quả", "Biểu công khai ngân sách, biên bản niêm yết", default="")
    indices: Words = asked("Chỉ số được phục vụ", "PAPI; SIPAS", "Để trống: Chỉ số của kế hoạch.", default=())
    history: Line = asked(
        "Kết quả năm trước", "", "Để cán bộ xem khi lập kế hoạch; không in vào văn bản nào.", default=""
    )

    @field_validator("subdimension")
    @classmethod
    def _lies_in_its_dimension(cls, value: str, info: ValidationInfo) -> str:
        dimension = info.data.get("dimension")
        if dimension is not None and value[:1].isdigit() and value.split(".")[0] != str(dimension):
            raise mend((f'"{value}" không thuộc nội dung {dimension}', "Kiểm tra hai cột nội dung."))
        return value

    @model_validator(mode="after")
    def _has_one_role_a_unit(self) -> "ActionRow":
        roles = [("chủ trì", (self.lead,)), ("thực hiện tại địa bàn", self.on_site), ("phối hợp", self.support)]
        twice = [
            (f'"{code}" vừa {first} vừa {second}', "Mỗi đơn vị ghi ở một cột.")
            for n, (first, codes) in enumerate(roles)
            for second, others in roles[n + 1 :]
            for code in codes
            if code in others
        ]
        if twice:
            raise mend(*twice)
        return self


WORKED_LABELS = ["nghỉ", "làm việc"]

_WORKED = {"off": False, "working": True, **dict(zip(WORKED_LABELS, (False, True), strict=True))}


class CalendarRow(Fields):
    """A row of the table of days that correct the public calendar."""

    date: Day = asked("Ngày", "02/01/2026")
    kind: Annotated[bool, one_of(_WORKED)] = asked(
        "Nghỉ hay làm việc", "nghỉ", "nghỉ (off), hoặc làm việc (working): ngày làm bù."
    )
    source: Line = asked("Căn cứ", "Thông báo số 12345/TB-BNV ngày 26/12/2025")
