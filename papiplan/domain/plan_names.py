"""Which plan an officer means: by its code or by the number it was issued under, in any spelling.

Not here: the names of units (`units`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from papiplan.domain.units import normalised


@dataclass(frozen=True)
class PlanName:
    """What a plan on record is called: its code ("sa-dec-2023") and its number ("123/KH-UBND")."""

    id: str
    number: str


def find_plan(words: str, known: Iterable[PlanName]) -> str | None:
    """The code of the one plan that `words` name; None when none or several do."""
    wanted, plans = normalised(words), tuple(known)
    by_code = {plan.id for plan in plans if normalised(plan.id) == wanted}
    found = by_code or {plan.id for plan in plans if wanted and normalised(plan.number) == wanted}
    return found.pop() if len(found) == 1 else None
