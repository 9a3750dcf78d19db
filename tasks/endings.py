"""Ending a plan: closing it once its results are confirmed, or cancelling it before its time.

Not here: at which stage either is allowed (`domain.lifecycle`), nor the archive (`archives`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from papiplan.database import endings, journal
from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.domain.endings import Ending
from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.problems import Problem, Refused
from tasks import office
from tasks.effects import effect
from tasks.plans import unknown_actor


@dataclass(frozen=True)
class RecordedEnding:
    """That the plan has ended; `recorded` is False where it was on record before. `unsent` mails were dropped.

    `message` is what an officer should know of its archive.
    """

    plan: str
    recorded: bool
    unsent: int = 0
    message: str = ""


@effect("Kết thúc kế hoạch")
def record_closing(plan: str, actor: str, decided_by: str, basis: str, now: datetime) -> RecordedEnding:
    """Record that the plan is closed: what still waits to be told is dropped, nothing is received any more.

    The same decision again changes nothing; another one for a plan that has been closed is refused.
    """
    return _record(plan, HandAct.CLOSE, actor, {"Người quyết định": decided_by, "Căn cứ": basis}, now)


@effect("Kết thúc trước thời hạn")
def record_cancellation(
    plan: str, reason: str, actor: str, decided_by: str, basis: str, now: datetime
) -> RecordedEnding:
    """Record that the plan ends before its time; the rest is as with a closing."""
    stated = {"Lý do": reason, "Người quyết định": decided_by, "Căn cứ": basis}
    return _record(plan, HandAct.CANCEL, actor, stated, now)


_ACTS = {HandAct.CLOSE: Act.CLOSE, HandAct.CANCEL: Act.CANCEL}


def _record(plan: str, act: HandAct, actor: str, stated: Mapping[str, str], now: datetime) -> RecordedEnding:
    with office.database().plan_transaction(plan) as connection:
        facts = load_facts(connection, plan, now)
        ending = _ending(facts, act, actor, stated, now)
        before = endings.load_ending(connection, plan, ANY_TIME)
        if before is not None and before.act is act:
            _check_same(before, ending)
            return RecordedEnding(plan, recorded=False)
        check_act(_ACTS[act], facts, now)
        endings.save_ending(connection, plan, ending)
        notices, deliveries = endings.leave_all_unsaid(connection, plan, now)
        ids = {"notices": notices, "deliveries": deliveries}
        entry = journal.Entry(act, ending.actor, now, ids, ending.reason or ending.basis)
        journal.append(connection, plan, entry)
    return RecordedEnding(plan, recorded=True, unsent=notices + deliveries)


def _ending(facts: PlanFacts, act: HandAct, actor: str, stated: Mapping[str, str], now: datetime) -> Ending:
    """The decision to end a plan as stated, or Refused with everything that it lacks."""
    officer = facts.definition.operator(actor)
    words = {name: " ".join(text.split()) for name, text in stated.items()}
    problems = [Problem(name, "đang để trống", _HOW_TO_FILL[name]) for name, text in words.items() if not text]
    if officer is None:
        problems.insert(0, unknown_actor(facts.definition, actor))
    if problems or officer is None:
        raise Refused(*problems)
    return Ending(act, officer.code, words["Người quyết định"], words["Căn cứ"], words.get("Lý do", ""), now)


_HOW_TO_FILL = {
    "Lý do": "Ghi vì sao kết thúc, ví dụ: sắp xếp đơn vị hành chính, không còn cấp huyện.",
    "Người quyết định": "Ghi chức danh người quyết định, ví dụ: Chủ tịch Ủy ban nhân dân Thành phố.",
    "Căn cứ": "Ghi số, ngày văn bản, hoặc ý kiến chỉ đạo tại cuộc họp nào.",
}


def _check_same(before: Ending, stated: Ending) -> None:
    if (before.decided_by, before.basis, before.reason) != (stated.decided_by, stated.basis, stated.reason):
        ended = before.sentence()
        raise Refused(
            f"Kế hoạch đã {ended[0].lower()}{ended[1:]} (ghi nhận bởi {before.actor}). Không có dữ liệu nào thay đổi"
        )
