"""Withdraw an entry: a wrong hand entry is taken back while nothing has left because of it."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from tasks import clock, plans, withdrawing
from tasks.withdrawing import RecordedWithdrawal


@operator_flow("Rút lại mục ghi nhầm")
def withdraw_entry(plan: str, entry: int, reason: str, actor: str, now: datetime | None = None) -> RecordedWithdrawal:
    """Rút lại một mục cán bộ đã ghi nhầm, khi chưa có thư nào gửi đi từ mục đó.

    Args:
        plan: Mã hoặc số của kế hoạch
        entry: Số của mục trong nhật ký
        reason: Lý do rút lại
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = withdrawing.withdraw_entry(plan, entry, reason, actor, now)
        tell_and_show(plan, now)
    return recorded
