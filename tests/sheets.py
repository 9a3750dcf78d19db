"""A workbook that was written, read back: the rows of a sheet's table by the columns' heads."""

from typing import Any

from openpyxl.workbook import Workbook


def rows_of(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows under the heads, which are the first row without an empty cell; empty rows are left out."""
    rows = list(book[sheet].iter_rows(values_only=True))
    top = next(n for n, row in enumerate(rows) if all(row))
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :] if any(row)]
