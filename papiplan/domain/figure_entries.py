"""What a figure is before anybody asks what it is made of. Not here: which figures there are (`figures`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from papiplan.domain.consolidation_rows import Source

Value = int | float | Decimal | str | None


@dataclass(frozen=True)
class Addend:
    """One thing that a figure is made of: what a unit reported or sent, a published score.

    `source` is the file and its cells; where there is none, `note` says why, or where else it stands.
    """

    unit: str
    about: str
    value: Value
    source: Source | None = None
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """A figure whose addends are looked up only when somebody asks."""

    id: str
    label: str
    value: Value
    addends: Callable[[], Sequence[Addend]]


def given(*addends: Addend) -> Callable[[], Sequence[Addend]]:
    """Addends that are at hand."""
    return lambda: addends
