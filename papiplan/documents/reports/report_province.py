"""Section III of the consolidated report and its annex: the province's result, as context of the units' work.

PAPI scores provinces only, and the paper says so. Not here: what the comparisons say (`domain.province_evaluation`).
"""

from collections.abc import Mapping

from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.deadlines import short
from papiplan.domain.figure_ids import linked_figure, score_scope, target_figure
from papiplan.domain.linked_indices import linked_table
from papiplan.domain.province_evaluation import FigureComparison, ProvinceEvaluation, Verdict, change_vi
from papiplan.domain.publication import DIMENSIONS, SOURCE, GroupBoundary, Publication, figure_vi, province_result

PROVINCES_ONLY = "(Chỉ số {index} đánh giá ở cấp tỉnh; không có điểm số riêng của thành phố, xã, phường.)"


def dimension_sentence(province: ProvinceEvaluation, dimension: int) -> str:
    """The province's score of one dimension beside that of the year before."""
    compared = province.figures[dimension - 1]
    if compared.value is None:
        return f"Trong năm {province.year}, Tỉnh không có kết quả của nội dung này."
    return f"Trong năm {province.year}, điểm số nội dung này của Tỉnh đạt {compared.sentence}."


def falling_dimensions(province: ProvinceEvaluation) -> list[int]:
    """The dimensions in which the province lost points."""
    return [n for n, compared in enumerate(_dimensions(province), start=1) if compared.change and compared.change < 0]


def overall_sentence(province: ProvinceEvaluation) -> str:
    """The total beside that of the year before, with rank and group, each told apart where it is computed."""
    index = f"Chỉ số {province.index} năm {province.year}"
    source = f"Nguồn số liệu: {SOURCE}."
    if not province.scored:
        last = f" {province.last_scored.sentence}." if province.last_scored else ""
        return f"Trong lần công bố {index}, tỉnh {province.province} không có kết quả tổng hợp.{last} {source}"
    rank = f"; xếp thứ {province.rank_note} trong các tỉnh, thành phố có kết quả" if province.rank else ""
    group = f"; thuộc nhóm {province.group.lower()}" if province.group else ""
    note = f" ({province.group_note})" if province.group_note else ""
    return f"{index} của tỉnh {province.province} đạt {province.figures[-1].sentence}{rank}{group}{note}. {source}"


def figure_rows(province: ProvinceEvaluation) -> tuple[Mapping[str, str], ...]:
    """The eight dimensions and their sum in two years, with four decimals as published: one row each."""
    return tuple(
        {
            "figure": score_scope(compared.figure),
            "name": _figure_name(province, compared.figure),
            "before": figure_vi(compared.before),
            "value": figure_vi(compared.value),
            "change": change_vi(compared.change),
        }
        for compared in province.figures
    )


def targets_sentence(province: ProvinceEvaluation) -> str:
    """How many targets of the plan were met."""
    if not province.targets:
        return "Kế hoạch không giao chỉ tiêu."
    counted = ", ".join(
        f"{sum(target.verdict is verdict for target in province.targets):02d} {verdict.label.lower()}"
        for verdict in Verdict
    )
    return f"Trong {len(province.targets):02d} chỉ tiêu của Kế hoạch có {counted}."


def target_rows(province: ProvinceEvaluation) -> tuple[Mapping[str, str], ...]:
    """Each target of the plan with what became of it and why."""
    return tuple(
        {
            "figure": target_figure(n),
            "name": _figure_name(province, target.figure),
            "wording": target.wording,
            "verdict": target.verdict.label,
            "reason": target.reason,
        }
        for n, target in enumerate(province.targets, start=1)
    )


def linked_rows(table: ConsolidatedTable, publication: Publication) -> tuple[Mapping[str, str], ...]:
    """All indices that the plan's actions serve, together; empty where there is only the plan's own."""
    plan = table.definition
    goes_up = plan.group_boundary is GroupBoundary.UP
    own = province_result(publication, plan.province, boundary_goes_up=goes_up)
    return tuple(
        {
            "figure": score_scope("total") if row.index == plan.index else linked_figure(row.index, row.year),
            "name": row.index,
            "year": str(row.year),
            "score": row.score,
            "rank": row.rank,
            "source": f"{row.source}, {short(row.published_on)}" if row.published_on else row.source,
            "actions": ", ".join(row.actions) or "-",
        }
        for row in linked_table(plan, table.linked, own, publication.published_on)
    )


def _figure_name(province: ProvinceEvaluation, figure: str) -> str:
    """2. Công khai, minh bạch … or Tổng điểm."""
    compared = next(compared for compared in province.figures if compared.figure == figure)
    return compared.name if figure == "total" else f"{figure[1:]}. {compared.name}"


def _dimensions(province: ProvinceEvaluation) -> tuple[FigureComparison, ...]:
    return province.figures[: len(DIMENSIONS)]
