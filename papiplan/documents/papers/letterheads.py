"""What papers about a plan have in common, as their templates want it: head, the plan's names, signature.

Not here: what the reports say of whom they are for (`reports.report_letterheads`).
"""

from collections.abc import Mapping, Sequence
from datetime import date

from papiplan.documents.papers.paper_layout import OPEN, place_and_date
from papiplan.domain.deadlines import long
from papiplan.domain.facts import Issue
from papiplan.domain.plans import Authority, PlanDefinition, SignatureBlock, SubmissionKind

OWN_COPY = "Lưu: VT"
"""That the clerk of the office that writes keeps a copy: it ends each list of recipients (Decree 30/2020, annex I)."""


def issuers_head(
    plan: PlanDefinition, symbol: str, month_of: date | None = None, *, number: str = "", on: date | None = None
) -> Mapping[str, object]:
    """The head of a paper of the committee; without `number` and `on` their places stay open, the month known or not.

    `cited` is how an annex names the paper.
    """
    return _head(plan.issuer, 0, number or f"{OPEN}/{symbol}", place_and_date(plan.issuer.place, on, month_of=month_of))


def coordinators_head(plan: PlanDefinition, symbol: str, month_of: date | None = None) -> Mapping[str, object]:
    """The head of a paper of the coordinating office, under its superior's name; number and day open."""
    by = plan.coordinator
    return _head(by, len(by.head_lines) - 1, f"{OPEN}/{symbol}", place_and_date(by.place, None, month_of=month_of))


def _head(by: Authority, superior_lines: int, number: str, day: str) -> Mapping[str, object]:
    return {
        "superior_lines": by.head_lines[:superior_lines],
        "issuer_lines": by.head_lines[superior_lines:],
        "number": number,
        "place_and_date": day,
        "cited": f"số {number} {day.removeprefix(f'{by.place}, ')} của {by.name}",
    }


def letter_names(plan: PlanDefinition, issue: Issue, kind: SubmissionKind) -> Mapping[str, object]:
    """How a letter about a duty of this kind names the plan, the two authorities and what is due."""
    return {
        "plan_number": issue.number,
        "issued_on": long(issue.on),
        "subject": plan.subject,
        "index": plan.index,
        "year": str(plan.year),
        "issuer": plan.issuer.name,
        "issuer_short": plan.issuer.short,
        "office_short": plan.coordinator.short,
        "paper": kind.paper,
    }


def signature(recipients: Sequence[str], signer: SignatureBlock) -> Mapping[str, object]:
    """Recipients and signature; a signer without a name leaves its place to be filled in."""
    *others, filed = [recipient.strip(" ;.") for recipient in recipients] or [OWN_COPY]
    return {
        "recipients": others,
        "filed": filed,
        "authority_lines": signer.authority_lines,
        "signer_name": signer.name or "<Họ và tên>",
    }


def offices_copy(plan: PlanDefinition) -> str:
    """Lưu: VT, NV: the committee's clerk keeps one copy, the coordinating office another."""
    return f"{OWN_COPY}, {plan.coordinator_unit.upper()}"
