"""How an obligation stands: the rules on time, parts, mending and exceptions, case by case.

The sub-plan of Phường 2 is due on Friday 2023-06-30; a returned form may be mended within 2 working days.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any, NamedTuple

import pytest

from papiplan.domain.deadlines import Calendar, CalendarDay
from papiplan.domain.obligations import (
    Extension,
    Missing,
    Outcome,
    Part,
    Receipt,
    Standing,
    Status,
    Timing,
    late_words,
    standing,
)
from papiplan.domain.plans import OnTimeBy, SubmissionKind
from tests.factories import a_receipt, an_exemption, an_extension, an_obligation, at

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
    return an_extension(day, recorded_at, basis="ý kiến tại giao ban")


def stands(now: str, *receipts: Receipt, **changes: Any) -> Standing:
    return standing(an_obligation(**changes), receipts, at(now), Timing())


def words_of(found: Standing) -> str:
    """The status with the working days late: "late 2"."""
    return f"{found.status} {found.late_working_days or ''}".strip()


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
    Case(
        "a form typed in from a paper in time",
        [signed("2023-06-29 15:00", doc_symbol="31/KH-UBND"), a_form("2023-07-05 10:00", typed_from="31/KH-UBND")],
        "on_time",
        None,
        counts=0,
    ),
    Case(
        "a form typed in from a paper that is not on record counts from its typing",
        [signed("2023-07-10 15:00", doc_symbol="40/KH-UBND"), a_form("2023-07-05 10:00", typed_from="31/KH-UBND")],
        "late 3",
        None,
        counts=1,
    ),
    Case("what comes after now has not come", [a_form("2023-06-30 16:00")], "open", NOTHING, now="2023-06-30 10:00"),
]


@pytest.mark.parametrize("case", CASES, ids=[case.law for case in CASES])
def test_an_obligation_stands_as_the_rules_say(case: Case) -> None:
    found = stands(case.now, *numbered(case.receipts))
    assert words_of(found) == case.stands
    assert found.missing is case.missing
    assert (found.counted.submission_id if found.counted else None) == case.counts
    assert found.usable == (found.current is not None) == (case.missing in (None, FORM_ONLY))


BY_FORM = Timing(on_time_by=OnTimeBy.FORM)
PAPER, TYPED = "2023-06-29 15:00", "2023-07-05 10:00"


@pytest.mark.parametrize(
    ("law", "receipts", "stood"),
    [
        (
            "it came with its paper",
            [signed(PAPER, doc_symbol="31/KH-UBND"), a_form(TYPED, typed_from="31 / kh-ubnd")],
            "on_time",
        ),
        (
            "with the first scan of it",
            [
                signed("2023-07-04 08:00", doc_symbol="31/KH-UBND"),
                signed(PAPER, doc_symbol="31/KH-UBND"),
                a_form(TYPED, typed_from="31/KH-UBND"),
            ],
            "on_time",
        ),
        (
            "not with another paper",
            [signed(PAPER, doc_symbol="30/KH-UBND"), a_form(TYPED, typed_from="31/KH-UBND")],
            "late 3",
        ),
        (
            "not with one that was returned",
            [
                signed(PAPER, doc_symbol="31/KH-UBND", outcome=Outcome.RETURNED),
                a_form(TYPED, typed_from="31/KH-UBND"),
            ],
            "late 3",
        ),
        (
            "no earlier than a paper that came late",
            [signed("2023-07-04 08:00", doc_symbol="31/KH-UBND"), a_form(TYPED, typed_from="31/KH-UBND")],
            "late 2",
        ),
        (
            "a paper recorded after the typing takes nothing from it",
            [a_form(PAPER, typed_from="31/KH-UBND"), signed(TYPED, doc_symbol="31/KH-UBND")],
            "on_time",
        ),
        (
            "what the unit sends itself counts by itself",
            [signed(PAPER, doc_symbol="31/KH-UBND"), a_form(TYPED)],
            "late 3",
        ),
    ],
)
def test_where_the_form_decides_a_typed_one_counts_from_its_paper(
    law: str, receipts: Sequence[Receipt], stood: str
) -> None:
    assert words_of(standing(an_obligation(), numbered(receipts), at(LONG_AFTER), BY_FORM)) == stood, law


def test_the_units_own_later_form_replaces_a_typed_one() -> None:
    paper = signed(PAPER, doc_symbol="31/KH-UBND")
    found = stands(LONG_AFTER, *numbered([paper, a_form(TYPED, typed_from="31/KH-UBND"), a_form("2023-07-06 09:00")]))
    assert found.current is not None
    assert (found.current.typed_from, found.status) == ("", Status.ON_TIME)


@pytest.mark.parametrize(
    ("law", "receipts", "first", "by_signed", "by_form"),
    [
        ("nothing came", [], "overdue 4", "overdue 4", "overdue 4"),
        ("the form alone, in time", [a_form("2023-06-30 15:00")], "on_time", "overdue 4", "on_time"),
        ("the form alone, late", [a_form("2023-07-04 15:00")], "late 2", "overdue 4", "late 2"),
        ("the signed document alone, in time", [signed("2023-06-30 15:00")], "on_time", "on_time", "overdue 4"),
        (
            "the form in time, the signed document late",
            [a_form("2023-06-30 15:00"), signed("2023-07-03 15:00")],
            "on_time",
            "late 1",
            "on_time",
        ),
        (
            "the signed document in time, the form late",
            [signed("2023-06-30 15:00"), a_form("2023-07-04 15:00")],
            "on_time",
            "on_time",
            "late 2",
        ),
        (
            "a returned form mended in time beside a late signed document",
            [returned("2023-06-30 15:00"), a_form("2023-07-04 15:00"), signed("2023-07-05 15:00")],
            "on_time",
            "late 3",
            "on_time",
        ),
        (
            "a corrected scan does not make the first one late",
            [signed("2023-06-30 15:00"), signed("2023-07-05 15:00"), a_form("2023-07-05 16:00")],
            "on_time",
            "on_time",
            "late 3",
        ),
    ],
)
def test_the_plan_says_which_part_decides_whether_it_is_on_time(
    law: str, receipts: list[Receipt], first: str, by_signed: str, by_form: str
) -> None:
    for part, expected in zip(
        (OnTimeBy.FIRST, OnTimeBy.SIGNED, OnTimeBy.FORM), (first, by_signed, by_form), strict=True
    ):
        found = standing(an_obligation(), numbered(receipts), at("2023-07-06 08:00"), Timing(on_time_by=part))
        assert words_of(found) == expected, f"{law}, by {part}"


@pytest.mark.parametrize("part", OnTimeBy)
def test_a_remedy_is_answered_by_its_one_document_whatever_the_plan_says_of_forms(part: OnTimeBy) -> None:
    owed = an_obligation(kind=SubmissionKind.REMEDY)
    timing = Timing(on_time_by=part)
    answered = standing(owed, [signed("2023-06-30 15:00")], at(LONG_AFTER), timing)
    assert (answered.status, answered.missing) == (Status.ON_TIME, None)
    open_ = standing(owed, [], at("2023-06-30 15:00"), timing)
    assert (open_.status, open_.missing) == (Status.OPEN, Missing.SIGNED)


@pytest.mark.parametrize(
    ("mend_days", "mended_at", "stands_as"),
    [
        (0, "2023-06-30 23:59:59", "on_time"),
        (0, "2023-07-01 00:00:00", "late 1"),
        (1, "2023-07-03 23:59:59", "on_time"),
        (1, "2023-07-04 00:00:00", "late 2"),
        (2, "2023-07-04 23:59:59", "on_time"),
        (2, "2023-07-05 00:00:00", "late 3"),
        (3, "2023-07-05 23:59:59", "on_time"),
    ],
)
def test_the_plan_says_how_many_working_days_there_are_to_mend(mend_days: int, mended_at: str, stands_as: str) -> None:
    receipts = numbered([returned("2023-06-30 16:00"), a_form(mended_at)])
    found = standing(an_obligation(), receipts, at(LONG_AFTER), Timing(mend_days=mend_days))
    assert words_of(found) == stands_as


@pytest.mark.parametrize(
    ("law", "receipts", "now", "stands_as"),
    [
        ("nothing a second before its end", [], "2023-06-30 16:59:59", "open"),
        ("nothing at its end", [], "2023-06-30 17:00:00", "overdue 1"),
        ("a form a second before its end", [a_form("2023-06-30 16:59:59")], LONG_AFTER, "on_time"),
        ("a form at its end", [a_form("2023-06-30 17:00:00")], LONG_AFTER, "late 1"),
        (
            "a returned form has whole days to be mended",
            [returned("2023-06-30 16:00"), a_form("2023-07-04 23:59:59")],
            LONG_AFTER,
            "on_time",
        ),
    ],
)
def test_a_term_may_end_at_a_time_of_its_last_day(law: str, receipts: list[Receipt], now: str, stands_as: str) -> None:
    found = standing(an_obligation(), numbered(receipts), at(now), Timing(due_time=time(17)))
    assert words_of(found) == stands_as, law


def test_an_extension_ends_at_the_plan_s_time_of_day_too() -> None:
    extended = an_obligation(extensions=(until("2023-07-05"),))
    for received_at, expected in (("2023-07-05 16:59:59", "on_time"), ("2023-07-05 17:00:00", "late 1")):
        found = standing(extended, [a_form(received_at)], at(LONG_AFTER), Timing(due_time=time(17)))
        assert words_of(found) == expected


def test_days_late_and_days_to_mend_are_counted_by_the_office_s_own_calendar() -> None:
    worked = Calendar((CalendarDay(date(2023, 7, 1), working=True, source="làm bù"),))
    timing = Timing(calendar=worked)
    found = standing(an_obligation(), [a_form("2023-07-03 09:00")], at(LONG_AFTER), timing)
    assert words_of(found) == "late 2"
    back = standing(an_obligation(), [returned("2023-06-30 16:00")], at("2023-07-01 08:00"), timing)
    assert back.mending_until == date(2023, 7, 3)


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
        found = stands(LONG_AFTER, *receipts, exemption=an_exemption())
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


HOUR = Timing(due_time=time(17))


@pytest.mark.parametrize(
    ("received", "timing", "by_extension"),
    [
        ("2023-06-30 16:59", HOUR, False),
        ("2023-06-30 17:00", HOUR, True),
        ("2023-06-30 18:00", Timing(), False),
        ("2023-07-01 00:00", Timing(), True),
    ],
)
def test_the_hour_of_the_day_at_which_a_term_ends_tells_what_is_on_time_by_an_extension(
    received: str, timing: Timing, by_extension: bool
) -> None:
    owed = an_obligation(extensions=(until("2023-07-05", "2023-06-30 17:30"),))
    found = standing(owed, [replace(a_receipt(), received_at=at(received))], at("2023-07-02 09:00"), timing)
    assert (found.status, found.by_extension) == (Status.ON_TIME, by_extension)
    assert found.is_late_for_term(at("2023-07-05 17:00")) is (timing is HOUR)
    assert found.extended_after_due is (timing is HOUR)
