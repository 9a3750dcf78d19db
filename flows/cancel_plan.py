"""Cancel a plan: it ends before its time, nothing is chased or received any more; its archive is made."""

from dataclasses import replace
from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from tasks import archives, clock, endings, plans
from tasks.endings import RecordedEnding


@operator_flow("Kết thúc trước thời hạn")
def cancel_plan(
    plan: str, reason: str, actor: str, decided_by: str, basis: str, now: datetime | None = None
) -> RecordedEnding:
    """Kết thúc kế hoạch khi cơ quan, cấp hành chính sắp xếp lại: không nhắc, không gửi thư, không nhận hồ sơ nữa.

    Thư đang chờ được bỏ; tệp còn trong thư mục hồ sơ đến vẫn nằm ở đó. Hồ sơ lưu trữ được xuất để bàn giao.

    Args:
        plan: Mã hoặc số của kế hoạch
        reason: Lý do kết thúc trước thời hạn
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        decided_by: Người quyết định (chức danh)
        basis: Căn cứ: số, ngày văn bản hoặc ý kiến chỉ đạo
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = endings.record_cancellation(plan, reason, actor, decided_by, basis, now)
        archive = archives.write_archive(plan, now)
        tell_and_show(plan, now)
    return replace(recorded, message=archive.sentence(recorded.unsent))
