"""What the reminders tell: one duty's, before, on and after its due date, or several in one mail.

Not here: the texts (`templates/`), nor which day asks for which reminder (`domain.chasing`).
"""

from dataclasses import dataclass
from datetime import date, datetime

from papiplan.documents.mails.mail_contexts import MailContext, StandingContext
from papiplan.domain.deadlines import Calendar, clock_time, local_date, short, working_days_between
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Missing, Standing
from papiplan.domain.plans import SubmissionKind

MERGED = "reminders_merged"
"""The text of a mail that tells several reminders."""


@dataclass(frozen=True)
class ReminderContext(StandingContext):
    """A unit, or its head, is reminded of one duty; `asked_on` is the day that is asked for once the due date is over.

    Where the form is missing (`form_wanted`) the caller attaches it to the reminder before the due date, if there is
    one (`form_attached`). To the head it is told on which days the unit was reminded, and how many of those that owe
    this (`units_owing`) have sent it; none where that is not counted.
    """

    now: datetime
    asked_on: date
    calendar: Calendar
    form_attached: bool = True
    reminded_on: tuple[date, ...] = ()
    units_sent: int = 0
    units_owing: int = 0

    @property
    def days_left(self) -> int:
        """Working days from the day of writing, which is not counted, to the due date."""
        return working_days_between(local_date(self.now), self.due_on, self.calendar) if self.due_on else 0

    @property
    def due_today(self) -> bool:
        """Whether the due date is the day of writing: one that is off is reminded of on the working day before."""
        return self.due_on == local_date(self.now)

    @property
    def form_wanted(self) -> bool:
        return self.standing.missing in (Missing.FORM, Missing.BOTH)

    @property
    def missing_words(self) -> str:
        return missing_words(self.standing)

    @property
    def paper(self) -> str:
        """What is to be sent; a remedy says of what."""
        subject = self.standing.obligation.subject
        return f"{self.kind.paper} (kiến nghị: {subject})" if subject else self.kind.paper

    @property
    def basis(self) -> str:
        """What the due date rests on: the plan; for a remedy the inspection."""
        if self.kind is SubmissionKind.REMEDY:
            return "kiến nghị sau kiểm tra"
        return f"Kế hoạch số {self.issue.number}"

    @property
    def until_words(self) -> str:
        """The end of the term: hết ngày 30/6/2023; 17 giờ 00 phút ngày 05/7/2023 (đã gia hạn)."""
        begins = f"{self.time_words} ngày" if self.plan.due_time else "hết ngày"
        extended = " (đã gia hạn)" if self.standing.obligation.extension else ""
        return f"{begins} {short(self.due_on)}{extended}" if self.due_on else ""

    @property
    def time_words(self) -> str:
        """The hour at which the term ends on its last day."""
        due_time = self.plan.due_time
        return clock_time(datetime.combine(local_date(self.now), due_time, self.now.tzinfo)) if due_time else _MIDNIGHT

    @property
    def head(self) -> str:
        """How the unit's head is addressed."""
        return self.unit.head_title or f"Thủ trưởng {self.unit.name}"


_MIDNIGHT = "24 giờ 00 phút"


@dataclass(frozen=True)
class RemindedDuty:
    """One of the duties of a mail that tells several reminders, and which reminder it is."""

    reminder: NoticeKind
    context: ReminderContext

    @property
    def late(self) -> bool:
        return self.reminder in (NoticeKind.REMINDER_AFTER, NoticeKind.REMINDER_HEAD)


@dataclass(frozen=True)
class MergedContext(MailContext):
    """A unit is reminded of several duties at once: chasing writes to it at most once a day.

    The caller attaches the forms of those whose `form_attached` says so.
    """

    duties: tuple[RemindedDuty, ...]

    @property
    def kind(self) -> SubmissionKind:
        return self.duties[0].context.kind

    @property
    def now(self) -> datetime:
        return self.duties[0].context.now

    @property
    def head(self) -> str:
        """How the unit's head is addressed, if one of the duties asks for it; else empty."""
        asked = any(duty.reminder is NoticeKind.REMINDER_HEAD for duty in self.duties)
        return self.duties[0].context.head if asked else ""

    @property
    def forms_attached(self) -> bool:
        return any(duty.context.form_attached for duty in self.duties)


def missing_words(standing: Standing) -> str:
    """What has not come yet, with what has: "văn bản đã ký của đơn vị (Biểu đã nhận ngày 28/6/2023)"."""
    if standing.obligation.kind is SubmissionKind.REMEDY:
        return "báo cáo của đơn vị"
    if standing.missing is Missing.SIGNED and standing.current is not None:
        came = short(local_date(standing.current.received_at))
        return f"văn bản đã ký của đơn vị (Biểu đã nhận ngày {came})"
    if standing.missing is Missing.FORM and standing.signed is not None:
        number = f"số {standing.signed.doc_symbol} " if standing.signed.doc_symbol else ""
        return f"Biểu của đơn vị (văn bản {number}đã nhận)"
    return "văn bản và Biểu của đơn vị"
