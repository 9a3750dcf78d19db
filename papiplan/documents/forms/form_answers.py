"""What a unit already wrote in a form that goes back to it: its values and faults, by their place in a fresh copy.

Not here: writing the copy (`form_writing`), nor finding the faults (`domain.submissions`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from papiplan.domain.form_columns import Need, Sheet
from papiplan.domain.form_sheets import cells_of
from papiplan.domain.form_values import Value
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import FormRow

Place = tuple[str, str, str]
"""Sheet, row and field. The row is an action's code on the main sheet, "" on "Thông tin chung", else "1", "2" …"""


@dataclass(frozen=True)
class Answers:
    """The unit's values and the faults found in them; nothing in a form that goes out for the first time."""

    values: Mapping[Place, Value] = field(default_factory=dict)
    faults: Mapping[Place, str] = field(default_factory=dict)
    free_rows: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls, rows: Sequence[FormRow], problems: Sequence[Problem], table: Sheet, actions: Iterable[str]
    ) -> "Answers":
        """Rows may have stood elsewhere in the unit's file: faults follow their values into the copy.

        A row of the main `table` that its file had not at all is a fault in each cell that must be filled.
        """
        values: dict[Place, Value] = {}
        places: dict[tuple[str, str], Place] = {}
        counted: defaultdict[str, int] = defaultdict(int)
        for row in rows:
            counted[row.sheet] += 1
            key = row.action or ("" if row.row == 0 else str(counted[row.sheet]))
            values |= {(row.sheet, key, name): value for name, value in row.values.items()}
            places |= {(row.sheet, address): (row.sheet, key, name) for name, address in row.cells.items()}
        faults = _faults(problems, places)
        if rows and problems:
            there = {row.action for row in rows}
            faults |= _missing(table, [action for action in actions if action not in there])
        return cls(values, faults, counted)


def _faults(problems: Iterable[Problem], places: Mapping[tuple[str, str], Place]) -> dict[Place, str]:
    found: defaultdict[Place, list[str]] = defaultdict(list)
    for problem in problems:
        sheet, addresses = cells_of(problem.where)
        for address in addresses:
            if place := places.get((sheet, address)):
                found[place].append(Problem("", problem.what, problem.how_to_fix).sentence())
    return {place: "\n".join(sentences) for place, sentences in found.items()}


def _missing(table: Sheet, actions: Iterable[str]) -> dict[Place, str]:
    asked = [column for column in table.columns if column.need is Need.REQUIRED]
    return {
        (table.name, action, column.field): Problem(
            "", f"tệp đã gửi thiếu dòng của nhiệm vụ {action}", column.request
        ).sentence()
        for action in actions
        for column in asked
    }
