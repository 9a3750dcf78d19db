"""How remedies are met: which one a unit's file answers, what an officer confirms as mended, what they are worth.

Not here: what an inspection asks for (`remedies`), nor whether a remedy is in time (`obligations`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from papiplan.domain.deadlines import VIETNAM, short
from papiplan.domain.entries import Entered, EntryReading, one_line
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Obligation, Outcome, Part, Receipt, Standing, Status
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.registers import Inspection
from papiplan.domain.unit_records import Remedy
from papiplan.domain.units import normalised


def remedies_of(facts: PlanFacts, unit: str, now: datetime) -> tuple[Standing, ...]:
    """How the remedies stand that a unit owes or bears: the one that is due first before the others."""
    heir = facts.bearer_of(unit, now)
    remedies = facts.standings_of(SubmissionKind.REMEDY, now)
    mine = [s for s in remedies if unit == s.obligation.owed_by or s.obligation.borne_by == heir]
    return tuple(sorted(mine, key=lambda s: (s.obligation.effective_due_on or date.max, s.obligation.id)))


def answered_remedy(facts: PlanFacts, unit: str, stated: str, sha256: str, now: datetime) -> Obligation | Problem:
    """Which remedy a unit's file answers: the one stated, else the one that holds the same bytes, else the oldest open.

    Where none is open any more it is a newer answer to the last one that was answered.
    """
    remedies = remedies_of(facts, unit, now)
    if stated:
        return stated_remedy(remedies, stated)
    holding = (s for s in remedies if sha256 and any(r.sha256 == sha256 for r in facts.receipts_of(s.obligation)))
    still_open = (s for s in remedies if s.missing is not None)
    newest_first = sorted(remedies, key=lambda s: s.received_at or datetime.min.replace(tzinfo=VIETNAM), reverse=True)
    found = next(iter((*holding, *still_open, *newest_first)), None)
    return found.obligation if found else Problem("", "đơn vị không có kiến nghị kiểm tra nào phải khắc phục")


def stated_remedy(remedies: Sequence[Standing], stated: str) -> Obligation | Problem:
    """The remedy that `stated` names by its code ("kiem-tra-3-1", "3-1") or its wording, or which there are."""
    wanted = normalised(stated)
    for asked in (standing.obligation for standing in remedies):
        code = normalised(asked.occasion)
        if wanted in (code, code.removeprefix("kiem tra "), normalised(asked.subject)):
            return asked
    known = "; ".join(f"{s.obligation.occasion} ({s.obligation.subject})" for s in remedies)
    how = f"Nêu mã kiến nghị, một trong: {known}." if known else "Đơn vị không có kiến nghị kiểm tra nào."
    return Problem("Kiến nghị", f'không rõ kiến nghị "{one_line(stated)[:60]}"', how)


@dataclass(frozen=True)
class Closing(Entered):
    """That an officer saw a remedy carried out (đã khắc phục): on which day, and how he knows."""

    obligation: int
    on: date
    reason: str

    @property
    def receipt(self) -> Receipt:
        """The answer that it stands for.

        It came with the first instant of its day: that the office does not know the hour makes no unit late.
        """
        return Receipt(
            submission_id=0,
            part=Part.SIGNED,
            version=0,
            received_at=datetime.combine(self.on, time(), VIETNAM),
            outcome=Outcome.ACCEPTED,
            returned_at=None,
            sha256="",
            file_name="",
            channel="register",
            entered_at=self.recorded_at,
        )


@dataclass(frozen=True)
class StatedClosing:
    """A closing as an officer states it; `remedy` names it by code or wording."""

    unit: str
    remedy: str
    on: date
    reason: str


def read_closing(
    reading: EntryReading, facts: PlanFacts, stated: StatedClosing, inspections: Iterable[Inspection]
) -> tuple[Obligation, Closing]:
    """The remedy that is closed and what was stated of it; Refused with everything that is wrong with it."""
    unit = reading.unit("Đơn vị", stated.unit)
    on, reason = reading.past_day("Ngày khắc phục", stated.on), reading.words("Lý do", stated.reason)
    known = unit in {each.code for each in facts.definition.units}
    found = stated_remedy(remedies_of(facts, unit, reading.now) if known else (), stated.remedy)
    if isinstance(found, Obligation):
        reading.add(_too_early(on, found, inspections))
    elif known:
        reading.add([found])
    reading.refuse_problems()
    assert isinstance(found, Obligation), "a remedy that nobody knows is refused"
    return found, Closing(found.id, on, reason)


def _too_early(on: date, remedy: Obligation, inspections: Iterable[Inspection]) -> Iterator[Problem]:
    for inspection in inspections:
        if on < inspection.on and any(asked.obligation == remedy.id for asked in inspection.remedies):
            yield Problem("Ngày khắc phục", f"{short(on)} ở trước ngày kiểm tra ({short(inspection.on)})")


def closed_before(recorded: Iterable[Closing], stated: Closing) -> Closing | None:
    """This very closing where it is on record; Refused where another of the same remedy is."""
    standing = next((closing for closing in recorded if closing.obligation == stated.obligation), None)
    if standing is None or standing == stated:
        return standing
    raise Refused(
        f"Kiến nghị này đã được xác nhận khắc phục ngày {short(standing.on)} (mục {standing.entry}). "
        'Không có dữ liệu nào thay đổi; nếu ghi nhầm, chạy "33. Rút lại mục ghi nhầm" trước'
    )


_WORTH = {Status.ON_TIME: Remedy.IN_TIME, Status.LATE: Remedy.LATE, Status.OVERDUE: Remedy.NOT_DONE}


def judged(remedies: Iterable[Standing]) -> tuple[Remedy, ...]:
    """What became of remedies: those that are not due yet and the exempted are not judged."""
    return tuple(_WORTH[standing.status] for standing in remedies if standing.status in _WORTH)
