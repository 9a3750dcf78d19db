"""What a merger of units does to a plan in mid-year: whose forms and promises are whose, what is asked of whom.

Not here: which unit stands in for which (`roster`), nor which duties pass on (`bearing`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from papiplan.domain.actions import Action
from papiplan.domain.deadlines import ONE_DAY, end_of, local_date, short
from papiplan.domain.forms import Promise
from papiplan.domain.obligations import Standing, Status
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem
from papiplan.domain.roster import bearer
from papiplan.domain.submissions import AcceptedForm, promises_of
from papiplan.domain.units import Unit


def plan_at(definition: PlanDefinition, now: datetime) -> PlanDefinition:
    """The plan as its roster stands at `now`: a merger that lies ahead moves nothing until its day.

    A successor is named once its predecessor has ended; a unit that does not exist yet has no action of its own.
    """
    units = tuple(replace(unit, successor="") if _ends_later(unit, now) else unit for unit in definition.units)
    ahead = {unit.code for unit in units if unit.valid_from and now <= end_of(unit.valid_from - ONE_DAY)}
    return replace(definition, units=units, actions=tuple(_without(action, ahead) for action in definition.actions))


def _ends_later(unit: Unit, now: datetime) -> bool:
    return bool(unit.successor) and unit.valid_to is not None and now <= end_of(unit.valid_to)


def _without(action: Action, units: set[str]) -> Action:
    on_site, support = (
        tuple(code for code in codes if code not in units) for codes in (action.on_site, action.support)
    )
    return replace(action, on_site=on_site, support=support)


def as_sent(forms: Iterable[AcceptedForm], definition: PlanDefinition) -> list[AcceptedForm]:
    """The forms, each as that of the unit which stood in, when it came, for the one that owed it."""
    units = {unit.code: unit for unit in definition.units}
    return [replace(form, unit=bearer(form.unit, units, local_date(form.received_at))) for form in forms]


def reporters(standings: Iterable[Standing], definition: PlanDefinition) -> dict[str, str]:
    """Who reports in place of each unit that owes a report: who sent what is in force, else who bears the duty.

    A unit that ended and is excused is not expected to report: it stands for nobody, "".
    """
    units = {unit.code: unit for unit in definition.units}
    found = {}
    for standing in standings:
        owed, current = standing.obligation, standing.current
        ended = units[owed.borne_by].valid_to is not None and standing.status is Status.EXCUSED
        nobody = "" if ended else owed.borne_by
        found[owed.owed_by] = bearer(owed.owed_by, units, local_date(current.received_at)) if current else nobody
    return found


def promises_by_unit(
    definition: PlanDefinition, subplans: Iterable[AcceptedForm]
) -> Mapping[str, Mapping[str, Promise]]:
    """What each unit's sub-plan promised, by unit and action; a successor has the promises of all that it became."""
    promised = {form.unit: promises_of(form) for form in subplans}
    return {unit.code: _united(definition, unit, promised) for unit in definition.units}


def _united(
    definition: PlanDefinition, unit: Unit, promised: Mapping[str, Mapping[str, Promise]]
) -> dict[str, Promise]:
    if not definition.merged_into(unit.code):
        return dict(promised.get(unit.code, {}))
    by_action: defaultdict[str, list[tuple[str, Promise]]] = defaultdict(list)
    for code in (unit.code, *definition.merged_into(unit.code)):
        for action, promise in promised.get(code, {}).items():
            by_action[action].append((definition.unit(code).short, promise))
    return {action: united_promise(made) for action, made in by_action.items()}


def united_promise(made: Sequence[tuple[str, Promise]]) -> Promise:
    """Several units' promises for one action as one, each under its unit's name; their numbers are not added.

    A number holds only where all that named one named the same.
    """
    numbers = {(p.target_number, p.measure_unit) for _, p in made if p.target_number is not None}
    number, measure_unit = numbers.pop() if len(numbers) == 1 else (None, "")
    rhythms = {promise.rhythm for _, promise in made}
    return Promise(
        measures="; ".join(f"{name}: {promise.measures}" for name, promise in made if promise.measures),
        unit_target="; ".join(f"{name}: {promise.unit_target}" for name, promise in made if promise.unit_target),
        target_number=number,
        measure_unit=measure_unit,
        rhythm=rhythms.pop() if len(rhythms) == 1 else "",
    )


def taken_for(former: Unit, heir: Unit) -> Problem:
    """The remark on something of a unit that had ended when it came: for whom it was taken."""
    last = f" từ sau ngày {short(former.valid_to)}" if former.valid_to else ""
    return Problem("", f"{former.short} đã kết thúc hoạt động{last}; hồ sơ được nhận cho {heir.short}")
