"""The due dates that a plan's own rules give, each with its rule in words and the calendar it was counted by.

Not here: how days are counted (`deadlines`), nor exceptions to a due date (`obligations`).
"""

from datetime import date, time

from papiplan.domain.deadlines import (
    WEEKDAYS,
    WEEKEND,
    Calendar,
    DeadlineRule,
    clock_time,
    due_on,
    next_working_day,
    short,
)
from papiplan.domain.obligations import DueDate
from papiplan.domain.plans import PlanDefinition


def subplan_due(plan: PlanDefinition, issued_on: date) -> DueDate:
    """When the units' own plans are due: counted from the day of issue, which is not counted itself."""
    return due_date(plan, plan.subplan_rule, issued_on, "Kế hoạch ban hành")


def report_due(plan: PlanDefinition, published_on: date) -> DueDate:
    """When the units' reports are due: counted from the publication of the index."""
    return due_date(plan, plan.report_rule, published_on, "công bố")


def due_date(plan: PlanDefinition, rule: DeadlineRule, start: date, event: str) -> DueDate:
    """The due date of a term that `start` opens; `event` completes "kể từ ngày …"."""
    calendar = plan.calendar
    words = rule_in_words(rule, start, event, calendar, plan.due_time)
    return DueDate(due_on(start, rule, calendar), words, calendar.name)


def until_in_words(due: date, due_time: time | None) -> str:
    """By when something must have come: "hết ngày 30/6/2023", "17 giờ 00 phút ngày 30/6/2023"."""
    return f"{clock_time(due_time)} ngày {short(due)}" if due_time else f"hết ngày {short(due)}"


def rule_in_words(rule: DeadlineRule, start: date, event: str, calendar: Calendar, due_time: time | None = None) -> str:
    """How a due date was counted, as each notice prints it (cách tính thời hạn).

    `event` completes "kể từ ngày …": "Kế hoạch ban hành", "công bố".
    """
    counted = (
        f"{rule.days:02d} {rule.counting.label} kể từ ngày {event} ({short(start)}), ngày {short(start)} không tính"
    )
    ends = f"thời hạn kết thúc lúc {clock_time(due_time)} của ngày cuối" if due_time else ""
    return "; ".join(words for words in (counted, _last_day_in_words(rule, start, calendar), ends) if words)


def _last_day_in_words(rule: DeadlineRule, start: date, calendar: Calendar) -> str:
    """What is to be said of the last day: nothing, unless it is a day off, or worked against its weekday."""
    last = due_on(start, DeadlineRule(rule.days, rule.counting, shift=False), calendar)
    named = f"ngày cuối của thời hạn là {WEEKDAYS[last.weekday()]}, {short(last)}, {calendar.in_words(last)}"
    if calendar.is_working(last):
        return named if last.weekday() in WEEKEND else ""
    if not rule.shift:
        return f"{named}, không chuyển sang ngày làm việc tiếp theo"
    due = next_working_day(last, calendar)
    return f"{named}, nên thời hạn kết thúc vào ngày làm việc tiếp theo ({short(due)})"
