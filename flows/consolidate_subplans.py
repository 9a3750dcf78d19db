"""Consolidate the sub-plans: who sent, what was promised, what nobody planned."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from tasks import artifacts, clock, plans, subplan_consolidations
from tasks.artifacts import SendingSummary


@operator_flow("Tổng hợp kế hoạch của các đơn vị")
def consolidate_subplans(plan: str, now: datetime | None = None) -> SendingSummary:
    """Bảng đơn vị đã gửi, chưa gửi kế hoạch; báo cáo (Word) và bảng tính các việc đơn vị đăng ký.

    Args:
        plan: Mã hoặc số của kế hoạch
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        subplan_consolidations.consolidate_subplans(plan, now)
        shown = artifacts.show_subplans(plan, now)
        tell_and_show(plan, now)
    return shown
