"""Until when units may answer a draft of their points."""

from datetime import date

import pytest

from papiplan.domain.deadlines import Calendar
from papiplan.domain.draft_scores import AskedUnit, answer_until, answers_until, evaluation_of, occasion_of, unit_of
from tests.factories import at


@pytest.mark.parametrize(
    ("written", "until"),
    [("2024-04-16", "2024-04-24"), ("2024-04-12", "2024-04-22"), ("2024-06-21", "2024-06-28")],
    ids=["over the festival of the Kings Hùng", "over it from a Friday", "over a weekend"],
)
def test_a_unit_has_five_working_days(written: str, until: str) -> None:
    assert answer_until(date.fromisoformat(written), Calendar()) == date.fromisoformat(until)


def test_the_last_mail_gives_the_last_day() -> None:
    waiting = AskedUnit("xa-1", 4, 9, None)
    early, late = (AskedUnit(f"xa-{n}", 4, 9, at(f"2024-06-{day} 08:00")) for n, day in ((2, "20"), (3, "21")))
    assert answers_until([late, waiting, early], Calendar()) == date(2024, 6, 28)
    assert answers_until([waiting], Calendar()) is None


def test_an_occasion_names_the_draft_and_the_unit() -> None:
    assert (evaluation_of(occasion_of(4, "xa-1")), unit_of(occasion_of(4, "xa-1"))) == (4, "xa-1")
