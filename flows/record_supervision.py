"""Record what the Front and the organisations observed."""

from datetime import date, datetime

from flows.running import operator_flow, tagged, tell_and_show
from tasks import clock, plans, supervisions
from tasks.entering import RecordedEntry


@operator_flow("Ghi nhận giám sát, phản biện")
def record_supervision(
    plan: str, organisation: str, on: date, content: str, actor: str, now: datetime | None = None
) -> RecordedEntry:
    """Ghi nhận ý kiến giám sát, phản biện của Ủy ban Mặt trận Tổ quốc và các đoàn thể; được nêu trong báo cáo.

    Args:
        plan: Mã hoặc số của kế hoạch
        organisation: Mã hoặc tên cơ quan, tổ chức
        on: Ngày giám sát, phản biện
        content: Nội dung ý kiến
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = supervisions.record_supervision(plan, organisation, on, content, actor, now)
        tell_and_show(plan, now)
    return recorded
