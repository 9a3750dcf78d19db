"""Close a plan whose results are confirmed: its end is on record, its archive is made."""

from dataclasses import replace
from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from tasks import archives, clock, endings, plans
from tasks.endings import RecordedEnding


@operator_flow("Kết thúc và lưu hồ sơ")
def close_plan(plan: str, actor: str, decided_by: str, basis: str, now: datetime | None = None) -> RecordedEnding:
    """Đóng kế hoạch đã có kết quả chính thức, xuất hồ sơ lưu trữ có danh mục và mã kiểm tra.

    Thư đang chờ được bỏ; không nhắc, không gửi thư, không nhận hồ sơ nữa.

    Args:
        plan: Mã hoặc số của kế hoạch
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        decided_by: Người quyết định (chức danh)
        basis: Căn cứ: số, ngày văn bản hoặc ý kiến chỉ đạo
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = endings.record_closing(plan, actor, decided_by, basis, now)
        archive = archives.write_archive(plan, now)
        tell_and_show(plan, now)
    return replace(recorded, message=archive.sentence(recorded.unsent))
