"""How a form looks: yellow to fill, grey and locked, orange to mend; and the named lists behind its choices.

Not here: what stands in its cells (`form_writing`).
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from papiplan.domain.forms import IDENTITY_SHEET

FONT = {"font_name": "Times New Roman", "font_size": 12}


class Paint(StrEnum):
    """What the colour of a cell tells the unit."""

    TO_FILL = "#FFF9C4"
    LOCKED = "#E7E6E6"
    TO_MEND = "#FFB74D"


AS_TYPED, DAY, NUMBER = "@", "dd/mm/yyyy", "General"
"""How a cell shows what it holds. Where a unit types, what is typed stays.

Else a program set to English makes of 05/7/2023 a day in May, of 97,5 and 1.234 other numbers, of "- …" a formula, and
takes the zero off 0900….
"""


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self.title = workbook.add_format({**FONT, "bold": True, "font_size": 14})
        self.bold = workbook.add_format({**FONT, "bold": True})
        self.plain = workbook.add_format({**FONT, "text_wrap": True, "valign": "top"})
        self.hint = workbook.add_format({**FONT, "text_wrap": True, "valign": "vcenter", "italic": True})
        self.cell = cache(self._cell)
        self.header = cache(self._header)
        self.label = cache(self._label)

    def _cell(self, paint: Paint, number_format: str = AS_TYPED) -> Format:
        return self._ruled(paint, valign="top", locked=paint is Paint.LOCKED, num_format=number_format)

    def _header(self, paint: Paint) -> Format:
        return self._ruled(paint, valign="vcenter", bold=True, align="center")

    def _label(self, paint: Paint) -> Format:
        return self._ruled(paint, valign="vcenter", bold=True)

    def _ruled(self, paint: Paint, **looks: object) -> Format:
        return self._workbook.add_format({**FONT, "bg_color": paint.value, "border": 1, "text_wrap": True, **looks})


class Lists:
    """The choices of a workbook as named ranges: an inline list may not hold a comma nor 255 characters."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], str] = {}

    def name_of(self, labels: Sequence[str]) -> str:
        return self._names.setdefault(tuple(labels), f"danh_sach_{len(self._names) + 1}")

    def write(self, workbook: Workbook, sheet: Worksheet) -> None:
        """Write the lists that were asked for beside the identity, each in a column of its own."""
        for column, (labels, name) in enumerate(self._names.items(), start=2):
            sheet.write_column(0, column, labels)
            letter = chr(ord("A") + column)
            workbook.define_name(name, f"={IDENTITY_SHEET}!${letter}$1:${letter}${len(labels)}")
