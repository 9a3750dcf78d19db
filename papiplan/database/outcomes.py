"""What the year comes to: consolidations, evaluations, and the documents papiplan wrote.

Not here: the figures themselves (`domain.consolidation`, `domain.evaluation`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.confirmations import load_confirmation
from papiplan.database.plans import save_file
from papiplan.database.recorded_documents import load_given_files
from papiplan.domain.facts import UnitScore
from papiplan.domain.finished_papers import shown_documents


def next_revision(connection: sa.Connection, plan: str) -> int:
    """The number that the plan's next consolidation gets."""
    table = schema.consolidations.c
    return (connection.execute(sa.select(sa.func.max(table.revision)).where(table.plan == plan)).scalar() or 0) + 1


def save_consolidation(
    connection: sa.Connection,
    plan: str,
    *,
    revision: int,
    final: bool,
    actor: str,
    facts_digest: str,
    publication_version: int,
    reports: Sequence[int],
    missing: Sequence[str],
    now: datetime,
) -> int:
    """Record one revision of the consolidated report with the submissions it rests on, and return its id."""
    consolidation: int = connection.execute(
        schema.consolidations.insert()
        .values(
            plan=plan,
            revision=revision,
            final=final,
            actor=actor,
            facts_digest=facts_digest,
            publication_version=publication_version,
            missing=list(missing),
            recorded_at=now,
        )
        .returning(schema.consolidations.c.id)
    ).scalar_one()
    if reports:
        submissions = schema.submissions.c
        # The constraint refuses whatever is not in force.
        used = sa.select(sa.literal(plan), sa.literal(consolidation), submissions.id, submissions.outcome).where(
            submissions.plan == plan, submissions.id.in_(reports)
        )
        table = schema.consolidated_reports
        inserted = table.insert().from_select(["plan", "consolidation", "submission", "outcome"], used)
        saved = connection.execute(inserted.returning(table.c.submission)).all()
        if len(saved) != len(reports):
            raise LookupError(f"Of the {len(reports)} reports to be consolidated {plan} has {len(saved)}.")
    return consolidation


def save_evaluation(
    connection: sa.Connection,
    plan: str,
    *,
    consolidation: int,
    facts_digest: str,
    province: Mapping[str, object],
    units: Sequence[UnitScore],
    now: datetime,
) -> int:
    """Record a draft evaluation of a final consolidation, and return its id."""
    evaluation: int = connection.execute(
        schema.evaluations.insert()
        .values(
            plan=plan,
            consolidation=consolidation,
            facts_digest=facts_digest,
            province=dict(province),
            recorded_at=now,
        )
        .returning(schema.evaluations.c.id)
    ).scalar_one()
    if units:
        connection.execute(
            schema.evaluation_units.insert(),
            [
                {
                    "evaluation": evaluation,
                    "unit": unit.unit,
                    "position": position,
                    "score": unit.score,
                    "parts": dict(unit.parts),
                    "proposal": unit.proposal,
                }
                for position, unit in enumerate(units)
            ],
        )
    return evaluation


def save_document(connection: sa.Connection, plan: str, path: str, sha256: str, size: int, now: datetime) -> None:
    """Record a document by its place in the plan's readable tree; the same bytes again change nothing."""
    table = schema.documents
    latest = connection.execute(
        sa.select(table.c.version, table.c.sha256)
        .where(table.c.plan == plan, table.c.path == path)
        .order_by(table.c.version.desc())
        .limit(1)
    ).first()
    if latest is not None and latest.sha256 == sha256:
        return
    save_file(connection, sha256, size)
    connection.execute(
        table.insert().values(
            plan=plan, path=path, version=latest.version + 1 if latest else 1, sha256=sha256, recorded_at=now
        )
    )


def load_documents(connection: sa.Connection, plan: str, now: datetime) -> dict[str, str]:
    """The plan's documents as at `now`: hash by path, in the order of paths."""
    given, confirmation = load_given_files(connection, plan, now), load_confirmation(connection, plan, now)
    return shown_documents(_load_saved(connection, plan, now), given, confirmation.id if confirmation else None)


def load_hidden_documents(connection: sa.Connection, plan: str, now: datetime) -> dict[str, frozenset[str]]:
    """What is shown no more as at `now`, such as the file of a number that was taken back: every hash by path."""
    shown, hidden = load_documents(connection, plan, now), defaultdict[str, set[str]](set)
    for path, sha256 in _load_saved(connection, plan, now):
        if path not in shown:
            hidden[path].add(sha256)
    return {path: frozenset(hashes) for path, hashes in hidden.items()}


def _load_saved(connection: sa.Connection, plan: str, now: datetime) -> list[tuple[str, str]]:
    """Every version of every document up to `now`, in the order in which they were saved."""
    table = schema.documents.c
    rows = connection.execute(
        sa.select(table.path, table.sha256).where(table.plan == plan, table.recorded_at <= now).order_by(table.id)
    )
    return [(row.path, row.sha256) for row in rows]
