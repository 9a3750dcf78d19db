"""How a plan ended: recorded, read back as at an instant, and what it leaves unsaid.

Not here: at which stage a plan may end (`domain.lifecycle`).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.domain.endings import Ending
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.messages import DeliveryState


def save_ending(connection: sa.Connection, plan: str, ending: Ending) -> None:
    """Record that the plan is closed, or ends before its time."""
    connection.execute(
        schema.plan_acts.insert().values(
            plan=plan,
            act=ending.act.value,
            actor=ending.actor,
            decided_by=ending.decided_by,
            basis=ending.basis,
            reason=ending.reason,
            recorded_at=ending.recorded_at,
        )
    )


def load_ending(connection: sa.Connection, plan: str, now: datetime) -> Ending | None:
    """How the plan had ended at `now`."""
    table = schema.plan_acts.c
    ends = table.act.in_((HandAct.CLOSE, HandAct.CANCEL))
    row = connection.execute(
        sa.select(schema.plan_acts).where(table.plan == plan, ends, table.recorded_at <= now)
    ).first()
    if row is None:
        return None
    return Ending(HandAct(row.act), row.actor, row.decided_by, row.basis, row.reason, row.recorded_at)


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
