"""Plans as issued: snapshot, issue, units, actions, obligations with their due dates, exceptions. Writing only.

Not here: reading them back as facts (`facts`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from papiplan.database import schema
from papiplan.database.definitions import definition_to_json
from papiplan.domain.actions import Action
from papiplan.domain.lifecycle import Issue
from papiplan.domain.obligations import DueDate
from papiplan.domain.plans import PlanDefinition, SubmissionKind
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


def save_units(connection: sa.Connection, plan: str, units: Iterable[Unit]) -> None:
    rows = [{"plan": plan, "code": unit.code, "name": unit.name} for unit in units]
    connection.execute(schema.units.insert(), rows)


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


@dataclass(frozen=True)
class NewObligation:
    """An obligation to be recorded; `due` is None while it has no due date yet."""

    unit: str
    kind: SubmissionKind
    occasion: str
    due: DueDate | None


def save_obligations(
    connection: sa.Connection, plan: str, obligations: Iterable[NewObligation], now: datetime
) -> dict[tuple[str, SubmissionKind], int]:
    """Record obligations and return their ids by unit and kind."""
    ids: dict[tuple[str, SubmissionKind], int] = {}
    for new in obligations:
        obligation_id = connection.execute(
            schema.obligations.insert()
            .values(
                plan=plan,
                owed_by=new.unit,
                borne_by=new.unit,
                kind=new.kind,
                occasion=new.occasion,
                recorded_at=now,
            )
            .returning(schema.obligations.c.id)
        ).scalar_one()
        ids[new.unit, new.kind] = obligation_id
        if new.due is not None:
            save_due_date(connection, obligation_id, new.due, now)
    return ids


def save_due_date(connection: sa.Connection, obligation: int, due: DueDate, now: datetime) -> None:
    """Give an obligation a due date; an earlier one stays on record as the version before."""
    latest = connection.execute(
        sa.select(sa.func.max(schema.due_dates.c.version)).where(schema.due_dates.c.obligation == obligation)
    ).scalar()
    connection.execute(
        schema.due_dates.insert().values(
            obligation=obligation, version=(latest or 0) + 1, due_on=due.on, rule=due.rule, recorded_at=now
        )
    )


def save_extension(
    connection: sa.Connection, obligation: int, until: date, actor: str, decided_by: str, basis: str, now: datetime
) -> None:
    """Grant a later due date: who entered it, who decided, on what document or word."""
    connection.execute(
        schema.extensions.insert().values(
            obligation=obligation, until_on=until, actor=actor, decided_by=decided_by, basis=basis, recorded_at=now
        )
    )


def issued_plans(connection: sa.Connection) -> tuple[str, ...]:
    """The plans on record as issued."""
    return tuple(connection.execute(sa.select(schema.issues.c.plan).order_by(schema.issues.c.plan)).scalars())
