from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Status
from papiplan.domain.plans import Scoring
from papiplan.domain.scoring import (
    Criterion,
    action_points,
    exact,
    half_up,
    lateness_coefficient,
    score,
    total,
)
from papiplan.domain.scoring_words import lines
from papiplan.domain.unit_records import ActionRecord, DutyRecord, Presence, Remedy, UnitRecord, presence
from tests.factories import a_unit
from tests.scoring_records import (
    PHONG_KINH_TE,
    PHONG_TU_PHAP,
    PHUONG_2,
    XA_TAN_QUY_TAY,
    a_late,
    a_record,
    a_report,
    a_subplan,
    actions,
    never,
)


@pytest.mark.parametrize(
    ("record", "earned", "reached"),
    [
        (PHONG_TU_PHAP, ("15.00", "8.00", "15.00", "12.00", "39.89"), "99.88"),
        (PHUONG_2, ("15.00", "8.00", "12.00", "11.70", "34.40", "8.75"), "89.85"),
        (XA_TAN_QUY_TAY, ("0.00", "0.00", "9.00", "8.00", "24.80"), "46.44"),
        (PHONG_KINH_TE, ("15.00", "8.00", "12.00", "12.00"), "94.00"),
    ],
    ids=lambda value: value.unit if isinstance(value, UnitRecord) else "",
)
def test_the_worked_units_get_their_points(record: UnitRecord, earned: tuple[str, ...], reached: str) -> None:
    scored = score(record, Scoring())
    assert tuple(str(half_up(points.earned, 2)) for points in scored.values()) == earned
    assert total(scored) == Decimal(reached)


@pytest.mark.parametrize(
    ("duty", "coefficient"),
    [
        (a_report(), "1"),
        (a_report(rule_due_on=date(2024, 4, 1), by_extension=True), "1"),
        (a_report(mended=True), "1"),
        (a_late(a_report(), 1), "0.8"),
        (a_late(a_report(), 2), "0.8"),
        (a_late(a_report(), 3), "0.6"),
        (a_late(a_report(), 5), "0.6"),
        (a_late(a_report(), 6), "0.4"),
        (a_late(a_report(), 10), "0.4"),
        (a_late(a_report(), 11), "0.2"),
        (a_late(a_subplan(), 190), "0.2"),
        (replace(a_late(a_subplan(), 190), after_freeze=True), "0"),
        (never(a_report()), "0"),
    ],
)
def test_lateness_has_its_coefficient_and_late_is_better_than_never(duty: DutyRecord, coefficient: str) -> None:
    assert lateness_coefficient(duty, Scoring()) == Fraction(coefficient)


@pytest.mark.parametrize(
    ("action", "points"),
    [
        (ActionRecord("1", ActionStatus.DONE, evidence=True), "1"),
        (ActionRecord("1", ActionStatus.DONE, evidence=True, explained=True), "1"),
        (ActionRecord("1", ActionStatus.DONE, explained=True), "0.5"),
        (ActionRecord("1", ActionStatus.DONE), "0"),
        (ActionRecord("1", ActionStatus.IN_PROGRESS), "0.5"),
        (ActionRecord("1", ActionStatus.IN_PROGRESS, result_number=3), "0.5"),
        (ActionRecord("1", ActionStatus.IN_PROGRESS, result_number=3, target_number=0), "0.5"),
        (ActionRecord("1", ActionStatus.IN_PROGRESS, target_number=4), "0.5"),
        (ActionRecord("1", ActionStatus.IN_PROGRESS, result_number=3, target_number=4), "0.75"),
        (ActionRecord("1", ActionStatus.IN_PROGRESS, result_number=0, target_number=4), "0"),
        (ActionRecord("1", ActionStatus.IN_PROGRESS, result_number=97.2, target_number=98), "972/980"),
        (ActionRecord("1", ActionStatus.IN_PROGRESS, result_number=4, target_number=4), "0.99"),
        (ActionRecord("1", ActionStatus.IN_PROGRESS, result_number=9, target_number=4), "0.99"),
        (ActionRecord("1", ActionStatus.NOT_STARTED), "0"),
        (ActionRecord("1", ActionStatus.UNREPORTED), "0"),
        (ActionRecord("1", ActionStatus.DONE, evidence=True, recognised=False), "0"),
    ],
)
def test_an_action_is_worth_what_was_done_and_proven(action: ActionRecord, points: str) -> None:
    assert action_points(action, Scoring()) == Fraction(points)


@pytest.mark.parametrize(
    "left_out",
    [
        ActionRecord("1", ActionStatus.NOT_APPLICABLE),
        ActionRecord("1", ActionStatus.NOT_STARTED, exempted=True),
    ],
)
def test_an_action_that_did_not_arise_or_was_exempted_leaves_the_mean(left_out: ActionRecord) -> None:
    with_it = a_record(actions=(*actions(done=2, in_progress=1), left_out))
    assert score(with_it, Scoring()) == score(a_record(actions=actions(done=2, in_progress=1)), Scoring())


def test_an_action_nobody_reported_stays_in_the_mean() -> None:
    record = a_record(actions=(*actions(done=1), ActionRecord("1", ActionStatus.UNREPORTED)))
    assert score(record, Scoring())[Criterion.OUTPUT].earned == 20


@pytest.mark.parametrize(
    ("record", "applies"),
    [
        (a_record(), ["subplan_timely", "subplan_complete", "report_timely", "report_complete", "output"]),
        (a_record(actions=()), ["subplan_timely", "subplan_complete", "report_timely", "report_complete"]),
        (a_record(subplan=a_subplan(status=Status.EXCUSED)), ["report_timely", "report_complete", "output"]),
        (a_record(subplan=None), ["report_timely", "report_complete", "output"]),
        (a_record(report=a_report(status=Status.EXCUSED)), ["subplan_timely", "subplan_complete"]),
        (a_record(report=a_report(status=Status.OPEN)), ["subplan_timely", "subplan_complete"]),
        (UnitRecord("phuong-2", None, None, remedies=(Remedy.LATE,)), ["remedies"]),
    ],
)
def test_a_criterion_that_does_not_apply_leaves_the_sum(record: UnitRecord, applies: list[str]) -> None:
    assert list(score(record, Scoring())) == applies


def test_a_unit_to_which_nothing_applies_has_no_score() -> None:
    assert total(score(UnitRecord("phuong-2", None, None), Scoring())) is None


@pytest.mark.parametrize(
    ("remedies", "earned"),
    [
        ((Remedy.IN_TIME,), "10"),
        ((Remedy.LATE,), "5"),
        ((Remedy.NOT_DONE,), "0"),
        ((Remedy.IN_TIME, Remedy.IN_TIME, Remedy.NOT_DONE), "20/3"),
    ],
)
def test_remedies_count_by_whether_they_came_in_time(remedies: tuple[Remedy, ...], earned: str) -> None:
    assert score(a_record(remedies=remedies), Scoring())[Criterion.REMEDIES].earned == Fraction(earned)


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [("1/8", 2, "0.13"), ("0.005", 2, "0.01"), ("2.675", 2, "2.68"), ("1/3", 4, "0.3333"), ("12", 2, "12.00")],
)
def test_points_are_rounded_half_up(value: str, places: int, printed: str) -> None:
    assert str(half_up(Fraction(value), places)) == printed


def test_numbers_count_as_they_are_written() -> None:
    assert exact(0.8) * 15 == 12
    assert exact(97.2) == Fraction(972, 10)


def test_a_plan_may_have_its_own_numbers() -> None:
    scoring = Scoring(report_timely=30, lateness=((0, 1.0), (1, 0.5)), late_beyond=0.1)
    assert score(a_record(report=a_late(a_report(), 2)), scoring)[Criterion.REPORT_TIMELY].earned == 3


@pytest.mark.parametrize(
    ("begun", "ended", "months"),
    [
        (None, None, 12),
        (date(2022, 5, 1), date(2024, 5, 1), 12),
        (date(2023, 7, 1), None, 6),
        (date(2023, 7, 31), None, 6),
        (None, date(2023, 3, 1), 3),
        (date(2023, 2, 1), date(2023, 2, 28), 1),
        (date(2024, 1, 1), None, 0),
        (None, date(2022, 12, 31), 0),
    ],
)
def test_a_unit_was_there_in_every_month_in_which_it_existed(
    begun: date | None, ended: date | None, months: int
) -> None:
    unit = a_unit(valid_from=begun, valid_to=ended)
    assert presence(unit, date(2023, 1, 1), date(2023, 12, 31)) == Presence(months, 12)


def test_who_was_there_for_half_a_year_has_half_the_points_of_results_to_earn() -> None:
    """Phường 2 with half a year: 8,75 + 15 + 8 + 12 + 11,70 + 17,20 of 80."""
    there = replace(PHUONG_2, presence=Presence(6))
    output = score(there, Scoring())[Criterion.OUTPUT]
    assert (output.most, output.earned) == (20, exact(17.2))
    assert total(score(there, Scoring())) == Decimal("90.82")
    line = lines(there, score(there, Scoring()), Scoring())[-2]
    assert line.sentence.startswith("5. Kết quả nhiệm vụ: 17,20/20. 25 nhiệm vụ được tính")
    assert line.sentence.endswith("; không tính: 02 không phát sinh; đơn vị hoạt động 06/12 tháng.")
