"""What an officer may state of files that came by hand.

The sub-plan of Phường 2 is due on Friday 2023-06-30, its report on 2024-04-08; the plan was issued on 2023-06-15.
"""

from dataclasses import replace
from datetime import date, time
from typing import Any, NamedTuple

import pytest

from papiplan.domain.facts import Issue, PlanFacts
from papiplan.domain.hand_entry import channel_problems, check_hand_entry
from papiplan.domain.obligations import DueDate, Obligation
from papiplan.domain.plans import SubmissionKind
from tests.factories import a_plan, an_extension, an_obligation, at

ISSUE = Issue("123/KH-UBND", date(2023, 6, 15), "Nguyễn Văn Hôn", "nv1", "", at("2023-06-15 09:00"))
SUBPLAN = an_obligation()
REPORT = an_obligation(id=2, kind=SubmissionKind.REPORT, due=DueDate(date(2024, 4, 8), "theo Kế hoạch"))
UNPUBLISHED = replace(REPORT, due=None)
EXTENDED = replace(SUBPLAN, extensions=(an_extension("2023-07-05"),))


class Case(NamedTuple):
    """`wrong` is the field that is wrong, empty where the entry may be recorded as it is stated."""

    law: str
    came_at: str
    now: str
    wrong: str = ""
    reason: str = ""
    kind: SubmissionKind | None = None
    duties: tuple[Obligation, ...] = (SUBPLAN, UNPUBLISHED)
    unit: str = "P2"


WHEN, WHY = "Thời điểm nhận", "Lý do"

CASES = [
    Case("as it comes", "2023-06-29 15:00", "2023-06-29 15:00"),
    Case("a second ahead", "2023-06-29 15:00:01", "2023-06-29 15:00", WHEN),
    Case("ahead, whatever the reason", "2023-06-29 15:01", "2023-06-29 15:00", WHEN, "đồng hồ sai"),
    Case("on the day of issue", "2023-06-15 00:00", "2023-06-16 08:00"),
    Case("before the plan was issued", "2023-06-14 23:59:59", "2023-06-16 08:00", WHEN),
    Case("back-dated while the term runs", "2023-06-20 15:00", "2023-06-30 23:59:59"),
    Case("back-dated into a term that is over", "2023-06-29 15:00", "2023-07-01 00:00", WHY),
    Case("back-dated to the last second of the due date", "2023-06-30 23:59:59", "2023-07-03 08:10", WHY),
    Case("back-dated with a reason", "2023-06-29 15:00", "2023-07-03 08:10", reason="văn thư chuyển ngày 03/7"),
    Case("a reason of nothing but spaces", "2023-06-29 15:00", "2023-07-03 08:10", WHY, " \n"),
    Case("it came late anyhow", "2023-07-01 00:00", "2023-07-03 08:10"),
    Case("within an extension that runs", "2023-06-29 15:00", "2023-07-03 08:10", duties=(EXTENDED,)),
    Case("into an extension that is over", "2023-07-05 15:00", "2023-07-06 08:00", WHY, duties=(EXTENDED,)),
    Case("a report before its term, which is over", "2024-03-20 08:00", "2024-04-09 08:00", WHY, duties=(REPORT,)),
    Case("the other duty is stated", "2023-06-29 15:00", "2023-07-03 08:10", kind=SubmissionKind.REPORT),
    Case("this duty is stated", "2023-06-29 15:00", "2023-07-03 08:10", WHY, kind=SubmissionKind.SUBPLAN),
    Case("of a unit that owes nothing", "2023-06-29 15:00", "2023-07-03 08:10", unit="tckh"),
    Case("of nobody we know", "2023-06-29 15:00", "2023-07-03 08:10", unit="xã lạ"),
]


@pytest.mark.parametrize("case", CASES, ids=[case.law for case in CASES])
def test_an_entry_is_taken_unless_it_cannot_be_or_turns_a_judgement_unsaid(case: Case) -> None:
    found = check_hand_entry(facts(case.duties), case.unit, case.kind, at(case.came_at), case.reason, at(case.now))
    assert [problem.where for problem in found] == ([case.wrong] if case.wrong else [])


def test_with_a_time_of_day_the_term_ends_there() -> None:
    until_five = facts(due_time=time(17))
    assert not check_hand_entry(until_five, "P2", None, at("2023-06-30 17:00"), "", at("2023-06-30 18:00"))
    assert check_hand_entry(until_five, "P2", None, at("2023-06-30 16:59"), "", at("2023-06-30 17:00"))


def test_the_refusal_names_the_instant_and_the_due_date() -> None:
    (problem,) = check_hand_entry(facts(), "P2", None, at("2023-06-29 15:00"), "", at("2023-07-03 08:10"))
    assert "15 giờ 00 phút ngày 29/6/2023" in problem.what
    assert "30/6/2023" in problem.what


@pytest.mark.parametrize("channel", ["paper", "zalo", "register"])
def test_paper_zalo_and_the_clerks_register_may_be_stated(channel: str) -> None:
    assert channel_problems(channel) == []


@pytest.mark.parametrize("channel", ["typed", "forwarded", "mailbox", "inbox", "pigeon", ""])
def test_a_door_of_the_systems_own_cannot_be_stated(channel: str) -> None:
    (problem,) = channel_problems(channel)
    assert problem.where == "Kênh"
    assert "paper (bản giấy), zalo (Zalo), register (văn thư)" in problem.how_to_fix


def facts(duties: tuple[Obligation, ...] = (SUBPLAN,), **plan: Any) -> PlanFacts:
    units = tuple(replace(u, aliases=("P2",)) if u.code == "phuong-2" else u for u in a_plan().units)
    return PlanFacts(a_plan(units=units, **plan), issue=ISSUE, obligations=duties)
