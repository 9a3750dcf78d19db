"""What each mail to a unit tells: the facts of one text, and the wordings that follow from them.

Not here: the texts (`templates/mail`) and how they are filled (`mail_texts`).
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime

from papiplan.domain.deadlines import local_date, short
from papiplan.domain.facts import Issue
from papiplan.domain.obligations import Binding, DueDate, Part, Standing, Status, late_words
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.publication import ProvinceResult, Publication, province_scores
from papiplan.domain.standing_words import extension_told
from papiplan.domain.submissions import CheckedForm
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

    `signed_attached` says that the signed plan comes with the mail, `draft_offered` that a receipt will bring a Word
    draft of the unit's own plan.
    """

    due: DueDate
    form_file: str
    form_actions: int
    signed_attached: bool
    draft_offered: bool = False

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
class ReceivedFile:
    """One received file, as a receipt proves it; `size` in bytes.

    A document known by its number alone has that for a name, and no hash.
    """

    part: Part
    name: str
    size: int
    sha256: str

    @property
    def size_words(self) -> str:
        """48 KB; 1,2 MB."""
        kilobytes = max(1, round(self.size / 1000))
        if kilobytes < 1000:
            return f"{kilobytes} KB"
        return f"{self.size / 1_000_000:.1f} MB".replace(".", ",")


@dataclass(frozen=True)
class ReceiptContext(StandingContext):
    """Files were received. `rows` of the form were checked and found right; None when no form was among them.

    Where the form is missing the caller attaches it, unless it is not made yet (`form_attached`); `draft_attached` says
    that the Word draft comes with the mail, `due_waits` that the due date was recorded late and is not confirmed yet.
    """

    received_at: datetime
    files: tuple[ReceivedFile, ...]
    rows: int | None
    draft_attached: bool = False
    form_attached: bool = True
    due_waits: bool = False

    @property
    def complete(self) -> bool:
        return self.standing.missing is None and self.standing.status is not Status.EXCUSED

    @property
    def signed_until(self) -> date | None:
        """Until when the signed document is asked for; None when there is no due date, or none any more."""
        due = self.due_on
        return due if due is not None and local_date(self.received_at) <= due else None

    @property
    def status_words(self) -> str:
        return status_words(self.standing) if self.owed and not self.due_waits else "đã nhận"


@dataclass(frozen=True)
class ReturnedContext(StandingContext):
    """A form is returned with its problems; the caller attaches the copy with the faulty cells marked.

    `returned_on` is the day of this mail. `repeated_from` is the day of the earlier return when the same bytes came
    again.
    """

    received_at: datetime
    file_name: str
    checked: CheckedForm
    returned_on: date
    repeated_from: date | None = None

    @property
    def faulty_rows(self) -> int:
        """How many actions have problems; 0 when some problems lie elsewhere, so that no count would be right."""
        on_main_sheet = all(p.where.startswith(f'Trang "{self.kind.sheet}"') for p in self.checked.problems)
        return self.checked.expected_rows - self.checked.valid_rows if on_main_sheet else 0

    @property
    def in_time(self) -> bool:
        """Whether what is counted came by the due date, so that mending in time keeps it."""
        return self.due_on is not None and self.standing.status is Status.ON_TIME

    @property
    def in_time_part(self) -> str:
        """What came in time: the form, unless the signed document came before it."""
        signed, counted = self.standing.signed, self.standing.received_at
        return "Văn bản của đơn vị" if signed and signed.received_at == counted else "Biểu"

    @property
    def mend_until(self) -> date | None:
        """The last day on which the mended form is still in time: never earlier than the due date."""
        days = [day for day in (self.due_on, self.standing.mending_until) if day is not None]
        return max(days, default=None)


@dataclass(frozen=True)
class NotUsableContext(StandingContext):
    """Something came that cannot be used (`reason`, in Vietnamese); the caller attaches the unit's form."""

    received_at: datetime
    reason: str


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


def status_words(standing: Standing) -> str:
    """How a receipt records an obligation: "đúng hạn (hạn 30/6/2023)", "gửi sớm", "chậm 02 ngày làm việc (hạn …)"."""
    due, form = standing.obligation.effective_due_on, standing.current
    if standing.status is Status.LATE and due is not None:
        return f"{late_words(standing.late_working_days)} (hạn {short(due)})"
    if standing.status is not Status.ON_TIME:
        return standing.status.label.lower()
    if due is None:
        return "gửi sớm"
    if standing.mended and form is not None and local_date(form.received_at) > due:
        return "đúng hạn (hoàn thiện trong thời gian được trả lại)"
    return f"đúng hạn{extension_told(standing) or f' (hạn {short(due)})'}"
