"""Writes a unit's form as a workbook: pre-filled, with lists, locks and our identity; or gives it back with its faults.

Not here: which sheets and columns there are (`domain.form_tables`), nor reading one that came back (`form_reading`).
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from papiplan.documents.form_answers import Answers
from papiplan.documents.form_guide import guide_lines
from papiplan.documents.form_styles import Lists, Paint, Styles
from papiplan.domain.form_columns import OBLIGATORY, Column, Need, Sheet, ValueKind
from papiplan.domain.form_given import given_values
from papiplan.domain.form_rules import span
from papiplan.domain.form_tables import FREE_ROWS, GUIDE_SHEET, sheets_of
from papiplan.domain.form_texts import LONGEST_CELL
from papiplan.domain.form_values import Value
from papiplan.domain.forms import CODE_LABEL, CODE_PROPERTY, ID_PROPERTY, IDENTITY_SHEET, Form
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import FormRow

_SAME_DAY_ALWAYS = datetime(2000, 1, 1)  # noqa: DTZ001 - written into the file as it is
"""Stands for the day of creation, so that equal forms are equal bytes."""

_TITLE, _CODE, _PERIOD, _HEADER, _FIRST = range(5)
"""The rows of every sheet, counted from 0 as xlsxwriter does."""

_A3, _A4 = 8, 9


def render_form(
    definition: PlanDefinition,
    form: Form,
    issue_number: str,
    issue_on: date,
    *,
    rows: Sequence[FormRow] = (),
    problems: Sequence[Problem] = (),
) -> bytes:
    """The form as an .xlsx file; equal arguments give equal bytes.

    With `rows` and `problems` it is the form that goes back to its unit: a fresh copy with the unit's own values, the
    faulty cells orange and each problem as a comment on its cell.
    """
    entries, table, additional, difficulties = sheets_of(definition, form)
    output = BytesIO()
    with Workbook(output, _OPTIONS) as workbook:
        workbook.set_properties(
            {"title": form.code, "author": definition.coordinator.name, "created": _SAME_DAY_ALWAYS}
        )
        workbook.set_custom_property(ID_PROPERTY, form.id)
        workbook.set_custom_property(CODE_PROPERTY, form.code)
        pen = _Pen(workbook, Styles(workbook), Lists(), Answers.of(rows, problems), definition, form)
        pen.write_guide(guide_lines(definition, form, issue_number, issue_on, problems))
        pen.write_entries(entries)
        pen.write_actions(table)
        pen.write_free_rows(additional)
        pen.write_free_rows(difficulties)
        pen.write_identity()
    return output.getvalue()


_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class _Pen:
    """One workbook being written."""

    workbook: Workbook
    styles: Styles
    lists: Lists
    answers: Answers
    definition: PlanDefinition
    form: Form

    def write_guide(self, lines: Sequence[str]) -> None:
        sheet = self._sheet(GUIDE_SHEET, lines[0])
        sheet.set_column(1, 1, 120)
        for row, line in enumerate(lines[1:], start=_PERIOD):
            sheet.write_string(row, 1, line, self.styles.plain)
        self._finish(sheet)

    def write_entries(self, entries: Sheet) -> None:
        """Labels in column B, values in C, what to write in D."""
        sheet = self._sheet(entries.name, entries.name)
        sheet.set_column(1, 1, 46)
        sheet.set_column(2, 3, 60)
        given = {"unit": self.definition.unit(self.form.unit).name, "period": self._period}
        for row, column in enumerate(entries.columns, start=_FIRST):
            sheet.write_string(row, 1, column.title, self.styles.header(_paint(column)))
            sheet.write_string(row, 3, _hint(column), self.styles.hint)
            if column.need is Need.LOCKED:
                self._write_locked(sheet, row, 2, column, given[column.field])
            else:
                self._write_open(sheet, row, 2, column, (entries.name, "", column.field))
        self._finish(sheet)

    def write_actions(self, table: Sheet) -> None:
        """One row per action of the unit; a unit without any is pointed to the sheet for its own."""
        actions = self.definition.actions_of(self.form.unit)
        sheet = self._table(table, f"{self.form.kind.form} - {self.definition.short}", len(actions))
        sheet.set_paper(_A3)
        for number, action in enumerate(actions, start=1):
            given = given_values(self.definition, self.form, number, action)
            for place, column in enumerate(table.columns):
                row = _HEADER + number
                if column.field in given:
                    self._write_locked(sheet, row, place, column, given[column.field])
                else:
                    self._write_open(sheet, row, place, column, (table.name, action.code, column.field))
        if not actions:
            words = 'Đơn vị không có nhiệm vụ được giao trong Kế hoạch; đề nghị ghi ở trang "Nhiệm vụ bổ sung".'
            sheet.write_string(_FIRST, 3, words, self.styles.bold)
        self._finish(sheet)

    def write_free_rows(self, table: Sheet) -> None:
        count = max(FREE_ROWS, self.answers.free_rows.get(table.name, 0))
        sheet = self._table(table, table.name, count)
        for number in range(1, count + 1):
            for place, column in enumerate(table.columns):
                if column.need is Need.LOCKED:
                    self._write_locked(sheet, _HEADER + number, place, column, number)
                else:
                    key = (table.name, str(number), column.field)
                    self._write_open(sheet, _HEADER + number, place, column, key)
        self._finish(sheet)

    def write_identity(self) -> None:
        """The sheet nobody sees. It comes last, for it takes the lists that the others asked for."""
        sheet = self.workbook.add_worksheet(IDENTITY_SHEET)
        sheet.write_string(0, 0, self.form.id)
        sheet.write_string(1, 0, self.form.code)
        self.lists.write(self.workbook, sheet)
        sheet.very_hidden()

    @property
    def _period(self) -> str:
        return span(self.definition.figures_from, self.definition.figures_to)

    def _sheet(self, name: str, title: str) -> Worksheet:
        sheet = self.workbook.add_worksheet(name)
        sheet.write_string(_TITLE, 1, title, self.styles.title)
        sheet.write_string(_CODE, 1, f"{CODE_LABEL}{self.form.code}", self.styles.bold)
        sheet.set_column(0, 0, 3)
        sheet.set_paper(_A4)
        return sheet

    def _table(self, table: Sheet, title: str, rows: int) -> Worksheet:
        sheet = self._sheet(table.name, title)
        sheet.write_string(_PERIOD, 1, f"Kỳ số liệu: {self._period}", self.styles.bold)
        sheet.freeze_panes(_FIRST, 2 if table.columns[0].need is Need.LOCKED else 0)
        sheet.set_row(_HEADER, 66)
        sheet.repeat_rows(_HEADER)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(_HEADER, place, column.title, self.styles.header(_paint(column)))
        sheet.autofilter(_HEADER, 0, _HEADER + max(rows, 1), len(table.columns) - 1)
        return sheet

    def _finish(self, sheet: Worksheet) -> None:
        """Locked without a password: a guard against slips, which leaves heights, widths and filters free."""
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer(f"&L{self.form.code}&RTrang &P/&N")

    def _write_locked(self, sheet: Worksheet, row: int, place: int, column: Column, value: Value) -> None:
        kind = ValueKind.NUMBER if isinstance(value, int | float) else column.kind
        _write(sheet, row, place, value, self.styles.cell(Paint.LOCKED, kind))

    def _write_open(self, sheet: Worksheet, row: int, place: int, column: Column, key: tuple[str, str, str]) -> None:
        fault = self.answers.faults.get(key)
        style = self.styles.cell(Paint.TO_MEND if fault else Paint.TO_FILL, column.kind)
        _write(sheet, row, place, _printed(column, self.answers.values.get(key)), style)
        if fault:
            author = self.definition.coordinator.short
            sheet.write_comment(row, place, fault, {"author": author, "x_scale": 2.5, "y_scale": 1.5})
        if column.choices:
            sheet.data_validation(row, place, row, place, self._list_of(column))

    def _list_of(self, column: Column) -> Mapping[str, object]:
        return {
            "validate": "list",
            "source": f"={self.lists.name_of(tuple(column.choices.values()))}",
            "show_error": column.kind is ValueKind.CHOICE,
            "error_title": "Giá trị không có trong danh sách",
            "error_message": "Đề nghị bấm mũi tên bên phải ô và chọn một giá trị.",
        }


def _paint(column: Column) -> Paint:
    return Paint.LOCKED if column.need is Need.LOCKED else Paint.TO_FILL


def _hint(column: Column) -> str:
    star = f"{OBLIGATORY} " if column.need in (Need.REQUIRED, Need.WITH_NUMBERED_SYMBOL) else ""
    return f"{star}{column.ask[:1].upper()}{column.ask[1:]}"


def _printed(column: Column, value: Value) -> Value | date:
    """A kept value as the unit knows it: the label of a choice, a date as a date, all else as it was written."""
    if isinstance(value, str):
        if column.kind is ValueKind.DATE:
            with suppress(ValueError):
                return date.fromisoformat(value)
        if column.kind is ValueKind.CHOICE:
            return column.choices.get(value, value)
    return value


def _write(sheet: Worksheet, row: int, place: int, value: Value | date, style: object) -> None:
    """Text stays text, whatever it begins with."""
    if value is None or value == "":
        sheet.write_blank(row, place, None, style)
    elif isinstance(value, str | bool):
        sheet.write_string(row, place, str(value)[:LONGEST_CELL], style)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, style)
    else:
        sheet.write_number(row, place, value, style)
