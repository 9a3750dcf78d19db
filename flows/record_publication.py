"""Record the publication of the index: reports become due, units are told, the round is woken; or correct that."""

from dataclasses import replace
from datetime import date, datetime

from flows.running import operator_flow, tagged, tell_and_show
from tasks import clock, confirming, events, plans, publications
from tasks.publications import RecordedPublication, StatedPublication


@operator_flow("Ghi nhận công bố Chỉ số")
def record_publication(
    plan: str,
    on: date,
    results: str,
    actor: str,
    group: str = "",
    year: int = 0,
    correct: bool = False,
    reason: str = "",
    now: datetime | None = None,
) -> RecordedPublication:
    """Ghi nhận Chỉ số đã công bố: tính hạn báo cáo, thông báo cho các đơn vị; hoặc đính chính công bố đã ghi nhận.

    Args:
        plan: Mã kế hoạch
        on: Ngày công bố
        results: Đường dẫn tệp kết quả (CSV)
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        group: Nhóm của tỉnh như đã công bố (để trống nếu chưa biết)
        year: Năm của Chỉ số (để 0 nếu là năm của Kế hoạch; năm khác chỉ cập nhật số liệu so sánh)
        correct: Đính chính ngày, kết quả đã ghi nhận; hạn báo cáo đã thông báo chỉ có thể lùi về sau
        reason: Lý do đính chính
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    stated = StatedPublication(on, results, group, year, correct, reason)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = publications.record_publication(plan, stated, actor, now)
        if recorded.event:
            events.announce(recorded.event)
        tell_and_show(plan, now)
        return replace(recorded, message=confirming.waiting_sentence(plan, now))
