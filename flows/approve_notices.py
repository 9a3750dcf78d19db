"""Approve mails that wait for an officer: they leave."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from tasks import approvals, clock, freezing, plans
from tasks.approvals import Approval


@operator_flow("Duyệt gửi thư")
def approve_notices(plan: str, actor: str, units: str = "", kinds: str = "", now: datetime | None = None) -> Approval:
    """Cho gửi các thư đang "chờ duyệt"; để trống đơn vị và loại thư thì cho gửi tất cả.

    Args:
        plan: Mã hoặc số của kế hoạch
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        units: Đơn vị hoặc khối, cách nhau bằng dấu chấm phẩy (để trống: mọi đơn vị)
        kinds: Loại thư, cách nhau bằng dấu chấm phẩy, ví dụ Nhắc thời hạn (để trống: mọi loại)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        approvals.check_request(plan, actor, units, kinds, now)
        # First brought up to now: a reminder of an earlier day is written anew, and that is what is approved.
        freezing.freeze_messages(plan, now)
        approved = approvals.record_approval(plan, actor, units, kinds, now)
        tell_and_show(plan, now)
    return approved
