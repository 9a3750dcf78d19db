"""Terms end as the Civil Code 2015 (art. 147-148) says, on the calendar of Viet Nam's public sector."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papiplan.domain.deadlines import (
    ONE_DAY,
    Calendar,
    Counting,
    DeadlineRule,
    add_working_days,
    clock_time,
    due_on,
    end_of,
    in_words,
    local_date,
    long,
    next_working_day,
    short,
    subtract_working_days,
    working_days_between,
    working_days_late,
)
from tests.factories import at

CALENDAR = Calendar()
FIRST, LAST = date(2020, 1, 1), date(2035, 12, 31)

REGULATION = [
    # case, start, days, counting, raw last day, due date
    ("plan issued", "2023-06-15 Thu", 15, "calendar", "2023-06-30", "2023-06-30 Fri"),
    ("plan issued on a Friday", "2023-06-16 Fri", 15, "calendar", "2023-07-01", "2023-07-03 Mon"),
    ("plan issued on the first of June", "2023-06-01 Thu", 15, "calendar", "2023-06-16", "2023-06-16 Fri"),
    ("plan issued on the last of June", "2023-06-30 Fri", 15, "calendar", "2023-07-15", "2023-07-17 Mon"),
    ("PAPI 2023 published", "2024-04-02 Tue", 5, "calendar", "2024-04-07", "2024-04-08 Mon"),
    ("PAPI 2022 published", "2023-04-12 Wed", 5, "calendar", "2023-04-17", "2023-04-17 Mon"),
    ("PAPI 2021 published", "2022-05-10 Tue", 5, "calendar", "2022-05-15", "2022-05-16 Mon"),
    ("PAPI 2024 published", "2025-04-15 Tue", 5, "calendar", "2025-04-20", "2025-04-21 Mon"),
    ("PAPI 2020 published", "2021-04-14 Wed", 5, "calendar", "2021-04-19", "2021-04-19 Mon"),
    ("Tết in the way", "2025-01-15 Wed", 15, "calendar", "2025-01-30", "2025-02-03 Mon"),
    ("Tết 2026 in the way", "2026-02-05 Thu", 15, "calendar", "2026-02-20", "2026-02-23 Mon"),
    ("Hùng Vương, 30/4 and 1/5 in a row", "2023-04-25 Tue", 5, "calendar", "2023-04-30", "2023-05-04 Thu"),
    ("29/4/2024 swapped", "2024-04-24 Wed", 5, "calendar", "2024-04-29", "2024-05-02 Thu"),
    ("a working Saturday stays", "2026-08-17 Mon", 5, "calendar", "2026-08-22", "2026-08-22 Sat"),
    ("National Day 2026", "2026-08-25 Tue", 5, "calendar", "2026-08-30", "2026-09-03 Thu"),
    ("2/1/2026 swapped: our correction", "2025-12-28 Sun", 5, "calendar", "2026-01-02", "2026-01-05 Mon"),
    ("Saturday 10/1/2026 worked: our correction", "2026-01-05 Mon", 5, "calendar", "2026-01-10", "2026-01-10 Sat"),
    ("24/11, a holiday from 2026", "2026-11-19 Thu", 5, "calendar", "2026-11-24", "2026-11-25 Wed"),
    ("15 working days", "2023-06-15 Thu", 15, "working", "2023-07-06", "2023-07-06 Thu"),
    ("5 working days", "2024-04-02 Tue", 5, "working", "2024-04-09", "2024-04-09 Tue"),
]


def day(text: str) -> date:
    """A date as the table gives it, with its weekday where the regulation turns on it."""
    iso, _, weekday = text.partition(" ")
    read = date.fromisoformat(iso)
    assert weekday in ("", read.strftime("%a"))
    return read


@pytest.mark.parametrize(
    ("case", "start", "days", "counting", "raw", "due"), REGULATION, ids=[r[0] for r in REGULATION]
)
def test_a_term_ends_as_the_regulation_says(
    case: str, start: str, days: int, counting: str, raw: str, due: str
) -> None:
    rule = DeadlineRule(days, Counting(counting))
    assert due_on(day(start), DeadlineRule(days, rule.counting, shift=False), CALENDAR) == day(raw), case
    assert due_on(day(start), rule, CALENDAR) == day(due), case


def every_day(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


@pytest.fixture(scope="module")
def worked() -> list[date]:
    """The worked days, the only thing that the oracle shares with the rules."""
    return [d for d in every_day(FIRST, LAST + timedelta(days=90)) if CALENDAR.is_working(d)]


@pytest.mark.parametrize("days", [5, 15, 30])
def test_every_start_of_sixteen_years_gives_the_due_date_that_a_clerk_counts(worked: list[date], days: int) -> None:
    """The oracle looks into one list of worked days instead of walking the calendar."""
    for start in every_day(FIRST, LAST):
        raw = date.fromordinal(start.toordinal() + days)
        shifted = worked[bisect_left(worked, raw)]
        working = worked[bisect_right(worked, start) + days - 1]
        for shift in (True, False):
            assert due_on(start, DeadlineRule(days, Counting.WORKING, shift), CALENDAR) == working
        assert due_on(start, DeadlineRule(days, Counting.CALENDAR, shift=False), CALENDAR) == raw
        assert due_on(start, DeadlineRule(days, Counting.CALENDAR), CALENDAR) == shifted


days_of_our_time = st.dates(FIRST, LAST)
rules = st.builds(DeadlineRule, st.integers(1, 60), st.sampled_from(Counting), st.booleans())


@given(start=days_of_our_time, later=st.integers(0, 40), rule=rules)
def test_a_later_start_never_gives_an_earlier_due_date(start: date, later: int, rule: DeadlineRule) -> None:
    assert due_on(start, rule, CALENDAR) <= due_on(start + timedelta(days=later), rule, CALENDAR)


@given(start=days_of_our_time, rule=rules)
def test_a_term_ends_after_its_event_and_with_shift_never_on_a_day_off(start: date, rule: DeadlineRule) -> None:
    due = due_on(start, rule, CALENDAR)
    assert due >= start + timedelta(days=rule.days)
    assert CALENDAR.is_working(due) or not (rule.shift or rule.counting is Counting.WORKING)


@given(start=days_of_our_time, days=st.integers(1, 40))
def test_working_days_added_are_the_working_days_between_and_subtracting_leads_back(start: date, days: int) -> None:
    end = add_working_days(start, days, CALENDAR)
    assert working_days_between(start, end, CALENDAR) == days
    assert subtract_working_days(end, days, CALENDAR) <= start < subtract_working_days(end, days - 1, CALENDAR)


@given(due=days_of_our_time, received=days_of_our_time)
def test_lateness_is_none_in_time_and_at_least_one_day_after_it(due: date, received: date) -> None:
    late = working_days_late(due, received, CALENDAR)
    assert (late == 0) == (received <= due)
    assert late <= max(0, (received - due).days)


@pytest.mark.parametrize(
    ("due", "received", "late"),
    [
        ("2023-06-30 Fri", "2023-06-30", 0),
        ("2023-06-30 Fri", "2023-07-02 Sun", 1),
        ("2023-06-30 Fri", "2023-07-03 Mon", 1),
        ("2023-06-30 Fri", "2023-07-04 Tue", 2),
        ("2024-04-08 Mon", "2024-04-11 Thu", 3),
    ],
)
def test_lateness_is_counted_in_working_days(due: str, received: str, late: int) -> None:
    assert working_days_late(day(due), day(received), CALENDAR) == late


def test_the_offices_own_correction_overrules_the_published_calendar() -> None:
    own = Calendar({date(2024, 4, 8): False, date(2024, 4, 7): True})
    assert next_working_day(date(2024, 4, 6), own) == date(2024, 4, 7)
    assert next_working_day(date(2024, 4, 8), own) == date(2024, 4, 9)
    assert not CALENDAR.is_working(date(2024, 4, 7))


def test_a_holiday_has_its_vietnamese_name_and_a_plain_day_has_none() -> None:
    assert CALENDAR.holiday_name(date(2024, 9, 2)) == "Quốc khánh"
    assert CALENDAR.holiday_name(date(2024, 9, 5)) == ""


@pytest.mark.parametrize(
    ("rule", "start", "event", "sentence"),
    [
        (
            DeadlineRule(15),
            "2023-06-15",
            "Kế hoạch ban hành",
            "15 ngày kể từ ngày Kế hoạch ban hành (15/6/2023), ngày 15/6/2023 không tính",
        ),
        (
            DeadlineRule(5),
            "2024-04-02",
            "công bố",
            "05 ngày kể từ ngày công bố (02/4/2024), ngày 02/4/2024 không tính; ngày cuối của thời hạn là Chủ nhật, "
            "07/4/2024, ngày nghỉ, nên thời hạn kết thúc vào ngày làm việc tiếp theo (08/4/2024)",
        ),
        (
            DeadlineRule(5, shift=False),
            "2024-04-02",
            "công bố",
            "05 ngày kể từ ngày công bố (02/4/2024), ngày 02/4/2024 không tính",
        ),
        (
            DeadlineRule(5, Counting.WORKING),
            "2024-04-02",
            "công bố",
            "05 ngày làm việc kể từ ngày công bố (02/4/2024), ngày 02/4/2024 không tính",
        ),
    ],
)
def test_a_due_date_says_how_it_was_counted(rule: DeadlineRule, start: str, event: str, sentence: str) -> None:
    assert in_words(rule, day(start), event, CALENDAR) == sentence


@pytest.mark.parametrize(
    ("on", "in_figures", "spelt"),
    [
        ("2024-01-05", "05/01/2024", "ngày 05 tháng 01 năm 2024"),
        ("2024-02-29", "29/02/2024", "ngày 29 tháng 02 năm 2024"),
        ("2023-03-09", "09/3/2023", "ngày 09 tháng 3 năm 2023"),
        ("2023-09-10", "10/9/2023", "ngày 10 tháng 9 năm 2023"),
        ("2023-10-01", "01/10/2023", "ngày 01 tháng 10 năm 2023"),
        ("2023-12-31", "31/12/2023", "ngày 31 tháng 12 năm 2023"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(on: str, in_figures: str, spelt: str) -> None:
    assert (short(day(on)), long(day(on))) == (in_figures, spelt)


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (at("2023-06-29 16:50"), "16 giờ 50 phút"),
        (at("2023-06-29 07:05"), "07 giờ 05 phút"),
        (at("2023-06-29 00:00"), "00 giờ 00 phút"),
        (datetime(2023, 6, 29, 17, 30, tzinfo=UTC), "00 giờ 30 phút"),
    ],
)
def test_the_time_of_day_is_viet_nams_with_two_figures(instant: datetime, words: str) -> None:
    assert clock_time(instant) == words


def test_a_day_lasts_until_its_last_second_in_viet_nam_wherever_the_server_stands() -> None:
    due = date(2023, 6, 30)
    last = end_of(due)
    assert (last.hour, last.minute, last.second, last.utcoffset()) == (23, 59, 59, timedelta(hours=7))
    assert local_date(last.astimezone(UTC)) == due
    assert local_date(last.astimezone(UTC) + timedelta(seconds=1)) == due + ONE_DAY


def test_every_way_of_counting_has_its_own_words() -> None:
    assert [counting.label for counting in Counting] == ["ngày", "ngày làm việc"]
