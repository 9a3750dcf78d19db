"""Who plays what on which day of the example's year: sub-plans, then reports by the same pattern with other units.

Not here: how a unit plays (`players`), nor the office's own acts (`year`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from papiplan.domain.deadlines import VIETNAM
from papiplan.domain.plans import SubmissionKind


class Part(StrEnum):
    """How one unit answers one duty."""

    RIGHT = "right"
    EARLY = "early"
    PAPER_FIRST = "paper_first"
    BY_ZALO = "by_zalo"
    FROM_HOME = "from_home"
    MENDED_BEFORE = "mended_before"
    MENDED_AFTER = "mended_after"
    LATE = "late"
    NEVER = "never"


class Sending(StrEnum):
    """What a unit sends at once: files by mail, from its own address or a clerk's private one; files to an officer by
    Zalo, who forwards them to the mailbox; its signed paper to the clerk's office, where an officer finds it.
    """

    FORM = "form"
    FAULTY_FORM = "faulty_form"
    BOTH = "both"
    FAULTY_BOTH = "faulty_both"
    BOTH_FROM_HOME = "both_from_home"
    BOTH_BY_ZALO = "both_by_zalo"
    PAPER = "paper"

    @property
    def faulty(self) -> bool:
        return self in (Sending.FAULTY_FORM, Sending.FAULTY_BOTH)

    @property
    def with_signed(self) -> bool:
        return self not in (Sending.FORM, Sending.FAULTY_FORM)


@dataclass(frozen=True)
class Move:
    """One unit sends one thing at one instant."""

    at: datetime
    unit: str
    kind: SubmissionKind
    sending: Sending


PLAYED: Mapping[SubmissionKind, Mapping[str, Part]] = {
    SubmissionKind.SUBPLAN: {
        "phuong-4": Part.PAPER_FIRST,
        "xa-tan-phu-dong": Part.BY_ZALO,
        "ldtbxh": Part.FROM_HOME,
        "yt": Part.MENDED_BEFORE,
        "phuong-2": Part.MENDED_AFTER,
        "phuong-3": Part.LATE,
        "xa-tan-quy-tay": Part.NEVER,
    },
    SubmissionKind.REPORT: {
        "tp": Part.EARLY,
        "phuong-1": Part.PAPER_FIRST,
        "gddt": Part.MENDED_BEFORE,
        "xa-tan-phu-dong": Part.MENDED_AFTER,
        "phuong-2": Part.LATE,
        "qldt": Part.NEVER,
    },
}
"""The units that do not simply answer right and on time."""


@dataclass(frozen=True)
class Term:
    """The days of one duty: those on which the punctual answer, and those of everybody else."""

    punctual: tuple[date, ...]
    due: date
    early: date
    mended_before: tuple[date, date]
    mended_after: date
    form_after_paper: date
    late: date


SUBPLANS = Term(
    punctual=(date(2023, 6, 20), date(2023, 6, 23), date(2023, 6, 27), date(2023, 6, 29), date(2023, 6, 30)),
    due=date(2023, 6, 30),
    early=date(2023, 6, 20),
    mended_before=(date(2023, 6, 27), date(2023, 6, 29)),
    mended_after=date(2023, 7, 4),
    form_after_paper=date(2023, 7, 2),
    late=date(2023, 7, 4),
)
REPORTS = Term(
    punctual=(date(2024, 4, 3), date(2024, 4, 5), date(2024, 4, 8)),
    due=date(2024, 4, 8),
    early=date(2024, 3, 14),
    mended_before=(date(2024, 4, 3), date(2024, 4, 5)),
    mended_after=date(2024, 4, 10),
    form_after_paper=date(2024, 4, 10),
    late=date(2024, 4, 10),
)


def moves(kind: SubmissionKind, units: Sequence[str], term: Term) -> list[Move]:
    """Everything that units send for one duty, in the order of time."""
    played = PLAYED[kind]
    found = []
    for place, unit in enumerate(units):
        for day, sending in _days(played.get(unit, Part.RIGHT), term, place):
            found.append(Move(datetime.combine(day, time(9 + place % 7, 5 + place), VIETNAM), unit, kind, sending))
    return sorted(found, key=lambda move: (move.at, move.unit, move.sending))


def _days(part: Part, term: Term, place: int) -> list[tuple[date, Sending]]:
    """What a unit sends on which day; the punctual are spread over their days."""
    punctual = term.punctual[place % len(term.punctual)]
    first, mended = term.mended_before
    return {
        Part.RIGHT: [(punctual, Sending.BOTH)],
        Part.EARLY: [(term.early, Sending.BOTH)],
        Part.PAPER_FIRST: [(term.due, Sending.PAPER), (term.form_after_paper, Sending.FORM)],
        Part.BY_ZALO: [(punctual, Sending.BOTH_BY_ZALO)],
        Part.FROM_HOME: [(punctual, Sending.BOTH_FROM_HOME)],
        Part.MENDED_BEFORE: [(first, Sending.FAULTY_BOTH), (mended, Sending.FORM)],
        Part.MENDED_AFTER: [(term.due, Sending.FAULTY_FORM), (term.mended_after, Sending.BOTH)],
        Part.LATE: [(term.late, Sending.BOTH)],
        Part.NEVER: [],
    }[part]
