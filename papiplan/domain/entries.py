"""What officers enter by hand, read field by field: units found, free words as one bounded line, every problem at once.

Not here: what is entered (`registers`, `remedies`), nor at which stage (`lifecycle`).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from papiplan.domain.deadlines import by_now, clock_time, local_date, short
from papiplan.domain.form_texts import as_text, printable
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.units import Duty, Unit, find_unit

MOST_CHARACTERS = 2_000
"""How much an officer may write into one field."""


def one_line(text: str) -> str:
    """Free words as they are kept: NFC, on one line, without characters that nobody sees."""
    return " ".join(printable(as_text(text)).split())


@dataclass(frozen=True, kw_only=True)
class Entered:
    """By which act something came on record: two entries are the same when they say the same, whoever made them when.

    `entry` is the act's number in the journal; None for what stands in a form that came by itself.
    """

    id: int = field(default=0, compare=False)
    entry: int | None = field(default=None, compare=False)
    actor: str = field(default="", compare=False)
    recorded_at: datetime | None = field(default=None, compare=False)


class EntryReading:
    """The fields of one entry as they are read, with what is wrong with them; `refuse_problems` ends it.

    A field that cannot be read gives what was stated, so that reading goes on to the next.
    """

    def __init__(self, definition: PlanDefinition, now: datetime, problems: Iterable[Problem] = ()) -> None:
        self.definition = definition
        self.now = now
        self._problems = list(problems)

    def refuse_problems(self) -> None:
        """Raise Refused with every problem that was met; nothing where there was none."""
        if self._problems:
            raise Refused(*self._problems)

    def add(self, problems: Iterable[Problem]) -> None:
        self._problems += problems

    def unit(self, where: str, words: str, duties: Collection[Duty] = tuple(Duty)) -> str:
        """The code of the unit that `words` name, which must be one of those with these duties."""
        unit = find_unit(words, self.definition.units)
        if unit is not None and unit.duty in duties:
            return unit.code
        what = f"không rõ đơn vị {_quoted(words)}" if unit is None else f"{unit.name}: {unit.duty.label}"
        self._add(where, what, f"Nêu một trong: {self._codes(lambda known: known.duty in duties)}.")
        return words

    def _codes(self, wanted: Callable[[Unit], bool]) -> str:
        return ", ".join(unit.code for unit in self.definition.units if wanted(unit))

    def action(self, where: str, words: str) -> str:
        """The code of the action that is meant; "" for none, or where "Chung" says so."""
        code = one_line(words)
        if code.casefold() in ("", "chung"):
            return ""
        if code not in {action.code for action in self.definition.actions}:
            self._add(where, f"không có nhiệm vụ {_quoted(code)}", 'Nêu mã nhiệm vụ của Kế hoạch, hoặc "Chung".')
        return code

    def words(self, where: str, text: str, *, required: bool = True) -> str:
        """Free words, as they are kept."""
        line = one_line(text)
        if required and not line:
            self._add(where, "đang để trống")
        if len(line) > MOST_CHARACTERS:
            self._add(where, f"dài {len(line)} ký tự", f"Ghi nhiều nhất {MOST_CHARACTERS} ký tự.")
        return line

    def past_day(self, where: str, on: date) -> date:
        """A day on which something happened: not one that lies ahead."""
        today = local_date(self.now)
        if on > today:
            self._add(where, f"{short(on)} ở sau hôm nay ({short(today)})")
        return on

    def past_instant(self, where: str, at: datetime) -> datetime:
        """An instant at which something happened; today's bare date means by now."""
        instant = by_now(at, self.now)
        if instant > self.now:
            self._add(where, f"{clock_time(instant)} ngày {short(local_date(instant))} ở sau hiện tại")
        return instant

    def _add(self, where: str, what: str, how_to_fix: str = "") -> None:
        self._problems.append(Problem(where, what, how_to_fix))


def _quoted(words: str) -> str:
    line = one_line(words)
    return f'"{line if len(line) <= 60 else line[:60] + "…"}"'
