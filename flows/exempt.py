"""Exempt: units or a group need not send something; they are told at once."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.exceptions import StatedException
from tasks import clock, exceptions, plans
from tasks.exceptions import RecordedException


@operator_flow("Miễn gửi")
def exempt(
    plan: str,
    units: str,
    kind: str,
    actor: str,
    decided_by: str,
    basis: str,
    paper_owed: bool = False,
    now: datetime | None = None,
) -> RecordedException:
    """Miễn gửi cho đơn vị hoặc khối, trước hoặc sau khi hết hạn; có hiệu lực ngay, đơn vị được thông báo.

    Args:
        plan: Mã hoặc số của kế hoạch
        units: Đơn vị hoặc khối, cách nhau bằng dấu chấm phẩy, ví dụ phường 2; xã Tân Quy Tây
        kind: Ghi kế hoạch, báo cáo, khắc phục, hoặc mã một kiến nghị kiểm tra
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        decided_by: Người quyết định (chức danh)
        basis: Căn cứ: số, ngày văn bản hoặc ý kiến chỉ đạo tại cuộc họp nào
        paper_owed: Còn nợ văn bản
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    stated = StatedException(units, kind, decided_by, basis, paper_owed)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = exceptions.exempt(plan, stated, actor, now)
        tell_and_show(plan, now)
    return recorded
