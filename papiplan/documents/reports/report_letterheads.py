"""Who writes a report to whom: the coordinator to the committee, or the committee to its superior.

All in which the two consolidated reports differ, and the head of the report on sub-plans; not here: what they tell
(`consolidated_report`, `subplans_report`).
"""

from collections.abc import Mapping
from datetime import datetime

from papiplan.documents.papers.letterheads import OWN_COPY, coordinators_head, issuers_head, offices_copy, signature
from papiplan.domain.deadlines import local_date, short
from papiplan.domain.facts import Issue
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.publication import Publication


def coordinators_letterhead(
    plan: PlanDefinition, issue: Issue, publication: Publication, as_of: datetime
) -> Mapping[str, object]:
    """The report that the plan makes the coordinator's duty, signed by the head of the office."""
    issuer, office = plan.issuer, plan.coordinator
    return {
        **_report(coordinators_head(plan, f"BC-{office.symbol}", local_date(as_of))),
        "title": f"Tổng hợp kết quả thực hiện Kế hoạch {plan.subject}",
        "addressee": issuer.name,
        "opening": (
            f"Thực hiện Kế hoạch số {issue.number} ngày {short(issue.on)} của {issuer.name} về {plan.subject}, "
            f"{_on_what(plan, publication)}, {office.short} tổng hợp, báo cáo kết quả như sau:"
        ),
        "closing": (
            f"Trên đây là Báo cáo tổng hợp kết quả thực hiện {plan.short}, {office.short} kính trình {issuer.short} "
            "xem xét, chỉ đạo./."
        ),
        **signature(("Như trên", OWN_COPY), plan.report_signer),
    }


def subplans_letterhead(plan: PlanDefinition, issue: Issue) -> Mapping[str, object]:
    """The coordinator's report on the sub-plans, its day open: what it tells does not move with the calendar."""
    issuer, office = plan.issuer, plan.coordinator
    return {
        **_report(coordinators_head(plan, f"BC-{office.symbol}")),
        "title": f"Tổng hợp kế hoạch thực hiện của các cơ quan, đơn vị theo Kế hoạch {plan.subject}",
        "addressee": issuer.name,
        "opening": (
            f"Thực hiện Kế hoạch số {issue.number} ngày {short(issue.on)} của {issuer.name} về {plan.subject}, trên cơ "
            f"sở kế hoạch thực hiện của {_senders(plan)}, {office.short} tổng hợp, báo cáo như sau:"
        ),
        "closing": (
            f"Trên đây là Báo cáo tổng hợp kế hoạch thực hiện {plan.short} của các cơ quan, đơn vị, {office.short} "
            f"kính trình {issuer.short} xem xét, chỉ đạo./."
        ),
        **signature(("Như trên", OWN_COPY), plan.report_signer),
    }


def committees_letterhead(
    plan: PlanDefinition, issue: Issue, publication: Publication, as_of: datetime
) -> Mapping[str, object]:
    """The report of the committee to the superior that the plan names, signed for the committee."""
    issuer, office = plan.issuer, plan.coordinator
    mandate = f"Thực hiện {plan.parent_plan}, " if plan.parent_plan else ""
    return {
        **_report(issuers_head(plan, f"BC-{issuer.symbol}", local_date(as_of))),
        "title": f"Kết quả thực hiện Kế hoạch {plan.subject}",
        "addressee": plan.superior,
        "opening": (
            f"{mandate}{issuer.name} đã ban hành Kế hoạch số {issue.number} ngày {short(issue.on)} về {plan.subject}. "
            f"Trên cơ sở {_on_what(plan, publication).removeprefix('trên cơ sở ')}, {issuer.name} báo cáo kết quả như "
            "sau:"
        ),
        "closing": (
            f"Trên đây là Báo cáo kết quả thực hiện {plan.short}, {issuer.name} kính báo cáo {plan.superior} xem xét, "
            "chỉ đạo./."
        ),
        **signature(("Như trên", office.short, offices_copy(plan)), plan.signer),
    }


def _report(head: Mapping[str, object]) -> Mapping[str, object]:
    """The head of a report, and how its annexes name it."""
    return {**head, "reference": f"(Kèm theo Báo cáo {head['cited']})"}


def _on_what(plan: PlanDefinition, publication: Publication) -> str:
    """trên cơ sở báo cáo của các phòng, ban, UBND các xã, phường và kết quả Chỉ số PAPI năm 2023 được công bố …"""
    index = f"kết quả Chỉ số {plan.index} năm {plan.year} được công bố ngày {short(publication.published_on)}"
    return f"trên cơ sở báo cáo của {_senders(plan)} và {index}"


def _senders(plan: PlanDefinition) -> str:
    """các phòng, ban, UBND các xã, phường: the groups of which somebody is obliged."""
    obliged = {unit.group for unit in plan.obliged_units}
    senders = ", ".join(_inside_a_sentence(group.name) for group in plan.groups if group.code in obliged)
    return senders or "các cơ quan, đơn vị"


def _inside_a_sentence(name: str) -> str:
    """A name with a small first letter, but for an abbreviation: các phòng, ban; UBND các xã, phường."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
