"""Collect the units' reports: take them in, check them, answer, remind."""

from datetime import datetime

from flows.collecting import collect
from flows.fetch_mailbox import mailbox_first
from flows.running import operator_flow
from tasks import clock


@operator_flow("Nhận báo cáo của đơn vị")
def collect_reports(plan: str, now: datetime | None = None) -> int:
    """Nhận và kiểm tra ngay các hồ sơ đã đến; trả về số tệp mới.

    Args:
        plan: Mã hoặc số của kế hoạch
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with mailbox_first(now):
        return collect(plan, now)
