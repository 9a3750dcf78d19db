"""Review a submission: return what had been accepted, or accept what is not complete; its unit is told."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.review_choice import StatedReview
from tasks import clock, plans, reviews
from tasks.reviews import RecordedReview


@operator_flow("Trả lại hoặc chấp nhận hồ sơ")
def review_submission(
    plan: str,
    decision: str,
    reason: str,
    actor: str,
    submission: str = "",
    unit: str = "",
    kind: str = "",
    part: str = "form",
    now: datetime | None = None,
) -> RecordedReview:
    """Trả lại hồ sơ đã nhận, hoặc chấp nhận biểu còn thiếu; đơn vị được thông báo kèm lý do.

    Args:
        plan: Mã hoặc số của kế hoạch
        decision: Trả lại để đơn vị hoàn thiện, hoặc chấp nhận dù còn thiếu
        reason: Khi trả lại, nêu nội dung cần hoàn thiện; khi chấp nhận, nêu nội dung được bỏ qua và lý do
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        submission: Số hồ sơ trong Sổ theo dõi (để trống nếu nêu đơn vị và loại hồ sơ)
        unit: Mã hoặc tên đơn vị (để trống nếu đã nêu số hồ sơ)
        kind: Kế hoạch hoặc báo cáo; để trống nếu đã nêu số hồ sơ
        part: Biểu hay bản ký; không cần khi đã nêu số hồ sơ
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    stated = StatedReview(decision, reason, submission, unit, kind, part)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = reviews.review_submission(plan, stated, actor, now)
        tell_and_show(plan, now)
    return recorded
