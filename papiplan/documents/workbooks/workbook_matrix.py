"""The sheet of the workbook that shows every unit against every action. Not here: the other sheets (`workbook`)."""

from collections.abc import Iterator, Sequence

from papiplan.documents.wording import typed_in
from papiplan.documents.workbooks.sheet_cells import Cell, Shaded
from papiplan.documents.workbooks.sheet_layout import Column, columns
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.forms import ActionStatus

_MARKS = {
    ActionStatus.DONE: Shaded("H", "#A9D08E"),
    ActionStatus.IN_PROGRESS: Shaded("Đ", "#FFE699"),
    ActionStatus.NOT_STARTED: Shaded("C", "#F4B084"),
    ActionStatus.NOT_APPLICABLE: Shaded("K", "#EDEDED"),
    ActionStatus.UNREPORTED: Shaded("B", "#BDD7EE"),
}
"""A letter beside the colour: the sheet is printed in grey too."""

LEGEND = "; ".join(f"{mark.text}: {status.label}" for status, mark in _MARKS.items())


def matrix_columns(table: ConsolidatedTable) -> tuple[Column, ...]:
    """The unit, a column per action by its code, the source."""
    codes = ((action.code, 7) for action in table.definition.actions)
    return columns(("Đơn vị", 30), *codes, ("Nguồn", 40))


def matrix(table: ConsolidatedTable) -> Iterator[Sequence[Cell]]:
    """A row per unit that is asked about an action; blank where it is not asked."""
    for code, rows in table.rows.groupby("unit", sort=False):
        unit = table.definition.unit(str(code)).short
        marks = {
            action: _MARKS[ActionStatus(status)] for action, status in zip(rows["action"], rows["status"], strict=True)
        }
        sha256, typed_from = rows["sha256"].iloc[0], rows["typed_from"].iloc[0]
        source = typed_in(f"{unit}; tệp {sha256[:12]}; {rows['sheet'].iloc[0]}", typed_from) if sha256 else ""
        yield (unit, *(marks.get(action.code) for action in table.definition.actions), source)
