"""Issued forms: found again by their id or visible code when they come back.

Not here: what they look like (`documents.forms.form_writing`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.plans import save_file
from papiplan.domain.forms import Form, Promise
from papiplan.domain.plans import SubmissionKind


@dataclass(frozen=True)
class IssuedForm:
    """A form as it was issued, with the hash of its file."""

    form: Form
    sha256: str


def save_forms(connection: sa.Connection, forms: Iterable[IssuedForm], sizes: Mapping[str, int], now: datetime) -> None:
    """Record issued forms; `sizes` gives each file's size in bytes by its hash."""
    for issued in forms:
        save_file(connection, issued.sha256, sizes[issued.sha256])
        form = issued.form
        connection.execute(
            schema.forms.insert().values(
                id=form.id,
                plan=form.plan,
                unit=form.unit,
                kind=form.kind,
                version=form.version,
                code=form.code,
                promises={action: asdict(promise) for action, promise in form.promises.items()},
                sha256=issued.sha256,
                recorded_at=now,
            )
        )


def load_forms(connection: sa.Connection, plan: str, kind: SubmissionKind) -> dict[str, IssuedForm]:
    """The newest form of each unit, by unit."""
    table = schema.forms
    rows = connection.execute(
        sa.select(table).where(table.c.plan == plan, table.c.kind == kind).order_by(table.c.version)
    )
    return {row.unit: _issued(row) for row in rows}


def newest_form(connection: sa.Connection, plan: str, unit: str, kind: SubmissionKind) -> IssuedForm | None:
    """The newest form of one unit; None while it has none of this kind."""
    table = schema.forms
    row = connection.execute(
        sa.select(table)
        .where(table.c.plan == plan, table.c.unit == unit, table.c.kind == kind)
        .order_by(table.c.version.desc())
        .limit(1)
    ).first()
    return None if row is None else _issued(row)


def find_form(connection: sa.Connection, plan: str, form_id: str, code: str) -> IssuedForm | None:
    """The plan's form of this id, else of this visible code: programs that drop hidden sheets keep the code."""
    table = schema.forms
    for named in (table.c.id == form_id, table.c.code == code):
        row = connection.execute(sa.select(table).where(table.c.plan == plan, named)).first()
        if row is not None:
            return _issued(row)
    return None


def _issued(row: sa.Row[tuple[object, ...]]) -> IssuedForm:
    fields = row._mapping
    promises = {action: Promise(**promise) for action, promise in fields["promises"].items()}
    form = Form(
        id=fields["id"],
        code=fields["code"],
        plan=fields["plan"],
        unit=fields["unit"],
        kind=fields["kind"],
        version=fields["version"],
        promises=promises,
    )
    return IssuedForm(form, fields["sha256"])
