"""A file of results as sheets of cells: CSV in any of its spellings, or a workbook, which a child process alone opens.

Not here: what stands where (`result_layout`).
"""

import csv
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from papiplan.documents.forms.form_reading import read_forms
from papiplan.domain.problems import Problem

MOST_BYTES = 10 * 1024 * 1024
FILE = "Tệp kết quả"

_SAVE_AS_CSV = 'Đề nghị lưu bảng ở dạng "CSV UTF-8" hoặc .xlsx và gửi lại.'
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet that hold something, by row and column from 1; of CSV also how long each row is.

    A `turned` sheet is seen with its rows as columns; `address` names a cell as it stands in the file all the same.
    """

    name: str
    cells: Mapping[tuple[int, int], str]
    widths: tuple[int, ...] = ()
    turned: bool = False

    def text(self, row: int, column: int) -> str:
        return self.cells.get((row, column), "")

    @cached_property
    def rows(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def columns(self) -> int:
        return max((column for _, column in self.cells), default=0)

    def as_turned(self) -> "Sheet":
        return replace(self, cells={(column, row): text for (row, column), text in self.cells.items()}, turned=True)

    def address(self, row: int, column: int, heading: str = "") -> str:
        """Where a cell is: sheet and A1 address, or the line of a CSV and its column's heading, or number."""
        if self.turned:
            row, column = column, row
        if self.name:
            return f'{FILE}, trang "{self.name}", ô {_letters(column)}{row}'
        return f"{FILE}, dòng {row}, cột {column if self.turned or not heading else heading}"

    def line(self, row: int) -> str:
        """Where a row is, or a column of a turned sheet, as the second half of a sentence."""
        if self.turned:
            return f"cột {_letters(row) if self.name else row}"
        return f"dòng {row}"


def read_sheets(content: bytes) -> tuple[Sheet, ...] | Problem:
    """The sheets of a file; a CSV is one, once for each delimiter that it may have been meant with."""
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1024 / 1024:.1f}".replace(".", ",")
        return Problem(FILE, f"tệp có dung lượng {size} MB", f"Cho phép nhiều nhất {MOST_BYTES // 1024 // 1024} MB.")
    return _workbook(content) if content.startswith(_WORKBOOK) else _tables_of_text(content)


def _workbook(content: bytes) -> tuple[Sheet, ...] | Problem:
    (read,) = read_forms([content])
    if isinstance(read, Problem):
        return Problem(FILE, read.what, "Đề nghị lưu bảng ở dạng .xlsx, không đặt mật khẩu, và gửi lại.")
    return tuple(
        Sheet(name, {place: text for place, value in cells.items() if (text := _text(value))})
        for name, cells in read.sheets.items()
    )


def _text(value: object) -> str:
    """A cell's value as a person would type it: 2023 for 2023.0, and a decimal comma."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value).replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    return unicodedata.normalize("NFC", str(value)).strip()


def _tables_of_text(content: bytes) -> tuple[Sheet, ...] | Problem:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Problem(FILE, "tệp không phải văn bản UTF-8", _SAVE_AS_CSV)
    if "\0" in text:
        return Problem(FILE, "tệp không phải văn bản", _SAVE_AS_CSV)
    text = unicodedata.normalize("NFC", text)
    try:
        return tuple(_table(text, delimiter) for delimiter in _DELIMITERS)
    except csv.Error:
        return Problem(FILE, "không đọc được như bảng CSV", _SAVE_AS_CSV)


def _table(text: str, delimiter: str) -> Sheet:
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    cells = {
        (row, column): stripped
        for row, line in enumerate(lines, start=1)
        for column, cell in enumerate(line, start=1)
        if (stripped := cell.strip())
    }
    return Sheet("", cells, tuple(map(len, lines)))


def _letters(column: int) -> str:
    """The letters of a column from 1: A … Z, AA …"""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
