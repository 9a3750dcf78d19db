"""The province's published result against the year before and against the plan's targets.

Not here: rank and group (`publication`), and the units, which PAPI does not score (`evaluation`).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from papiplan.domain.plans import PlanDefinition, Target, TargetOperator
from papiplan.domain.publication import (
    DIMENSIONS,
    GROUPS,
    ProvinceResult,
    ProvinceScores,
    Publication,
    figure_vi,
    province_result,
    province_scores,
    rounded,
)

FIGURES: tuple[str, ...] = (*(f"D{n}" for n in range(1, len(DIMENSIONS) + 1)), "total")
"""The figures that are compared: the eight dimensions, then their sum."""


class Verdict(StrEnum):
    """Whether a target was met (đạt); what was not published cannot be judged."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_JUDGE = "cannot_judge"

    @property
    def label(self) -> str:
        return {
            Verdict.MET: "Đạt",
            Verdict.NOT_MET: "Không đạt",
            Verdict.CANNOT_JUDGE: "Chưa đánh giá được",
        }[self]


@dataclass(frozen=True)
class FigureComparison:
    """One figure of the province beside that of the year before, in points to four decimals as published.

    `change` is the difference of the two as printed. `sentence` says all that in words, without the figure's name.
    """

    figure: str
    name: str
    value: float | None
    before: float | None
    change: float | None
    sentence: str


@dataclass(frozen=True)
class TargetEvaluation:
    """One target of the plan, judged; `reason` gives the figures in Vietnamese."""

    figure: str
    wording: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True)
class ProvinceEvaluation:
    """The province's year. Rank and, unless published, group are computed and say so in `rank_note`, `group_note`.

    `year_before` is the year of the figures compared with. "Published, our province not scored" is a normal outcome.
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


def evaluate_province(definition: PlanDefinition, publication: Publication) -> ProvinceEvaluation:
    """The province's figures against the year before (the plan's baselines), and each target of the plan."""
    result = province_result(publication, definition.province)
    scores = province_scores(publication.scores, definition.province)
    before = publication.year - 1
    return ProvinceEvaluation(
        province=definition.province,
        index=publication.index,
        year=publication.year,
        year_before=before,
        scored=result.scored,
        provinces_scored=result.provinces_scored,
        total=_published(scores, "total"),
        rank=result.rank,
        rank_note=f"{result.rank}/{result.provinces_scored} (tính toán)" if result.scored else "",
        group=result.group,
        group_source=result.group_source,
        group_note=_group_note(definition, result),
        figures=tuple(compare(figure, scores, _baseline(definition, before), before) for figure in FIGURES),
        targets=tuple(
            TargetEvaluation(target.figure, target.wording, *_judge(target, definition, scores, result))
            for target in definition.targets
        ),
    )


def compare(figure: str, scores: ProvinceScores | None, before: ProvinceScores | None, year: int) -> FigureComparison:
    """One figure beside that of `year`; differences are those of the four-decimal figures, so that tables add up."""
    value, earlier = _published(scores, figure), _published(before, figure)
    change = None if value is None or earlier is None else float(_exact(value) - _exact(earlier))
    name = "Tổng điểm" if figure == "total" else DIMENSIONS[int(figure[1:]) - 1]
    return FigureComparison(figure, name, value, earlier, change, _compared(value, earlier, year))


def change_vi(change: float | None) -> str:
    """A difference as tables print it: +0,0647; a dash where there is none."""
    sign = "+" if change is not None and change > 0 else ""
    return f"{sign}{figure_vi(change)}"


def _baseline(definition: PlanDefinition, year: int) -> ProvinceScores | None:
    return province_scores((row for row in definition.baselines if row.year == year), definition.province)


def _published(scores: ProvinceScores | None, figure: str) -> float | None:
    """A figure to the four decimals that are published; None where there is none."""
    value = scores.figure(figure) if scores else None
    return None if value is None else float(rounded(value, 4))


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))


def _compared(value: float | None, before: float | None, year: int) -> str:
    if value is None:
        return "không có kết quả"
    if before is None:
        return f"{figure_vi(value)} điểm; chưa có số liệu năm {year} để so sánh"
    change = _exact(value) - _exact(before)
    if not change:
        return f"{figure_vi(value)} điểm, bằng năm {year}"
    direction = "tăng" if change > 0 else "giảm"
    amount = figure_vi(float(abs(change)))
    return f"{figure_vi(value)} điểm, {direction} {amount} điểm so với năm {year} ({figure_vi(before)} điểm)"


def _group_note(definition: PlanDefinition, result: ProvinceResult) -> str:
    if not result.scored or result.group_source == "published":
        return ""
    return f"nhóm do {definition.coordinator.short} tính toán, chưa phải số liệu công bố"


def _judge(
    target: Target, definition: PlanDefinition, scores: ProvinceScores | None, result: ProvinceResult
) -> tuple[Verdict, str]:
    """The verdict on a target with its reason in Vietnamese."""
    if target.operator is TargetOperator.REACH_GROUP:
        return _judge_group(target, definition, result)
    value = _published(scores, target.figure)
    if value is None:
        return _not_scored(target, definition)
    if target.operator is TargetOperator.AT_LEAST:
        return _judge_points(target, value)
    return _judge_kept(target, definition, value)


def _not_scored(target: Target, definition: PlanDefinition) -> tuple[Verdict, str]:
    published = f"Chỉ số {definition.index} năm {definition.year} đã được công bố"
    where = "" if target.figure == "total" else " ở nội dung này"
    return Verdict.CANNOT_JUDGE, f"{published}, tỉnh {definition.province} không có kết quả{where}"


def _judge_group(target: Target, definition: PlanDefinition, result: ProvinceResult) -> tuple[Verdict, str]:
    if result.group is None:
        return _not_scored(target, definition)
    reached = GROUPS.index(result.group) <= GROUPS.index(target.group)
    note = _group_note(definition, result)
    shown = f'nhóm "{result.group}"' + (f" ({note})" if note else "")
    return (Verdict.MET if reached else Verdict.NOT_MET), f'{shown}; chỉ tiêu là nhóm "{target.group}" trở lên'


def _judge_points(target: Target, value: float) -> tuple[Verdict, str]:
    if target.points is None:
        return Verdict.CANNOT_JUDGE, "Kế hoạch không ghi mức điểm của chỉ tiêu này"
    wanted = f"mức {figure_vi(target.points)} điểm"
    short_by = rounded(target.points, 4) - _exact(value)
    if short_by > 0:
        return Verdict.NOT_MET, f"{figure_vi(value)} điểm, thấp hơn {wanted} là {figure_vi(float(short_by))} điểm"
    return Verdict.MET, f"{figure_vi(value)} điểm, đạt {wanted}"


def _judge_kept(target: Target, definition: PlanDefinition, value: float) -> tuple[Verdict, str]:
    year = target.reference_year or definition.year - 1
    before = _published(_baseline(definition, year), target.figure)
    if before is None:
        return Verdict.CANNOT_JUDGE, _compared(value, before, year)
    return (Verdict.MET if value >= before else Verdict.NOT_MET), _compared(value, before, year)
