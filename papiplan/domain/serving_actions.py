"""Which actions of the plan served each dimension of the index, and how they ended in the units' reports.

Not here: what became of the dimension (`dimension_courses`): that an action served it is no proof that it moved it.
"""

from dataclasses import dataclass

from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.forms import ActionStatus
from papiplan.domain.publication import DIMENSIONS
from papiplan.domain.tallies import StatusCounts


@dataclass(frozen=True)
class ServingAction:
    """One action with the statuses its units reported, by status and count; those that occur, in their order."""

    code: str
    text: str
    ended: tuple[tuple[ActionStatus, int], ...]


@dataclass(frozen=True)
class ServedDimension:
    """The actions of one dimension (1-8), and how all of them together ended."""

    dimension: int
    actions: tuple[ServingAction, ...]
    ended: tuple[tuple[ActionStatus, int], ...]


def served_dimensions(table: ConsolidatedTable) -> tuple[ServedDimension, ...]:
    """Each dimension with the actions that served it, in the plan's order."""
    return tuple(_served(table, dimension) for dimension in range(1, len(DIMENSIONS) + 1))


def _served(table: ConsolidatedTable, dimension: int) -> ServedDimension:
    actions = tuple(
        ServingAction(tally.action.code, tally.action.text, _ended(tally.counts))
        for tally in table.actions
        if tally.action.dimension == dimension
    )
    return ServedDimension(dimension, actions, _ended(table.dimensions[dimension]))


def _ended(counts: StatusCounts) -> tuple[tuple[ActionStatus, int], ...]:
    return tuple((status, counts[status]) for status in ActionStatus if counts[status])
