"""What addressees are told, and what becomes of a delivery: kinds of notices, states, attempts.

Not here: when a unit is reminded (`chasing`), the wording (`documents.mails.mail_texts`), the rows
(`database.messages`), the network (`mail`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class NoticeKind(StrEnum):
    """What an addressee is told (thông báo)."""

    ISSUE = "issue"
    COPY = "copy"
    RECEIPT = "receipt"
    RETURNED = "returned"
    NOT_USABLE = "not_usable"
    SENT_BACK = "sent_back"
    REMINDER_BEFORE = "reminder_before"
    REMINDER_ON_DAY = "reminder_on_day"
    REMINDER_AFTER = "reminder_after"
    REMINDER_HEAD = "reminder_head"
    PREPARE_REPORT = "prepare_report"
    PUBLICATION = "publication"
    DUE_DATE_MOVED = "due_date_moved"
    EXTENDED = "extended"
    EXEMPTED = "exempted"
    LIFTED = "lifted"
    AMENDED = "amended"
    OWN_FORM = "own_form"
    REQUEST = "request"
    INSPECTED = "inspected"
    ANSWER = "answer"
    DRAFT_SCORE = "draft_score"
    DIGEST = "digest"
    ALERT = "alert"
    PREVIEW = "preview"

    @property
    def label(self) -> str:
        return {
            NoticeKind.ISSUE: "Triển khai Kế hoạch",
            NoticeKind.COPY: "Gửi để biết",
            NoticeKind.RECEIPT: "Xác nhận đã nhận",
            NoticeKind.RETURNED: "Đề nghị hoàn thiện",
            NoticeKind.NOT_USABLE: "Chưa có tệp sử dụng được",
            NoticeKind.SENT_BACK: "Trả lại hồ sơ",
            NoticeKind.REMINDER_BEFORE: "Nhắc thời hạn",
            NoticeKind.REMINDER_ON_DAY: "Nhắc ngày cuối",
            NoticeKind.REMINDER_AFTER: "Đôn đốc quá hạn",
            NoticeKind.REMINDER_HEAD: "Đề nghị lãnh đạo đơn vị chỉ đạo",
            NoticeKind.PREPARE_REPORT: "Chuẩn bị báo cáo",
            NoticeKind.PUBLICATION: "Công bố Chỉ số",
            NoticeKind.DUE_DATE_MOVED: "Đính chính thời hạn",
            NoticeKind.EXTENDED: "Gia hạn",
            NoticeKind.EXEMPTED: "Miễn gửi",
            NoticeKind.LIFTED: "Thôi gia hạn, thôi miễn gửi",
            NoticeKind.AMENDED: "Điều chỉnh Kế hoạch",
            NoticeKind.OWN_FORM: "Biểu của cơ quan đầu mối",
            NoticeKind.REQUEST: "Đề nghị phối hợp cung cấp thông tin",
            NoticeKind.INSPECTED: "Kiến nghị sau kiểm tra",
            NoticeKind.ANSWER: "Trả lời khó khăn, vướng mắc",
            NoticeKind.DRAFT_SCORE: "Đối chiếu điểm",
            NoticeKind.DIGEST: "Bản tin công việc",
            NoticeKind.ALERT: "Cảnh báo sự cố",
            NoticeKind.PREVIEW: "Xem trước thư sẽ gửi",
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
