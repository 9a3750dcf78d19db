"""Every figure of a consolidation by its id, with the rows, files and cells that it is made of (nguồn số liệu).

Not here: the ids (`figure_ids`), which figures there are (`figures_reported`, `figures_recorded`), nor how they are
printed (`documents`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from papiplan.domain import figure_ids as ids
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.figure_entries import Addend, Entry, Value
from papiplan.domain.figures_recorded import linked_figures, published_figures, register_figures, sent_figures
from papiplan.domain.figures_reported import reported_figures
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.publication import Publication

__all__ = ["Addend", "Figure", "Figures", "Value"]


@dataclass(frozen=True)
class Figure:
    """A figure (số liệu): what it is, its value, and all that makes it, of which counts have one each."""

    id: str
    label: str
    value: Value
    addends: tuple[Addend, ...]


@dataclass(frozen=True, eq=False)
class Figures:
    """The figures of one consolidation."""

    table: ConsolidatedTable
    publication: Publication | None

    @cached_property
    def _entries(self) -> Mapping[str, Entry]:
        table = self.table
        published = published_figures(table, self.publication) if self.publication else ()
        recorded = (*sent_figures(table), *register_figures(table), *linked_figures(table))
        entries = (*reported_figures(table), *recorded, *published)
        return {entry.id: entry for entry in entries}

    def values(self) -> Mapping[str, Value]:
        """Every figure's value by its id."""
        return {id_: entry.value for id_, entry in self._entries.items()}

    def label(self, id_: str) -> str:
        """What a figure is called; KeyError for an id that there is not."""
        return self._entries[id_].label

    def find(self, words: str) -> tuple[Figure, ...]:
        """The figure of this id in any spelling; of the id of a row of a table ("N2", "2.3.1", "KH") all its figures.

        Raises Refused for anything else, with the ids that are near.
        """
        wanted = ids.spoken(words)
        found = [e for e in self._entries.values() if e.id.casefold() == wanted]
        found = found or [e for e in self._entries.values() if e.id.casefold().startswith(f"{wanted}.")]
        if not found:
            raise Refused(Problem("Mã số liệu", f'không có số liệu mã "{words}"', self._hint(wanted)))
        return tuple(Figure(e.id, e.label, e.value, tuple(e.addends())) for e in found)

    def _hint(self, wanted: str) -> str:
        by_spelling = {id_.casefold(): id_ for id_ in self._entries}
        near = [by_spelling[close] for close in get_close_matches(wanted, by_spelling, n=3)]
        return (
            f"Gần giống: {'; '.join(near)}." if near else "Mã in ở cột “Mã số liệu” của phụ lục báo cáo và bảng tính."
        )
