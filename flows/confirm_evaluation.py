"""Confirm the evaluation: a decision with its number and date makes the draft the plan's result; nobody is mailed."""

from datetime import date, datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.confirmation_reading import StatedConfirmation
from tasks import clock, confirmations, confirmed_papers, plans
from tasks.confirmations import RecordedConfirmation


@operator_flow("Xác nhận kết quả đánh giá")
def confirm_evaluation(
    plan: str,
    digest: str,
    decision_number: str,
    decision_on: date,
    decided_by: str,
    actor: str,
    changes: str = "",
    commend: str = "",
    criticise: str = "",
    settle_owed: str = "",
    now: datetime | None = None,
) -> RecordedConfirmation:
    """Ghi quyết định của người có thẩm quyền (số, ngày) về dự thảo đánh giá, từng đơn vị; không gửi thư cho ai.

    Args:
        plan: Mã hoặc số của kế hoạch
        digest: Mã dự thảo, in ở bảng "Dự thảo đánh giá đơn vị" và ở bảng điểm gửi đơn vị
        decision_number: Số, ký hiệu văn bản, ví dụ 456/QĐ-UBND
        decision_on: Ngày văn bản
        decided_by: Người quyết định (chức danh)
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        changes: Mỗi dòng một đơn vị khác dự thảo - "phuong-2: không đề xuất – lý do"
        commend: Mỗi dòng một cá nhân hoặc đơn vị đề nghị biểu dương, khen thưởng - "họ tên, chức vụ – lý do"
        criticise: Mỗi dòng một cá nhân hoặc đơn vị đề nghị phê bình - "họ tên, chức vụ – lý do"; chỉ in trong văn bản
        settle_owed: Nếu còn quyết định nợ văn bản - ai chấp nhận không có văn bản
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    stated = StatedConfirmation(
        digest, decision_number, decision_on, decided_by, changes, commend, criticise, settle_owed
    )
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = confirmations.confirm_evaluation(plan, stated, actor, now)
        confirmed_papers.write_confirmed_papers(plan, now)
        tell_and_show(plan, now)
    return recorded
