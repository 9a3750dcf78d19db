"""What an archive takes of a plan: the rows of every table that are the plan's, and the files that those name.

Not here: the journal, which has its own chain (`journal`), nor the packing (`documents.archives.archive_writing`).
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.domain.archive import FOLDER, ArchivedKind, KeptFile, SentMail
from papiplan.domain.file_names import suffix_of
from papiplan.domain.obligations import Part

_LEFT_OUT = frozenset({"files", "journal"})
"""The manifest lists the files, and the journal lies in the archive as a chain."""

_AT_ONCE = 500
"""How many rows are read at a time."""


def archived_tables() -> tuple[str, ...]:
    """The tables of which an archive takes the plan's rows, in the order of their names."""
    return tuple(sorted(schema.metadata.tables.keys() - _LEFT_OUT))


def load_rows(connection: sa.Connection, plan: str, name: str) -> Iterator[dict[str, object]]:
    """The plan's rows of a table in the order of its primary key, as plain values that JSON can hold."""
    table = schema.metadata.tables[name]
    query = sa.select(table).where(_of_plan(table, plan)).order_by(*table.primary_key)
    with connection.execute(query.execution_options(yield_per=_AT_ONCE)) as rows:
        for row in rows.mappings():
            yield {column: _plain(value) for column, value in row.items()}


def _of_plan(table: sa.Table, plan: str) -> sa.ColumnElement[bool]:
    """Which rows of a table are the plan's: it names the plan, or a row of a table that does."""
    if table is schema.plans:
        return table.c.id == plan
    if "plan" in table.c:
        return table.c.plan == plan
    column, owner = _owner(table)
    return column.in_(sa.select(owner).where(_of_plan(owner.table, plan)))


@cache
def _owner(table: sa.Table) -> tuple[sa.Column[Any], sa.Column[Any]]:
    """The column of a table without a plan that refers to the row it belongs to, and that row's own."""
    for column in table.c:
        for key in column.foreign_keys:
            if key.column.table is not schema.files:
                return column, key.column
    raise LookupError(f"Nothing says of which plan a row of {table.name} is.")


def _plain(value: object) -> object:
    """Instants as ISO text in UTC, dates as ISO text; anything else JSON can hold as it is."""
    return value.isoformat() if isinstance(value, datetime | date) else value


def load_sent_mails(connection: sa.Connection, plan: str) -> Iterator[SentMail]:
    """Every mail to every address, in the order of its writing."""
    mail, delivery = schema.messages.c, schema.deliveries.c
    query = (
        sa.select(mail.id, mail.addressee, mail.subject, delivery.address, delivery.state, delivery.sent_at,
                  delivery.answer)
        .join(schema.deliveries, delivery.message == mail.id)
        .where(mail.plan == plan)
        .order_by(delivery.id)
    )  # fmt: skip
    for row in connection.execute(query):
        yield SentMail(row.id, row.addressee, row.address, row.subject, row.state, row.sent_at, row.answer)


def load_kept_files(connection: sa.Connection, plan: str) -> tuple[KeptFile, ...]:
    """Every file that the plan's rows name, in the order of their places; one may lie at more than one."""
    placed = [
        *_snapshots(connection, plan),
        *_submissions(connection, plan),
        *_mails(connection, plan),
        *_messages(connection, plan),
        *_documents(connection, plan),
        *_results(connection, plan),
    ]
    known = {file.sha256 for file in placed}
    return tuple(sorted([*placed, *_others(connection, plan, known)], key=lambda file: (file.path, file.sha256)))


def _snapshots(connection: sa.Connection, plan: str) -> Iterator[KeptFile]:
    table, issued = schema.snapshot_files.c, schema.issues.c
    for row in connection.execute(sa.select(schema.snapshot_files).where(table.plan == plan)):
        what = f"Thư mục kế hoạch, phiên bản {row.version}: {row.path}"
        yield KeptFile(ArchivedKind.PLAN, f"ke-hoach/v{row.version}/{row.path}", row.sha256, what)
    signed = sa.select(issued.signed_sha256, issued.number).where(issued.plan == plan, issued.signed_sha256 != "")
    for row in connection.execute(signed):
        what = f"Kế hoạch số {row.number}, bản đã ký"
        yield KeptFile(ArchivedKind.PLAN, "ke-hoach/ban-da-ky.pdf", row.signed_sha256, what)


def _submissions(connection: sa.Connection, plan: str) -> Iterator[KeptFile]:
    sent, owed = schema.submissions.c, schema.obligations.c
    rows = connection.execute(
        sa.select(sent.id, sent.sha256, sent.file_name, sent.part, owed.owed_by)
        .outerjoin(schema.obligations, owed.id == sent.obligation)
        .where(sent.plan == plan, sent.sha256.is_not(None))
    )
    for row in rows:
        unit, part = row.owed_by or "chua-ro-don-vi", _PARTS[row.part]
        path = f"nhan/{row.id:05d}-{unit}-{part}{suffix_of(row.file_name)}"
        yield KeptFile(ArchivedKind.RECEIVED, path, row.sha256, f"{row.part.label}: {row.file_name}")


_PARTS = {Part.SIGNED: "van-ban", Part.FORM: "bieu", Part.EVIDENCE: "kiem-chung", Part.OTHER: "tep-khac"}


def _mails(connection: sa.Connection, plan: str) -> Iterator[KeptFile]:
    table = schema.mails.c
    for row in connection.execute(sa.select(schema.mails).where(table.plan == plan)):
        what = f"{row.sender}: {row.subject}"
        yield KeptFile(ArchivedKind.MAIL_RECEIVED, f"nhan/thu/{row.id:05d}.eml", row.sha256, what)


def _messages(connection: sa.Connection, plan: str) -> Iterator[KeptFile]:
    table = schema.messages.c
    for row in connection.execute(sa.select(schema.messages).where(table.plan == plan)):
        path = f"gui/{row.id:05d}-{row.addressee}.eml"
        yield KeptFile(ArchivedKind.MAIL_SENT, path, row.sha256, row.subject)


def _documents(connection: sa.Connection, plan: str) -> Iterator[KeptFile]:
    """Every version of everything in the readable tree: the newest as it stands there, the older ones apart."""
    table = schema.documents.c
    newest: set[str] = set()
    query = sa.select(schema.documents).where(table.plan == plan).order_by(table.version.desc())
    for row in connection.execute(query):
        if row.path.startswith(FOLDER):
            continue
        folder = f"van-ban-cu/v{row.version}" if row.path in newest else "van-ban"
        newest.add(row.path)
        what = f"{row.path}, phiên bản {row.version}"
        yield KeptFile(ArchivedKind.PAPER, f"{folder}/{row.path}", row.sha256, what)


def _results(connection: sa.Connection, plan: str) -> Iterator[KeptFile]:
    published, watched = schema.publications.c, schema.watched_files.c
    for row in connection.execute(sa.select(schema.publications).where(published.plan == plan)):
        path = f"cong-bo/{row.index}-{row.year}-v{row.version}"
        what = f"Kết quả {row.index} năm {row.year}, phiên bản {row.version}"
        yield KeptFile(ArchivedKind.RESULT, path, row.results_sha256, what)
    for row in connection.execute(sa.select(schema.watched_files).where(watched.plan == plan)):
        path = f"cong-bo/theo-doi/{row.id:05d}{suffix_of(row.name)}"
        yield KeptFile(ArchivedKind.RESULT, path, row.sha256, f"Tệp trong thư mục theo dõi: {row.name}")


def _others(connection: sa.Connection, plan: str, placed: set[str]) -> Iterator[KeptFile]:
    """What a row names and nothing above has placed: no table can come to have files that an archive leaves out."""
    seen = set(placed)
    for name in archived_tables():
        table = schema.metadata.tables[name]
        columns = [c for c in table.c for key in c.foreign_keys if key.column.table is schema.files]
        # Of the documents only an earlier archive is not placed, and no archive lies in another.
        for column in columns if table is not schema.documents else ():
            query = sa.select(column).where(_of_plan(table, plan), column.is_not(None)).distinct().order_by(column)
            for sha256 in connection.execute(query).scalars():
                if sha256 not in seen:
                    seen.add(sha256)
                    yield KeptFile(ArchivedKind.OTHER, f"tep-khac/{name}/{sha256}", sha256, f"Bảng {name}")
