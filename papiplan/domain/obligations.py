"""What a unit owes and how it stands: due, in time, late, excused; which part is still missing.

Status is derived, never stored: from receipts, due dates and exceptions to an instant. Not here: what is wrong with a
form (`submissions`), nor what units are told (`messages`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum

from papiplan.domain.deadlines import (
    Calendar,
    add_working_days,
    end_of,
    local_date,
    short,
    term_ends,
    working_days_late,
)
from papiplan.domain.plans import OnTimeBy, SubmissionKind


class Binding(StrEnum):
    """What stands behind a duty to send: the plan's order, the coordinator's own work, or a polite request.

    Only what is owed has a term, is chased and is judged.
    """

    OWED = "owed"
    OWN = "own"
    REQUESTED = "requested"


class Part(StrEnum):
    """What a file is: the two parts of a submission, the unit's signed document (bản ký) and our form (biểu); evidence
    that comes with them (tài liệu kiểm chứng); anything else, as the logo in a mail's signature.

    Timeliness and completeness know the first two alone.
    """

    SIGNED = "signed"
    FORM = "form"
    EVIDENCE = "evidence"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            Part.SIGNED: "Văn bản của đơn vị",
            Part.FORM: "Biểu",
            Part.EVIDENCE: "Tài liệu kiểm chứng",
            Part.OTHER: "Tệp khác",
        }[self]


class Outcome(StrEnum):
    """What became of one submitted file (kết quả kiểm tra).

    A person may return what was accepted, or accept with a waiver what was refused. SET_ASIDE is no hồ sơ at all.
    """

    RECEIVED = "received"
    ACCEPTED = "accepted"
    ACCEPTED_WITH_WAIVER = "accepted_with_waiver"
    REFUSED = "refused"
    RETURNED = "returned"
    DUPLICATE = "duplicate"
    UNASSIGNED = "unassigned"
    SET_ASIDE = "set_aside"

    @property
    def label(self) -> str:
        return {
            Outcome.RECEIVED: "Đã nhận, đang kiểm tra",
            Outcome.ACCEPTED: "Hợp lệ",
            Outcome.ACCEPTED_WITH_WAIVER: "Chấp nhận, còn thiếu",
            Outcome.REFUSED: "Cần hoàn thiện",
            Outcome.RETURNED: "Đã trả lại",
            Outcome.DUPLICATE: "Gửi trùng",
            Outcome.UNASSIGNED: "Chưa rõ đơn vị",
            Outcome.SET_ASIDE: "Không phải hồ sơ",
        }[self]


USABLE = (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_WAIVER)
"""The outcomes of what is in force: only these reach a consolidation."""


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
    """The last day of an obligation, the rule that gave it in words, and the calendar it was counted by (thời hạn).

    `recorded_at` is when it was recorded: before, nobody could be told of it.
    """

    on: date
    rule: str
    calendar: str = ""
    recorded_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Decision:
    """On whose word an exception rests: who entered it, who decided, and the basis (người quyết định, căn cứ).

    `entry` is its number in the journal. `paper_owed` is whether the paper that it rests on has still to come (còn nợ
    văn bản).
    """

    entry: int
    actor: str
    decided_by: str
    basis: str
    paper_owed: bool
    recorded_at: datetime


@dataclass(frozen=True)
class Extension:
    """A later due date granted to one obligation (gia hạn), before or after the first one had passed.

    `ours` is one that makes up for a publication which the office itself recorded late: no paper, no blame.
    """

    until: date
    decision: Decision
    ours: bool = False


@dataclass(frozen=True)
class Exemption:
    """That one obligation need not be met (miễn gửi)."""

    decision: Decision


HAND_CHANNELS = ("paper", "zalo", "register", "forwarded", "typed")
"""The doors that an officer opens by hand: paper, Zalo, the clerk's register (văn thư), a mail that the officer
forwarded to the mailbox, a form typed in from the unit's paper.
"""


@dataclass(frozen=True)
class Receipt:
    """One file that came for an obligation, at the instant its channel received it.

    `returned_at` is when it was sent back, by a check or by an officer; `typed_from` the symbol of the paper that an
    officer typed the form in from. `version` counts the files of its part. `form_unit` is the
    unit for which the form was made, empty for what is no form of ours. `entered_at` is when an officer recorded what
    came by hand; None for what came by itself.
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
    form_unit: str = ""
    entered_at: datetime | None = None
    typed_from: str = ""


@dataclass(frozen=True)
class Obligation:
    """A duty to send (nghĩa vụ gửi): unique by who owes it, kind and occasion, never rewritten.

    `borne_by` is who bears it now: its successor, once the unit that owes it was merged into another. `due` is None
    for a report until the index is published. `extensions` and `exemption` are those in force. `subject` says what a
    remedy is about.
    """

    id: int
    owed_by: str
    borne_by: str
    kind: SubmissionKind
    occasion: str
    due: DueDate | None
    extensions: tuple[Extension, ...] = ()
    exemption: Exemption | None = None
    binding: Binding = Binding.OWED
    subject: str = ""

    @property
    def exempted(self) -> bool:
        return self.exemption is not None

    @property
    def extension(self) -> Extension | None:
        """The extension that gives the due date in force; None where the rule's own is later, or there is none."""
        latest = max(self.extensions, key=lambda extension: extension.until, default=None)
        return latest if latest and self.due and latest.until > self.due.on else None

    @property
    def effective_due_on(self) -> date | None:
        """The due date with the extensions in force."""
        if self.due is None:
            return None
        return self.extension.until if self.extension else self.due.on

    @property
    def due_rule(self) -> str:
        """The rule of the due date in words, with an extension named as one."""
        if self.due is None:
            return ""
        if self.extension is None:
            return self.due.rule
        return f"{self.due.rule}; gia hạn đến {short(self.extension.until)} ({self.extension.decision.basis})"


@dataclass(frozen=True)
class Standing:
    """How an obligation stands at an instant.

    `received_at` is the receipt that decides timeliness. `usable` is whether accepted data are in force (`current`).
    `mending_until` is the last day on which a returned form may come back and keep its first receipt.
    `late_working_days` counts up to that receipt, or up to the instant when nothing came. `counted` is that receipt
    itself, `first_signed` the first signed document, which a corrected scan does not make later. `term_ends` is the
    instant at which the term is over, `rule_ends` the same by the rule alone, without an extension.
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
    term_ends: datetime | None = None
    rule_ends: datetime | None = None

    @property
    def by_extension(self) -> bool:
        """Whether it is on time only because its due date was put off."""
        if self.status is not Status.ON_TIME or self.received_at is None or self.rule_ends is None:
            return False
        return self.received_at >= self.rule_ends

    @property
    def extended_after_due(self) -> bool:
        """Whether the extension in force was decided when the term was already over (quyết định sau hạn)."""
        extension = self.obligation.extension
        if extension is None or self.rule_ends is None:
            return False
        return extension.decision.recorded_at >= self.rule_ends

    def is_late_for_term(self, instant: datetime) -> bool:
        """Whether something that comes at an instant comes after the term; without a due date nothing does."""
        return self.term_ends is not None and instant >= self.term_ends


@dataclass(frozen=True)
class Timing:
    """By what a plan judges whether something came in time: data of the plan."""

    mend_days: int = 2
    on_time_by: OnTimeBy = OnTimeBy.FIRST
    due_time: time | None = None
    calendar: Calendar = field(default_factory=Calendar)


def standing(obligation: Obligation, receipts: Iterable[Receipt], now: datetime, timing: Timing) -> Standing:
    """How `obligation` stands at `now`, from all that came for it until then.

    On time is the part that the plan names, by default the earlier of the two; complete is both; usable is the form's
    data accepted. A typed form came with its paper. A remedy has one part, the unit's answer.
    """
    ordered = sorted((r for r in receipts if r.received_at <= now), key=lambda r: (r.received_at, r.submission_id))
    signed = [r for r in ordered if r.part is Part.SIGNED and r.outcome is not Outcome.RETURNED]
    forms = _by_paper([r for r in ordered if r.part is Part.FORM and r.outcome in _FORM_ATTEMPTS], signed)
    accepted = [r for r in forms if r.outcome in USABLE]
    attempt = _counting_attempt(forms, now, timing.mend_days, timing.calendar)
    deciding = OnTimeBy.SIGNED if obligation.kind is SubmissionKind.REMEDY else timing.on_time_by
    came = (signed[:1] if deciding is not OnTimeBy.FORM else []) + (
        [attempt.first] if attempt and deciding is not OnTimeBy.SIGNED else []
    )
    counted = min(came, key=lambda r: r.received_at, default=None)
    received_at = counted.received_at if counted else None
    status, late = _timeliness(obligation, received_at, now, timing)
    return Standing(
        obligation=obligation,
        status=status,
        missing=None if status is Status.EXCUSED else _missing(obligation.kind, bool(signed), bool(accepted)),
        received_at=received_at,
        late_working_days=late,
        usable=bool(accepted),
        current=max(accepted, key=_newest, default=None),
        signed=max(signed, key=_newest, default=None),
        mending_until=attempt.mending_until if attempt and not accepted else None,
        mended=bool(attempt and attempt.mended),
        counted=counted,
        first_signed=next(iter(signed), None),
        term_ends=_ends(obligation.effective_due_on, timing),
        rule_ends=_ends(obligation.due.on if obligation.due else None, timing),
    )


def _ends(due: date | None, timing: Timing) -> datetime | None:
    return term_ends(due, timing.due_time) if due else None


def _by_paper(forms: Iterable[Receipt], signed: Sequence[Receipt]) -> list[Receipt]:
    """The forms as they count: one that an officer typed in from a paper on record came with that paper."""
    counted = [_with_paper(form, signed) if form.typed_from else form for form in forms]
    return sorted(counted, key=lambda r: (r.received_at, r.submission_id))


def _with_paper(form: Receipt, signed: Iterable[Receipt]) -> Receipt:
    papers = (paper.received_at for paper in signed if same_symbol(paper.doc_symbol, form.typed_from))
    return replace(form, received_at=min((*papers, form.received_at)))


def same_symbol(one: str, other: str) -> bool:
    """Whether two ways of writing a document's số, ký hiệu mean the same one: 31/KH-UBND, 31 / kh-ubnd."""
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _newest(receipt: Receipt) -> tuple[int, int]:
    """Files are recorded one after the other; versions count only those of one obligation."""
    return receipt.submission_id, receipt.version


_FORM_ATTEMPTS = (*USABLE, Outcome.RECEIVED, Outcome.REFUSED, Outcome.RETURNED)


@dataclass(frozen=True)
class _Attempt:
    """A first form and those that mend it, each inside the mending period of the one before."""

    first: Receipt
    last: Receipt
    mending_until: date | None

    @property
    def mended(self) -> bool:
        return self.last.outcome in USABLE and self.last is not self.first


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
        elif previous is None or previous.last.outcome not in USABLE:
            attempts.append(_Attempt(form, form, until))
        if form.outcome in USABLE:
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
    obligation: Obligation, received_at: datetime | None, now: datetime, timing: Timing
) -> tuple[Status, int]:
    if obligation.exempted:
        return Status.EXCUSED, 0
    due = obligation.effective_due_on
    late = working_days_late(due, received_at or now, timing.calendar, timing.due_time) if due else 0
    if received_at is None:
        return (Status.OVERDUE if late else Status.OPEN), late
    return (Status.LATE if late else Status.ON_TIME), late


def _missing(kind: SubmissionKind, signed: bool, usable: bool) -> Missing | None:
    if signed and (usable or kind is SubmissionKind.REMEDY):
        return None
    if signed:
        return Missing.FORM
    if kind is SubmissionKind.REMEDY:
        return Missing.SIGNED
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
