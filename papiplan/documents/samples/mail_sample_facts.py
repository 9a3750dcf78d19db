"""The made-up year of a plan from which sample mails are written.

Not here: the mails (`mail_samples`).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from papiplan.domain.deadlines import VIETNAM
from papiplan.domain.digest import Digest, DigestRows, Flagged, HandEntry, Unassigned, Undelivered
from papiplan.domain.due_dates import report_due, subplan_due
from papiplan.domain.facts import Issue, PlanFacts, timing_of
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.messages import DeliveryState, NoticeKind
from papiplan.domain.obligations import DueDate, Obligation, Outcome, Part, Receipt, Standing, standing
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.publication import Publication
from papiplan.domain.units import Unit

FILE = "BIEU.xlsx"
SHA256 = "0" * 64


@dataclass(frozen=True)
class SampleFacts:
    """A plan issued on the first day of its figures, whose index is published three months after their last."""

    plan: PlanDefinition

    @property
    def issued_on(self) -> date:
        return self.plan.figures_from

    @property
    def published_on(self) -> date:
        return self.plan.figures_to + timedelta(days=90)

    @property
    def common(self) -> tuple[PlanDefinition, Issue, Unit, str]:
        """What every mail prints; it is addressed to the plan's first obliged unit."""
        issue = Issue("123/KH-UBND", self.issued_on, self.plan.signer.name, "", "", at(self.issued_on))
        return self.plan, issue, self.plan.obliged_units[0], f"{self.plan.id}-1"

    def due(self, kind: SubmissionKind) -> DueDate:
        """When the unit's sub-plan or report is due by the plan's own rule."""
        if kind is SubmissionKind.REPORT:
            return report_due(self.plan, self.published_on)
        return subplan_due(self.plan, self.issued_on)

    @property
    def publication(self) -> Publication:
        return Publication(self.plan.index, self.plan.year, 1, self.published_on, (), "", SHA256, "")

    def owed(self, kind: SubmissionKind) -> Obligation:
        """What the unit owes of this kind."""
        unit = self.plan.obliged_units[0].code
        return Obligation(1, unit, unit, kind, str(self.plan.year), self.due(kind))

    def standing(self, kind: SubmissionKind, now: datetime, *receipts: Receipt) -> Standing:
        """How that stands at `now`, after what came."""
        return standing(self.owed(kind), receipts, now, timing_of(self.plan))

    @property
    def digest(self) -> Digest:
        """A digest of the day on which the sub-plan is overdue: one call, one lost mail, one file, one entry."""
        owed, now = self.owed(SubmissionKind.SUBPLAN), at(self.due(SubmissionKind.SUBPLAN).on + timedelta(days=5))
        facts = PlanFacts(self.plan, self.common[1], (owed,), told={SubmissionKind.SUBPLAN: at(self.issued_on)})
        rows = DigestRows(
            reminded={owed.id: (self.issued_on,)},
            sent={NoticeKind.ISSUE: 1},
            undelivered=(Undelivered(owed.owed_by, "a@b.vn", DeliveryState.FAILED, "550 5.1.1"),),
            unassigned=(Unassigned(FILE, now, "chưa rõ đơn vị", 7, "mailbox", "a@b.vn", owed.owed_by),),
            flagged=(Flagged(8, owed.owed_by, FILE, now, "mailbox", "a@b.vn", ("gửi từ địa chỉ lạ.",)),),
            entries=(HandEntry(1, HandAct.ISSUE, self.plan.contact.code, now, ""),),
            unnumbered=("drafts/cong-van.docx",),
            without_address=(),
            awaiting_approval=2,
            journal=(1, SHA256),
        )
        return Digest(facts, rows, now)


def at(day: date) -> datetime:
    """Eight in the morning of a day."""
    return datetime.combine(day, time(8), VIETNAM)


def received(came: datetime, part: Part, outcome: Outcome = Outcome.ACCEPTED) -> Receipt:
    """A file that came; a refused one was returned at once."""
    returned_at = came if outcome is Outcome.REFUSED else None
    return Receipt(1, part, 1, came, outcome, returned_at, SHA256, FILE, doc_symbol="57/KH-UBND")
