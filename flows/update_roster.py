"""Bring the roster up to date: the difference first, then the new one in force."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from tasks import artifacts, change_boards, clock, forms, plans, roster
from tasks.amendments import ShownChanges


@operator_flow("Cập nhật đơn vị, đầu mối")
def update_roster(
    plan: str, folder: str, reason: str, actor: str, apply: bool = False, now: datetime | None = None
) -> ShownChanges:
    """Xem danh sách đơn vị mới khác gì; khi áp dụng: đơn vị mới kế thừa việc của đơn vị đã sáp nhập từ ngày sáp nhập.

    Args:
        plan: Mã hoặc số của kế hoạch
        folder: Bảng đơn vị (.csv, .xlsx), hoặc thư mục kế hoạch có bảng đó
        reason: Lý do, căn cứ
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        apply: Áp dụng (không chọn: chỉ xem khác biệt)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        shown = roster.update_roster(plan, folder, reason, actor, apply, now)
        change_boards.show_changes(plan, artifacts.ROSTER, shown)
        if shown.applied:
            forms.make_missing_forms(plan, now)
            tell_and_show(plan, now)
    return shown
