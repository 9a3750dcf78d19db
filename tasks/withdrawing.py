"""Taking wrong hand entries back. Not here: which may be taken back, and what rests on them (`domain.withdrawing`)."""

from dataclasses import dataclass
from datetime import datetime

from papiplan.database import journal, withdrawals
from papiplan.database.facts import load_facts
from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.withdrawing import check_withdrawal, withdrawable_act
from tasks import office
from tasks.effects import effect
from tasks.entering import Entering


@dataclass(frozen=True)
class RecordedWithdrawal:
    """An entry that is taken back, with what it was; `recorded` is False where that was on record before."""

    plan: str
    entry: int
    act: HandAct
    recorded: bool


@effect("Rút lại mục ghi nhầm", run_name="Rút lại mục số {entry}")
def withdraw_entry(plan: str, entry: int, reason: str, actor: str, now: datetime) -> RecordedWithdrawal:
    """Take an entry back while nothing has left because of it; once it is, the same again changes nothing."""
    with office.database().plan_transaction(plan) as connection:
        entering = Entering(connection, load_facts(connection, plan, now), actor, now)
        check_act(Act.RECORD, entering.facts, now)
        reading = entering.reading
        why = reading.words("Lý do", reason)
        reading.refuse_problems()
        found = journal.find(connection, plan, entry)
        officer = entering.facts.definition.operator(actor)
        assert officer is not None, "an act of nobody is refused by its reading"
        by_officer = found is not None and entering.facts.definition.operator(found.who) is not None
        act = withdrawable_act(entry, found.act if found else None, by_officer=by_officer)
        assert found is not None, "an entry that there is not is refused"
        if withdrawals.is_withdrawn(connection, plan, entry):
            return RecordedWithdrawal(plan, entry, act, recorded=False)
        consequences = withdrawals.load_consequences(connection, entering.facts, entry)
        check_withdrawal(entry, act, consequences, lambda addressee: _named(entering.facts, addressee))
        withdrawals.withdraw(connection, plan, entry, found.when, now)
        ids = {"entry": entry, "act": act}
        journal.append(connection, plan, journal.Entry(HandAct.WITHDRAW_ENTRY, officer.code, now, ids, why))
    return RecordedWithdrawal(plan, entry, act, recorded=True)


def _named(facts: PlanFacts, addressee: str) -> str:
    """A unit by its short name; another addressee as it is."""
    return next((unit.short for unit in facts.definition.units if unit.code == addressee), addressee)
