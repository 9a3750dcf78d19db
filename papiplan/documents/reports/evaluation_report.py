"""The draft evaluation (danh-gia.docx): the province against the targets, the units by khối, line by line.

Not here: its headings and tables (`evaluation_layout`), nor the points and proposals themselves (`domain.evaluation`).
Criticism is never computed, so never printed.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from papiplan.documents.papers.word_templates import fill_template
from papiplan.documents.province_words import course_rows, course_sentence, serving_rows
from papiplan.documents.reports.report_province import (
    PROVINCES_ONLY,
    figure_rows,
    overall_sentence,
    target_rows,
    targets_sentence,
)
from papiplan.domain.deadlines import short
from papiplan.domain.evaluation import Evaluation, UnitEvaluation
from papiplan.domain.facts import Issue
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.province_evaluation import ProvinceEvaluation
from papiplan.domain.publication import SOURCE, figure_vi


def render_evaluation(
    definition: PlanDefinition,
    issue: Issue,
    evaluation: Evaluation,
    revision: int,
    journal_head: str,
    template: bytes,
) -> bytes:
    """The draft as a .docx; its first line says that it is one.

    It rests on the final consolidation of `revision`. `journal_head` is the hash at the head of the plan's journal by
    then, printed so that a journal cut short shows.
    """
    province = evaluation.province
    context = {
        "caveat": definition.caveat,
        "plan_number": issue.number,
        "issued_on": short(issue.on),
        "index": province.index,
        "year": str(province.year),
        "year_before": str(province.year_before),
        "source": SOURCE,
        "note": PROVINCES_ONLY.format(index=province.index),
        "overall": overall_sentence(province),
        "figures": figure_rows(province),
        "targets_told": targets_sentence(province),
        "targets": target_rows(province),
        "courses_told": course_sentence(province),
        "courses": _rows(("name", "course", "figures"), course_rows(province)),
        "serving": _rows(("name", "action", "ended"), serving_rows(evaluation.served)),
        "years": tuple(_years(province)),
        "groups": tuple(_groups(definition, evaluation)),
        "mark": f"Theo bản chốt tổng hợp lần {revision}; đầu nhật ký (SHA-256): {journal_head}.",
    }
    return fill_template(template, context, f"Dự thảo đánh giá: {definition.short}")


def _rows(names: Sequence[str], rows: Iterator[tuple[str, str, str]]) -> tuple[Mapping[str, str], ...]:
    return tuple(dict(zip(names, row, strict=True)) for row in rows)


def _years(province: ProvinceEvaluation) -> Iterator[Mapping[str, str]]:
    """A row for each year at hand, a dash where a year has no result; then which way each figure went."""
    *dimensions, total = province.trends
    figures = {**{f"d{n}": trend for n, trend in enumerate(dimensions, start=1)}, "total": total}
    for n, (year, _) in enumerate(total.values):
        yield {"year": str(year), **{name: figure_vi(trend.values[n][1]) for name, trend in figures.items()}}
    yield {"year": "Xu hướng", **{name: trend.direction for name, trend in figures.items()}}


def _groups(definition: PlanDefinition, evaluation: Evaluation) -> Iterator[Mapping[str, object]]:
    """The khối in the evaluation's order, each with its units."""
    names = {group.code: group.name for group in definition.groups}
    # The evaluation lists the units khối by khối.
    for n, (code, members) in enumerate(groupby(evaluation.units, key=lambda unit: unit.group), start=1):
        yield {"title": f"Khối {n}. {names.get(code, code)}", "units": tuple(map(_unit, members))}


def _unit(unit: UnitEvaluation) -> Mapping[str, object]:
    return {
        "name": unit.name,
        "score": score_words(unit),
        "grade": unit.grade,
        "proposal": unit.proposal.label,
        "reasons": "; ".join(unit.reasons),
        "title": f"{unit.name}: {score_words(unit)}",
        "rows": tuple(
            {"criterion": line.title, "points": line.points, "reason": f"{line.reason}."} for line in unit.lines
        ),
    }


def score_words(unit: UnitEvaluation) -> str:
    """The score with two decimals, as published in points: 89,85; a unit to which nothing applied has none."""
    return "không tính" if unit.score is None else f"{unit.score:.2f}".replace(".", ",")
