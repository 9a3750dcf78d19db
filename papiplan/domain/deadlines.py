"""When a term ends, and how late something is: Civil Code 2015, art. 147-148, as data of the plan.

Not here: which obligation has which term (`obligations`), nor who was told (`messages`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import holidays

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

ONE_DAY = timedelta(days=1)

KNOWN_CORRECTIONS: Mapping[date, bool] = {
    # Working day 2 January 2026 swapped with Saturday 10 January 2026 (announced on 2025-12-26), which the
    # `holidays` package does not know.
    date(2026, 1, 2): False,
    date(2026, 1, 10): True,
}


class Counting(StrEnum):
    """Which days a term counts (cách tính ngày)."""

    CALENDAR = "calendar"
    WORKING = "working"

    @property
    def label(self) -> str:
        return {Counting.CALENDAR: "ngày", Counting.WORKING: "ngày làm việc"}[self]


@dataclass(frozen=True)
class DeadlineRule:
    """A term (thời hạn): so many days after an event, whose own day is not counted (Civil Code, art. 147).

    With `shift`, a last day that is a day off moves to the next working day (art. 148 par. 5).
    """

    days: int
    counting: Counting = Counting.CALENDAR
    shift: bool = True


@dataclass(frozen=True)
class Calendar:
    """The public sector's working days in Viet Nam (ngày làm việc), with the office's own corrections.

    `corrections` says of single days whether they are worked; it overrules the `holidays` package, which knows Tết, the
    observed days and the working Saturdays of past swaps.
    """

    corrections: Mapping[date, bool] = field(default_factory=lambda: KNOWN_CORRECTIONS)

    def is_working(self, day: date) -> bool:
        corrected = self.corrections.get(day)
        return _PUBLIC_HOLIDAYS.is_working_day(day) if corrected is None else corrected

    def holiday_name(self, day: date) -> str:
        """The holiday of this day in Vietnamese; empty when it has none."""
        return str(_PUBLIC_HOLIDAYS.get(day, ""))


# One table for the process: the package fills in a year when it is first asked about it and never changes it.
_PUBLIC_HOLIDAYS = holidays.country_holidays("VN", language="vi")


def due_on(start: date, rule: DeadlineRule, calendar: Calendar) -> date:
    """The last day of the term that `start` opens.

    >>> due_on(date(2024, 4, 2), DeadlineRule(days=5), Calendar())  # Sunday the 7th moves to Monday
    datetime.date(2024, 4, 8)
    """
    if rule.counting is Counting.WORKING:
        return add_working_days(start, rule.days, calendar)
    last = start + timedelta(days=rule.days)
    return next_working_day(last, calendar) if rule.shift else last


def next_working_day(day: date, calendar: Calendar) -> date:
    """`day` itself when it is worked, else the first worked day after it."""
    while not calendar.is_working(day):
        day += ONE_DAY
    return day


def add_working_days(start: date, days: int, calendar: Calendar) -> date:
    """The `days`-th working day after `start`, which is not counted."""
    day = start
    for _ in range(days):
        day = next_working_day(day + ONE_DAY, calendar)
    return day


def subtract_working_days(end: date, days: int, calendar: Calendar) -> date:
    """The `days`-th working day before `end`, which is not counted."""
    day = end
    for _ in range(days):
        day -= ONE_DAY
        while not calendar.is_working(day):
            day -= ONE_DAY
    return day


def working_days_between(after: date, until: date, calendar: Calendar) -> int:
    """How many working days lie after `after`, up to and including `until`; 0 when `until` is not later."""
    span = (until - after).days
    return sum(calendar.is_working(after + timedelta(days=n)) for n in range(1, span + 1))


def working_days_late(due: date, received: date, calendar: Calendar) -> int:
    """By how many working days `received` misses `due`: at least one when it does, else 0 (số ngày chậm)."""
    return max(1, working_days_between(due, received, calendar)) if received > due else 0


def local_date(instant: datetime) -> date:
    """The day in Viet Nam at an aware instant."""
    return instant.astimezone(VIETNAM).date()


def end_of(day: date) -> datetime:
    """The last whole second of a day in Viet Nam: what an instant given as a bare date means."""
    return datetime.combine(day, time(23, 59, 59), VIETNAM)


def stated_instant(text: str) -> datetime:
    """An instant as somebody writes it: without offset in Viet Nam's time, a bare date as the end of that day.

    ValueError for anything else.
    """
    try:
        return end_of(date.fromisoformat(text))
    except ValueError:
        stated = datetime.fromisoformat(text)
    return stated if stated.tzinfo else stated.replace(tzinfo=VIETNAM)


def by_now(stated: datetime, now: datetime) -> datetime:
    """`stated`, but `now` where it is today's bare date: that means the end of a day which is not over yet."""
    return min(stated, now) if stated == end_of(local_date(now)) else stated


def in_words(rule: DeadlineRule, start: date, event: str, calendar: Calendar) -> str:
    """How a due date was counted, as each notice prints it (cách tính thời hạn).

    `event` completes "kể từ ngày …": "Kế hoạch ban hành", "công bố".
    """
    counted = (
        f"{rule.days:02d} {rule.counting.label} kể từ ngày {event} ({short(start)}), ngày {short(start)} không tính"
    )
    due = due_on(start, rule, calendar)
    unshifted = due_on(start, DeadlineRule(rule.days, rule.counting, shift=False), calendar)
    if due == unshifted:
        return counted
    return (
        f"{counted}; ngày cuối của thời hạn là {WEEKDAYS[unshifted.weekday()]}, {short(unshifted)}, ngày nghỉ, "
        f"nên thời hạn kết thúc vào ngày làm việc tiếp theo ({short(due)})"
    )


WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def short(day: date) -> str:
    """A date as Vietnamese papers write it in figures: day below 10 and months 1-2 with a zero (Decree 30/2020).

    >>> short(date(2023, 7, 5)), short(date(2024, 1, 15))
    ('05/7/2023', '15/01/2024')
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def long(day: date) -> str:
    """A date as the text of a paper spells it: ngày 05 tháng 7 năm 2023."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def clock_time(instant: datetime) -> str:
    """The time of day as Vietnamese papers write it: 16 giờ 50 phút."""
    local = instant.astimezone(VIETNAM)
    return f"{local.hour:02d} giờ {local.minute:02d} phút"
