"""What an office's officers have to do today, and what the system did since they were last told (bản tin công việc).

Pure: from facts, an instant, and the few rows beside them. Not here: how the digest reads (`documents.mails.digest`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from papiplan.domain.deadlines import VIETNAM, Calendar, local_date, subtract_working_days
from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.messages import DeliveryState, NoticeKind
from papiplan.domain.obligations import Extension, Obligation, Standing, Status
from papiplan.domain.open_papers import OpenReport
from papiplan.domain.outages import ProposedMove
from papiplan.domain.papers import OwedPaper, owed_papers, paper_asked_on
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from papiplan.domain.registers import Call
from papiplan.domain.tallies import SendingTally, sending_tally

DIGEST_AT = time(8, 0)
"""When officers get their digest on working days."""


@dataclass(frozen=True)
class Undelivered:
    """A mail that did not reach an address: refused for good, or nobody knows; with the mail server's own words."""

    addressee: str
    address: str
    state: DeliveryState
    answer: str


@dataclass(frozen=True)
class HandEntry:
    """An act of an officer as the journal has it: its number there, who, when and why."""

    entry: int
    act: HandAct
    actor: str
    at: datetime
    why: str


@dataclass(frozen=True)
class Unassigned:
    """A file that nobody could assign to a duty (chưa rõ đơn vị): when and by whom it came, and why not.

    `number` is that of the submission, by which it is assigned; `sender` the address it came from, empty for another
    door than the mailbox; `suggested` the code of the unit that it may be of.
    """

    file_name: str
    received_at: datetime
    reason: str
    number: int = 0
    channel: str = ""
    sender: str = ""
    suggested: str | None = None


@dataclass(frozen=True)
class Flagged:
    """A file that is in force and that officers should look at all the same, with what about."""

    number: int
    unit: str
    file_name: str
    received_at: datetime
    channel: str
    sender: str
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class MailToSee:
    """A mail that lies in the mailbox under "Cần xem" for what it is itself, not for a file of it."""

    sender: str
    subject: str
    received_at: datetime
    doubt: str


@dataclass(frozen=True)
class DigestRows:
    """What is on record beside a plan's facts: since the digest before, and as it stands.

    `reminded` are the days of the reminders by obligation, `sent` counts the deliveries by kind of notice,
    `unnumbered` are the drafts that have no number yet, `awaiting_approval` counts the mails that an officer has to let
    go. `journal` is the chain's length and head, `mails` what came to the mailbox since and has to be read,
    `too_large` the files that lie in the inbox folder because of their size, `reports` the final ones not done yet,
    `publications` the new files of the watched folder that nobody has recorded, `moves` the due dates that fell on an
    outage of ours.
    """

    reminded: Mapping[int, Sequence[date]]
    sent: Mapping[NoticeKind, int]
    undelivered: tuple[Undelivered, ...]
    unassigned: tuple[Unassigned, ...]
    entries: tuple[HandEntry, ...]
    unnumbered: tuple[str, ...]
    without_address: tuple[str, ...]
    awaiting_approval: int
    journal: tuple[int, str]
    mails: tuple[MailToSee, ...] = ()
    flagged: tuple[Flagged, ...] = ()
    calls: tuple[Call, ...] = ()
    too_large: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()
    reports: tuple[OpenReport, ...] = ()
    moves: tuple[ProposedMove, ...] = ()


@dataclass(frozen=True)
class Digest:
    """One plan's digest at an instant."""

    facts: PlanFacts
    rows: DigestRows
    now: datetime

    @property
    def today(self) -> date:
        return local_date(self.now)

    @property
    def kind(self) -> SubmissionKind:
        """Which of the units' duties the plan is waiting for now."""
        return self.facts.awaited_kind

    @cached_property
    def _standings(self) -> tuple[Standing, ...]:
        return self.facts.standings(self.now)

    @cached_property
    def tally(self) -> SendingTally:
        return sending_tally(s for s in self._standings if s.obligation.kind is self.kind)

    @property
    def mending(self) -> tuple[Standing, ...]:
        """Who is mending a returned form, and still has time for it."""
        return tuple(s for s in self._standings if s.mending_until is not None and self.today <= s.mending_until)

    @property
    def owed(self) -> tuple[OwedPaper, ...]:
        """Every paper that is owed."""
        return owed_papers(self.facts)

    @property
    def papers(self) -> tuple[OwedPaper, ...]:
        """The owed papers that are asked for today."""
        return tuple(
            paper for paper in self.owed if paper_asked_on(local_date(paper.since), self.today, self.facts.calendar)
        )

    @property
    def unconfirmed(self) -> tuple[SubmissionKind, ...]:
        """The kinds whose due date waits for an officer, because what opened it was recorded late."""
        return tuple(kind for kind in FORM_KINDS if self.facts.waits_for_confirmation(kind))

    @property
    def abandoned(self) -> tuple[Standing, ...]:
        return self.facts.abandoned(self.now)

    @property
    def past_due(self) -> date | None:
        """The due date by the plan's rule of what the plan is waiting for, once it has passed."""
        dues = (s.obligation.due.on for s in self._standings if s.obligation.kind is self.kind and s.obligation.due)
        return max((due for due in dues if due < self.today), default=None)

    @cached_property
    def to_call(self) -> tuple[Standing, ...]:
        """What should have come by its first due date and has not, or not its data: the units to telephone.

        Nobody is called about a due date that units have not been told of.
        """
        left = {s.obligation.id for s in (*self.abandoned, *self.mending)}
        return tuple(
            s
            for s in self._standings
            if _is_wanted(s, self.today) and s.obligation.id not in left and s.obligation.kind not in self.unconfirmed
        )

    @property
    def to_confirm(self) -> tuple[Standing, ...]:
        """Whose form in force an officer typed in, and nobody has telephoned since: is it what the unit meant?"""
        last = {call.unit: call.at for call in sorted(self.rows.calls, key=lambda call: call.at)}
        typed = ((s, s.current.entered_at) for s in self._standings if s.current and s.current.typed_from)
        return tuple(s for s, at in typed if at and not _called_since(last, s.obligation, at))

    @property
    def extended(self) -> tuple[tuple[Standing, Extension], ...]:
        """Who has not sent and may still do so by an extension."""
        return tuple(
            (s, s.obligation.extension)
            for s in self._standings
            if s.status is Status.OPEN and s.obligation.extension is not None
        )

    @property
    def next_due(self) -> date | None:
        """The next due date of those who have not sent, and have none of their own by an extension."""
        waiting = (s.obligation for s in self._standings if s.status is Status.OPEN and s.obligation.extension is None)
        return min((duty.due.on for duty in waiting if duty.due is not None), default=None)

    @property
    def undelivered(self) -> tuple[Undelivered, ...]:
        """What did not reach an address, each answer of its mail server once."""
        return tuple(dict.fromkeys(self.rows.undelivered))

    @property
    def to_sign_count(self) -> int:
        return len(self.papers) + len(self.rows.unnumbered) + len(self.rows.reports)

    @property
    def to_see_count(self) -> int:
        seen = (
            self.rows.unassigned,
            self.unconfirmed,
            self.abandoned,
            self.rows.without_address,
            self.rows.mails,
            self.rows.flagged,
            self.rows.too_large,
            self.rows.publications,
            self.rows.moves,
            self.to_confirm,
            self.undelivered,
        )
        return sum(map(len, seen)) + bool(self.rows.awaiting_approval)

    @property
    def is_idle(self) -> bool:
        """Whether nothing needs a hand today."""
        return not (self.to_sign_count or self.to_see_count or self.to_call)


def _called_since(last: Mapping[str, datetime], duty: Obligation, at: datetime) -> bool:
    return any(unit in last and last[unit] >= at for unit in (duty.borne_by, duty.owed_by))


def _is_wanted(standing: Standing, today: date) -> bool:
    """Whether the rule's due date has passed without something usable, be it extended since."""
    due = standing.obligation.due
    if standing.status is Status.EXCUSED or due is None or today <= due.on:
        return False
    answered = standing.missing is None if standing.obligation.kind is SubmissionKind.REMEDY else standing.usable
    return not answered


def told_since(last: datetime | None, now: datetime, calendar: Calendar) -> datetime:
    """Since when a digest tells what happened: since the one before, else since the working day before at its hour."""
    if last is not None:
        return last
    return datetime.combine(subtract_working_days(local_date(now), 1, calendar), DIGEST_AT, VIETNAM)


def is_told_today(last: datetime | None, now: datetime) -> bool:
    """Whether today's digest has gone, or can come no more: what happens from then on needs another one."""
    return now.astimezone(VIETNAM).time() >= DIGEST_AT or (last is not None and local_date(last) == local_date(now))


def is_digest_day(facts: PlanFacts, now: datetime) -> bool:
    """Whether officers get a digest today: on working days, of a plan that runs."""
    return not facts.ended and not facts.held and facts.calendar.is_working(local_date(now))
