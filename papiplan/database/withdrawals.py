"""Taking back what a hand entry put on record: its rows in every table, and what rests on them.

Rows are marked, never deleted. Not here: whether an entry may be taken back (`domain.withdrawing`).
"""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.chases import drop_chases
from papiplan.database.reviews import resting_reviews, reviewed_files, undo_reviews
from papiplan.database.tellings import leave_unsaid, load_told
from papiplan.domain.chasing import CHASING
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Outcome
from papiplan.domain.withdrawing import Consequences

_TABLES = tuple(table for table in schema.metadata.sorted_tables if {"entry", "withdrawn_at"} <= set(table.c.keys()))
"""Every table whose rows say by which act they came, and whether that was taken back."""


def is_withdrawn(connection: sa.Connection, plan: str, entry: int) -> bool:
    """Whether an entry was taken back: it has rows, and none of them stands."""
    found = [
        withdrawn_at
        for table in _TABLES
        for withdrawn_at in connection.execute(sa.select(table.c.withdrawn_at).where(_of(table, plan, entry))).scalars()
    ]
    return bool(found) and all(found)


def withdraw(connection: sa.Connection, plan: str, entry: int, entered_at: datetime, now: datetime) -> None:
    """Take back the rows of an entry and what waits to be told of them; what it had silenced may be said again."""
    for duty in connection.execute(_duties(plan, entry)).scalars().all():
        drop_chases(connection, plan, duty, now)
    leave_unsaid(connection, plan, entry, now)
    _restore_reminders(connection, plan, entry, entered_at)
    _restore_answers(connection, plan, entry, entered_at)
    undo_reviews(connection, plan, entry, now)
    for table in _TABLES:
        connection.execute(table.update().where(_of(table, plan, entry)).values(withdrawn_at=now))


def _restore_reminders(connection: sa.Connection, plan: str, entry: int, entered_at: datetime) -> None:
    """Reminders that the act had dropped wait again; whether one is still wanted is asked before it is written."""
    notice = schema.notices.c
    excepted = sa.select(schema.exceptions.c.obligation).where(_of(schema.exceptions, plan, entry))
    files = sa.union(_files(plan, entry), reviewed_files(plan, entry))
    answered = sa.select(schema.submissions.c.obligation).where(schema.submissions.c.id.in_(files))
    closed = sa.select(schema.remedy_closings.c.obligation).where(_of(schema.remedy_closings, plan, entry))
    connection.execute(
        schema.notices.update()
        .where(
            notice.plan == plan,
            notice.kind.in_(CHASING),
            notice.dropped_at == entered_at,
            notice.obligation.in_(sa.union(excepted, answered, closed)),
        )
        .values(dropped_at=None)
    )


def _restore_answers(connection: sa.Connection, plan: str, entry: int, entered_at: datetime) -> None:
    """What a unit was to be told of a file that was reviewed instead waits to be told again."""
    notice = schema.notices.c
    connection.execute(
        schema.notices.update()
        .where(
            notice.plan == plan,
            notice.dropped_at == entered_at,
            notice.submission.in_(reviewed_files(plan, entry)),
        )
        .values(dropped_at=None)
    )


def load_consequences(connection: sa.Connection, facts: PlanFacts, entry: int) -> Consequences:
    """What rests on an entry, as far as anything is on record."""
    plan = facts.definition.id
    waived = reviewed_files(plan, entry, Outcome.ACCEPTED_WITH_WAIVER)
    files = {file for query in (_files(plan, entry), waived) for file in connection.execute(query).scalars()}
    answered = _answers_to_duties(plan, entry)
    final = facts.final if facts.final and files & set(facts.final.report_ids) else None
    return Consequences(
        told=load_told(connection, plan, entry),
        entries=sorted({number for query in _resting(plan, entry) for number in connection.execute(query).scalars()}),
        files=connection.execute(sa.select(sa.func.count()).select_from(answered.subquery())).scalar_one(),
        final=final.revision if final else None,
    )


def _resting(plan: str, entry: int) -> Iterator[sa.Select[tuple[int]]]:
    """The later acts that rest on an entry: a paper of it, its end, its answer, what became of its duties."""
    papers, ended, answers = schema.recorded_documents, schema.liftings, schema.difficulty_answers
    duties = _duties(plan, entry)
    yield sa.select(papers.c.entry).where(
        papers.c.plan == plan, papers.c.about_entry == entry, papers.c.withdrawn_at.is_(None)
    )
    granted = sa.select(schema.exceptions.c.id).where(_of(schema.exceptions, plan, entry))
    yield sa.select(ended.c.entry).where(ended.c.exception.in_(granted))
    raised = sa.select(schema.difficulties.c.id).where(_of(schema.difficulties, plan, entry))
    yield sa.select(answers.c.entry).where(answers.c.difficulty.in_(raised), answers.c.withdrawn_at.is_(None))
    yield resting_reviews(plan, entry, _files(plan, entry))
    awarded = schema.award_steps.c
    decisions = sa.select(schema.confirmations.c.id).where(_of(schema.confirmations, plan, entry))
    yield sa.select(awarded.entry).where(awarded.confirmation.in_(decisions), awarded.withdrawn_at.is_(None))
    yield _steps_after(plan, entry)
    for table in (schema.exceptions, schema.remedy_closings):
        yield sa.select(table.c.entry).where(table.c.obligation.in_(duties), table.c.withdrawn_at.is_(None))


def _steps_after(plan: str, entry: int) -> sa.Select[tuple[int]]:
    """The later steps of the awards of which an entry is a step."""
    step, later = schema.award_steps.alias("step"), schema.award_steps.alias("later")
    same = sa.and_(later.c.confirmation == step.c.confirmation, later.c.subject == step.c.subject)
    return (
        sa.select(later.c.entry)
        .join(step, sa.and_(same, later.c.id > step.c.id))
        .where(step.c.plan == plan, step.c.entry == entry, later.c.withdrawn_at.is_(None))
    )


def _answers_to_duties(plan: str, entry: int) -> sa.Select[tuple[int]]:
    """The files that answer duties which came with an entry."""
    sent, arrived = schema.submissions.c, schema.arrivals.c
    return (
        sa.select(sent.id)
        .join(schema.arrivals, arrived.id == sent.arrival)
        .where(sent.obligation.in_(_duties(plan, entry)), arrived.withdrawn_at.is_(None))
    )


def _duties(plan: str, entry: int) -> sa.Select[tuple[int]]:
    return sa.select(schema.obligations.c.id).where(_of(schema.obligations, plan, entry))


def _files(plan: str, entry: int) -> sa.Select[tuple[int]]:
    sent = schema.submissions.c
    return (
        sa.select(sent.id)
        .join(schema.arrivals, schema.arrivals.c.id == sent.arrival)
        .where(_of(schema.arrivals, plan, entry))
    )


def _of(table: sa.Table, plan: str, entry: int) -> sa.ColumnElement[bool]:
    """The rows of an entry; an exception belongs to the plan of its obligation."""
    if "plan" in table.c:
        return sa.and_(table.c.plan == plan, table.c.entry == entry)
    owed = sa.select(schema.obligations.c.id).where(schema.obligations.c.plan == plan)
    return sa.and_(table.c.obligation.in_(owed), table.c.entry == entry)
