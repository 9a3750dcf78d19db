"""The steps of an award: one after the other, each with its day, the last with the number of a decision."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from papiplan.domain.award_reading import StatedAwardStep, read_award_step
from papiplan.domain.awards import AwardStep, AwardTaken, newest_step
from papiplan.domain.entries import EntryReading
from papiplan.domain.facts import PlanFacts
from papiplan.domain.places import places
from papiplan.domain.problems import Refused
from papiplan.domain.verdicts import ConfirmedEvaluation, NamedPerson, UnitVerdict, Verdict
from tests.factories import a_plan, at

PERSON = "Trần Thị Bình, công chức"
CONFIRMED = ConfirmedEvaluation(
    evaluation=1,
    facts_digest="0" * 64,
    number="456/QĐ-UBND",
    decided_on=date(2024, 4, 25),
    decided_by="Chủ tịch",
    units=(UnitVerdict("tckh", "Xuất sắc", Verdict.COMMEND), UnitVerdict("phuong-2", "Tốt", Verdict.NONE)),
    persons=(NamedPerson(Verdict.COMMEND, PERSON, "tham mưu tốt"),),
    id=3,
)
SUBMITTED = AwardTaken(3, "tckh", AwardStep.SUBMITTED, date(2024, 5, 20))
COUNCIL = AwardTaken(3, "tckh", AwardStep.COUNCIL, date(2024, 6, 3))
RIGHT = StatedAwardStep("tckh", "đã trình", date(2024, 5, 20))


def read(*known: AwardTaken, **changes: Any) -> tuple[AwardTaken, ...]:
    facts = PlanFacts(a_plan(), confirmation=CONFIRMED, awards=known)
    reading = EntryReading(facts.definition, at("2024-06-20 09:00"))
    return read_award_step(reading, replace(RIGHT, **changes), facts, CONFIRMED)


def test_a_step_is_taken_for_every_subject_that_is_named() -> None:
    found = read(subjects=f"Phòng Tài chính - Kế hoạch; {PERSON.upper()}; tckh", number="5/TTr-PNV")
    assert [(each.subject, each.step, each.number) for each in found] == [
        ("tckh", AwardStep.SUBMITTED, "05/TTr-PNV"),
        (PERSON, AwardStep.SUBMITTED, "05/TTr-PNV"),
    ]


@pytest.mark.parametrize(
    ("known", "step", "changes"),
    [
        ((SUBMITTED,), AwardStep.COUNCIL, {"step": "Hội đồng đã xét", "on": date(2024, 5, 20)}),
        (
            (SUBMITTED, COUNCIL),
            AwardStep.DECIDED,
            {"step": "có quyết định", "on": date(2024, 6, 20), "number": "500/QĐ-UBND"},
        ),
        ((), AwardStep.SUBMITTED, {"step": "submitted"}),
    ],
)
def test_each_step_follows_the_one_before(
    known: tuple[AwardTaken, ...], step: AwardStep, changes: dict[str, Any]
) -> None:
    (found,) = read(*known, **changes)
    assert found.step is step


@pytest.mark.parametrize(
    ("known", "changes", "problem"),
    [
        ((), {"subjects": " ; "}, "Đơn vị, cá nhân được đề xuất: đang để trống"),
        ((), {"subjects": "phuong-2"}, '"phuong-2" không được đề xuất khen thưởng trong văn bản số 456/QĐ-UBND'),
        ((), {"subjects": "Ai Đó"}, f"Được đề xuất: tckh; {PERSON}."),
        ((), {"step": "đề xuất"}, "Ghi một trong: Đã trình; Hội đồng đã xét; Có quyết định."),
        ((), {"on": date(2024, 6, 21)}, "ở sau hôm nay"),
        ((), {"number": "năm"}, '"năm" chưa đúng dạng'),
        ((), {"step": "Hội đồng đã xét"}, 'tckh: chưa ghi bước "Đã trình"'),
        ((SUBMITTED,), {"step": "Hội đồng đã xét", "on": date(2024, 5, 19)}, "19/5/2024 ở trước bước Đã trình"),
        ((SUBMITTED, COUNCIL), {"step": "có quyết định", "on": date(2024, 6, 20)}, "Số, ký hiệu: đang để trống"),
    ],
)
def test_what_is_wrong_with_a_step_is_told(
    known: tuple[AwardTaken, ...], changes: dict[str, Any], problem: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(*known, **changes)
    assert problem in str(refused.value)


def test_the_newest_step_is_the_furthest_whatever_was_recorded_last() -> None:
    assert newest_step((COUNCIL, SUBMITTED), "tckh") is COUNCIL
    assert newest_step((COUNCIL,), PERSON) is None


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({}, {}),
        ({"a": None}, {}),
        ({"a": 90.0, "b": 95.0, "c": 80.0}, {"b": 1, "a": 2, "c": 3}),
        ({"a": 90.0, "b": 90.0, "c": 80.0, "d": None}, {"a": 1, "b": 1, "c": 3}),
    ],
    ids=["nobody", "nobody with a score", "three", "a tie"],
)
def test_ties_share_a_place(scores: dict[str, float | None], expected: dict[str, int]) -> None:
    assert places(scores) == expected
    assert places(dict(reversed(scores.items()))) == expected
