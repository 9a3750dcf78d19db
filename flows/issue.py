"""Issue: the plan has its number and date, units get their forms."""

from dataclasses import replace
from datetime import date, datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.lifecycle import Stage
from tasks import clock, confirming, plans
from tasks.plans import RecordedIssue


@operator_flow("Ghi nhận ban hành và gửi biểu")
def issue(
    folder: str,
    number: str,
    on: date,
    actor: str,
    signed: str = "",
    signer: str = "",
    now: datetime | None = None,
) -> RecordedIssue:
    """Ghi nhận Kế hoạch đã ban hành: tính thời hạn, lập biểu, gửi thư cho các đơn vị.

    Args:
        folder: Thư mục kế hoạch đã kiểm tra (đường dẫn đầy đủ, hoặc tính từ thư mục dữ liệu của papiplan)
        number: Số, ký hiệu do văn thư cấp, ví dụ 123/KH-UBND
        on: Ngày ban hành
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        signed: Đường dẫn tệp PDF đã ký (nếu có)
        signer: Người ký (để trống nếu như trong thư mục)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    taken = plans.take_folder(folder)
    with tagged(taken.plan, Stage.ISSUED):
        recorded = plans.record_issue(taken, number, on, signer, actor, signed, now)
        tell_and_show(taken.plan, now)
        return replace(recorded, message=confirming.waiting_sentence(taken.plan, now))
