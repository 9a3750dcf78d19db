"""Check at night that what is kept is whole; it fails where it is not, so that officers are alerted."""

from datetime import datetime

from flows.running import operator_flow
from tasks import clock, nightly, plans


class BrokenRecordError(Exception):
    """Something on record is not what it was."""


@operator_flow("Kiểm tra hằng đêm")
def nightly_check(now: datetime | None = None) -> int:
    """Kiểm tra nhật ký, kho tệp, số lượng của từng kế hoạch đang chạy; trả về số kế hoạch đã kiểm tra.

    Args:
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    examined = [nightly.examine(plan, now) for plan in plans.open_plans(now)]
    if broken := nightly.show(examined, now):
        raise BrokenRecordError(
            f'Dữ liệu không toàn vẹn: {"; ".join(broken)}. Cách xử lý: mở bảng "Kiểm tra hằng đêm", giữ nguyên dữ '
            "liệu, báo người quản trị."
        )
    return len(examined)
