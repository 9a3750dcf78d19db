"""What units promised, action by action: by whom, how much, and what nobody planned."""

from dataclasses import replace
from decimal import Decimal

import pytest

from papiplan.domain.consolidation import consolidate
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.promises import PromisedAction, PromisedSum, Subplans, promised_actions
from papiplan.domain.submissions import AcceptedForm, Value
from papiplan.domain.units import Duty
from tests.consolidations import a_city_plan, a_report, a_standing, a_subplan

PLAN = a_city_plan()
ACTION = "2.3.1"


def promise(number: float | None = None, measure: str = "", measures: str = "Công khai tại trụ sở") -> dict[str, Value]:
    return {"measures": measures, "target_number": number, "measure_unit": measure}


def promised(*forms: AcceptedForm, code: str = ACTION, plan: PlanDefinition = PLAN) -> PromisedAction:
    standings = [a_standing(unit.code, kind=SubmissionKind.SUBPLAN) for unit in plan.obliged_units]
    return next(each for each in promised_actions(plan, standings, forms) if each.action.code == code)


def test_an_action_that_nobody_planned_awaits_its_lead_and_all_on_site() -> None:
    found = promised()
    assert (found.rows, found.sums, found.asked) == ((), (), 10)
    assert found.awaited[0] == found.action.lead


def test_who_is_invited_is_never_asked_for_a_subplan_and_its_action_is_not_unplanned() -> None:
    lead = replace(PLAN.unit(promised().action.lead), duty=Duty.INVITED)
    plan = replace(PLAN, units=tuple(lead if unit.code == lead.code else unit for unit in PLAN.units))
    actions = tuple(replace(each, on_site=()) if each.code == ACTION else each for each in plan.actions)
    found = promised(plan=replace(plan, actions=actions))
    assert (found.asked, found.awaited) == (0, ())
    subplans = Subplans(consolidate(plan, (), ()), (found, promised(plan=plan)))
    assert subplans.unplanned == (promised(plan=plan),)


def test_what_was_promised_stands_with_its_file_and_cells() -> None:
    found = promised(a_subplan("phuong-2", {ACTION: promise(4, "quý")}), a_subplan("tckh", {ACTION: promise()}))
    assert [row.unit for row in found.rows] == ["tckh", "phuong-2"], "the lead first"
    assert (found.rows[1].source.sheet, found.rows[1].source.cells) == ("Kế hoạch", "I9, K9")
    assert (len(found.awaited), found.asked) == (8, 10)


@pytest.mark.parametrize(
    ("promises", "sums"),
    [
        ([(4, "quý"), (4.1, "quý")], [PromisedSum("quý", Decimal("8.1"), 2)]),
        ([(0.1, "km"), (0.2, "km")], [PromisedSum("km", Decimal("0.3"), 2)]),
        ([(4, "quý"), (None, "quý")], [PromisedSum("quý", Decimal(4), 1)]),
        ([(4, "quý"), (2, "lần")], [PromisedSum("quý", Decimal(4), 1), PromisedSum("lần", Decimal(2), 1)]),
        ([(98, "%"), (97, "%")], []),
        ([(4, ""), (4, "khác")], []),
    ],
)
def test_only_equal_measures_are_added_and_over_whom_is_said(
    promises: list[tuple[float | None, str]], sums: list[PromisedSum]
) -> None:
    forms = [a_subplan(f"phuong-{n}", {ACTION: promise(*each)}) for n, each in enumerate(promises, start=1)]
    assert list(promised(*forms).sums) == sums


def test_a_row_that_was_left_empty_promises_nothing() -> None:
    empty = a_subplan("phuong-2", {ACTION: {"measures": "", "unit_target": None}})
    assert promised(empty).rows == ()


def test_reports_promise_nothing_and_the_order_of_forms_changes_nothing() -> None:
    forms = [a_subplan(f"phuong-{n}", {ACTION: promise(n, "quý")}) for n in (3, 1, 2)]
    report = a_report("phuong-4", {ACTION: {"status": "done", "result_number": 4}})
    assert promised(*forms, report) == promised(*sorted(forms, key=lambda form: form.unit))
