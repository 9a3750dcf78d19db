"""Enter a difficulty that a unit told beside its forms."""

from datetime import date, datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.difficulties import StatedDifficulty
from tasks import clock, difficulties, plans
from tasks.entering import RecordedEntry


@operator_flow("Ghi khó khăn, vướng mắc")
def record_difficulty(
    plan: str,
    unit: str,
    difficulty: str,
    actor: str,
    action: str = "",
    cause: str = "",
    proposal: str = "",
    addressed_to: str = "",
    wanted_on: date | None = None,
    now: datetime | None = None,
) -> RecordedEntry:
    """Ghi khó khăn, vướng mắc mà đơn vị nêu ngoài biểu, để theo dõi và trả lời.

    Args:
        plan: Mã hoặc số của kế hoạch
        unit: Mã hoặc tên đơn vị
        difficulty: Khó khăn, vướng mắc
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        action: Mã nhiệm vụ (để trống nếu là vướng mắc chung)
        cause: Nguyên nhân
        proposal: Đề xuất, kiến nghị
        addressed_to: Cơ quan được kiến nghị
        wanted_on: Mong được trả lời trước ngày
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    stated = StatedDifficulty(unit, action, difficulty, cause, proposal, addressed_to, wanted_on)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = difficulties.record_difficulty(plan, stated, actor, now)
        tell_and_show(plan, now)
    return recorded
