"""Terms end as the Civil Code 2015 (art. 147-148) says, on the calendar of Viet Nam's public sector."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

import holidays
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
    local_date,
    long,
    short,
    subtract_working_days,
    term_ends,
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


def days_worked() -> dict[date, bool]:
    """Each day of our time, worked or not, as somebody finds out who has only the list of public holidays."""
    public = holidays.country_holidays("VN", years=range(FIRST.year, LAST.year + 2))
    swapped = {date(2026, 1, 2): False, date(2026, 1, 10): True}
    first, last = FIRST.toordinal(), LAST.toordinal() + 90
    every_day = [date.fromordinal(n) for n in range(first, last)]
    made_up_for = public.weekend_workdays
    return {day: swapped.get(day, day in made_up_for or (day.weekday() < 5 and day not in public)) for day in every_day}


def counted_on_fingers(start: date, days: int, worked: Mapping[date, bool], *, working: bool, shift: bool) -> date:
    """The due date, one day after the other: the start is not counted, a last day off may move on."""
    day, left = start, days
    while left:
        day += timedelta(days=1)
        left -= worked[day] if working else 1
    while shift and not worked[day]:
        day += timedelta(days=1)
    return day


@pytest.mark.parametrize("days", [5, 15, 30])
def test_every_start_of_sixteen_years_gives_the_due_date_that_a_clerk_counts(days: int) -> None:
    worked = days_worked()
    for start in (date.fromordinal(n) for n in range(FIRST.toordinal(), LAST.toordinal() + 1)):
        for counting in Counting:
            for shift in (True, False):
                expected = counted_on_fingers(start, days, worked, working=counting is Counting.WORKING, shift=shift)
                assert due_on(start, DeadlineRule(days, counting, shift), CALENDAR) == expected, start


days_of_our_time = st.dates(FIRST, LAST)
around = st.timedeltas(timedelta(days=-40), timedelta(days=40))
durations = st.timedeltas(timedelta(), timedelta(days=80))
due_times = st.none() | st.times(time(0, 1))
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


@given(due=days_of_our_time, after=around, earlier=durations, due_time=due_times)
def test_coming_earlier_is_never_later(due: date, after: timedelta, earlier: timedelta, due_time: time | None) -> None:
    received = end_of(due) + after
    late = working_days_late(due, received, CALENDAR, due_time)
    assert working_days_late(due, received - earlier, CALENDAR, due_time) <= late


@given(due=days_of_our_time, moved=st.integers(0, 60), after=around, due_time=due_times)
def test_a_due_date_corrected_to_a_later_day_makes_nobody_later(
    due: date, moved: int, after: timedelta, due_time: time | None
) -> None:
    received = end_of(due) + after
    late = working_days_late(due, received, CALENDAR, due_time)
    assert working_days_late(due + timedelta(days=moved), received, CALENDAR, due_time) <= late


@given(due=days_of_our_time, after=around, due_time=due_times)
def test_who_misses_the_end_of_a_term_is_late_by_one_working_day_at_least(
    due: date, after: timedelta, due_time: time | None
) -> None:
    received = end_of(due) + after
    missed = received >= term_ends(due, due_time)
    assert (working_days_late(due, received, CALENDAR, due_time) >= 1) is missed


@pytest.mark.parametrize(
    ("due_time", "received_at", "late"),
    [
        (None, "2023-06-30 23:59:59.999999", 0),
        (None, "2023-07-01 00:00:00", 1),
        (None, "2023-07-03 00:00:00", 1),
        (time(17), "2023-06-30 16:59:59", 0),
        (time(17), "2023-06-30 17:00:00", 1),
        (time(17), "2023-06-30 23:59:59", 1),
        (time(17), "2023-07-02 09:00:00", 1),
        (time(17), "2023-07-03 16:00:00", 1),
        (time(17), "2023-07-04 08:00:00", 2),
        (time(17, 30), "2023-06-30 17:29:59", 0),
        (time(17, 30), "2023-06-30 17:30:00", 1),
    ],
)
def test_the_last_second_of_a_term_is_on_time_and_the_next_is_late(
    due_time: time | None, received_at: str, late: int
) -> None:
    received = at(received_at)
    assert working_days_late(date(2023, 6, 30), received, CALENDAR, due_time) == late
    assert working_days_late(date(2023, 6, 30), received.astimezone(UTC), CALENDAR, due_time) == late


@given(due=days_of_our_time, received=days_of_our_time)
def test_lateness_is_none_in_time_and_at_least_one_day_after_it(due: date, received: date) -> None:
    late = working_days_late(due, end_of(received), CALENDAR)
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
    assert working_days_late(day(due), end_of(day(received)), CALENDAR) == late


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
