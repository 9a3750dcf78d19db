"""Decisions that ended exceptions.

Not here: the exceptions in force (`obligations`), nor what may be ended (`domain.granting`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.domain.exceptions import Lifting
from papiplan.domain.obligations import Decision

_exception, _lifting = schema.exceptions.c, schema.liftings.c


def save_lifting(connection: sa.Connection, obligation: int, lifted: Iterable[int], decision: Decision) -> None:
    """Record that a decision ends the exceptions of an obligation that came with the entries `lifted`."""
    ended = connection.execute(
        sa.select(_exception.id).where(_exception.obligation == obligation, _exception.entry.in_(list(lifted)))
    ).scalars()
    for exception in ended.all():
        connection.execute(
            schema.liftings.insert().values(
                exception=exception,
                actor=decision.actor,
                decided_by=decision.decided_by,
                basis=decision.basis,
                entry=decision.entry,
                recorded_at=decision.recorded_at,
            )
        )


def load_liftings(connection: sa.Connection, plan: str, now: datetime) -> Mapping[int, Sequence[Lifting]]:
    """The exceptions ended up to `now` by obligation, in the order of the decisions."""
    rows = connection.execute(
        sa.select(
            _lifting.entry,
            _lifting.decided_by,
            _lifting.basis,
            _exception.obligation,
            _exception.until_on,
            _exception.entry.label("lifted"),
        )
        .join(schema.exceptions, _exception.id == _lifting.exception)
        .join(schema.obligations, schema.obligations.c.id == _exception.obligation)
        .where(schema.obligations.c.plan == plan, _lifting.recorded_at <= now)
        .order_by(_lifting.entry, _exception.id)
    )
    liftings: defaultdict[int, list[Lifting]] = defaultdict(list)
    for row in rows:
        liftings[row.obligation].append(Lifting(row.entry, row.decided_by, row.basis, row.lifted, row.until_on))
    return liftings
