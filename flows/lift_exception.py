"""Lift an exception: an extension or an exemption holds no longer; units that were told of it are told of this."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.exceptions import StatedException
from tasks import clock, exceptions, plans
from tasks.exceptions import RecordedException


@operator_flow("Thôi gia hạn, thôi miễn gửi")
def lift_exception(
    plan: str, units: str, kind: str, actor: str, decided_by: str, basis: str, now: datetime | None = None
) -> RecordedException:
    """Thôi gia hạn, thôi miễn gửi: thời hạn theo Kế hoạch có hiệu lực trở lại, đơn vị được thông báo.

    Đơn vị đã gửi trong thời gian gia hạn vẫn được ghi nhận đúng hạn.

    Args:
        plan: Mã hoặc số của kế hoạch
        units: Đơn vị hoặc khối, cách nhau bằng dấu chấm phẩy
        kind: Ghi kế hoạch, báo cáo, khắc phục, hoặc mã một kiến nghị kiểm tra
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        decided_by: Người quyết định (chức danh)
        basis: Căn cứ: số, ngày văn bản hoặc ý kiến chỉ đạo tại cuộc họp nào
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    stated = StatedException(units, kind, decided_by, basis)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = exceptions.lift_exception(plan, stated, actor, now)
        tell_and_show(plan, now)
    return recorded
