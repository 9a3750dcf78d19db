"""The urging letters (công văn đôn đốc) and the quick note, as drafts: nothing of them is ever sent by papiplan.

The committee requires ("yêu cầu"), the office asks its equals ("đề nghị"); a letter's symbol bears no "CV" (Decree
30/2020). Not here: their words (`letter_layouts`), nor on which day they are drafted (`domain.chasing`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from papiplan.documents.papers.letterheads import (
    OWN_COPY,
    coordinators_head,
    issuers_head,
    letter_names,
    offices_copy,
    signature,
)
from papiplan.documents.papers.word_templates import fill_template
from papiplan.documents.wording import percent
from papiplan.domain.deadlines import clock_time, local_date, long, short
from papiplan.domain.facts import Issue
from papiplan.domain.obligations import Missing, Standing
from papiplan.domain.plans import PlanDefinition, SignatureBlock, SubmissionKind
from papiplan.domain.tallies import SendingTally

MOST_ADDRESSED = 10
"""A letter to more units has them in an annex: head and sentences would name them three times, over pages."""


@dataclass(frozen=True)
class Urging:
    """Who is urged to send what: the duties of one kind overdue `now`, all duties of that kind counted, and until when.

    `mails`, `calls` and `letters` are what was done before about this kind.
    """

    plan: PlanDefinition
    issue: Issue
    kind: SubmissionKind
    overdue: Sequence[Standing]
    tally: SendingTally
    now: datetime
    asked_on: date
    mails: int = 0
    calls: int = 0
    letters: Sequence[str] = ()

    @property
    def due_on(self) -> date:
        dues = [s.obligation.effective_due_on for s in self.overdue]
        return min(due for due in dues if due is not None)

    @property
    def today(self) -> date:
        return local_date(self.now)

    def heads(self) -> tuple[str, ...]:
        """The heads of the units, as a letter addresses them; a unit whose head is not known, by its name."""
        units = (self.plan.unit(s.obligation.borne_by) for s in self.overdue)
        return tuple(dict.fromkeys(unit.head_title or unit.name for unit in units))


def render_committee_letter(urging: Urging, template: bytes) -> bytes:
    """The letter of the People's Committee: it requires, and orders the office to go on watching."""
    plan, issuer = urging.plan, urging.plan.issuer
    head = issuers_head(plan, f"{issuer.symbol}-{plan.coordinator_unit.upper()}", urging.today)
    recipients = ("Như trên", f"Lãnh đạo {issuer.short}", plan.coordinator.short, offices_copy(plan))
    closing = signature(recipients, SignatureBlock(plan.signer.authority_lines, ""))
    return _filled_letter(urging, {**head, **closing}, template)


def render_office_letter(urging: Urging, template: bytes) -> bytes:
    """The letter of the coordinating office: it asks, for a department does not order its equals."""
    plan, contact = urging.plan, urging.plan.contact
    head = coordinators_head(plan, plan.coordinator.symbol, urging.today)
    recipients = ("Như trên", f"{plan.issuer.short} (báo cáo)", OWN_COPY)
    closing = signature(recipients, SignatureBlock(plan.report_signer.authority_lines, ""))
    told = {"contact": {"name": contact.name, "title": contact.title, "phone": contact.phone}}
    return _filled_letter(urging, {**head, **closing, **told}, template)


def render_quick_note(urging: Urging, template: bytes) -> bytes:
    """The quick note for the head of the office (báo cáo nhanh): where it stands, what was done, what to propose."""
    tally = urging.tally
    context = {
        **_counted(urging),
        "as_of": f"{clock_time(urging.now)} ngày {short(urging.today)}",
        "asked_on": f"ngày {short(urging.asked_on)}",
        "share": percent(tally.sent, tally.owed),
        "on_time": f"{len(tally.on_time):02d}",
        "late": f"{len(tally.late):02d}",
        "units": "; ".join(urging.plan.unit(s.obligation.borne_by).short for s in urging.overdue),
        "mails": f"{urging.mails:02d}",
        "calls": f"{urging.calls:02d}",
        "letters": "; ".join(urging.letters),
    }
    return fill_template(template, context, f"Báo cáo nhanh {urging.plan.short}")


def _filled_letter(urging: Urging, of_its_own: Mapping[str, object], template: bytes) -> bytes:
    about = f"đôn đốc gửi {urging.kind.paper} cải thiện Chỉ số {urging.plan.index} năm {urging.plan.year}"
    heads = urging.heads()
    rows = [_listed(n, standing, urging.plan) for n, standing in enumerate(urging.overdue, start=1)]
    context = {
        **_counted(urging),
        "about": about,
        "by_list": len(urging.overdue) > MOST_ADDRESSED,
        "listed": rows,
        "caveat": urging.plan.caveat,
        "addressees": heads,
        "heads": ", ".join(heads),
        "due_on": long(urging.due_on),
        "asked_on": long(urging.asked_on),
        "as_of": f"{clock_time(urging.now)} {long(urging.today)}",
        "units": ", ".join(f"{row['unit']} ({row['lacking']})" for row in rows),
        **of_its_own,
    }
    return fill_template(template, context, about)


def _counted(urging: Urging) -> Mapping[str, object]:
    """What the plan asks, and how far it has come."""
    return {
        **letter_names(urging.plan, urging.issue, urging.kind),
        "sent": f"{urging.tally.sent:02d}",
        "owed": f"{urging.tally.owed:02d}",
        "overdue": f"{len(urging.overdue):02d}",
    }


def _listed(n: int, standing: Standing, plan: PlanDefinition) -> Mapping[str, str]:
    unit = plan.unit(standing.obligation.borne_by)
    return {"no": f"{n:02d}", "unit": unit.name, "lacking": _lacking(standing)}


def _lacking(standing: Standing) -> str:
    kind = standing.obligation.kind
    return f"chưa gửi {kind.form}" if standing.missing is Missing.FORM else f"chưa gửi {kind.paper}"
