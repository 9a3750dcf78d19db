"""What units are told and when, and what becomes of a delivery: kinds of notices, states, attempts, reminders.

Thin on purpose: one reminder before a due date and one after it; the chasing policy comes later. Not here: the wording
(`documents.mail_texts`), the rows (`database.messages`), the network (`mail`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from papiplan.domain.deadlines import (
    ONE_DAY,
    Calendar,
    add_working_days,
    end_of,
    local_date,
    subtract_working_days,
)
from papiplan.domain.obligations import Missing, Standing, Status
from papiplan.domain.plans import Reminders


class NoticeKind(StrEnum):
    """What an addressee is told (thông báo)."""

    ISSUE = "issue"
    COPY = "copy"
    RECEIPT = "receipt"
    RETURNED = "returned"
    NOT_USABLE = "not_usable"
    REMINDER_BEFORE = "reminder_before"
    REMINDER_AFTER = "reminder_after"
    PREPARE_REPORT = "prepare_report"
    PUBLICATION = "publication"

    @property
    def label(self) -> str:
        return {
            NoticeKind.ISSUE: "Triển khai Kế hoạch",
            NoticeKind.COPY: "Gửi để biết",
            NoticeKind.RECEIPT: "Xác nhận đã nhận",
            NoticeKind.RETURNED: "Đề nghị hoàn thiện",
            NoticeKind.NOT_USABLE: "Chưa có tệp sử dụng được",
            NoticeKind.REMINDER_BEFORE: "Nhắc thời hạn",
            NoticeKind.REMINDER_AFTER: "Đôn đốc quá hạn",
            NoticeKind.PREPARE_REPORT: "Chuẩn bị báo cáo",
            NoticeKind.PUBLICATION: "Công bố Chỉ số",
        }[self]


class DeliveryState(StrEnum):
    """How the delivery of a message to one address stands. Sent means taken by the mail server, not read."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    AMBIGUOUS = "ambiguous"
    SUPPRESSED = "suppressed"

    @property
    def label(self) -> str:
        return {
            DeliveryState.PENDING: "Chờ gửi",
            DeliveryState.SENDING: "Đang gửi",
            DeliveryState.SENT: "Đã gửi",
            DeliveryState.FAILED: "Không gửi được",
            DeliveryState.AMBIGUOUS: "Chưa rõ đã gửi",
            DeliveryState.SUPPRESSED: "Không cần gửi nữa",
        }[self]


class AttemptOutcome(StrEnum):
    """How one attempt to send ended.

    REFUSED is for good (a 5xx answer, an address that is none). DEFERRED may go better later: a 4xx answer, no
    connection, no login, a connection that went before the message's first byte. LOST: it went after that byte, so
    nobody knows whether the server holds the message; so does a lease that ran out with its process.
    """

    SENT = "sent"
    REFUSED = "refused"
    DEFERRED = "deferred"
    LOST = "lost"


@dataclass(frozen=True)
class AfterAttempt:
    """How a delivery goes on after an attempt.

    `resends` counts the resends granted. `not_before` is when it may be tried again; None when it is not tried again by
    itself: it is done, or ambiguous and waiting for a person.
    """

    state: DeliveryState
    resends: int
    not_before: datetime | None


BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
"""How long a deferred delivery waits after its first, second, … attempt; the last holds for all that follow."""

RESEND_AFTER = timedelta(minutes=30)
"""How long a lost delivery waits for its one resend."""

MOST_RESENDS = 1

_STATE_AFTER: Mapping[AttemptOutcome, tuple[DeliveryState, DeliveryState]] = {
    AttemptOutcome.SENT: (DeliveryState.SENT, DeliveryState.SENT),
    AttemptOutcome.REFUSED: (DeliveryState.FAILED, DeliveryState.AMBIGUOUS),
    AttemptOutcome.DEFERRED: (DeliveryState.PENDING, DeliveryState.AMBIGUOUS),
    AttemptOutcome.LOST: (DeliveryState.AMBIGUOUS, DeliveryState.AMBIGUOUS),
}
"""The state after an attempt: of a message never sent before, and of one that may already have arrived."""


def after_attempt(attempts: int, resends: int, outcome: AttemptOutcome, now: datetime) -> AfterAttempt:
    """How a delivery that was being sent goes on: the one transition out of `sending`.

    `attempts` includes this one; `resends` is how many were granted before it. A message that may have arrived stays
    ambiguous until a resend is taken, for a deferred or refused resend says nothing about the first copy.
    """
    first, after_loss = _STATE_AFTER[outcome]
    state = after_loss if resends else first
    if outcome is AttemptOutcome.DEFERRED:
        return AfterAttempt(state, resends, now + BACKOFF[min(attempts, len(BACKOFF)) - 1])
    if outcome is AttemptOutcome.LOST and resends < MOST_RESENDS:
        return AfterAttempt(state, resends + 1, now + RESEND_AFTER)
    return AfterAttempt(state, resends, None)


@dataclass(frozen=True)
class Reminder:
    """A reminder (đôn đốc) that is due: unique by kind and `occasion`, worthless after `not_after`.

    The occasion names the due date, so that an extension is reminded of anew. The reminder before a due date ends
    before the one after it begins: the newer never meets an unsent older one.
    """

    kind: NoticeKind
    occasion: str
    not_after: datetime


ASKED_DAYS = 3
"""Working days that a unit is given by the reminder after its due date: a proposal until the policy says."""


def reminder_due(standing: Standing, policy: Reminders, today: date, calendar: Calendar) -> Reminder | None:
    """The reminder that `today` asks for, if any; the caller keeps it from being sent twice.

    Only on working days. A round that did not run makes a reminder later, never lost. Before the due date whoever lacks
    a part is reminded, after it only who sent nothing; who is mending a returned form has a term of its own.
    """
    due = standing.obligation.effective_due_on
    if due is None or not calendar.is_working(today) or standing.mending_until is not None:
        return None
    occasion = f"{standing.obligation.kind}:{standing.obligation.occasion}:{due.isoformat()}"
    if standing.status is Status.OVERDUE and today >= add_working_days(due, policy.after_days, calendar):
        return Reminder(NoticeKind.REMINDER_AFTER, occasion, end_of(asked_on(today, calendar)))
    first_day = subtract_working_days(due, policy.before_days, calendar)
    if _lacks_a_part(standing) and first_day <= today < due:
        return Reminder(NoticeKind.REMINDER_BEFORE, occasion, end_of(due - ONE_DAY))
    return None


def _lacks_a_part(standing: Standing) -> bool:
    """Whether nothing came yet, or only one part; a form that is still being checked is no lack."""
    return standing.status is Status.OPEN or standing.missing in (Missing.SIGNED, Missing.FORM)


def asked_on(today: date, calendar: Calendar) -> date:
    """The day until which the reminder after a due date asks for what is missing."""
    return add_working_days(today, ASKED_DAYS, calendar)


def is_needless(kind: NoticeKind, standing: Standing, not_after: datetime | None, now: datetime) -> bool:
    """Whether an unsent notice need not go out any more: its day is over, or what it asks for has come."""
    if not_after is not None and now > not_after:
        return True
    if kind is NoticeKind.REMINDER_BEFORE:
        due = standing.obligation.effective_due_on
        return due is None or local_date(now) >= due or not _lacks_a_part(standing)
    return kind is NoticeKind.REMINDER_AFTER and standing.status is not Status.OVERDUE
