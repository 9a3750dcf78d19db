"""Days on which units could not reach us (sự cố hệ thống): our server, or our mailbox, gave no sign of life for hours.

Whoever could not send on the due date is not late by our fault: moving the date is proposed, a person decides. Not
here: where the signs are kept (`database.pulses`), nor granting (`granting`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from papiplan.domain.deadlines import ONE_DAY, Calendar, add_working_days, short
from papiplan.domain.facts import PlanFacts
from papiplan.domain.plans import SubmissionKind

OFFICE_HOURS = range(7, 18)
"""The hours of a day in which units send."""

SILENT_HOURS = 4
"""So many of them one after the other without a sign are an outage: fewer are a restart, or a slow line."""

LOOKED_BACK = timedelta(days=7)
"""How long a proposal stands that nobody has taken up."""


class Lifeline(StrEnum):
    """What has to work for units to reach us."""

    SERVER = "server"
    MAILBOX = "mailbox"

    @property
    def label(self) -> str:
        return {Lifeline.SERVER: "Máy chủ", Lifeline.MAILBOX: "Hộp thư"}[self]


@dataclass(frozen=True)
class Pulse:
    """That a part worked within an hour of a day (Vietnam's clock)."""

    part: Lifeline
    day: date
    hour: int


@dataclass(frozen=True)
class Outage:
    """That a part gave no sign on a day from the hour `since` until the hour `until`."""

    part: Lifeline
    day: date
    since: int
    until: int

    def sentence(self) -> str:
        """Hộp thư không hoạt động ngày 30/6/2023, từ 09 giờ đến 18 giờ."""
        hours = f"từ {self.since:02d} giờ đến {self.until:02d} giờ"
        return f"{self.part.label} không hoạt động ngày {short(self.day)}, {hours}"


def outages(pulses: Iterable[Pulse], days: Iterable[date]) -> tuple[Outage, ...]:
    """The outages of these days; of a part that had never worked before a day nothing is known."""
    hours: defaultdict[Lifeline, defaultdict[date, set[int]]] = defaultdict(lambda: defaultdict(set))
    for pulse in pulses:
        hours[pulse.part][pulse.day].add(pulse.hour)
    asked = sorted(days)
    return tuple(
        Outage(part, day, *silent)
        for part in Lifeline
        for day in asked
        if part in hours and min(hours[part]) < day and (silent := _longest_silence(hours[part].get(day, set())))
    )


def _longest_silence(worked: set[int]) -> tuple[int, int] | None:
    """The longest silence of a day's office hours, if it is an outage: its first hour, and the one after its last."""
    longest, since = (0, 0), OFFICE_HOURS.start
    for hour in (*sorted(worked & set(OFFICE_HOURS)), OFFICE_HOURS.stop):
        if hour - since > longest[1] - longest[0]:
            longest = since, hour
        since = hour + 1
    return longest if longest[1] - longest[0] >= SILENT_HOURS else None


@dataclass(frozen=True)
class ProposedMove:
    """That a due date which fell on an outage be moved, by the working days lost, for all whose date it is."""

    outage: Outage
    kind: SubmissionKind
    units: tuple[str, ...]
    until: date

    @property
    def what(self) -> str:
        """What happened, and whom it concerns."""
        return f"{self.outage.sentence()}, trùng hạn gửi {self.kind.paper.lower()} của {len(self.units):02d} đơn vị"

    @property
    def how(self) -> str:
        """What an officer may do."""
        return f'đề xuất gia hạn đến hết ngày {short(self.until)}: chạy "23. Gia hạn gửi", hoặc để nguyên'


def proposed_moves(facts: PlanFacts, pulses: Iterable[Pulse], today: date) -> tuple[ProposedMove, ...]:
    """The moves that the outages of the last days ask for; none once the dates are moved, or the plan has ended."""
    if facts.ended:
        return ()
    found = outages(pulses, _days_before(today))
    return tuple(move for outage in found for move in _moves(facts, outage, found, today))


def _days_before(today: date) -> Iterator[date]:
    day = today - LOOKED_BACK
    while day < today:
        yield day
        day += ONE_DAY


def _moves(facts: PlanFacts, outage: Outage, known: tuple[Outage, ...], today: date) -> Iterator[ProposedMove]:
    units: defaultdict[SubmissionKind, dict[str, None]] = defaultdict(dict)
    for duty in facts.obligations:
        if duty.effective_due_on == outage.day and not duty.exempted:
            units[duty.kind][duty.borne_by] = None
    lost = _lost(outage, {other.day for other in known if other.part is outage.part}, facts.calendar, today)
    for kind, named in units.items():
        yield ProposedMove(outage, kind, tuple(named), add_working_days(outage.day, lost, facts.calendar))


def _lost(outage: Outage, down: set[date], calendar: Calendar, today: date) -> int:
    """The working days lost from the outage's own on, one after the other."""
    lost, day = 1, add_working_days(outage.day, 1, calendar)
    while day in down and day < today:
        lost, day = lost + 1, add_working_days(day, 1, calendar)
    return lost
