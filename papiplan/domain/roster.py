"""Units that end and merge: who stands in for whom on a day, and who became part of whom.

Not here: who takes part in a plan (`units`), which duties pass on (`bearing`), nor what becomes of forms and promises
(`mergers`).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from papiplan.domain.units import Duty, Unit


def exists_on(unit: Unit, day: date) -> bool:
    """Whether a unit exists on a day: from its first to its last, both included."""
    return (unit.valid_from is None or unit.valid_from <= day) and not has_ended(unit, day)


def has_ended(unit: Unit, day: date) -> bool:
    """Whether a unit's last day lies before `day` (đã kết thúc hoạt động)."""
    return unit.valid_to is not None and unit.valid_to < day


def line(code: str, units: Mapping[str, Unit]) -> Iterator[Unit]:
    """A unit and those that took over from it, one after the other; each once, should a roster lead in a circle."""
    passed: set[str] = set()
    while code in units and code not in passed:
        passed.add(code)
        yield units[code]
        code = units[code].successor


def bearer(code: str, units: Mapping[str, Unit], today: date) -> str:
    """The unit that stands in for `code` today: itself while it exists, else its successor's (đơn vị kế thừa).

    A unit that ended without a successor stands for itself: somebody has to decide about what it owes.
    """
    for unit in line(code, units):
        code = unit.code
        if not has_ended(unit, today):
            break
    return code


def predecessors(code: str, units: Sequence[Unit]) -> tuple[str, ...]:
    """The units whose successors lead to `code`, in the roster's order (đơn vị tiền thân)."""
    by_code = {unit.code: unit for unit in units}
    return tuple(
        unit.code
        for unit in units
        if unit.code != code and unit.successor and any(heir.code == code for heir in line(unit.code, by_code))
    )


def owing_units(units: Sequence[Unit], day: date) -> tuple[Unit, ...]:
    """The obliged units that owe something themselves from `day` on.

    Not those that had ended before, nor those that come later and only take over from others.
    """
    heirs = {unit.successor for unit in units}
    return tuple(
        unit
        for unit in units
        if unit.duty is Duty.OBLIGED and not has_ended(unit, day) and (exists_on(unit, day) or unit.code not in heirs)
    )
