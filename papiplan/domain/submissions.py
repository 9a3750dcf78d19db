"""What a unit sent: every problem of a filled form at once, and the values of its rows.

Not here: reading the file (`documents.forms.form_reading`), the checks of each sheet (`form_checks`), nor when it
counts as received (`obligations`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from papiplan.domain.form_checks import check_actions, check_entries, check_free_rows
from papiplan.domain.form_rules import Period, document_warnings
from papiplan.domain.form_sheets import RawSheets
from papiplan.domain.form_tables import sheets_of
from papiplan.domain.form_values import Value
from papiplan.domain.forms import Form, Promise
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.problems import Problem

__all__ = ["AcceptedForm", "CheckedForm", "FormRow", "RawForm", "RawSheets", "Value", "check_form"]


@dataclass(frozen=True)
class RawForm:
    """A file as read, nothing judged. `form_id` is our hidden identity and `code` the visible one; "" where absent.

    `notes` say to the officers what in the file was not read.
    """

    form_id: str
    code: str
    sheets: RawSheets
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormRow:
    """One row of a filled form: values by field (the codes of the form's columns) and the cells they came from.

    `action` is the action's code on the main sheet, else empty. The sheet "Thông tin chung" is one row (number 0).
    `cells` maps a field to its address ("O9"). A report's row also holds what its unit promised. Of a faulty cell the
    value is the text that the unit wrote.
    """

    sheet: str
    row: int
    action: str
    values: Mapping[str, Value]
    cells: Mapping[str, str]


@dataclass(frozen=True)
class CheckedForm:
    """A form read and checked. It is accepted when `problems` is empty; `warnings` are for the operator alone.

    `valid_rows` of `expected_rows` actions have all they need. Of a unit without actions one of its own is expected.
    """

    rows: tuple[FormRow, ...]
    problems: tuple[Problem, ...]
    valid_rows: int
    expected_rows: int
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class AcceptedForm:
    """A usable form in force, as consolidation and evaluation read it from the database.

    `faulty_rows` actions of one accepted with a waiver (chấp nhận, còn thiếu) have not all they need. `typed_from` is
    the symbol of the paper from which an officer typed it in; empty for what the unit sent.
    """

    submission_id: int
    unit: str
    kind: SubmissionKind
    sha256: str
    received_at: datetime
    rows: tuple[FormRow, ...]
    faulty_rows: int = 0
    typed_from: str = ""

    def rows_of(self, sheet: str) -> tuple[FormRow, ...]:
        return tuple(row for row in self.rows if row.sheet == sheet)


def check_form(
    definition: PlanDefinition,
    form: Form,
    raw: RawForm,
    *,
    received_on: date,
    issued_on: date,
    dropped: Collection[str] = (),
) -> CheckedForm:
    """The rows of a filled form and everything that is wrong with it. Our own values stand for its locked cells.

    `received_on` and `issued_on` (the plan's date) bound the date of the unit's document. `dropped` are the actions
    that an earlier version of the plan had given to the unit: their rows in an old form are ignored.
    """
    entries, table, additional, difficulties = sheets_of(definition, form)
    actions = [action.code for action in definition.actions_of(form.unit)]
    info = check_entries(entries, raw.sheets, received_on)
    main = check_actions(table, raw.sheets, form, actions, Period.of(definition), dropped)
    added = check_free_rows(additional, raw.sheets, obligatory=not actions)
    raised = check_free_rows(difficulties, raw.sheets)
    sheets = (info, main, added, raised)
    return CheckedForm(
        rows=tuple(FormRow(r.sheet, r.row, r.action, r.values, r.cells) for sheet in sheets for r in sheet.rows),
        problems=tuple(problem for sheet in sheets for problem in sheet.problems),
        valid_rows=main.valid_rows if actions else min(added.valid_rows, 1),
        expected_rows=len(actions) or 1,
        warnings=(
            *(Problem("", note) for note in raw.notes),
            *(warning for row in info.rows for warning in document_warnings(row, issued_on)),
        ),
    )


def promises_of(subplan: AcceptedForm) -> dict[str, Promise]:
    """What a unit's sub-plan promised, by action: it stands beside each action in the unit's report form."""
    return {
        row.action: Promise(
            measures=str(row.values.get("measures") or ""),
            unit_target=str(row.values.get("unit_target") or ""),
            target_number=_number(row.values.get("target_number")),
            measure_unit=str(row.values.get("measure_unit") or ""),
            rhythm=str(row.values.get("rhythm") or ""),
        )
        for row in subplan.rows_of(SubmissionKind.SUBPLAN.sheet)
    }


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None
