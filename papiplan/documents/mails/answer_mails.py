"""What the mails tell that answer a unit's files: received, to be mended, not usable, sent back by an officer.

Not here: the other mails (`mail_contexts`), nor whose files are answered together (`tasks.freezing`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from papiplan.documents.mails.mail_contexts import StandingContext
from papiplan.domain.deadlines import local_date, short
from papiplan.domain.obligations import Part, Standing, Status, late_words
from papiplan.domain.problems import Problem
from papiplan.domain.standing_words import extension_told
from papiplan.domain.submissions import CheckedForm


@dataclass(frozen=True)
class ReceivedFile:
    """One received file, as a receipt proves it; `size` in bytes.

    A document known by its number alone has that for a name, and no hash. `repeated` is one whose very bytes were in
    force already.
    """

    part: Part
    name: str
    size: int
    sha256: str
    repeated: bool = False

    @property
    def size_words(self) -> str:
        """48 KB; 1,2 MB."""
        kilobytes = max(1, round(self.size / 1000))
        if kilobytes < 1000:
            return f"{kilobytes} KB"
        return f"{self.size / 1_000_000:.1f} MB".replace(".", ",")


@dataclass(frozen=True)
class Waiver:
    """What an officer accepted in spite of its problems (chấp nhận, còn thiếu), and why."""

    checked: CheckedForm
    reason: str


@dataclass(frozen=True)
class ReceiptContext(StandingContext):
    """Files were received. `rows` of the form were checked and found right; None when no such form was among them.

    Where the form is missing the caller attaches it, unless it is not made yet (`form_attached`) or the one that came
    goes back in a mail of its own (`form_returned`). `draft_attached` says that the Word draft comes with the mail,
    `due_waits` that the due date was recorded late and is not confirmed yet. `typed_from` is the symbol of the paper
    from which the office typed the form in: then the caller attaches the form as typed. `final_on` is the day of the
    final consolidation, for what came after it.
    """

    received_at: datetime
    files: tuple[ReceivedFile, ...]
    rows: int | None
    waiver: Waiver | None = None
    draft_attached: bool = False
    form_attached: bool = True
    form_returned: bool = False
    due_waits: bool = False
    typed_from: str = ""
    final_on: date | None = None

    @property
    def named_part(self) -> Part:
        """What the mail is named by: the form if there is one, else the signed document, else the evidence."""
        parts = {file.part for file in self.files}
        return next((part for part in (Part.FORM, Part.SIGNED) if part in parts), Part.EVIDENCE)

    @property
    def complete(self) -> bool:
        return self.standing.missing is None and self.standing.status is not Status.EXCUSED

    @property
    def signed_until(self) -> date | None:
        """Until when the signed document is asked for; None when there is no due date, or none any more."""
        return None if self.standing.is_late_for_term(self.received_at) else self.due_on

    @property
    def status_words(self) -> str:
        if self.named_part is Part.EVIDENCE:
            return "đã lưu vào hồ sơ của đơn vị"
        words = status_words(self.standing) if self.owed and not self.due_waits else "đã nhận"
        return f"bổ sung sau khi chốt, {words}" if self.final_on else words


@dataclass(frozen=True)
class MendingContext(StandingContext):
    """Something has to be mended. `returned_on` is the day of this mail."""

    received_at: datetime
    file_name: str
    returned_on: date

    @property
    def in_time(self) -> bool:
        """Whether what is counted came by the due date, so that mending in time keeps it."""
        return self.due_on is not None and self.standing.status is Status.ON_TIME

    @property
    def in_time_by_document(self) -> bool:
        """Whether the signed document is what came in time: then the day of the mended form decides nothing."""
        counted = self.standing.counted
        return counted is not None and counted.part is Part.SIGNED

    @property
    def mend_until(self) -> date | None:
        """The last day on which the mended form is still in time: never earlier than the due date."""
        days = [day for day in (self.due_on, self.standing.mending_until) if day is not None]
        return max(days, default=None)


@dataclass(frozen=True)
class ReturnedContext(MendingContext):
    """A form is returned with its problems; the caller attaches the copy with the faulty cells marked.

    `repeated_from` is the day of the earlier return when the same bytes came again. `beside` came with the form and is
    kept.
    """

    checked: CheckedForm
    repeated_from: date | None = None
    beside: tuple[ReceivedFile, ...] = ()

    @property
    def faulty_rows(self) -> int:
        """How many actions have problems; 0 when some problems lie elsewhere, so that no count would be right."""
        on_main_sheet = all(p.where.startswith(f'Trang "{self.kind.sheet}"') for p in self.checked.problems)
        return self.checked.expected_rows - self.checked.valid_rows if on_main_sheet else 0


@dataclass(frozen=True)
class SentBackContext(MendingContext):
    """An officer returned what had been accepted, for a reason; with a form the caller attaches the unit's own copy."""

    part: Part
    reason: str


@dataclass(frozen=True)
class NotUsableContext(StandingContext):
    """Something came that cannot be used; the caller attaches the unit's form, where it is made (`form_attached`)."""

    received_at: datetime
    problems: Sequence[Problem]
    form_attached: bool = True

    @property
    def reason(self) -> str:
        """What sort of file it is ("tệp có mật khẩu")."""
        return "; ".join(problem.what for problem in self.problems if not _is_sentence(problem))

    @property
    def sentences(self) -> tuple[str, ...]:
        """What else is wrong with it, in sentences: whose form it is, of which year."""
        return tuple(problem.sentence() for problem in self.problems if _is_sentence(problem))


def _is_sentence(problem: Problem) -> bool:
    return problem.sentence()[:1].isupper()


def status_words(standing: Standing) -> str:
    """How a receipt records an obligation: "đúng hạn (hạn 30/6/2023)", "gửi sớm", "chậm 02 ngày làm việc (hạn …)"."""
    due, form, counted = standing.obligation.effective_due_on, standing.current, standing.counted
    if standing.status is Status.LATE and due is not None:
        return f"{late_words(standing.late_working_days)} (hạn {short(due)})"
    if standing.status is not Status.ON_TIME:
        return standing.status.label.lower()
    if due is None:
        return "gửi sớm"
    if form is not None and standing.is_late_for_term(form.received_at):
        by_document = counted is not None and counted.part is Part.SIGNED
        if standing.mended and not by_document:
            return "đúng hạn (hoàn thiện trong thời gian được trả lại)"
        if counted is not None and counted is not form:
            what = "văn bản" if by_document else "Biểu"
            return f"đúng hạn (theo {what} nhận ngày {short(local_date(counted.received_at))}, hạn {short(due)})"
    return f"đúng hạn{extension_told(standing) or f' (hạn {short(due)})'}"
