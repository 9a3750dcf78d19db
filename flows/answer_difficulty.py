"""Answer a unit's difficulty: the answer is mailed, the difficulty closed."""

from datetime import datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.difficulties import StatedAnswer
from tasks import clock, difficulties, plans
from tasks.entering import RecordedEntry


@operator_flow("Trả lời khó khăn, vướng mắc")
def answer_difficulty(
    plan: str,
    difficulty: int,
    answer: str,
    answered_by: str,
    actor: str,
    basis: str = "",
    now: datetime | None = None,
) -> RecordedEntry:
    """Gửi trả lời cho đơn vị và đóng khó khăn, vướng mắc; xem số ở bảng "Khó khăn, vướng mắc chưa trả lời".

    Args:
        plan: Mã hoặc số của kế hoạch
        difficulty: Số của khó khăn, vướng mắc
        answer: Nội dung trả lời
        answered_by: Cơ quan, người trả lời
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        basis: Căn cứ (số, ngày văn bản hoặc cuộc họp)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    stated = StatedAnswer(difficulty, answer, answered_by, basis)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = difficulties.answer_difficulty(plan, stated, actor, now)
        tell_and_show(plan, now)
    return recorded
