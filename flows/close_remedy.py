"""Confirm that what an inspection asked to mend was carried out, without an answer of the unit."""

from datetime import date, datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.remedy_answers import StatedClosing
from tasks import clock, inspections, plans
from tasks.entering import RecordedEntry


@operator_flow("Xác nhận đã khắc phục kiến nghị")
def close_remedy(
    plan: str, unit: str, remedy: str, on: date, reason: str, actor: str, now: datetime | None = None
) -> RecordedEntry:
    """Ghi nhận đơn vị đã khắc phục một kiến nghị kiểm tra, khi cán bộ đã thấy kết quả mà đơn vị chưa báo cáo.

    Args:
        plan: Mã hoặc số của kế hoạch
        unit: Mã hoặc tên đơn vị
        remedy: Mã kiến nghị (ví dụ kiem-tra-1-2) hoặc nội dung kiến nghị
        on: Ngày đơn vị khắc phục xong
        reason: Lý do, cách cán bộ biết kết quả
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    stated = StatedClosing(unit, remedy, on, reason)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = inspections.close_remedy(plan, stated, actor, now)
        tell_and_show(plan, now)
    return recorded
