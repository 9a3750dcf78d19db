"""The officers' daily digest: what to do today, what the system did, what to paste into the units' group."""

from datetime import datetime

from flows.each_plan import Collected
from flows.running import operator_flow, send
from tasks import clock, digests, plans


@operator_flow("Bản tin công việc")
def daily_digest(plan: str = "", now: datetime | None = None) -> dict[str, int]:
    """Gửi cho mọi cán bộ đầu mối việc cần làm hôm nay, một lần một ngày làm việc.

    Args:
        plan: Mã hoặc số của kế hoạch (để trống: mọi kế hoạch đang chạy)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    queued: dict[str, int] = {}
    failed = Collected()
    for each in (plan,) if plan else plans.open_plans(now):
        with failed.doing(each):
            queued[each] = digests.queue_digest(each, now)
            send(each, now)
    failed.tell()
    return queued
