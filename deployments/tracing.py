"""`papiplan trace`: what a figure of a consolidation is made of, down to file and cell.

Reading only, without Prefect. Not here: the figures (`domain.figures`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from papiplan.database import Database
from papiplan.database.consolidated_tables import load_figures
from papiplan.database.facts import load_facts
from papiplan.documents.figure_words import figure_lines, value_words
from papiplan.domain.deadlines import VIETNAM, clock_time, local_date, short
from papiplan.domain.facts import Consolidation, PlanFacts
from papiplan.domain.figures import Figure, Figures
from papiplan.domain.problems import Refused


@dataclass(frozen=True)
class TracedFigures:
    """Figures as a revision showed them, or as they stand `now` where there is no revision yet.

    `unchanged` is whether the records still give all that the revision was made of; None without a revision.
    """

    facts: PlanFacts
    revision: Consolidation | None
    unchanged: bool | None
    now: datetime
    figures: tuple[Figure, ...]

    @classmethod
    def read(cls, database: Database, plan: str, figure: str, revision: int | None, now: datetime) -> "TracedFigures":
        """The figure of an id, or all of a table's row; Refused for an unknown plan, revision or figure."""
        with database.reading() as connection:
            facts = load_facts(connection, plan, now)
            shown = _revision(facts, revision)
            then = shown.recorded_at if shown else now
            facts = load_facts(connection, plan, then)
            figures = load_figures(connection, plan, then)
        return cls(facts, shown, _gives(figures, shown) if shown else None, then, figures.find(figure))

    def as_json(self) -> dict[str, Any]:
        """The figures, each with what it is made of; a file is a hash and the name under which it came."""
        return {
            "plan": self.facts.definition.id,
            "revision": self.revision.revision if self.revision else None,
            "as_of": self.now.astimezone(VIETNAM).isoformat(),
            "unchanged": self.unchanged,
            "figures": [self._figure(figure) for figure in self.figures],
        }

    def _figure(self, figure: Figure) -> dict[str, Any]:
        addends = [
            {
                "unit": addend.unit,
                "about": addend.about,
                "value": value_words(addend.value),
                "note": addend.note,
                "source": asdict(addend.source) if addend.source else None,
                "file_name": self._files.get(addend.source.submission_id, "") if addend.source else "",
            }
            for addend in figure.addends
        ]
        return {"id": figure.id, "label": figure.label, "value": value_words(figure.value), "addends": addends}

    def lines(self) -> Iterator[str]:
        """What an officer reads: of one figure all that makes it, of a row of a table each figure by its id."""
        yield self._of_when()
        for figure in self.figures:
            told = figure_lines(figure, self.facts.definition, self._files)
            yield from told if len(self.figures) == 1 else islice(told, 1)

    def _of_when(self) -> str:
        when = f"số liệu đến {clock_time(self.now)} ngày {short(local_date(self.now))}"
        if self.revision is None:
            return f"{self.facts.definition.short}: chưa có lần tổng hợp nào; {when}."
        state = "bản chốt" if self.revision.final else "bản tạm tính"
        same = "" if self.unchanged else " Hồ sơ đang lưu không còn khớp với lần tổng hợp này."
        return f"{self.facts.definition.short}: lần tổng hợp {self.revision.revision} ({state}), {when}.{same}"

    @property
    def _files(self) -> Mapping[int, str]:
        """The names under which the submissions' files came."""
        return {r.submission_id: r.file_name for receipts in self.facts.receipts.values() for r in receipts}


def _gives(figures: Figures, shown: Consolidation) -> bool:
    """Whether these are the figures of that revision: made of the same reports and the same publication."""
    published = figures.publication.version if figures.publication else None
    return (tuple(sorted(figures.table.reported.values())), published) == (shown.report_ids, shown.publication_version)


def _revision(facts: PlanFacts, number: int | None) -> Consolidation | None:
    """The revision of this number, else the newest; None where there is none. Refused for a number there is not."""
    known = {consolidation.revision: consolidation for consolidation in facts.consolidations}
    if number is None:
        return known[max(known)] if known else None
    if number not in known:
        made = f"Đã có các lần: {', '.join(map(str, known))}" if known else "Chưa có lần tổng hợp nào"
        raise Refused(f"Không có lần tổng hợp {number}. {made}")
    return known[number]
