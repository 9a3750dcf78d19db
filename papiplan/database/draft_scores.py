"""The notices by which units were sent their draft scores, and what they wrote back, read as at an instant.

Not here: until when they may answer (`domain.draft_scores`), nor how notices become mails (`messages`).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema, tellings
from papiplan.domain.draft_scores import AskedUnit, ScoreAnswer, evaluation_of, unit_of
from papiplan.domain.mails import MailKind
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


def load_score_answers(connection: sa.Connection, plan: str, now: datetime) -> tuple[ScoreAnswer, ...]:
    """The mails of people, recorded by `now`, that answer one by which a draft score was sent; the oldest first."""
    notice, mail = schema.notices.c, schema.mails.c
    rows = connection.execute(
        sa.select(notice.occasion, mail.received_at, mail.sender, mail.subject)
        .join(schema.notices, sa.and_(notice.plan == mail.plan, notice.message == mail.message))
        .where(
            mail.plan == plan,
            mail.kind.in_((MailKind.SUBMISSION, MailKind.WORDS)),
            mail.recorded_at <= now,
            notice.kind == NoticeKind.DRAFT_SCORE,
        )
        .order_by(mail.id)
    )
    return tuple(
        ScoreAnswer(unit_of(row.occasion), evaluation_of(row.occasion), row.received_at, row.sender, row.subject)
        for row in rows
    )


def leave_scores_unsaid(connection: sa.Connection, plan: str, now: datetime) -> None:
    """Leave unsaid every draft score that has not left: another draft took its place."""
    for entry in {asked.entry for asked in load_asked(connection, plan, now) if asked.entry is not None}:
        tellings.leave_unsaid(connection, plan, entry, now)
