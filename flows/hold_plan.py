"""Hold a plan: nothing leaves, what comes in is recorded and checked."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from tasks import clock, holding, plans
from tasks.holding import RecordedHold


@operator_flow("Tạm dừng kế hoạch")
def hold_plan(plan: str, actor: str, reason: str, now: datetime | None = None) -> RecordedHold:
    """Tạm dừng mọi thư gửi đi; vẫn nhận, kiểm tra hồ sơ. Thư trả lời chờ đến khi tiếp tục.

    Args:
        plan: Mã hoặc số của kế hoạch
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        reason: Lý do tạm dừng
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = holding.record_hold(plan, actor, reason, now)
        tell_and_show(plan, now)
    return recorded
