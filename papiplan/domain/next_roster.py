"""The roster that the next year's plan begins with: the units of a plan as they stand on a day.

Not here: who stands in for whom (`roster`), nor what the units go on with (`carried_actions`).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from papiplan.domain.roster import bearer, has_ended
from papiplan.domain.units import Unit, normalised


def roster_on(units: Sequence[Unit], day: date) -> tuple[Unit, ...]:
    """The units that have not ended by `day`, each known also by the names of those that became part of it.

    What has begun by then no longer says since when; an end or a merger that lies ahead stays.
    """
    kept = tuple(unit for unit in units if not has_ended(unit, day))
    return tuple(_as_on(unit, units, kept, day) for unit in kept)


def heir_in(code: str, units: Sequence[Unit], day: date) -> str:
    """The unit of `roster_on` that stands in for `code`; "" where it ended without a successor."""
    by_code = {unit.code: unit for unit in units}
    heir = bearer(code, by_code, day)
    return "" if heir not in by_code or has_ended(by_code[heir], day) else heir


def _as_on(unit: Unit, units: Sequence[Unit], kept: Sequence[Unit], day: date) -> Unit:
    begins_later = unit.valid_from is not None and unit.valid_from > day
    return replace(
        unit,
        aliases=_aliases(unit, units, kept, day),
        valid_from=unit.valid_from if begins_later else None,
        successor=heir_in(unit.successor, units, day) if unit.successor else "",
    )


def _aliases(unit: Unit, units: Sequence[Unit], kept: Sequence[Unit], day: date) -> tuple[str, ...]:
    """Its own, then the names of its former units, but for those that now name a unit."""
    former = [each for each in units if has_ended(each, day) and heir_in(each.code, units, day) == unit.code]
    names = [name for each in former for name in (each.name, each.short, *each.aliases)]
    taken = {normalised(name) for each in kept for name in each.names}
    added: dict[str, str] = {}
    for name in names:
        if normalised(name) not in taken:
            added.setdefault(normalised(name), name)
    return (*unit.aliases, *added.values())
