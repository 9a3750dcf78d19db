"""Watch the folder where the published index may turn up: officers are shown what is new, and record it themselves."""

from datetime import datetime

from flows.each_plan import Collected
from flows.running import operator_flow, tagged, tell_and_show
from tasks import clock, plans, watching


@operator_flow("Theo dõi công bố Chỉ số")
def watch_publication(now: datetime | None = None) -> dict[str, int]:
    """Đọc tệp mới trong thư mục theo dõi và báo cán bộ, không tự ghi nhận; trả về số tệp mới của từng kế hoạch.

    Args:
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    found: dict[str, int] = {}
    failed = Collected()
    for plan in plans.open_plans(now):
        with failed.doing(plan), tagged(plan, plans.stage_of(plan, now)):
            found[plan] = len(watching.show_new_files(plan, now))
            if found[plan]:
                tell_and_show(plan, now)
    failed.tell()
    return found
