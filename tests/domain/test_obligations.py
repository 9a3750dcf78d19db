"""How an obligation stands: the rules on time, parts, mending and exceptions, case by case.

The sub-plan of Phường 2 is due on Friday 2023-06-30; a returned form may be mended within 2 working days.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import pytest

from papiplan.domain.deadlines import Calendar
from papiplan.domain.obligations import (
    Extension,
    Missing,
    Outcome,
    Part,
    Receipt,
    Standing,
    Status,
    late_words,
    standing,
)
from papiplan.domain.plans import SubmissionKind
from tests.factories import a_receipt, an_obligation, at

CALENDAR = Calendar()
LONG_AFTER = "2023-09-01 12:00"


def a_form(received_at: str, **changes: Any) -> Receipt:
    return a_receipt(received_at, **changes)


def returned(received_at: str, returned_at: str = "", **changes: Any) -> Receipt:
    """A defective form, by default returned in the hour it came."""
    return a_receipt(received_at, outcome=Outcome.REFUSED, returned_at=returned_at or received_at, **changes)


def unchecked(received_at: str) -> Receipt:
    return a_receipt(received_at, outcome=Outcome.RECEIVED)


def signed(received_at: str, **changes: Any) -> Receipt:
    return a_receipt(received_at, part=Part.SIGNED, **changes)


def numbered(receipts: Sequence[Receipt]) -> list[Receipt]:
    return [replace(receipt, submission_id=n, version=n + 1) for n, receipt in enumerate(receipts)]


def until(day: str, recorded_at: str = "2023-06-29 10:00") -> Extension:
    return Extension(date.fromisoformat(day), "Nguyễn Thị A", "Chủ tịch", "ý kiến tại giao ban", at(recorded_at))


def stands(now: str, *receipts: Receipt, **changes: Any) -> Standing:
    return standing(an_obligation(**changes), receipts, at(now), 2, CALENDAR)


class Case(NamedTuple):
    """`stands` is the status with the working days late; `counts` the place of the receipt that decides."""

    law: str
    receipts: Sequence[Receipt]
    stands: str
    missing: Missing | None
    counts: int | None = None
    now: str = LONG_AFTER


SIGNED_ONLY, FORM_ONLY, NOTHING = Missing.FORM, Missing.SIGNED, Missing.BOTH

CASES = [
    Case("nothing yet, before the due date", [], "open", NOTHING, now="2023-06-20 08:00"),
    Case("nothing in the last second of the due day", [], "open", NOTHING, now="2023-06-30 23:59:59"),
    Case("nothing a second later", [], "overdue 1", NOTHING, now="2023-07-01 00:00:00"),
    Case("nothing by Tuesday: Monday and Tuesday", [], "overdue 2", NOTHING, now="2023-07-04 08:00"),
    Case("a form in the last second of the due day", [a_form("2023-06-30 23:59:59")], "on_time", FORM_ONLY, counts=0),
    Case("a form a second later, on a Saturday", [a_form("2023-07-01 00:00:00")], "late 1", FORM_ONLY, counts=0),
    Case("a form on the Sunday after a Friday", [a_form("2023-07-02 20:00")], "late 1", FORM_ONLY, counts=0),
    Case(
        "a form ten working days late stays ten days late", [a_form("2023-07-14 09:00")], "late 10", FORM_ONLY, counts=0
    ),
    Case("both parts in time", [a_form("2023-06-29 16:50"), signed("2023-06-30 08:00")], "on_time", None, counts=0),
    Case(
        "the signed document in time, the form not yet",
        [signed("2023-06-30 15:00")],
        "on_time",
        SIGNED_ONLY,
        counts=0,
        now="2023-07-03 08:00",
    ),
    Case(
        "the signed document in time, the form two days later",
        [signed("2023-06-30 15:00"), a_form("2023-07-04 15:00")],
        "on_time",
        None,
        counts=0,
    ),
    Case(
        "the signed document in time, the form defective and never mended",
        [signed("2023-06-30 15:00"), returned("2023-06-29 09:00")],
        "on_time",
        SIGNED_ONLY,
        counts=0,
    ),
    Case(
        "the form in time, the signed document late",
        [a_form("2023-06-30 15:00"), signed("2023-07-10 08:00")],
        "on_time",
        None,
        counts=0,
    ),
    Case(
        "both late: the earlier counts",
        [a_form("2023-07-05 15:00"), signed("2023-07-04 08:00")],
        "late 2",
        None,
        counts=1,
    ),
    Case(
        "received and not checked yet",
        [unchecked("2023-06-30 16:00")],
        "on_time",
        NOTHING,
        counts=0,
        now="2023-06-30 17:00",
    ),
    Case("nobody is made late by our not checking", [unchecked("2023-06-30 16:00")], "on_time", NOTHING, counts=0),
    Case(
        "defective on the due day, inside the mending period",
        [returned("2023-06-30 16:00")],
        "on_time",
        NOTHING,
        counts=0,
        now="2023-07-04 23:59:59",
    ),
    Case(
        "defective on the due day, the mending period over",
        [returned("2023-06-30 16:00")],
        "overdue 3",
        NOTHING,
        now="2023-07-05 00:00:00",
    ),
    Case(
        "defective long before the due day, the mending period over: as if nothing had come",
        [returned("2023-06-20 09:00")],
        "open",
        NOTHING,
        now="2023-06-28 08:00",
    ),
    Case(
        "defective on the due day, mended in the last second of the mending period",
        [returned("2023-06-30 16:00"), a_form("2023-07-04 23:59:59")],
        "on_time",
        FORM_ONLY,
        counts=0,
    ),
    Case(
        "mended a second later: its own receipt counts",
        [returned("2023-06-30 16:00"), a_form("2023-07-05 00:00:00")],
        "late 3",
        FORM_ONLY,
        counts=1,
    ),
    Case(
        "the mending period runs from our return, not from the receipt",
        [returned("2023-06-30 16:00", "2023-07-05 09:00"), a_form("2023-07-07 17:00")],
        "on_time",
        FORM_ONLY,
        counts=0,
    ),
    Case(
        "defective and mended before the due day, outside the mending period: in time by its own receipt",
        [returned("2023-06-20 09:00"), a_form("2023-06-28 10:00")],
        "on_time",
        FORM_ONLY,
        counts=1,
    ),
    Case(
        "late and defective, mended in time: the first receipt counts",
        [returned("2023-07-03 09:00"), a_form("2023-07-05 10:00")],
        "late 1",
        FORM_ONLY,
        counts=0,
    ),
    Case(
        "returned three times, each mended in time: the first receipt counts",
        [
            returned("2023-06-30 16:00"),
            returned("2023-07-04 16:00"),
            returned("2023-07-06 16:00"),
            a_form("2023-07-10 16:00"),
        ],
        "on_time",
        FORM_ONLY,
        counts=0,
    ),
    Case(
        "a chain that breaks begins anew with the form after the break",
        [returned("2023-06-30 16:00"), returned("2023-07-06 16:00"), a_form("2023-07-10 16:00")],
        "late 4",
        FORM_ONLY,
        counts=1,
    ),
    Case(
        "a second file before we returned the first belongs to it",
        [returned("2023-06-30 16:00", "2023-07-03 09:00"), a_form("2023-07-01 09:00")],
        "on_time",
        FORM_ONLY,
        counts=0,
    ),
    Case(
        "a defective file after a usable one takes nothing away",
        [a_form("2023-06-29 16:00"), returned("2023-07-10 09:00")],
        "on_time",
        FORM_ONLY,
        counts=0,
    ),
    Case(
        "the same bytes again answer nothing",
        [returned("2023-06-20 09:00"), a_receipt("2023-06-29 09:00", outcome=Outcome.DUPLICATE)],
        "overdue 2",
        NOTHING,
        now="2023-07-04 08:00",
    ),
    Case("what comes after now has not come", [a_form("2023-06-30 16:00")], "open", NOTHING, now="2023-06-30 10:00"),
]


@pytest.mark.parametrize("case", CASES, ids=[case.law for case in CASES])
def test_an_obligation_stands_as_the_rules_say(case: Case) -> None:
    found = stands(case.now, *numbered(case.receipts))
    assert f"{found.status} {found.late_working_days or ''}".strip() == case.stands
    assert found.missing is case.missing
    assert (found.counted.submission_id if found.counted else None) == case.counts
    assert found.usable == (found.current is not None) == (case.missing in (None, FORM_ONLY))


@pytest.mark.parametrize(
    ("law", "extension", "now", "received_at", "status", "late"),
    [
        ("granted before the due date", until("2023-07-05"), LONG_AFTER, "2023-07-05 23:59:59", Status.ON_TIME, 0),
        (
            "granted after it",
            until("2023-07-05", "2023-07-03 09:00"),
            LONG_AFTER,
            "2023-07-04 08:00",
            Status.ON_TIME,
            0,
        ),
        ("late all the same", until("2023-07-05"), LONG_AFTER, "2023-07-06 08:00", Status.LATE, 1),
        ("nothing yet", until("2023-07-05"), "2023-07-05 23:59:59", "", Status.OPEN, 0),
        ("nothing at its end", until("2023-07-05"), "2023-07-06 00:00", "", Status.OVERDUE, 1),
        ("an earlier date takes nothing", until("2023-06-20"), LONG_AFTER, "2023-06-30 08:00", Status.ON_TIME, 0),
    ],
)
def test_an_extension_moves_the_due_date_later_only(
    law: str, extension: Extension, now: str, received_at: str, status: Status, late: int
) -> None:
    found = stands(now, *([a_form(received_at)] if received_at else []), extensions=(extension,))
    assert (found.status, found.late_working_days) == (status, late), law


def test_of_two_extensions_the_later_is_in_force_and_named() -> None:
    extended = an_obligation(extensions=(until("2023-07-10"), until("2023-07-05")))
    assert extended.effective_due_on == date(2023, 7, 10)
    assert extended.due_rule == (
        "15 ngày kể từ ngày Kế hoạch ban hành (15/6/2023); gia hạn đến 10/7/2023 (ý kiến tại giao ban)"
    )
    assert an_obligation(extensions=(until("2023-06-20"),)).due_rule == an_obligation().due_rule


def test_an_exempted_obligation_is_excused_and_misses_nothing_whenever_it_is_looked_at() -> None:
    for receipts in ([], [a_form("2023-07-14 09:00")]):
        found = stands(LONG_AFTER, *receipts, exempted=True)
        assert (found.status, found.late_working_days, found.missing) == (Status.EXCUSED, 0, None)


@pytest.mark.parametrize(
    ("receipts", "status"), [([], Status.OPEN), ([a_form("2024-03-20 09:00")], Status.ON_TIME)], ids=["open", "early"]
)
def test_a_report_without_a_due_date_is_open_or_early(receipts: list[Receipt], status: Status) -> None:
    found = stands("2024-03-25 08:00", *receipts, kind=SubmissionKind.REPORT, due=None)
    assert (found.status, found.late_working_days, found.obligation.due_rule) == (status, 0, "")


@pytest.mark.parametrize(
    ("law", "now", "receipts", "mending_until", "mended"),
    [
        ("nothing came", LONG_AFTER, [], None, False),
        ("usable at once", LONG_AFTER, [a_form("2023-06-29 09:00")], None, False),
        ("returned on a Friday", "2023-07-03 08:00", [returned("2023-06-30 16:00")], date(2023, 7, 4), False),
        ("period over", "2023-07-05 08:00", [returned("2023-06-30 16:00")], None, False),
        ("mended", LONG_AFTER, [returned("2023-06-30 16:00"), a_form("2023-07-04 09:00", version=2)], None, True),
        ("too late", LONG_AFTER, [returned("2023-06-30 16:00"), a_form("2023-07-06 09:00", version=2)], None, False),
        (
            "each return opens a period of its own",
            "2023-07-05 08:00",
            [returned("2023-06-30 16:00"), returned("2023-07-04 16:00", version=2)],
            date(2023, 7, 6),
            False,
        ),
    ],
)
def test_a_returned_form_may_be_mended_until_its_last_day(
    law: str, now: str, receipts: list[Receipt], mending_until: date | None, mended: bool
) -> None:
    found = stands(now, *numbered(receipts))
    assert (found.mending_until, found.mended) == (mending_until, mended), law


def test_the_newest_version_of_each_part_is_in_force_while_the_first_receipt_counts() -> None:
    found = stands(
        LONG_AFTER,
        a_form("2023-06-20 09:00", submission_id=1),
        a_form("2023-07-10 09:00", submission_id=2, version=2),
        signed("2023-06-21 09:00", submission_id=3),
        signed("2023-07-11 09:00", submission_id=4, version=2),
    )
    ids = [r.submission_id for r in (found.current, found.signed, found.first_signed, found.counted) if r]
    assert ids == [2, 4, 3, 1]
    assert found.status is Status.ON_TIME


def test_days_late_are_told_with_two_figures() -> None:
    assert late_words(2) == "chậm 02 ngày làm việc"


@pytest.mark.parametrize("values", [Outcome, Status, Missing])
def test_everything_shown_has_a_vietnamese_label_of_its_own(values: type[Outcome | Status | Missing]) -> None:
    labels = [value.label for value in values]
    assert all(labels)
    assert len(set(labels)) == len(labels)
