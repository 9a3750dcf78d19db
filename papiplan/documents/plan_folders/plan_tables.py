"""From grids to the fields they hold: tables with a head row, and the sheet of a plan's own fields.

Not here: reading files (`plan_sheets`), nor judging the values (`plan_sentences`).
"""

import difflib
from collections.abc import Sequence
from typing import Any

from papiplan.documents.plan_folders.plan_fields import Fields, fields_of
from papiplan.documents.plan_folders.plan_sheets import Grid
from papiplan.documents.plan_folders.plan_source import Place, Source, unreadable
from papiplan.documents.plan_folders.plan_values import quoted
from papiplan.domain.problems import Problem
from papiplan.domain.units import normalised

KEY_HEADER = "Mã mục"
VALUE_HEADER = "Giá trị"
NOTE = "#"
"""A row whose first cell begins so is a note to the reader of the table."""


def read_table(grid: Grid, model: type[Fields], *, may_be_empty: bool = False) -> Source:
    """The rows of a table under its head row, whose cells are the keys or the labels of `model`'s fields."""
    head = next((n for n, row in enumerate(grid.rows) if _counts(row)), None)
    if head is None:
        return unreadable(grid.where, "bảng trống", "Ghi một dòng tiêu đề và mỗi mục một dòng.")
    columns, problems = _columns(grid, head, model)
    places: dict[Place, str] = {(): grid.where}
    rows: list[dict[str, str]] = []
    for n, cells in enumerate(grid.rows):
        if n <= head or not _counts(cells):
            continue
        for column, key in columns.items():
            places[(len(rows), key)] = grid.cell_place(n, column, grid.rows[head][column])
        places[(len(rows),)] = grid.row_place(n)
        rows.append({key: cells[column] for column, key in columns.items() if column < len(cells) and cells[column]})
        problems += [
            Problem(
                grid.cell_place(n, column),
                f"{quoted(cells[column])} đứng ngoài các cột",
                "Xóa, hoặc chuyển về đúng cột.",
            )
            for column in range(len(cells))
            if cells[column] and (column >= len(grid.rows[head]) or not grid.rows[head][column])
        ]
    if not rows and not may_be_empty:
        problems.append(Problem(grid.where, "bảng chưa có dòng nào", "Ghi mỗi mục một dòng dưới dòng tiêu đề."))
    return Source(rows, places, tuple(problems))


def _counts(cells: Sequence[str]) -> bool:
    return any(cells) and not cells[0].startswith(NOTE)


def _columns(grid: Grid, head: int, model: type[Fields]) -> tuple[dict[int, str], list[Problem]]:
    """The key of each column, by its number."""
    asked = list(fields_of(model))
    keys = {normalised(name): field.key for field in asked for name in (field.label, field.key)}
    columns: dict[int, str] = {}
    problems: list[Problem] = []
    for column, title in enumerate(grid.rows[head]):
        where, key = grid.cell_place(head, column, title), keys.get(normalised(title))
        if key in columns.values():
            problems.append(Problem(where, f'cột "{title}" có hai lần', "Giữ lại một cột."))
        elif key is not None:
            columns[column] = key
        elif title:
            close = difflib.get_close_matches(
                title, [name for field in asked for name in (field.label, field.key)], n=1
            )
            hint = (
                f'Có phải "{close[0]}"?' if close else f"Các cột được dùng: {', '.join(field.key for field in asked)}."
            )
            problems.append(Problem(where, f"không có cột tên {quoted(title)}", hint))
    problems += [
        Problem(grid.row_place(head), f'thiếu cột "{field.key}" ({field.label})', "Thêm cột này vào dòng tiêu đề.")
        for field in asked
        if field.required and field.key not in columns.values()
    ]
    return columns, problems


def read_fields_sheet(grid: Grid) -> Source:
    """The plan's own fields from a sheet with one row a field: its key ("operators.1.email") and its value."""
    found = _key_and_value_columns(grid)
    if found is None:
        return unreadable(
            grid.where,
            f'không thấy hai cột "{KEY_HEADER}" và "{VALUE_HEADER}"',
            "Dùng lại trang mà lệnh papiplan new đã tạo.",
        )
    head, key_column, value_column = found
    tree = _Tree(grid.where)
    for n, row in enumerate(grid.rows[head + 1 :], start=head + 1):
        key = row[key_column] if key_column < len(row) else ""
        value = row[value_column] if value_column < len(row) else ""
        tree.add(key, value, grid.cell_place(n, value_column))
    return tree.source()


def _key_and_value_columns(grid: Grid) -> tuple[int, int, int] | None:
    for n, row in enumerate(grid.rows):
        titles = [normalised(title) for title in row]
        if normalised(KEY_HEADER) in titles and normalised(VALUE_HEADER) in titles:
            return n, titles.index(normalised(KEY_HEADER)), titles.index(normalised(VALUE_HEADER))
    return None


class _Tree:
    """Dotted keys on their way to mappings and lists. A number in a key counts the items of a list."""

    _MOST_DOTS = 5

    def __init__(self, where: str) -> None:
        self._values: dict[tuple[str, ...], str] = {}
        self._where: dict[tuple[str, ...], str] = {(): where}
        self._below: dict[tuple[str, ...], dict[str, None]] = {}
        self._filled: set[tuple[str, ...]] = set()
        self._places: dict[Place, str] = {}
        self._problems: list[Problem] = []

    def add(self, key: str, value: str, where: str) -> None:
        way = tuple(key.split(".", self._MOST_DOTS))
        if not key:
            if value:
                self._problems.append(Problem(where, "giá trị không có mã mục", f'Ghi mã ở cột "{KEY_HEADER}".'))
            return
        if way in self._values:
            first = self._where[way]
            self._problems.append(Problem(where, f'mục "{key}" ghi hai lần, lần đầu ở {first}', "Giữ lại một."))
            return
        self._values[way] = value
        for length in range(len(way)):
            self._below.setdefault(way[:length], {})[way[length]] = None
            self._where.setdefault(way[: length + 1], where)
            if value:
                self._filled.add(way[: length + 1])

    def source(self) -> Source:
        content = self._content((), ()) or {}
        return Source(content, self._places, tuple(self._problems))

    def _content(self, way: tuple[str, ...], place: Place) -> Any:
        """What stands at `way`; None for a blank cell and a list with none but blanks."""
        self._places[place] = self._where[way]
        value, below = self._values.get(way), self._below.get(way, {})
        if value and any((*way, step) in self._filled for step in below):
            self._problems.append(
                Problem(
                    self._where[way], f'mục "{".".join(way)}" vừa có giá trị vừa có mục con', "Giữ lại một cách ghi."
                )
            )
        if value or not below:
            return value or None
        if all(step.isdecimal() and len(step) <= 4 for step in below):
            filled = (step for step in sorted(below, key=int) if (*way, step) in self._filled)
            return [self._content((*way, step), (*place, n)) for n, step in enumerate(filled)] or None
        fields = {step: self._content((*way, step), (*place, step)) for step in below}
        return {step: content for step, content in fields.items() if content is not None}
