"""Everything recorded of a plan up to an instant, as the domain wants it. Reading only.

Not here: any conclusion from it (`domain.lifecycle`, `domain.obligations`).
"""

from collections import defaultdict
from datetime import UTC, datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.connection import unknown_plan
from papiplan.database.definitions import definition_from_json
from papiplan.domain.lifecycle import Consolidation, EvaluationRecord, Issue, PlanFacts, UnitScore
from papiplan.domain.obligations import DueDate, Extension, Obligation, Outcome, Receipt
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.publication import DIMENSIONS, ProvinceScores, Publication

ANY_TIME = datetime.max.replace(tzinfo=UTC)
"""Up to this instant everything is on record: also what a virtual clock recorded after the present."""


def load_facts(connection: sa.Connection, plan: str, now: datetime) -> PlanFacts:
    """The facts of `plan` whose act was recorded up to `now`; Refused for an unknown plan."""
    definition = load_definition(connection, plan, now)
    acts = _load_acts(connection, plan, now)
    return PlanFacts(
        definition=definition,
        issue=_load_issue(connection, plan, now),
        obligations=_load_obligations(connection, definition, now),
        receipts=_load_receipts(connection, plan, now),
        publication=load_publication(connection, definition, now),
        consolidations=_load_consolidations(connection, plan, now),
        evaluation=_load_evaluation(connection, plan, now),
        acts=frozenset(acts) - {"hold", "release"},
        held=next((act == "hold" for act in reversed(acts) if act in ("hold", "release")), False),
    )


def load_definition(connection: sa.Connection, plan: str, now: datetime) -> PlanDefinition:
    """The plan as defined by its snapshot in force; the first one when `now` lies before it."""
    snapshots = schema.snapshots.c
    in_force = sa.case((snapshots.recorded_at <= now, snapshots.version), else_=-snapshots.version)
    text = connection.execute(
        sa.select(snapshots.definition).where(snapshots.plan == plan).order_by(in_force.desc()).limit(1)
    ).scalar()
    if text is None:
        raise unknown_plan(connection, plan)
    return definition_from_json(text)


def _load_issue(connection: sa.Connection, plan: str, now: datetime) -> Issue | None:
    row = connection.execute(
        sa.select(schema.issues).where(schema.issues.c.plan == plan, schema.issues.c.recorded_at <= now)
    ).first()
    if row is None:
        return None
    return Issue(row.number, row.issued_on, row.signer, row.actor, row.signed_sha256 or "", row.recorded_at)


def _load_obligations(connection: sa.Connection, definition: PlanDefinition, now: datetime) -> tuple[Obligation, ...]:
    """Obligations in the order of the plan's units, sub-plans before reports."""
    table = schema.obligations.c
    rows = connection.execute(
        sa.select(schema.obligations).where(table.plan == definition.id, table.recorded_at <= now)
    ).all()
    mine = sa.select(table.id).where(table.plan == definition.id)
    dues: dict[int, DueDate] = {}
    for due in connection.execute(
        sa.select(schema.due_dates)
        .where(schema.due_dates.c.obligation.in_(mine), schema.due_dates.c.recorded_at <= now)
        .order_by(schema.due_dates.c.version)
    ):
        dues[due.obligation] = DueDate(due.due_on, due.rule)
    extensions: defaultdict[int, list[Extension]] = defaultdict(list)
    for row in connection.execute(
        sa.select(schema.extensions)
        .where(schema.extensions.c.obligation.in_(mine), schema.extensions.c.recorded_at <= now)
        .order_by(schema.extensions.c.id)
    ):
        extensions[row.obligation].append(
            Extension(row.until_on, row.actor, row.decided_by, row.basis, row.recorded_at)
        )
    exempted = set(
        connection.execute(
            sa.select(schema.exemptions.c.obligation).where(
                schema.exemptions.c.obligation.in_(mine), schema.exemptions.c.recorded_at <= now
            )
        ).scalars()
    )
    place = {unit.code: n for n, unit in enumerate(definition.units)}
    obligations = (
        Obligation(
            id=row.id,
            owed_by=row.owed_by,
            borne_by=row.borne_by,
            kind=row.kind,
            occasion=row.occasion,
            due=dues.get(row.id),
            extensions=tuple(extensions[row.id]),
            exempted=row.id in exempted,
        )
        for row in rows
    )
    return tuple(sorted(obligations, key=lambda o: (o.kind != "subplan", place[o.owed_by], o.id)))


def _load_receipts(connection: sa.Connection, plan: str, now: datetime) -> dict[int, tuple[Receipt, ...]]:
    """Receipts by obligation. Where the outcome was decided after `now`, the form was then still being checked."""
    rows = connection.execute(
        sa.select(schema.submissions, schema.arrivals.c.channel)
        .join(schema.arrivals, schema.arrivals.c.id == schema.submissions.c.arrival)
        .where(
            schema.submissions.c.plan == plan,
            schema.submissions.c.obligation.is_not(None),
            schema.submissions.c.recorded_at <= now,
        )
        .order_by(schema.submissions.c.id)
    )
    receipts: defaultdict[int, list[Receipt]] = defaultdict(list)
    for row in rows:
        outcome = row.outcome if row.checked_at is not None and row.checked_at <= now else Outcome.RECEIVED
        receipts[row.obligation].append(
            Receipt(
                submission_id=row.id,
                part=row.part,
                version=row.version or 0,
                received_at=row.received_at,
                outcome=outcome,
                returned_at=row.checked_at if outcome is Outcome.REFUSED else None,
                sha256=row.sha256 or "",
                file_name=row.file_name,
                doc_symbol=row.doc_symbol,
                doc_date=row.doc_date,
                signer=row.signer,
                registry_no=row.registry_no,
                channel=row.channel,
            )
        )
    return {obligation: tuple(found) for obligation, found in receipts.items()}


def load_publication(connection: sa.Connection, definition: PlanDefinition, now: datetime) -> Publication | None:
    """The publication in force of the plan's index and year."""
    table = schema.publications.c
    row = connection.execute(
        sa.select(schema.publications)
        .where(
            table.plan == definition.id,
            table.index == definition.index,
            table.year == definition.year,
            table.recorded_at <= now,
        )
        .order_by(table.version.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    scores = connection.execute(
        sa.select(schema.scores).where(schema.scores.c.publication == row.id).order_by(schema.scores.c.province)
    )
    return Publication(
        index=row._mapping["index"],
        year=row.year,
        version=row.version,
        published_on=row.published_on,
        scores=tuple(
            ProvinceScores(
                year=row.year,
                code=score.province,
                name=score.name,
                name_en=score.name_en,
                dimensions=tuple(score._mapping[f"d{n}"] for n in range(1, len(DIMENSIONS) + 1)),
                total=score.total,
            )
            for score in scores
        ),
        published_group=row.published_group,
        results_sha256=row.results_sha256,
        actor=row.actor,
    )


def _load_consolidations(connection: sa.Connection, plan: str, now: datetime) -> tuple[Consolidation, ...]:
    table = schema.consolidations
    rows = connection.execute(
        sa.select(table).where(table.c.plan == plan, table.c.recorded_at <= now).order_by(table.c.revision)
    ).all()
    used = schema.consolidated_reports.c
    reports: defaultdict[int, list[int]] = defaultdict(list)
    for link in connection.execute(
        sa.select(used.consolidation, used.submission)
        .where(used.consolidation.in_(sa.select(table.c.id).where(table.c.plan == plan)))
        .order_by(used.submission)
    ):
        reports[link.consolidation].append(link.submission)
    return tuple(
        Consolidation(
            id=row.id,
            revision=row.revision,
            final=row.final,
            actor=row.actor,
            facts_digest=row.facts_digest,
            report_ids=tuple(reports[row.id]),
            missing=tuple(row.missing),
            recorded_at=row.recorded_at,
        )
        for row in rows
    )


def _load_evaluation(connection: sa.Connection, plan: str, now: datetime) -> EvaluationRecord | None:
    table = schema.evaluations
    row = connection.execute(
        sa.select(table).where(table.c.plan == plan, table.c.recorded_at <= now).order_by(table.c.id.desc()).limit(1)
    ).first()
    if row is None:
        return None
    units = connection.execute(
        sa.select(schema.evaluation_units)
        .where(schema.evaluation_units.c.evaluation == row.id)
        .order_by(schema.evaluation_units.c.position)
    )
    return EvaluationRecord(
        id=row.id,
        consolidation_id=row.consolidation,
        facts_digest=row.facts_digest,
        units=tuple(UnitScore(u.unit, u.score, u.parts, u.proposal) for u in units),
        recorded_at=row.recorded_at,
    )


def _load_acts(connection: sa.Connection, plan: str, now: datetime) -> list[str]:
    table = schema.plan_acts.c
    return list(
        connection.execute(
            sa.select(table.act).where(table.plan == plan, table.recorded_at <= now).order_by(table.id)
        ).scalars()
    )
