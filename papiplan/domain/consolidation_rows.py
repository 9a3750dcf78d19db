"""The table of a consolidation: one row per action and reporting unit, with what the unit wrote and where it stands.

Not here: what is counted from it (`tallies`), nor the other sheets of the forms (`consolidation`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from papiplan.domain.actions import Action, Role
from papiplan.domain.forms import ActionStatus, Promise
from papiplan.domain.mergers import promises_by_unit
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.submissions import AcceptedForm, FormRow


@dataclass(frozen=True)
class Source:
    """Where something in the consolidation comes from (nguồn): a file by its hash, and the cells in it ("M9, O9").

    `typed_from` is the symbol of the unit's paper where an officer typed the file in.
    """

    unit: str
    submission_id: int
    sha256: str
    sheet: str
    cells: str
    typed_from: str = ""


def source(form: AcceptedForm, row: FormRow, *fields: str) -> Source:
    """The source of these fields of a row."""
    cells = ", ".join(row.cells[field] for field in fields if field in row.cells)
    return Source(form.unit, form.submission_id, form.sha256, row.sheet, cells, form.typed_from)


RESULT_TEXTS = ("result", "done_on", "evidence", "weakness", "new_due_on", "reason_none", "note")
PROMISE_TEXTS = ("promised", "unit_target")
CELLS = {"status": "status_cell", "result": "result_cell", "result_number": "result_number_cell"}

ROW_COLUMNS: Mapping[str, str] = {
    "dimension": "int64",
    "action": "str",
    "unit": "str",
    "role": "str",
    "status": "str",
    **dict.fromkeys(RESULT_TEXTS, "str"),
    "result_number": "float64",
    "measure_unit": "str",
    **dict.fromkeys(PROMISE_TEXTS, "str"),
    "target_number": "float64",
    "submission_id": "Int64",
    "sha256": "str",
    "sheet": "str",
    "typed_from": "str",
    **dict.fromkeys(CELLS.values(), "str"),
}
"""The columns of the table and their types. Texts are never missing ("" where there is none), numbers may be."""


def reporting_units(action: Action, reporters: Mapping[str, str]) -> tuple[str, ...]:
    """The units that report on an action, each once: its lead, then those that carry it out on site.

    `reporters` names who reports in place of a unit, "" for nobody; who is not in it reports itself.
    """
    asked = (reporters.get(unit, unit) for unit in (action.lead, *action.on_site))
    return tuple(dict.fromkeys(unit for unit in asked if unit))


def action_rows(
    definition: PlanDefinition,
    in_force: Mapping[tuple[str, SubmissionKind], AcceptedForm],
    reporters: Mapping[str, str],
) -> pd.DataFrame:
    """One row per action of the plan and unit that reports on it, whether or not the unit has reported.

    `in_force` are the usable forms by unit and kind, `reporters` as in `reporting_units`. The columns are
    `ROW_COLUMNS`.
    """
    reports = {unit: form for (unit, kind), form in in_force.items() if kind is SubmissionKind.REPORT}
    answers = {unit: _by_action(form) for unit, form in reports.items()}
    subplans = [form for (_, kind), form in in_force.items() if kind is SubmissionKind.SUBPLAN]
    promised = promises_by_unit(definition, subplans)
    made = [
        _record(
            action,
            unit,
            definition.role_of(unit, action),
            promised[unit].get(action.code),
            answers.get(unit, {}).get(action.code),
            reports.get(unit),
        )
        for action in definition.actions
        for unit in reporting_units(action, reporters)
    ]
    return pd.DataFrame(made, columns=list(ROW_COLUMNS)).astype(dict(ROW_COLUMNS))


def promise_sources(
    definition: PlanDefinition, in_force: Mapping[tuple[str, SubmissionKind], AcceptedForm]
) -> Mapping[tuple[str, str], tuple[Source, ...]]:
    """Where it stands what each unit promised, by action and unit: in several sub-plans where units were merged.

    Without a sub-plan it is what the unit's report repeats of it.
    """
    made: dict[SubmissionKind, dict[str, dict[str, Source]]] = {kind: {} for kind in SubmissionKind}
    for (unit, kind), form in in_force.items():
        fields = ("measures" if kind is SubmissionKind.SUBPLAN else "promised", "target_number")
        made[kind][unit] = {action: source(form, row, *fields) for action, row in _by_action(form).items()}
    found: dict[tuple[str, str], tuple[Source, ...]] = {
        (action, unit): (at,)
        for unit, by_action in made[SubmissionKind.REPORT].items()
        for action, at in by_action.items()
        if at.cells
    }
    planned: defaultdict[tuple[str, str], tuple[Source, ...]] = defaultdict(tuple)
    for heir in definition.units:
        for code in (heir.code, *definition.merged_into(heir.code)):
            for action, at in made[SubmissionKind.SUBPLAN].get(code, {}).items():
                planned[action, heir.code] += (at,)
    return {**found, **planned}


def records(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows of the table one by one, by the names of their columns.

    What pandas offers for it takes six times as long: it asks each column for each of its texts.
    """
    values = (rows[column].tolist() for column in rows.columns)
    return (dict(zip(rows.columns, row, strict=True)) for row in zip(*values, strict=True))


def _by_action(form: AcceptedForm) -> dict[str, FormRow]:
    return {row.action: row for row in form.rows_of(form.kind.sheet) if row.action}


def _record(
    action: Action,
    unit: str,
    role: Role | None,
    promise: Promise | None,
    answer: FormRow | None,
    report: AcceptedForm | None,
) -> dict[str, object]:
    """One row. What a unit promised is read from its sub-plan in force, else from what its report repeats of it."""
    promised = promise or Promise("", "", None, "")
    answered = answer.values if answer else {}
    record: dict[str, object] = {
        "dimension": action.dimension,
        "action": action.code,
        "unit": unit,
        "role": role,
        "status": answered.get("status") or ActionStatus.UNREPORTED,
        **{field: _text(answered.get(field)) for field in RESULT_TEXTS},
        "result_number": answered.get("result_number"),
        "measure_unit": _text(answered.get("measure_unit") or promised.measure_unit),
        "promised": _text(promised.measures or answered.get("promised")),
        "unit_target": _text(promised.unit_target or answered.get("unit_target")),
        "target_number": promised.target_number if promise else answered.get("target_number"),
        "submission_id": report.submission_id if report and answer else None,
        "sha256": report.sha256 if report and answer else "",
        "sheet": answer.sheet if answer else "",
        "typed_from": report.typed_from if report and answer else "",
        **{column: answer.cells.get(field, "") if answer else "" for field, column in CELLS.items()},
    }
    return record


def _text(value: object) -> str:
    return "" if value is None else str(value)
