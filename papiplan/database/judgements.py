"""What officers found of the plan's qualitative targets, recorded and read back as at an instant.

Not here: which of them is in force, and what it says of its target (`domain.judging`).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.register_rows import act_of, entered, insert, load_rows
from papiplan.domain.judging import TargetJudgement


def save_judgement(connection: sa.Connection, plan: str, judgement: TargetJudgement) -> int:
    """Record a judgement and return its number."""
    values = {"plan": plan, "wording": judgement.wording, "met": judgement.met, "reason": judgement.reason}
    return insert(connection, schema.judgements, values | act_of(judgement))


def load_judgements(connection: sa.Connection, plan: str, now: datetime) -> tuple[TargetJudgement, ...]:
    """The judgements of a plan that stood at `now`, in the order of their record."""
    return tuple(
        TargetJudgement(row.wording, row.met, row.reason, **entered(row))
        for row in load_rows(connection, schema.judgements, plan, now)
    )
