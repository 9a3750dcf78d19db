"""Where the province stands among all provinces of a year: rank and quartile, computed, since neither is published.

Not here: the group that was published, which goes before a computed one (`publication`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from papiplan.domain.plans import PlanDefinition
from papiplan.domain.publication import GroupBoundary, ProvinceScores, computed_group, province_scores

NATIONAL_LEAST = 30
"""The fewest provinces of a national publication: 30 in the second pilot year, 2010 (papi.org.vn), 34 since July 2025.

Ranks and quartiles of fewer would be guesses.
"""


@dataclass(frozen=True)
class Place:
    """Where a province stands in one figure of one year: `rank` of `provinces` (1 = best), and group by quartiles."""

    rank: int
    provinces: int
    group: str

    @property
    def words(self) -> str:
        return f"thứ {self.rank}/{self.provinces} (tính toán)"


def place_of(scores: Iterable[ProvinceScores], figure: str, definition: PlanDefinition) -> Place | None:
    """The place of the plan's province in a figure; None where it or the country has no result of that figure."""
    rows = tuple(scores)
    row = province_scores(rows, definition.province)
    values = national(rows, figure)
    value = row.figure(figure) if row else None
    if value is None or not values:
        return None
    goes_up = definition.group_boundary is GroupBoundary.UP
    group = computed_group(value, values, boundary_goes_up=goes_up)
    return Place(1 + sum(other > value for other in values), len(values), group)


def national(scores: Iterable[ProvinceScores], figure: str) -> Sequence[float]:
    """The values of a figure in all provinces that have one; none where these are not a whole country's."""
    values = [value for row in scores if (value := row.figure(figure)) is not None]
    return values if len(values) >= NATIONAL_LEAST else []


def baselines_of(definition: PlanDefinition, year: int) -> tuple[ProvinceScores, ...]:
    """All provinces in an earlier year, as far as they are at hand."""
    return tuple(row for row in definition.baselines if row.year == year)
