"""Amend: the difference first, then a new version in force, with new forms for the units that it concerns."""

from datetime import date, datetime

from flows.running import operator_flow, tagged, tell_and_show
from tasks import amendments, artifacts, change_boards, clock, forms, plans
from tasks.amendments import ShownChanges


@operator_flow("Điều chỉnh kế hoạch")
def amend_plan(
    plan: str,
    folder: str,
    number: str,
    on: date,
    reason: str,
    actor: str,
    apply: bool = False,
    now: datetime | None = None,
) -> ShownChanges:
    """Xem kế hoạch điều chỉnh khác gì; khi áp dụng: lập lại biểu có thay đổi, thông báo cho đúng đơn vị có thay đổi.

    Args:
        plan: Mã hoặc số của kế hoạch
        folder: Thư mục kế hoạch sau điều chỉnh (đường dẫn đầy đủ, hoặc tính từ thư mục dữ liệu của papiplan)
        number: Số, ký hiệu văn bản điều chỉnh
        on: Ngày văn bản điều chỉnh
        reason: Lý do điều chỉnh
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        apply: Áp dụng (không chọn: chỉ xem khác biệt)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        taken = plans.take_folder(folder)
        shown = amendments.amend_plan(plan, taken, number, on, reason, actor, apply, now)
        change_boards.show_changes(plan, artifacts.AMENDMENT, shown)
        if shown.applied:
            forms.make_missing_forms(plan, now)
            tell_and_show(plan, now)
    return shown
