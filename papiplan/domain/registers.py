"""The registers of what is followed up beside the forms: inspections, supervision, telephone calls.

Not here: difficulties (`difficulties`), the remedies that an inspection asks for (`remedies`), the rows
(`database.registers`).
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from papiplan.domain.difficulties import Difficulty
from papiplan.domain.entries import Entered, EntryReading
from papiplan.domain.units import Duty


@dataclass(frozen=True)
class AskedRemedy:
    """One thing that an inspection asked to mend (kiến nghị sau kiểm tra), as it stands on record.

    `occasion` names it in mails; how it was met is its obligation's.
    """

    obligation: int
    occasion: str
    what: str
    due_on: date


@dataclass(frozen=True)
class Inspection(Entered):
    """That a unit was inspected (kiểm tra): when, by whom, what was found, what has to be mended."""

    unit: str
    on: date
    inspector: str
    findings: str
    remedies: tuple[AskedRemedy, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Supervision(Entered):
    """What an invited organisation observed or answered (giám sát, phản biện)."""

    organisation: str
    on: date
    content: str


@dataclass(frozen=True)
class Call(Entered):
    """A telephone call with a unit (đã gọi điện): who answered, what was said."""

    unit: str
    at: datetime
    person: str
    content: str


@dataclass(frozen=True)
class Registers:
    """What the consolidated report tells of the registers, each in the order of its record."""

    inspections: tuple[Inspection, ...] = ()
    supervisions: tuple[Supervision, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()

    @property
    def open_difficulties(self) -> tuple[Difficulty, ...]:
        return tuple(difficulty for difficulty in self.difficulties if difficulty.answer is None)


def read_supervision(reading: EntryReading, organisation: str, on: date, content: str) -> Supervision:
    """What was stated of a supervision; Refused with everything that is wrong with it."""
    supervision = Supervision(
        organisation=reading.unit("Cơ quan, tổ chức", organisation, (Duty.INVITED,)),
        on=reading.past_day("Ngày", on),
        content=reading.words("Nội dung", content),
    )
    reading.refuse_problems()
    return supervision


def read_call(reading: EntryReading, unit: str, at: datetime, person: str, content: str) -> Call:
    """What was stated of a telephone call; Refused with everything that is wrong with it."""
    call = Call(
        unit=reading.unit("Đơn vị", unit),
        at=reading.past_instant("Thời điểm", at),
        person=reading.words("Người nghe", person),
        content=reading.words("Nội dung", content),
    )
    reading.refuse_problems()
    return call
