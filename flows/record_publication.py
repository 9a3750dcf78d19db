"""Record the publication of the index: reports become due, units are told, the round is woken."""

from datetime import date, datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.lifecycle import Stage
from tasks import clock, events, publications
from tasks.publications import PublicationEvent


@operator_flow("Ghi nhận công bố Chỉ số")
def record_publication(
    plan: str, on: date, results: str, actor: str, group: str = "", now: datetime | None = None
) -> PublicationEvent:
    """Ghi nhận Chỉ số đã công bố: tính hạn báo cáo, thông báo cho các đơn vị.

    Args:
        plan: Mã kế hoạch
        on: Ngày công bố
        results: Đường dẫn tệp kết quả (CSV)
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        group: Nhóm của tỉnh như đã công bố (để trống nếu chưa biết)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, Stage.COLLECTING_REPORTS):
        event = publications.record_publication(plan, on, results, actor, group, now)
        events.announce(event)
        tell_and_show(plan, now)
    return event
