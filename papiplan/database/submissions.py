"""Arrivals and the submissions made of them, with the rows of their forms.

Not here: whether a form is right (`domain.submissions`) or in time (`domain.obligations`).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.plans import save_file
from papiplan.domain.obligations import USABLE, Outcome, Part
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import AcceptedForm, CheckedForm, FormRow
from papiplan.domain.waived_forms import consolidated_sheets, sound_rows


@dataclass(frozen=True)
class NewSubmission:
    """One file (or a document known only by its number) of an arrival. `obligation` is None when nobody knows whose."""

    part: Part
    obligation: int | None
    outcome: Outcome
    file_name: str = ""
    sha256: str | None = None
    size: int = 0
    form: str | None = None
    doc_symbol: str = ""
    doc_date: date | None = None
    signer: str = ""
    registry_no: str = ""
    problems: tuple[Problem, ...] = ()
    suggested_unit: str | None = None
    typed_from: str = ""
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Arrival:
    """What came through a door once: unique by channel and key. `sender` is the address that a mail came from."""

    channel: str
    key: str
    received_at: datetime
    actor: str = ""
    reason: str = ""
    sender: str = ""


def submissions_of(connection: sa.Connection, plan: str, channel: str, key: str) -> tuple[int, ...]:
    """The submissions of an arrival that is on record already; none when it is new, or was taken back."""
    table, arrival = schema.submissions.c, schema.arrivals.c
    return tuple(
        connection.execute(
            sa.select(table.id)
            .join(schema.arrivals, arrival.id == table.arrival)
            .where(
                arrival.plan == plan,
                arrival.channel == channel,
                arrival.channel_key == key,
                arrival.withdrawn_at.is_(None),
            )
            .order_by(table.id)
        ).scalars()
    )


def save_arrival(
    connection: sa.Connection, plan: str, arrival: Arrival, submissions: Sequence[NewSubmission], now: datetime
) -> list[int]:
    """Record an arrival with its submissions and return their ids.

    Bytes that are already in force for the same part get no new version: they are a duplicate.
    """
    arrival_id = connection.execute(
        schema.arrivals.insert()
        .values(
            plan=plan,
            channel=arrival.channel,
            channel_key=arrival.key,
            received_at=arrival.received_at,
            sender=arrival.sender,
            actor=arrival.actor,
            reason=arrival.reason,
            recorded_at=now,
        )
        .returning(schema.arrivals.c.id)
    ).scalar_one()
    ids = []
    for position, new in enumerate(submissions, start=1):
        if new.sha256:
            save_file(connection, new.sha256, new.size)
        outcome, version = _outcome_and_version(connection, new)
        values = {
            "plan": plan,
            "arrival": arrival_id,
            "position": position,
            "obligation": new.obligation,
            "part": new.part,
            "version": version,
            "form": new.form,
            "sha256": new.sha256,
            "file_name": new.file_name,
            "received_at": arrival.received_at,
            "outcome": outcome,
            "checked_at": None if outcome is Outcome.RECEIVED else now,
            "problems": _problems(new.problems),
            "warnings": _problems(new.warnings),
            "doc_symbol": new.doc_symbol,
            "doc_date": new.doc_date,
            "signer": new.signer,
            "registry_no": new.registry_no,
            "suggested_unit": new.suggested_unit,
            "typed_from": new.typed_from,
            "recorded_at": now,
        }
        inserted = schema.submissions.insert().values(values).returning(schema.submissions.c.id)
        ids.append(connection.execute(inserted).scalar_one())
    return ids


def save_entry(connection: sa.Connection, submissions: Sequence[int], entry: int) -> None:
    """Name the act by which an officer brought an arrival; what came by itself has none, and cannot be taken back."""
    of_arrival = sa.select(schema.submissions.c.arrival).where(schema.submissions.c.id.in_(submissions))
    connection.execute(schema.arrivals.update().where(schema.arrivals.c.id.in_(of_arrival)).values(entry=entry))


def save_assignment(
    connection: sa.Connection, submission: int, assigned: NewSubmission, received_at: datetime, now: datetime
) -> None:
    """Give a submission that had no obligation to the one in `assigned`, as from `now`; or set it aside.

    Bytes that are already in force for the same part are a duplicate here too. When it came does not change unless an
    officer knows better.
    """
    outcome, version = _outcome_and_version(connection, assigned)
    connection.execute(
        schema.submissions.update()
        .where(schema.submissions.c.id == submission)
        .values(
            obligation=assigned.obligation,
            part=assigned.part,
            version=version,
            form=assigned.form,
            received_at=received_at,
            outcome=outcome,
            checked_at=None if outcome is Outcome.RECEIVED else now,
            problems=_problems(assigned.problems),
            warnings=_problems(assigned.warnings),
            # How things stood before is looked up by this: until now the file was nobody's.
            recorded_at=now,
        )
    )


def standing_arrival() -> sa.ColumnElement[bool]:
    """Whether a submission's arrival was not taken back."""
    arrivals = schema.arrivals.alias()
    return ~sa.exists().where(arrivals.c.id == schema.submissions.c.arrival, arrivals.c.withdrawn_at.is_not(None))


def _outcome_and_version(connection: sa.Connection, new: NewSubmission) -> tuple[Outcome, int | None]:
    """What becomes of a file, and its number among those of its part; what is the same or nobody's has none."""
    if new.sha256 is not None and _in_force(connection, new) == new.sha256:
        return Outcome.DUPLICATE, None
    nobodys = new.outcome in (Outcome.UNASSIGNED, Outcome.SET_ASIDE)
    return new.outcome, None if nobodys else _next_version(connection, new)


def _in_force(connection: sa.Connection, new: NewSubmission) -> str | None:
    """The hash of the file in force for this part: the newest accepted one."""
    table = schema.submissions.c
    return connection.execute(
        sa.select(table.sha256)
        .where(
            table.obligation == new.obligation,
            table.part == new.part,
            table.outcome.in_(USABLE),
            standing_arrival(),
        )
        .order_by(table.version.desc())
        .limit(1)
    ).scalar()


def _next_version(connection: sa.Connection, new: NewSubmission) -> int:
    table = schema.submissions.c
    latest = connection.execute(
        sa.select(sa.func.max(table.version)).where(table.obligation == new.obligation, table.part == new.part)
    ).scalar()
    return (latest or 0) + 1


def _problems(problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [{"where": p.where, "what": p.what, "how_to_fix": p.how_to_fix} for p in problems]


@dataclass(frozen=True)
class SubmissionRecord:
    """One recorded submission, with the door, the sender and the officer by which it came."""

    id: int
    unit: str | None
    kind: SubmissionKind | None
    obligation: int | None
    part: Part
    version: int | None
    form: str | None
    sha256: str | None
    file_name: str
    received_at: datetime
    outcome: Outcome
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    valid_rows: int
    expected_rows: int
    doc_symbol: str
    suggested_unit: str | None
    typed_from: str
    channel: str
    sender: str
    actor: str
    recorded_at: datetime


def load_submissions(
    connection: sa.Connection,
    plan: str,
    *,
    outcome: Outcome | None = None,
    ids: Collection[int] | None = None,
) -> tuple[SubmissionRecord, ...]:
    """Submissions of a plan in the order in which they were recorded, without those taken back."""
    table, owed = schema.submissions.c, schema.obligations.c
    query = (
        sa.select(
            schema.submissions,
            owed.owed_by.label("unit"),
            owed.kind.label("kind"),
            schema.arrivals.c.channel,
            schema.arrivals.c.sender,
            schema.arrivals.c.actor,
        )
        .join(schema.arrivals, schema.arrivals.c.id == table.arrival)
        .outerjoin(schema.obligations, owed.id == table.obligation)
        .where(table.plan == plan, standing_arrival())
        .order_by(table.id)
    )
    if outcome is not None:
        query = query.where(table.outcome == outcome)
    if ids is not None:
        query = query.where(table.id.in_(ids))
    return tuple(
        SubmissionRecord(
            id=row.id,
            unit=row.unit,
            kind=row.kind,
            obligation=row.obligation,
            part=row.part,
            version=row.version,
            form=row.form,
            sha256=row.sha256,
            file_name=row.file_name,
            received_at=row.received_at,
            outcome=row.outcome,
            problems=tuple(Problem(**problem) for problem in row.problems),
            warnings=tuple(Problem(**warning) for warning in row.warnings),
            valid_rows=row.valid_rows,
            expected_rows=row.expected_rows,
            doc_symbol=row.doc_symbol,
            suggested_unit=row.suggested_unit,
            typed_from=row.typed_from,
            channel=row.channel,
            sender=row.sender,
            actor=row.actor,
            recorded_at=row.recorded_at,
        )
        for row in connection.execute(query)
    )


def save_check(connection: sa.Connection, submission: int, checked: CheckedForm, now: datetime) -> bool:
    """Record what a check found: accepted, or refused and returned at `now`.

    False when the submission was checked already, or taken back: then nothing changes.
    """
    table = schema.submissions
    accepted = not checked.problems
    updated = connection.execute(
        table.update()
        .where(table.c.id == submission, table.c.outcome == Outcome.RECEIVED, standing_arrival())
        .values(
            outcome=Outcome.ACCEPTED if accepted else Outcome.REFUSED,
            checked_at=now,
            problems=_problems(checked.problems),
            warnings=_problems(checked.warnings),
            valid_rows=checked.valid_rows,
            expected_rows=checked.expected_rows,
        )
    )
    if updated.rowcount == 0:
        return False
    if checked.rows:
        connection.execute(
            schema.submission_rows.insert(),
            [
                {
                    "submission": submission,
                    "sheet": row.sheet,
                    "row": row.row,
                    "action": row.action,
                    "values": dict(row.values),
                    "cells": dict(row.cells),
                }
                for row in checked.rows
            ],
        )
    return True


def load_rows(connection: sa.Connection, submissions: Collection[int]) -> dict[int, tuple[FormRow, ...]]:
    """The rows of forms by submission, in the order of their sheets."""
    table = schema.submission_rows
    rows: defaultdict[int, list[FormRow]] = defaultdict(list)
    for row in connection.execute(
        sa.select(table)
        .where(table.c.submission.in_(submissions))
        .order_by(table.c.submission, table.c.sheet, table.c.row)
    ):
        fields = row._mapping
        rows[row.submission].append(FormRow(row.sheet, row.row, row.action, fields["values"], fields["cells"]))
    return {submission: tuple(found) for submission, found in rows.items()}


def load_accepted(
    connection: sa.Connection, plan: str, submissions: Collection[int]
) -> dict[tuple[str, SubmissionKind], AcceptedForm]:
    """Usable forms in force, by unit and kind; of one accepted with its problems, what is sound.

    One that was returned since was in force before: what rests on a final consolidation asks as at that.
    """
    rows = load_rows(connection, submissions)
    return {
        (record.unit, record.kind): AcceptedForm(
            submission_id=record.id,
            unit=record.unit,
            kind=record.kind,
            sha256=record.sha256,
            received_at=record.received_at,
            rows=_sound(record.kind, rows.get(record.id, ())) if record.problems else rows.get(record.id, ()),
            faulty_rows=record.expected_rows - record.valid_rows,
            typed_from=record.typed_from,
        )
        for record in load_submissions(connection, plan, ids=submissions)
        if record.unit and record.kind and record.sha256 and record.outcome in (*USABLE, Outcome.RETURNED)
    }


def _sound(kind: SubmissionKind, rows: Sequence[FormRow]) -> tuple[FormRow, ...]:
    return sound_rows(rows, consolidated_sheets(kind))


def earlier_return(connection: sa.Connection, submission: int) -> datetime | None:
    """When the very bytes of this submission were returned before; None when they are new."""
    this, other = schema.submissions.alias(), schema.submissions.alias()
    return connection.execute(
        sa.select(sa.func.max(other.c.checked_at))
        .select_from(this)
        .join(
            other,
            sa.and_(other.c.obligation == this.c.obligation, other.c.sha256 == this.c.sha256, other.c.id < this.c.id),
        )
        .where(this.c.id == submission, other.c.outcome == Outcome.REFUSED)
    ).scalar()
