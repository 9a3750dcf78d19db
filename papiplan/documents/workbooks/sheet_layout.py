"""What every sheet of the workbooks we write for reading looks like: title, notes, a frozen table, plain strings.

Not here: what a sheet says (`workbook`), nor the forms that units fill.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from papiplan.documents.wording import printable
from papiplan.documents.workbooks.native_charts import ChartedRows, place_chart
from papiplan.documents.workbooks.sheet_cells import Cell, Shaded

_MADE_AT = datetime(2020, 1, 1)  # noqa: DTZ001 - Excel's properties are naive; equal facts must give equal bytes
_LONGEST = 32_767
"""The most characters of one of Excel's cells."""

_LINE, _HEAD_HEIGHT, _HIGHEST = 15, 45, 409
"""Heights in points: of a line, of a head of three lines, and the most that Excel allows a row."""

_MOST_LINES, _WIDEST = _HIGHEST // _LINE, 120
"""How many lines a row holds, and how wide a column with long texts becomes: a form takes 3.000 characters a cell."""

_PAGE_WIDTH = 240
"""The most characters across a printed page: with more, A4 makes letters that nobody reads."""

_NAMING = 2
"""How many columns at the left say what a row is of: they come again on each page of a wide sheet."""

_CHART_ROWS = 22
"""How many rows a chart is high at least, with room below it."""

_WHOLE, _DECIMAL, _DAY = "#,##0", "#,##0.##", "dd/mm/yyyy"
"""How numbers and days are shown; Excel of a Vietnamese office writes the dot and the comma the other way round."""

_LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Column:
    """A column: its head, its width in characters, and how Excel shows its numbers, where not all of them alike."""

    head: str
    width: int
    number_format: str = ""


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
        body = {**font, "text_wrap": True}
        lines = {"border": 1}
        self._title = self._book.add_format({**font, "bold": True, "font_size": 14})
        self._note = self._book.add_format({**font, "italic": True})
        self._head = self._book.add_format({**body, **lines, "bold": True, "align": "center", "bg_color": "#D9E2F3"})
        self._body, self._plain = body, self._book.add_format(body)
        self._formats: dict[str, Format] = {}
        self._lines = self._book.add_format(lines)
        # The prefix keeps a stranger's "=…" a text even after somebody edits the cell.
        self._quoted = self._book.add_format({**body, "quote_prefix": True})
        self._shades: dict[str, Format] = {}

    def add(self, name: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
        """A sheet with one of Excel's tables, filtered and with its head frozen; the heads differ from each other."""
        sheet = self._titled(name, title)
        top = len(self._notes) + 2
        rows = list(rows)
        columns = [_wide_enough(column, (row[n] for row in rows)) for n, column in enumerate(columns)]
        for n, column in enumerate(columns):
            sheet.set_column(n, n, column.width)
        sheet.set_row(top, _HEAD_HEIGHT)
        bottom = top
        for bottom, row in enumerate(rows, start=top + 1):
            if (height := _height(row, columns)) > _LINE:
                sheet.set_row(bottom, height)
            for n, (value, column) in enumerate(zip(row, columns, strict=True)):
                self._write(sheet, (bottom, n), value, column.number_format)
        # Excel holds no table without a row below its head: an empty one gets a blank row.
        heads = [{"header": column.head, "header_format": self._head} for column in columns]
        table = {"name": f"Bang_{len(self._book.worksheets())}", "columns": heads, "style": None}
        body = (top + 1, 0, max(bottom, top + 1), len(columns) - 1)
        sheet.add_table(top, *body[1:], table)
        self._rule(sheet, body)
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
        pages = ceil(sum(column.width for column in columns) / _PAGE_WIDTH)
        if pages > 1:
            sheet.fit_to_pages(pages, 0)
            sheet.repeat_columns(0, _NAMING - 1)

    def add_charts(self, name: str, title: str, charts: Iterable[ChartedRows]) -> None:
        """A sheet of native charts, one below the other, each beside the cells that it shows."""
        sheet = self._titled(name, title)
        sheet.set_column(0, 0, 34)
        top, begins = len(self._notes) + 2, []
        for shown in charts:
            begins.append(top)
            sheet.write_string(top, 0, printable(shown.title), self._title)
            self._write_charted(sheet, top + 1, shown)
            chart = self._book.add_chart(dict(shown.kind))
            place_chart(chart, name, top + 1, shown)
            sheet.insert_chart(top, len(shown.heads) + 1, chart, {"description": printable(shown.title)})
            top += max(len(shown.rows) + 3, _CHART_ROWS)
        sheet.set_h_pagebreaks(begins[1:])

    def _write_charted(self, sheet: Worksheet, top: int, shown: ChartedRows) -> None:
        for n, head in enumerate(shown.heads):
            sheet.write_string(top, n, head, self._head)
        for n, row in enumerate(shown.rows, start=top + 1):
            for column, value in enumerate(row):
                self._write(sheet, (n, column), value, "0.0000" if isinstance(value, float) else "")
        self._rule(sheet, (top + 1, 0, top + len(shown.rows), len(shown.heads) - 1))

    def _rule(self, sheet: Worksheet, body: tuple[int, int, int, int]) -> None:
        """Lines around every cell of a body: one rule, so that its empty cells, a third, need not be written."""
        sheet.conditional_format(*body, {"type": "no_errors", "format": self._lines})

    def _titled(self, name: str, title: str) -> Worksheet:
        """A sheet with its title and notes, to be printed on A4 across, its pages numbered."""
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, printable(title), self._title)
        for n, note in enumerate(self._notes, start=1):
            sheet.write_string(n, 0, printable(note), self._note)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&RTrang &P/&N")
        return sheet

    def _write(self, sheet: Worksheet, place: tuple[int, int], value: Cell, number_format: str) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            text = printable(value)[:_LONGEST]
            sheet.write_string(*place, text, self._quoted if text.startswith(_LOOKS_LIKE_A_FORMULA) else self._plain)
        elif isinstance(value, Shaded):
            sheet.write_string(*place, value.text, self._shade(value.colour))
        elif isinstance(value, date):
            sheet.write_datetime(*place, value, self._shown(_DAY))
        else:
            number_format = number_format or (_WHOLE if value == int(value) else _DECIMAL)
            sheet.write_number(*place, value, self._shown(number_format))

    def _shown(self, number_format: str) -> Format:
        if number_format not in self._formats:
            self._formats[number_format] = self._book.add_format({**self._body, "num_format": number_format})
        return self._formats[number_format]

    def _shade(self, colour: str) -> Format:
        if colour not in self._shades:
            self._shades[colour] = self._book.add_format({**self._body, "align": "center", "bg_color": colour})
        return self._shades[colour]

    def content(self) -> bytes:
        """The file's bytes: the same for the same sheets."""
        self._book.close()
        return self._written.getvalue()


def _wide_enough(column: Column, cells: Iterable[Cell]) -> Column:
    """A column in which the longest text still fits into the highest row, as far as one is read on a screen."""
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    if longest < column.width * _MOST_LINES:
        return column
    return replace(column, width=min(_WIDEST, ceil(longest / _MOST_LINES) + 1))


def _height(row: Sequence[Cell], columns: Sequence[Column]) -> int:
    """Room for the longest wrapped text of a row: not every program finds the height by itself."""
    texts = ((value, column.width) for value, column in zip(row, columns, strict=True) if isinstance(value, str))
    # Most cells are short: they are told apart before their lines are counted.
    wrapped = ((text, width) for text, width in texts if len(text) >= width or "\n" in text)
    lines = (sum(1 + len(line) // width for line in text.split("\n")) for text, width in wrapped)
    return min(_LINE * max(lines, default=1), _HIGHEST)
