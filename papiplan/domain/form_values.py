"""One cell of a filled form: its raw value made a value by our own rules, or what is wrong with it.

Readers return different types for the same cell, so nothing is left to them: days come first, the comma is the decimal
sign, text is NFC. Not here: which cell must be filled, nor checks across cells (`form_rules`).
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from papiplan.domain.deadlines import short
from papiplan.domain.form_columns import Column, ValueKind
from papiplan.domain.form_texts import LONGEST_CELL, as_float, as_text, matching_key, number_vi, printable

Value = str | float | int | bool | None
"""A coerced value as the database keeps it: dates as ISO text, choices as their identifiers."""

NO_NUMBER_YET = "chưa có số"
"""What stands for the symbol of a document that the clerk's office has not numbered yet."""

_ERROR_CODES = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA")
_FORMULA = re.compile(r"=[^>\s]")  # people write "=> …" as an arrow
_QUOTED_CHARACTERS = 60
_TOO_LARGE = 10**15


@dataclass(frozen=True)
class Reading:
    """What a cell holds. With `what` it is faulty, and `value` is only what the unit wrote."""

    value: Value
    what: str = ""
    how_to_fix: str = ""

    @property
    def sound(self) -> Value:
        """The value, None when faulty."""
        return None if self.what else self.value


BLANK = Reading(None)


def read_value(column: Column, raw: object) -> Reading:
    """The value of a cell of this column, or what is wrong with it. Never raises, whatever `raw` is."""
    text = as_text(raw)
    if not text:
        return BLANK
    if fault := _fault_of_any_cell(column, raw, text):
        return fault
    return _READERS[column.kind](column, raw, text)


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    shown = line if len(line) <= _QUOTED_CHARACTERS else line[:_QUOTED_CHARACTERS].rstrip() + "…"
    return f'đơn vị ghi "{shown}"'


def _found(column: Column, text: str) -> Reading:
    return Reading(text, _quoted(text), column.request)


def _fault_of_any_cell(column: Column, raw: object, text: str) -> Reading | None:
    """What no cell may hold: more than Excel allows, signs nobody sees, formulas without a value, errors, booleans."""
    if len(text) > LONGEST_CELL:
        return _too_long(text, column.most)
    if (kept := printable(text)) != text:
        return Reading(kept, "ô có ký tự không đọc được", "Đề nghị xóa nội dung ô và nhập lại.")
    wanted = {ValueKind.NUMBER: "số", ValueKind.COUNT: "số", ValueKind.DATE: "ngày"}.get(column.kind, "nội dung")
    if _FORMULA.match(text):
        what = "ô có công thức nhưng không có giá trị"
        return Reading(text, what, f"Đề nghị nhập trực tiếp {wanted}.")
    if text in _ERROR_CODES:
        return Reading(text, f"ô có công thức bị lỗi ({text})", f"Đề nghị nhập trực tiếp {wanted}.")
    return _found(column, text) if isinstance(raw, bool) else None


def _too_long(text: str, most: int) -> Reading:
    what = f"nội dung quá dài ({number_vi(len(text))} ký tự)"
    return Reading(printable(text), what, f"Đề nghị rút gọn (nhiều nhất {number_vi(most)} ký tự).")


def _read_text(column: Column, raw: object, text: str) -> Reading:
    del raw
    if len(text) < column.least:
        what = f"nội dung quá ngắn ({len(text)} ký tự)"
        return Reading(text, what, f"{column.request.rstrip('.')} (ít nhất {column.least} ký tự).")
    if len(text) > column.most:
        return _too_long(text, column.most)
    return Reading(text) if len(text.split()) >= column.words else _found(column, text)


_GROUPED = re.compile(r"(?!0)\d{1,3}(\.\d{3})+(,\d+)?")
_PLAIN = re.compile(r"\d+(,\d+)?|\d+\.(?!\d{3}$)\d+|0\.\d+")
"""A point that parts thousands wrongly is no decimal sign either: 1234.567 may be either."""


def _number(raw: object, text: str) -> float | None:
    """A number ≥ 0 of at most 15 digits before the comma; "1.234,5", "97,5" and "97,5%" are numbers, "4 quý" is not.

    Points before groups of three digits part thousands; a single one before other than three is taken for a comma.
    """
    if isinstance(raw, int | float):
        number = as_float(raw)
    else:
        digits = text.removesuffix("%").rstrip()
        if len(digits) > 2 * len(str(_TOO_LARGE)):
            return None
        if _GROUPED.fullmatch(digits):
            digits = digits.replace(".", "")
        elif not _PLAIN.fullmatch(digits):
            return None
        number = float(digits.replace(",", "."))
    return number if isfinite(number) and 0 <= number < _TOO_LARGE else None


def _read_number(column: Column, raw: object, text: str) -> Reading:
    number = _number(raw, text)
    return _found(column, text) if number is None else Reading(number)


def _read_count(column: Column, raw: object, text: str) -> Reading:
    number = None if text.endswith("%") else _number(raw, text)
    return _found(column, text) if number is None or number != int(number) else Reading(int(number))


_DATE = re.compile(r"(?:ngày )?(\d{1,2})(?: ?[/.-] ?| tháng )(\d{1,2})(?: ?[/.-] ?| năm )(\d{4})", re.IGNORECASE)


def _read_date(column: Column, raw: object, text: str) -> Reading:
    if isinstance(raw, datetime):
        return Reading(raw.date().isoformat())
    if isinstance(raw, date):
        return Reading(raw.isoformat())
    written = _DATE.fullmatch(text) if isinstance(raw, str) else None
    day, month, year = (int(part) for part in written.groups()) if written else (0, 0, 0)
    if not (day and 1 <= month <= 12 and year):
        return Reading(text, _quoted(text), column.request.replace("ghi theo", "ghi lại theo"))
    last = monthrange(year, month)[1]
    if day > last:
        example = short(date(year, month, last))
        how = f"Đề nghị ghi lại theo thứ tự ngày/tháng/năm, ví dụ {example}."
        return Reading(text, f"{_quoted(text)}. Tháng {month} chỉ có {last} ngày", how)
    return Reading(date(year, month, day).isoformat())


def _read_choice(column: Column, raw: object, text: str) -> Reading:
    del raw
    key = matching_key(text)
    for identifier, label in column.choices.items():
        if matching_key(label) == key:
            return Reading(identifier)
    return Reading(text, _quoted(text), column.request)


def _read_phone(column: Column, raw: object, text: str) -> Reading:
    """A telephone of 9 to 11 digits: Excel takes the leading zero off a number."""
    number = f"{as_float(raw):.0f}" if isinstance(raw, int | float) else text
    fits = re.fullmatch(r"[\d +().-]+", number) and 9 <= len(re.findall(r"\d", number)) <= 11
    return Reading(number) if fits else _found(column, text)


_LONGEST_SYMBOL = 100
_SYMBOL = re.compile(r"(?:số:? ?)?(\d{1,6}[a-z]?)/([^\W_][\w./&-]{0,40})", re.IGNORECASE)


def _read_symbol(column: Column, raw: object, text: str) -> Reading:
    """A document's number and symbol (số, ký hiệu) "57/KH-UBND", or "chưa có số"."""
    del raw
    if len(text) > _LONGEST_SYMBOL:
        return _found(column, text)
    if matching_key(text) == NO_NUMBER_YET:
        return Reading(NO_NUMBER_YET)
    written = _SYMBOL.fullmatch(re.sub(r"\s*([/-])\s*", r"\1", text))
    return Reading(f"{written[1]}/{written[2]}") if written else _found(column, text)


_READERS: Mapping[ValueKind, Callable[[Column, object, str], Reading]] = {
    ValueKind.TEXT: _read_text,
    ValueKind.NUMBER: _read_number,
    ValueKind.COUNT: _read_count,
    ValueKind.DATE: _read_date,
    ValueKind.CHOICE: _read_choice,
    ValueKind.PHONE: _read_phone,
    ValueKind.SYMBOL: _read_symbol,
}
