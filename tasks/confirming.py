"""Confirming a due date that units could not be told of in time: kept, or put off for all in one act, then told.

Not here: what is proposed (`domain.late_recording`), nor how units are told (`due_notices`).
"""

from dataclasses import dataclass
from datetime import date, datetime

from papiplan.database import journal, obligations
from papiplan.database.facts import load_facts
from papiplan.domain.deadlines import local_date
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.late_recording import (
    Confirmation,
    StatedConfirmation,
    confirmed_before,
    granted_before,
    granted_until,
    read_confirmation,
    what_waits,
)
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.obligations import Decision
from tasks import office
from tasks.due_notices import queue_due_notices
from tasks.effects import effect
from tasks.entering import Entering


@dataclass(frozen=True)
class RecordedConfirmation:
    """What was decided: `until` is the last day granted to all, None where the due date is kept.

    `recorded` is False where the decision was on record before.
    """

    plan: str
    until: date | None
    recorded: bool


@effect("Xác nhận thời hạn khi ghi nhận muộn")
def confirm_due_date(plan: str, stated: StatedConfirmation, actor: str, now: datetime) -> RecordedConfirmation:
    """Record the decision and tell units of their due date; the same decision again changes nothing."""
    with office.database().plan_transaction(plan) as connection:
        entering = Entering(connection, load_facts(connection, plan, now), actor, now)
        check_act(Act.EXTEND, entering.facts, now)
        confirmation = read_confirmation(entering.reading, stated)
        if confirmed_before(entering.facts, confirmation):
            return RecordedConfirmation(plan, granted_before(entering.facts, confirmation.kind), recorded=False)
        until = granted_until(entering.facts, confirmation, local_date(now))
        _record(entering, confirmation, until)
        queue_due_notices(connection, load_facts(connection, plan, now), confirmation.kind, now)
    return RecordedConfirmation(plan, until, recorded=True)


def _record(entering: Entering, confirmation: Confirmation, until: date | None) -> None:
    """One act, with an extension of ours for every duty of the kind where the due date is put off."""
    officer = entering.facts.definition.operator(entering.actor)
    assert officer is not None, "a decision entered by nobody is refused by its reading"
    duties = [o for o in entering.facts.obligations if o.kind is confirmation.kind]
    ids: dict[str, object] = {"kind": confirmation.kind, "choice": confirmation.choice}
    if until is not None:
        ids |= {"until": until.isoformat(), "obligations": [duty.id for duty in duties]}
    act = journal.Entry(HandAct.CONFIRM_DUE_DATE, officer.code, entering.now, ids, confirmation.basis)
    entry = journal.append(entering.connection, entering.plan, act)
    if until is None:
        return
    decision = Decision(
        entry, officer.code, confirmation.decided_by, confirmation.basis, paper_owed=False, recorded_at=entering.now
    )
    for duty in duties:
        obligations.save_exception(entering.connection, duty.id, until, decision, ours=True)


def waiting_sentence(plan: str, now: datetime) -> str:
    """What an officer has to decide before units are told of a due date; empty where nothing waits."""
    with office.database().reading() as connection:
        return " ".join(what_waits(load_facts(connection, plan, now), local_date(now)))
