"""Next year's plan out of this year's: who goes on, with what, and which targets the published result suggests."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from papiplan.domain.carried_actions import CarriedAction, carried_actions
from papiplan.domain.consolidation import consolidate
from papiplan.domain.facts import PlanFacts
from papiplan.domain.forms import ActionStatus
from papiplan.domain.next_roster import heir_in, roster_on
from papiplan.domain.next_year import MOST_LETTERS, NextYear, next_id, next_year
from papiplan.domain.plans import PlanDefinition, TargetOperator
from papiplan.domain.problems import Refused
from papiplan.domain.proposed_targets import ProposedTarget, proposed_targets
from papiplan.domain.publication import ProvinceScores
from papiplan.domain.units import Unit, find_unit
from tests.consolidations import a_publication, a_report
from tests.factories import a_department, a_plan, a_unit, an_action

DAY = date(2024, 5, 1)
BEFORE, AHEAD = date(2024, 3, 31), date(2024, 6, 30)


# The roster.

OLD_WARD = a_unit("phuong-1", valid_to=BEFORE, successor="phuong-2", aliases=("P1",))
WARD = a_unit("phuong-2", aliases=("P2",))


def codes(*units: Unit) -> list[str]:
    return [unit.code for unit in roster_on(units, DAY)]


@pytest.mark.parametrize(
    ("units", "kept"),
    [
        ((WARD,), ["phuong-2"]),
        ((OLD_WARD, WARD), ["phuong-2"]),
        ((a_unit("phuong-9", valid_to=BEFORE), WARD), ["phuong-2"]),
        ((a_unit("phuong-9", valid_to=DAY), WARD), ["phuong-9", "phuong-2"]),
        ((a_unit("phuong-9", valid_to=AHEAD, successor="phuong-2"), WARD), ["phuong-9", "phuong-2"]),
        ((WARD, a_unit("phuong-9", valid_from=date(2024, 7, 1))), ["phuong-2", "phuong-9"]),
    ],
    ids=["stands", "merged", "closed", "last day", "merger ahead", "begins later"],
)
def test_the_roster_is_that_of_the_day_with_all_that_is_known_to_lie_ahead(
    units: tuple[Unit, ...], kept: list[str]
) -> None:
    assert codes(*units) == kept


def test_a_successor_answers_to_the_names_of_all_that_it_became() -> None:
    oldest = a_unit("xa-0", valid_to=date(2023, 12, 31), successor="phuong-1")
    (heir,) = roster_on((oldest, OLD_WARD, WARD), DAY)
    for name in (oldest.name, OLD_WARD.name, OLD_WARD.short, "P1", "P2"):
        assert find_unit(name, (heir,)) == heir
    assert heir.addresses == WARD.addresses


def test_a_former_name_that_is_a_unit_s_own_name_now_is_no_alias_of_another() -> None:
    namesake = a_unit("phuong-moi", name=OLD_WARD.name)
    heir, _ = roster_on((WARD, namesake, OLD_WARD), DAY)
    assert OLD_WARD.name not in heir.aliases
    assert OLD_WARD.short in heir.aliases


def test_what_began_in_the_year_that_is_over_needs_no_day_any_more() -> None:
    (unit,) = roster_on((a_unit("phuong-2", valid_from=date(2023, 9, 1)),), DAY)
    assert unit.valid_from is None


def test_the_heir_of_a_unit_that_ended_without_a_successor_is_nobody() -> None:
    units = (a_unit("phuong-9", valid_to=BEFORE), OLD_WARD, WARD)
    assert [heir_in(unit.code, units, DAY) for unit in units] == ["", "phuong-2", "phuong-2"]


# The actions.

WARDS = ("phuong-1", "phuong-2", "phuong-3")
D, P, N, NA, U = ActionStatus


def a_plan_of_wards(*wards: Unit) -> PlanDefinition:
    units = (a_department("nv", "Phòng Nội vụ"), a_department(), *(wards or map(a_unit, WARDS)))
    return a_plan(units=units, actions=(an_action(on_site=WARDS, support=("nv",)),))


def carried(plan: PlanDefinition, answers: Mapping[str, ActionStatus]) -> CarriedAction:
    """The one action; whoever has no answer has not reported."""
    reports = [a_report(unit, {"2.3.1": status}) for unit, status in answers.items() if status is not U]
    (action,) = carried_actions(plan, consolidate(plan, [], reports), DAY)
    return action


@pytest.mark.parametrize(
    ("lead", "wards", "finished"),
    [
        (D, (D, D, D), True),
        (D, (D, D, NA), True),
        (NA, (NA, NA, NA), True),
        (D, (D, D, P), False),
        (D, (D, D, N), False),
        (D, (D, D, U), False),
        (P, (D, D, D), False),
        (U, (U, U, U), False),
    ],
)
def test_an_action_is_carried_over_while_any_of_its_units_has_not_finished_it(
    lead: ActionStatus, wards: tuple[ActionStatus, ...], finished: bool
) -> None:
    action = carried(a_plan_of_wards(), {"tckh": lead, **dict(zip(WARDS, wards, strict=True))})
    assert action.finished is finished
    told = {status: set(units) for status, units in (action.ending or {}).items()}
    answers = {"tckh": lead, **dict(zip(WARDS, wards, strict=True))}
    assert told == {status: {u for u, s in answers.items() if s is status} for status in {lead, *wards}}


def test_without_a_final_consolidation_every_action_is_carried_over() -> None:
    (action,) = carried_actions(a_plan_of_wards(), None, DAY)
    assert (action.ending, action.finished) == (None, False)


def test_an_action_that_came_after_the_final_consolidation_is_carried_over() -> None:
    plan = a_plan_of_wards()
    later = replace(plan, actions=(*plan.actions, an_action("2.3.2", on_site=WARDS)))
    action = carried_actions(later, consolidate(plan, [], [a_report("tckh", {"2.3.1": "done"})]), DAY)[1]
    assert (action.ending, action.finished) == ({}, False)


def test_successors_take_the_places_of_merged_units_each_in_its_strongest_role() -> None:
    wards = (
        a_unit("phuong-1", valid_to=BEFORE, successor="phuong-2"),
        a_unit("phuong-2"),
        a_unit("phuong-3", valid_to=BEFORE, successor="tckh"),
    )
    (action,) = carried_actions(a_plan_of_wards(*wards), None, DAY)
    assert (action.action.lead, action.action.on_site, action.action.support) == ("tckh", ("phuong-2",), ("nv",))


def test_a_lead_that_is_gone_is_left_to_an_officer() -> None:
    plan = a_plan_of_wards()
    units = tuple(replace(unit, valid_to=BEFORE) if unit.code == "tckh" else unit for unit in plan.units)
    (action,) = carried_actions(replace(plan, units=units), None, DAY)
    assert (action.action.lead, action.action.on_site) == ("", WARDS)


# The targets.


def the_country(value: float) -> tuple[ProvinceScores, ...]:
    """40 provinces that all have this in every dimension."""
    return tuple(
        ProvinceScores(2023, f"T{n}", f"Tỉnh thứ {n}", f"Province {n}", (value,) * 8, value * 8) for n in range(40)
    )


def ours(year: int, *dimensions: float | None) -> ProvinceScores:
    scores = (*dimensions, *(5.0,) * (8 - len(dimensions)))
    total = None if None in scores else round(sum(score or 0 for score in scores), 4)
    return ProvinceScores(year, "P56", "Đồng Tháp", "Dong Thap", scores, total)


def proposed(
    before: ProvinceScores | None, now: ProvinceScores, others: float | None = 5.0, group: str = ""
) -> tuple[ProposedTarget, ...]:
    plan = a_plan(baselines=(before,) if before else ())
    scores = (now, *the_country(others)) if others else (now,)
    return proposed_targets(plan, a_publication(scores=scores, published_group=group))


@pytest.mark.parametrize(
    ("before", "now", "others", "operator", "aim"),
    [
        (4.5, 4.25, 5.0, "raise_by", "lấy lại mức năm 2022"),
        (6.5, 6.25, 5.0, "raise_by", "lấy lại mức năm 2022"),
        (4.5, 4.75, 5.0, "raise_by", "đạt mức trung vị toàn quốc năm 2023"),
        (None, 4.75, 5.0, "raise_by", "đạt mức trung vị toàn quốc năm 2023"),
        (4.5, 4.75, None, "keep_or_raise", ""),
        (5.0, 5.0, 5.0, "keep_or_raise", ""),
        (5.5, 5.75, 5.0, "keep_or_raise", ""),
    ],
    ids=["low, fell", "high, fell", "low, rose", "low, no year before", "rose, no country", "at the median", "high"],
)  # fmt: skip
def test_what_fell_shall_regain_it_what_is_low_reach_the_median_all_else_be_held(
    before: float | None, now: float, others: float | None, operator: str, aim: str
) -> None:
    found = {each.target.figure: each.target for each in proposed(ours(2022, before), ours(2023, now), others)}
    target = found["D1"]
    wording = f"tăng ít nhất 0,2500 điểm so với năm 2023, {aim}" if aim else "duy trì hoặc tăng điểm so với năm 2023"
    assert (target.operator, target.delta, target.reference_year) == (operator, 0.25 if aim else None, 2023)
    assert target.wording == wording


def test_what_fell_comes_first_then_what_is_low_the_others_and_the_total() -> None:
    targets = proposed(ours(2022, 5.0, 4.0, 5.5), ours(2023, 6.0, 4.5, 5.25))
    assert [each.target.figure for each in targets] == ["D3", "D2", "D1", "D4", "D5", "D6", "D7", "D8", "total"]


@pytest.mark.parametrize(
    ("published", "aimed", "wording"),
    [
        ("Thấp nhất", "Trung bình thấp", 'thuộc nhóm "Trung bình thấp" trở lên'),
        ("Trung bình thấp", "Trung bình cao", 'thuộc nhóm "Trung bình cao" trở lên'),
        ("Trung bình cao", "Cao nhất", 'thuộc nhóm "Cao nhất"'),
        ("Cao nhất", "Cao nhất", 'thuộc nhóm "Cao nhất"'),
    ],
)
def test_the_total_shall_reach_the_group_above(published: str, aimed: str, wording: str) -> None:
    total = proposed(None, ours(2023), group=published)[-1].target
    assert (total.operator, total.group, total.wording) == (TargetOperator.REACH_GROUP, aimed, wording)


def test_where_no_group_is_known_the_total_is_to_be_held() -> None:
    total = proposed(ours(2022), ours(2023), others=None)[-1].target
    assert (total.figure, total.operator, total.reference_year) == ("total", TargetOperator.KEEP_OR_RAISE, 2023)


def test_each_proposal_names_its_figures_and_their_source() -> None:
    first = proposed(ours(2022, 4.5), ours(2023, 4.25))[0]
    assert first.reason == (
        "Tham gia của người dân ở cấp cơ sở năm 2023: 4,2500 điểm, giảm 0,2500 điểm so với năm 2022 (4,5000 điểm); "
        "trung vị toàn quốc 5,0000 điểm (tính toán). Nguồn: CECODES, RTA và UNDP."
    )


def test_a_course_over_several_years_is_told_and_a_computed_group_is_called_so() -> None:
    plan = a_plan(baselines=(ours(2021, 4.75), ours(2022, 4.5)))
    targets = proposed_targets(plan, a_publication(scores=(ours(2023, 4.25), *the_country(5.0))))
    assert "; xu hướng: giảm 2 năm liền. Nguồn" in targets[0].reason
    assert "tính toán, chưa phải số liệu công bố" in targets[-1].reason


def test_nothing_is_proposed_where_the_province_has_no_result() -> None:
    assert proposed(ours(2022), ours(2023, None)) == ()


# The plan.


@pytest.mark.parametrize(
    ("plan", "year", "taken", "proposed"),
    [
        ("sa-dec-2023", 2024, (), "sa-dec-2024"),
        ("sa-dec-2023", 2024, ("sa-dec-2023", "sa-dec-2024"), "sa-dec-2024-2"),
        ("sa-dec-2023", 2024, ("sa-dec-2024", "sa-dec-2024-2"), "sa-dec-2024-3"),
        ("sa-dec", 2024, (), "sa-dec-2024"),
        ("x" * 40, 2024, (), f"{'x' * 35}-2024"),
        (f"{'x' * 35}-2023", 2024, (f"{'x' * 35}-2024",), f"{'x' * 35}-2"),
    ],
)
def test_the_id_is_that_of_the_plan_before_with_the_new_year_in_it(
    plan: str, year: int, taken: tuple[str, ...], proposed: str
) -> None:
    found = next_id(a_plan(id=plan), year, taken)
    assert found not in taken
    assert len(found) <= MOST_LETTERS
    assert found == proposed


def the_next(year: int = 2024) -> NextYear:
    plan = a_plan()
    return next_year(PlanFacts(definition=plan), plan, None, year, (), DAY)


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Thường xuyên năm 2023", True),
        ("Trước ngày 15/12/2023", True),
        ("Quý IV/2023 và khi có thay đổi", True),
        ("Trước ngày 30 tháng 9 năm 2023", True),
        ("không thấp hơn năm 2022", True),
        ("Thực hiện Kế hoạch số 184/KH-UBND ngày 22 tháng 5 năm 2023 của Tỉnh", False),
        ("theo Quyết định số 12/QĐ-UBND ngày 05/3/2023", False),
        ("theo Nghị định 30/2023/NĐ-CP", False),
        ("giai đoạn 2021 - 2030", False),
        ("Hằng quý", False),
        ("", False),
    ],
)
def test_a_text_of_the_year_that_is_over_is_told_from_a_document_of_it(text: str, dated: bool) -> None:
    assert the_next().is_dated(text) is dated


def test_the_plan_is_named_after_its_own_year() -> None:
    assert the_next().renamed("Kế hoạch PAPI năm 2023 số 2023") == "Kế hoạch PAPI năm 2024 số 2023"


@pytest.mark.parametrize("year", [2022, 2023])
def test_a_year_that_is_not_a_later_one_is_refused(year: int) -> None:
    with pytest.raises(Refused, match=r"không sau năm 2023.*2024"):
        the_next(year)


def test_the_coordinator_is_the_unit_that_stands_in_for_it_now() -> None:
    plan = a_plan()
    units = tuple(
        replace(unit, valid_to=BEFORE, successor="tckh") if unit.code == "nv" else unit for unit in plan.units
    )
    merged = replace(plan, units=units)
    assert next_year(PlanFacts(definition=merged), merged, None, 2024, (), DAY).coordinator_unit == "tckh"


def test_the_results_at_hand_are_all_those_of_the_years_before() -> None:
    plan = a_plan(baselines=(ours(2022),))
    facts = PlanFacts(definition=plan, publication=a_publication(scores=(ours(2023),)), other_years=(ours(2024),))
    assert [row.year for row in next_year(facts, plan, None, 2024, (), DAY).results] == [2022, 2023]
