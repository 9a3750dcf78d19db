"""Type in a unit's form from the unit's own paper."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.typing_in import StatedTyping
from tasks import clock, plans, typing_in
from tasks.typing_in import RecordedTyping


@operator_flow("Nhập biểu thay đơn vị")
def type_in(
    plan: str, unit: str, file: str, actor: str, kind: str = "", doc_symbol: str = "", now: datetime | None = None
) -> RecordedTyping:
    """Nhập biểu thay đơn vị theo bản giấy: điền vào biểu của đơn vị, ghi "nhập hộ theo văn bản số …" ở mọi ô.

    Args:
        plan: Mã hoặc số của kế hoạch
        unit: Mã hoặc tên đơn vị
        file: Đường dẫn tệp biểu của đơn vị, cán bộ đã điền theo bản giấy
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        kind: Kế hoạch hoặc báo cáo (để trống để tự nhận biết)
        doc_symbol: Số, ký hiệu văn bản giấy (để trống nếu là văn bản của đơn vị đã ghi nhận)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = typing_in.type_in(plan, file, StatedTyping(unit, kind, doc_symbol), actor, now)
        tell_and_show(plan, now)
    return recorded
