"""The letter that asks a unit to explain why it never sent (công văn đề nghị giải trình), a draft for a person to sign.

Not here: whom it is for (`domain.explaining`).
"""

from dataclasses import dataclass
from datetime import date

from papiplan.documents.paper_layout import OPEN, Head, Paper, place_and_date
from papiplan.domain.deadlines import long
from papiplan.domain.explaining import Unexplained
from papiplan.domain.facts import Issue
from papiplan.domain.plans import PlanDefinition, SignatureBlock


@dataclass(frozen=True)
class ExplanationRequest:
    """Who is asked what, as known on a day, to answer until the end of another."""

    plan: PlanDefinition
    issue: Issue
    asked: Unexplained
    today: date
    until: date


def render_explanation_letter(request: ExplanationRequest) -> bytes:
    """The letter of the People's Committee: it names the letters that were not answered, and judges nothing."""
    plan, issuer, kind = request.plan, request.plan.issuer, request.asked.kind
    office, unit = plan.coordinator, plan.unit(request.asked.unit)
    about = f"giải trình việc chưa gửi {kind.paper} cải thiện Chỉ số {plan.index} năm {plan.year}"
    paper = Paper(about)
    number = f"{OPEN}/{issuer.symbol}-{plan.coordinator_unit.upper()}"
    when = place_and_date(issuer.place, None, month_of=request.today)
    paper.head(Head(issuer.head_lines, 0, number, when, about))
    addressee = unit.head_title or unit.name
    paper.centred(f"Kính gửi: {addressee}.")
    letters = "; ".join(urging.sentence() for urging in request.asked.urgings)
    paper.text(
        f"Thực hiện Kế hoạch số {request.issue.number} {long(request.issue.on)} của {issuer.name} về {plan.subject}, "
        f"tính đến {long(request.today)}, sau {len(request.asked.urgings):02d} lần đôn đốc ({letters}), {issuer.short} "
        f"chưa nhận được {kind.paper} của {unit.name}."
    )
    paper.text(
        f"Yêu cầu {addressee} báo cáo giải trình nguyên nhân, trách nhiệm và thời hạn hoàn thành, gửi về "
        f"{issuer.short} (qua {office.short}) chậm nhất hết {long(request.until)}./."
    )
    recipients = ("Như trên", f"Lãnh đạo {issuer.short}", office.short, f"Lưu: VT, {plan.coordinator_unit.upper()}")
    paper.signature(recipients, SignatureBlock(plan.signer.authority_lines, ""))
    return paper.content()
