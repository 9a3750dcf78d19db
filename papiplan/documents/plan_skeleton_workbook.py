"""The look of an empty plan as one workbook, ke-hoach.xlsx: the plan's own fields, then the tables.

Not here: what there is to fill (`plan_blanks`).
"""

import io
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from papiplan.documents.plan_blanks import blanks_of
from papiplan.documents.plan_columns import WORKED_LABELS, ActionRow, CalendarRow, UnitRow
from papiplan.documents.plan_fields import Fields
from papiplan.documents.plan_sources import ACTIONS_SHEET, CALENDAR_SHEET, FIELDS_SHEET, UNITS_SHEET
from papiplan.documents.plan_tables import KEY_HEADER, NOTE, VALUE_HEADER
from papiplan.domain.units import Duty, UnitKind

ROOM_ROWS = 400
"""How many rows of the tables are made ready to fill; more may follow."""

CHOICES_SHEET = "Danh mục"

_CHOICES: dict[tuple[type[Fields], str], list[str]] = {
    (UnitRow, "kind"): [kind.label for kind in UnitKind],
    (UnitRow, "duty"): [duty.label for duty in Duty],
    (CalendarRow, "kind"): WORKED_LABELS,
}
_TEXT = "@"
"""Excel's format for text: it keeps 2.3.1 and 05/7/2023 as they are typed."""


def render_workbook() -> bytes:
    """The bytes of the empty workbook."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        styles = {
            "title": workbook.add_format({"bold": True, "font_size": 14}),
            "head": workbook.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1, "text_wrap": True}),
            "section": workbook.add_format({"bold": True, "top": 1}),
            "text": workbook.add_format({"text_wrap": True, "valign": "top"}),
            "note": workbook.add_format({"italic": True, "font_color": "#595959", "text_wrap": True, "valign": "top"}),
            "fill": workbook.add_format(
                {"bg_color": "#FFF2CC", "border": 1, "num_format": _TEXT, "text_wrap": True, "valign": "top"}
            ),
        }
        _fields_sheet(workbook.add_worksheet(FIELDS_SHEET), styles)
        _table_sheet(workbook.add_worksheet(UNITS_SHEET), UnitRow, styles)
        _table_sheet(workbook.add_worksheet(ACTIONS_SHEET), ActionRow, styles)
        _table_sheet(workbook.add_worksheet(CALENDAR_SHEET), CalendarRow, styles)
        _choices_sheet(workbook.add_worksheet(CHOICES_SHEET))
    return out.getvalue()


def _fields_sheet(sheet: Any, styles: dict[str, Any]) -> None:
    """One row a field: label, key, value to fill, explanation, example."""
    sheet.write(0, 0, "THÔNG TIN CỦA KẾ HOẠCH", styles["title"])
    sheet.write(1, 0, "Chỉ điền các ô màu vàng; (*) là bắt buộc. Số, ngày ban hành không ghi ở đây.", styles["note"])
    for column, (title, width) in enumerate(
        (("Nội dung", 42), (KEY_HEADER, 30), (VALUE_HEADER, 60), ("Giải thích", 50), ("Ví dụ", 50))
    ):
        sheet.set_column(column, column, width)
        sheet.write(2, column, title, styles["head"])
    sheet.freeze_panes(3, 0)
    for row, blank in enumerate(blanks_of(), start=3):
        key = ".".join(blank.path)
        if blank.is_heading:
            sheet.write(row, 0, blank.label, styles["section"])
            sheet.write(row, 3, blank.field.explanation, styles["note"])
            continue
        sheet.write(row, 0, blank.label, styles["text"])
        sheet.write(row, 1, key, styles["note"])
        sheet.write_string(row, 2, blank.text, styles["fill"])
        sheet.write(row, 3, blank.field.explanation, styles["note"])
        sheet.write_string(row, 4, blank.field.example, styles["note"])


def _table_sheet(sheet: Any, model: type[Fields], styles: dict[str, Any]) -> None:
    """A head row, a row of notes, and rows to fill."""
    for column, blank in enumerate(blanks_of(model)):
        note = blank.field.hint
        sheet.set_column(column, column, 24, styles["fill"])
        sheet.write(0, column, blank.label, styles["head"])
        sheet.write_string(1, column, f"{NOTE} {note}" if column == 0 else note, styles["note"])
        if (model, blank.field.key) in _CHOICES:
            source = _choices_range(model, blank.field.key)
            sheet.data_validation(2, column, ROOM_ROWS, column, {"validate": "list", "source": source})
    sheet.freeze_panes(2, 1)


def _choices_sheet(sheet: Any) -> None:
    # The labels hold commas, which would part an inline list.
    for column, choices in enumerate(_CHOICES.values()):
        sheet.write_column(0, column, choices)
    sheet.hide()


def _choices_range(model: type[Fields], key: str) -> str:
    column = xl_col_to_name(list(_CHOICES).index((model, key)), col_abs=True)
    return f"='{CHOICES_SHEET}'!{column}$1:{column}${len(_CHOICES[model, key])}"
