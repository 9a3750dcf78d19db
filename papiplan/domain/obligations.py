"""What a unit owes and how it stands: due, in time, late, excused; which part is still missing.

Status is derived, never stored: from receipts, due dates and exceptions to an instant. Not here: what is wrong with a
form (`submissions`), nor what units are told (`messages`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from papiplan.domain.deadlines import (
    Calendar,
    add_working_days,
    end_of,
    local_date,
    short,
    working_days_late,
)
from papiplan.domain.plans import SubmissionKind


class Part(StrEnum):
    """The two parts of a submission: the unit's signed document (bản ký) and our form (biểu)."""

    SIGNED = "signed"
    FORM = "form"


class Outcome(StrEnum):
    """What became of one submitted file (kết quả kiểm tra)."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DUPLICATE = "duplicate"
    UNASSIGNED = "unassigned"

    @property
    def label(self) -> str:
        return {
            Outcome.RECEIVED: "Đã nhận, đang kiểm tra",
            Outcome.ACCEPTED: "Hợp lệ",
            Outcome.REFUSED: "Cần hoàn thiện",
            Outcome.DUPLICATE: "Gửi trùng",
            Outcome.UNASSIGNED: "Chưa rõ đơn vị",
        }[self]


class Status(StrEnum):
    """How an obligation stands (trạng thái)."""

    OPEN = "open"
    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"
    EXCUSED = "excused"

    @property
    def label(self) -> str:
        return {
            Status.OPEN: "Chưa đến hạn",
            Status.ON_TIME: "Đúng hạn",
            Status.LATE: "Gửi chậm",
            Status.OVERDUE: "Quá hạn, chưa gửi",
            Status.EXCUSED: "Được miễn",
        }[self]


class Missing(StrEnum):
    """Which part of a submission has not come (còn thiếu)."""

    SIGNED = "signed"
    FORM = "form"
    BOTH = "both"

    @property
    def label(self) -> str:
        return {
            Missing.SIGNED: "Chờ bản ký",
            Missing.FORM: "Chờ biểu",
            Missing.BOTH: "Chờ bản ký và biểu",
        }[self]


@dataclass(frozen=True)
class DueDate:
    """The last day of an obligation with the rule that gave it, in words (thời hạn)."""

    on: date
    rule: str


@dataclass(frozen=True)
class Extension:
    """A later due date granted to one obligation (gia hạn), before or after the first one had passed."""

    until: date
    actor: str
    decided_by: str
    basis: str
    recorded_at: datetime


@dataclass(frozen=True)
class Receipt:
    """One file that came for an obligation, at the instant its channel received it.

    `returned_at` is when a defective form was sent back. `version` counts the files of its part.
    """

    submission_id: int
    part: Part
    version: int
    received_at: datetime
    outcome: Outcome
    returned_at: datetime | None
    sha256: str
    file_name: str
    doc_symbol: str = ""
    doc_date: date | None = None
    signer: str = ""
    registry_no: str = ""
    channel: str = ""


@dataclass(frozen=True)
class Obligation:
    """A duty to send (nghĩa vụ gửi): unique by who owes it, kind and occasion, never rewritten.

    `due` is None for a report until the index is published. `exempted` is whether somebody with the power to do so
    lifted it.
    """

    id: int
    owed_by: str
    borne_by: str
    kind: SubmissionKind
    occasion: str
    due: DueDate | None
    extensions: tuple[Extension, ...] = ()
    exempted: bool = False

    @property
    def effective_due_on(self) -> date | None:
        """The due date with the extensions in force."""
        if self.due is None:
            return None
        return max((self.due.on, *(extension.until for extension in self.extensions)))

    @property
    def due_rule(self) -> str:
        """The rule of the due date in words, with an extension named as one."""
        if self.due is None:
            return ""
        if not self.extensions or self.effective_due_on == self.due.on:
            return self.due.rule
        latest = max(self.extensions, key=lambda extension: extension.until)
        return f"{self.due.rule}; gia hạn đến {short(latest.until)} ({latest.basis})"


@dataclass(frozen=True)
class Standing:
    """How an obligation stands at an instant.

    `received_at` is the receipt that decides timeliness. `usable` is whether accepted data are in force (`current`).
    `mending_until` is the last day on which a returned form may come back and keep its first receipt.
    `late_working_days` counts up to that receipt, or up to the instant when nothing came. `counted` is that receipt
    itself, `first_signed` the first signed document, which a corrected scan does not make later.
    """

    obligation: Obligation
    status: Status
    missing: Missing | None
    received_at: datetime | None
    late_working_days: int
    usable: bool
    current: Receipt | None
    signed: Receipt | None
    mending_until: date | None
    mended: bool
    counted: Receipt | None = None
    first_signed: Receipt | None = None


def standing(
    obligation: Obligation, receipts: Iterable[Receipt], now: datetime, mend_days: int, calendar: Calendar
) -> Standing:
    """How `obligation` stands at `now`, from all that came for it until then.

    On time is the earlier of the two parts; complete is both; usable is the form's data accepted.
    """
    ordered = sorted((r for r in receipts if r.received_at <= now), key=lambda r: (r.received_at, r.submission_id))
    signed = [r for r in ordered if r.part is Part.SIGNED]
    forms = [r for r in ordered if r.part is Part.FORM and r.outcome in _FORM_ATTEMPTS]
    accepted = [r for r in forms if r.outcome is Outcome.ACCEPTED]
    attempt = _counting_attempt(forms, now, mend_days, calendar)
    came = signed[:1] + ([attempt.first] if attempt else [])
    counted = min(came, key=lambda r: r.received_at, default=None)
    received_at = counted.received_at if counted else None
    status, late = _timeliness(obligation, received_at, now, calendar)
    return Standing(
        obligation=obligation,
        status=status,
        missing=None if status is Status.EXCUSED else _missing(bool(signed), bool(accepted)),
        received_at=received_at,
        late_working_days=late,
        usable=bool(accepted),
        current=max(accepted, key=lambda r: r.version, default=None),
        signed=max(signed, key=lambda r: r.version, default=None),
        mending_until=attempt.mending_until if attempt and not accepted else None,
        mended=bool(attempt and attempt.mended),
        counted=counted,
        first_signed=next(iter(signed), None),
    )


_FORM_ATTEMPTS = (Outcome.RECEIVED, Outcome.ACCEPTED, Outcome.REFUSED)


@dataclass(frozen=True)
class _Attempt:
    """A first form and those that mend it, each inside the mending period of the one before."""

    first: Receipt
    last: Receipt
    mending_until: date | None

    @property
    def mended(self) -> bool:
        return self.last.outcome is Outcome.ACCEPTED and self.last is not self.first


def _counting_attempt(forms: Sequence[Receipt], now: datetime, mend_days: int, calendar: Calendar) -> _Attempt | None:
    """The attempt whose first receipt counts: the first that ended in a usable form, else one still being mended.

    Each return opens its own mending period, so a unit that mends one mistake and is told of another is not made late
    by us. An attempt that ran out counts as if nothing had come.
    """
    attempts: list[_Attempt] = []
    for form in forms:
        until = _mending_until(form, mend_days, calendar)
        previous = attempts[-1] if attempts else None
        if previous and _continues(previous, form):
            attempts[-1] = _Attempt(previous.first, form, until)
        elif previous is None or previous.last.outcome is not Outcome.ACCEPTED:
            attempts.append(_Attempt(form, form, until))
        if form.outcome is Outcome.ACCEPTED:
            return attempts[-1]
    if not attempts:
        return None
    last = attempts[-1]
    running = last.mending_until is None or now <= end_of(last.mending_until)
    return last if running else None


def _continues(attempt: _Attempt, form: Receipt) -> bool:
    return attempt.mending_until is None or form.received_at <= end_of(attempt.mending_until)


def _mending_until(form: Receipt, mend_days: int, calendar: Calendar) -> date | None:
    """The last day to mend a returned form; None while it is not returned, when nobody can be blamed for waiting."""
    if form.returned_at is None:
        return None
    return add_working_days(local_date(form.returned_at), mend_days, calendar)


def _timeliness(
    obligation: Obligation, received_at: datetime | None, now: datetime, calendar: Calendar
) -> tuple[Status, int]:
    if obligation.exempted:
        return Status.EXCUSED, 0
    due = obligation.effective_due_on
    reached = local_date(received_at or now)
    late = working_days_late(due, reached, calendar) if due else 0
    if received_at is None:
        return (Status.OVERDUE if late else Status.OPEN), late
    return (Status.LATE if late else Status.ON_TIME), late


def _missing(signed: bool, usable: bool) -> Missing | None:
    if signed and usable:
        return None
    if signed:
        return Missing.FORM
    return Missing.SIGNED if usable else Missing.BOTH


def expected_kind(standings: Iterable[Standing], doc_symbol: str, *, report_prepared: bool) -> SubmissionKind:
    """Which of one unit's duties a signed document answers when nobody says so.

    Its symbol tells (…/KH-…, …/BC-…); else the report once it is due, or once the sub-plan is complete and reports are
    being prepared: before, another scan of the sub-plan is what comes.
    """
    kind_letters = doc_symbol.partition("/")[2].strip().upper()
    for letters, kind in (("KH", SubmissionKind.SUBPLAN), ("BC", SubmissionKind.REPORT)):
        if kind_letters.startswith(letters):
            return kind
    by_kind = {s.obligation.kind: s for s in standings}
    report, subplan = by_kind.get(SubmissionKind.REPORT), by_kind.get(SubmissionKind.SUBPLAN)
    report_due = report is not None and report.obligation.due is not None
    subplan_complete = subplan is None or subplan.missing is None
    expected = report_due or (report_prepared and subplan_complete)
    return SubmissionKind.REPORT if expected else SubmissionKind.SUBPLAN


def late_words(days: int) -> str:
    """Chậm 02 ngày làm việc."""
    return f"chậm {days:02d} ngày làm việc"
