"""When a term ends, and how late something is: Civil Code 2015, art. 147-148, as data of the plan.

Not here: which obligation has which term (`obligations`), nor who was told (`messages`).
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

import holidays
import holidays.version

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

ONE_DAY = timedelta(days=1)

WEEKEND = (5, 6)


@dataclass(frozen=True)
class CalendarDay:
    """One day on which the public calendar is corrected: worked or not, and who says so (căn cứ)."""

    on: date
    working: bool
    source: str


_SWAP_2026 = "hoán đổi ngày làm việc 02/01/2026 với thứ Bảy 10/01/2026, thông báo ngày 26/12/2025"

KNOWN_CORRECTIONS: tuple[CalendarDay, ...] = (
    CalendarDay(date(2026, 1, 2), working=False, source=_SWAP_2026),
    CalendarDay(date(2026, 1, 10), working=True, source=_SWAP_2026),
)
"""What the `holidays` package is known to miss."""


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

    `days` say of single days whether they are worked. They overrule `KNOWN_CORRECTIONS`, and these the `holidays`
    package, which knows Tết, the observed days and the working Saturdays of past swaps.
    """

    days: tuple[CalendarDay, ...] = ()

    @cached_property
    def _corrected(self) -> Mapping[date, CalendarDay]:
        return {day.on: day for day in (*KNOWN_CORRECTIONS, *self.days)}

    @cached_property
    def name(self) -> str:
        """Which calendar this is, as it stands beside each due date: the package's version, the corrections' digest."""
        corrections = sorted((day.on.isoformat(), day.working) for day in self._corrected.values())
        digest = hashlib.sha256(repr(corrections).encode()).hexdigest()[:12]
        return f"holidays {holidays.version.__version__} + {len(corrections):02d} điều chỉnh ({digest})"

    def correction(self, day: date) -> CalendarDay | None:
        """What was corrected about this day; None where the `holidays` package holds."""
        return self._corrected.get(day)

    def is_working(self, day: date) -> bool:
        corrected = self._corrected.get(day)
        return _PUBLIC_HOLIDAYS.is_working_day(day) if corrected is None else corrected.working

    def holiday_name(self, day: date) -> str:
        """The holiday of this day in Vietnamese; empty when it has none."""
        return str(_PUBLIC_HOLIDAYS.get(day, ""))

    def in_words(self, day: date) -> str:
        """Whether a day is worked, and why where that is known: "ngày nghỉ (Quốc khánh)"."""
        corrected, working = self.correction(day), self.is_working(day)
        why = corrected.source if corrected else "" if working else self.holiday_name(day)
        what = "ngày nghỉ" if not working else "ngày làm việc bù" if day.weekday() in WEEKEND else "ngày làm việc"
        return f"{what} ({why})" if why else what

    def unusual_days(self, year: int) -> Iterator[date]:
        """The days of a year that are not what their weekday lets expect, and those that were corrected."""
        day = date(year, 1, 1)
        while day.year == year:
            if day in self._corrected or self.is_working(day) is (day.weekday() in WEEKEND):
                yield day
            day += ONE_DAY


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


def working_days_late(due: date, received_at: datetime, calendar: Calendar, due_time: time | None = None) -> int:
    """By how many working days a receipt misses `due`: at least one when it does, else 0 (số ngày chậm)."""
    if received_at < term_ends(due, due_time):
        return 0
    return max(1, working_days_between(due, local_date(received_at), calendar))


def term_ends(due: date, due_time: time | None) -> datetime:
    """The instant at which a due date is over: 24:00 in Viet Nam, or the plan's `due_time` on that day.

    What is received before it is on time, what is received at it is late: 23:59:59 is on time, 00:00:00 is not.
    """
    if due_time is None:
        return datetime.combine(due + ONE_DAY, time(), VIETNAM)
    return datetime.combine(due, due_time, VIETNAM)


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


def clock_time(moment: datetime | time) -> str:
    """The time of day as Vietnamese papers write it: 16 giờ 50 phút. An instant is told in Viet Nam's time."""
    local = moment.astimezone(VIETNAM) if isinstance(moment, datetime) else moment
    return f"{local.hour:02d} giờ {local.minute:02d} phút"
