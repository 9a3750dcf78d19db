"""Receive what came by hand: on paper, by Zalo, through the clerk's register."""

from datetime import date, datetime

from flows.collecting import check_waiting
from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.covering import Covering
from papiplan.domain.doors import stated_channel
from tasks import arrivals, clock, plans, submissions
from tasks.arrivals import HandEntry
from tasks.submissions import SubmissionOutcome


@operator_flow("Nhập hộ hồ sơ của đơn vị")
def receive(
    plan: str,
    files: list[str],
    at: datetime,
    actor: str,
    unit: str = "",
    kind: str = "",
    channel: str = "paper",
    registry_no: str = "",
    doc_symbol: str = "",
    doc_date: date | None = None,
    signer: str = "",
    reason: str = "",
    remedy: str = "",
    now: datetime | None = None,
) -> tuple[SubmissionOutcome, ...]:
    """Ghi nhận hồ sơ đến ngoài hộp thư: thời điểm nhận, kênh, số đến, người ghi.

    Args:
        plan: Mã hoặc số của kế hoạch
        files: Đường dẫn các tệp
        at: Thời điểm hồ sơ thực sự đến
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        unit: Mã hoặc tên đơn vị (để trống nếu tệp là biểu)
        kind: Kế hoạch, báo cáo hoặc báo cáo khắc phục (để trống để tự nhận biết)
        channel: Hồ sơ đến bằng cách nào (để trống nếu là bản giấy)
        registry_no: Số đến
        doc_symbol: Số, ký hiệu văn bản của đơn vị
        doc_date: Ngày văn bản
        signer: Người ký văn bản
        reason: Lý do nhập hộ (bắt buộc khi thời điểm đến ở trong thời hạn đã qua)
        remedy: Mã kiến nghị kiểm tra mà hồ sơ trả lời (để trống nếu không phải, hoặc là kiến nghị đến hạn sớm nhất)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    covering = Covering(
        unit=unit,
        kind=arrivals.stated_kind(kind),
        registry_no=registry_no,
        doc_symbol=doc_symbol,
        doc_date=doc_date,
        signer=signer,
        remedy=remedy,
    )
    entry = HandEntry(stated_channel(channel), clock.local(at), covering, reason)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = arrivals.receive_by_hand(plan, files, actor, entry, now)
        check_waiting(plan, now)
        tell_and_show(plan, now)
        return submissions.outcomes_of(plan, recorded, now)
