"""The records of the units, made from how their duties stand and from the forms that they sent.

Not here: what a record holds (`unit_records`), nor what it is worth (`scoring`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from papiplan.domain.deadlines import Calendar, add_working_days, end_of, local_date
from papiplan.domain.form_texts import says_none
from papiplan.domain.forms import ActionStatus
from papiplan.domain.mergers import as_sent
from papiplan.domain.obligations import Obligation, Part, Standing, Status
from papiplan.domain.plans import FORM_KINDS, PlanDefinition, Scoring, SubmissionKind
from papiplan.domain.remedy_answers import judged
from papiplan.domain.submissions import AcceptedForm, FormRow, Value
from papiplan.domain.unit_records import ActionRecord, DutyRecord, UnitRecord, presence
from papiplan.domain.units import Unit
from papiplan.domain.urgings import WrittenUrging, urgings_about


@dataclass(frozen=True)
class Freeze:
    """Until when what comes is worth points: sub-plans to the end of the day of publication, reports to the chốt.

    Where the day of publication was corrected it is the latest one ever recorded, so that no correction lowers a score.
    """

    published_on: date
    final_at: datetime

    def of(self, obligation: Obligation) -> datetime:
        """The last instant for this duty; a sub-plan with an extension beyond the publication has until then."""
        if obligation.kind is SubmissionKind.REPORT:
            return self.final_at
        return end_of(max(self.published_on, obligation.effective_due_on or self.published_on))


def unit_records(
    definition: PlanDefinition,
    standings: Iterable[Standing],
    forms: Iterable[AcceptedForm],
    freeze: Freeze,
    calendar: Calendar,
    urgings: Sequence[WrittenUrging] = (),
) -> tuple[UnitRecord, ...]:
    """The record of each obliged unit, in the plan's order; of several forms of a duty the newest in time counts.

    Where only a later version is told that replaced one in time, it stands for that: sending again never lowers.
    `urgings` are the letters that were signed; one that was signed after the chốt urged nobody in time.
    """
    told = tuple(standings)
    duties = _judged_duties(definition, (s for s in told if s.obligation.kind in FORM_KINDS))
    remedies = _remedies(definition, (s for s in told if s.obligation.kind is SubmissionKind.REMEDY))
    sent: defaultdict[str, dict[SubmissionKind, AcceptedForm]] = defaultdict(dict)
    for form in sorted(as_sent(forms, definition), key=lambda form: (form.received_at, form.submission_id)):
        owed = duties[form.unit].get(form.kind)
        if owed and form.received_at <= freeze.of(owed.obligation):
            sent[form.unit][form.kind] = form
        elif owed and _form_in_time(owed, freeze):
            sent[form.unit].setdefault(form.kind, form)
    return tuple(
        replace(
            unit_record(definition, unit, duties[unit.code], sent[unit.code], freeze, calendar, urgings),
            remedies=judged(remedies[unit.code]),
        )
        for unit in definition.obliged_units
    )


def _remedies(definition: PlanDefinition, standings: Iterable[Standing]) -> Mapping[str, list[Standing]]:
    """The remedies by the unit on whose record they count."""
    found: defaultdict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        found[_judged(standing, definition.unit(standing.obligation.owed_by))].append(standing)
    return found


def _judged_duties(
    definition: PlanDefinition, standings: Iterable[Standing]
) -> Mapping[str, dict[SubmissionKind, Standing]]:
    """The duties by the unit on whose record they count: of several of a kind its own, else the one it met best."""
    counted = [(_judged(s, definition.unit(s.obligation.owed_by)), s) for s in standings]
    duties: defaultdict[str, dict[SubmissionKind, Standing]] = defaultdict(dict)
    for unit, standing in sorted(counted, key=lambda pair: _preference(*pair)):
        duties[unit].setdefault(standing.obligation.kind, standing)
    return duties


def _judged(standing: Standing, owing: Unit) -> str:
    """Of a unit that ended only what was due in its life, or what it met, counts on its record; "" for nobody's."""
    owed, last = standing.obligation, owing.valid_to
    due = owed.effective_due_on
    if last is None or (due is not None and due <= last):
        return owed.owed_by
    return owed.borne_by if owed.borne_by != owed.owed_by or standing.received_at else ""


def _preference(unit: str, standing: Standing) -> tuple[bool, bool, int]:
    return standing.obligation.owed_by != unit, standing.status is Status.EXCUSED, standing.late_working_days


def _form_in_time(standing: Standing, freeze: Freeze) -> bool:
    """Whether a usable form came by the freeze: a form that decides timeliness was accepted, or mended in time."""
    counted = standing.counted
    return counted is not None and counted.part is Part.FORM and counted.received_at <= freeze.of(standing.obligation)


def unit_record(
    definition: PlanDefinition,
    unit: Unit,
    standings: Mapping[SubmissionKind, Standing],
    forms: Mapping[SubmissionKind, AcceptedForm],
    freeze: Freeze,
    calendar: Calendar,
    urgings: Sequence[WrittenUrging] = (),
) -> UnitRecord:
    """The record of `unit` without its remedies: from how its duties stand and its usable forms at the freeze."""
    answers = {kind: _by_action(form) for kind, form in forms.items()}
    promised, reported = answers.get(SubmissionKind.SUBPLAN, {}), answers.get(SubmissionKind.REPORT, {})
    codes = [action.code for action in definition.actions_of(unit.code)]
    # Of a unit that ended before its report was due, the actions count on its successor's record.
    reports = unit.valid_to is None or SubmissionKind.REPORT in standings
    duties = {
        kind: replace(
            _duty_record(standing, freeze.of(standing.obligation)),
            complete_rows=_complete_rows(codes, forms.get(kind)),
            # A unit without any action owes one additional row.
            expected_rows=max(1, len(codes)),
            signed_in_time=_signed_in_time(standing, forms.get(kind), freeze, definition.scoring, calendar),
            written_urgings=len(urgings_about(standing.obligation.id, urgings, local_date(freeze.final_at))),
        )
        for kind, standing in standings.items()
    }
    return UnitRecord(
        unit=unit.code,
        subplan=duties.get(SubmissionKind.SUBPLAN),
        report=duties.get(SubmissionKind.REPORT),
        actions=tuple(_action_record(code, promised.get(code), reported.get(code)) for code in codes if reports),
        presence=presence(unit, definition.figures_from, definition.figures_to),
    )


def _duty_record(standing: Standing, frozen_at: datetime) -> DutyRecord:
    """How a duty was met in time; what was sent is not looked at here."""
    obligation, counted = standing.obligation, standing.counted
    extension, late = obligation.extension, standing.status is Status.LATE
    return DutyRecord(
        kind=obligation.kind,
        status=standing.status,
        due_on=obligation.effective_due_on,
        rule_due_on=obligation.due.on if obligation.due and extension else None,
        by_extension=standing.by_extension,
        paper_owed=standing.by_extension and extension is not None and extension.decision.paper_owed,
        received_at=standing.received_at,
        channel=counted.channel if counted else "",
        entered_at=counted.entered_at if counted else None,
        late_days=standing.late_working_days if late else 0,
        # The first form of several is the one that was mended; a signed document is never sent back.
        mended=standing.mended and counted is not standing.first_signed,
        after_freeze=late and standing.received_at is not None and standing.received_at > frozen_at,
        signed=_signed_by(standing, frozen_at),
    )


def _complete_rows(codes: Sequence[str], form: AcceptedForm | None) -> int:
    """How many rows are complete: all that an accepted form has but those that were accepted with a waiver."""
    if form is None:
        return 0
    answers = _by_action(form)
    there = sum(code in answers for code in codes) if codes else 1
    return max(0, min(there, max(1, len(codes)) - form.faulty_rows))


def _signed_by(standing: Standing, instant: datetime) -> bool:
    return standing.first_signed is not None and standing.first_signed.received_at <= instant


def _signed_in_time(
    standing: Standing, form: AcceptedForm | None, freeze: Freeze, scoring: Scoring, calendar: Calendar
) -> bool:
    """Whether the signed document earns its points: a report's by the freeze, a sub-plan's soon after the form.

    Soon is within `signed_grace_days` working days of the form, or by the due date, so that a unit that sends its form
    early does not lose by it.
    """
    due, frozen_at = standing.obligation.effective_due_on, freeze.of(standing.obligation)
    if standing.obligation.kind is SubmissionKind.REPORT or form is None:
        return _signed_by(standing, frozen_at)
    grace_until = add_working_days(local_date(form.received_at), scoring.signed_grace_days, calendar)
    return _signed_by(standing, min(frozen_at, end_of(max(grace_until, due or grace_until))))


def _by_action(form: AcceptedForm) -> dict[str, FormRow]:
    return {row.action: row for row in form.rows_of(form.kind.sheet) if row.action}


def _action_record(code: str, promise: FormRow | None, answer: FormRow | None) -> ActionRecord:
    """One action; what was promised is read from the sub-plan, else from what the report repeats of it."""
    if answer is None:
        return ActionRecord(code, ActionStatus.UNREPORTED)
    values = answer.values
    promised = promise.values if promise else values
    return ActionRecord(
        code=code,
        status=ActionStatus(str(values.get("status") or ActionStatus.UNREPORTED)),
        evidence=not says_none(str(values.get("evidence") or "")),
        explained=bool(values.get("weakness")),
        result_number=_number(values.get("result_number")),
        target_number=_number(promised.get("target_number")),
    )


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None
