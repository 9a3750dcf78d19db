"""Obligations: recorded with their due dates and the exceptions made from them, and read back as at an instant.

Not here: whether one was met (`domain.obligations`), nor what came for it (`submissions`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.domain.bearing import Bearing
from papiplan.domain.facts import timing_of
from papiplan.domain.obligations import Binding, Decision, DueDate, Exemption, Extension, Obligation, Receipt
from papiplan.domain.plans import PlanDefinition, SubmissionKind


@dataclass(frozen=True)
class NewObligation:
    """An obligation to be recorded; `due` is None while it has no due date yet.

    `entry` is the journal's entry of the inspection that asks for a remedy.
    """

    unit: str
    kind: SubmissionKind
    occasion: str
    due: DueDate | None
    binding: Binding = Binding.OWED
    subject: str = ""
    entry: int | None = None


def save_obligations(
    connection: sa.Connection, plan: str, obligations: Iterable[NewObligation], now: datetime
) -> dict[tuple[str, SubmissionKind], int]:
    """Record obligations and return their ids by unit and kind."""
    ids: dict[tuple[str, SubmissionKind], int] = {}
    for new in obligations:
        obligation_id = connection.execute(
            schema.obligations.insert()
            .values(
                plan=plan,
                owed_by=new.unit,
                kind=new.kind,
                occasion=new.occasion,
                binding=new.binding,
                subject=new.subject,
                entry=new.entry,
                recorded_at=now,
            )
            .returning(schema.obligations.c.id)
        ).scalar_one()
        ids[new.unit, new.kind] = obligation_id
        if new.due is not None:
            save_due_date(connection, obligation_id, new.due, now)
    return ids


def save_due_date(connection: sa.Connection, obligation: int, due: DueDate, now: datetime) -> None:
    """Give an obligation a due date; an earlier one stays on record as the version before."""
    latest = connection.execute(
        sa.select(sa.func.max(schema.due_dates.c.version)).where(schema.due_dates.c.obligation == obligation)
    ).scalar()
    connection.execute(
        schema.due_dates.insert().values(
            obligation=obligation,
            version=(latest or 0) + 1,
            due_on=due.on,
            rule=due.rule,
            calendar=due.calendar,
            recorded_at=now,
        )
    )


def save_exception(
    connection: sa.Connection, obligation: int, until: date | None, decision: Decision, *, ours: bool = False
) -> None:
    """Record an extension until a day, or with None an exemption, of one obligation."""
    connection.execute(
        schema.exceptions.insert().values(
            obligation=obligation,
            until_on=until,
            actor=decision.actor,
            decided_by=decision.decided_by,
            basis=decision.basis,
            paper_owed=decision.paper_owed,
            ours=ours,
            entry=decision.entry,
            recorded_at=decision.recorded_at,
        )
    )


def load_obligations(
    connection: sa.Connection, definition: PlanDefinition, receipts: Mapping[int, Sequence[Receipt]], now: datetime
) -> tuple[Obligation, ...]:
    """Every obligation and request as at `now`, in the order of kinds and of the plan's units, borne by whom it is."""
    table = schema.obligations.c
    rows = connection.execute(
        sa.select(schema.obligations).where(
            table.plan == definition.id, table.recorded_at <= now, still_standing(schema.obligations, now)
        )
    ).all()
    dues = _load_due_dates(connection, definition.id, now)
    extensions, exemptions = _load_exceptions(connection, definition.id, now)
    units = {unit.code: unit for unit in definition.units}
    places, kinds = {code: n for n, code in enumerate(units)}, list(SubmissionKind)
    owed = [
        Obligation(
            id=row.id,
            owed_by=row.owed_by,
            borne_by=row.owed_by,
            kind=row.kind,
            occasion=row.occasion,
            due=dues.get(row.id),
            extensions=tuple(extensions[row.id]),
            exemption=exemptions.get(row.id),
            binding=row.binding,
            subject=row.subject,
        )
        for row in rows
    ]
    in_order = tuple(sorted(owed, key=lambda o: (kinds.index(o.kind), places[o.owed_by], o.id)))
    return Bearing(in_order, receipts, units).borne(now, timing_of(definition))


def _load_due_dates(connection: sa.Connection, plan: str, now: datetime) -> dict[int, DueDate]:
    """The due date in force of each obligation that has one."""
    table = schema.due_dates.c
    rows = connection.execute(
        sa.select(schema.due_dates)
        .join(schema.obligations, schema.obligations.c.id == table.obligation)
        .where(schema.obligations.c.plan == plan, table.recorded_at <= now)
        .order_by(table.version)
    )
    return {row.obligation: DueDate(row.due_on, row.rule, row.calendar, row.recorded_at) for row in rows}


def _load_exceptions(
    connection: sa.Connection, plan: str, now: datetime
) -> tuple[Mapping[int, list[Extension]], Mapping[int, Exemption]]:
    """The extensions and the exemption in force of each obligation, with the papers that have come."""
    table = schema.exceptions.c
    papers = _papers(connection, plan, now)
    extensions: defaultdict[int, list[Extension]] = defaultdict(list)
    exemptions: dict[int, Exemption] = {}
    for row in connection.execute(
        sa.select(schema.exceptions)
        .join(schema.obligations, schema.obligations.c.id == table.obligation)
        .where(
            schema.obligations.c.plan == plan,
            table.recorded_at <= now,
            ~sa.exists().where(schema.liftings.c.exception == table.id, schema.liftings.c.recorded_at <= now),
            still_standing(schema.exceptions, now),
        )
        .order_by(table.id)
    ):
        owed = row.paper_owed and row.entry not in papers
        decision = Decision(row.entry, row.actor, row.decided_by, row.basis, owed, row.recorded_at)
        if row.until_on is None:
            exemptions[row.obligation] = Exemption(decision)
        else:
            extensions[row.obligation].append(Extension(row.until_on, decision, row.ours))
    return extensions, exemptions


def _papers(connection: sa.Connection, plan: str, now: datetime) -> set[int]:
    """The journal's entries whose paper has come."""
    table = schema.recorded_documents.c
    return set(
        connection.execute(
            sa.select(table.about_entry).where(
                table.plan == plan,
                table.about_entry.is_not(None),
                table.recorded_at <= now,
                still_standing(schema.recorded_documents, now),
            )
        ).scalars()
    )


def still_standing(table: sa.Table, now: datetime) -> sa.ColumnElement[bool]:
    """Whether a hand entry had not been withdrawn by `now`."""
    return sa.or_(table.c.withdrawn_at.is_(None), table.c.withdrawn_at > now)
