"""What officers decided of submissions, put on record and taken back, and how each stood at an instant.

Not here: what may be decided (`domain.reviewing`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.register_rows import act_of, entered, insert, load_rows
from papiplan.domain.obligations import USABLE, Outcome
from papiplan.domain.reviewing import Review

_review, _submission, _used = schema.reviews.c, schema.submissions.c, schema.consolidated_reports.c


def save_review(connection: sa.Connection, plan: str, review: Review) -> None:
    """Record a verdict and what becomes of its submission; a returned one is let go of by the consolidations it is in.

    Those keep it as what they show.
    """
    assert review.recorded_at is not None, "a review is recorded with its act"
    if review.outcome is Outcome.RETURNED:
        _let_go(connection, review.submission, review.recorded_at)
    _decide(connection, review.submission, review.outcome)
    values = {
        "plan": plan,
        "submission": review.submission,
        "outcome": review.outcome,
        "before": review.before,
        "reason": review.reason,
    }
    insert(connection, schema.reviews, values | act_of(review))


def _let_go(connection: sa.Connection, submission: int, now: datetime) -> None:
    connection.execute(
        schema.consolidated_reports.update()
        .where(_used.submission == submission, _used.outcome.is_not(None))
        .values(outcome=None, returned_at=now)
    )


def _decide(connection: sa.Connection, submission: int, outcome: Outcome) -> None:
    connection.execute(schema.submissions.update().where(_submission.id == submission).values(outcome=outcome))


def load_reviews(connection: sa.Connection, plan: str, now: datetime) -> tuple[Review, ...]:
    """The reviews that stood at `now`, in the order of their record."""
    return tuple(_read(row) for row in load_rows(connection, schema.reviews, plan, now))


def _read(row: sa.Row[Any]) -> Review:
    return Review(submission=row.submission, outcome=row.outcome, before=row.before, reason=row.reason, **entered(row))


@dataclass(frozen=True)
class Decided:
    """What a submission was found to be, by its check or an officer; when, and for which reason of the officer."""

    outcome: Outcome
    at: datetime
    reason: str = ""


def load_decided(connection: sa.Connection, plan: str, now: datetime) -> Mapping[int, Decided]:
    """How every submission that was ever reviewed stood at `now`, if it had been checked by then."""
    rows = connection.execute(
        sa.select(_review.submission, _review.before, _submission.checked_at)
        .join(schema.submissions, _submission.id == _review.submission)
        .where(_review.plan == plan)
        .order_by(_review.id.desc())
    )
    # What the first review of a submission found is what its check had decided.
    checked = {row.submission: Decided(row.before, row.checked_at) for row in rows}
    reviews = load_rows(connection, schema.reviews, plan, now)
    return checked | {row.submission: Decided(row.outcome, row.recorded_at, row.reason) for row in reviews}


def returned_with(connection: sa.Connection, submission: int) -> Review | None:
    """By which review the very bytes of this form were returned for the same duty; None when they were not."""
    this, other = schema.submissions.alias(), schema.submissions.alias()
    same = sa.and_(other.c.obligation == this.c.obligation, other.c.sha256 == this.c.sha256, other.c.id < this.c.id)
    row = connection.execute(
        sa.select(schema.reviews)
        .join(other, other.c.id == _review.submission)
        .join(this, same)
        .where(
            this.c.id == submission,
            other.c.outcome == Outcome.RETURNED,
            _review.outcome == Outcome.RETURNED,
            _review.withdrawn_at.is_(None),
        )
        .order_by(_review.id.desc())
        .limit(1)
    ).first()
    return None if row is None else _read(row)


def undo_reviews(connection: sa.Connection, plan: str, entry: int, now: datetime) -> None:
    """Make of the submissions what they were before an act's reviews, and let consolidations keep what they had."""
    of_entry = sa.select(schema.reviews).where(
        _review.plan == plan, _review.entry == entry, _review.withdrawn_at.is_(None)
    )
    for row in connection.execute(of_entry).all():
        if row.before not in USABLE:
            _let_go(connection, row.submission, now)
        _decide(connection, row.submission, row.before)
        if row.before in USABLE:
            connection.execute(
                schema.consolidated_reports.update()
                .where(_used.submission == row.submission, _used.returned_at == row.recorded_at)
                .values(outcome=row.before, returned_at=None)
            )


def resting_reviews(plan: str, entry: int, files: sa.Select[tuple[int]]) -> sa.Select[tuple[int]]:
    """The entries of the reviews that rest on an act: on `files` that it brought, or on an earlier review by it."""
    earlier = schema.reviews.alias()
    reviewed = sa.exists().where(
        earlier.c.plan == plan,
        earlier.c.entry == entry,
        earlier.c.submission == _review.submission,
        earlier.c.id < _review.id,
    )
    return sa.select(_review.entry).where(
        _review.plan == plan,
        _review.withdrawn_at.is_(None),
        _review.entry != entry,
        sa.or_(_review.submission.in_(files), reviewed),
    )


def reviewed_files(plan: str, entry: int, *outcomes: Outcome) -> sa.Select[tuple[int]]:
    """The submissions that an act's reviews are about; with `outcomes` only those that became one of them."""
    wanted = _review.outcome.in_(outcomes) if outcomes else sa.true()
    return sa.select(_review.submission).where(_review.plan == plan, _review.entry == entry, wanted)
