"""Record an inspection of a unit: what it asks to mend becomes due, the unit is told."""

from datetime import date, datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.remedies import StatedInspection
from tasks import clock, inspections, plans
from tasks.entering import RecordedEntry


@operator_flow("Ghi nhận kiểm tra")
def record_inspection(
    plan: str,
    unit: str,
    on: date,
    inspector: str,
    findings: str,
    actor: str,
    remedies: str = "",
    now: datetime | None = None,
) -> RecordedEntry:
    """Ghi nhận kết quả kiểm tra một đơn vị; mỗi kiến nghị có thời hạn khắc phục riêng, đơn vị được thông báo một lần.

    Args:
        plan: Mã hoặc số của kế hoạch
        unit: Mã hoặc tên đơn vị được kiểm tra
        on: Ngày kiểm tra
        inspector: Đoàn, người kiểm tra
        findings: Kết quả kiểm tra
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        remedies: Mỗi dòng một kiến nghị - số ngày làm việc hoặc ngày, dấu |, nội dung (10 | Niêm yết lại biểu)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    stated = StatedInspection(unit, on, inspector, findings, remedies)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = inspections.record_inspection(plan, stated, actor, now)
        tell_and_show(plan, now)
    return recorded
