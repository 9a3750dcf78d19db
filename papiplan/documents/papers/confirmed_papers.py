"""The papers of a confirmed result: the list of each khối, the table for the submission (tờ trình) to the leaders.

Drafts for a person to sign, in the words of the decision: nobody is "được khen thưởng" here. Not here: the sheet of one
unit (`score_sheet`), nor where the papers lie (`tasks.confirmed_papers`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from papiplan.documents.papers.paper_layout import Paper
from papiplan.domain.deadlines import short
from papiplan.domain.facts import EvaluationRecord, Issue, UnitScore
from papiplan.domain.places import places
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.publication import figure_vi
from papiplan.domain.units import Group
from papiplan.domain.verdicts import ConfirmedEvaluation, UnitVerdict, Verdict


@dataclass(frozen=True)
class ConfirmedResult:
    """A confirmed result with the draft that it rests on."""

    plan: PlanDefinition
    issue: Issue
    draft: EvaluationRecord
    confirmed: ConfirmedEvaluation

    def of_group(self, group: Group) -> list[tuple[UnitScore, UnitVerdict]]:
        """The units of a khối, each with its score and what was confirmed, the best first."""
        verdicts = {found.unit: found for found in self.confirmed.units}
        members = [score for score in self.draft.units if self.plan.unit(score.unit).group == group.code]
        best_first = sorted(members, key=lambda score: -1.0 if score.score is None else score.score, reverse=True)
        return [(score, verdicts[score.unit]) for score in best_first]


def render_group_list(result: ConfirmedResult, group: Group) -> bytes:
    """The list of one khối: khối are never ranked against each other."""
    members = result.of_group(group)
    place = places({score.unit: score.score for score, _ in members})
    paper = _paper(result, "DANH SÁCH", f"Kết quả đánh giá khối {group.name}")
    rows = [
        (
            str(place.get(score.unit, "-")),
            result.plan.unit(score.unit).name,
            figure_vi(score.score, 2),
            found.grade or "-",
            found.verdict.label,
            found.reason,
        )
        for score, found in members
    ]
    heads = ("Thứ tự", "Đơn vị", "Điểm", "Xếp loại", "Kết quả xác nhận", "Lý do khác dự thảo")
    paper.table(heads, rows, (14, 48, 16, 22, 35, 30))
    paper.text("Đơn vị bằng điểm cùng thứ tự; đơn vị không có tiêu chí được tính không xếp thứ tự.", italic=True)
    return paper.content()


def render_submission_table(result: ConfirmedResult) -> bytes:
    """The table that goes with the submission: who is proposed for an award, and who for criticism."""
    paper = _paper(result, "BẢNG TỔNG HỢP", "Tập thể, cá nhân đề xuất khen thưởng, phê bình (kèm theo Tờ trình)")
    for heading, verdict in (
        ("I. ĐỀ XUẤT XEM XÉT BIỂU DƯƠNG, KHEN THƯỞNG", Verdict.COMMEND),
        ("II. ĐỀ XUẤT XEM XÉT PHÊ BÌNH", Verdict.CRITICISE),
    ):
        rows = [(str(n), *row) for n, row in enumerate(_named(result, verdict), start=1)]
        paper.heading(heading, 1)
        if rows:
            paper.table(("TT", "Tập thể, cá nhân", "Khối", "Điểm", "Xếp loại", "Lý do"), rows, (10, 45, 35, 16, 22, 37))
        else:
            paper.text("Không có.")
    return paper.content()


def _named(result: ConfirmedResult, verdict: Verdict) -> Iterator[tuple[str, ...]]:
    """The units of this verdict khối by khối, then the persons whom the decision names."""
    for group in result.plan.groups:
        for score, found in result.of_group(group):
            if found.verdict is verdict:
                name = result.plan.unit(score.unit).name
                yield name, group.name, figure_vi(score.score, 2), found.grade or "-", found.reason
    for person in result.confirmed.persons:
        if person.verdict is verdict:
            yield person.name, "Cá nhân", "-", "-", person.reason


def _paper(result: ConfirmedResult, kind: str, about: str) -> Paper:
    paper = Paper(f"{about}: {result.plan.short}")
    when = f"Thực hiện Kế hoạch số {result.issue.number} ngày {short(result.issue.on)}"
    paper.title(kind, about, when)
    paper.centred(f"Theo {result.confirmed.paper}", italic=True)
    if result.plan.caveat:
        paper.centred(result.plan.caveat, italic=True)
    return paper
