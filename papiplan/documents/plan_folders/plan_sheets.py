"""Reading the plan folder's tables: .csv and .xlsx become grids of text.

Not here: what rows and columns mean (`plan_tables`), nor the units' forms, which come from strangers
(`forms.form_reading`).
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from papiplan.documents.plan_folders.plan_values import clean
from papiplan.domain.problems import Problem, Refused

MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_INFLATED_BYTES = 50_000_000


@dataclass(frozen=True)
class Grid:
    """A table as text, each cell clean; `where` names it ("units.csv", or file and sheet)."""

    where: str
    rows: tuple[tuple[str, ...], ...]
    in_workbook: bool

    def row_place(self, row: int) -> str:
        """A row, counted from 0, as the person sees it."""
        return f"{self.where}, dòng {row + 1}"

    def cell_place(self, row: int, column: int, header: str = "") -> str:
        """A cell by its address in a workbook, by row and column's name in a text file."""
        if self.in_workbook:
            return f"{self.where}, ô {get_column_letter(column + 1)}{row + 1}"
        return f'{self.row_place(row)}, cột "{header}"' if header else f"{self.row_place(row)}, cột thứ {column + 1}"


def read_csv(name: str, text: str) -> Grid:
    """A text table parted by commas, semicolons or tabs, whichever its first row shows.

    Refused when quotes do not close or it is far too large.
    """
    first = next((line for line in text.splitlines() if line.strip() and not line.lstrip('"').startswith("#")), "")
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = _bounded(name, reader)
    except csv.Error:
        raise _refused(
            f"{name}, dòng {reader.line_num}",
            "không tách được các cột",
            "Kiểm tra dấu ngoặc kép ở dòng này; hoặc mở tệp bằng Excel và lưu lại dạng CSV UTF-8.",
        ) from None
    return Grid(name, rows, in_workbook=False)


def read_workbook(name: str, data: bytes) -> dict[str, Grid]:
    """The sheets of a workbook by name, in their order. Refused when it is none, has a password or is far too large."""
    _check_archive(name, data)
    try:
        with warnings.catch_warnings():
            # The reader warns of styles and lists that it leaves out; only the cells' values are wanted.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            return {sheet.title: _grid(name, sheet) for sheet in workbook.worksheets}
    except Refused:
        raise
    except Exception:  # the reader raises whatever a broken file makes it stumble over
        raise _refused(name, "tệp hỏng, không đọc được", "Mở tệp bằng Excel, lưu lại dạng .xlsx rồi thử lại.") from None


def _grid(name: str, sheet: Any) -> Grid:
    where = f'{name}, trang "{clean(sheet.title)}"'
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    return Grid(where, _bounded(where, ([_cell_text(cell) for cell in row] for row in sheet.rows)), in_workbook=True)


def _cell_text(cell: Any) -> str:
    """A cell as a person would type it; dates as ISO, an error of a formula as its sign."""
    value = cell.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _bounded(where: str, rows: Iterator[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The rows, clean, without blank cells at their ends; refused as soon as there are far too many."""
    kept = []
    for number, row in enumerate(rows, start=1):
        cells = [clean(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise _refused(
                where,
                f"bảng quá lớn (hơn {MOST_ROWS} dòng hoặc {MOST_COLUMNS} cột)",
                "Xóa các dòng, cột trống có định dạng ở cuối bảng rồi lưu lại.",
            )
        kept.append(tuple(cells))
    return tuple(kept)


def _check_archive(name: str, data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused(name, "tệp có mật khẩu, hoặc dạng .xls cũ", "Lưu lại dạng .xlsx, không đặt mật khẩu.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # zipfile never reads more of a part than this table says, so the sum is a true bound.
            inflated = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _refused(name, "không phải tệp Excel dạng .xlsx", "Mở bằng Excel và lưu lại dạng .xlsx.") from None
    if inflated > MOST_INFLATED_BYTES:
        raise _refused(name, "tệp quá lớn khi mở ra", "Xóa các dòng trống có định dạng, các trang thừa rồi lưu lại.")


def _refused(where: str, what: str, how_to_fix: str) -> Refused:
    return Refused(Problem(where, what, how_to_fix))
