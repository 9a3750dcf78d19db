"""The coordinator's consolidated report to the committee (bao-cao.docx): its order, opening, judgement and close.

Parts written from data stand beside brackets that an officer fills in. Not here: sections I to III (`report_sendings`,
`report_results`, `report_province`) and the annexes (`report_annexes`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from papiplan.documents.paper_layout import OPEN, Head, Paper, place_and_date
from papiplan.documents.report_annexes import (
    open_annex,
    write_changes_annex,
    write_difficulties_annex,
    write_results_annex,
    write_sending_annex,
)
from papiplan.documents.report_province import (
    dimension_sentence,
    falling_dimensions,
    write_figures,
    write_province,
    write_targets,
)
from papiplan.documents.report_registers import write_difficulties
from papiplan.documents.report_requests import not_informed_sentences, own_brackets
from papiplan.documents.report_results import results_paragraph, shortcomings_paragraph
from papiplan.documents.report_sendings import write_direction
from papiplan.documents.wording import shortened
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.facts import Consolidation, Issue
from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Status
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.province_evaluation import ProvinceEvaluation, evaluate_province
from papiplan.domain.publication import DIMENSIONS, SOURCE, Publication


@dataclass(frozen=True)
class Edition:
    """Which consolidation a paper shows: interim or final, as at an instant.

    `previous` is the consolidation before it. `reminders_sent` counts the reminders that went out until then.
    `journal_head` is the hash at the head of the plan's journal, printed so that a journal cut short shows.
    """

    revision: int
    final: bool
    as_of: datetime
    previous: Consolidation | None
    reminders_sent: int
    journal_head: str


def render_consolidated_report(
    table: ConsolidatedTable, issue: Issue, publication: Publication, edition: Edition
) -> bytes:
    """The report as a .docx, its number and day left open for the clerk's office."""
    plan = table.definition
    province = evaluate_province(plan, publication)
    paper = Paper(f"Báo cáo tổng hợp, lần {edition.revision}")
    _write_opening(paper, table, issue, publication, edition)
    write_direction(paper, table, edition.reminders_sent)
    paper.heading(f"II. KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ THEO {len(DIMENSIONS):02d} NỘI DUNG CỦA CHỈ SỐ {plan.index}", 1)
    paper.text(f"(Điểm số của Tỉnh nêu trong mục này: nguồn {SOURCE}.)", italic=True)
    for n, name in enumerate(DIMENSIONS, start=1):
        paper.heading(f"{n}. {name}", 2)
        paper.heading("a) Kết quả thực hiện", 3)
        told = (results_paragraph(table, n), *not_informed_sentences(table, n), dimension_sentence(province, n))
        paper.text(" ".join(filter(None, told)))
        for bracket in own_brackets(table, n) if edition.final else ():
            paper.text(bracket)
        paper.heading("b) Tồn tại, hạn chế", 3)
        paper.text(shortcomings_paragraph(table, n))
    write_province(paper, province)
    _write_judgement(paper, table)
    write_difficulties(paper, table)
    _write_outlook(paper, table, province)
    _write_close(paper, table, edition)
    write_sending_annex(paper, table)
    write_results_annex(paper, table)
    title = f"KẾT QUẢ CHỈ SỐ {plan.index} CỦA TỈNH NĂM {province.year_before}, {province.year} VÀ MỤC TIÊU"
    open_annex(paper, "Phụ lục III", title, "")
    write_figures(paper, province)
    write_targets(paper, province)
    write_difficulties_annex(paper, table)
    write_changes_annex(paper, table, edition.previous)
    return paper.content()


def _write_opening(
    paper: Paper, table: ConsolidatedTable, issue: Issue, publication: Publication, edition: Edition
) -> None:
    plan, office = table.definition, table.definition.coordinator
    date_line = place_and_date(office.place, None, month_of=local_date(edition.as_of))
    paper.head(Head(office.head_lines, len(office.head_lines) - 1, f"{OPEN}/BC-{office.symbol}", date_line))
    paper.title("BÁO CÁO", f"Tổng hợp kết quả thực hiện Kế hoạch {plan.subject}")
    if not edition.final:
        paper.centred(interim_line(table, edition.as_of), bold=True)
    if plan.caveat:
        paper.centred(plan.caveat, italic=True)
    paper.centred(f"Kính gửi: {plan.issuer.name}.")
    paper.text(
        f"Thực hiện Kế hoạch số {issue.number} ngày {short(issue.on)} của {plan.issuer.name} về {plan.subject}, "
        f"trên cơ sở báo cáo của các cơ quan, đơn vị và kết quả Chỉ số {plan.index} năm {plan.year} được công bố ngày "
        f"{short(publication.published_on)}, {office.short} tổng hợp, báo cáo kết quả như sau:"
    )


def interim_line(table: ConsolidatedTable, as_of: datetime) -> str:
    """That the figures are not final, as at when, and whether units still have time."""
    owed = [s for s in table.standings if s.obligation.kind is SubmissionKind.REPORT and s.status is not Status.EXCUSED]
    due = max((s.obligation.effective_due_on for s in owed if s.obligation.effective_due_on), default=None)
    line = f"BẢN TẠM TÍNH – số liệu đến {clock_time(as_of)} ngày {short(local_date(as_of))}"
    if due is None:
        return f"{line}."
    over = "đã hết" if local_date(as_of) > due else "chưa hết"
    return f"{line}, {over} thời hạn gửi báo cáo ({short(due)})."


def _write_judgement(paper: Paper, table: ConsolidatedTable) -> None:
    paper.heading("IV. ĐÁNH GIÁ CHUNG", 1)
    for heading, what, field in (
        ("1. Ưu điểm", "ưu điểm", "strengths"),
        ("2. Tồn tại, hạn chế", "tồn tại, hạn chế", "weaknesses"),
    ):
        paper.heading(heading, 2)
        paper.text(_bracket(what, _said(table, field)))
    paper.heading("3. Nguyên nhân", 2)
    paper.text(f"a) Khách quan: {_bracket('nguyên nhân khách quan')}")
    paper.text(f"b) Chủ quan: {_bracket('nguyên nhân chủ quan')}")


def _write_outlook(paper: Paper, table: ConsolidatedTable, province: ProvinceEvaluation) -> None:
    paper.heading("VI. NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI", 1)
    falling = ", ".join(str(n) for n in falling_dimensions(province))
    lacking = ", ".join(
        f"{tally.action.code} ({unfinished:02d} lượt)"
        for tally in table.actions
        if (unfinished := tally.counts[ActionStatus.IN_PROGRESS] + tally.counts[ActionStatus.NOT_STARTED])
    )
    hints = [f"các nội dung giảm điểm: {falling}"] if falling else []
    hints += [f"các nhiệm vụ chưa hoàn thành: {lacking}"] if lacking else []
    paper.text(_bracket("nhiệm vụ trọng tâm thời gian tới", [*hints, *_said(table, "next_actions")]))
    paper.heading("VII. ĐỀ XUẤT, KIẾN NGHỊ", 1)
    paper.text(_bracket("đề xuất, kiến nghị với cấp có thẩm quyền"))


def _write_close(paper: Paper, table: ConsolidatedTable, edition: Edition) -> None:
    plan = table.definition
    paper.text(
        f"Trên đây là Báo cáo tổng hợp kết quả thực hiện {plan.short}, {plan.coordinator.short} kính trình "
        f"{plan.issuer.short} xem xét, chỉ đạo./."
    )
    paper.signature((f"{plan.issuer.short} (báo cáo)", "Lưu: VT"), plan.report_signer)
    paper.text(f"Lần tổng hợp {edition.revision}; mã nhật ký {edition.journal_head[:16]}.", italic=True)


def _said(table: ConsolidatedTable, field: str) -> list[str]:
    """What units wrote in a field, each named, as suggestions."""
    remarks = table.remarks_on(field)
    return [f"{table.definition.unit(r.unit).short}: {shortened(str(r.value), 200).rstrip('.')}" for r in remarks]


_SUGGESTIONS = 8


def _bracket(what: str, suggestions: Sequence[str] = ()) -> str:
    """The place where an officer writes, with what the data suggest."""
    hint = f". Gợi ý: {'; '.join(suggestions[:_SUGGESTIONS])}" if suggestions else ""
    return f"[Cán bộ bổ sung: {what}{hint}]"
