"""What may stand in a cell of the workbooks we write for reading. Not here: how it is written (`sheet_layout`)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Shaded:
    """A short text on a ground of its own, centred: the text, and the colour as "#RRGGBB"."""

    text: str
    colour: str

    def __str__(self) -> str:
        return self.text


Cell = str | int | float | Decimal | date | Shaded | None
