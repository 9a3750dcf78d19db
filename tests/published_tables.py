"""The published index of a year as tables of many shapes, each saved as a file: the same figures every time."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from openpyxl import Workbook

from papiplan.documents.plan_folders.plan_folder import example_folder
from papiplan.documents.publications.results import read_results
from papiplan.domain.publication import DIMENSIONS, ProvinceScores

Cell = str | float | int | date | None
Table = list[list[Cell]]

YEAR = 2023
ALL = read_results((example_folder() / "results" / "papi-2023.csv").read_bytes(), YEAR).scores
SOME = tuple(row for row in ALL if row.code in ("P01", "P14", "P31", "P49", "P50", "P56"))
"""Six provinces of the real figures of 2023 (CECODES, RTA, UNDP), one of them without a result."""

VIETNAMESE = [f"{n}. {name}" for n, name in enumerate(DIMENSIONS, start=1)]
ENGLISH = [
    "Participation at Local Levels",
    "Transparency in Local Decision-making",
    "Vertical Accountability",
    "Control of Corruption in the Public Sector",
    "Public Administrative Procedures",
    "Public Service Delivery",
    "Environmental Governance",
    "E-Governance",
]


def table(
    rows: Iterable[ProvinceScores] = SOME,
    headings: Sequence[str] = VIETNAMESE,
    total: str = "Tổng điểm",
    province: str = "Tỉnh, thành phố",
    names: Callable[[ProvinceScores], str] = lambda row: row.name,
) -> Table:
    """Provinces as rows, the eight dimensions and their sum as columns."""
    body: Table = [[names(row), *row.dimensions, row.total] for row in rows]
    return [[province, *headings, total], *body]


def turned(rows: Table) -> Table:
    """Rows as columns."""
    return [list(column) for column in zip(*rows, strict=True)]


def with_column(rows: Table, place: int, heading: str, value: Callable[[int], Cell]) -> Table:
    """The table with one more column."""
    head, *body = rows
    more: Table = [[*row[:place], value(n), *row[place:]] for n, row in enumerate(body, start=1)]
    return [[*head[:place], heading, *head[place:]], *more]


def mapped(rows: Table, change: Callable[[Cell], Cell]) -> Table:
    return [[change(cell) for cell in row] for row in rows]


def comma(cell: Cell) -> Cell:
    """A number as it is typed in Vietnamese."""
    return repr(cell).replace(".", ",") if isinstance(cell, float) else cell


def as_csv(rows: Table, delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([["" if c is None else c for c in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(*sheets: Table, names: Sequence[str] = ("Kết quả",), merged: Sequence[str] = ()) -> bytes:
    """A workbook with a sheet for each table; `merged` are ranges of the first."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in zip(names, sheets, strict=True):
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cells in merged:
        workbook.worksheets[0].merge_cells(cells)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()
