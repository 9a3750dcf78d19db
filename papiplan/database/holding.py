"""Holds of a plan: recorded when they begin and when they end. Not here: what a hold keeps back (tasks)."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.domain.holding import Hold

HOLD, RELEASE = "hold", "release"


def save_hold(connection: sa.Connection, plan: str, actor: str, reason: str, now: datetime) -> None:
    """Record that nothing leaves from `now` on."""
    _save(connection, plan, HOLD, actor, reason, now)


def save_release(connection: sa.Connection, plan: str, actor: str, now: datetime) -> None:
    """Record that the hold in force has ended."""
    _save(connection, plan, RELEASE, actor, "", now)


def _save(connection: sa.Connection, plan: str, act: str, actor: str, reason: str, now: datetime) -> None:
    values = {"plan": plan, "act": act, "actor": actor, "decided_by": "", "basis": "", "reason": reason}
    connection.execute(schema.plan_acts.insert().values(**values, recorded_at=now))


def load_holds(connection: sa.Connection, plan: str, now: datetime) -> tuple[Hold, ...]:
    """Every hold recorded up to `now`, in the order of time."""
    table = schema.plan_acts.c
    rows = connection.execute(
        sa.select(schema.plan_acts)
        .where(table.plan == plan, table.act.in_((HOLD, RELEASE)), table.recorded_at <= now)
        .order_by(table.id)
    )
    holds: list[Hold] = []
    for row in rows:
        if row.act == HOLD:
            holds.append(Hold(row.actor, row.reason, row.recorded_at))
        elif holds:
            holds[-1] = replace(holds[-1], until=row.recorded_at)
    return tuple(holds)


def is_held(connection: sa.Connection, plan: str) -> bool:
    """Whether the plan is held as far as anything is on record: asked before each effect, whatever its own `now`."""
    table = schema.plan_acts.c
    newest = connection.execute(
        sa.select(table.act)
        .where(table.plan == plan, table.act.in_((HOLD, RELEASE)))
        .order_by(table.id.desc())
        .limit(1)
    ).scalar()
    return newest == HOLD
