"""One cell of a form: how a value is written, what a program tells a unit that selects it, and how a fault is noted.

Not here: which cells there are (`form_writing`), nor their looks (`form_styles`).
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from papiplan.documents.forms.form_heights import lines
from papiplan.documents.forms.form_styles import Lists
from papiplan.domain.deadlines import short
from papiplan.domain.form_columns import OBLIGATORY, Column, Need, ValueKind
from papiplan.domain.form_texts import LONGEST_CELL, number_vi
from papiplan.domain.form_values import Value

_LONGEST_PROMPT, _LONGEST_PROMPT_TITLE = 255, 32
"""What Excel takes; a form with more opens with a complaint."""


def printed(column: Column, value: Value) -> Value | date:
    """A kept value as the unit knows it: the label of a choice, a date as a date, all else as it was written."""
    if isinstance(value, str):
        if column.kind is ValueKind.DATE:
            with suppress(ValueError):
                return date.fromisoformat(value)
        if column.kind is ValueKind.CHOICE:
            return column.choices.get(value, value)
    return value


def words_of(value: Value | date) -> str:
    """What stands in a cell, as long as it is shown."""
    if isinstance(value, date):
        return short(value)
    return "" if value is None else str(value)


def write(sheet: Worksheet, row: int, place: int, value: Value | date, style: Format) -> None:
    """Text stays text, whatever it begins with."""
    if value is None or value == "":
        sheet.write_blank(row, place, None, style)
    elif isinstance(value, str | bool):
        sheet.write_string(row, place, str(value)[:LONGEST_CELL], style)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, style)
    else:
        sheet.write_number(row, place, value, style)


def hint(column: Column) -> str:
    """What to write in an entry, and whether it must be: "(*) Ghi chức vụ người ký, ví dụ Chủ tịch"."""
    star = f"{OBLIGATORY} " if column.need in (Need.REQUIRED, Need.WITH_NUMBERED_SYMBOL) else ""
    asked = f"{column.ask[:1].upper()}{column.ask[1:]}" or "Không bắt buộc"
    return f"{star}{asked}{_limits(column)}"


def _limits(column: Column) -> str:
    """The limits that a unit may run into, not those that nobody reaches."""
    if column.kind is not ValueKind.TEXT or column.choices:
        return ""
    if column.least >= _LEAST_WORTH_TELLING:
        return f" ({column.least}–{number_vi(column.most)} ký tự)"
    return f" (nhiều nhất {number_vi(column.most)} ký tự)" if column.most >= _MOST_WORTH_TELLING else ""


_LEAST_WORTH_TELLING, _MOST_WORTH_TELLING = 10, 500


def prompt(column: Column, lists: Lists) -> Mapping[str, object]:
    """The list to choose from, or the words that show beside a cell that is selected."""
    if column.choices:
        return {
            "validate": "list",
            "source": f"={lists.name_of(tuple(column.choices.values()))}",
            "show_error": column.kind is ValueKind.CHOICE,
            "error_title": "Giá trị không có trong danh sách",
            "error_message": "Đề nghị bấm mũi tên bên phải ô và chọn một giá trị.",
        }
    told = f"{hint(column).removeprefix(OBLIGATORY).strip()}."[:_LONGEST_PROMPT]
    return {"validate": "any", "input_title": column.name[:_LONGEST_PROMPT_TITLE], "input_message": told}


_NOTE_WIDTH, _NOTE_HEIGHT = 320, 74
_NOTE_LETTERS, _NOTE_LINE = 44, 15
"""Pixels, and letters in one line of a note."""


def write_note(sheet: Worksheet, row: int, place: int, text: str, author: str) -> None:
    """The problem as a comment, in a box that shows all of it."""
    tall = _NOTE_LINE * (1 + lines(text, _NOTE_LETTERS))
    size = {"width": _NOTE_WIDTH, "height": max(tall, _NOTE_HEIGHT)}
    sheet.write_comment(row, place, text[:LONGEST_CELL], {"author": author, **size})
