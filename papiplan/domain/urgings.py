"""Written urgings (văn bản đôn đốc): the letters that were signed about duties of which nothing had come.

A letter counts, a mail does not: who never answered two of them is asked to explain (`proposals`). Not here: on which
day a letter is drafted (`chasing`), nor its text (`documents.papers.urging_letter`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from papiplan.domain.deadlines import short

DRAFTS = "drafts/"
"""Where the readable tree has the drafts of letters, a folder for each occasion: a single one of each is signed."""


@dataclass(frozen=True)
class WrittenUrging:
    """A signed urging letter: its number, its day, and the duties that it urged, by their ids."""

    number: str
    on: date
    obligations: frozenset[int]

    def sentence(self) -> str:
        """Công văn số 812/UBND-NV ngày 05/7/2023."""
        return f"Công văn số {self.number} ngày {short(self.on)}"


def written_urgings(
    drafted: Mapping[str, frozenset[int]], signed: Iterable[tuple[date, str, str]]
) -> tuple[WrittenUrging, ...]:
    """The letters that were signed, the earliest first: `drafted` says for each folder which duties they urge.

    `signed` are day, number and path. Should both letters of a folder have been signed, the earlier counts: the units
    were urged once.
    """
    first: dict[str, WrittenUrging] = {}
    for on, number, path in sorted(signed):
        if (folder := folder_of(path)) in drafted:
            first.setdefault(folder, WrittenUrging(number, on, drafted[folder]))
    return tuple(first.values())


def folder_of(path: str) -> str:
    """The folder of a draft: that of its occasion."""
    return path.rpartition("/")[0]


def urgings_about(obligation: int, urgings: Iterable[WrittenUrging], until: date) -> tuple[WrittenUrging, ...]:
    """The letters about one duty that were signed by the end of a day."""
    return tuple(urging for urging in urgings if obligation in urging.obligations and urging.on <= until)
