"""Plans that came out of a backup: nothing of theirs leaves by itself, and what came since is still to be read.

Not here: the copying (`copying`), nor the reading of the mailbox (tasks).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import endings, holding, journal, plans, schema
from papiplan.domain.messages import MOST_RESENDS, DeliveryState


def kept_files(connection: sa.Connection) -> tuple[str, ...]:
    """The hashes of all files that something on record refers to."""
    return tuple(connection.execute(sa.select(schema.files.c.sha256).order_by(schema.files.c.sha256)).scalars())


def hold_restored(connection: sa.Connection, backed_up_at: datetime, reason: str, now: datetime) -> int:
    """Let nothing leave of the plans in a database that came out of a backup, until a person releases each; how many.

    What was waiting to leave may have left after the backup: it becomes ambiguous. Of an ended plan nothing waits, and
    its archive holds its last act.
    """
    restored = [plan for plan in plans.issued_plans(connection) if endings.load_ending(connection, plan, now) is None]
    for plan in restored:
        connection.execute(schema.restorations.insert().values(plan=plan, backed_up_at=backed_up_at, recorded_at=now))
        if not holding.is_held(connection, plan):
            holding.save_hold(connection, plan, _RESTORER, reason, now)
        ids = {"backed_up_at": backed_up_at.isoformat(), "doubted": _doubt_unsent(connection, plan, reason, now)}
        journal.append(connection, plan, journal.Entry("restore", _RESTORER, now, ids, reason))
    return len(restored)


_RESTORER = "papiplan"


def _doubt_unsent(connection: sa.Connection, plan: str, answer: str, now: datetime) -> int:
    """Make every delivery that was waiting or under way ambiguous, with its one resend still to come; how many.

    Whether it left after the backup nobody knows here. The resend has the same Message-ID, and waits while the plan is
    held.
    """
    table, message = schema.deliveries, schema.messages.c
    of_plan = sa.select(message.id).where(message.plan == plan)
    doubted = connection.execute(
        table.update()
        .where(table.c.message.in_(of_plan), table.c.state.in_((DeliveryState.PENDING, DeliveryState.SENDING)))
        .values(
            state=DeliveryState.AMBIGUOUS,
            resends=MOST_RESENDS,
            not_before=now,
            lease=None,
            lease_until=None,
            answer=answer,
            changed_at=now,
        )
    )
    return doubted.rowcount


def load_unread(connection: sa.Connection) -> dict[str, datetime]:
    """The plans after whose backup the mailbox has not been read again, each with the instant of its oldest backup."""
    table = schema.restorations.c
    rows = connection.execute(
        sa.select(table.plan, sa.func.min(table.backed_up_at).label("since"))
        .where(table.mailbox_read_at.is_(None))
        .group_by(table.plan)
    )
    return {row.plan: row.since for row in rows}


def save_mailbox_read(connection: sa.Connection, plan: str, now: datetime) -> None:
    """Record that what was moved since the plan's backups has been read again."""
    table = schema.restorations
    unread = table.update().where(table.c.plan == plan, table.c.mailbox_read_at.is_(None))
    connection.execute(unread.values(mailbox_read_at=now))
