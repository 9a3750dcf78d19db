"""The register of difficulties and their answers, read as at an instant.

Not here: what is a difficulty, and when two are the same (`domain.difficulties`).
"""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.register_rows import act_of, entered, insert, load_rows
from papiplan.domain.difficulties import Answer, Difficulty


def is_recorded(connection: sa.Connection, plan: str, digest: str) -> bool:
    """Whether a difficulty is on record under its digest."""
    table = schema.difficulties.c
    known = sa.select(table.id).where(table.plan == plan, table.digest == digest, table.withdrawn_at.is_(None))
    return connection.execute(known).first() is not None


def entry_of_form(connection: sa.Connection, submission: int) -> int | None:
    """The journal's entry of the officer who brought a form; None for one that came by itself."""
    form, arrival = schema.submissions.c, schema.arrivals.c
    return connection.execute(
        sa.select(arrival.entry).join(schema.submissions, form.arrival == arrival.id).where(form.id == submission)
    ).scalar()


def save_difficulty(connection: sa.Connection, plan: str, difficulty: Difficulty) -> int:
    """Record a difficulty that is not on record yet, and return its number."""
    values = {
        "plan": plan,
        "unit": difficulty.unit,
        "action": difficulty.action,
        "difficulty": difficulty.difficulty,
        "cause": difficulty.cause,
        "proposal": difficulty.proposal,
        "addressed_to": difficulty.addressed_to,
        "wanted_on": difficulty.wanted_on,
        "submission": difficulty.submission,
        "place": difficulty.place,
        "digest": difficulty.digest,
    }
    return insert(connection, schema.difficulties, values | act_of(difficulty))


def load_difficulties(connection: sa.Connection, plan: str, now: datetime) -> tuple[Difficulty, ...]:
    """The difficulties of a plan with their answers, in the order of their record."""
    answers, files = _load_answers(connection, plan, now), _load_files(connection, plan)
    return tuple(
        Difficulty(
            unit=row.unit,
            action=row.action,
            difficulty=row.difficulty,
            cause=row.cause,
            proposal=row.proposal,
            addressed_to=row.addressed_to,
            wanted_on=row.wanted_on,
            submission=row.submission,
            sha256=sha256,
            place=row.place,
            typed_from=typed_from,
            answer=answers.get(row.id),
            **entered(row),
        )
        for row in load_rows(connection, schema.difficulties, plan, now)
        for sha256, typed_from in [files.get(row.submission, ("", ""))]
    )


def _load_files(connection: sa.Connection, plan: str) -> Mapping[int, tuple[str, str]]:
    """The hash of each form that difficulties stand in, and the paper from which it was typed in."""
    form, asked = schema.submissions.c, schema.difficulties.c
    rows = connection.execute(
        sa.select(form.id, form.sha256, form.typed_from)
        .join(schema.difficulties, sa.and_(asked.plan == form.plan, asked.submission == form.id))
        .where(form.plan == plan)
    )
    return {row.id: (row.sha256, row.typed_from) for row in rows}


def save_answer(connection: sa.Connection, plan: str, difficulty: int, answer: Answer) -> None:
    """Record the answer that closes a difficulty."""
    values = {
        "plan": plan,
        "difficulty": difficulty,
        "answer": answer.answer,
        "answered_by": answer.answered_by,
        "basis": answer.basis,
    }
    insert(connection, schema.difficulty_answers, values | act_of(answer))


def _load_answers(connection: sa.Connection, plan: str, now: datetime) -> Mapping[int, Answer]:
    rows = load_rows(connection, schema.difficulty_answers, plan, now)
    return {row.difficulty: Answer(row.answer, row.answered_by, row.basis, **entered(row)) for row in rows}
