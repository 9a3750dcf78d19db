"""Confirm a due date that was opened by a late record: keep it, or extend it for all; then units are told."""

from datetime import date, datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.late_recording import StatedConfirmation
from tasks import clock, confirming, plans
from tasks.confirming import RecordedConfirmation


@operator_flow("Xác nhận thời hạn khi ghi nhận muộn")
def confirm_due_date(
    plan: str,
    kind: str,
    choice: str,
    actor: str,
    until: date | None = None,
    decided_by: str = "",
    basis: str = "",
    now: datetime | None = None,
) -> RecordedConfirmation:
    """Giữ hạn theo Kế hoạch, hoặc gia hạn chung cho mọi đơn vị; sau đó đơn vị mới được thông báo thời hạn.

    Args:
        plan: Mã hoặc số của kế hoạch
        kind: Kế hoạch hoặc báo cáo
        choice: Giữ hạn đã tính, hoặc gia hạn cho mọi đơn vị
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        until: Ngày cuối của thời hạn mới (để trống để theo đề xuất)
        decided_by: Người quyết định (chức danh); bắt buộc khi gia hạn
        basis: Căn cứ; bắt buộc khi gia hạn
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    stated = StatedConfirmation(kind, choice, until, decided_by, basis)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = confirming.confirm_due_date(plan, stated, actor, now)
        tell_and_show(plan, now)
    return recorded
