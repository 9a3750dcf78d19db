"""What changed since the last consolidation (so với lần tổng hợp trước): papers that came or went, figures that moved.

Not here: when a new revision is made (`consolidation.facts_digest`), nor how changes are printed (`documents`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.figure_entries import Value
from papiplan.domain.figure_ids import is_of_row, sending_figure
from papiplan.domain.figures import Figures


@dataclass(frozen=True)
class Change:
    """One figure, or one unit's paper, by its id: how it stood and how it stands; None where there is none."""

    figure: str
    label: str
    before: Value
    after: Value


def changes(before: Figures, after: Figures) -> tuple[Change, ...]:
    """The units' papers that are new, replaced or gone; then the figures whose value differs.

    What a unit reported row by row is not listed beside "its report is new" or "is gone": the annex of results has it.
    """
    old, new = _forms(before.table), _forms(after.table)
    moved = [id_ for id_ in dict.fromkeys((*new, *old)) if old.get(id_) != new.get(id_)]
    papers = [Change(id_, _label(id_, before, after), *_paper(old.get(id_), new.get(id_))) for id_ in moved]
    appeared = before.table.reported.keys() ^ after.table.reported.keys()
    figures = (f for f in _figures(before, after) if f.figure not in moved and not is_of_row(f.figure, appeared))
    return (*papers, *figures)


def _forms(table: ConsolidatedTable) -> Mapping[str, int]:
    """The submission in force of each duty that has one, by the duty's id."""
    owed = ((standing.obligation, standing.current) for standing in table.standings)
    return {sending_figure(duty.kind, duty.owed_by): current.submission_id for duty, current in owed if current}


def _paper(before: int | None, after: int | None) -> tuple[Value, Value]:
    """How a unit's paper stood and stands, where the two are not the same."""
    if before is None:
        return None, "mới nhận"
    return ("bản trước", "bản thay thế") if after is not None else ("đã có", "không còn bản sử dụng được")


def _label(id_: str, before: Figures, after: Figures) -> str:
    return after.label(id_) if id_ in after.values() else before.label(id_)


def _figures(before: Figures, after: Figures) -> Iterator[Change]:
    old, new = before.values(), after.values()
    for id_ in dict.fromkeys((*new, *old)):
        if old.get(id_) != new.get(id_):
            yield Change(id_, _label(id_, before, after), old.get(id_), new.get(id_))
