"""A file of the queue is assigned once: the same again is done already, another duty is refused."""

from typing import Any

import pytest

from papiplan.domain.assigning import Assignment, Queued, StatedAssignment, is_done, read_assignment
from papiplan.domain.entries import EntryReading
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Outcome, Part
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Refused
from tests.factories import a_plan, at

NOW = at("2023-07-03 08:00")
FACTS = PlanFacts(a_plan())
SUBPLAN, REPORT = SubmissionKind.SUBPLAN, SubmissionKind.REPORT
WAITING = Queued(5, None, None, Outcome.UNASSIGNED)
ASIDE = Queued(5, None, None, Outcome.SET_ASIDE)
GIVEN = Queued(5, "phuong-2", SUBPLAN, Outcome.ACCEPTED)


@pytest.mark.parametrize(
    ("queued", "unit", "kind", "done"),
    [
        (WAITING, "phuong-2", None, False),
        (WAITING, "", None, False),
        (ASIDE, "", None, True),
        (ASIDE, "phuong-2", None, False),
        (GIVEN, "phuong-2", None, True),
        (GIVEN, "phuong-2", SUBPLAN, True),
    ],
)
def test_what_stands_as_wanted_is_done(queued: Queued, unit: str, kind: SubmissionKind | None, done: bool) -> None:
    assert is_done(FACTS, queued, Assignment(unit, "đã gọi hỏi", kind), NOW) == done


@pytest.mark.parametrize(("unit", "kind"), [("tckh", None), ("", None), ("phuong-2", REPORT)])
def test_what_was_given_to_another_duty_is_refused_with_the_one_that_has_it(
    unit: str, kind: SubmissionKind | None
) -> None:
    with pytest.raises(Refused, match="Hồ sơ số 5 đã là của Ủy ban nhân dân Phuong 2"):
        is_done(FACTS, GIVEN, Assignment(unit, "đã gọi hỏi", kind), NOW)


def read(**stated: Any) -> Assignment:
    entry = StatedAssignment(**{"unit": "P2", "reason": "đã gọi hỏi", **stated})
    return read_assignment(EntryReading(FACTS.definition, NOW), FACTS, entry)


def test_an_assignment_is_read_in_the_officers_own_words() -> None:
    assert read(unit="UBND phuong 2") == Assignment("phuong-2", "đã gọi hỏi")
    assert read(unit="phuong-2", part="Signed", kind=" REPORT ") == Assignment(
        "phuong-2", "đã gọi hỏi", REPORT, Part.SIGNED
    )
    assert read(unit=" ", part="other") == Assignment("", "đã gọi hỏi", None, Part.OTHER)


def test_everything_wrong_with_an_assignment_is_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        read(unit="phường 27", reason="", part="paper", kind="letter", at=at("2023-07-04 08:00"))
    assert [problem.where for problem in refused.value.problems] == [
        "Là gì",
        "Loại hồ sơ",
        "Đơn vị",
        "Lý do",
        "Thời điểm nhận",
    ]
