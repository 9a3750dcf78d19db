"""When our server or mailbox was out of reach, and which due dates are proposed to be moved for it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import DueDate
from papiplan.domain.outages import OFFICE_HOURS, Lifeline, Outage, Pulse, outages, proposed_moves
from papiplan.domain.plans import SubmissionKind
from tests.factories import a_plan, an_exemption, an_extension, an_obligation

EVE, DAY, NEXT = date(2023, 6, 29), date(2023, 6, 30), date(2023, 7, 3)
KNOWN = Pulse(Lifeline.MAILBOX, EVE, 7)


def worked(day: date, *hours: int, part: Lifeline = Lifeline.MAILBOX) -> list[Pulse]:
    return [Pulse(part, day, hour) for hour in hours]


@pytest.mark.parametrize(
    ("hours", "silent"),
    [
        (tuple(OFFICE_HOURS), None),
        ((), (7, 18)),
        ((7, 8, 9, 13, 14, 15, 16, 17), None),
        ((7, 8, 13, 14, 15, 16, 17), (9, 13)),
        ((7, 8, 9, 10, 11, 12, 13), (14, 18)),
        ((11, 12, 13, 14, 15, 16, 17), (7, 11)),
        ((7, 12), (13, 18)),
        ((0, 3, 20, 23), (7, 18)),
    ],
    ids=[
        "all day",
        "never",
        "three hours",
        "four hours",
        "the end",
        "the morning",
        "the longer of two",
        "only at night",
    ],
)
def test_four_office_hours_without_a_sign_are_an_outage(hours: tuple[int, ...], silent: tuple[int, int] | None) -> None:
    found = outages([KNOWN, *worked(DAY, *hours)], [DAY])
    assert found == ((Outage(Lifeline.MAILBOX, DAY, *silent),) if silent else ())


def test_of_a_part_that_never_worked_before_nothing_is_known() -> None:
    assert outages([], [DAY]) == ()
    assert outages(worked(DAY, 17), [DAY]) == (), "set up in the afternoon"
    assert [found.part for found in outages([KNOWN, *worked(DAY, *OFFICE_HOURS, part=Lifeline.SERVER)], [DAY])] == [
        Lifeline.MAILBOX
    ]


DUE = DueDate(DAY, "15 ngày")
FIRST, SECOND = (an_obligation(id=n, owed_by=u, borne_by=u, due=DUE) for n, u in ((1, "tckh"), (2, "phuong-2")))


def moves(facts: PlanFacts, pulses: Iterable[Pulse], today: date) -> list[tuple[SubmissionKind, tuple[str, ...], date]]:
    return [(move.kind, move.units, move.until) for move in proposed_moves(facts, pulses, today)]


def test_a_due_date_that_fell_on_an_outage_is_proposed_to_move_by_the_working_days_lost() -> None:
    facts = PlanFacts(a_plan(), obligations=(FIRST, SECOND))
    assert moves(facts, [KNOWN], date(2023, 7, 1)) == [(SubmissionKind.SUBPLAN, ("tckh", "phuong-2"), NEXT)]
    monday_too = [(SubmissionKind.SUBPLAN, ("tckh", "phuong-2"), date(2023, 7, 4))]
    assert moves(facts, [KNOWN], date(2023, 7, 4)) == monday_too
    assert moves(facts, [KNOWN, *worked(NEXT, *OFFICE_HOURS)], date(2023, 7, 4)) == [
        (SubmissionKind.SUBPLAN, ("tckh", "phuong-2"), NEXT)
    ]
    assert moves(facts, [KNOWN, *worked(DAY, *OFFICE_HOURS), *worked(NEXT, *OFFICE_HOURS)], date(2023, 7, 4)) == []


@pytest.mark.parametrize(
    ("change", "units"),
    [
        ({}, ("tckh", "phuong-2")),
        ({"extensions": (an_extension("2023-07-03"),)}, ("phuong-2",)),
        ({"exemption": an_exemption()}, ("phuong-2",)),
        ({"due": DueDate(EVE, "14 ngày")}, ("phuong-2",)),
    ],
    ids=["all", "moved already", "exempt", "due on another day"],
)
def test_only_dates_that_still_fall_on_the_outage_are_proposed(
    change: dict[str, object], units: tuple[str, ...]
) -> None:
    facts = PlanFacts(a_plan(), obligations=(replace(FIRST, **change), SECOND))  # type: ignore[arg-type]
    assert [found for _, found, _ in moves(facts, [KNOWN], date(2023, 7, 1))] == [units]


def test_a_proposal_stands_for_a_week_and_says_what_to_do() -> None:
    facts = PlanFacts(a_plan(), obligations=(FIRST, SECOND))
    assert moves(facts, [KNOWN, *worked(NEXT, *OFFICE_HOURS)], date(2023, 7, 8)) == []
    (move,) = proposed_moves(facts, [KNOWN], date(2023, 7, 1))
    assert move.what == (
        "Hộp thư không hoạt động ngày 30/6/2023, từ 07 giờ đến 18 giờ, trùng hạn gửi kế hoạch thực hiện của 02 đơn vị"
    )
    assert move.how == 'đề xuất gia hạn đến hết ngày 03/7/2023: chạy "23. Gia hạn gửi", hoặc để nguyên'
