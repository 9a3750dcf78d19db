"""Everything that came for a plan, file by file, as it stood at an instant. Reading only.

Not here: the states that follow from it (`domain.submission_states`).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.obligations import still_standing
from papiplan.database.reviews import Decided, load_decided
from papiplan.domain.obligations import HAND_CHANNELS, Outcome
from papiplan.domain.submission_states import SentFile

_sent, _arrival, _owed = schema.submissions.c, schema.arrivals.c, schema.obligations.c


def load_sent_files(connection: sa.Connection, plan: str, now: datetime) -> tuple[SentFile, ...]:
    """Every file on record at `now`, in the order of its record."""
    decided = load_decided(connection, plan, now)
    return tuple(
        SentFile(
            id=row.id,
            unit=row.owed_by or "",
            kind=row.kind,
            obligation=row.obligation,
            part=row.part,
            version=row.version,
            outcome=stood.outcome,
            name=row.file_name or row.doc_symbol,
            channel=row.channel,
            received_at=row.received_at,
            recorded_at=row.recorded_at,
            actor=row.actor if row.channel in HAND_CHANNELS else "",
            typed_from=row.typed_from,
            reason=stood.reason,
        )
        for row in connection.execute(_query(plan, now))
        for stood in [_stood(row, decided.get(row.id), now)]
    )


def _query(plan: str, now: datetime) -> sa.Select[tuple[object, ...]]:
    columns = (
        _sent.id, _sent.obligation, _sent.part, _sent.version, _sent.outcome, _sent.checked_at, _sent.file_name,
        _sent.doc_symbol, _sent.received_at, _sent.recorded_at, _sent.typed_from,
    )  # fmt: skip
    return (
        sa.select(*columns, _arrival.channel, _arrival.actor, _owed.owed_by, _owed.kind)
        .join(schema.arrivals, _arrival.id == _sent.arrival)
        .outerjoin(schema.obligations, _owed.id == _sent.obligation)
        .where(_sent.plan == plan, _sent.recorded_at <= now, still_standing(schema.arrivals, now))
        .order_by(_sent.id)
    )


def _stood(row: sa.Row[tuple[object, ...]], decided: Decided | None, now: datetime) -> Decided:
    """How a file stood: not checked yet, as reviewed, or as its check found it."""
    if row.checked_at is None or row.checked_at > now:
        return Decided(Outcome.RECEIVED, row.received_at)
    return decided or Decided(row.outcome, row.checked_at)
