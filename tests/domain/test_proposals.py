from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from papiplan.domain.obligations import Status
from papiplan.domain.plans import Scoring
from papiplan.domain.proposals import Proposal, commendable_from, grade, propose
from papiplan.domain.scoring import score, total
from papiplan.domain.unit_records import UnitRecord
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


def proposed(record: UnitRecord) -> tuple[Proposal, tuple[str, ...]]:
    """What is proposed for a unit that is the best of its khối."""
    reached = total(score(record, Scoring()))
    return propose(record, reached, reached, Scoring())


@pytest.mark.parametrize(
    ("reached", "name"),
    [
        ("100.00", "Xuất sắc"), ("90.00", "Xuất sắc"), ("89.99", "Tốt"), ("80.00", "Tốt"), ("79.99", "Khá"),
        ("65.00", "Khá"), ("64.99", "Trung bình"), ("50.00", "Trung bình"), ("49.99", "Yếu"), ("0.00", "Yếu"),
    ],
)  # fmt: skip
def test_a_class_begins_at_its_least_score(reached: str, name: str) -> None:
    assert grade(Decimal(reached), Scoring()) == name


def test_a_unit_without_a_score_has_no_class() -> None:
    assert grade(None, Scoring()) == ""


@pytest.mark.parametrize(
    ("record", "name", "proposal"),
    [
        (PHONG_TU_PHAP, "Xuất sắc", "commend"),
        (PHUONG_2, "Tốt", "none"),
        (XA_TAN_QUY_TAY, "Yếu", "explain"),
        (PHONG_KINH_TE, "Xuất sắc", "none"),
    ],
    ids=lambda value: value.unit if isinstance(value, UnitRecord) else "",
)
def test_the_worked_units_get_their_class_and_proposal(record: UnitRecord, name: str, proposal: str) -> None:
    assert grade(total(score(record, Scoring())), Scoring()) == name
    assert proposed(record)[0] == proposal


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (a_record(subplan=a_late(a_subplan(), 1)), "Kế hoạch thực hiện: chậm 01 ngày làm việc"),
        (
            a_record(subplan=a_subplan(rule_due_on=date(2023, 6, 20), by_extension=True, paper_owed=True)),
            "Kế hoạch thực hiện: gia hạn còn nợ văn bản",
        ),
        (a_record(subplan=a_subplan(signed=False)), "Kế hoạch thực hiện: chưa có bản ký"),
        (a_record(report=a_report(signed=False)), "Báo cáo kết quả thực hiện: chưa có bản ký"),
        (a_record(actions=actions(done=2)), "chỉ có 02 nhiệm vụ được tính, cần ít nhất 03"),
        (
            a_record(actions=actions(done=2, not_applicable=5)),
            "chỉ có 02 nhiệm vụ được tính, cần ít nhất 03",
        ),
        (a_record(actions=actions(done=19, not_started=1)), "còn 01 nhiệm vụ chưa thực hiện"),
    ],
)
def test_one_obstacle_is_enough_against_commending(record: UnitRecord, reason: str) -> None:
    assert (total(score(record, Scoring())) or 0) >= 90
    assert proposed(record) == (Proposal.NONE, (reason,))


@pytest.mark.parametrize(
    "record",
    [
        a_record(),
        a_record(subplan=a_subplan(rule_due_on=date(2023, 6, 20), by_extension=True)),
        a_record(subplan=a_subplan(mended=True)),
        a_record(subplan=a_subplan(status=Status.EXCUSED, signed=False)),
        a_record(subplan=a_subplan(signed_in_time=False)),
    ],
)
def test_all_in_time_with_both_documents_is_commended(record: UnitRecord) -> None:
    assert proposed(record) == (Proposal.COMMEND, ())


@pytest.mark.parametrize(
    ("reached", "proposal", "reason"),
    [
        ("89.99", Proposal.NONE, "điểm dưới 90"),
        ("65.00", Proposal.NONE, "điểm dưới 90"),
        ("64.99", Proposal.LEARN, "điểm dưới 65"),
        ("50.00", Proposal.LEARN, "điểm dưới 65"),
        ("49.99", Proposal.EXPLAIN, "điểm dưới 50"),
    ],
)
def test_a_low_score_is_proposed_for_by_its_steps(reached: str, proposal: Proposal, reason: str) -> None:
    assert propose(a_record(), Decimal(reached), Decimal(reached), Scoring()) == (proposal, (reason,))


@pytest.mark.parametrize(
    ("urgings", "accepted", "proposal"),
    [(2, False, Proposal.EXPLAIN), (3, False, Proposal.EXPLAIN), (1, False, Proposal.NONE), (2, True, Proposal.NONE)],
)
def test_a_duty_never_met_is_explained_after_two_written_urgings(
    urgings: int, accepted: bool, proposal: Proposal
) -> None:
    subplan = never(a_subplan(), written_urgings=urgings, reason_accepted=accepted)
    assert proposed(a_record(subplan=subplan))[0] is proposal


def test_a_sub_plan_after_the_freeze_counts_as_never_sent() -> None:
    subplan = replace(a_late(a_subplan(), 190), after_freeze=True, written_urgings=2)
    assert proposed(a_record(subplan=subplan)) == (
        Proposal.EXPLAIN,
        ("Kế hoạch thực hiện: chưa nhận được sau 02 văn bản đôn đốc",),
    )


def test_a_late_duty_is_not_explained_however_often_it_was_urged() -> None:
    assert proposed(a_record(report=replace(a_late(a_report(), 4), written_urgings=5)))[0] is Proposal.NONE


@pytest.mark.parametrize(
    ("scores", "border"),
    [
        ([99, 98, 97, 96, 95, 94, 93, 92, 91, 90, 89], 97),  # 11 units: 2.2 is 3 places
        ([99, 98, 97, 96, 95], 99),  # exactly one place
        ([99, 98, 97, 96, 95, 94], 98),
        ([99, 98, 98, 98, 95, 94], 98),  # ties at the border are all within
        ([99], 99),
        ([99, None, None, None, None, None], 99),  # exempted units keep the khối's size
        ([None, None], None),
        ([], None),
    ],
)
def test_the_first_fifth_of_a_khoi_is_rounded_up(scores: list[int | None], border: int | None) -> None:
    found = commendable_from([None if n is None else Decimal(n) for n in scores], Scoring())
    assert found == (None if border is None else Decimal(border))


def test_beyond_the_first_fifth_nobody_is_commended() -> None:
    assert propose(a_record(), Decimal("96.99"), Decimal("97.00"), Scoring()) == (
        Proposal.NONE,
        ("không thuộc 20% đầu của khối",),
    )


def test_a_unit_to_which_nothing_applied_has_no_proposal() -> None:
    record = UnitRecord("phuong-2", None, None)
    assert propose(record, None, None, Scoring()) == (Proposal.NONE, ("không có tiêu chí nào được tính",))


def test_criticism_is_never_a_value() -> None:
    assert [proposal.value for proposal in Proposal] == ["commend", "none", "learn", "explain"]
    assert all(proposal.label for proposal in Proposal)
