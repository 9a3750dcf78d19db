"""Nothing that the office does may make a unit late: a correction moves a due date that units know later only."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papiplan.domain.due_dates import report_due
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Obligation
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.publication_dues import report_due_changes
from tests.factories import a_plan, an_exemption, an_extension, an_obligation, at

PLAN = a_plan()
FIRST = date(2024, 4, 2)


def a_report(**changes: object) -> Obligation:
    return an_obligation(**{"id": 2, "kind": SubmissionKind.REPORT, "due": report_due(PLAN, FIRST), **changes})


def facts(*owed: Obligation, told: bool = True) -> PlanFacts:
    told_of = {SubmissionKind.REPORT: at("2024-04-02 14:00")} if told else {}
    return PlanFacts(definition=PLAN, obligations=(an_obligation(), *owed), told=told_of)


CORRECTIONS = [
    ("later, units told", True, date(2024, 4, 10), date(2024, 4, 15), True),
    ("earlier, units told", True, date(2024, 3, 27), None, False),
    ("another day with the same due date", True, date(2024, 4, 3), None, False),
    ("later, nobody told yet", False, date(2024, 4, 10), date(2024, 4, 15), False),
    ("earlier, nobody told yet", False, date(2024, 3, 27), date(2024, 4, 1), False),
    ("the same day, nobody told yet", False, FIRST, None, False),
]


@pytest.mark.parametrize(
    ("told", "on", "due_on", "moved"), [row[1:] for row in CORRECTIONS], ids=[row[0] for row in CORRECTIONS]
)
def test_a_corrected_publication_moves_the_reports_due_date_later_only_once_units_know_it(
    told: bool, on: date, due_on: date | None, moved: bool
) -> None:
    changes = report_due_changes(facts(a_report(), told=told), on)
    assert [(change.due.on, change.moved) for change in changes] == ([(due_on, moved)] if due_on else [])


def test_a_first_publication_gives_every_report_its_due_date_and_leaves_the_subplans() -> None:
    owed = (a_report(due=None), a_report(id=3, owed_by="tckh", borne_by="tckh", due=None))
    changes = report_due_changes(facts(*owed, told=False), FIRST)
    assert [(change.obligation.id, change.due.on, change.moved) for change in changes] == [
        (2, date(2024, 4, 8), False),
        (3, date(2024, 4, 8), False),
    ]


UNTOUCHED = [
    ("extended beyond the new date", a_report(extensions=(an_extension("2024-04-19", "2024-04-05 09:00"),)), False),
    ("extended, but not as far", a_report(extensions=(an_extension("2024-04-12", "2024-04-05 09:00"),)), True),
    ("exempted", a_report(exemption=an_exemption()), False),
]  # fmt: skip


@pytest.mark.parametrize(("owed", "moved"), [row[1:] for row in UNTOUCHED], ids=[row[0] for row in UNTOUCHED])
def test_only_a_unit_whose_date_in_force_changes_is_told(owed: Obligation, moved: bool) -> None:
    changes = report_due_changes(facts(owed), date(2024, 4, 10))
    assert [(change.due.on, change.moved) for change in changes] == [(date(2024, 4, 15), moved)]


@given(
    published=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    corrections=st.lists(st.integers(min_value=-90, max_value=90), max_size=6),
)
def test_no_row_of_corrections_ever_brings_a_told_due_date_forward(published: date, corrections: list[int]) -> None:
    owed = a_report(due=report_due(PLAN, published))
    for days in corrections:
        before = owed.effective_due_on
        for change in report_due_changes(facts(owed), published + timedelta(days=days)):
            owed = replace(owed, due=change.due)
        assert before is not None
        assert owed.effective_due_on is not None
        assert owed.effective_due_on >= before
