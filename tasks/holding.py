"""Holding a plan and letting it go on. Not here: what a hold keeps back (`freezing`, `messages`, `reminders`)."""

from dataclasses import dataclass
from datetime import datetime

from papiplan.database import holding, journal
from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.holding import check_hold, check_release
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.problems import Problem, Refused
from tasks import office
from tasks.effects import effect
from tasks.plans import require_actor, unknown_actor


@dataclass(frozen=True)
class RecordedHold:
    """Whether a plan is held after an act; `recorded` is False where that was on record before."""

    plan: str
    held: bool
    recorded: bool


@effect("Tạm dừng kế hoạch")
def record_hold(plan: str, actor: str, reason: str, now: datetime) -> RecordedHold:
    """Record that nothing leaves from now on; the same hold again changes nothing."""
    stated = " ".join(reason.split())
    with office.database().plan_transaction(plan) as connection:
        facts = load_facts(connection, plan, now)
        officer, problems = facts.definition.operator(actor), []
        if officer is None:
            problems.append(unknown_actor(facts.definition, actor))
        if not stated:
            problems.append(Problem("Lý do", "đang để trống", "Ghi vì sao tạm dừng, ví dụ: chờ ý kiến lãnh đạo."))
        if problems or officer is None:
            raise Refused(*problems)
        check_act(Act.HOLD, facts, now)
        recorded = check_hold(holding.load_holds(connection, plan, ANY_TIME), officer.code, stated)
        if recorded:
            holding.save_hold(connection, plan, officer.code, stated, now)
            journal.append(connection, plan, journal.Entry(HandAct.HOLD, officer.code, now, why=stated))
    return RecordedHold(plan, held=True, recorded=recorded)


@effect("Tiếp tục kế hoạch")
def record_release(plan: str, actor: str, now: datetime) -> RecordedHold:
    """Record that the hold in force has ended; once it has, the same again changes nothing."""
    with office.database().plan_transaction(plan) as connection:
        facts = load_facts(connection, plan, now)
        officer = require_actor(facts.definition, actor)
        check_act(Act.RELEASE, facts, now)
        recorded = check_release(holding.load_holds(connection, plan, ANY_TIME))
        if recorded:
            holding.save_release(connection, plan, officer, now)
            journal.append(connection, plan, journal.Entry(HandAct.RELEASE, officer, now))
    return RecordedHold(plan, held=False, recorded=recorded)
