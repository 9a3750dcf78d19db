"""Units end and merge: who stands in for whom, who bears which duty, whose file settles what."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papiplan.domain.bearing import Bearing
from papiplan.domain.deadlines import end_of
from papiplan.domain.facts import PlanFacts
from papiplan.domain.forms import Promise
from papiplan.domain.mergers import plan_at, united_promise
from papiplan.domain.obligations import DueDate, Obligation, Part, Receipt, Status, Timing
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.roster import bearer, exists_on, has_ended, owing_units, predecessors
from papiplan.domain.units import Unit
from tests.factories import a_plan, a_receipt, a_unit, an_action, an_exemption, an_obligation, at

LAST, FIRST = date(2023, 12, 31), date(2024, 1, 1)
DUE = DueDate(date(2024, 4, 8), "05 ngày kể từ ngày công bố")
MERGED = (
    a_unit("phuong-1", valid_to=LAST, successor="phuong-1-4"),
    a_unit("phuong-4", valid_to=LAST, successor="phuong-1-4"),
    a_unit("phuong-1-4", valid_from=FIRST),
)
BY_CODE = {unit.code: unit for unit in MERGED}
CHAIN = (
    a_unit("a", valid_to=LAST, successor="b"),
    a_unit("b", valid_to=date(2024, 3, 31), successor="c"),
    a_unit("c", valid_from=FIRST),
)


@pytest.mark.parametrize(
    ("code", "today", "stands_in"),
    [
        ("phuong-1", "2023-12-31", "phuong-1"),
        ("phuong-1", "2024-01-01", "phuong-1-4"),
        ("phuong-1-4", "2023-06-15", "phuong-1-4"),
        ("phuong-1-4", "2024-06-15", "phuong-1-4"),
        ("unknown", "2024-06-15", "unknown"),
    ],
)
def test_a_successor_stands_in_from_the_day_after_a_units_last(code: str, today: str, stands_in: str) -> None:
    assert bearer(code, BY_CODE, date.fromisoformat(today)) == stands_in


@pytest.mark.parametrize(
    ("today", "stands_in"), [("2023-12-31", "a"), ("2024-01-01", "b"), ("2024-03-31", "b"), ("2024-04-01", "c")]
)
def test_a_successor_that_ends_too_is_followed_by_its_own(today: str, stands_in: str) -> None:
    assert bearer("a", {unit.code: unit for unit in CHAIN}, date.fromisoformat(today)) == stands_in
    assert predecessors("c", CHAIN) == ("a", "b")


def test_a_unit_that_ended_without_a_successor_stands_for_itself() -> None:
    abolished = a_unit("phuong-4", valid_to=LAST)
    assert bearer("phuong-4", {"phuong-4": abolished}, FIRST) == "phuong-4"
    assert has_ended(abolished, FIRST)
    assert not has_ended(abolished, LAST)


def test_a_roster_that_leads_in_a_circle_ends_somewhere() -> None:
    circle = {code: a_unit(code, valid_to=LAST, successor=to) for code, to in (("a", "b"), ("b", "a"))}
    assert bearer("a", circle, FIRST) in circle


def test_who_only_takes_over_later_owes_nothing_itself() -> None:
    new = a_unit("phuong-5", valid_from=FIRST)
    gone = a_unit("phuong-9", valid_to=date(2023, 6, 1))
    found = owing_units((*MERGED, new, gone), date(2023, 6, 15))
    assert [unit.code for unit in found] == ["phuong-1", "phuong-4", "phuong-5"]
    assert [exists_on(unit, date(2023, 6, 15)) for unit in found] == [True, True, False]


# Who bears a duty, and whose file settles it.


def a_report(number: int, owed_by: str, **changes: object) -> Obligation:
    kind = {"kind": SubmissionKind.REPORT, "due": DUE, "owed_by": owed_by, "borne_by": owed_by}
    return an_obligation(id=number, **{**kind, **changes})


REPORTS = (a_report(1, "phuong-1"), a_report(2, "phuong-4"))


def came(moment: str, submission: int = 1, **changes: object) -> tuple[Receipt, Receipt]:
    """A usable form and its signed document."""
    form = a_receipt(moment, submission_id=submission, **changes)
    return form, replace(form, submission_id=submission + 1, part=Part.SIGNED)


def facts_at(now: str, receipts: dict[int, tuple[Receipt, ...]], units: tuple[Unit, ...] = MERGED) -> PlanFacts:
    plan, moment = a_plan(units=units, actions=()), at(now)
    owed = tuple(o for o in REPORTS) if units is MERGED else tuple(a_report(n, u.code) for n, u in enumerate(units, 1))
    borne = Bearing(owed, receipts, {unit.code: unit for unit in units}).borne(moment, Timing())
    return PlanFacts(plan, obligations=borne, receipts=receipts)


SCENES: tuple[tuple[str, dict[int, tuple[Receipt, ...]], str, tuple[str, str], tuple[Status, Status]], ...] = (
    ("before the merger each bears its own", {}, "2023-12-31 23:59", ("phuong-1", "phuong-4"), (Status.OPEN,) * 2),
    ("after it the successor bears both", {}, "2024-01-01 00:00", ("phuong-1-4",) * 2, (Status.OPEN,) * 2),
    ("what was sent in full stays with who sent it", {1: came("2023-12-20 09:00")}, "2024-02-01 09:00",
     ("phuong-1", "phuong-1-4"), (Status.ON_TIME, Status.OPEN)),
    ("half of it does not", {1: came("2023-12-20 09:00")[:1]}, "2024-02-01 09:00",
     ("phuong-1-4",) * 2, (Status.ON_TIME, Status.OPEN)),
    ("one file of the successor settles both", {1: came("2024-04-05 09:00")}, "2024-04-09 09:00",
     ("phuong-1-4",) * 2, (Status.ON_TIME,) * 2),
    ("however it was recorded", {2: came("2024-04-05 09:00")}, "2024-04-09 09:00",
     ("phuong-1-4",) * 2, (Status.ON_TIME,) * 2),
    ("a late one is late for both", {1: came("2024-04-09 09:00")}, "2024-04-10 09:00",
     ("phuong-1-4",) * 2, (Status.LATE,) * 2),
    ("a predecessor's never settles the other's", {1: came("2023-12-20 09:00")}, "2024-04-09 09:00",
     ("phuong-1", "phuong-1-4"), (Status.ON_TIME, Status.OVERDUE)),
    ("the successor's settles what was left", {1: came("2023-12-20 09:00"), 2: came("2024-04-05 09:00", 5)},
     "2024-04-09 09:00", ("phuong-1", "phuong-1-4"), (Status.ON_TIME,) * 2),
)  # fmt: skip


@pytest.mark.parametrize(
    ("receipts", "now", "bearers", "statuses"), [scene[1:] for scene in SCENES], ids=[scene[0] for scene in SCENES]
)
def test_open_duties_pass_to_the_successor(
    receipts: dict[int, tuple[Receipt, ...]], now: str, bearers: tuple[str, ...], statuses: tuple[Status, ...]
) -> None:
    facts = facts_at(now, receipts)
    assert tuple(o.borne_by for o in facts.obligations) == bearers
    assert tuple(o.owed_by for o in facts.obligations) == ("phuong-1", "phuong-4")
    assert tuple(s.status for s in facts.standings(at(now))) == statuses


def test_a_paper_entered_late_for_a_predecessor_does_not_undo_what_its_successor_sent() -> None:
    own, back_dated = came("2024-04-05 09:00"), came("2023-12-28 09:00", 7)
    now = "2024-04-09 09:00"
    facts = facts_at(now, {1: (*own, *back_dated)})
    assert [o.borne_by for o in facts.obligations] == ["phuong-1", "phuong-1-4"]
    assert [s.status for s in facts.standings(at(now))] == [Status.ON_TIME] * 2


def test_what_a_successor_met_stays_met_when_it_ends_itself() -> None:
    facts = facts_at("2024-04-09 09:00", {2: came("2024-02-01 09:00")}, CHAIN)
    assert [o.borne_by for o in facts.obligations] == ["b", "b", "c"]
    statuses = [s.status for s in facts.standings(at("2024-04-09 09:00"))]
    assert statuses == [Status.ON_TIME, Status.ON_TIME, Status.OVERDUE]


def test_an_excused_duty_passes_to_nobody() -> None:
    excused = (replace(REPORTS[0], exemption=an_exemption()), REPORTS[1])
    borne = Bearing(excused, {}, BY_CODE).borne(at("2024-02-01 09:00"), Timing())
    assert [o.borne_by for o in borne] == ["phuong-1", "phuong-1-4"]


def test_the_newest_file_is_in_force_whichever_duty_it_was_recorded_for() -> None:
    """Versions count the files of one duty only: the older of two may bear the higher number."""
    old = a_receipt("2023-12-20 09:00", submission_id=1, version=3)
    new = a_receipt("2024-04-05 09:00", submission_id=9, version=1)
    facts = facts_at("2024-04-09 09:00", {1: (old,), 2: (new,)})
    current = [s.current for s in facts.standings(at("2024-04-09 09:00"))]
    assert current == [new, new]


START = at("2023-11-01 00:00")
moments = st.integers(0, 200 * 24).map(lambda hours: START + timedelta(hours=hours))


@st.composite
def histories(draw: st.DrawFn) -> dict[int, tuple[Receipt, ...]]:
    found: dict[int, list[Receipt]] = {1: [], 2: []}
    for n in range(draw(st.integers(0, 5))):
        receipt = a_receipt(submission_id=n, version=n, part=draw(st.sampled_from(Part)))
        found[draw(st.integers(1, 2))].append(replace(receipt, received_at=draw(moments)))
    return {obligation: tuple(receipts) for obligation, receipts in found.items()}


RANK = {Status.ON_TIME: 0, Status.OPEN: 0, Status.LATE: 1, Status.OVERDUE: 2}


def standings_of(receipts: dict[int, tuple[Receipt, ...]], now: datetime) -> list[Status]:
    borne = Bearing(REPORTS, receipts, BY_CODE).borne(now, Timing())
    plan = a_plan(units=MERGED, actions=())
    return [s.status for s in PlanFacts(plan, obligations=borne, receipts=receipts).standings(now)]


@given(histories(), moments)
def test_whoever_owed_a_duty_owes_it_for_ever_and_one_of_its_line_bears_it(
    receipts: dict[int, tuple[Receipt, ...]], now: datetime
) -> None:
    for owed in Bearing(REPORTS, receipts, BY_CODE).borne(now, Timing()):
        assert owed.owed_by in ("phuong-1", "phuong-4")
        assert owed.borne_by in (owed.owed_by, "phuong-1-4")
        assert now > end_of(LAST) or owed.borne_by == owed.owed_by


@given(histories(), moments, moments, st.integers(1, 2), st.sampled_from(Part))
def test_one_file_more_makes_no_duty_worse(
    receipts: dict[int, tuple[Receipt, ...]], now: datetime, moment: datetime, of: int, part: Part
) -> None:
    more = replace(a_receipt(submission_id=99, version=99, part=part), received_at=moment)
    before = standings_of(receipts, now)
    after = standings_of({**receipts, of: (*receipts[of], more)}, now)
    assert all(RANK[new] <= RANK[old] for old, new in zip(before, after, strict=True))


@given(histories(), moments.filter(lambda moment: moment > end_of(LAST)), st.integers(1, 2))
def test_one_form_of_the_successor_settles_every_duty_that_it_bears(
    receipts: dict[int, tuple[Receipt, ...]], moment: datetime, of: int
) -> None:
    sent = replace(a_receipt(submission_id=99, version=99), received_at=moment)
    now, history = moment + timedelta(hours=1), {**receipts, of: (*receipts[of], sent)}
    borne = Bearing(REPORTS, history, BY_CODE).borne(now, Timing())
    facts = PlanFacts(a_plan(units=MERGED, actions=()), obligations=borne, receipts=history)
    of_heir = [s for s in facts.standings(now) if s.obligation.borne_by == "phuong-1-4"]
    assert of_heir
    assert all(s.usable for s in of_heir)


# What is asked of whom.


def a_merged_plan(*units: Unit) -> PlanDefinition:
    actions = (
        an_action("1.1.1", lead="tckh", on_site=("phuong-1", "phuong-4")),
        an_action("2.2.2", lead="tckh", on_site=("phuong-4",)),
        an_action("3.3.3", lead="phuong-1", on_site=("phuong-4", "phuong-1-4")),
    )
    return a_plan(units=(a_plan().unit("nv"), a_plan().unit("tckh"), *(units or MERGED)), actions=actions)


def test_a_successor_has_the_actions_of_all_that_it_became_each_once_in_the_strongest_role() -> None:
    plan = plan_at(a_merged_plan(), at("2024-01-01 00:00"))
    assert [action.code for action in plan.actions_of("phuong-1-4")] == ["1.1.1", "2.2.2", "3.3.3"]
    assert [plan.role_of("phuong-1-4", action) for action in plan.actions] == ["on_site", "on_site", "lead"]
    assert [action.code for action in plan.actions_of("phuong-1")] == ["1.1.1", "3.3.3"]


def test_a_merger_that_lies_ahead_moves_nothing_until_its_day() -> None:
    plan = plan_at(a_merged_plan(), at("2023-12-31 23:59"))
    assert plan.actions_of("phuong-1-4") == ()
    assert plan.unit("phuong-1").successor == ""


def test_several_promises_stand_side_by_side_and_their_numbers_are_not_added() -> None:
    four, two = Promise("Niêm yết", "Đủ 04 quý", 4, "quý", "quarterly"), Promise("Đăng tin", "02 quý", 2, "quý", "")
    united = united_promise([("UBND Phường 1", four), ("UBND Phường 4", two)])
    assert united.measures == "UBND Phường 1: Niêm yết; UBND Phường 4: Đăng tin"
    assert (united.target_number, united.measure_unit, united.rhythm) == (None, "", "")
    same = united_promise([("UBND Phường 1", four), ("UBND Phường 4", replace(two, target_number=4))])
    assert (same.target_number, same.measure_unit) == (4, "quý")


def test_who_ended_without_a_successor_is_named_until_somebody_decides() -> None:
    units = (a_unit("phuong-1"), a_unit("phuong-4", valid_to=LAST))
    facts = facts_at("2024-04-09 09:00", {}, units)
    assert [s.obligation.owed_by for s in facts.abandoned(at("2024-04-09 09:00"))] == ["phuong-4"]
    assert facts.is_gone("phuong-4", at("2024-04-09 09:00"))
    assert not facts.is_gone("phuong-1", at("2024-04-09 09:00"))
    assert facts_at("2024-04-09 09:00", {2: came("2023-12-01 09:00")}, units).abandoned(at("2024-04-09 09:00")) == ()
