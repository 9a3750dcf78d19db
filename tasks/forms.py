"""Forms made for units: rendered into the store, then recorded. Not here: reading filled ones (`tasks.submissions`)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from papiplan.database import forms as form_rows
from papiplan.database import journal, messages, outcomes, submissions
from papiplan.database.facts import load_facts
from papiplan.database.forms import IssuedForm
from papiplan.documents.form_writing import render_form
from papiplan.domain.deadlines import local_date
from papiplan.domain.forms import Form, Promise, form_code
from papiplan.domain.lifecycle import PlanFacts
from papiplan.domain.messages import NoticeKind
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.submissions import promises_of
from tasks import office
from tasks.effects import effect


@dataclass(frozen=True)
class RenderedForm:
    """A form whose file lies in the store, not yet recorded."""

    issued: IssuedForm
    size: int


def render_forms(
    definition: PlanDefinition,
    kind: SubmissionKind,
    number: str,
    on: date,
    promises: Mapping[str, Mapping[str, Promise]],
    *,
    without: frozenset[str] = frozenset(),
) -> tuple[RenderedForm, ...]:
    """Each obliged unit's own form of `kind` (but of those in `without`), with what it promised, by unit."""
    store = office.store()
    rendered = []
    for unit in definition.obliged_units:
        if unit.code in without:
            continue
        form = Form(
            id=secrets.token_urlsafe(24),
            code=form_code(definition.index, definition.year, unit.code, kind, 1),
            plan=definition.id,
            unit=unit.code,
            kind=kind,
            version=1,
            promises=promises.get(unit.code, {}),
        )
        kept = store.put(render_form(definition, form, number, on))
        rendered.append(RenderedForm(IssuedForm(form, kept.sha256), kept.size))
    return tuple(rendered)


def save_issued_forms(connection: sa.Connection, plan: str, forms: tuple[RenderedForm, ...], now: datetime) -> None:
    """Record rendered forms, each also as a document of the readable tree."""
    sizes = {rendered.issued.sha256: rendered.size for rendered in forms}
    form_rows.save_forms(connection, [rendered.issued for rendered in forms], sizes, now)
    for rendered in forms:
        form = rendered.issued.form
        path = f"issued/{form.unit}/{form.kind}.xlsx"
        outcomes.save_document(connection, plan, path, rendered.issued.sha256, rendered.size, now)


@effect("Gửi trước biểu báo cáo")
def prepare_reports(plan: str, now: datetime) -> int:
    """From the plan's `prepare_on`, send the report forms ahead, for five days are short. Returns the forms made."""
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
    if local_date(now) < facts.definition.prepare_on or facts.publication is not None:
        return 0
    return make_report_forms(facts, now, announced=True)


def make_report_forms(facts: PlanFacts, now: datetime, *, announced: bool = False) -> int:
    """Make the report forms still wanting; unannounced, the notice of the publication carries them."""
    plan, issue, database = facts.definition.id, facts.issue, office.database()
    assert issue is not None, "only an issued plan has obligations"
    subplans = facts.usable(SubmissionKind.SUBPLAN, now)
    with database.reading() as connection:
        existing = frozenset(form_rows.load_forms(connection, plan, SubmissionKind.REPORT))
        accepted = submissions.load_accepted(connection, plan, subplans)
    promises = {form.unit: promises_of(form) for form in accepted.values()}
    rendered = render_forms(facts.definition, SubmissionKind.REPORT, issue.number, issue.on, promises, without=existing)
    if not rendered:
        return 0
    with database.plan_transaction(plan) as connection:
        meanwhile = form_rows.load_forms(connection, plan, SubmissionKind.REPORT)
        new = tuple(form for form in rendered if form.issued.form.unit not in meanwhile)
        if not new:
            return 0
        save_issued_forms(connection, plan, new, now)
        for unit in [form.issued.form.unit for form in new] if announced else []:
            notice = messages.Notice(unit, NoticeKind.PREPARE_REPORT, str(facts.definition.year))
            messages.save_notice(connection, plan, notice, now)
        journal.append(connection, plan, journal.Entry("make_report_forms", "papiplan", now, {"forms": len(new)}))
    return len(new)
