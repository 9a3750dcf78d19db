"""Writes a unit's form as a workbook: pre-filled, with lists, locks and our identity; or gives it back with its faults.

Not here: which sheets and columns there are (`domain.form_tables`), nor reading one that came back (`form_reading`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from papiplan.documents.forms import form_cells
from papiplan.documents.forms.form_answers import Answers
from papiplan.documents.forms.form_guide import guide_lines
from papiplan.documents.forms.form_heights import growing, height
from papiplan.documents.forms.form_styles import AS_TYPED, DAY, NUMBER, Lists, Paint, Styles
from papiplan.domain.form_columns import Column, Need, Sheet, column_letter
from papiplan.domain.form_given import given_values
from papiplan.domain.form_rules import span
from papiplan.domain.form_tables import FREE_ROWS, GUIDE_SHEET, WHOLE_PAGE, sheets_of
from papiplan.domain.form_values import Value
from papiplan.domain.forms import CODE_LABEL, CODE_PROPERTY, ID_PROPERTY, IDENTITY_SHEET, Form
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import FormRow

_SAME_DAY_ALWAYS = datetime(2000, 1, 1)  # noqa: DTZ001 - written into the file as it is
"""Stands for the day of creation, so that equal forms are equal bytes."""

_TITLE, _CODE, _PERIOD, _HEADER, _FIRST = range(5)
"""The rows of every sheet, counted from 0 as xlsxwriter does."""

_A4 = 9
_GUIDE_WIDTH, _LABEL_WIDTH, _ENTRY_WIDTH = 120, 46, 60
_ROOM_TO_TYPE, _ROOM_FOR_A_PAGE = 3, 6
"""Lines that a row has at least where much may be typed."""


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
    faulty cells orange and each problem as a comment on its cell; a row that was missing is orange where it is to fill.
    """
    entries, table, additional, difficulties = sheets_of(definition, form)
    output = BytesIO()
    with Workbook(output, _OPTIONS) as workbook:
        workbook.set_properties(
            {"title": form.code, "author": definition.coordinator.name, "created": _SAME_DAY_ALWAYS}
        )
        workbook.set_custom_property(ID_PROPERTY, form.id)
        workbook.set_custom_property(CODE_PROPERTY, form.code)
        answers = Answers.of(rows, problems, table, [action.code for action in definition.actions_of(form.unit)])
        pen = _Pen(workbook, Styles(workbook), Lists(), answers, definition, form)
        pen.write_guide(guide_lines(definition, form, issue_number, issue_on, problems))
        pen.write_entries(entries)
        pen.write_actions(table)
        pen.write_free_rows(additional)
        pen.write_free_rows(difficulties)
        pen.write_identity()
    return growing(output.getvalue())


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
        sheet.set_column(1, 1, _GUIDE_WIDTH)
        for row, line in enumerate(lines[1:], start=_PERIOD):
            sheet.write_string(row, 1, line, self.styles.plain)
            sheet.set_row(row, height([(line, _GUIDE_WIDTH)]))
        self._finish(sheet)

    def write_entries(self, entries: Sheet) -> None:
        """Labels in column B, values in C, what to write in D."""
        sheet = self._sheet(entries.name, entries.name)
        sheet.set_column(1, 1, _LABEL_WIDTH)
        sheet.set_column(2, 3, _ENTRY_WIDTH)
        given = {"unit": self.definition.unit(self.form.unit).name, "period": self._period}
        for row, column in enumerate(entries.columns, start=_FIRST):
            sheet.write_string(row, 1, column.title, self.styles.label(_paint(column)))
            if column.need is Need.LOCKED:
                told, words = "", self._write_locked(sheet, row, 2, given[column.field])
            else:
                told = form_cells.hint(column)
                words = self._write_open(sheet, row, 2, column, (entries.name, "", column.field))
                sheet.data_validation(row, 2, row, 2, form_cells.prompt(column, self.lists))
            sheet.write_string(row, 3, told, self.styles.hint)
            room = _ROOM_FOR_A_PAGE if column.most >= WHOLE_PAGE else 1
            sheet.set_row(row, height([(words, _ENTRY_WIDTH), (told, _ENTRY_WIDTH)], room))
        self._finish(sheet)

    def write_actions(self, table: Sheet) -> None:
        """One row per action of the unit; a unit without any is pointed to the sheet for its own."""
        actions = self.definition.actions_of(self.form.unit)
        sheet = self._table(table, f"{self.form.kind.form} - {self.definition.short}", len(actions))
        for number, action in enumerate(actions, start=1):
            given = given_values(self.definition, self.form, number, action)
            self._write_row(sheet, table, number, action.code, given)
        if not actions:
            words = 'Đơn vị không có nhiệm vụ được giao trong Kế hoạch; đề nghị ghi ở trang "Nhiệm vụ bổ sung".'
            sheet.write_string(_FIRST, 3, words, self.styles.bold)
        # Twenty columns on one page cannot be read.
        self._finish(sheet, pages_wide=2)

    def write_free_rows(self, table: Sheet) -> None:
        count = max(FREE_ROWS, self.answers.free_rows.get(table.name, 0))
        sheet = self._table(table, table.name, count)
        for number in range(1, count + 1):
            given = {column.field: number for column in table.columns if column.need is Need.LOCKED}
            self._write_row(sheet, table, number, str(number), given)
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
        last = _HEADER + max(rows, 1)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(_HEADER, place, column.title, self.styles.header(_paint(column)))
            if rows and column.need is not Need.LOCKED:
                sheet.data_validation(_FIRST, place, last, place, form_cells.prompt(column, self.lists))
        sheet.autofilter(_HEADER, 0, last, len(table.columns) - 1)
        # All that is typed is text to the program, numbers too: it need not say so at each of them.
        sheet.ignore_errors({"number_stored_as_text": f"A{_FIRST + 1}:{column_letter(len(table.columns))}{last + 1}"})
        return sheet

    def _write_row(self, sheet: Worksheet, table: Sheet, number: int, key: str, given: Mapping[str, Value]) -> None:
        """One row of a table, with what is `given` locked, as high as its longest text."""
        row = _HEADER + number
        shown = [
            (
                self._write_locked(sheet, row, place, given[column.field])
                if column.field in given
                else self._write_open(sheet, row, place, column, (table.name, key, column.field)),
                column.width,
            )
            for place, column in enumerate(table.columns)
        ]
        sheet.set_row(row, height(shown, _ROOM_TO_TYPE))

    def _finish(self, sheet: Worksheet, pages_wide: int = 1) -> None:
        """Locked without a password: a guard against slips, which leaves heights, widths and filters free."""
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
        sheet.set_landscape()
        sheet.fit_to_pages(pages_wide, 0)
        if pages_wide > 1:
            sheet.repeat_columns(0, 1)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer(f"&L{self.form.code}&RTrang &P/&N")

    def _write_locked(self, sheet: Worksheet, row: int, place: int, value: Value) -> str:
        """Write one of our own values; returns what is shown."""
        shown_as = NUMBER if isinstance(value, int | float) else AS_TYPED
        form_cells.write(sheet, row, place, value, self.styles.cell(Paint.LOCKED, shown_as))
        return form_cells.words_of(value)

    def _write_open(self, sheet: Worksheet, row: int, place: int, column: Column, key: tuple[str, str, str]) -> str:
        """Write a cell that the unit fills, with what it wrote and what is wrong with that; returns what is shown."""
        fault = self.answers.faults.get(key)
        value = form_cells.printed(column, self.answers.values.get(key))
        shown_as = DAY if isinstance(value, date) else AS_TYPED
        form_cells.write(
            sheet, row, place, value, self.styles.cell(Paint.TO_MEND if fault else Paint.TO_FILL, shown_as)
        )
        if fault:
            form_cells.write_note(sheet, row, place, fault, self.definition.coordinator.short)
        return form_cells.words_of(value)


def _paint(column: Column) -> Paint:
    return Paint.LOCKED if column.need is Need.LOCKED else Paint.TO_FILL
