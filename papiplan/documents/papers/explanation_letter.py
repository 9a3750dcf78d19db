"""The letter that asks a unit to explain why it never sent (công văn đề nghị giải trình), a draft for a person to sign.

Not here: its words (`letter_layouts`), nor whom it is for (`domain.explaining`).
"""

from dataclasses import dataclass
from datetime import date

from papiplan.documents.papers.letterheads import issuers_head, letter_names, offices_copy, signature
from papiplan.documents.papers.word_templates import fill_template
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


def render_explanation_letter(request: ExplanationRequest, template: bytes) -> bytes:
    """The letter of the People's Committee: it names the letters that were not answered, and judges nothing."""
    plan, issuer, kind = request.plan, request.plan.issuer, request.asked.kind
    unit = plan.unit(request.asked.unit)
    about = f"giải trình việc chưa gửi {kind.paper} cải thiện Chỉ số {plan.index} năm {plan.year}"
    addressee = unit.head_title or unit.name
    recipients = ("Như trên", f"Lãnh đạo {issuer.short}", plan.coordinator.short, offices_copy(plan))
    context = {
        **issuers_head(plan, f"{issuer.symbol}-{plan.coordinator_unit.upper()}", request.today),
        **letter_names(plan, request.issue, kind),
        "about": about,
        "by_list": False,
        "addressees": (addressee,),
        "heads": addressee,
        "unit": unit.name,
        "as_of": long(request.today),
        "asked_on": long(request.until),
        "urged": f"{len(request.asked.urgings):02d}",
        "letters": "; ".join(urging.sentence() for urging in request.asked.urgings),
        **signature(recipients, SignatureBlock(plan.signer.authority_lines, "")),
    }
    return fill_template(template, context, about)
