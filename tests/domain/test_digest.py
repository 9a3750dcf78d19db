"""Officers are told of what needs a hand: whom to call, which paper to ask for, what did not arrive, and when."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from papiplan.domain.deadlines import Calendar
from papiplan.domain.digest import Digest, Undelivered, is_digest_day, is_told_today, told_since
from papiplan.domain.facts import Issue, PlanFacts
from papiplan.domain.messages import DeliveryState
from papiplan.domain.obligations import DueDate, Obligation, Outcome, Part
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.publication import Publication
from papiplan.domain.registers import Call
from tests.factories import a_digest, a_plan, a_receipt, a_unit, an_exemption, an_extension, an_obligation, at

DUE = date(2023, 6, 30)
MONDAY = "2023-07-03 08:00"


def facts(*owed: Obligation, **changes: Any) -> PlanFacts:
    return PlanFacts(**{"definition": a_plan(), "obligations": owed or (an_obligation(),), **changes})


def digest(now: str = MONDAY, **changes: Any) -> Digest:
    return a_digest(facts(**changes), at(now))


RETURNED = a_receipt("2023-06-30 16:00", outcome=Outcome.REFUSED, returned_at="2023-06-30 16:30")
SIGNED = a_receipt(part=Part.SIGNED)
CALLED: dict[str, tuple[str, Obligation, tuple[Any, ...], bool]] = {
    "nothing came": (MONDAY, an_obligation(), (), True),
    "nothing came, on the due date": ("2023-06-30 08:00", an_obligation(), (), False),
    "the form is there": (MONDAY, an_obligation(), (a_receipt(),), False),
    "the paper came, the form did not": (MONDAY, an_obligation(), (SIGNED,), True),
    "extended, and the first date has passed": (
        MONDAY,
        an_obligation(extensions=(an_extension("2023-07-05"),)),
        (),
        True,
    ),
    "exempted": (MONDAY, an_obligation(exemption=an_exemption()), (), False),
    "mending in time": (MONDAY, an_obligation(), (RETURNED,), False),
    "mending, and its time ran out": ("2023-07-05 08:00", an_obligation(), (RETURNED,), True),
    "a remedy without an answer": (MONDAY, an_obligation(kind=SubmissionKind.REMEDY), (), True),
    "a remedy that was answered": (MONDAY, an_obligation(kind=SubmissionKind.REMEDY), (SIGNED,), False),
    "a report before the publication": (MONDAY, an_obligation(kind=SubmissionKind.REPORT, due=None), (), False),
}


@pytest.mark.parametrize(("now", "owed", "receipts", "called"), CALLED.values(), ids=CALLED.keys())
def test_a_unit_is_called_for_what_should_have_come(
    now: str, owed: Obligation, receipts: tuple[Any, ...], called: bool
) -> None:
    assert bool(digest(now, obligations=(owed,), receipts={owed.id: receipts}).to_call) is called


TYPED = a_receipt(MONDAY, typed_from="31/KH-UBND", channel="typed", entered_at=at(MONDAY))
ASKED = Call(unit="phuong-2", at=at("2023-07-03 09:00"), person="chị Lan", content="đã xác nhận")


@pytest.mark.parametrize(
    ("law", "receipts", "calls", "asked"),
    [
        ("typed in, and nobody called", (TYPED,), (), True),
        ("called since", (TYPED,), (ASKED,), False),
        ("called before it was typed", (TYPED,), (replace(ASKED, at=at("2023-07-03 07:59")),), True),
        ("another unit was called", (TYPED,), (replace(ASKED, unit="tckh"),), True),
        ("the unit sent its own since", (TYPED, a_receipt("2023-07-03 09:00", submission_id=2)), (), False),
        ("what the unit sent is not asked about", (a_receipt(),), (), False),
    ],
)
def test_a_unit_is_asked_whether_what_was_typed_in_for_it_is_right(
    law: str, receipts: tuple[Any, ...], calls: tuple[Call, ...], asked: bool
) -> None:
    found = a_digest(facts(receipts={1: receipts}), at("2023-07-03 10:00"), calls=calls)
    assert (bool(found.to_confirm), found.to_see_count) == (asked, int(asked)), law


def test_nobody_is_called_where_nobody_can_answer_any_more() -> None:
    gone = a_unit("phuong-2", valid_to=date(2023, 6, 25))
    found = digest(definition=a_plan(units=(gone,)))
    assert found.to_call == ()
    assert len(found.abandoned) == 1


def test_nobody_is_called_about_a_due_date_that_waits_for_an_officer() -> None:
    late = Issue("123/KH-UBND", date(2023, 6, 15), "", "nv1", "", at("2023-07-03 07:00"))
    waiting, told = digest(issue=late), digest(issue=late, told={SubmissionKind.SUBPLAN: at("2023-07-03 07:00")})
    assert (waiting.unconfirmed, waiting.to_call) == ((SubmissionKind.SUBPLAN,), ())
    assert (told.unconfirmed, len(told.to_call)) == ((), 1)
    assert not waiting.is_idle


@pytest.mark.parametrize(
    ("now", "extensions", "next_due", "past_due"),
    [
        ("2023-06-20 08:00", (), DUE, None),
        ("2023-06-30 08:00", (), DUE, None),
        (MONDAY, (), None, DUE),
        (MONDAY, (an_extension("2023-07-05"),), None, DUE),
    ],
)
def test_the_next_due_date_is_the_rules_and_an_extension_is_told_beside_it(
    now: str, extensions: Any, next_due: date | None, past_due: date | None
) -> None:
    found = digest(now, obligations=(an_obligation(extensions=extensions),))
    assert (found.next_due, found.past_due) == (next_due, past_due)
    assert [extension.until for _, extension in found.extended] == [extension.until for extension in extensions]


def test_after_the_publication_the_plan_waits_for_reports() -> None:
    report = an_obligation(id=2, kind=SubmissionKind.REPORT, due=DueDate(date(2024, 4, 8), ""))
    published = Publication("PAPI", 2023, 1, date(2024, 4, 2), (), "", "0" * 64, "nv1")
    found = digest("2024-04-09 08:00", obligations=(an_obligation(), report), publication=published)
    assert (found.kind, found.past_due, found.tally.owed) == (SubmissionKind.REPORT, date(2024, 4, 8), 1)


@pytest.mark.parametrize(
    ("today", "asked"),
    [("2023-06-29", False), ("2023-06-30", False), ("2023-07-03", False), ("2023-07-04", True), ("2023-07-07", True)],
)
def test_an_owed_paper_is_asked_for_every_third_working_day(today: str, asked: bool) -> None:
    granted = an_extension("2023-07-05", "2023-06-29 09:00", paper_owed=True)
    found = digest(f"{today} 08:00", obligations=(an_obligation(extensions=(granted,)),))
    assert len(found.owed) == 1
    assert bool(found.papers) is asked


def test_an_address_that_was_refused_twice_with_the_same_words_is_named_once() -> None:
    lost = Undelivered("phuong-2", "p2@sadec.example", DeliveryState.FAILED, "550 5.2.2 mailbox full")
    found = a_digest(facts(receipts={1: (a_receipt(),)}), at(MONDAY), undelivered=(lost, lost))
    assert (found.undelivered, found.to_see_count, found.is_idle) == ((lost,), 1, False)


def test_a_day_without_work_is_one_on_which_all_that_is_due_has_come() -> None:
    assert digest(receipts={1: (a_receipt(),)}).is_idle
    assert not digest().is_idle


@pytest.mark.parametrize(
    ("now", "changes", "told"),
    [
        ("2023-07-03 08:00", {}, True),
        ("2023-07-01 08:00", {}, False),
        ("2023-09-04 08:00", {}, False),
        ("2026-01-10 08:00", {}, True),
        ("2023-07-03 08:00", {"held": True}, False),
        ("2023-07-03 08:00", {"acts": frozenset({"close"})}, False),
    ],
    ids=["Monday", "Saturday", "a day in lieu of a holiday", "a working Saturday", "held", "closed"],
)
def test_officers_are_told_on_working_days_of_a_plan_that_runs(now: str, changes: dict[str, Any], told: bool) -> None:
    assert is_digest_day(facts(**changes), at(now)) is told


def test_a_digest_tells_what_happened_since_the_one_before_else_since_the_working_day_before() -> None:
    calendar = Calendar()
    assert told_since(None, at(MONDAY), calendar) == at("2023-06-30 08:00")
    assert told_since(at("2023-06-29 08:00"), at(MONDAY), calendar) == at("2023-06-29 08:00")


@pytest.mark.parametrize(
    ("last", "now", "told"),
    [
        (None, "2023-06-15 09:00", True),
        (None, "2023-06-15 07:30", False),
        ("2023-06-14 08:00", "2023-06-15 07:30", False),
        ("2023-06-15 07:10", "2023-06-15 07:30", True),
        ("2023-06-15 08:00", "2023-06-15 16:00", True),
    ],
)
def test_what_happens_after_the_hour_of_todays_digest_waits_for_no_other(
    last: str | None, now: str, told: bool
) -> None:
    assert is_told_today(at(last) if last else None, at(now)) is told
