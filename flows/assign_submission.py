"""Assign a file of the queue "Cần xem": to the unit whose it is, or to nobody."""

from datetime import datetime

from flows.collecting import check_waiting
from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.assigning import StatedAssignment
from tasks import assigning, clock, plans, submissions
from tasks.submissions import SubmissionOutcome


@operator_flow("Gán hồ sơ chưa rõ đơn vị")
def assign_submission(
    plan: str,
    submission: str,
    unit: str,
    reason: str,
    actor: str,
    kind: str = "",
    part: str = "",
    at: datetime | None = None,
    now: datetime | None = None,
) -> tuple[SubmissionOutcome, ...]:
    """Gán một tệp trong mục "Cần xem" cho đơn vị, hoặc ghi là không phải hồ sơ.

    Args:
        plan: Mã hoặc số của kế hoạch
        submission: Số của hồ sơ ở bảng "Hồ sơ cần xem"
        unit: Mã hoặc tên đơn vị (để trống nếu không phải hồ sơ)
        reason: Lý do, căn cứ để gán
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        kind: Kế hoạch, báo cáo hoặc báo cáo khắc phục (để trống để tự nhận biết)
        part: Tệp là gì (để trống để tự nhận biết)
        at: Thời điểm hồ sơ thực sự đến, nếu thời điểm đã ghi chưa đúng
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    stated = StatedAssignment(unit, reason, kind, part, clock.local(at) if at else None)
    with tagged(plan, plans.stage_of(plan, now)):
        number = assigning.assign_submission(plan, submission, stated, actor, now)
        check_waiting(plan, now)
        tell_and_show(plan, now)
        return submissions.outcomes_of(plan, (number,), now)
