"""The notices by which units were sent their draft scores, read back as at an instant.

Not here: until when they may answer (`domain.draft_scores`), nor how notices become mails (`messages`).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema, tellings
from papiplan.domain.draft_scores import AskedUnit, evaluation_of, unit_of
from papiplan.domain.messages import NoticeKind


def load_asked(connection: sa.Connection, plan: str, now: datetime) -> tuple[AskedUnit, ...]:
    """Whose draft scores were sent by `now`, in the order of the notices; not what was left unsaid."""
    notice, message = schema.notices.c, schema.messages.c
    rows = connection.execute(
        sa.select(notice.occasion, notice.entry, message.recorded_at)
        .outerjoin(schema.messages, sa.and_(message.id == notice.message, message.recorded_at <= now))
        .where(
            notice.plan == plan,
            notice.kind == NoticeKind.DRAFT_SCORE,
            notice.recorded_at <= now,
            sa.or_(notice.dropped_at.is_(None), notice.dropped_at > now),
        )
        .order_by(notice.id)
    )
    return tuple(
        AskedUnit(unit_of(row.occasion), evaluation_of(row.occasion), row.entry, row.recorded_at) for row in rows
    )


def leave_scores_unsaid(connection: sa.Connection, plan: str, now: datetime) -> None:
    """Leave unsaid every draft score that has not left: another draft took its place."""
    for entry in {asked.entry for asked in load_asked(connection, plan, now) if asked.entry is not None}:
        tellings.leave_unsaid(connection, plan, entry, now)
