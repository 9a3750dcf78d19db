"""The public sector's days off and worked, as published and as an office corrects them."""

from datetime import date

import pytest

from papiplan.domain.deadlines import KNOWN_CORRECTIONS, Calendar, CalendarDay, next_working_day

CALENDAR = Calendar()

# Of each year the weekdays off, and the weekend days worked to make up for some of them.
PUBLISHED = {
    2023: (
        "01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04",
        "",
    ),
    2024: ("01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03", "05-04"),
    2025: ("01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02", "04-26"),
    2026: (
        "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
        "01-10 08-22",
    ),
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_days_off_and_worked_are_those_published(year: int) -> None:
    off, worked = (tuple(date.fromisoformat(f"{year}-{day}") for day in days.split()) for days in PUBLISHED[year])
    unusual = tuple(CALENDAR.unusual_days(year))
    assert tuple(day for day in unusual if not CALENDAR.is_working(day)) == off
    assert tuple(day for day in unusual if CALENDAR.is_working(day)) == worked


def test_the_offices_own_correction_overrules_the_published_calendar() -> None:
    own = Calendar(
        (
            CalendarDay(date(2024, 4, 8), working=False, source="thông báo"),
            CalendarDay(date(2024, 4, 7), working=True, source="thông báo"),
        )
    )
    assert next_working_day(date(2024, 4, 6), own) == date(2024, 4, 7)
    assert next_working_day(date(2024, 4, 8), own) == date(2024, 4, 9)
    assert not CALENDAR.is_working(date(2024, 4, 7))


def test_a_holiday_has_its_vietnamese_name_and_a_plain_day_has_none() -> None:
    assert CALENDAR.holiday_name(date(2024, 9, 2)) == "Quốc khánh"
    assert CALENDAR.holiday_name(date(2024, 9, 5)) == ""


def test_an_office_may_take_back_what_is_corrected_for_all() -> None:
    swap = KNOWN_CORRECTIONS[0]
    assert not CALENDAR.is_working(swap.on)
    assert Calendar((CalendarDay(swap.on, working=True, source="thông báo mới"),)).is_working(swap.on)


def test_a_corrected_day_is_listed_even_where_it_is_what_its_weekday_lets_expect() -> None:
    taken_back = Calendar((CalendarDay(date(2026, 11, 24), working=True, source="thông báo"),))
    assert date(2026, 11, 24) in taken_back.unusual_days(2026)
    assert date(2026, 11, 24) not in taken_back.unusual_days(2027)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2023-06-30", "ngày làm việc"),
        ("2023-07-01", "ngày nghỉ"),
        ("2024-09-02", "ngày nghỉ (Quốc khánh)"),
        ("2024-05-04", "ngày làm việc bù"),
        ("2026-01-02", f"ngày nghỉ ({KNOWN_CORRECTIONS[0].source})"),
        ("2026-01-10", f"ngày làm việc bù ({KNOWN_CORRECTIONS[1].source})"),
        ("2026-11-24", "ngày làm việc (công văn 12/UBND)"),
    ],
)
def test_a_day_says_why_it_is_off_or_worked(day: str, words: str) -> None:
    own = Calendar((CalendarDay(date(2026, 11, 24), working=True, source="công văn 12/UBND"),))
    assert own.in_words(date.fromisoformat(day)) == words


def test_a_calendar_s_name_tells_one_set_of_corrections_from_another() -> None:
    day = date(2026, 3, 3)
    off, worked = (Calendar((CalendarDay(day, working, "thông báo"),)) for working in (False, True))
    assert len({CALENDAR.name, off.name, worked.name}) == 3
    assert off.name == Calendar((CalendarDay(day, False, "thông báo khác"),)).name
    assert CALENDAR.name.startswith("holidays ")
    assert "+ 02 điều chỉnh" in CALENDAR.name
    assert "+ 03 điều chỉnh" in off.name
