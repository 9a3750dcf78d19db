"""What becomes of a delivery after each attempt, and which reminder a day asks for."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from papiplan.domain.deadlines import Calendar, end_of
from papiplan.domain.messages import (
    RESEND_AFTER,
    AfterAttempt,
    AttemptOutcome,
    DeliveryState,
    NoticeKind,
    Reminder,
    after_attempt,
    asked_on,
    is_needless,
    reminder_due,
)
from papiplan.domain.obligations import (
    DueDate,
    Extension,
    Missing,
    Obligation,
    Outcome,
    Part,
    Receipt,
    Standing,
    Status,
    standing,
)
from papiplan.domain.plans import Reminders
from tests.factories import a_receipt, an_obligation, at

PENDING, _, SENT, FAILED, AMBIGUOUS, _ = DeliveryState
NOW = at("2023-06-15 08:00")


@pytest.mark.parametrize(
    ("attempts", "resends", "outcome", "state", "resends_after", "not_before"),
    [
        (1, 0, "sent", SENT, 0, None),
        (1, 0, "refused", FAILED, 0, None),
        (1, 0, "deferred", PENDING, 0, "2023-06-15 08:01"),
        (2, 0, "deferred", PENDING, 0, "2023-06-15 08:05"),
        (3, 0, "deferred", PENDING, 0, "2023-06-15 08:15"),
        (4, 0, "deferred", PENDING, 0, "2023-06-15 09:00"),
        (99, 0, "deferred", PENDING, 0, "2023-06-15 09:00"),
        (7, 0, "sent", SENT, 0, None),
        (1, 0, "lost", AMBIGUOUS, 1, "2023-06-15 08:30"),
        (2, 1, "sent", SENT, 1, None),
        (2, 1, "refused", AMBIGUOUS, 1, None),
        (2, 1, "deferred", AMBIGUOUS, 1, "2023-06-15 08:05"),
        (2, 1, "lost", AMBIGUOUS, 1, None),
    ],
)
def test_an_attempt_moves_a_delivery_on(
    attempts: int, resends: int, outcome: str, state: DeliveryState, resends_after: int, not_before: str | None
) -> None:
    expected = AfterAttempt(state, resends_after, at(not_before) if not_before else None)
    assert after_attempt(attempts, resends, AttemptOutcome(outcome), NOW) == expected


@pytest.mark.parametrize("resends", [0, 1])
@pytest.mark.parametrize("outcome", AttemptOutcome)
def test_every_outcome_ends_the_sending(outcome: AttemptOutcome, resends: int) -> None:
    assert after_attempt(1, resends, outcome, NOW).state in (PENDING, SENT, FAILED, AMBIGUOUS)


def test_a_lost_message_is_sent_once_more_and_then_waits_for_a_person() -> None:
    first = after_attempt(1, 0, AttemptOutcome.LOST, NOW)
    again = after_attempt(2, first.resends, AttemptOutcome.LOST, NOW)
    assert (first.state, first.not_before) == (AMBIGUOUS, NOW + RESEND_AFTER)
    assert (again.state, again.not_before) == (AMBIGUOUS, None)


@pytest.mark.parametrize("values", [NoticeKind, DeliveryState])
def test_every_value_has_its_own_label(values: type[NoticeKind] | type[DeliveryState]) -> None:
    labels = [value.label for value in values]
    assert all(labels)
    assert len(set(labels)) == len(labels)


CALENDAR = Calendar()
FRIDAY = an_obligation(due=DueDate(date(2023, 6, 30), "15 ngày"))
TO_JULY_5 = (Extension(date(2023, 7, 5), "nv1", "Chủ tịch", "giao ban 29/6/2023", at("2023-06-29 09:00")),)

FORM = a_receipt("2023-06-20 09:00")
SIGNED = a_receipt("2023-06-20 09:00", part=Part.SIGNED)
CHECKING = a_receipt("2023-06-20 09:00", outcome=Outcome.RECEIVED)
RETURNED = a_receipt("2023-06-27 16:00", outcome=Outcome.REFUSED, returned_at="2023-06-28 07:30")
LEFT_UNMENDED = a_receipt("2023-06-19 09:00", outcome=Outcome.REFUSED, returned_at="2023-06-19 10:00")


def stands(on: str, *receipts: Receipt, obligation: Obligation = FRIDAY) -> Standing:
    return standing(obligation, receipts, at(f"{on} 07:30"), 2, CALENDAR)


def due_on(
    today: str, *receipts: Receipt, obligation: Obligation = FRIDAY, policy: Reminders | None = None
) -> NoticeKind | None:
    how = stands(today, *receipts, obligation=obligation)
    found = reminder_due(how, policy or Reminders(), date.fromisoformat(today), CALENDAR)
    return found.kind if found else None


BEFORE, AFTER = NoticeKind.REMINDER_BEFORE, NoticeKind.REMINDER_AFTER


@pytest.mark.parametrize(
    ("today", "kind"),
    [
        ("2023-06-16", None),
        ("2023-06-27", None),
        ("2023-06-28", BEFORE),
        ("2023-06-29", BEFORE),
        ("2023-06-30", None),
        ("2023-07-01", None),
        ("2023-07-02", None),
        ("2023-07-03", AFTER),
        ("2023-07-04", AFTER),
        ("2023-07-08", None),
        ("2023-08-01", AFTER),
    ],
)
def test_a_unit_that_sent_nothing_is_reminded_from_two_working_days_before_and_one_after(
    today: str, kind: NoticeKind | None
) -> None:
    assert due_on(today) is kind


@pytest.mark.parametrize(
    ("who", "receipts", "before", "after"),
    [
        ("sent nothing", (), BEFORE, AFTER),
        ("sent the form alone", (FORM,), BEFORE, None),
        ("sent the signed document alone", (SIGNED,), BEFORE, None),
        ("sent both", (FORM, SIGNED), None, None),
        ("sent a form that is being checked", (CHECKING,), None, None),
        ("let the mending period pass", (LEFT_UNMENDED,), BEFORE, AFTER),
    ],
)
def test_who_is_reminded(
    who: str, receipts: tuple[Receipt, ...], before: NoticeKind | None, after: NoticeKind | None
) -> None:
    assert (due_on("2023-06-29", *receipts), due_on("2023-07-03", *receipts)) == (before, after), who


def test_who_is_mending_a_returned_form_is_not_reminded_until_its_own_term_is_over() -> None:
    assert due_on("2023-06-29", RETURNED) is None
    assert due_on("2023-06-29", RETURNED, SIGNED) is None
    assert due_on("2023-07-03", RETURNED) is AFTER


@pytest.mark.parametrize("today", ["2023-06-29", "2023-07-03"])
@pytest.mark.parametrize("changes", [{"exempted": True}, {"due": None}])
def test_nobody_is_reminded_of_what_is_not_owed(changes: dict[str, Any], today: str) -> None:
    assert due_on(today, obligation=replace(FRIDAY, **changes)) is None


@pytest.mark.parametrize(
    ("today", "kind"), [("2023-06-29", None), ("2023-07-03", BEFORE), ("2023-07-05", None), ("2023-07-06", AFTER)]
)
def test_an_extension_moves_the_reminders(today: str, kind: NoticeKind | None) -> None:
    assert due_on(today, obligation=replace(FRIDAY, extensions=TO_JULY_5)) is kind


@pytest.mark.parametrize(
    ("today", "policy", "kind"),
    [
        ("2023-06-23", Reminders(before_days=5), BEFORE),
        ("2023-06-22", Reminders(before_days=5), None),
        ("2023-07-04", Reminders(after_days=3), None),
        ("2023-07-05", Reminders(after_days=3), AFTER),
    ],
)
def test_the_plan_says_how_many_working_days(today: str, policy: Reminders, kind: NoticeKind | None) -> None:
    assert due_on(today, policy=policy) is kind


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("missing", [*Missing, None])
def test_only_who_owes_something_is_ever_reminded(status: Status, missing: Missing | None) -> None:
    how = replace(stands("2023-06-29"), status=status, missing=missing)
    kinds = [found and found.kind for found in (_found(how, date(2023, 6, 29)), _found(how, date(2023, 7, 3)))]
    lacks_a_part = status is Status.OPEN or missing in (Missing.SIGNED, Missing.FORM)
    assert kinds == [BEFORE if lacks_a_part else None, AFTER if status is Status.OVERDUE else None]


def _found(how: Standing, today: date) -> Reminder | None:
    return reminder_due(how, Reminders(), today, CALENDAR)


def test_a_reminder_is_one_occasion_however_often_the_round_runs() -> None:
    first, second = _found(stands("2023-06-28"), date(2023, 6, 28)), _found(stands("2023-06-29"), date(2023, 6, 29))
    assert first is not None
    assert first == second
    assert first.occasion == "subplan:2023:2023-06-30"


def test_a_reminder_is_worthless_when_its_day_is_over() -> None:
    before, after = _found(stands("2023-06-28"), date(2023, 6, 28)), _found(stands("2023-07-03"), date(2023, 7, 3))
    assert before is not None
    assert after is not None
    assert before.not_after == end_of(date(2023, 6, 29))
    assert after.not_after == end_of(asked_on(date(2023, 7, 3), CALENDAR)) == end_of(date(2023, 7, 6))


@pytest.mark.parametrize(
    ("kind", "receipts", "now", "needless"),
    [
        (BEFORE, (), "2023-06-29", False),
        (BEFORE, (FORM,), "2023-06-29", False),
        (BEFORE, (FORM, SIGNED), "2023-06-29", True),
        (BEFORE, (), "2023-06-30", True),
        (AFTER, (), "2023-07-03", False),
        (AFTER, (a_receipt("2023-07-03 07:00"),), "2023-07-03", True),
        (NoticeKind.ISSUE, (FORM, SIGNED), "2023-07-03", False),
        (NoticeKind.COPY, (), "2023-07-03", False),
        (NoticeKind.RECEIPT, (FORM, SIGNED), "2023-07-03", False),
        (NoticeKind.RETURNED, (FORM, SIGNED), "2023-07-03", False),
        (NoticeKind.NOT_USABLE, (FORM, SIGNED), "2023-07-03", False),
        (NoticeKind.PREPARE_REPORT, (FORM, SIGNED), "2023-07-03", False),
        (NoticeKind.PUBLICATION, (FORM, SIGNED), "2023-07-03", False),
    ],
)
def test_a_reminder_is_needless_once_what_it_asks_for_has_come(
    kind: NoticeKind, receipts: tuple[Receipt, ...], now: str, needless: bool
) -> None:
    assert is_needless(kind, stands(now, *receipts), None, at(f"{now} 07:30")) is needless


def test_an_extension_makes_the_reminder_of_the_old_due_date_needless() -> None:
    how = stands("2023-07-03", obligation=replace(FRIDAY, extensions=TO_JULY_5))
    assert is_needless(AFTER, how, None, at("2023-07-03 07:30"))


@pytest.mark.parametrize("kind", NoticeKind)
def test_any_notice_is_needless_after_its_last_instant(kind: NoticeKind) -> None:
    assert is_needless(kind, stands("2023-06-28"), end_of(date(2023, 6, 27)), at("2023-06-28 00:00"))
