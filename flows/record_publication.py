"""Record the publication of the index: reports become due, units are told, the round is woken; or correct that.

Another index than the plan's comes by the same door, is kept on record, and starts nothing.
"""

from dataclasses import replace
from datetime import date, datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.linked_indices import StatedIndex, refuse_without_index
from tasks import clock, confirming, events, linked_indices, plans, publications
from tasks.publications import RecordedPublication, StatedPublication


@operator_flow("Ghi nhận công bố Chỉ số")
def record_publication(
    plan: str,
    on: date,
    actor: str,
    results: str = "",
    figures: str = "",
    not_scored: bool = False,
    group: str = "",
    year: int = 0,
    correct: bool = False,
    reason: str = "",
    index: str = "",
    score: str = "",
    rank: str = "",
    source: str = "",
    now: datetime | None = None,
) -> RecordedPublication:
    """Ghi nhận Chỉ số đã công bố: tính hạn báo cáo, thông báo cho các đơn vị; hoặc đính chính công bố đã ghi nhận.

    Kết quả: nêu tệp, hoặc nhập điểm của tỉnh, hoặc chọn "Tỉnh không có kết quả". Chỉ số khác của tỉnh (PAR Index,
    SIPAS, PCI, DTI): nêu tên chỉ số, điểm, xếp hạng, nguồn; chỉ lưu lại, không tính hạn.

    Args:
        plan: Mã hoặc số của kế hoạch
        on: Ngày công bố
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        results: Đường dẫn tệp kết quả (CSV hoặc .xlsx, các tỉnh là dòng hoặc cột)
        figures: Điểm của tỉnh nhập tay, ví dụ D1=4,6667; D2=5,1234; …; D8=3,2100; total=41,3226
        not_scored: Tỉnh không có kết quả trong lần công bố này (báo cáo vẫn phải gửi)
        group: Nhóm của tỉnh như đã công bố (để trống nếu chưa biết)
        year: Năm của Chỉ số (để 0 nếu là năm của Kế hoạch; năm khác chỉ cập nhật số liệu so sánh)
        correct: Đính chính ngày, kết quả đã ghi nhận; hạn báo cáo đã thông báo chỉ có thể lùi về sau
        reason: Lý do đính chính
        index: Để trống nếu là Chỉ số của Kế hoạch; hoặc PAR Index, SIPAS, PCI, DTI
        score: Điểm của chỉ số khác (như đã công bố)
        rank: Xếp hạng của chỉ số khác (như đã công bố, ví dụ 12/63)
        source: Nguồn của chỉ số khác (cơ quan công bố, số văn bản)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        if linked_indices.is_linked(plan, index, now):
            linked = StatedIndex(index, year, on, score, rank, source, correct, reason)
            recorded = linked_indices.record_linked_index(plan, linked, actor, now)
        else:
            refuse_without_index(score, rank, source)
            stated = StatedPublication(on, results, figures, not_scored, group, year, correct, reason)
            recorded = publications.record_publication(plan, stated, actor, now)
        if recorded.event:
            events.announce(recorded.event)
        tell_and_show(plan, now)
        return replace(recorded, message=confirming.waiting_sentence(plan, now))
