"""The province's figures over the years at hand, up to the plan's own: a gap stays a gap, nothing is interpolated.

Not here: the comparison with the year before alone (`index_figures`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from papiplan.domain.index_figures import FIGURES, baseline, exact, figure_name, published
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.publication import ProvinceScores


@dataclass(frozen=True)
class Trend:
    """One figure by year, oldest first, to four decimals as published; None is a year without a result at hand.

    `direction` says which way it went into the newest year, and for how many years without a break.
    """

    figure: str
    name: str
    values: tuple[tuple[int, float | None], ...]
    direction: str


def trends(definition: PlanDefinition, scores: ProvinceScores | None) -> tuple[Trend, ...]:
    """The eight dimensions and the total from the first year at hand; `scores` are those of the plan's own year."""
    earlier = {row.year for row in definition.baselines if row.year < definition.year}
    at_hand = {year: row for year in earlier if (row := baseline(definition, year)) is not None}
    first = min(at_hand, default=definition.year)
    rows = [(year, at_hand.get(year)) for year in range(first, definition.year)] + [(definition.year, scores)]
    return tuple(_trend(figure, [(year, published(row, figure)) for year, row in rows]) for figure in FIGURES)


def _trend(figure: str, values: Sequence[tuple[int, float | None]]) -> Trend:
    return Trend(figure, figure_name(figure), tuple(values), _direction([value for _, value in values]))


def _direction(values: Sequence[float | None]) -> str:
    """In words: "tăng 2 năm liền", "giảm", "không đổi", with "không liền mạch" where years are missing in between."""
    if sum(value is not None for value in values) < 2:
        return "chưa đủ số liệu"
    steps = [_step(before, after) for before, after in pairwise(values)]
    if steps[-1] is None:
        return "không liền mạch"
    run = next((n for n, step in enumerate(reversed(steps)) if step != steps[-1]), len(steps))
    known = next(n for n, value in enumerate(values) if value is not None)
    broken = "; không liền mạch" if None in values[known:] else ""
    return f"{_WORDS[steps[-1]]}{f' {run} năm liền' if run > 1 else ''}{broken}"


_WORDS = {1: "tăng", 0: "không đổi", -1: "giảm"}


def _step(before: float | None, after: float | None) -> int | None:
    """Up, level or down from one year to the next; None over a gap."""
    if before is None or after is None:
        return None
    change = exact(after) - exact(before)
    return (change > 0) - (change < 0)
