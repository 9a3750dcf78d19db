"""Who is reminded of what on which day, and who is urged by letter: the chasing of what has not come (đôn đốc).

Not here: the wording (`documents.mails.mail_texts`), nor how several reminders become one mail (`tasks.freezing`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from papiplan.domain.deadlines import (
    ONE_DAY,
    Calendar,
    add_working_days,
    end_of,
    local_date,
    subtract_working_days,
    term_ends,
)
from papiplan.domain.facts import PlanFacts
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Missing, Obligation, Standing, Status, Timing
from papiplan.domain.plans import Reminders

CHASING = (
    NoticeKind.REMINDER_BEFORE,
    NoticeKind.REMINDER_ON_DAY,
    NoticeKind.REMINDER_AFTER,
    NoticeKind.REMINDER_HEAD,
)
"""The kinds of notices that chase a unit: at most one mail of them a day, only on working days."""

_BEFORE_THE_END = (NoticeKind.REMINDER_BEFORE, NoticeKind.REMINDER_ON_DAY)

ASKED_DAYS = 3
"""Working days that a unit is given by a reminder after its due date: a proposal until the policy says."""


@dataclass(frozen=True)
class Reminder:
    """A reminder that is due: unique by kind and `occasion`, worthless after `not_after`.

    The occasion names the due date and the rule, so that each rule speaks once, and of an extension anew.
    """

    kind: NoticeKind
    occasion: str
    not_after: datetime


def may_chase(facts: PlanFacts, now: datetime) -> bool:
    """Whether anybody may be chased today: only on working days, and not while the plan is held."""
    return not facts.held and facts.calendar.is_working(local_date(now))


def reminders_due(facts: PlanFacts, now: datetime) -> tuple[tuple[Standing, Reminder], ...]:
    """The reminders that today asks for; the caller keeps each from being told twice.

    A round that did not run makes a reminder later, never lost.
    """
    if not may_chase(facts, now):
        return ()
    found = ((standing, reminder_in_force(facts, standing, now)) for standing in facts.standings(now))
    return tuple((standing, reminder) for standing, reminder in found if reminder)


def reminder_in_force(facts: PlanFacts, standing: Standing, now: datetime) -> Reminder | None:
    """The newest reminder whose day has come, as long as it is wanted: a newer rule takes the place of an older one.

    Before the due date and on it whoever lacks a part is reminded, after it only who sent nothing.
    """
    due = _chased_for(facts, standing, now)
    if due is None:
        return None
    rules = _rules(due, facts.definition.reminders, facts.timing)
    reached = [rule for rule in rules if _known_on(facts, standing.obligation) < rule.on <= local_date(now)]
    if not reached:
        return None
    rule = reached[-1]
    last = rule.until or end_of(asked_on(local_date(now), facts.calendar))
    wanted = _lacks_a_part(standing) if rule.kind in _BEFORE_THE_END else standing.status is Status.OVERDUE
    return Reminder(rule.kind, _occasion(standing.obligation, due, rule), last) if wanted and now <= last else None


def is_needless(facts: PlanFacts, obligation: int, occasion: str, not_after: datetime | None, now: datetime) -> bool:
    """Whether an unsent reminder need not go out any more: its time is over, or another or none is wanted by now."""
    reminder = reminder_in_force(facts, facts.standing_of(obligation, now), now)
    return reminder is None or reminder.occasion != occasion or (not_after is not None and now > not_after)


def urging_due(facts: PlanFacts, now: datetime) -> tuple[Standing, ...]:
    """The overdue duties about which an urging letter is to be drafted, on the day that the policy names or later.

    The caller drafts once for each day of `urged_since`.
    """
    if not may_chase(facts, now):
        return ()
    return tuple(standing for standing in facts.standings(now) if urged_since(facts, standing, now) is not None)


def urged_since(facts: PlanFacts, standing: Standing, now: datetime) -> date | None:
    """The newest day on which the policy asked for an urging letter about a duty; None where it does not yet."""
    due = _chased_for(facts, standing, now)
    if due is None or standing.status is not Status.OVERDUE:
        return None
    days = (add_working_days(due, n, facts.calendar) for n in facts.definition.reminders.urge_after_days)
    known_on = _known_on(facts, standing.obligation)
    return max((day for day in days if known_on < day <= local_date(now)), default=None)


def asked_on(today: date, calendar: Calendar) -> date:
    """The day until which a reminder after the due date asks for what is missing."""
    return add_working_days(today, ASKED_DAYS, calendar)


def _chased_for(facts: PlanFacts, standing: Standing, now: datetime) -> date | None:
    """The due date by which a duty is chased; None for one that is not.

    Who is mending a returned form has a term of its own. Nobody is chased for what the office itself recorded too late
    until an operator has decided, nor a unit that ended without a successor: nobody is left there to answer.
    """
    obligation = standing.obligation
    if facts.ended or standing.mending_until is not None or facts.waits_for_confirmation(obligation.kind):
        return None
    return None if facts.is_gone(obligation.borne_by, now) else obligation.effective_due_on


def _known_on(facts: PlanFacts, obligation: Obligation) -> date:
    """The day on which the unit could first know of its due date: what spoke before or on it is no reason to remind."""
    recorded_at = obligation.due.recorded_at if obligation.due else None
    if obligation.extension is not None:
        recorded_at = obligation.extension.decision.recorded_at
    known = (instant for instant in (recorded_at, facts.told.get(obligation.kind)) if instant is not None)
    return max(map(local_date, known), default=date.min)


def _lacks_a_part(standing: Standing) -> bool:
    """Whether nothing came yet, or only one part; a form that is still being checked is no lack."""
    return standing.status is Status.OPEN or standing.missing in (Missing.SIGNED, Missing.FORM)


@dataclass(frozen=True)
class _Rule:
    """One line of the policy for one due date: its day, and `until` when it still says what is so.

    After the last of them nothing new comes: None is as long as the mail itself gives the unit.
    """

    kind: NoticeKind
    name: str
    on: date
    until: datetime | None = None


def _rules(due: date, policy: Reminders, timing: Timing) -> tuple[_Rule, ...]:
    """What the policy asks for about one due date, in the order of days, each until the next one's day.

    A reminder whose day is off goes the working day before, and those before it count from there: each has its own day.
    From the first day that is the head's, every reminder is addressed to the unit's head.
    """
    planned = sorted(_planned(due, policy, timing), key=lambda rule: rule.on)
    followed = [_Rule(r.kind, r.name, r.on, _earlier(r.until, end_of(n.on - ONE_DAY))) for r, n in pairwise(planned)]
    return (*followed, *planned[-1:])


def _planned(due: date, policy: Reminders, timing: Timing) -> Iterator[_Rule]:
    calendar = timing.calendar
    last_day = due if calendar.is_working(due) else subtract_working_days(due, 1, calendar)
    for days in policy.before_days:
        on = subtract_working_days(last_day, days, calendar)
        yield _Rule(NoticeKind.REMINDER_BEFORE, f"before-{days}", on, end_of(last_day - ONE_DAY))
    if policy.on_day:
        last_second = term_ends(due, timing.due_time) - timedelta(seconds=1)
        yield _Rule(NoticeKind.REMINDER_ON_DAY, "on-day", last_day, last_second)
    head_from = min(policy.head_after_days, default=None)
    for name, after_days in (("after", policy.after_days), ("head", policy.head_after_days)):
        for days in after_days:
            to_head = head_from is not None and days >= head_from
            kind = NoticeKind.REMINDER_HEAD if to_head else NoticeKind.REMINDER_AFTER
            yield _Rule(kind, f"{name}-{days}", add_working_days(due, days, calendar))


def _earlier(one: datetime | None, other: datetime) -> datetime:
    return other if one is None else min(one, other)


def _occasion(obligation: Obligation, due: date, rule: _Rule) -> str:
    """Who took over a duty beside one of its own is reminded of both: what it inherited is named by its origin."""
    inherited = "" if obligation.owed_by == obligation.borne_by else f":{obligation.owed_by}"
    return f"{obligation.kind}:{obligation.occasion}:{due.isoformat()}:{rule.name}{inherited}"
