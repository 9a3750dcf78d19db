"""What an inspection asks to mend: read as an officer writes it, each remedy due as an obligation.

Not here: the inspection's other fields (`registers`), nor how a remedy is answered and judged (`remedy_answers`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from papiplan.domain.deadlines import Counting, DeadlineRule, clock_time, local_date, short
from papiplan.domain.due_dates import due_date
from papiplan.domain.entries import MOST_CHARACTERS, EntryReading, one_line
from papiplan.domain.obligations import DueDate
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem
from papiplan.domain.registers import Inspection
from papiplan.domain.units import Duty


@dataclass(frozen=True)
class RemedyTerm:
    """One remedy as an inspection states it: what, and by when: so many working days, or a day."""

    what: str
    days: int | None = None
    on: date | None = None

    def due(self, definition: PlanDefinition, inspected_on: date, recorded_on: date) -> DueDate:
        """When it is due: working days count from the day on which the inspection is recorded and told."""
        if self.on is not None:
            hour = definition.due_time
            ends = f"; thời hạn kết thúc lúc {clock_time(hour)} của ngày cuối" if hour else ""
            rule = f"theo kết quả kiểm tra ngày {short(inspected_on)}{ends}"
            return DueDate(self.on, rule, definition.calendar.name)
        term = DeadlineRule(self.days or 0, Counting.WORKING)
        return due_date(definition, term, recorded_on, "ghi nhận kiến nghị")


@dataclass(frozen=True)
class StatedInspection:
    """An inspection as an officer states it; `remedies` has one a line: "10 | Niêm yết lại biểu công khai"."""

    unit: str
    on: date
    inspector: str
    findings: str
    remedies: str = ""


def read_inspection(reading: EntryReading, stated: StatedInspection) -> tuple[Inspection, tuple[RemedyTerm, ...]]:
    """What was stated of an inspection; Refused with everything that is wrong with it.

    Only a unit that the plan obliges is inspected: of an invited one nothing can be demanded.
    """
    inspection = Inspection(
        unit=reading.unit("Đơn vị", stated.unit, (Duty.OBLIGED,)),
        on=reading.past_day("Ngày kiểm tra", stated.on),
        inspector=reading.words("Đoàn, người kiểm tra", stated.inspector),
        findings=reading.words("Kết quả kiểm tra", stated.findings),
    )
    terms, problems = read_remedies(stated.remedies, local_date(reading.now))
    reading.add(problems)
    reading.refuse_problems()
    return inspection, terms


# Where a form has a single line, a new remedy begins where a semicolon is followed by a term of its own.
_BETWEEN = re.compile(r"\n|;(?=[ \t]*[\d/-]+(?: ngày(?: làm việc)?)?[ \t]*\|)")


def read_remedies(text: str, today: date) -> tuple[tuple[RemedyTerm, ...], tuple[Problem, ...]]:
    """The remedies of a text, one a line, and every problem of its lines."""
    lines = [(n, line) for n, line in enumerate(_BETWEEN.split(text), start=1) if line.strip()]
    read = [_read_remedy(f"Kiến nghị, dòng {n}", line, today) for n, line in lines]
    return (
        tuple(found for found in read if isinstance(found, RemedyTerm)),
        tuple(found for found in read if isinstance(found, Problem)),
    )


_EXAMPLE = 'Ghi mỗi dòng: số ngày làm việc hoặc ngày, dấu |, nội dung; ví dụ "10 | Niêm yết lại biểu công khai".'
_DAYS = re.compile(r"(\d{1,3})(?: ngày(?: làm việc)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MOST_DAYS = 366


def _read_remedy(where: str, line: str, today: date) -> RemedyTerm | Problem:
    """One remedy, or what is wrong with its line."""
    term, _, rest = line.partition("|")
    stated, what = one_line(term), one_line(rest)
    if not what or "|" in what:
        return Problem(where, f'ghi "{one_line(line)[:60]}"', _EXAMPLE)
    if len(what) > MOST_CHARACTERS:
        return Problem(where, f"dài {len(what)} ký tự", f"Ghi nhiều nhất {MOST_CHARACTERS} ký tự.")
    if days := _DAYS.fullmatch(stated):
        if 1 <= int(days[1]) <= _MOST_DAYS:
            return RemedyTerm(what, days=int(days[1]))
        return Problem(where, f"thời hạn {days[1]} ngày", f"Ghi từ 1 đến {_MOST_DAYS} ngày làm việc.")
    on = _read_day(stated)
    if on is None:
        return Problem(where, f'thời hạn "{stated[:60]}" chưa đúng', _EXAMPLE)
    if on <= today:
        return Problem(where, f"{short(on)} không ở sau hôm nay ({short(today)})", "Ghi ngày để đơn vị kịp khắc phục.")
    return RemedyTerm(what, on=on)


def _read_day(stated: str) -> date | None:
    """A day as 05/8/2023 or 2023-08-05; None for anything else."""
    parts = _DAY_FIRST.fullmatch(stated)
    try:
        return date(int(parts[3]), int(parts[2]), int(parts[1])) if parts else date.fromisoformat(stated)
    except ValueError:
        return None


def says_the_same(
    recorded: Inspection, stated: Inspection, terms: Sequence[RemedyTerm], definition: PlanDefinition
) -> bool:
    """Whether an inspection is on record already: the same one, asking for the same by the days counted then."""
    if recorded != stated or recorded.recorded_at is None:
        return False
    then = local_date(recorded.recorded_at)
    asked = [(term.what, term.due(definition, stated.on, then).on) for term in terms]
    return asked == [(remedy.what, remedy.due_on) for remedy in recorded.remedies]


def occasion(inspection: int, number: int) -> str:
    """By what a remedy is named: the inspection's number and its own."""
    return f"kiem-tra-{inspection}-{number}"
