"""The draft scores that units are asked to compare with their own (đối chiếu điểm): who was asked, until when.

Not here: the scores (`evaluation`), nor what a unit reads (`documents.papers.score_sheet`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from papiplan.domain.deadlines import Calendar, add_working_days, local_date

ANSWER_DAYS = 5
"""So many working days a unit has to answer."""

DIGEST_SHOWN = 12
"""So many characters of a draft's digest are printed: its code (mã dự thảo)."""


@dataclass(frozen=True)
class AskedUnit:
    """That a unit's score of one draft was sent to it; `written_at` is None while the mail waits to be written."""

    unit: str
    evaluation: int
    entry: int | None
    written_at: datetime | None


@dataclass(frozen=True)
class ScoreAnswer:
    """What a unit wrote back to its draft score: when the mail came, from where, under which subject."""

    unit: str
    evaluation: int
    received_at: datetime
    sender: str
    subject: str


def occasion_of(evaluation: int, unit: str) -> str:
    """The occasion of the notice that sends the score of a unit: each draft once."""
    return f"{evaluation}:{unit}"


def unit_of(occasion: str) -> str:
    """Whose score a notice of this occasion sends: of a unit that ended, its successor gets it."""
    return occasion.partition(":")[2]


def evaluation_of(occasion: str) -> int:
    return int(occasion.partition(":")[0])


def answer_until(written_on: date, calendar: Calendar) -> date:
    """The last day on which a unit may answer."""
    return add_working_days(written_on, ANSWER_DAYS, calendar)


def answers_until(asked: Iterable[AskedUnit], calendar: Calendar) -> date | None:
    """The last day on which any of the units may answer; None while no mail has been written."""
    written = [local_date(each.written_at) for each in asked if each.written_at is not None]
    return answer_until(max(written), calendar) if written else None
