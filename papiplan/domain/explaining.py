"""Who is asked to explain (giải trình): units that never sent, urged in writing as often as the plan asks.

Not here: the letter (`documents.papers.explanation_letter`), nor what is proposed of them (`proposals`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from papiplan.domain.obligations import Standing, Status
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from papiplan.domain.urgings import WrittenUrging, urgings_about
from papiplan.domain.verdicts import ConfirmedEvaluation, Verdict

EXPLANATION_DAYS = 5
"""So many working days a unit has to explain."""


@dataclass(frozen=True)
class Unexplained:
    """A unit of which nothing of a kind has come, with the letters that urged it, the earliest first."""

    unit: str
    kind: SubmissionKind
    urgings: tuple[WrittenUrging, ...]


def to_explain(
    confirmed: ConfirmedEvaluation,
    standings: Iterable[Standing],
    urgings: Iterable[WrittenUrging],
    least: int,
    today: date,
) -> Iterator[Unexplained]:
    """The duties never met of the units that the decision asks to explain, urged `least` times in writing or more."""
    asked = {found.unit for found in confirmed.units if found.verdict is Verdict.EXPLAIN}
    letters = tuple(urgings)
    for standing in standings:
        duty = standing.obligation
        if duty.kind in FORM_KINDS and duty.borne_by in asked and standing.status is Status.OVERDUE:
            about = urgings_about(duty.id, letters, today)
            if len(about) >= least:
                yield Unexplained(duty.borne_by, duty.kind, about)
