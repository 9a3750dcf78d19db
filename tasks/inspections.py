"""Recording inspections, whose remedies units owe and are told of, and confirming that a remedy was carried out.

Not here: how a unit's own answer comes in (`tasks.arrivals`), nor what remedies are worth (`domain.remedy_answers`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from papiplan.database import chases, messages, obligations, registers
from papiplan.database.facts import ANY_TIME
from papiplan.database.messages import Notice
from papiplan.database.obligations import NewObligation
from papiplan.domain.deadlines import local_date
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.messages import NoticeKind
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.registers import Inspection
from papiplan.domain.remedies import RemedyTerm, StatedInspection, occasion, read_inspection, says_the_same
from papiplan.domain.remedy_answers import StatedClosing, closed_before, read_closing
from tasks import office
from tasks.effects import effect
from tasks.entering import RecordedEntry, open_entry


@effect("Ghi nhận kiểm tra")
def record_inspection(plan: str, stated: StatedInspection, actor: str, now: datetime) -> RecordedEntry:
    """Record an inspection, what it asks to mend, and that its unit is to be told; the same again changes nothing."""
    with office.database().plan_transaction(plan) as connection:
        entering = open_entry(connection, plan, actor, now)
        inspection, terms = read_inspection(entering.reading, stated)
        for known in registers.load_inspections(connection, plan, ANY_TIME):
            if says_the_same(known, inspection, terms, entering.facts.definition):
                return RecordedEntry(known.id, known.entry, new=False)
        ids = {"unit": inspection.unit, "remedies": len(terms)}
        inspection = entering.signed(inspection, HandAct.RECORD_INSPECTION, ids)
        number = registers.save_inspection(connection, plan, inspection)
        owed = _owed(entering.facts.definition, replace(inspection, id=number), terms, local_date(now))
        obligations.save_obligations(connection, plan, owed, now)
        addressee = entering.facts.bearer_of(inspection.unit, now)
        notice = Notice(addressee, NoticeKind.INSPECTED, f"kiem-tra-{number}", entry=inspection.entry)
        messages.save_notice(connection, plan, notice, now)
    return RecordedEntry(number, inspection.entry, new=True)


def _owed(
    definition: PlanDefinition, inspection: Inspection, terms: Sequence[RemedyTerm], today: date
) -> Iterator[NewObligation]:
    """Each remedy as a duty of its own, which is taken back with its inspection."""
    for n, term in enumerate(terms, start=1):
        yield NewObligation(
            inspection.unit,
            SubmissionKind.REMEDY,
            occasion(inspection.id, n),
            term.due(definition, inspection.on, today),
            subject=term.what,
            entry=inspection.entry,
        )


@effect("Xác nhận đã khắc phục kiến nghị")
def close_remedy(plan: str, stated: StatedClosing, actor: str, now: datetime) -> RecordedEntry:
    """Confirm that a remedy was carried out; the same again changes nothing, another day or reason is refused."""
    with office.database().plan_transaction(plan) as connection:
        entering = open_entry(connection, plan, actor, now)
        inspections = registers.load_inspections(connection, plan, now)
        remedy, closing = read_closing(entering.reading, entering.facts, stated, inspections)
        known = closed_before(registers.load_closings(connection, plan, ANY_TIME), closing)
        if known is not None:
            return RecordedEntry(known.id, known.entry, new=False)
        closing = entering.signed(closing, HandAct.CLOSE_REMEDY, {"obligation": remedy.id}, closing.reason)
        number = registers.save_closing(connection, plan, closing)
        chases.drop_chases(connection, plan, remedy.id, now)
    return RecordedEntry(number, closing.entry, new=True)
