"""Release a held plan: what waited leaves, but for reminders whose day is over."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from tasks import clock, holding, plans
from tasks.holding import RecordedHold


@operator_flow("Tiếp tục kế hoạch")
def release_plan(plan: str, actor: str, now: datetime | None = None) -> RecordedHold:
    """Gửi thư trở lại: thư đang chờ được gửi, thư nhắc đã qua ngày thì bỏ.

    Args:
        plan: Mã hoặc số của kế hoạch
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = holding.record_release(plan, actor, now)
        tell_and_show(plan, now)
    return recorded
