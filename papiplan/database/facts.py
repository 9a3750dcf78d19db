"""Everything recorded of a plan up to an instant, as the domain wants it. Reading only.

Not here: any conclusion from it (`domain.lifecycle`, `domain.obligations`).
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.confirmations import load_awards, load_confirmation
from papiplan.database.connection import unknown_plan
from papiplan.database.definitions import definition_from_json
from papiplan.database.draft_scores import load_asked, load_score_answers
from papiplan.database.endings import load_ending
from papiplan.database.holding import load_holds
from papiplan.database.judgements import load_judgements
from papiplan.database.obligations import load_obligations, still_standing
from papiplan.database.publications import load_other_years, load_publication, load_publication_versions
from papiplan.database.registers import load_closings
from papiplan.database.reviews import Decided, load_decided
from papiplan.database.urgings import load_written_urgings
from papiplan.domain.facts import (
    Amendment,
    Consolidation,
    EvaluationRecord,
    Issue,
    PlanFacts,
    UnitScore,
)
from papiplan.domain.holding import Hold, answered_at
from papiplan.domain.mergers import plan_at
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import HAND_CHANNELS, Binding, Outcome, Receipt
from papiplan.domain.plans import PlanDefinition, SubmissionKind

ANY_TIME = datetime.max.replace(tzinfo=UTC)
"""Up to this instant everything is on record: also what a virtual clock recorded after the present."""


def load_facts(connection: sa.Connection, plan: str, now: datetime) -> PlanFacts:
    """The facts of `plan` whose act was recorded up to `now`; Refused for an unknown plan."""
    definition = plan_at(load_definition(connection, plan, now), now)
    acts = _load_acts(connection, plan, now)
    holds = load_holds(connection, plan, now)
    receipts = _load_receipts(connection, plan, holds, now)
    obligations = load_obligations(connection, definition, receipts, now)
    return PlanFacts(
        definition=definition,
        issue=_load_issue(connection, plan, now),
        obligations=tuple(o for o in obligations if o.binding is Binding.OWED),
        requests=tuple(o for o in obligations if o.binding is not Binding.OWED),
        receipts=receipts,
        amendments=_load_amendments(connection, plan, now),
        told=_load_told(connection, plan, now),
        publication=load_publication(connection, definition, definition.year, now),
        publication_versions=load_publication_versions(connection, definition, now),
        other_years=load_other_years(connection, definition, now),
        judgements=load_judgements(connection, plan, now),
        urgings=load_written_urgings(connection, plan, now),
        asked=load_asked(connection, plan, now),
        score_answers=load_score_answers(connection, plan, now),
        confirmation=load_confirmation(connection, plan, now),
        awards=load_awards(connection, plan, now),
        consolidations=_load_consolidations(connection, plan, now),
        evaluation=_load_evaluation(connection, plan, now),
        acts=frozenset(acts) - {"hold", "release"},
        held=any(hold.until is None for hold in holds),
        ending=load_ending(connection, plan, now),
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


def load_version(connection: sa.Connection, plan: str, version: int) -> PlanDefinition:
    """The plan as one of its snapshots defines it, which must be on record."""
    table = schema.snapshots.c
    text = connection.execute(
        sa.select(table.definition).where(table.plan == plan, table.version == version)
    ).scalar_one()
    return definition_from_json(text)


def load_earlier_versions(connection: sa.Connection, plan: str, now: datetime) -> tuple[PlanDefinition, ...]:
    """The plan as defined before the snapshot in force at `now`, the oldest first."""
    table = schema.snapshots.c
    texts = connection.execute(
        sa.select(table.definition).where(table.plan == plan, table.recorded_at <= now).order_by(table.version)
    ).scalars()
    return tuple(definition_from_json(text) for text in list(texts)[:-1])


def _load_issue(connection: sa.Connection, plan: str, now: datetime) -> Issue | None:
    row = connection.execute(
        sa.select(schema.issues).where(schema.issues.c.plan == plan, schema.issues.c.recorded_at <= now)
    ).first()
    if row is None:
        return None
    return Issue(row.number, row.issued_on, row.signer, row.actor, row.signed_sha256 or "", row.recorded_at)


def _load_amendments(connection: sa.Connection, plan: str, now: datetime) -> tuple[Amendment, ...]:
    table = schema.amendments.c
    rows = connection.execute(
        sa.select(schema.amendments).where(table.plan == plan, table.recorded_at <= now).order_by(table.version)
    )
    return tuple(Amendment(r.version, r.number, r.amended_on, r.reason, r.actor, r.recorded_at) for r in rows)


_TELLS = {NoticeKind.ISSUE: SubmissionKind.SUBPLAN, NoticeKind.PUBLICATION: SubmissionKind.REPORT}
"""Which notice tells units of which due date."""


def _load_told(connection: sa.Connection, plan: str, now: datetime) -> dict[SubmissionKind, datetime]:
    table = schema.notices.c
    rows = connection.execute(
        sa.select(table.kind, sa.func.min(table.recorded_at).label("told_at"))
        .where(table.plan == plan, table.kind.in_(_TELLS), table.recorded_at <= now)
        .group_by(table.kind)
    )
    return {_TELLS[row.kind]: row.told_at for row in rows}


def _load_receipts(
    connection: sa.Connection, plan: str, holds: Sequence[Hold], now: datetime
) -> dict[int, tuple[Receipt, ...]]:
    """Receipts by obligation, each as it then stood: being checked, as its check found it, as an officer decided."""
    decided = load_decided(connection, plan, now)
    rows = connection.execute(
        sa.select(schema.submissions, schema.arrivals.c.channel, schema.forms.c.unit.label("form_unit"))
        .join(schema.arrivals, schema.arrivals.c.id == schema.submissions.c.arrival)
        .outerjoin(schema.forms, schema.forms.c.id == schema.submissions.c.form)
        .where(
            schema.submissions.c.plan == plan,
            schema.submissions.c.obligation.is_not(None),
            schema.submissions.c.recorded_at <= now,
            still_standing(schema.arrivals, now),
        )
        .order_by(schema.submissions.c.id)
    )
    receipts: defaultdict[int, list[Receipt]] = defaultdict(list)
    for row in rows:
        checked = row.checked_at is not None and row.checked_at <= now
        found = Decided(row.outcome, row.checked_at) if checked else Decided(Outcome.RECEIVED, row.received_at)
        stood = decided.get(row.id, found) if checked else found
        receipts[row.obligation].append(
            Receipt(
                submission_id=row.id,
                part=row.part,
                version=row.version or 0,
                received_at=row.received_at,
                outcome=stood.outcome,
                returned_at=answered_at(stood.at, holds, now) if stood.outcome in _TO_MEND else None,
                sha256=row.sha256 or "",
                file_name=row.file_name,
                doc_symbol=row.doc_symbol,
                doc_date=row.doc_date,
                signer=row.signer,
                registry_no=row.registry_no,
                channel=row.channel,
                form_unit=row.form_unit or "",
                entered_at=row.recorded_at if row.channel in HAND_CHANNELS else None,
                typed_from=row.typed_from,
            )
        )
    for closing in load_closings(connection, plan, now):
        receipts[closing.obligation].append(closing.receipt)
    return {obligation: tuple(found) for obligation, found in receipts.items()}


_TO_MEND = (Outcome.REFUSED, Outcome.RETURNED)


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
            publication_version=row.publication_version,
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
            sa.select(table.act)
            .where(table.plan == plan, table.recorded_at <= now, still_standing(schema.plan_acts, now))
            .order_by(table.id)
        ).scalars()
    )
