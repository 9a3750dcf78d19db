"""Consolidate the sub-plans: who sent, who did not."""

from datetime import datetime

from flows.running import operator_flow, tagged
from tasks import artifacts, clock, plans
from tasks.artifacts import SendingSummary


@operator_flow("Tổng hợp kế hoạch của các đơn vị")
def consolidate_subplans(plan: str, now: datetime | None = None) -> SendingSummary:
    """Bảng đơn vị đã gửi, chưa gửi kế hoạch.

    Args:
        plan: Mã kế hoạch
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        return artifacts.show_subplans(plan, now)
