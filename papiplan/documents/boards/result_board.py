"""The board "Kết quả Chỉ số và mục tiêu": the province's eight dimensions, its targets, its years.

Not here: publishing it (`tasks.artifacts`), nor what it says (`domain.province_evaluation`).
"""

from collections import defaultdict
from collections.abc import Iterable
from statistics import median

from papiplan.documents.boards.boards import escaped, table
from papiplan.documents.province_words import COURSE_HEADS, course_rows, course_sentence, trend_heads, trend_rows
from papiplan.documents.publications.result_shapes import shapes
from papiplan.documents.reports.report_province import (
    PROVINCES_ONLY,
    figure_rows,
    overall_sentence,
    target_rows,
    targets_sentence,
)
from papiplan.domain.facts import PlanFacts
from papiplan.domain.plans import PlanDefinition, TargetOperator
from papiplan.domain.province_evaluation import ProvinceEvaluation, evaluate_province
from papiplan.domain.publication import SOURCE, Publication, figure_vi, province_scores


def result_board(facts: PlanFacts) -> str:
    """The province's result beside the year before and the targets; each table cites who publishes the figures."""
    assert facts.publication is not None, "there is no result before the publication"
    plan = facts.compared_definition
    province = evaluate_province(plan, facts.publication)
    parts = [
        f"# Kết quả Chỉ số {escaped(province.index)} năm {province.year} và mục tiêu",
        escaped(PROVINCES_ONLY.format(index=province.index)),
        escaped(overall_sentence(province)),
        "## Tám nội dung, so với năm trước",
        _figures(province),
        *_parts(plan, facts.publication),
        "## Mục tiêu của Kế hoạch",
        _targets(province),
        *_to_judge(plan),
        "## Giữ nội dung cao, nâng nội dung thấp",
        escaped(course_sentence(province)),
        _table(COURSE_HEADS, course_rows(province)),
        "## Xu hướng qua các năm",
        _table(trend_heads(province), trend_rows(province)),
        f"Nguồn số liệu: {SOURCE}.",
    ]
    return "\n\n".join(parts)


def _figures(province: ProvinceEvaluation) -> str:
    heads = ("Mã số liệu", "Nội dung", f"Năm {province.year_before}", f"Năm {province.year}", "Tăng, giảm")
    return _table(heads, (row.values() for row in figure_rows(province)))


def _parts(plan: PlanDefinition, publication: Publication) -> list[str]:
    """The sub-dimensions, where the published file gave them, beside the median of the provinces."""
    ours = province_scores(publication.scores, plan.province)
    if ours is None or not ours.subdimensions:
        return []
    values: defaultdict[str, list[float]] = defaultdict(list)
    for row in publication.scores:
        for id_, score in row.subdimensions:
            values[id_].append(score)
    rows = (
        (part.number(publication.year), part.name, figure_vi(score), figure_vi(median(values[id_])))
        for id_, score in ours.subdimensions
        for part in (shapes().subdimension(id_),)
    )
    heads = ("Số", "Nội dung thành phần", f"Năm {publication.year}", "Trung vị các tỉnh (tính toán)")
    return ["## Nội dung thành phần", _table(heads, rows)]


def _targets(province: ProvinceEvaluation) -> str:
    if not province.targets:
        return escaped(targets_sentence(province))
    heads = ("Số", "Mã số liệu", "Nội dung", "Chỉ tiêu", "Kết quả", "Số liệu, lý do")
    # Its number is how an officer names a qualitative target that waits to be judged.
    rows = ((str(n), *row.values()) for n, row in enumerate(target_rows(province), start=1))
    return f"{escaped(targets_sentence(province))}\n\n{_table(heads, rows)}"


def _to_judge(plan: PlanDefinition) -> list[str]:
    """What to do where a target waits for a person."""
    waiting = [
        str(n)
        for n, target in enumerate(plan.targets, start=1)
        if target.operator is TargetOperator.QUALITATIVE and target.judgement is None
    ]
    numbers = ", ".join(waiting)
    return [f'Chỉ tiêu số {numbers} chờ cán bộ đánh giá: chạy "42. Đánh giá chỉ tiêu định tính".'] if waiting else []


def _table(heads: tuple[str, ...], rows: Iterable[Iterable[str]]) -> str:
    return table(heads, [tuple(escaped(cell) for cell in row) for row in rows])
