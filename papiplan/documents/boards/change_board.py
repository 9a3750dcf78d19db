"""The board "Thay đổi so với lần tổng hợp trước", as an officer reads it in the Prefect UI.

Not here: publishing it (`tasks.revision_changes`), nor the other boards (`boards`).
"""

from collections.abc import Sequence

from papiplan.documents.boards.boards import escaped, table
from papiplan.documents.figure_words import change_rows
from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.facts import Consolidation
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.revision_changes import Change

_HEAD = ("Mã số liệu", "Nội dung", "Lần trước", "Lần này")
_SHOWN = 400
"""The most changes on the board: the sheet "Thay đổi" of the workbook has them all."""


def change_board(plan: PlanDefinition, before: Consolidation, after: Consolidation, changes: Sequence[Change]) -> str:
    """What moved between two consolidations: papers that came or went, then figures, each by its id."""
    rows = [tuple(map(escaped, row.values())) for row in change_rows(changes[:_SHOWN])]
    more = f'Còn {len(changes) - _SHOWN} thay đổi khác: xem trang "Thay đổi" của bảng tính tong-hop.xlsx.'
    parts = [
        "# Thay đổi so với lần tổng hợp trước",
        f"Lần tổng hợp {_when(after)} so với lần {_when(before)}.",
        table(_HEAD, rows) if rows else "Không có số liệu nào thay đổi.",
        *([more] if len(changes) > _SHOWN else []),
        *([f"*{escaped(plan.caveat)}*"] if plan.caveat else []),
    ]
    return "\n\n".join(parts)


def _when(made: Consolidation) -> str:
    return f"{made.revision} ({clock_time(made.recorded_at)} ngày {short(local_date(made.recorded_at))})"
