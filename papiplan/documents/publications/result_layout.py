"""Where the figures stand in a sheet of results: which line is the heading, what each column is, rows or columns.

Not here: what a heading stands for (`result_headings`), nor the provinces' figures (`result_rows`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from papiplan.documents.publications.result_headings import FIGURES, PROVINCE, role_of, years_in
from papiplan.documents.publications.result_shapes import shapes
from papiplan.documents.publications.result_sheets import FILE, Sheet
from papiplan.domain.problems import Problem
from papiplan.domain.publication import DIMENSIONS

COLUMNS: tuple[str, ...] = ("year", *PROVINCE, *FIGURES)
"""The headings of a plain CSV file of results."""

_FEWEST_DIMENSIONS = 3
_MOST_LINES_ABOVE = 40


@dataclass(frozen=True)
class Layout:
    """A table in a sheet, turned so that provinces are rows: its heading's row, and the column of each role."""

    sheet: Sheet
    heading: int
    columns: Mapping[str, int]

    def text(self, row: int, role: str) -> str:
        return self.sheet.text(row, self.columns[role]) if role in self.columns else ""

    def address(self, row: int, role: str) -> str:
        column = self.columns[role]
        return self.sheet.address(row, column, self.sheet.text(self.heading, column))

    @property
    def provinces(self) -> tuple[str, ...]:
        """The roles that name the province, in the order in which they are trusted."""
        return tuple(role for role in PROVINCE if role in self.columns)

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures that are there, and the sub-dimensions."""
        parts = tuple(role for role in self.columns if role not in COLUMNS)
        return (*(figure for figure in FIGURES if figure in self.columns), *parts)


def find_layouts(sheets: Iterable[Sheet], year: int) -> tuple[Layout, ...]:
    """The tables of a year, one for each sheet that has any; of a CSV the one of the delimiter that fits."""
    found = [layout for sheet in sheets if (layout := _layout(sheet, year)) is not None]
    texts = [layout for layout in found if not layout.sheet.name]
    if texts:
        found = [max(texts, key=lambda layout: len(layout.columns))]
    named = [layout for layout in found if year in years_in(layout.sheet.name)]
    return tuple(named or (layout for layout in found if not _of_other_years(layout, year)))


def _layout(sheet: Sheet, year: int) -> Layout | None:
    """The table of a sheet, its provinces as rows or as columns."""
    either = [layout for seen in (sheet, sheet.as_turned()) if (layout := _as_rows(seen, year)) is not None]
    return max(either, key=lambda layout: len(_dimensions(layout.columns)), default=None)


def _as_rows(sheet: Sheet, year: int) -> Layout | None:
    lines = range(1, min(sheet.rows, _MOST_LINES_ABOVE) + 1)
    found = {row: _roles(sheet, row, year) for row in lines}
    heading = max(found, key=lambda row: (len(_dimensions(found[row].values())), len(found[row])), default=0)
    if not heading or len(_dimensions(found[heading].values())) < _FEWEST_DIMENSIONS:
        return None
    columns = {role: column for column, role in reversed(found[heading].items())}
    if not any(role in columns for role in PROVINCE):
        columns = {"province_vi": _named_column(sheet, year), **columns}
    for above in (row for row in found if row < heading):
        taken = set(columns.values())
        columns |= {role: col for col, role in found[above].items() if role not in columns and col not in taken}
    return Layout(sheet, heading, columns)


def _roles(sheet: Sheet, row: int, year: int) -> dict[int, str]:
    """The roles of a row's cells by column."""
    cells = ((column, sheet.text(row, column)) for column in range(1, sheet.columns + 1))
    return {column: role for column, text in cells if text and (role := role_of(text, year)) is not None}


def _dimensions(roles: Iterable[str]) -> set[str]:
    return set(roles) & set(FIGURES[: len(DIMENSIONS)])


def _named_column(sheet: Sheet, year: int) -> int:
    """The column with the most names of provinces, where no heading says which it is."""
    named = Counter(column for (_, column), text in sheet.cells.items() if shapes().named(text, year))
    return named.most_common(1)[0][0] if named else 1


def _of_other_years(layout: Layout, year: int) -> bool:
    """Whether the sheet's name, or what stands above its table, names other years and not this one."""
    if "year" in layout.columns:
        return False
    named = years_in(" ".join((layout.sheet.name, *_titles(layout))))
    return bool(named) and year not in named


def _titles(layout: Layout) -> list[str]:
    """What stands above the table as it lies in the file."""
    first = layout.columns[layout.provinces[0]]
    cells = layout.sheet.cells.items()
    return [text for (row, column), text in cells if (column < first if layout.sheet.turned else row < layout.heading)]


def layout_problems(layout: Layout, year: int) -> list[Problem]:
    """The columns that are missing, and those of which there are two."""
    missing = [column for column in FIGURES if column not in layout.columns]
    line = f"{FILE}, {layout.sheet.line(layout.heading)}"
    where = f'{FILE}, trang "{layout.sheet.name}"' if layout.sheet.name else line
    found = [Problem(where, f"thiếu cột {', '.join(missing)}", NEEDED)] if missing else []
    return [*found, *_twice(layout, year), *_shifted(layout)]


NEEDED = f"Các cột phải có: {', '.join(COLUMNS)}."


def _twice(layout: Layout, year: int) -> list[Problem]:
    sheet = layout.sheet
    again = [
        (column, role)
        for column, role in _roles(sheet, layout.heading, year).items()
        if layout.columns[role] != column and role not in PROVINCE
    ]
    return [
        Problem(
            sheet.address(layout.heading, column, str(column)),
            f'ghi "{sheet.text(layout.heading, column)}", trong khi {_place(layout, role)} cũng là {role}',
            "Đề nghị để lại một cột, hoặc ghi rõ tên cột không phải là điểm.",
        )
        for column, role in again
    ]


def _place(layout: Layout, role: str) -> str:
    address = layout.sheet.address(layout.heading, layout.columns[role], str(layout.columns[role]))
    return address.rpartition(", ")[2]


def _shifted(layout: Layout) -> list[Problem]:
    """The lines of a CSV with provinces as columns that a decimal comma without quotes has made longer."""
    sheet = layout.sheet
    if not sheet.turned or not sheet.widths:
        return []
    wanted = sheet.widths[layout.columns[layout.provinces[0]] - 1]
    rows = sorted(layout.columns.values())
    return [wrong_length(row, sheet.widths[row - 1], wanted) for row in rows if sheet.widths[row - 1] != wanted]


def wrong_length(row: int, found: int, wanted: int) -> Problem:
    """That a line of a CSV has another number of cells than its heading."""
    hint = "Số thập phân dùng dấu phẩy phải đặt trong dấu ngoặc kép, hoặc các cột phân cách bằng dấu chấm phẩy."
    return Problem(f"{FILE}, dòng {row}", f"có {found} ô, trong khi dòng tiêu đề có {wanted} ô", hint)
