"""Record a step of an award: submitted, seen by the council, decided with number and date."""

from datetime import date, datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.award_reading import StatedAwardStep
from tasks import clock, confirmations, plans
from tasks.confirmations import RecordedAwards


@operator_flow("Ghi bước khen thưởng")
def record_award_step(
    plan: str, subjects: str, step: str, on: date, actor: str, number: str = "", now: datetime | None = None
) -> RecordedAwards:
    """Ghi bước khen thưởng theo thứ tự: đã trình, Hội đồng đã xét, có quyết định (số, ngày).

    Args:
        plan: Mã hoặc số của kế hoạch
        subjects: Đơn vị hoặc họ tên cá nhân được đề xuất trong kết quả đã xác nhận, cách nhau bằng dấu ";"
        step: Đã trình, Hội đồng đã xét, hoặc có quyết định
        on: Ngày của bước này
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        number: Số, ký hiệu tờ trình, biên bản hoặc quyết định; bắt buộc khi có quyết định
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    stated = StatedAwardStep(subjects, step, on, number)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = confirmations.record_award_step(plan, stated, actor, now)
        tell_and_show(plan, now)
    return recorded
