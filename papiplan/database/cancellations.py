"""The cancellation of a plan: recorded, read back as at an instant, and what it leaves unsaid.

Not here: at which stage a plan may be cancelled (`domain.lifecycle`).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.domain.facts import Cancellation
from papiplan.domain.messages import DeliveryState


def save_cancellation(connection: sa.Connection, plan: str, cancellation: Cancellation) -> None:
    """Record that the plan ends before its time."""
    connection.execute(
        schema.plan_acts.insert().values(
            plan=plan,
            act="cancel",
            actor=cancellation.actor,
            decided_by=cancellation.decided_by,
            basis=cancellation.basis,
            reason=cancellation.reason,
            recorded_at=cancellation.recorded_at,
        )
    )


def load_cancellation(connection: sa.Connection, plan: str, now: datetime) -> Cancellation | None:
    table = schema.plan_acts.c
    row = connection.execute(
        sa.select(schema.plan_acts).where(table.plan == plan, table.act == "cancel", table.recorded_at <= now)
    ).first()
    return Cancellation(row.actor, row.decided_by, row.basis, row.reason, row.recorded_at) if row else None


def leave_all_unsaid(connection: sa.Connection, plan: str, now: datetime) -> tuple[int, int]:
    """Drop every notice that waits and every delivery that would still be attempted; how many there were of each.

    What may have arrived already stays ambiguous, for a person to see; it is not sent once more.
    """
    notices, deliveries = schema.notices, schema.deliveries
    dropped = connection.execute(
        notices.update()
        .where(notices.c.plan == plan, notices.c.message.is_(None), notices.c.dropped_at.is_(None))
        .values(dropped_at=now)
    )
    of_plan = deliveries.c.message.in_(sa.select(schema.messages.c.id).where(schema.messages.c.plan == plan))
    suppressed = connection.execute(
        deliveries.update()
        .where(of_plan, deliveries.c.state == DeliveryState.PENDING)
        .values(state=DeliveryState.SUPPRESSED, not_before=None, changed_at=now)
    )
    connection.execute(
        deliveries.update().where(of_plan, deliveries.c.state == DeliveryState.AMBIGUOUS).values(not_before=None)
    )
    return dropped.rowcount, suppressed.rowcount
