"""The sheets of a filled form, one by one: which rows there must be, and every problem of each.

Not here: what a row must hold (`form_rules`), nor what the sheets come to together (`submissions`).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from papiplan.domain.form_columns import Sheet, column_letter
from papiplan.domain.form_given import promised_values
from papiplan.domain.form_rules import Period, cell_problems, document_problems, report_problems, subplan_problems
from papiplan.domain.form_sheets import (
    USE_THE_SENT_FORM,
    FilledSheet,
    RawSheets,
    ReadRow,
    find_sheet,
    find_table,
    missing_columns,
    place_of,
    read_entries,
)
from papiplan.domain.form_texts import as_text
from papiplan.domain.forms import Form
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem


@dataclass(frozen=True)
class CheckedSheet:
    """What one sheet came to: the rows that were read, all its problems, and how many rows have none."""

    rows: tuple[ReadRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    valid_rows: int = 0


def check_entries(sheet: Sheet, sheets: RawSheets, received_on: date) -> CheckedSheet:
    """The sheet "Thông tin chung", received on that day."""
    cells = find_sheet(sheet, sheets)
    if isinstance(cells, Problem):
        return CheckedSheet(problems=(cells,))
    info = read_entries(sheet, cells)
    missing = [column for column in sheet.fillable if column.field not in info.readings]
    problems = (
        *missing_columns(sheet.name, missing, word="mục"),
        *cell_problems(info),
        *document_problems(info, received_on),
    )
    return CheckedSheet((info,), problems)


def check_actions(
    sheet: Sheet, sheets: RawSheets, form: Form, actions: Sequence[str], period: Period, dropped: Collection[str] = ()
) -> CheckedSheet:
    """The main sheet: every action of the unit once, wherever its row has gone. Rows of `dropped` ones are ignored."""
    cells = find_sheet(sheet, sheets)
    if isinstance(cells, Problem):
        return CheckedSheet(problems=(cells,))
    table = find_table(sheet, cells)
    rule = _ACTION_RULES[form.kind]
    places = _rows_by_code(table)
    rows: list[ReadRow] = []
    problems = list(missing_columns(sheet.name, table.missing))
    valid_rows = 0
    for action in actions:
        wrong = list(_wrong_places(table, action, places.get(action, [])))
        if action in places:
            promised = promised_values(form, action) if form.kind is SubmissionKind.REPORT else {}
            row = table.read_row(places[action][0], action, promised)
            wrong += [*cell_problems(row), *rule(row, period)]
            rows.append(row)
        valid_rows += not (wrong or table.missing)
        problems += wrong
    known = {*actions, *dropped}
    problems += _foreign_rows(table, {code: found for code, found in places.items() if code not in known})
    return CheckedSheet(tuple(rows), tuple(problems), valid_rows)


_ACTION_RULES: Mapping[SubmissionKind, Callable[[ReadRow, Period], Iterator[Problem]]] = {
    SubmissionKind.SUBPLAN: subplan_problems,
    SubmissionKind.REPORT: report_problems,
}


def check_free_rows(sheet: Sheet, sheets: RawSheets, *, obligatory: bool = False) -> CheckedSheet:
    """A sheet whose rows are the unit's own: only those it wrote in."""
    cells = find_sheet(sheet, sheets)
    if isinstance(cells, Problem):
        return CheckedSheet(problems=(cells,))
    table = find_table(sheet, cells)
    rows = [row for number in table.rows_below() if not (row := table.read_row(number)).is_empty]
    by_row = [tuple(cell_problems(row)) for row in rows]
    problems = [*missing_columns(sheet.name, table.missing), *(problem for found in by_row for problem in found)]
    if obligatory and not rows:
        how = "Đơn vị không có nhiệm vụ được giao trong Kế hoạch; đề nghị ghi ít nhất một nhiệm vụ của đơn vị."
        problems.append(Problem(place_of(sheet.name), "đang để trống", how))
    return CheckedSheet(tuple(rows), tuple(problems), sum(not found for found in by_row))


_CODE_COLUMN = 2


def _rows_by_code(table: FilledSheet) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    place = table.places.get("action_code", _CODE_COLUMN)
    for row in table.rows_below():
        if code := as_text(table.cells.get((row, place))):
            found[code].append(row)
    return found


def _wrong_places(table: FilledSheet, action: str, rows: Sequence[int]) -> Iterator[Problem]:
    if not rows:
        what = f"thiếu dòng của nhiệm vụ {action}"
        yield Problem(place_of(table.sheet.name), what, f"{USE_THE_SENT_FORM}, không xóa dòng.")
    elif len(rows) > 1:
        what = f"nhiệm vụ {action} có {len(rows):02d} dòng"
        yield Problem(_code_cells(table, rows), what, f"{USE_THE_SENT_FORM}, không thêm dòng.")


def _foreign_rows(table: FilledSheet, rows: Mapping[str, Sequence[int]]) -> Iterator[Problem]:
    """Rows of actions that are not the unit's: what stands in them must not get lost unsaid."""
    filled = {code: row for code, found in rows.items() for row in found if not table.read_row(row).is_empty}
    if filled:
        codes = ", ".join(" ".join(code[:_SHOWN_CODE].split()) for code in list(filled)[:_SHOWN_ROWS])
        what = f"có nội dung ở dòng của nhiệm vụ không giao cho đơn vị ({codes})"
        how = 'Đề nghị ghi việc ngoài danh sách ở trang "Nhiệm vụ bổ sung".'
        yield Problem(_code_cells(table, list(filled.values())), what, how)


_SHOWN_ROWS = 5
_SHOWN_CODE = 20


def _code_cells(table: FilledSheet, rows: Sequence[int]) -> str:
    letter = column_letter(table.places.get("action_code", _CODE_COLUMN))
    return place_of(table.sheet.name, [f"{letter}{row}" for row in rows[:_SHOWN_ROWS]])
