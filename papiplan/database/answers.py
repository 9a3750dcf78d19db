"""What an answer to a unit's files rests on: the arrival they came by, who sent it, the mail that brought it.

Not here: the submissions themselves (`submissions`), nor where an answer goes (`tasks.freezing`).
"""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.domain.mails import MailKind


@dataclass(frozen=True)
class Origin:
    """How a submission came: its arrival, and of a mail the sender's address and its Message-ID.

    `form` is the issued form that it is, empty for any other file.
    """

    arrival: int
    sender: str = ""
    message_id: str = ""
    form: str = ""


def load_origins(connection: sa.Connection, plan: str, submissions: Collection[int]) -> dict[int, Origin]:
    """How each of these submissions came."""
    submission, mail = schema.submissions.c, schema.mails.c
    rows = connection.execute(
        sa.select(submission.id, submission.arrival, submission.form, schema.arrivals.c.sender, mail.message_id)
        .join(schema.arrivals, schema.arrivals.c.id == submission.arrival)
        .outerjoin(schema.mails, sa.and_(mail.arrival == submission.arrival, mail.kind == MailKind.SUBMISSION))
        .where(submission.plan == plan, submission.id.in_(submissions))
    )
    return {row.id: Origin(row.arrival, row.sender, row.message_id or "", row.form or "") for row in rows}


def sizes_beside(connection: sa.Connection, submission: int) -> dict[int, int]:
    """All submissions of the same arrival, this one too, with the size of each one's file; 0 for no file."""
    table, this = schema.submissions.c, schema.submissions.alias()
    beside = sa.select(this.c.arrival).where(this.c.id == submission).scalar_subquery()
    rows = connection.execute(
        sa.select(table.id, schema.files.c.size)
        .outerjoin(schema.files, schema.files.c.sha256 == table.sha256)
        .where(table.arrival == beside)
    )
    return {row.id: row.size or 0 for row in rows}
