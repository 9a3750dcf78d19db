"""A unit's own plan or report as a draft that is ready to be signed: head, opening, close, signature.

Nothing in it says that it is a draft: number and day stay open, and whoever signs edits what it likes. Not here: the
sections (`unit_paper_sections`), the annex (`unit_paper_annex`), what every paper looks like (`paper_layout`).
"""

from papiplan.documents.papers.paper_layout import OPEN, Head, Paper, place_and_date
from papiplan.documents.papers.unit_draft import UnitDraft, said
from papiplan.documents.papers.unit_paper_annex import open_symbol, write_annex
from papiplan.documents.papers.unit_paper_sections import write_plan, write_report
from papiplan.domain.deadlines import long
from papiplan.domain.plans import SignatureBlock, SubmissionKind
from papiplan.domain.unit_letterheads import authority_lines


def render_unit_paper(draft: UnitDraft) -> bytes:
    """The paper as a .docx, equal bytes for an equal draft; what the unit wrote stands there as plain text."""
    plan, head = draft.plan, draft.head
    is_plan = draft.kind is SubmissionKind.SUBPLAN
    about = f"{'Thực hiện' if is_plan else 'Kết quả thực hiện'} Kế hoạch {plan.subject}"
    paper = Paper(f"{draft.kind.paper} {plan.short}")
    when = place_and_date(head.place, None, month_of=draft.received_on)
    paper.head(Head(head.lines, head.superior_lines, f"{OPEN}/{open_symbol(draft)}", when))
    paper.title("KẾ HOẠCH" if is_plan else "BÁO CÁO", about)
    _write_opening(paper, draft)
    (write_plan if is_plan else write_report)(paper, draft)
    _write_close(paper, draft)
    write_annex(paper, draft)
    return paper.content()


def _write_opening(paper: Paper, draft: UnitDraft) -> None:
    plan, issue = draft.plan, draft.issue
    basis = f"Thực hiện Kế hoạch số {issue.number} {long(issue.on)} của {plan.issuer.name} về {plan.subject}"
    if draft.kind is SubmissionKind.SUBPLAN:
        paper.text(f"{basis}, {draft.unit.name} ban hành Kế hoạch thực hiện như sau:")
    else:
        paper.centred(f"Kính gửi: {plan.issuer.name}.")
        paper.text(f"{basis}, {draft.unit.name} báo cáo kết quả thực hiện như sau:")


def _write_close(paper: Paper, draft: UnitDraft) -> None:
    plan = draft.plan
    if draft.kind is SubmissionKind.SUBPLAN:
        paper.text(f"Trên đây là Kế hoạch thực hiện {plan.short} của {draft.unit.name}./.")
    else:
        paper.text(
            f"Trên đây là Báo cáo kết quả thực hiện {plan.short}, {draft.unit.name} kính báo cáo {plan.issuer.short} "
            "xem xét, chỉ đạo./."
        )
    recipients = (f"{plan.issuer.short} (báo cáo)", f"{plan.coordinator.short} (tổng hợp)", "Lưu: VT")
    lines = authority_lines(draft.unit, said(draft.info, "signer_title"))
    paper.signature(recipients, SignatureBlock(lines, said(draft.info, "signer")))
