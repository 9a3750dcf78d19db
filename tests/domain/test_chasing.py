"""Which reminder a day asks for, of whom, and how long it is wanted; the laws that no history breaks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papiplan.domain.chasing import (
    CHASING,
    Reminder,
    asked_on,
    is_needless,
    may_chase,
    reminder_in_force,
    reminders_due,
    urged_since,
    urging_due,
)
from papiplan.domain.deadlines import Calendar, CalendarDay, end_of
from papiplan.domain.facts import Issue, PlanFacts
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import DueDate, Obligation, Outcome, Part, Receipt, Status
from papiplan.domain.plans import Reminders, SubmissionKind
from tests.factories import a_plan, a_receipt, a_unit, an_exemption, an_extension, an_obligation, at

BEFORE, ON_DAY, AFTER, HEAD = CHASING
CALENDAR = Calendar()
ISSUE = Issue("123/KH-UBND", date(2023, 6, 15), "Nguyễn Văn Hôn", "nv1", "", at("2023-06-15 09:00"))


def a_due(on: str, recorded_at: str = "2023-06-15 09:00") -> DueDate:
    return DueDate(date.fromisoformat(on), "15 ngày", recorded_at=at(recorded_at))


FRIDAY = an_obligation(due=a_due("2023-06-30"))
TO_JULY_5 = (an_extension("2023-07-05", recorded_at="2023-06-29 09:00"),)

FORM = a_receipt("2023-06-20 09:00")
SIGNED = a_receipt("2023-06-20 09:00", part=Part.SIGNED)
CHECKING = a_receipt("2023-06-20 09:00", outcome=Outcome.RECEIVED)
RETURNED = a_receipt("2023-06-27 16:00", outcome=Outcome.REFUSED, returned_at="2023-06-28 07:30")
LEFT_UNMENDED = a_receipt("2023-06-19 09:00", outcome=Outcome.REFUSED, returned_at="2023-06-19 10:00")


def the_facts(
    *receipts: Receipt, obligation: Obligation = FRIDAY, policy: Reminders | None = None, **changes: Any
) -> PlanFacts:
    """One duty and what came for it; `changes` are those of the facts, or of the plan where it has a field so named."""
    plan = {name: changes.pop(name) for name in ("due_time", "calendar_days", "units") if name in changes}
    told: dict[str, Any] = {
        "definition": a_plan(reminders=policy or Reminders(), **plan),
        "issue": ISSUE,
        "obligations": (obligation,),
        "receipts": {obligation.id: receipts},
        "told": {SubmissionKind.SUBPLAN: at("2023-06-15 09:00"), SubmissionKind.REPORT: at("2024-04-02 14:00")},
    }
    return PlanFacts(**{**told, **changes})


def due_at(facts: PlanFacts, now: str) -> Reminder | None:
    moment = at(now if " " in now else f"{now} 07:30")
    found = reminders_due(facts, moment)
    assert len(found) <= 1
    return found[0][1] if found else None


def rule_at(facts: PlanFacts, now: str) -> str | None:
    """Which rule speaks: the kind of the reminder and the rule's name."""
    found = due_at(facts, now)
    return f"{found.kind.removeprefix('reminder_')} {found.occasion.split(':')[3]}" if found else None


@pytest.mark.parametrize(
    ("today", "rule"),
    [
        ("2023-06-22", None),
        ("2023-06-23", "before before-5"),
        ("2023-06-24", None),
        ("2023-06-25", None),
        ("2023-06-26", "before before-5"),
        ("2023-06-28", "before before-5"),
        ("2023-06-29", "before before-1"),
        ("2023-06-30", "on_day on-day"),
        ("2023-07-01", None),
        ("2023-07-02", None),
        ("2023-07-03", "after after-1"),
        ("2023-07-04", "head head-2"),
        ("2023-07-08", None),
        ("2023-08-01", "head head-2"),
    ],
)
def test_the_policy_asks_for_its_newest_rule_on_working_days(today: str, rule: str | None) -> None:
    assert rule_at(the_facts(), today) == rule


@pytest.mark.parametrize(
    ("who", "receipts", "before", "on_day", "after"),
    [
        ("sent nothing", (), BEFORE, ON_DAY, AFTER),
        ("sent the form alone", (FORM,), BEFORE, ON_DAY, None),
        ("sent the signed document alone", (SIGNED,), BEFORE, ON_DAY, None),
        ("sent both", (FORM, SIGNED), None, None, None),
        ("sent a form that is being checked", (CHECKING,), None, None, None),
        ("let the mending period pass", (LEFT_UNMENDED,), BEFORE, ON_DAY, AFTER),
        ("is mending", (RETURNED,), None, None, AFTER),
        ("is mending a form whose signed document came", (RETURNED, SIGNED), None, None, None),
    ],
)
def test_who_is_reminded(
    who: str,
    receipts: tuple[Receipt, ...],
    before: NoticeKind | None,
    on_day: NoticeKind | None,
    after: NoticeKind | None,
) -> None:
    found = [due_at(the_facts(*receipts), today) for today in ("2023-06-29", "2023-06-30", "2023-07-03")]
    assert [reminder and reminder.kind for reminder in found] == [before, on_day, after], who


@pytest.mark.parametrize("today", ["2023-06-23", "2023-06-29", "2023-06-30", "2023-07-03", "2023-07-05"])
@pytest.mark.parametrize(
    "facts",
    [
        the_facts(obligation=replace(FRIDAY, exemption=an_exemption())),
        the_facts(obligation=replace(FRIDAY, due=None)),
        the_facts(held=True),
        the_facts(acts=frozenset({"close"})),
        the_facts(acts=frozenset({"cancel"})),
        the_facts(told={}, issue=replace(ISSUE, recorded_at=at("2023-06-22 09:00"))),
        the_facts(units=(a_unit("phuong-2", valid_to=date(2023, 6, 20)),)),
        the_facts(obligations=(), requests=(FRIDAY,)),
    ],
    ids=["exempt", "no due date", "held", "closed", "cancelled", "recorded late", "ended unit", "only asked of it"],
)
def test_nobody_is_chased_for_what_nobody_may_ask_of_it(facts: PlanFacts, today: str) -> None:
    assert due_at(facts, today) is None
    assert urging_due(facts, at(f"{today} 07:30")) == ()


def test_a_plan_recorded_late_is_chased_once_units_were_told() -> None:
    facts = the_facts(issue=replace(ISSUE, recorded_at=at("2023-06-22 09:00")))
    assert rule_at(facts, "2023-06-29") == "before before-1"


@pytest.mark.parametrize(
    ("today", "rule"),
    [
        ("2023-06-28", "before before-5"),
        ("2023-06-29", None),
        ("2023-06-30", None),
        ("2023-07-03", None),
        ("2023-07-04", "before before-1"),
        ("2023-07-05", "on_day on-day"),
        ("2023-07-06", "after after-1"),
        ("2023-07-07", "head head-2"),
    ],
)
def test_an_extension_is_reminded_of_anew_but_only_by_rules_after_the_day_it_was_told(
    today: str, rule: str | None
) -> None:
    """It was told on 29/6, when the fifth working day before 05/7 had passed."""
    extensions = TO_JULY_5 if today >= "2023-06-29" else ()
    assert rule_at(the_facts(obligation=replace(FRIDAY, extensions=extensions)), today) == rule


def test_a_due_date_told_too_late_for_a_rule_is_not_reminded_of_by_it() -> None:
    report = an_obligation(kind=SubmissionKind.REPORT, due=a_due("2024-04-08", "2024-04-02 14:00"))
    days = ["2024-04-02", "2024-04-03", "2024-04-04", "2024-04-05", "2024-04-08"]
    rules = [rule_at(the_facts(obligation=report), day) for day in days]
    assert rules == [None, None, None, "before before-1", "on_day on-day"]


def test_who_was_told_late_of_a_due_date_is_not_reminded_of_it_the_same_day() -> None:
    """Published on 02/4, recorded on the 9th, confirmed on the 10th: nobody could know before then."""
    report = an_obligation(kind=SubmissionKind.REPORT, due=a_due("2024-04-08", "2024-04-09 09:00"))
    facts = the_facts(
        obligation=report,
        policy=Reminders(head_after_days=(2, 3), urge_after_days=(2, 4)),
        told={SubmissionKind.REPORT: at("2024-04-10 14:00")},
    )
    assert [rule_at(facts, day) for day in ("2024-04-10", "2024-04-11")] == [None, "head head-3"]
    assert [len(urging_due(facts, at(f"{day} 07:30"))) for day in ("2024-04-10", "2024-04-11", "2024-04-12")] == [
        0,
        0,
        1,
    ]


DAYS_OFF = tuple(CalendarDay(date(2023, 6, day), working=False, source="nghỉ bù") for day in (29, 30))


@pytest.mark.parametrize(
    ("today", "rule"),
    [
        ("2023-06-21", "before before-5"),
        ("2023-06-26", "before before-5"),
        ("2023-06-27", "before before-1"),
        ("2023-06-28", "on_day on-day"),
        ("2023-06-29", None),
        ("2023-06-30", None),
        ("2023-07-03", "after after-1"),
        ("2023-07-04", "head head-2"),
    ],
)
def test_a_reminder_whose_day_is_off_goes_the_working_day_before(today: str, rule: str | None) -> None:
    """The due date, Friday the 30th, and Thursday before it are off: its own reminder goes on Wednesday."""
    assert rule_at(the_facts(calendar_days=DAYS_OFF), today) == rule


@pytest.mark.parametrize(
    ("policy", "rules"),
    [
        (Reminders(before_days=(3,)), {"2023-06-26": None, "2023-06-27": "before before-3"}),
        (Reminders(before_days=()), {"2023-06-29": None, "2023-06-30": "on_day on-day"}),
        (Reminders(on_day=False), {"2023-06-29": "before before-1", "2023-06-30": None}),
        (Reminders(after_days=()), {"2023-07-03": None, "2023-07-04": "head head-2"}),
        (Reminders(head_after_days=()), {"2023-07-04": "after after-1"}),
        (Reminders(after_days=(1, 5)), {"2023-07-07": "head after-5"}),
        (Reminders(after_days=(2,)), {"2023-07-03": None, "2023-07-04": "head head-2"}),
        (Reminders((), False, (), ()), {"2023-06-29": None, "2023-06-30": None, "2023-07-04": None}),
    ],
)
def test_the_plan_says_when_and_from_when_the_head_is_written_to(
    policy: Reminders, rules: Mapping[str, str | None]
) -> None:
    facts = the_facts(policy=policy)
    assert {today: rule_at(facts, today) for today in rules} == rules


@pytest.mark.parametrize(
    ("now", "not_after"),
    [
        ("2023-06-23 07:30", end_of(date(2023, 6, 28))),
        ("2023-06-29 07:30", end_of(date(2023, 6, 29))),
        ("2023-06-30 07:30", end_of(date(2023, 6, 30))),
        ("2023-07-03 07:30", end_of(date(2023, 7, 3))),
        ("2023-07-04 07:30", end_of(date(2023, 7, 7))),
    ],
)
def test_a_reminder_is_worthless_once_the_next_one_speaks(now: str, not_after: datetime) -> None:
    found = due_at(the_facts(), now)
    assert found is not None
    assert found.not_after == not_after


def test_the_last_reminder_is_worth_as_long_as_the_days_it_gives() -> None:
    assert asked_on(date(2023, 7, 4), CALENDAR) == date(2023, 7, 7)


def test_on_the_due_date_nobody_is_reminded_once_its_hour_is_over() -> None:
    facts = the_facts(due_time=time(11))
    assert rule_at(facts, "2023-06-30 10:59") == "on_day on-day"
    assert rule_at(facts, "2023-06-30 11:00") is None
    assert rule_at(facts, "2023-07-03 07:30") == "after after-1"


def test_an_occasion_names_the_duty_the_due_date_and_the_rule_and_what_was_inherited() -> None:
    found = due_at(the_facts(), "2023-06-29")
    assert found is not None
    assert found.occasion == "subplan:2023:2023-06-30:before-1"
    units = (a_unit("phuong-1", valid_to=date(2023, 6, 20), successor="phuong-2"), a_unit("phuong-2"))
    inherited = due_at(the_facts(obligation=replace(FRIDAY, owed_by="phuong-1"), units=units), "2023-06-29")
    assert inherited is not None
    assert inherited.occasion == "subplan:2023:2023-06-30:before-1:phuong-1"


def test_a_remedy_is_reminded_of_by_the_same_policy_until_it_is_answered() -> None:
    remedy = an_obligation(kind=SubmissionKind.REMEDY, occasion="kiem-tra-1-1", due=a_due("2023-06-30"))
    assert rule_at(the_facts(obligation=remedy), "2023-06-30") == "on_day on-day"
    assert rule_at(the_facts(SIGNED, obligation=remedy), "2023-06-30") is None


ARRIVED = a_receipt("2023-07-03 08:00")


@pytest.mark.parametrize(
    ("queued_at", "facts", "now", "needless"),
    [
        ("2023-06-23 07:30", the_facts(), "2023-06-26 07:30", False),
        ("2023-06-23 07:30", the_facts(), "2023-06-24 07:30", False),
        ("2023-06-23 07:30", the_facts(held=True), "2023-06-26 07:30", False),
        ("2023-06-23 07:30", the_facts(FORM), "2023-06-26 07:30", False),
        ("2023-06-23 07:30", the_facts(FORM, SIGNED), "2023-06-26 07:30", True),
        ("2023-06-23 07:30", the_facts(), "2023-06-29 00:00", True),
        ("2023-06-29 07:30", the_facts(obligation=replace(FRIDAY, extensions=TO_JULY_5)), "2023-06-29 12:00", True),
        ("2023-06-29 07:30", the_facts(obligation=replace(FRIDAY, exemption=an_exemption())), "2023-06-29 12:00", True),
        ("2023-07-03 07:30", the_facts(), "2023-07-03 09:00", False),
        ("2023-07-03 07:30", the_facts(ARRIVED), "2023-07-03 09:00", True),
        ("2023-07-04 07:30", the_facts(), "2023-07-07 23:59", False),
        ("2023-07-04 07:30", the_facts(), "2023-07-08 00:00", True),
        ("2023-07-04 07:30", the_facts(acts=frozenset({"cancel"})), "2023-07-05 07:30", True),
    ],
    ids=[
        "still wanted",
        "waits over a day off",
        "waits while held",
        "a part is still missing",
        "all came",
        "superseded by a newer rule",
        "extended",
        "exempted",
        "nothing came",
        "something came",
        "within the days it gives",
        "after the days it gives",
        "plan cancelled",
    ],
)
def test_an_unsent_reminder_is_needless_once_it_is_not_what_is_wanted(
    queued_at: str, facts: PlanFacts, now: str, needless: bool
) -> None:
    queued = due_at(the_facts(), queued_at)
    assert queued is not None
    assert is_needless(facts, 1, queued.occasion, queued.not_after, at(now)) is needless


@pytest.mark.parametrize(
    ("today", "since"),
    [
        ("2023-07-04", None),
        ("2023-07-05", "2023-07-05"),
        ("2023-07-06", "2023-07-05"),
        ("2023-07-07", "2023-07-07"),
        ("2023-07-17", "2023-07-07"),
    ],
)
def test_an_urging_letter_is_due_from_its_day_on_about_who_is_overdue(today: str, since: str | None) -> None:
    facts, now = the_facts(policy=Reminders(urge_after_days=(3, 5))), at(f"{today} 07:30")
    standing = facts.standing_of(1, now)
    assert urged_since(facts, standing, now) == (date.fromisoformat(since) if since else None)
    assert urging_due(facts, now) == ((standing,) if since else ())
    assert urging_due(the_facts(a_receipt("2023-07-03 09:00"), SIGNED), now) == ()


def test_no_urging_letter_is_drafted_on_a_day_off() -> None:
    assert urging_due(the_facts(), at("2023-07-08 07:30")) == ()


# A whole year, day by day.

SILENT, LATE = a_unit("silent"), a_unit("late")
PUBLISHED = date(2024, 4, 2)
TET = CalendarDay(date(2024, 4, 8), working=False, source="hoán đổi")


def of(unit: str, kind: SubmissionKind, due: str, recorded_at: str = "2023-06-15 09:00", **changes: Any) -> Obligation:
    number = 10 * [SILENT.code, LATE.code].index(unit) + list(SubmissionKind).index(kind)
    return an_obligation(id=number, owed_by=unit, borne_by=unit, kind=kind, due=a_due(due, recorded_at), **changes)


def year_at(day: date) -> PlanFacts:
    """Two units in one plan: one never sends, the other sends each duty some days late; one remedy is asked for."""
    owed = [of(unit, SubmissionKind.SUBPLAN, "2023-06-30") for unit in (SILENT.code, LATE.code)]
    if day >= date(2023, 10, 2):
        owed.append(of(SILENT.code, SubmissionKind.REMEDY, "2023-10-16", "2023-10-02 09:00", occasion="kiem-tra-1-1"))
    if day >= PUBLISHED:
        owed += [of(unit, SubmissionKind.REPORT, "2024-04-08", "2024-04-02 14:00") for unit in (SILENT.code, LATE.code)]
    came = {
        of(LATE.code, SubmissionKind.SUBPLAN, "2023-06-30").id: (a_receipt("2023-07-03 15:00"),),
        of(LATE.code, SubmissionKind.REPORT, "2024-04-08").id: (a_receipt("2024-04-05 15:00"),),
    }
    return the_facts(obligations=tuple(owed), receipts=came, units=(SILENT, LATE), calendar_days=(TET,))


def rounds(first: date, last: date) -> Iterator[datetime]:
    for n in range((last - first).days + 1):
        yield at(f"{first + timedelta(days=n)} 07:30")


def test_in_a_whole_year_each_rule_fires_once_on_its_day_and_each_unit_gets_one_mail_a_day() -> None:
    told: set[tuple[str, str]] = set()
    mails: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for now in rounds(date(2023, 6, 15), date(2024, 6, 14)):
        facts = year_at(now.date())
        for standing, reminder in reminders_due(facts, now):
            unit = standing.obligation.borne_by
            if (unit, reminder.occasion) not in told:
                told.add((unit, reminder.occasion))
                kind, _, _, rule = reminder.occasion.split(":")
                mails[unit].append((now.date().isoformat(), f"{kind} {rule}"))
                assert may_chase(facts, now)
    assert mails[SILENT.code] == [
        ("2023-06-23", "subplan before-5"),
        ("2023-06-29", "subplan before-1"),
        ("2023-06-30", "subplan on-day"),
        ("2023-07-03", "subplan after-1"),
        ("2023-07-04", "subplan head-2"),
        ("2023-10-09", "remedy before-5"),
        ("2023-10-13", "remedy before-1"),
        ("2023-10-16", "remedy on-day"),
        ("2023-10-17", "remedy after-1"),
        ("2023-10-18", "remedy head-2"),
        # Monday the 8th is off by the office's own calendar: what is said on the day is said on Friday.
        ("2024-04-04", "report before-1"),
        ("2024-04-05", "report on-day"),
        ("2024-04-09", "report after-1"),
        ("2024-04-10", "report head-2"),
    ]
    assert mails[LATE.code] == [
        ("2023-06-23", "subplan before-5"),
        ("2023-06-29", "subplan before-1"),
        ("2023-06-30", "subplan on-day"),
        ("2023-07-03", "subplan after-1"),
        ("2024-04-04", "report before-1"),
        ("2024-04-05", "report on-day"),
    ]


# Laws.

FIRST = date(2023, 6, 15)
days_of_a_summer = st.integers(0, 45).map(lambda n: FIRST + timedelta(days=n))
some_days = st.lists(st.integers(1, 8), max_size=3, unique=True).map(tuple)
policies = st.builds(
    Reminders,
    before_days=some_days,
    on_day=st.booleans(),
    after_days=some_days,
    head_after_days=some_days,
    urge_after_days=some_days,
)


@st.composite
def receipts(draw: st.DrawFn) -> tuple[Receipt, ...]:
    came = []
    for n in range(draw(st.integers(0, 3))):
        received_at = at(f"{draw(days_of_a_summer)} 15:00")
        outcome = draw(st.sampled_from([Outcome.ACCEPTED, Outcome.REFUSED, Outcome.RECEIVED]))
        returned_at = received_at if outcome is Outcome.REFUSED else None
        part = draw(st.sampled_from(Part))
        came.append(replace(a_receipt(), submission_id=n, version=n, received_at=received_at, part=part,
                            outcome=outcome, returned_at=returned_at))  # fmt: skip
    return tuple(came)


@given(policies, receipts(), days_of_a_summer, st.sets(days_of_a_summer, min_size=1))
def test_however_rounds_fall_no_day_off_is_used_nothing_is_said_twice_and_no_rule_after_a_newer_one(
    policy: Reminders, came: tuple[Receipt, ...], due: date, days: set[date]
) -> None:
    facts = the_facts(*came, obligation=replace(FRIDAY, due=a_due(due.isoformat())), policy=policy)
    said: list[str] = []
    for now in (at(f"{day} 07:30") for day in sorted(days)):
        for standing, reminder in reminders_due(facts, now):
            assert CALENDAR.is_working(now.date())
            assert standing.status in (Status.OPEN, Status.OVERDUE) or standing.missing is not None
            assert now <= reminder.not_after
            if reminder.occasion not in said[-1:]:
                assert reminder.occasion not in said
                said.append(reminder.occasion)
    places = [_place(occasion) for occasion in said]
    assert places == sorted(places)


def _place(occasion: str) -> int:
    """How many working days after the due date a rule speaks; before it they are negative."""
    name, _, days = occasion.split(":")[3].partition("-")
    return {"before": -1, "on": 0, "after": 1, "head": 1}[name] * int(days if days.isdigit() else 0)


@given(policies, receipts(), days_of_a_summer, days_of_a_summer)
def test_after_something_acceptable_came_nobody_is_told_that_he_is_late(
    policy: Reminders, came: tuple[Receipt, ...], due: date, today: date
) -> None:
    facts = the_facts(*came, obligation=replace(FRIDAY, due=a_due(due.isoformat())), policy=policy)
    now = at(f"{today} 07:30")
    usable = any(
        r.received_at <= now and (r.part is Part.SIGNED or (r.part is Part.FORM and r.outcome is Outcome.ACCEPTED))
        for r in came
    )
    kinds = {reminder.kind for _, reminder in reminders_due(facts, now)}
    assert not (usable and kinds & {AFTER, HEAD})
    assert not (usable and urging_due(facts, now))


@given(policies, days_of_a_summer, days_of_a_summer)
def test_what_a_day_asks_for_is_not_needless_on_it(policy: Reminders, due: date, today: date) -> None:
    facts, now = the_facts(obligation=replace(FRIDAY, due=a_due(due.isoformat())), policy=policy), at(f"{today} 07:30")
    for standing, reminder in reminders_due(facts, now):
        assert reminder == reminder_in_force(facts, standing, now)
        assert not is_needless(facts, standing.obligation.id, reminder.occasion, reminder.not_after, now)
