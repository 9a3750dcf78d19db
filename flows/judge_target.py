"""Judge a qualitative target: met or not, by an officer, with the reason; a new evaluation shows it."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.judging import StatedJudgement
from tasks import clock, judging, plans
from tasks.entering import RecordedEntry


@operator_flow("Đánh giá chỉ tiêu định tính")
def judge_target(
    plan: str, target: str, decision: str, reason: str, actor: str, now: datetime | None = None
) -> RecordedEntry:
    """Ghi nhận một chỉ tiêu định tính đạt hay không đạt, vì sao; lần đánh giá sau thay lần trước.

    Args:
        plan: Mã hoặc số của kế hoạch
        target: Số thứ tự của chỉ tiêu trong Kế hoạch (1, 2, …) hoặc nguyên văn chỉ tiêu
        decision: Đạt hoặc không đạt
        reason: Lý do, số liệu, căn cứ; in trong báo cáo và dự thảo đánh giá
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    stated = StatedJudgement(target, decision, reason)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = judging.judge_target(plan, stated, actor, now)
        tell_and_show(plan, now)
    return recorded
