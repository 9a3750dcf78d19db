"""A plan's units, actions and corrected days as rows of the next year's tables, the actions with their history.

Not here: which of them are carried over (`domain.next_year`), nor the plan's own fields (`carried_plan`).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from papiplan.documents.plan_folders.plan_columns import WORKED_LABELS, UnitRow
from papiplan.documents.plan_folders.plan_filling import Row
from papiplan.documents.plan_folders.plan_tables import NOTE
from papiplan.documents.plan_folders.plan_values import left_open
from papiplan.documents.wording import listed
from papiplan.domain.actions import Action
from papiplan.domain.carried_actions import UNFINISHED, CarriedAction
from papiplan.domain.deadlines import CalendarDay
from papiplan.domain.next_year import NextYear
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.units import Duty, Group, Unit

MOST_NAMES = 10
"""How many units a history names; of those beyond it gives the number."""


def unit_rows(units: Iterable[Unit]) -> tuple[Row, ...]:
    """The units as a person types them."""
    return tuple({key: _typed(getattr(unit, key)) for key in UnitRow.model_fields} for unit in units)


def day_rows(days: Iterable[CalendarDay], day: date) -> tuple[Row, ...]:
    """The corrections of the calendar from `day` on: those before it are of no more use."""
    return tuple(
        {"date": _typed(each.on), "kind": WORKED_LABELS[each.working], "source": each.source}
        for each in days
        if each.on >= day
    )


def action_rows(year: NextYear) -> tuple[Row, ...]:
    """The actions carried over, then as notes those that are finished, to be taken back by whoever wants to."""
    finished = [each for each in year.actions if each.finished]
    rows = [_action_row(each, year) for each in year.actions if not each.finished]
    if finished:
        done = f"{NOTE} Dưới đây là nhiệm vụ đã hoàn thành năm {year.before.year}, không chuyển tiếp."
        rows.append({"code": f"{done} Muốn giao lại: xóa dấu {NOTE} trước mã nhiệm vụ."})
    rows += [row | {"code": f"{NOTE} {row['code']}"} for row in (_action_row(each, year) for each in finished)]
    return tuple(rows)


def _action_row(carried: CarriedAction, year: NextYear) -> dict[str, str]:
    action = carried.action
    on_site, support = _members(action, year.units)
    return {
        "code": action.code,
        "dimension": str(action.dimension),
        "subdimension": action.subdimension,
        "subdimension_name": action.subdimension_name,
        "lead": action.lead,
        "on_site": _cell(on_site),
        "support": _cell(support),
        "partners": _own_partners(action.code, year.before),
        "indices": "" if action.indices == (year.before.index,) else _cell(action.indices),
        "history": _history(carried, year.before),
        **{key: _open(getattr(action, key), year) for key in ("text", "target", "timing", "output")},
    }


def _open(text: str, year: NextYear) -> str:
    """The text; left to an officer where it is about the year that is over."""
    return left_open(text) if year.is_dated(text) else text


def _history(carried: CarriedAction, before: PlanDefinition) -> str:
    """How the action ended: "Năm 2023: 05 đơn vị hoàn thành; 02 đơn vị đang thực hiện (UBND Phường 2, …)"."""
    return f"Năm {before.year}: {'; '.join(_ended(carried, before))}"


def _ended(carried: CarriedAction, before: PlanDefinition) -> Iterator[str]:
    if carried.ending is None:
        yield "chưa chốt tổng hợp"
    elif not carried.ending:
        yield "không có đơn vị nào báo cáo"
    for status, units in (carried.ending or {}).items():
        names = listed([before.unit(code).short for code in units], MOST_NAMES)
        yield f"{len(units):02d} đơn vị {status.label.lower()}" + (f" ({names})" if status in UNFINISHED else "")
    if not carried.action.lead:
        former = next(action.lead for action in before.actions if action.code == carried.action.code)
        yield f"{before.unit(former).short} chủ trì, nay không còn và không có đơn vị kế thừa"


def _members(action: Action, units: Sequence[Unit]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who carries out on site and who supports, with a group's code where it means the same units."""
    obliged = [unit for unit in units if unit.duty is Duty.OBLIGED]
    on_site = _grouped(action.on_site, obliged, {action.lead, *action.support})
    others = [unit for unit in units if unit.group not in on_site]
    return on_site, _grouped(action.support, others, {action.lead, *action.on_site})


def _grouped(codes: Sequence[str], of_group: Iterable[Unit], without: set[str]) -> tuple[str, ...]:
    members: dict[str, list[str]] = {}
    for unit in of_group:
        if unit.code not in without:
            members.setdefault(unit.group, []).append(unit.code)
    groups = {
        code: group for group, meant in members.items() if len(meant) > 1 and set(meant) <= set(codes) for code in meant
    }
    return tuple(dict.fromkeys(groups.get(code, code) for code in codes))


def _own_partners(code: str, before: PlanDefinition) -> str:
    """The wording of the cooperating units, where it is not what the folder makes of their names."""
    action = next(action for action in before.actions if action.code == code)
    named: Iterable[Unit | Group] = (*before.units, *before.groups)
    names = {each.code: each.short if isinstance(each, Unit) else each.name for each in named}
    on_site, support = _members(action, before.units)
    made = "; ".join(names[each] for each in (*support, *on_site))
    return "" if action.partners == made else action.partners


def _typed(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, tuple):
        return _cell(value)
    return str(getattr(value, "label", value) or "")


def _cell(words: Sequence[str]) -> str:
    """Several words in one cell; a comma parts them only where there is no semicolon."""
    return f"{words[0]};" if len(words) == 1 and "," in words[0] else "; ".join(words)
