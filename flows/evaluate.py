"""Evaluate: the province's result against the targets, the units against their duties; a draft."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.lifecycle import Stage
from tasks import clock, evaluations
from tasks.evaluations import RecordedEvaluation


@operator_flow("Lập dự thảo đánh giá")
def evaluate(plan: str, actor: str = "", now: datetime | None = None) -> RecordedEvaluation:
    """Đối chiếu mục tiêu; tính điểm theo dõi của đơn vị; chưa gửi cho ai.

    Args:
        plan: Mã hoặc số của kế hoạch
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, Stage.EVALUATED):
        recorded = evaluations.evaluate_plan(plan, actor, now)
        tell_and_show(plan, now)
    return recorded
