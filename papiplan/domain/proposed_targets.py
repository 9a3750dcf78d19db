"""Targets that a year's published result suggests for the next: "keep the high, lift the low", for a person to decide.

Every figure in them is published or computed from what was; none is thought up. Not here: how a target is judged
(`targets`).
"""

from dataclasses import dataclass
from statistics import median

from papiplan.domain.index_figures import FigureComparison, exact
from papiplan.domain.plans import PlanDefinition, Target, TargetOperator
from papiplan.domain.province_evaluation import ProvinceEvaluation, evaluate_province
from papiplan.domain.publication import GROUPS, SOURCE, Publication, figure_vi, rounded
from papiplan.domain.quartiles import national
from papiplan.domain.trends import Trend


@dataclass(frozen=True)
class ProposedTarget:
    """A target (chỉ tiêu đề xuất) and the figures that it rests on, in Vietnamese with their source."""

    target: Target
    reason: str


def proposed_targets(definition: PlanDefinition, publication: Publication) -> tuple[ProposedTarget, ...]:
    """Targets from the result of the plan's province: what fell first, then what is low, the others, the total.

    Fell is what lost against the year before: it shall regain that. Low is what lies below the national median: it
    shall reach it. All else is to be held. None where the province has no result; `definition` is the compared one.
    """
    year = evaluate_province(definition, publication)
    if not year.scored:
        return ()
    *dimensions, total = zip(year.figures, year.trends, strict=True)
    proposed = [
        _of_dimension(compared, trend, _median(publication, compared.figure), year)
        for compared, trend in dimensions
        if compared.value is not None
    ]
    in_order = [each for _, each in sorted(proposed, key=lambda pair: pair[0])]
    return (*in_order, _of_total(*total, year))


_FELL, _LOW, _HELD = range(3)


def _of_dimension(
    compared: FigureComparison, trend: Trend, middle: float | None, year: ProvinceEvaluation
) -> tuple[int, ProposedTarget]:
    """The target with its place in the order."""
    lost = -(compared.change or 0)
    lacking = float(exact(middle) - exact(compared.value)) if middle is not None and compared.value is not None else 0
    reason = _reason(
        compared, trend, year, f"trung vị toàn quốc {figure_vi(middle)} điểm (tính toán)" if middle else ""
    )
    if lost > 0:
        aim = f"lấy lại mức năm {year.year_before}"
        return _FELL, ProposedTarget(_raised(compared.figure, lost, aim, year.year), reason)
    if lacking > 0:
        aim = f"đạt mức trung vị toàn quốc năm {year.year}"
        return _LOW, ProposedTarget(_raised(compared.figure, lacking, aim, year.year), reason)
    return _HELD, ProposedTarget(_held(compared.figure, year.year), reason)


def _of_total(compared: FigureComparison, trend: Trend, year: ProvinceEvaluation) -> ProposedTarget:
    """The group above the province's own; where its group is not known, the score itself."""
    if year.group is None:
        return ProposedTarget(_held("total", year.year), _reason(compared, trend, year))
    stood = f'nhóm "{year.group}"' + (f" ({year.group_note})" if year.group_note else "")
    aimed = GROUPS[max(0, GROUPS.index(year.group) - 1)]
    wording = f'thuộc nhóm "{aimed}"' if aimed == GROUPS[0] else f'thuộc nhóm "{aimed}" trở lên'
    target = Target("total", TargetOperator.REACH_GROUP, wording, group=aimed)
    return ProposedTarget(target, _reason(compared, trend, year, stood))


def _raised(figure: str, delta: float, aim: str, year: int) -> Target:
    wording = f"tăng ít nhất {figure_vi(delta)} điểm so với năm {year}, {aim}"
    return Target(figure, TargetOperator.RAISE_BY, wording, delta=delta, reference_year=year)


def _held(figure: str, year: int) -> Target:
    wording = f"duy trì hoặc tăng điểm so với năm {year}"
    return Target(figure, TargetOperator.KEEP_OR_RAISE, wording, reference_year=year)


def _reason(compared: FigureComparison, trend: Trend, year: ProvinceEvaluation, *beside: str) -> str:
    # Of two years the sentence has said all.
    course = f"xu hướng: {trend.direction}" if len(trend.values) > 2 else ""
    told = (f"{compared.name} năm {year.year}: {compared.sentence}", *beside, course)
    return f"{'; '.join(filter(None, told))}. Nguồn: {SOURCE}."


def _median(publication: Publication, figure: str) -> float | None:
    """The national median to four decimals; None where the figures are not a whole country's."""
    values = national(publication.scores, figure)
    return float(rounded(median(values), 4)) if values else None
