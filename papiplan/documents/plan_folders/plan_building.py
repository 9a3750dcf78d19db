"""From checked fields and rows to a `PlanDefinition`: groups expanded, blanks filled by rule.

Not here: whether the fields and rows are right (`plan_schema`, `plan_columns`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from papiplan.documents.plan_folders.plan_columns import ActionRow, CalendarRow, UnitRow
from papiplan.documents.plan_folders.plan_schema import PlanFields
from papiplan.domain.deadlines import Calendar, CalendarDay, next_working_day
from papiplan.domain.plans import MailText, PaperTemplate, PlanDefinition
from papiplan.domain.publication import ProvinceScores
from papiplan.domain.units import Duty, Unit

_DEFINITION = TypeAdapter(PlanDefinition)
_UNITS = TypeAdapter(tuple[Unit, ...])


class Parts(NamedTuple):
    """What a plan is built from, each part checked."""

    fields: PlanFields
    units: tuple[UnitRow, ...]
    actions: tuple[ActionRow, ...]
    days: tuple[CalendarRow, ...]
    scores: tuple[ProvinceScores, ...]
    mail_texts: tuple[MailText, ...]
    paper_templates: tuple[PaperTemplate, ...]


def build_definition(parts: Parts) -> PlanDefinition:
    """The plan; of the scores those of years before the plan's become its baselines."""
    fields, units = parts.fields, parts.units
    days = sorted(parts.days, key=lambda day: day.date)
    calendar = Calendar(tuple(CalendarDay(day.date, day.kind, day.source) for day in days))
    return _DEFINITION.validate_python(
        {
            **fields.model_dump(),
            "prepare_on": fields.prepare_on or next_working_day(date(fields.year + 1, 3, 1), calendar),
            "units": [_unit(unit) for unit in units],
            "actions": [_action(action, fields, units) for action in parts.actions],
            "baselines": tuple(row for row in parts.scores if row.year < fields.year),
            "calendar_days": calendar.days,
            "mail_texts": parts.mail_texts,
            "paper_templates": parts.paper_templates,
        }
    )


def build_units(units: Sequence[UnitRow]) -> tuple[Unit, ...]:
    """The units of a table that stands alone."""
    return _UNITS.validate_python([_unit(unit) for unit in units])


def _unit(unit: UnitRow) -> Mapping[str, Any]:
    return {**unit.model_dump(), "short": unit.short or unit.name}


def _action(action: ActionRow, fields: PlanFields, units: Sequence[UnitRow]) -> Mapping[str, Any]:
    """The action with its groups expanded: a unit named twice keeps its first role, leads before all."""
    obliged = [unit for unit in units if unit.duty is Duty.OBLIGED]
    on_site = _expanded(action.on_site, obliged, without={action.lead, *action.support})
    support = _expanded(action.support, units, without={action.lead, *on_site})
    return {
        **action.model_dump(exclude={"history"}),
        "on_site": on_site,
        "support": support,
        "partners": action.partners or _partners(action, fields, units),
        "indices": action.indices or (fields.index,),
    }


def _expanded(codes: Iterable[str], of_group: Sequence[UnitRow], without: set[str]) -> tuple[str, ...]:
    """Unit codes as they are, a group's code as its units among `of_group`, each once."""
    members: dict[str, list[str]] = {}
    for unit in of_group:
        members.setdefault(unit.group, []).append(unit.code)
    expanded = dict.fromkeys(code for named in codes for code in members.get(named, [named]))
    return tuple(code for code in expanded if code not in without)


def _partners(action: ActionRow, fields: PlanFields, units: Sequence[UnitRow]) -> str:
    """The cooperating units as an appendix prints them: those that support, then those that act on site."""
    names = {**{unit.code: unit.short or unit.name for unit in units}, **{g.code: g.name for g in fields.groups}}
    return "; ".join(names[code] for code in (*action.support, *action.on_site))
