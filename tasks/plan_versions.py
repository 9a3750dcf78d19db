"""A changed plan put in force: its snapshot, the duties that begin, end or move, and the forms that show it.

Not here: what is compared and refused (`tasks.amendments`, `tasks.roster`), nor what units are told of an amendment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from papiplan.database import forms as form_rows
from papiplan.database import obligations, plans
from papiplan.database.facts import load_facts
from papiplan.database.obligations import NewObligation
from papiplan.domain.amending import DutyChanges, duty_changes
from papiplan.domain.facts import PlanFacts
from papiplan.domain.mergers import plan_at
from papiplan.domain.obligations import Decision
from papiplan.domain.plan_changes import form_changed
from papiplan.domain.plans import FORM_KINDS, PlanDefinition, SubmissionKind
from papiplan.domain.requests import requests
from tasks.due_notices import queue_due_notices
from tasks.forms import RenderedForm, promises_in_force, render_version, save_issued_forms


@dataclass(frozen=True)
class NewVersion:
    """A plan's next version: its definition, the files it was read from (hash and size by path), and its duties."""

    definition: PlanDefinition
    files: Mapping[str, tuple[str, int]]
    changes: DutyChanges

    @classmethod
    def of(
        cls,
        facts: PlanFacts,
        definition: PlanDefinition,
        files: Mapping[str, tuple[str, int]],
        on: date,
        now: datetime,
    ) -> "NewVersion":
        """The version that `definition` makes of a plan; new terms of units count from the day `on`."""
        return cls(definition, files, duty_changes(facts, definition, on, now))


def first_forms(
    connection: sa.Connection, facts: PlanFacts, version: NewVersion, now: datetime
) -> tuple[RenderedForm, ...]:
    """The sub-plan forms of the units whose duty begins: they are told of it with their form."""
    issue, today, kind = facts.issue, plan_at(version.definition, now), SubmissionKind.SUBPLAN
    assert issue is not None, "only an issued plan is changed"
    made = form_rows.load_forms(connection, facts.definition.id, kind)
    begun = [duty.unit for duty in version.changes.begun if duty.kind is kind]
    numbers = {unit: made[unit].form.version + 1 if unit in made else 1 for unit in begun}
    return tuple(render_version(today, unit, kind, numbers[unit], {}, issue.number, issue.on) for unit in begun)


def changed_forms(
    connection: sa.Connection, facts: PlanFacts, version: NewVersion, now: datetime
) -> tuple[RenderedForm, ...]:
    """The next versions of the forms made that show other facts now, of units that had the duty and still have it."""
    issue, today = facts.issue, plan_at(version.definition, now)
    assert issue is not None, "only an issued plan is changed"
    gone = {(duty.owed_by, duty.kind) for duty in version.changes.lifted}
    gone |= {(duty.unit, duty.kind) for duty in version.changes.begun}
    promises = promises_in_force(connection, facts, now)
    rendered = []
    for kind in FORM_KINDS:
        without = facts.without_form(kind, now)
        for unit, issued in form_rows.load_forms(connection, facts.definition.id, kind).items():
            kept = unit not in without and (unit, kind) not in gone
            if kept and form_changed(facts.definition, today, unit, kind):
                promised = promises[unit] if kind is SubmissionKind.REPORT else {}
                number = issued.form.version + 1
                rendered.append(render_version(today, unit, kind, number, promised, issue.number, issue.on))
    return tuple(rendered)


def put_in_force(
    connection: sa.Connection,
    version: NewVersion,
    forms: tuple[RenderedForm, ...],
    decision: Decision,
    now: datetime,
) -> int:
    """Write the next version of a plan with all that follows from it; returns the snapshot's number."""
    definition, plan, changes = version.definition, version.definition.id, version.changes
    number = plans.next_version(connection, plan)
    plans.save_snapshot(connection, definition, number, version.files, now)
    plans.save_units(connection, plan, definition.units)
    plans.replace_actions(connection, plan, definition.actions)
    begun = [NewObligation(duty.unit, duty.kind, duty.occasion, duty.due) for duty in changes.begun]
    obligations.save_obligations(connection, plan, [*begun, *_requested(connection, definition, now)], now)
    for obligation, due in changes.moved:
        obligations.save_due_date(connection, obligation.id, due, now)
    for obligation in changes.lifted:
        obligations.save_exception(connection, obligation.id, None, decision)
    save_issued_forms(connection, plan, forms, now)
    facts = load_facts(connection, plan, now)
    if SubmissionKind.SUBPLAN in facts.told:
        queue_due_notices(connection, facts, SubmissionKind.SUBPLAN, now)
    return number


def _requested(connection: sa.Connection, definition: PlanDefinition, now: datetime) -> list[NewObligation]:
    """What the new version asks of units that owe nothing and neither owed nor were asked it before."""
    occasion, facts = str(definition.year), load_facts(connection, definition.id, now)
    asked = {(duty.owed_by, duty.kind) for duty in (*facts.obligations, *facts.requests)}
    return [
        NewObligation(unit, kind, occasion, None, how)
        for unit, kind, how in requests(definition)
        if (unit, kind) not in asked
    ]
