"""Numbers and dates that the clerk's office gave: recorded, and read back as at an instant.

Not here: what a document stands for (`domain.papers`), nor the papers that papiplan writes (`outcomes`).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.obligations import still_standing
from papiplan.domain.papers import RecordedDocument


def save_recorded_document(
    connection: sa.Connection, plan: str, document: RecordedDocument, actor: str, now: datetime
) -> None:
    """Record a document; its file, if any, must be among the files."""
    connection.execute(
        schema.recorded_documents.insert().values(
            plan=plan,
            about_entry=document.about_entry,
            about_path=document.about_path,
            number=document.number,
            signed_on=document.signed_on,
            signer=document.signer,
            sha256=document.sha256 or None,
            actor=actor,
            entry=document.entry,
            recorded_at=now,
        )
    )


def load_recorded_documents(connection: sa.Connection, plan: str, now: datetime) -> tuple[RecordedDocument, ...]:
    """The documents recorded up to `now`, in the order of their first record.

    Of one that came several times, the last: first its number, then its Word file, then the signed text.
    """
    table = schema.recorded_documents
    rows = connection.execute(
        sa.select(table)
        .where(table.c.plan == plan, table.c.recorded_at <= now, still_standing(table, now))
        .order_by(table.c.id)
    )
    documents = {
        (row.about_entry, row.about_path): RecordedDocument(
            about_entry=row.about_entry,
            about_path=row.about_path,
            number=row.number,
            signed_on=row.signed_on,
            signer=row.signer,
            sha256=row.sha256 or "",
            entry=row.entry,
        )
        for row in rows
    }
    return tuple(documents.values())


def load_given_files(connection: sa.Connection, plan: str, now: datetime) -> frozenset[str]:
    """The hashes of the files that came with the documents recorded up to `now`."""
    table = schema.recorded_documents
    return frozenset(
        connection.execute(
            sa.select(table.c.sha256).where(
                table.c.plan == plan,
                table.c.sha256.is_not(None),
                table.c.recorded_at <= now,
                still_standing(table, now),
            )
        ).scalars()
    )
