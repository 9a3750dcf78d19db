"""The registers' rows: inspections with their remedies and closings, supervision, telephone calls.

All are read as at an instant: nothing recorded later, nothing taken back before. Not here: difficulties
(`difficulties`), nor what an entry must say (`domain.registers`, `domain.remedies`).
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.difficulties import load_difficulties
from papiplan.database.obligations import still_standing
from papiplan.database.register_rows import act_of, entered, insert, load_rows
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.registers import AskedRemedy, Call, Inspection, Registers, Supervision
from papiplan.domain.remedy_answers import Closing


def load_registers(connection: sa.Connection, plan: str, now: datetime) -> Registers:
    """What the consolidated report tells of the registers."""
    return Registers(
        inspections=load_inspections(connection, plan, now),
        supervisions=load_supervisions(connection, plan, now),
        difficulties=load_difficulties(connection, plan, now),
    )


def save_inspection(connection: sa.Connection, plan: str, inspection: Inspection) -> int:
    """Record an inspection and return its number; each of its remedies is an obligation of its own."""
    values = {
        "plan": plan,
        "unit": inspection.unit,
        "inspected_on": inspection.on,
        "inspector": inspection.inspector,
        "findings": inspection.findings,
    }
    return insert(connection, schema.inspections, values | act_of(inspection))


def load_inspections(connection: sa.Connection, plan: str, now: datetime) -> tuple[Inspection, ...]:
    """The inspections of a plan with what each asked to mend, in the order of their record."""
    asked = _load_asked(connection, plan, now)
    return tuple(
        Inspection(row.unit, row.inspected_on, row.inspector, row.findings, asked.get(row.entry, ()), **entered(row))
        for row in load_rows(connection, schema.inspections, plan, now)
    )


def _load_asked(connection: sa.Connection, plan: str, now: datetime) -> Mapping[int, tuple[AskedRemedy, ...]]:
    """The remedies by the journal's entry of their inspection, each with the due date that it was given first."""
    owed, due = schema.obligations.c, schema.due_dates.c
    rows = connection.execute(
        sa.select(schema.obligations, due.due_on)
        .join(schema.due_dates, due.obligation == owed.id)
        .where(
            owed.plan == plan,
            owed.kind == SubmissionKind.REMEDY,
            owed.recorded_at <= now,
            still_standing(schema.obligations, now),
            due.version == 1,
        )
        .order_by(owed.id)
    )
    asked: defaultdict[int, list[AskedRemedy]] = defaultdict(list)
    for row in rows:
        asked[row.entry].append(AskedRemedy(row.id, row.occasion, row.subject, row.due_on))
    return {entry: tuple(remedies) for entry, remedies in asked.items()}


def save_closing(connection: sa.Connection, plan: str, closing: Closing) -> int:
    """Record that a remedy was seen carried out, and return the record's number."""
    values = {
        "plan": plan,
        "obligation": closing.obligation,
        "closed_on": closing.on,
        "reason": closing.reason,
    }
    return insert(connection, schema.remedy_closings, values | act_of(closing))


def load_closings(connection: sa.Connection, plan: str, now: datetime) -> tuple[Closing, ...]:
    """The remedies that officers confirmed as mended, in the order of their record."""
    return tuple(
        Closing(row.obligation, row.closed_on, row.reason, **entered(row))
        for row in load_rows(connection, schema.remedy_closings, plan, now)
    )


def save_supervision(connection: sa.Connection, plan: str, supervision: Supervision) -> int:
    """Record what an invited organisation observed, and return its number."""
    values = {
        "plan": plan,
        "organisation": supervision.organisation,
        "supervised_on": supervision.on,
        "content": supervision.content,
    }
    return insert(connection, schema.supervisions, values | act_of(supervision))


def load_supervisions(connection: sa.Connection, plan: str, now: datetime) -> tuple[Supervision, ...]:
    """What invited organisations observed, in the order of their record."""
    return tuple(
        Supervision(row.organisation, row.supervised_on, row.content, **entered(row))
        for row in load_rows(connection, schema.supervisions, plan, now)
    )


def save_call(connection: sa.Connection, plan: str, call: Call) -> int:
    """Record a telephone call and return its number."""
    values = {"plan": plan, "unit": call.unit, "called_at": call.at, "person": call.person, "content": call.content}
    return insert(connection, schema.calls, values | act_of(call))


def load_calls(connection: sa.Connection, plan: str, now: datetime) -> tuple[Call, ...]:
    """The telephone calls with units, in the order of their record."""
    return tuple(
        Call(row.unit, row.called_at, row.person, row.content, **entered(row))
        for row in load_rows(connection, schema.calls, plan, now)
    )
