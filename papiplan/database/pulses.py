"""Signs of life (`domain.outages`): in which hours of which days our server and our mailbox worked, for each plan.

Not here: what follows from their absence.
"""

from datetime import date, datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.domain.deadlines import VIETNAM
from papiplan.domain.outages import Lifeline, Pulse


def is_noted(connection: sa.Connection, plan: str, part: Lifeline, now: datetime) -> bool:
    """Whether this hour's sign is on record."""
    table, local = schema.pulses.c, now.astimezone(VIETNAM)
    noted = sa.select(table.hour).where(
        table.plan == plan, table.part == part, table.day == local.date(), table.hour == local.hour
    )
    return connection.execute(noted).first() is not None


def save_pulse(connection: sa.Connection, plan: str, part: Lifeline, now: datetime) -> None:
    """Record that a part works in this hour."""
    local = now.astimezone(VIETNAM)
    values = {"plan": plan, "part": part, "day": local.date(), "hour": local.hour, "recorded_at": now}
    connection.execute(schema.pulses.insert().values(values))


def load_pulses(connection: sa.Connection, plan: str, since: date, now: datetime) -> tuple[Pulse, ...]:
    """The signs from a day on, and the first of each part, which says since when it is known to work."""
    table = schema.pulses.c
    of_plan = sa.and_(table.plan == plan, table.recorded_at <= now)
    first = sa.select(table.part, sa.func.min(table.day)).where(of_plan).group_by(table.part)
    rows = connection.execute(sa.select(table.part, table.day, table.hour).where(of_plan, table.day >= since))
    begun = (Pulse(part, day, 0) for part, day in connection.execute(first) if day < since)
    return (*begun, *(Pulse(row.part, row.day, row.hour) for row in rows))
