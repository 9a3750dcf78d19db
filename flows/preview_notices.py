"""Preview the next mails: nothing is queued or sent but the preview itself, to the officer who asks."""

from datetime import datetime

from flows.running import operator_flow, tagged
from tasks import clock, freezing, messages, plans, previews


@operator_flow("Xem trước thư sẽ gửi")
def preview_notices(plan: str, actor: str, now: datetime | None = None) -> int:
    """Cho riêng cán bộ xem các thư sẽ gửi ở những lượt tới; trả về số thư. Không gửi thư nào cho đơn vị.

    Args:
        plan: Mã hoặc số của kế hoạch
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        shown = previews.show_next_mails(plan, actor, now)
        officer = previews.queue_preview(plan, actor, now)
        freezing.freeze_messages(plan, now, officer)
        messages.deliver(plan, now, officer)
    return shown
