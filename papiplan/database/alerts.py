"""Troubles of the machine that officers were told of, once for each cause and day of a plan.

Not here: what is a trouble (`domain.alerts`).
"""

from datetime import date, datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.domain.alerts import Alert


def save_alert(connection: sa.Connection, plan: str, alert: Alert, day: date, now: datetime) -> int | None:
    """Record an alert and return its number; None where its cause was told of on this day."""
    table = schema.alerts.c
    same = sa.select(table.id).where(table.plan == plan, table.cause == alert.cause, table.day == day)
    if connection.execute(same).first() is not None:
        return None
    return int(
        connection.execute(
            schema.alerts.insert()
            .values(
                plan=plan,
                cause=alert.cause,
                day=day,
                trouble=alert.trouble,
                run=alert.run,
                done=list(alert.done),
                undone=list(alert.undone),
                said=alert.said,
                recorded_at=now,
            )
            .returning(table.id)
        ).scalar_one()
    )


def load_alert(connection: sa.Connection, number: int) -> Alert:
    """The alert of this number."""
    row = connection.execute(sa.select(schema.alerts).where(schema.alerts.c.id == number)).one()
    return Alert(row.trouble, row.run, tuple(row.done), tuple(row.undone), row.said)
