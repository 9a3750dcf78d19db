"""The draft evaluation (danh-gia.docx, plain): the province against the targets, the units by khối, line by line.

Not here: the points and proposals themselves (`domain.evaluation`). Criticism is never computed, so never printed.
"""

from itertools import groupby

from papiplan.documents.paper_layout import Paper
from papiplan.documents.province_words import (
    COURSE_HEADS,
    SERVING_HEADS,
    course_rows,
    course_sentence,
    serving_rows,
    trend_heads,
    trend_rows,
)
from papiplan.documents.report_province import PROVINCES_ONLY, overall_sentence, write_figures, write_targets
from papiplan.domain.deadlines import short
from papiplan.domain.evaluation import Evaluation, UnitEvaluation
from papiplan.domain.facts import Issue
from papiplan.domain.plans import PlanDefinition

DRAFT = "DỰ THẢO"


def render_evaluation(
    definition: PlanDefinition, issue: Issue, evaluation: Evaluation, revision: int, journal_head: str
) -> bytes:
    """The draft as a .docx; its first line says that it is one.

    It rests on the final consolidation of `revision`. `journal_head` is the hash at the head of the plan's journal by
    then, printed so that a journal cut short shows.
    """
    paper = Paper(f"Dự thảo đánh giá: {definition.short}")
    paper.centred(DRAFT, bold=True)
    paper.title("ĐÁNH GIÁ", f"Kết quả thực hiện Kế hoạch số {issue.number} ngày {short(issue.on)}")
    paper.centred("Điểm theo dõi phục vụ tham mưu, chưa phải kết quả đánh giá chính thức.", italic=True)
    if definition.caveat:
        paper.centred(definition.caveat, italic=True)
    province = evaluation.province
    paper.heading(f"I. KẾT QUẢ CHỈ SỐ {province.index} NĂM {province.year} SO VỚI CHỈ TIÊU", 1)
    paper.text(PROVINCES_ONLY.format(index=province.index), italic=True)
    paper.text(overall_sentence(province))
    write_figures(paper, province)
    write_targets(paper, province)
    _write_years(paper, evaluation)
    paper.heading("II. ĐIỂM THEO DÕI CỦA CÁC CƠ QUAN, ĐƠN VỊ THEO KHỐI", 1)
    groups = {group.code: group.name for group in definition.groups}
    # The evaluation lists the units khối by khối.
    for n, (code, members) in enumerate(groupby(evaluation.units, key=lambda unit: unit.group), start=1):
        _write_group(paper, f"Khối {n}. {groups.get(code, code)}", list(members))
    paper.text(f"Theo bản chốt tổng hợp lần {revision}; đầu nhật ký (SHA-256): {journal_head}.", italic=True)
    return paper.content()


def _write_years(paper: Paper, evaluation: Evaluation) -> None:
    """What became of high and low dimensions, the actions that served them, and the years at hand."""
    province = evaluation.province
    paper.heading("Giữ nội dung cao, nâng nội dung thấp", 2)
    paper.text(course_sentence(province))
    paper.table(COURSE_HEADS, course_rows(province), (55, 25, 85))
    paper.heading("Nhiệm vụ của Kế hoạch phục vụ từng nội dung", 2)
    paper.table(SERVING_HEADS, serving_rows(evaluation.served), (50, 60, 55))
    paper.heading("Xu hướng qua các năm", 2)
    heads = trend_heads(province)
    paper.table(heads, trend_rows(province), (45, *(90 // (len(heads) - 2) for _ in heads[1:-1]), 30))


def _write_group(paper: Paper, name: str, units: list[UnitEvaluation]) -> None:
    """A khối: the table of its units, then the lines that each unit's points come from."""
    paper.heading(name, 1)
    rows = [(unit.name, score_words(unit), unit.grade, unit.proposal.label, "; ".join(unit.reasons)) for unit in units]
    paper.table(("Đơn vị", "Điểm", "Xếp loại", "Đề xuất", "Căn cứ"), rows, (45, 18, 22, 35, 45))
    for unit in units:
        paper.heading(f"{unit.name}: {score_words(unit)}", 2)
        for line in unit.lines:
            paper.text(line.sentence)


def score_words(unit: UnitEvaluation) -> str:
    """The score with two decimals, as published in points: 89,85; a unit to which nothing applied has none."""
    return "không tính" if unit.score is None else f"{unit.score:.2f}".replace(".", ",")
