"""Await the publication: say how long it has been, send the report forms ahead in March, end at once.

The wait is a fact that is not there yet, not a sleeping run.
"""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.lifecycle import Stage
from tasks import artifacts, clock, forms
from tasks.artifacts import Waiting


@operator_flow("Chờ công bố Chỉ số")
def await_publication(plan: str, now: datetime | None = None) -> Waiting:
    """Cho biết đã chờ bao lâu; không giữ máy chạy.

    Args:
        plan: Mã hoặc số của kế hoạch
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, Stage.AWAITING_PUBLICATION):
        forms.prepare_reports(plan, now)
        tell_and_show(plan, now)
        return artifacts.show_waiting(plan, now)
