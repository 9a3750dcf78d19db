"""What every sheet of the workbooks we write for reading looks like: title, notes, frozen heads, filter, plain strings.

Not here: what a sheet says (`workbook`), nor the forms that units fill.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from papiplan.documents.wording import printable

Cell = str | int | float | Decimal | None

_MADE_AT = datetime(2020, 1, 1)  # noqa: DTZ001 - Excel's properties are naive; equal facts must give equal bytes
_LONGEST = 32_767
"""The most characters of one of Excel's cells."""

_LINE, _HEAD_HEIGHT, _HIGHEST = 15, 45, 409
"""Heights in points: of a line, of a head of three lines, and the most that Excel allows a row."""

_LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Column:
    """A column: its head, its width in characters, and how Excel shows its numbers."""

    head: str
    width: int
    number_format: str = "General"


def columns(*described: tuple[str, int] | tuple[str, int, str]) -> tuple[Column, ...]:
    """Columns in the order of a sheet, each by the fields of `Column`."""
    return tuple(Column(*column) for column in described)


class Sheets:
    """A workbook being written sheet by sheet."""

    def __init__(self, title: str, notes: Sequence[str]) -> None:
        """`notes` stand at the top of every sheet."""
        self._written = io.BytesIO()
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
        self._book = xlsxwriter.Workbook(self._written, plain)
        self._book.set_properties({"title": printable(title), "author": "papiplan", "created": _MADE_AT})
        self._notes = [note for note in notes if note]
        font = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
        ruled = {**font, "border": 1, "text_wrap": True}
        self._title = self._book.add_format({**font, "bold": True, "font_size": 14})
        self._note = self._book.add_format({**font, "italic": True})
        self._head = self._book.add_format({**ruled, "bold": True, "align": "center", "bg_color": "#D9E2F3"})
        self._ruled = ruled
        # The prefix keeps a stranger's "=…" a text even after somebody edits the cell.
        self._quoted = self._book.add_format({**ruled, "quote_prefix": True})

    def add(self, name: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
        """A sheet with one table, filtered and with its head frozen."""
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, printable(title), self._title)
        for n, note in enumerate(self._notes, start=1):
            sheet.write_string(n, 0, printable(note), self._note)
        top = len(self._notes) + 2
        for n, column in enumerate(columns):
            sheet.set_column(n, n, column.width)
            sheet.write_string(top, n, column.head, self._head)
        sheet.set_row(top, _HEAD_HEIGHT)
        formats = [self._book.add_format({**self._ruled, "num_format": column.number_format}) for column in columns]
        bottom = top
        for bottom, row in enumerate(rows, start=top + 1):
            sheet.set_row(bottom, _height(row, columns))
            for n, (value, shown) in enumerate(zip(row, formats, strict=True)):
                self._write(sheet, (bottom, n), value, shown)
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, bottom, len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)

    def _write(self, sheet: Worksheet, place: tuple[int, int], value: Cell, shown: Format) -> None:
        if value is None or value == "":
            sheet.write_blank(*place, None, shown)
        elif isinstance(value, str):
            text = printable(value)[:_LONGEST]
            sheet.write_string(*place, text, self._quoted if text.startswith(_LOOKS_LIKE_A_FORMULA) else shown)
        else:
            sheet.write_number(*place, value, shown)

    def content(self) -> bytes:
        """The file's bytes: the same for the same sheets."""
        self._book.close()
        return self._written.getvalue()


def _height(row: Sequence[Cell], columns: Sequence[Column]) -> int:
    """Room for the longest wrapped text of a row: not every program finds the height by itself."""
    lines = max(
        sum(1 + len(line) // column.width for line in str(value).split("\n"))
        for value, column in zip(row, columns, strict=True)
    )
    return min(_LINE * lines, _HIGHEST)
