"""The look of a new plan as one workbook, ke-hoach.xlsx: the plan's own fields, then the tables.

Not here: what there is to fill (`plan_blanks`).
"""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from papiplan.documents.forms.form_heights import growing, height
from papiplan.documents.papers.paper_names import SAMPLES
from papiplan.documents.plan_folders.plan_blanks import Blank, blanks_of
from papiplan.documents.plan_folders.plan_columns import WORKED_LABELS, ActionRow, CalendarRow, UnitRow
from papiplan.documents.plan_folders.plan_fields import Fields
from papiplan.documents.plan_folders.plan_filling import NOTHING, Filling, Row
from papiplan.documents.plan_folders.plan_sources import ACTIONS_SHEET, CALENDAR_SHEET, FIELDS_SHEET, UNITS_SHEET
from papiplan.documents.plan_folders.plan_tables import KEY_HEADER, NOTE, VALUE_HEADER
from papiplan.domain.problems import Problem, Refused
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


def render_workbook(filling: Filling = NOTHING) -> bytes:
    """The bytes of the workbook; empty but for what is filled in."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        styles = {
            "title": workbook.add_format({"bold": True, "font_size": 14}),
            "head": workbook.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1, "text_wrap": True}),
            "section": workbook.add_format({"bold": True, "top": 1, "valign": "top"}),
            "text": workbook.add_format({"text_wrap": True, "valign": "top"}),
            "aside": workbook.add_format({"italic": True, "font_color": "#595959"}),
            "finished": workbook.add_format(
                {"italic": True, "font_color": "#595959", "num_format": _TEXT, "text_wrap": True, "valign": "top"}
            ),
            "remark": workbook.add_format({"bold": True, "font_color": "#C00000", "text_wrap": True, "valign": "top"}),
            "note": workbook.add_format({"italic": True, "font_color": "#595959", "text_wrap": True, "valign": "top"}),
            "fill": workbook.add_format(
                {"bg_color": "#FFF2CC", "border": 1, "num_format": _TEXT, "text_wrap": True, "valign": "top"}
            ),
        }
        _fields_sheet(workbook.add_worksheet(FIELDS_SHEET), filling, styles)
        for name, model in ((UNITS_SHEET, UnitRow), (ACTIONS_SHEET, ActionRow), (CALENDAR_SHEET, CalendarRow)):
            _table_sheet(workbook.add_worksheet(name), model, filling.rows.get(model, ()), styles)
        _choices_sheet(workbook.add_worksheet(CHOICES_SHEET))
    return growing(out.getvalue())


_FIELD_COLUMNS = {"Nội dung": 42, KEY_HEADER: 30, VALUE_HEADER: 60, "Giải thích": 50, "Ví dụ": 50}
"""Their heads and widths, in characters."""


def _fields_sheet(sheet: Any, filling: Filling, styles: dict[str, Any]) -> None:
    """One row a field: label, key, value to fill, explanation, example."""
    sheet.write(0, 0, "THÔNG TIN CỦA KẾ HOẠCH", styles["title"])
    sheet.write(1, 0, _HOW_TO_FILL, styles["aside"])
    for column, (title, width) in enumerate(_FIELD_COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write(2, column, title, styles["head"])
    sheet.freeze_panes(3, 0)
    for row, blank in enumerate(blanks_of(filled=filling.fields), start=3):
        key = ".".join(blank.path)
        remark = filling.remarks.get(key, "")
        if blank.is_heading:
            cells = {0: (blank.label, "section"), 3: (blank.field.explanation, "note")}
        else:
            cells = {
                0: (blank.label, "text"),
                1: (key, "note"),
                2: (_in_a_cell(blank), "fill"),
                3: (remark or blank.field.explanation, "remark" if remark else "note"),
                4: (blank.field.example, "note"),
            }
        widths = list(_FIELD_COLUMNS.values())
        sheet.set_row(row, height((text, widths[column]) for column, (text, _) in cells.items()))
        for column, (text, style) in cells.items():
            sheet.write_string(row, column, text, styles[style])


_HOW_TO_FILL = (
    "Chỉ điền các ô màu vàng; (*) là bắt buộc. Số, ngày ban hành không ghi ở đây. Muốn đổi mẫu văn bản Word: chép tệp "
    f"từ {SAMPLES} ra thư mục templates, sửa bằng Word, giữ nguyên tên tệp."
)


def _in_a_cell(blank: Blank) -> str:
    """What is filled in; Refused where Excel has no room for it, for it would be lost."""
    if len(blank.text) > _MOST_LETTERS:
        what = f"dài {len(blank.text)} chữ, một ô Excel chứa được {_MOST_LETTERS}"
        raise Refused(Problem(blank.field.label, what, "Tạo thư mục dạng tệp văn bản: thêm --csv."))
    return blank.text


_MOST_LETTERS = 32_767

_WIDTHS = {"code": 16, "name": 36, "text": 48, "history": 48}
"""How wide a table's columns are, in characters, where they differ from most."""

_WIDTH = 24


def _table_sheet(sheet: Any, model: type[Fields], rows: Sequence[Row], styles: dict[str, Any]) -> None:
    """A head row, a row of notes, and rows to fill, some of them filled already."""
    blanks = list(blanks_of(model))
    widths = {blank.field.key: _WIDTHS.get(blank.field.key, _WIDTH) for blank in blanks}
    for column, blank in enumerate(blanks):
        key, note = blank.field.key, blank.field.hint
        sheet.set_column(column, column, widths[key], styles["fill"])
        sheet.write(0, column, blank.label, styles["head"])
        sheet.write_string(1, column, f"{NOTE} {note}" if column == 0 else note, styles["note"])
        if (model, key) in _CHOICES:
            sheet.data_validation(2, column, ROOM_ROWS, column, {"validate": "list", "source": _choices(model, key)})
    sheet.set_row(0, height((blank.label, widths[blank.field.key]) for blank in blanks))
    sheet.set_row(1, height((f"{NOTE} {blank.field.hint}", widths[blank.field.key]) for blank in blanks))
    sheet.freeze_panes(2, 1)
    for number, row in enumerate(rows, start=2):
        aside = row[blanks[0].field.key].startswith(NOTE)
        if len(row) > 1:
            sheet.set_row(number, height((text, widths[key]) for key, text in row.items()))
        style = "fill" if not aside else "finished" if len(row) > 1 else "aside"
        for column, key in enumerate(widths):
            sheet.write_string(number, column, row.get(key, ""), styles[style])


def _choices_sheet(sheet: Any) -> None:
    # The labels hold commas, which would part an inline list.
    for column, choices in enumerate(_CHOICES.values()):
        sheet.write_column(0, column, choices)
    sheet.hide()


def _choices(model: type[Fields], key: str) -> str:
    column = xl_col_to_name(list(_CHOICES).index((model, key)), col_abs=True)
    return f"='{CHOICES_SHEET}'!{column}$1:{column}${len(_CHOICES[model, key])}"
