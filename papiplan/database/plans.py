"""Plans as issued: snapshot, issue, units, actions. Writing only.

Not here: what units owe (`obligations`), nor reading plans back as facts (`facts`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from papiplan.database import schema
from papiplan.database.definitions import definition_to_json
from papiplan.domain.actions import Action
from papiplan.domain.facts import Amendment, Issue
from papiplan.domain.plan_names import PlanName
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.units import Unit


def save_file(connection: sa.Connection, sha256: str, size: int) -> None:
    """Remember that the store holds these bytes; a second time changes nothing."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    insert = dialect.insert(schema.files).values(sha256=sha256, size=size)
    connection.execute(insert.on_conflict_do_nothing())


def save_snapshot(
    connection: sa.Connection,
    definition: PlanDefinition,
    version: int,
    files: Mapping[str, tuple[str, int]],
    now: datetime,
) -> None:
    """Keep the plan as defined, with the files of its folder (path → hash and size)."""
    connection.execute(
        schema.snapshots.insert().values(
            plan=definition.id, version=version, definition=definition_to_json(definition), recorded_at=now
        )
    )
    for path, (sha256, size) in sorted(files.items()):
        save_file(connection, sha256, size)
        connection.execute(
            schema.snapshot_files.insert().values(plan=definition.id, version=version, path=path, sha256=sha256)
        )


def save_issue(connection: sa.Connection, plan: str, issue: Issue) -> None:
    connection.execute(
        schema.issues.insert().values(
            plan=plan,
            number=issue.number,
            issued_on=issue.on,
            signer=issue.signer,
            actor=issue.actor,
            signed_sha256=issue.signed_sha256 or None,
            recorded_at=issue.recorded_at,
        )
    )


def next_version(connection: sa.Connection, plan: str) -> int:
    """The number that the plan's next snapshot gets."""
    table = schema.snapshots.c
    return (connection.execute(sa.select(sa.func.max(table.version)).where(table.plan == plan)).scalar() or 0) + 1


def save_amendment(connection: sa.Connection, plan: str, amendment: Amendment, entry: int) -> None:
    """Record the document that put a snapshot in force."""
    connection.execute(
        schema.amendments.insert().values(
            plan=plan,
            version=amendment.version,
            number=amendment.number,
            amended_on=amendment.on,
            reason=amendment.reason,
            actor=amendment.actor,
            entry=entry,
            recorded_at=amendment.recorded_at,
        )
    )


def save_units(connection: sa.Connection, plan: str, units: Iterable[Unit]) -> None:
    """The units by their names; those on record already get their new ones."""
    table = schema.units
    known = set(connection.execute(sa.select(table.c.code).where(table.c.plan == plan)).scalars())
    for unit in units:
        if unit.code in known:
            named = table.update().where(table.c.plan == plan, table.c.code == unit.code)
            connection.execute(named.values(name=unit.name))
        else:
            connection.execute(table.insert().values(plan=plan, code=unit.code, name=unit.name))


def replace_actions(connection: sa.Connection, plan: str, actions: Sequence[Action]) -> None:
    """The actions in force instead of those before, which the snapshots keep."""
    connection.execute(schema.action_units.delete().where(schema.action_units.c.plan == plan))
    connection.execute(schema.actions.delete().where(schema.actions.c.plan == plan))
    save_actions(connection, plan, actions)


def save_actions(connection: sa.Connection, plan: str, actions: Sequence[Action]) -> None:
    """The actions with the role of each unit in them."""
    if not actions:
        return
    connection.execute(
        schema.actions.insert(),
        [{"plan": plan, "code": action.code, "dimension": action.dimension} for action in actions],
    )
    connection.execute(
        schema.action_units.insert(),
        [
            {"plan": plan, "action": action.code, "unit": unit, "role": role}
            for action in actions
            for unit in dict.fromkeys((action.lead, *action.on_site, *action.support))
            if (role := action.role_of(unit))
        ],
    )


def load_plan_names(connection: sa.Connection) -> tuple[PlanName, ...]:
    """What the plans on record are called."""
    issue = schema.issues.c
    rows = connection.execute(sa.select(issue.plan, issue.number).order_by(issue.plan))
    return tuple(PlanName(row.plan, row.number) for row in rows)


def issued_plans(connection: sa.Connection) -> tuple[str, ...]:
    """The plans on record as issued."""
    return tuple(connection.execute(sa.select(schema.issues.c.plan).order_by(schema.issues.c.plan)).scalars())
