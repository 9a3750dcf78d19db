"""Recording a publication of the index with the provinces' scores. Reading it back: `facts`."""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.plans import save_file
from papiplan.domain.publication import Publication


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
            }
            for row in publication.scores
        ],
    )
    return publication_id
