"""A unit's points line by line: the draft that it compares with its own, the fact sheet of what was confirmed.

Not here: the points themselves (`domain.scoring`), nor the lists of all units (`confirmed_papers`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from papiplan.documents.papers.paper_layout import Paper
from papiplan.domain.deadlines import short
from papiplan.domain.draft_scores import ANSWER_DAYS, DIGEST_SHOWN
from papiplan.domain.facts import Issue, UnitScore
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.publication import figure_vi
from papiplan.domain.verdicts import ConfirmedEvaluation, UnitVerdict

SHEET_FILE = "bang-diem-du-thao.docx"
"""What a unit sees a draft called."""


@dataclass(frozen=True)
class ScoreSheet:
    """Whose points, of which plan."""

    plan: PlanDefinition
    issue: Issue
    score: UnitScore


def render_draft_sheet(sheet: ScoreSheet, digest: str, until: date) -> bytes:
    """The draft for the unit alone: its points without class or proposal, for nothing is decided yet."""
    paper = _sheet(sheet, "BẢNG ĐIỂM THEO DÕI (DỰ THẢO)")
    paper.centred("Tài liệu dự thảo để đơn vị đối chiếu, chưa phải kết quả đánh giá chính thức.", italic=True)
    _write_points(paper, sheet.score)
    paper.text(
        f"Trường hợp chưa thống nhất hoặc cần bổ sung tài liệu kiểm chứng, đề nghị đơn vị phản hồi chậm nhất hết ngày "
        f"{short(until)} ({ANSWER_DAYS:02d} ngày làm việc)."
    )
    paper.text(f"Mã dự thảo: {digest[:DIGEST_SHOWN]}.", italic=True)
    return paper.content()


def render_fact_sheet(sheet: ScoreSheet, confirmed: ConfirmedEvaluation, found: UnitVerdict) -> bytes:
    """What was confirmed of the unit, for the file that goes with a proposal."""
    paper = _sheet(sheet, "PHIẾU KẾT QUẢ ĐÁNH GIÁ")
    paper.centred(f"Theo {confirmed.paper}", italic=True)
    _write_points(paper, sheet.score)
    if found.grade:
        paper.text(f"Xếp loại: {found.grade}.", bold=True)
    paper.text(f"Kết quả xác nhận: {found.verdict.label}.", bold=True)
    if found.reason:
        paper.text(f"Lý do thay đổi so với dự thảo: {found.reason}")
    return paper.content()


def _sheet(sheet: ScoreSheet, title: str) -> Paper:
    unit = sheet.plan.unit(sheet.score.unit)
    paper = Paper(f"{title.capitalize()}: {unit.name}")
    paper.title(title, f"Kết quả thực hiện Kế hoạch số {sheet.issue.number} ngày {short(sheet.issue.on)}", unit.name)
    return paper


def _write_points(paper: Paper, score: UnitScore) -> None:
    for part in score.parts.values():
        paper.text(str(cast("Mapping[str, object]", part)["sentence"]))
    reached = "không tính" if score.score is None else f"{figure_vi(score.score, 2)} điểm"
    paper.text(f"Tổng điểm: {reached}.", bold=True)
