"""A filled form's sheets as its unit sent them: columns found by title, rows by action, each cell read.

Not here: what a cell's value may be (`form_values`) nor the checks across cells (`form_rules`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from papiplan.domain.form_columns import OBLIGATORY, Column, Sheet, column_letter
from papiplan.domain.form_texts import matching_key
from papiplan.domain.form_values import BLANK, Reading, Value, read_value
from papiplan.domain.problems import Problem

RawCells = Mapping[tuple[int, int], object]
RawSheets = Mapping[str, RawCells]
"""Sheet name → (row, column), both counted from 1 → the cell's raw value: text, number, bool, date or datetime."""

USE_THE_SENT_FORM = "Đề nghị dùng lại tệp gửi kèm thư này"


@dataclass(frozen=True)
class ReadRow:
    """A row of a filled sheet, or all of "Thông tin chung": a reading per field whose column was found.

    `known` are our own values of its locked cells. `cells` maps a field to its address ("O9").
    """

    sheet: str
    row: int
    action: str
    columns: Mapping[str, Column]
    readings: Mapping[str, Reading]
    cells: Mapping[str, str]
    known: Mapping[str, Value] = field(default_factory=dict)

    def value(self, field: str) -> Value:
        """The sound value of a field; None when blank, faulty or not there."""
        if field in self.known:
            return self.known[field]
        return self.readings.get(field, BLANK).sound

    def text(self, field: str) -> str:
        value = self.value(field)
        return value if isinstance(value, str) else ""

    def number(self, field: str) -> float | None:
        value = self.value(field)
        return value if isinstance(value, int | float) else None

    def is_blank(self, field: str) -> bool:
        """Whether the unit left this cell empty; what is not there at all was not left by it."""
        return field in self.readings and self.readings[field] == BLANK

    def is_faulty(self, field: str) -> bool:
        return bool(self.readings.get(field, BLANK).what)

    @property
    def is_empty(self) -> bool:
        return all(reading == BLANK for reading in self.readings.values())

    @property
    def values(self) -> dict[str, Value]:
        """What was found in each cell, faulty or not, beside our own values."""
        return {**{name: reading.value for name, reading in self.readings.items()}, **self.known}

    def problem(self, fields: Sequence[str], what: str, how_to_fix: str = "") -> Problem:
        """A problem of one cell or of several: Trang "Kế hoạch", ô O9 (nhiệm vụ 2.3.1, cột "Ngày hoàn thành")."""
        about = [f"nhiệm vụ {self.action}"] if self.action else []
        if len(fields) == 1:
            about.append(f'{"cột" if self.row else "mục"} "{self.columns[fields[0]].name}"')
        place = place_of(self.sheet, [self.cells[name] for name in fields if name in self.cells])
        return Problem(f"{place} ({', '.join(about)})" if about else place, what, how_to_fix)


def place_of(sheet: str, addresses: Sequence[str] = ()) -> str:
    """Where a problem is, as `Problem.where` begins: Trang "Báo cáo", ô M9 và O9."""
    return f'Trang "{sheet}", ô {" và ".join(addresses)}' if addresses else f'Trang "{sheet}"'


def cells_of(where: str) -> tuple[str, tuple[str, ...]]:
    """The sheet and addresses that `place_of` wrote; an empty sheet and none for any other place.

    >>> cells_of('Trang "Báo cáo", ô M9 và O9 (nhiệm vụ 2.3.1)')
    ('Báo cáo', ('M9', 'O9'))
    """
    found = re.match(r'Trang "([^"]+)"(?:, ô ([A-Z]+\d+(?: và [A-Z]+\d+)*))?', where)
    return (found[1], tuple(found[2].split(" và ")) if found[2] else ()) if found else ("", ())


@dataclass(frozen=True)
class FilledSheet:
    """A table as it came back: where its header is, and at which number each column that was found stands."""

    sheet: Sheet
    cells: RawCells
    header_row: int
    places: Mapping[str, int]

    @property
    def missing(self) -> tuple[Column, ...]:
        return tuple(column for column in self.sheet.fillable if column.field not in self.places)

    def read_row(self, row: int, action: str = "", known: Mapping[str, Value] | None = None) -> ReadRow:
        """One row's cells. Locked ones are not read: what the unit changed there does not count."""
        own = known or {}
        columns = {c.field: c for c in self.sheet.fillable if c.field in self.places and c.field not in own}
        return ReadRow(
            sheet=self.sheet.name,
            row=row,
            action=action,
            columns={column.field: column for column in self.sheet.columns},
            readings={name: read_value(c, self.cells.get((row, self.places[name]))) for name, c in columns.items()},
            cells={name: f"{column_letter(self.places[name])}{row}" for name in columns},
            known=own,
        )

    def rows_below(self) -> Iterator[int]:
        """The rows under the header that hold anything, in order."""
        return iter(sorted({row for row, _ in self.cells if row > self.header_row}))


def find_sheet(sheet: Sheet, raw: RawSheets) -> RawCells | Problem:
    """The cells of the sheet of this name, or that it is missing."""
    for name, cells in raw.items():
        if matching_key(name) == matching_key(sheet.name):
            return cells
    return Problem(place_of(sheet.name), "thiếu trang này", f"{USE_THE_SENT_FORM}, không đổi tên, không xóa trang.")


def find_table(sheet: Sheet, cells: RawCells) -> FilledSheet:
    """The table in these cells. Its header is the row with the most of our titles."""
    titles = {_title_key(column.title): column.field for column in sheet.columns}
    headers: dict[int, dict[str, int]] = {}
    for (row, place), raw in sorted(cells.items()):
        if isinstance(raw, str) and (name := titles.get(_title_key(raw))):
            headers.setdefault(row, {}).setdefault(name, place)
    header_row = max(headers, key=lambda row: len(headers[row]), default=0)
    return FilledSheet(sheet, cells, header_row, headers.get(header_row, {}))


def read_entries(sheet: Sheet, cells: RawCells) -> ReadRow:
    """The entries of "Thông tin chung": each right of its label, wherever that stands."""
    labels = {_title_key(column.title): column for column in sheet.columns}
    found: dict[str, tuple[int, int]] = {}
    for (row, place), raw in sorted(cells.items()):
        if isinstance(raw, str) and (column := labels.get(_title_key(raw))):
            found.setdefault(column.field, (row, place + 1))
    entries = [column for column in sheet.fillable if column.field in found]
    addresses = {name: f"{column_letter(place)}{row}" for name, (row, place) in found.items()}
    return ReadRow(
        sheet=sheet.name,
        row=0,
        action="",
        columns={column.field: column for column in entries},
        readings={entry.field: read_value(entry, cells.get(found[entry.field])) for entry in entries},
        cells={entry.field: addresses[entry.field] for entry in entries},
    )


def missing_columns(sheet: str, columns: Sequence[Column], word: str = "cột") -> Iterator[Problem]:
    """One problem for all the columns or entries that a unit removed or renamed."""
    if columns:
        names = ", ".join(f'"{column.name}"' for column in columns)
        how = f"{USE_THE_SENT_FORM}, không đổi tên, không xóa các trang, cột."
        yield Problem(place_of(sheet), f"thiếu {word} {names}", how)


def _title_key(title: str) -> str:
    """A title whether or not the star stands behind it. Long ones are none: not worth normalising."""
    return matching_key(title[:200]).removesuffix(OBLIGATORY).rstrip(" :")
