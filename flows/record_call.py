"""Note a telephone call with a unit."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from tasks import calls, clock, plans
from tasks.entering import RecordedEntry


@operator_flow("Ghi nhận đã gọi điện")
def record_call(
    plan: str, unit: str, at: datetime, person: str, content: str, actor: str, now: datetime | None = None
) -> RecordedEntry:
    """Ghi nhận một cuộc gọi điện cho đơn vị: ngày giờ, người nghe, nội dung.

    Args:
        plan: Mã hoặc số của kế hoạch
        unit: Mã hoặc tên đơn vị
        at: Ngày giờ gọi
        person: Người nghe
        content: Nội dung trao đổi
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = calls.record_call(plan, unit, clock.local(at), person, content, actor, now)
        tell_and_show(plan, now)
    return recorded
