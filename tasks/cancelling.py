"""Ending a plan before its time. Not here: at which stage that is allowed (`domain.lifecycle`)."""

from dataclasses import dataclass
from datetime import datetime

from papiplan.database import cancellations, journal
from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.domain.deadlines import local_date, short
from papiplan.domain.facts import Cancellation, PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.problems import Problem, Refused
from tasks import office
from tasks.effects import effect
from tasks.plans import unknown_actor


@dataclass(frozen=True)
class RecordedCancellation:
    """That the plan has ended; `recorded` is False where it was on record before."""

    plan: str
    recorded: bool


@effect("Kết thúc trước thời hạn")
def record_cancellation(
    plan: str, reason: str, actor: str, decided_by: str, basis: str, now: datetime
) -> RecordedCancellation:
    """Record that the plan ends before its time: what waits to be told is dropped, nothing is received any more.

    The same decision again changes nothing; another one for a plan that has ended is refused.
    """
    with office.database().plan_transaction(plan) as connection:
        facts = load_facts(connection, plan, now)
        cancellation = _cancellation(facts, reason, actor, decided_by, basis, now)
        before = cancellations.load_cancellation(connection, plan, ANY_TIME)
        if before is not None:
            _check_same(before, cancellation)
            return RecordedCancellation(plan, recorded=False)
        check_act(Act.CANCEL, facts, now)
        cancellations.save_cancellation(connection, plan, cancellation)
        notices, deliveries = cancellations.leave_all_unsaid(connection, plan, now)
        ids = {"notices": notices, "deliveries": deliveries}
        entry = journal.Entry(HandAct.CANCEL, cancellation.actor, now, ids, cancellation.reason)
        journal.append(connection, plan, entry)
    return RecordedCancellation(plan, recorded=True)


def _cancellation(
    facts: PlanFacts, reason: str, actor: str, decided_by: str, basis: str, now: datetime
) -> Cancellation:
    """The decision as stated, or Refused with everything that it lacks."""
    officer = facts.definition.operator(actor)
    stated = {"Lý do": reason, "Người quyết định": decided_by, "Căn cứ": basis}
    words = {name: " ".join(text.split()) for name, text in stated.items()}
    problems = [Problem(name, "đang để trống", _HOW_TO_FILL[name]) for name, text in words.items() if not text]
    if officer is None:
        problems.insert(0, unknown_actor(facts.definition, actor))
    if problems or officer is None:
        raise Refused(*problems)
    return Cancellation(officer.code, words["Người quyết định"], words["Căn cứ"], words["Lý do"], now)


_HOW_TO_FILL = {
    "Lý do": "Ghi vì sao kết thúc, ví dụ: sắp xếp đơn vị hành chính, không còn cấp huyện.",
    "Người quyết định": "Ghi chức danh người quyết định, ví dụ: Chủ tịch Ủy ban nhân dân Thành phố.",
    "Căn cứ": "Ghi số, ngày văn bản, hoặc ý kiến chỉ đạo tại cuộc họp nào.",
}


def _check_same(before: Cancellation, stated: Cancellation) -> None:
    if (before.decided_by, before.basis, before.reason) != (stated.decided_by, stated.basis, stated.reason):
        raise Refused(
            f"Kế hoạch đã kết thúc trước thời hạn ngày {short(local_date(before.recorded_at))}, ghi nhận bởi "
            f"{before.actor}: {before.reason} ({before.decided_by}; {before.basis}). Không có dữ liệu nào thay đổi"
        )
