"""What is asked of units that owe nothing: the coordinator's own forms, and information that is politely requested.

Neither has a term, is chased or is judged. Not here: what obliged units owe (`obligations`).
"""

from collections.abc import Iterator
from datetime import date

from papiplan.domain.actions import Action
from papiplan.domain.deadlines import add_working_days
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Binding, Obligation
from papiplan.domain.plans import FORM_KINDS, PlanDefinition, SubmissionKind
from papiplan.domain.units import Duty, Unit


def requests(definition: PlanDefinition) -> Iterator[tuple[str, SubmissionKind, Binding]]:
    """What a plan asks of units that owe nothing: of its coordinator both forms, of each invited unit a report.

    What an invited unit sends is so recorded as its own, be it a letter; a form is made for those in `units_with_form`.
    """
    coordinator = own_form_unit(definition)
    if coordinator is not None:
        yield from ((coordinator.code, kind, Binding.OWN) for kind in FORM_KINDS)
    for unit in definition.units:
        if unit.duty is Duty.INVITED and unit != coordinator:
            yield unit.code, SubmissionKind.REPORT, Binding.REQUESTED


def own_form_unit(definition: PlanDefinition) -> Unit | None:
    """The coordinator's own unit, where it has actions to report on and does not owe that already."""
    unit = definition.unit(definition.coordinator_unit)
    return unit if unit.duty is not Duty.OBLIGED and definition.actions_of(unit.code) else None


def units_with_form(definition: PlanDefinition, kind: SubmissionKind) -> tuple[Unit, ...]:
    """The units for which a form of this kind is made: the obliged, the coordinator's own, invited leads of actions."""
    own = own_form_unit(definition)
    return tuple(
        unit
        for unit in definition.units
        if unit.duty is Duty.OBLIGED
        or unit == own
        or (kind is SubmissionKind.REPORT and unit.duty is Duty.INVITED and led_by(definition, unit.code))
    )


def led_by(definition: PlanDefinition, unit: str) -> tuple[Action, ...]:
    """The actions that a unit leads (chủ trì)."""
    return tuple(action for action in definition.actions if action.lead == unit)


def requested_of_leads(facts: PlanFacts) -> tuple[Obligation, ...]:
    """The requests of invited units that lead an action and have sent nothing yet: they are asked once, by mail."""
    return tuple(
        request
        for request in facts.requests
        if request.binding is Binding.REQUESTED
        and facts.definition.unit(request.owed_by).duty is Duty.INVITED
        and led_by(facts.definition, request.owed_by)
        and not facts.receipts.get(request.id)
    )


def consolidated_on(facts: PlanFacts, today: date) -> date:
    """The day on which an invited lead is told that the reports are consolidated: once all are due, and not today."""
    last_due = max(facts.due_dates(SubmissionKind.REPORT), default=today)
    return add_working_days(max(last_due, today), 1, facts.calendar)
