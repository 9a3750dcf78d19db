"""What the consolidated report says of actions about which nobody owes a report and none has come.

Not here: the actions that were reported on (`report_results`).
"""

from collections.abc import Iterator

from papiplan.documents.wording import shortened
from papiplan.domain.actions import Action, Role
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.consolidation_rows import records
from papiplan.domain.forms import ActionStatus
from papiplan.domain.units import Duty, Unit

NOT_INFORMED = "chưa nhận được thông tin phối hợp"


def is_not_informed(unit: Unit, role: str, status: str) -> bool:
    """Whether a row is that of an invited lead which gave no information: not a duty that was not met."""
    return unit.duty is Duty.INVITED and role == Role.LEAD and status == ActionStatus.UNREPORTED


def not_informed_sentences(table: ConsolidatedTable, dimension: int) -> Iterator[str]:
    """The actions of one dimension whose invited lead has not told what became of them."""
    for action, unit, role in _unreported(table, dimension):
        if is_not_informed(unit, role, ActionStatus.UNREPORTED):
            yield f"Nhiệm vụ {_named(action)}: do {unit.name} chủ trì; {NOT_INFORMED}."


def own_brackets(table: ConsolidatedTable, dimension: int) -> Iterator[str]:
    """The coordinator's own actions of one dimension that it left empty, each a place for its officer to fill in."""
    for action, unit, role in _unreported(table, dimension):
        if unit.code == table.definition.coordinator_unit and unit.duty is not Duty.OBLIGED:
            yield f"[Cán bộ bổ sung: kết quả nhiệm vụ {_named(action)}, {unit.short} {Role(role).label.lower()}]"


def _unreported(table: ConsolidatedTable, dimension: int) -> Iterator[tuple[Action, Unit, str]]:
    actions = {action.code: action for action in table.definition.actions}
    rows = table.rows[(table.rows["dimension"] == dimension) & (table.rows["status"] == ActionStatus.UNREPORTED)]
    for row in records(rows):
        yield actions[row["action"]], table.definition.unit(row["unit"]), row["role"]


def _named(action: Action) -> str:
    return f"{action.code} ({shortened(action.text, 160)})"
