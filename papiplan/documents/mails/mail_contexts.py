"""What each mail to a unit tells: the facts of one text, and the wordings that follow from them.

Not here: what answers a unit's files (`answer_mails`), the texts (`templates/`), how they are filled
(`mail_texts`).
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date

from papiplan.domain.facts import Issue
from papiplan.domain.obligations import Binding, DueDate, Standing
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.publication import ProvinceResult, Publication, province_scores
from papiplan.domain.units import Unit


@dataclass(frozen=True)
class MailContext(ABC):
    """What every mail prints: the plan and its issue, the unit addressed, and the mail's own code (mã thư)."""

    plan: PlanDefinition
    issue: Issue
    unit: Unit
    code: str

    @property
    @abstractmethod
    def kind(self) -> SubmissionKind:
        """Which of the unit's submissions the mail is about."""


@dataclass(frozen=True)
class IssueContext(MailContext):
    """The plan was issued: `form_actions` are filled into the attached form `form_file`.

    `signed_attached` says that the signed plan comes with the mail.
    """

    due: DueDate
    form_file: str
    form_actions: int
    signed_attached: bool

    @property
    def kind(self) -> SubmissionKind:
        return SubmissionKind.SUBPLAN


@dataclass(frozen=True)
class CopyContext(MailContext):
    """The plan was issued, told to a unit of "Nơi nhận" that owes nothing; `signed_attached` as in `IssueContext`."""

    signed_attached: bool

    @property
    def kind(self) -> SubmissionKind:
        return SubmissionKind.SUBPLAN


@dataclass(frozen=True)
class PrepareContext(MailContext):
    """The report may be prepared; the caller attaches the unit's report form."""

    @property
    def kind(self) -> SubmissionKind:
        return SubmissionKind.REPORT


@dataclass(frozen=True)
class StandingContext(MailContext):
    """A mail about one obligation, as it stands when the mail is written."""

    standing: Standing

    @property
    def kind(self) -> SubmissionKind:
        return self.standing.obligation.kind

    @property
    def due_on(self) -> date | None:
        return self.standing.obligation.effective_due_on

    @property
    def owed(self) -> bool:
        """Whether the unit must send this: what is only asked of it has no term, nor is anything of it missing."""
        return self.standing.obligation.binding is Binding.OWED


@dataclass(frozen=True)
class PublicationContext(StandingContext):
    """The index was published, which fixed the report's due date; the caller attaches the unit's report form.

    `promises_filled` says that the form shows what the unit's own plan promised.
    """

    publication: Publication
    result: ProvinceResult
    promises_filled: bool

    @property
    def total_before(self) -> float | None:
        """The province's total of the year before, where it is known."""
        before = [row for row in self.plan.baselines if row.year == self.publication.year - 1]
        row = province_scores(before, self.plan.province)
        return row.total if row else None
