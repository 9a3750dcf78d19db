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
from papiplan.documents.forms.form_writing import render_form
from papiplan.domain.deadlines import local_date
from papiplan.domain.facts import PlanFacts
from papiplan.domain.forms import Form, Promise, form_code
from papiplan.domain.mergers import as_sent, promises_by_unit
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Binding, Obligation
from papiplan.domain.plans import FORM_KINDS, PlanDefinition, SubmissionKind
from papiplan.domain.requests import units_with_form
from tasks import office
from tasks.effects import effect

Promises = Mapping[str, Mapping[str, Promise]]
"""What units promised, by unit and action."""


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
    promises: Promises,
    *,
    without: frozenset[str] = frozenset(),
) -> tuple[RenderedForm, ...]:
    """Each unit's own form of `kind` where it is to have one (but of those in `without`), with what it promised."""
    rendered = []
    for unit in units_with_form(definition, kind):
        if unit.code in without:
            continue
        rendered.append(render_version(definition, unit.code, kind, 1, promises.get(unit.code, {}), number, on))
    return tuple(rendered)


def render_version(
    definition: PlanDefinition,
    unit: str,
    kind: SubmissionKind,
    version: int,
    promises: Mapping[str, Promise],
    number: str,
    on: date,
) -> RenderedForm:
    """One version of a unit's form, with an identity of its own; `number` and `on` are those of the issued plan."""
    form = Form(
        id=secrets.token_urlsafe(24),
        code=form_code(definition.index, definition.year, unit, kind, version),
        plan=definition.id,
        unit=unit,
        kind=kind,
        version=version,
        promises=promises,
    )
    kept = office.store().put(render_form(definition, form, number, on))
    return RenderedForm(IssuedForm(form, kept.sha256), kept.size)


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


@effect("Lập biểu cho đơn vị mới")
def make_missing_forms(plan: str, now: datetime) -> int:
    """Make the forms that units lack of the kinds already made: of a successor on the day of its merger."""
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
        made = [kind for kind in FORM_KINDS if form_rows.load_forms(connection, plan, kind)]
    return sum(_make_forms(facts, kind, now, announced=facts.publication is None) for kind in made)


def make_report_forms(facts: PlanFacts, now: datetime, *, announced: bool = False) -> int:
    """Make the report forms still wanting; unannounced, the notices of the publication carry them."""
    return _make_forms(facts, SubmissionKind.REPORT, now, announced=announced)


def promises_in_force(connection: sa.Connection, facts: PlanFacts, now: datetime) -> Promises:
    """What each unit's sub-plan in force promised, by unit and action."""
    subplans = facts.usable(SubmissionKind.SUBPLAN, now)
    accepted = submissions.load_accepted(connection, facts.definition.id, subplans)
    return promises_by_unit(facts.definition, as_sent(accepted.values(), facts.definition))


def _make_forms(facts: PlanFacts, kind: SubmissionKind, now: datetime, *, announced: bool) -> int:
    plan, issue, database = facts.definition.id, facts.issue, office.database()
    assert issue is not None, "only an issued plan has obligations"
    with database.reading() as connection:
        existing = frozenset(form_rows.load_forms(connection, plan, kind))
        promises = promises_in_force(connection, facts, now) if kind is SubmissionKind.REPORT else {}
    without = existing | facts.without_form(kind, now)
    rendered = render_forms(facts.definition, kind, issue.number, issue.on, promises, without=without)
    if not rendered:
        return 0
    with database.plan_transaction(plan) as connection:
        meanwhile = form_rows.load_forms(connection, plan, kind)
        new = tuple(form for form in rendered if form.issued.form.unit not in meanwhile)
        if not new:
            return 0
        save_issued_forms(connection, plan, new, now)
        for unit in [form.issued.form.unit for form in new] if kind is SubmissionKind.REPORT else []:
            _tell_of_report_form(connection, facts, unit, now, announced=announced)
        journal.append(connection, plan, journal.Entry(f"make_{kind}_forms", "papiplan", now, {"forms": len(new)}))
    return len(new)


def _tell_of_report_form(
    connection: sa.Connection, facts: PlanFacts, unit: str, now: datetime, *, announced: bool
) -> None:
    """Where forms go ahead, an obliged unit and the coordinator get theirs; an invited one is asked later.

    A unit that takes over after the publication is told of that, where the others were; who is exempted hears nothing.
    """
    plan, asked = facts.definition, facts.obligation_of(unit, SubmissionKind.REPORT)
    if asked is not None and asked.exempted:
        return
    if announced and asked is not None and asked.binding is Binding.OWN:
        messages.save_notice(connection, plan.id, own_form_notice(plan, asked), now)
    elif announced and asked is not None and asked.binding is Binding.OWED:
        notice = messages.Notice(unit, NoticeKind.PREPARE_REPORT, str(plan.year))
        messages.save_notice(connection, plan.id, notice, now)
    elif SubmissionKind.REPORT in facts.told and asked is not None and asked.binding is Binding.OWED:
        notice = messages.Notice(unit, NoticeKind.PUBLICATION, str(plan.year), asked.id)
        messages.save_notice(connection, plan.id, notice, now)


def own_form_notice(plan: PlanDefinition, own: Obligation) -> messages.Notice:
    """The coordinator is sent its own form of each kind once."""
    return messages.Notice(own.borne_by, NoticeKind.OWN_FORM, f"{own.kind}:{plan.year}", own.id)
