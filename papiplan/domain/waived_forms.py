"""What a form accepted with its problems comes to as data: what could not be read as a value is none.

Not here: accepting it (`reviewing`), nor what is wrong with it (`submissions`).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from papiplan.domain.form_columns import Column, Sheet, ValueKind
from papiplan.domain.form_tables import INFO, INFO_SHEET, MAIN, additional_sheet
from papiplan.domain.form_values import Value
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.submissions import FormRow


def has_data(rows: Iterable[FormRow]) -> bool:
    """Whether anything but the unit's own entries could be read: a form without any such row is no form."""
    return any(row.sheet != INFO_SHEET for row in rows)


def sound_rows(rows: Iterable[FormRow], sheets: Iterable[Sheet]) -> tuple[FormRow, ...]:
    """The rows without the numbers, days and choices that are none; what a unit wrote in words stays.

    So an action whose status nobody can read is unreported, and no sum is made of what is no number.
    """
    columns = {(sheet.name, column.field): column for sheet in sheets for column in sheet.columns}
    return tuple(
        replace(
            row,
            values={
                field: value if _is_sound(columns.get((row.sheet, field)), value) else None
                for field, value in row.values.items()
            },
        )
        for row in rows
    )


def consolidated_sheets(kind: SubmissionKind) -> tuple[Sheet, ...]:
    """The sheets of a form that are consolidated; difficulties go into a register of their own."""
    return INFO[kind], MAIN[kind], additional_sheet(kind, "")


def _is_sound(column: Column | None, value: Value) -> bool:
    if column is None or value is None:
        return True
    if column.kind in (ValueKind.NUMBER, ValueKind.COUNT):
        return isinstance(value, int | float)
    if column.kind is ValueKind.CHOICE:
        return value in column.choices
    return column.kind is not ValueKind.DATE or _is_date(str(value))


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
