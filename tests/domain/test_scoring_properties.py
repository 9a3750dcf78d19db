"""The laws of the points that hold for any unit."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from papiplan.domain.evaluation import UnitEvaluation, evaluate_units
from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Status
from papiplan.domain.plans import Scoring
from papiplan.domain.proposals import Proposal, commendable_from, propose
from papiplan.domain.scoring import Criterion, score, total
from papiplan.domain.unit_records import ActionRecord, DutyRecord, Presence, Remedy, UnitRecord
from tests.factories import a_plan, a_unit
from tests.scoring_records import a_late, a_record, a_report, a_subplan, never

# A slow machine breaks no law of the points.
law = settings(deadline=None, max_examples=60)

numbers = st.none() | st.floats(0, 1000, allow_nan=False)
action_records = st.builds(
    ActionRecord,
    code=st.just("1.1.1"),
    status=st.sampled_from(ActionStatus),
    evidence=st.booleans(),
    explained=st.booleans(),
    result_number=numbers,
    target_number=numbers,
    recognised=st.booleans(),
    exempted=st.booleans(),
)


def duties(duty: DutyRecord) -> st.SearchStrategy[DutyRecord]:
    """A duty in time, late by any number of days, never met, excused; any part of it complete."""
    parts = st.tuples(st.integers(0, 27), st.booleans(), st.booleans())
    sent = st.one_of(
        st.just(duty),
        st.integers(1, 300).map(lambda days: a_late(duty, days)),
        st.just(replace(duty, status=Status.EXCUSED)),
    )
    completed = st.tuples(sent, parts).map(
        lambda pair: replace(
            pair[0], complete_rows=pair[1][0], signed=pair[1][1] or pair[1][2], signed_in_time=pair[1][2]
        )
    )
    return st.one_of(completed, st.integers(0, 4).map(lambda urged: never(duty, written_urgings=urged)))


records = st.builds(
    UnitRecord,
    unit=st.just("phuong-2"),
    subplan=duties(a_subplan()),
    report=duties(a_report()),
    actions=st.lists(action_records, max_size=6).map(tuple),
    remedies=st.lists(st.sampled_from(Remedy), max_size=3).map(tuple),
    presence=st.integers(0, 12).map(Presence),
)


def points(record: UnitRecord) -> Decimal:
    return total(score(record, Scoring())) or Decimal()


@law
@given(records)
def test_a_score_lies_between_0_and_100(record: UnitRecord) -> None:
    assert 0 <= points(record) <= 100


@law
@given(records, st.integers(0, 300), st.integers(0, 300))
def test_receiving_earlier_never_lowers(record: UnitRecord, one: int, other: int) -> None:
    earlier, later = (a_report() if days == 0 else a_late(a_report(), days) for days in sorted((one, other)))
    assert points(replace(record, report=earlier)) >= points(replace(record, report=later))


@law
@given(records, st.integers(1, 300), st.booleans())
def test_sending_late_is_never_worse_than_never_sending(record: UnitRecord, days: int, after_freeze: bool) -> None:
    late = replace(a_late(a_subplan(), days), after_freeze=after_freeze)
    assert points(replace(record, subplan=late)) >= points(replace(record, subplan=never(a_subplan())))


@law
@given(records)
def test_returning_and_mending_in_time_is_as_if_it_was_never_returned(record: UnitRecord) -> None:
    assert points(replace(record, report=a_report(mended=True))) == points(replace(record, report=a_report()))


@law
@given(records, st.integers(0, 4))
def test_being_urged_costs_nothing_by_itself(record: UnitRecord, urgings: int) -> None:
    urged = replace(record, report=a_report(written_urgings=urgings))
    assert points(urged) == points(replace(record, report=a_report()))


@law
@given(st.lists(records, min_size=2, max_size=12))
def test_an_exemption_never_lowers_the_others_nor_their_place(khoi: list[UnitRecord]) -> None:
    exempted = replace(
        khoi[0],
        subplan=a_subplan(status=Status.EXCUSED),
        report=a_report(status=Status.EXCUSED),
        actions=(),
        remedies=(),
    )
    before = commendable_from([total(score(record, Scoring())) for record in khoi], Scoring())
    after = commendable_from([total(score(record, Scoring())) for record in (exempted, *khoi[1:])], Scoring())
    assert after is None or (before is not None and after <= before)


@law
@given(records)
def test_a_unit_is_commended_only_with_everything_in_time_and_signed(record: UnitRecord) -> None:
    reached = total(score(record, Scoring()))
    proposal, reasons = propose(record, reached, reached, Scoring())
    assert (proposal is Proposal.COMMEND) == (not reasons)
    if proposal is Proposal.COMMEND:
        assert all(duty.status is Status.EXCUSED or duty.signed for duty in record.duties)
        assert not any(duty.never_sent or duty.status is Status.LATE for duty in record.duties)
        assert points(record) >= 90


EXEMPT = {
    "subplan": a_subplan(status=Status.EXCUSED),
    "report": a_report(status=Status.EXCUSED),
    "actions": (),
    "remedies": (),
}
khois = st.lists(records, min_size=1, max_size=8).map(
    lambda khoi: [replace(record, unit=f"xa-{n}") for n, record in enumerate(khoi)]
)


def judged(khoi: list[UnitRecord]) -> dict[str, UnitEvaluation]:
    """The units of one khối as they are evaluated together."""
    plan = a_plan(units=tuple(a_unit(f"xa-{n}") for n in range(len(khoi))))
    return {unit.unit: unit for unit in evaluate_units(plan, khoi)}


@law
@given(khois, st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(khoi: list[UnitRecord], random: Random) -> None:
    mixed = list(khoi)
    random.shuffle(mixed)
    assert judged(mixed) == judged(khoi)


@law
@given(khois)
def test_an_exemption_changes_the_points_of_nobody_else(khoi: list[UnitRecord]) -> None:
    exempted = judged([replace(khoi[0], **EXEMPT), *khoi[1:]])  # type: ignore[arg-type]
    assert exempted["xa-0"].score is None
    for record in khoi[1:]:
        before, after = judged(khoi)[record.unit], exempted[record.unit]
        assert (before.score, before.grade, before.lines) == (after.score, after.grade, after.lines)
        assert not (before.proposal is Proposal.COMMEND and after.proposal is not Proposal.COMMEND)


@law
@given(records, st.integers(1, 12), st.integers(1, 12))
def test_the_months_of_a_unit_change_the_weight_of_its_results_alone(record: UnitRecord, one: int, other: int) -> None:
    """Who was there for a part of the year is judged the same where it did everything, or nothing."""
    everything = replace(a_record(), presence=Presence(one))
    assert points(everything) == 100
    shorter, longer = (score(replace(record, presence=Presence(n)), Scoring()) for n in sorted((one, other)))
    assert shorter.keys() == longer.keys()
    assert {c: p for c, p in shorter.items() if c is not Criterion.OUTPUT} == {
        c: p for c, p in longer.items() if c is not Criterion.OUTPUT
    }
    if Criterion.OUTPUT in shorter:
        assert shorter[Criterion.OUTPUT].most <= longer[Criterion.OUTPUT].most


def test_a_perfect_year_is_100_and_an_empty_one_0() -> None:
    empty = UnitRecord("xa-0", never(a_subplan()), never(a_report()), (ActionRecord("1.1.1", ActionStatus.UNREPORTED),))
    assert (points(a_record()), points(empty)) == (100, 0)
