"""What a changed plan does to the duties of its units: who owes now, who no longer does, which due dates move.

Not here: how two versions differ in words (`plan_changes`), nor whose duties pass on by a merger (`bearing`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from papiplan.domain.deadlines import local_date
from papiplan.domain.due_dates import due_date, report_due, subplan_due
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import DueDate, Obligation, Standing, Status
from papiplan.domain.plans import FORM_KINDS, PlanDefinition, SubmissionKind
from papiplan.domain.roster import has_ended
from papiplan.domain.units import Unit


@dataclass(frozen=True)
class NewDuty:
    """A duty of a unit that owed none of its kind before; a report's has no due date until the publication.

    Of a unit that was politely asked before, the request stays on record, so that the duty is another occasion.
    """

    unit: str
    kind: SubmissionKind
    occasion: str
    due: DueDate | None


@dataclass(frozen=True)
class DutyChanges:
    """What becomes of the units' duties: those that begin, those that are lifted, and the due dates that move."""

    begun: tuple[NewDuty, ...]
    lifted: tuple[Obligation, ...]
    moved: tuple[tuple[Obligation, DueDate], ...]

    @property
    def units(self) -> frozenset[str]:
        """The units that any of it concerns."""
        concerned = (*self.lifted, *(obligation for obligation, _ in self.moved))
        return frozenset((*(duty.unit for duty in self.begun), *(owed.borne_by for owed in concerned)))


def duty_changes(facts: PlanFacts, after: PlanDefinition, on: date, now: datetime) -> DutyChanges:
    """What the change of a plan into `after` does to duties; a unit's new terms count from the day `on`.

    `facts` are those before the change.
    """
    begun = tuple(duty for unit in after.obliged_units for duty in _begun(facts, after, unit, on, local_date(now)))
    released = {unit.code for unit in facts.definition.obliged_units} - {unit.code for unit in after.obliged_units}
    lifted = tuple(s.obligation for s in facts.standings(now) if s.obligation.owed_by in released and _is_open(s))
    return DutyChanges(begun, lifted, tuple(_moved(facts, after)))


def _is_open(standing: Standing) -> bool:
    return standing.missing is not None and standing.status is not Status.EXCUSED


def _begun(facts: PlanFacts, after: PlanDefinition, unit: Unit, on: date, today: date) -> Iterator[NewDuty]:
    """The duties that a unit takes on: those of each kind of which it owes none and inherits none."""
    start = max(on, unit.valid_from or on)
    answers_for = {unit.code, *after.merged_into(unit.code)}
    for kind in FORM_KINDS:
        owed = any(o.kind is kind and o.owed_by in answers_for for o in facts.obligations)
        if not owed and not has_ended(unit, on):
            asked = any(o.kind is kind and o.owed_by == unit.code for o in facts.requests)
            occasion = f"{after.year}, điều chỉnh" if asked else str(after.year)
            yield NewDuty(unit.code, kind, occasion, _first_due(facts, after, kind, start, today))


def _first_due(
    facts: PlanFacts, after: PlanDefinition, kind: SubmissionKind, start: date, today: date
) -> DueDate | None:
    """A sub-plan's term counts from the day of the change; a report's is everybody's, but never a shorter one.

    A change that was recorded when its own term had passed counts from today: the unit could not know of it.
    """
    if kind is SubmissionKind.REPORT and facts.publication is None:
        return None
    rule = after.subplan_rule if kind is SubmissionKind.SUBPLAN else after.report_rule
    terms = (due_date(after, rule, day, "có hiệu lực đối với đơn vị") for day in (start, max(start, today)))
    own = next(due for due in terms if due.on >= today)
    if facts.publication is None or kind is SubmissionKind.SUBPLAN:
        return own
    return max(report_due(after, facts.publication.published_on), own, key=lambda due: due.on)


def _moved(facts: PlanFacts, after: PlanDefinition) -> Iterator[tuple[Obligation, DueDate]]:
    """The due dates that other rules move: of units that were told of theirs later only, else either way."""
    before = facts.definition
    for kind in FORM_KINDS:
        was, due = _due(facts, before, kind), _due(facts, after, kind)
        if was is None or due is None or was == due:
            continue
        for owed in facts.obligations:
            if owed.kind is kind and owed.due and (due.on > owed.due.on or kind not in facts.told):
                yield owed, due


def _due(facts: PlanFacts, plan: PlanDefinition, kind: SubmissionKind) -> DueDate | None:
    if kind is SubmissionKind.SUBPLAN:
        return subplan_due(plan, facts.issue.on) if facts.issue else None
    return report_due(plan, facts.publication.published_on) if facts.publication else None
