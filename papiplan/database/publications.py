"""Publications of the index with the provinces' scores: recorded, and read back as at an instant.

Not here: which of them belong to a plan's facts (`facts`), nor what they mean (`domain.publication`).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.plans import save_file
from papiplan.domain.facts import PublicationVersion
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.publication import DIMENSIONS, ProvinceScores, Publication


def save_publication(connection: sa.Connection, plan: str, publication: Publication, size: int, now: datetime) -> int:
    """Record a publication (`size`: bytes of its results file) and return its id."""
    save_file(connection, publication.results_sha256, size)
    publication_id: int = connection.execute(
        schema.publications.insert()
        .values(
            plan=plan,
            index=publication.index,
            year=publication.year,
            version=publication.version,
            published_on=publication.published_on,
            published_group=publication.published_group,
            results_sha256=publication.results_sha256,
            actor=publication.actor,
            reason=publication.reason,
            recorded_at=now,
        )
        .returning(schema.publications.c.id)
    ).scalar_one()
    connection.execute(
        schema.scores.insert(),
        [
            {
                "publication": publication_id,
                "province": row.code,
                "name": row.name,
                "name_en": row.name_en,
                **{f"d{n}": score for n, score in enumerate(row.dimensions, start=1)},
                "total": row.total,
                "subdimensions": row.subdimensions or None,
            }
            for row in publication.scores
        ],
    )
    return publication_id


def load_publication(
    connection: sa.Connection, definition: PlanDefinition, year: int, now: datetime
) -> Publication | None:
    """The publication in force of the plan's index for `year`: its newest version."""
    table = schema.publications.c
    row = connection.execute(
        sa.select(schema.publications)
        .where(_of_index(definition, now), table.year == year)
        .order_by(table.version.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return Publication(
        index=row._mapping["index"],
        year=row.year,
        version=row.version,
        published_on=row.published_on,
        scores=_load_scores(connection, row.id, row.year),
        published_group=row.published_group,
        results_sha256=row.results_sha256,
        actor=row.actor,
        reason=row.reason,
    )


def load_publication_versions(
    connection: sa.Connection, definition: PlanDefinition, now: datetime
) -> tuple[PublicationVersion, ...]:
    """Every version of the publication of the plan's own year, oldest first."""
    table = schema.publications.c
    rows = connection.execute(
        sa.select(schema.publications)
        .where(_of_index(definition, now), table.year == definition.year)
        .order_by(table.version)
    )
    return tuple(PublicationVersion(r.version, r.published_on, r.actor, r.reason, r.recorded_at) for r in rows)


def load_other_years(
    connection: sa.Connection, definition: PlanDefinition, now: datetime
) -> tuple[ProvinceScores, ...]:
    """The provinces' scores recorded of other years than the plan's: of each year the version in force."""
    table = schema.publications.c
    rows = connection.execute(
        sa.select(table.id, table.year)
        .where(_of_index(definition, now), table.year != definition.year)
        .order_by(table.year, table.version)
    )
    newest = {row.year: row.id for row in rows}
    return tuple(scores for year, id_ in newest.items() for scores in _load_scores(connection, id_, year))


def _of_index(definition: PlanDefinition, now: datetime) -> sa.ColumnElement[bool]:
    """What had been recorded of the plan's index by `now`."""
    table = schema.publications.c
    return sa.and_(table.plan == definition.id, table.index == definition.index, table.recorded_at <= now)


def _load_scores(connection: sa.Connection, publication: int, year: int) -> tuple[ProvinceScores, ...]:
    table = schema.scores.c
    rows = connection.execute(sa.select(schema.scores).where(table.publication == publication).order_by(table.province))
    return tuple(
        ProvinceScores(
            year=year,
            code=row.province,
            name=row.name,
            name_en=row.name_en,
            dimensions=tuple(row._mapping[f"d{n}"] for n in range(1, len(DIMENSIONS) + 1)),
            total=row.total,
            subdimensions=tuple((id_, score) for id_, score in row.subdimensions or ()),
        )
        for row in rows
    )
