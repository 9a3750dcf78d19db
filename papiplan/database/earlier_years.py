"""What a unit sent for the plans of earlier years in the same database. Reading only.

Not here: what its likeness to a new form says (`domain.form_warnings`).
"""

from collections.abc import Sequence

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.definitions import definition_from_json
from papiplan.database.submissions import load_rows, standing_arrival
from papiplan.domain.form_warnings import EarlierForm
from papiplan.domain.obligations import USABLE, Part
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.units import Unit, same_unit


def load_earlier_plans(connection: sa.Connection, definition: PlanDefinition) -> tuple[PlanDefinition, ...]:
    """The plans for the same index in earlier years, as they stand, the newest year first."""
    table = schema.snapshots.c
    newest = sa.select(table.plan, sa.func.max(table.version).label("version")).group_by(table.plan).subquery()
    texts = connection.execute(
        sa.select(table.definition)
        .join(newest, sa.and_(newest.c.plan == table.plan, newest.c.version == table.version))
        .where(table.plan != definition.id)
    ).scalars()
    plans = (definition_from_json(text) for text in texts)
    earlier = [plan for plan in plans if plan.index == definition.index and plan.year < definition.year]
    return tuple(sorted(earlier, key=lambda plan: (-plan.year, plan.id)))


def load_earlier_form(
    connection: sa.Connection, earlier: Sequence[PlanDefinition], unit: Unit, kind: SubmissionKind
) -> EarlierForm | None:
    """What this unit last sent of this kind for one of the `earlier` plans, the first in which there is any."""
    for plan in earlier:
        known = same_unit(unit, plan.units)
        if known is not None and (found := _load_form(connection, plan, known.code, kind)):
            return found
    return None


def _load_form(connection: sa.Connection, plan: PlanDefinition, unit: str, kind: SubmissionKind) -> EarlierForm | None:
    table, owed = schema.submissions.c, schema.obligations.c
    used = connection.execute(
        sa.select(table.id, table.part, table.doc_symbol)
        .join(schema.obligations, owed.id == table.obligation)
        .where(owed.plan == plan.id, owed.owed_by == unit, owed.kind == kind)
        .where(table.part.in_((Part.FORM, Part.SIGNED)), table.outcome.in_(USABLE), standing_arrival())
        .order_by(table.version)
    ).all()
    if not used:
        return None
    forms = [row.id for row in used if row.part is Part.FORM]
    rows = load_rows(connection, forms[-1:]).get(forms[-1], ()) if forms else ()
    stated = (row.values.get("doc_symbol") for row in rows)
    symbols = {*(row.doc_symbol for row in used), *(text for text in stated if isinstance(text, str))}
    return EarlierForm(plan.year, rows, frozenset(filter(None, symbols)))
