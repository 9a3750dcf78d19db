"""Send draft scores: each unit its own sheet, to be answered within five working days."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from tasks import clock, draft_scores, plans
from tasks.draft_scores import SentScores


@operator_flow("Gửi đơn vị đối chiếu điểm")
def send_draft_score(plan: str, actor: str, now: datetime | None = None) -> SentScores:
    """Gửi từng đơn vị bảng điểm dự thảo của chính đơn vị, 05 ngày làm việc để phản hồi.

    Mỗi dự thảo chỉ gửi một lần; dự thảo lập lại thì gửi lại.

    Args:
        plan: Mã hoặc số của kế hoạch
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        sent = draft_scores.send_draft_scores(plan, actor, now)
        tell_and_show(plan, now)
    return sent
