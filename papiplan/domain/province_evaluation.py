"""The province's published result against the years before and against the plan's targets.

Not here: rank and group (`publication`, `quartiles`), the targets' rules (`targets`), and the units, which PAPI does
not score (`evaluation`).
"""

from dataclasses import dataclass

from papiplan.domain.dimension_courses import DimensionCourse, dimension_courses
from papiplan.domain.index_figures import FIGURES, FigureComparison, baseline, change_vi, compare, published
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.publication import (
    GroupBoundary,
    Publication,
    figure_vi,
    province_result,
    province_scores,
)
from papiplan.domain.quartiles import baselines_of, place_of
from papiplan.domain.targets import PublishedYear, TargetEvaluation, Verdict, judge_target
from papiplan.domain.trends import Trend, trends

__all__ = [
    "FIGURES",
    "FigureComparison",
    "LastScored",
    "ProvinceEvaluation",
    "TargetEvaluation",
    "Verdict",
    "change_vi",
    "compare",
    "evaluate_province",
]
"""All that a reader of the province's year needs, from one place."""


@dataclass(frozen=True)
class LastScored:
    """The newest earlier year in which the province had a total: what is shown, as such, where it has none now."""

    year: int
    total: float
    sentence: str


@dataclass(frozen=True)
class ProvinceEvaluation:
    """The province's year. Rank and, unless published, group are computed and say so in `rank_note`, `group_note`.

    `year_before` is the year of the figures compared with. "Published, our province not scored" is a normal outcome:
    then `last_scored` is the last year with a result, if any is at hand.
    """

    province: str
    index: str
    year: int
    year_before: int
    scored: bool
    provinces_scored: int
    total: float | None
    rank: int | None
    rank_note: str
    group: str | None
    group_source: str
    group_note: str
    figures: tuple[FigureComparison, ...]
    targets: tuple[TargetEvaluation, ...]
    last_scored: LastScored | None = None
    courses: tuple[DimensionCourse, ...] = ()
    trends: tuple[Trend, ...] = ()


def evaluate_province(definition: PlanDefinition, publication: Publication) -> ProvinceEvaluation:
    """The province's figures against the years before (the plan's baselines), and each target of the plan."""
    goes_up = definition.group_boundary is GroupBoundary.UP
    result = province_result(publication, definition.province, boundary_goes_up=goes_up)
    scores = province_scores(publication.scores, definition.province)
    before = definition.year - 1
    earlier = baseline(definition, before)
    year = PublishedYear(definition, publication, result, scores)
    figures = tuple(compare(figure, scores, earlier, before) for figure in FIGURES)
    return ProvinceEvaluation(
        province=definition.province,
        index=definition.index,
        year=definition.year,
        year_before=before,
        scored=result.scored,
        provinces_scored=result.provinces_scored,
        total=published(scores, "total"),
        rank=result.rank,
        rank_note=f"{result.rank}/{result.provinces_scored} (tính toán)" if result.rank else "",
        group=result.group,
        group_source=result.group_source,
        group_note=year.group_note,
        figures=figures,
        targets=tuple(judge_target(target, year) for target in definition.targets),
        last_scored=None if result.scored else _last_scored(definition),
        courses=dimension_courses(definition, figures, before),
        trends=trends(definition, scores),
    )


def _last_scored(definition: PlanDefinition) -> LastScored | None:
    for year in sorted({row.year for row in definition.baselines if row.year < definition.year}, reverse=True):
        total = published(baseline(definition, year), "total")
        if total is not None:
            place = place_of(baselines_of(definition, year), "total", definition)
            rank = f', xếp {place.words}, nhóm "{place.group}" (tính toán)' if place else ""
            sentence = f"Kết quả gần nhất của tỉnh {definition.province} là năm {year}: {figure_vi(total)} điểm{rank}"
            return LastScored(year, total, sentence)
    return None
