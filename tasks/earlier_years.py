"""What a unit sent in earlier years, beside what it sends now. Not here: what the likeness says (`form_warnings`)."""

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from papiplan.database.earlier_years import load_earlier_form, load_earlier_plans
from papiplan.database.submissions import NewSubmission, SubmissionRecord
from papiplan.domain.facts import PlanFacts
from papiplan.domain.form_warnings import EarlierForm, content_warnings, number_warnings
from papiplan.domain.obligations import Obligation, Part
from papiplan.domain.submissions import CheckedForm


def load_earlier_forms(
    connection: sa.Connection, facts: PlanFacts, records: Sequence[SubmissionRecord]
) -> dict[int, EarlierForm]:
    """What the unit of each submission sent of the same kind for an earlier year's plan, where it sent any."""
    earlier = load_earlier_plans(connection, facts.definition)
    found = (
        (record.id, load_earlier_form(connection, earlier, facts.definition.unit(record.unit), record.kind))
        for record in records
        if record.unit and record.kind
    )
    return {submission: form for submission, form in found if form is not None}


def with_warnings(
    facts: PlanFacts, record: SubmissionRecord, checked: CheckedForm, before: EarlierForm | None
) -> CheckedForm:
    """The check beside what officers were to look at when the form came, and what its words let them look at."""
    assert record.kind is not None, "a form that waits to be checked has an obligation"
    words = content_warnings(record.kind, facts.definition.year, checked.rows, before)
    return replace(checked, warnings=(*record.warnings, *checked.warnings, *words))


def with_number_warning(
    connection: sa.Connection, facts: PlanFacts, new: NewSubmission, obligation: Obligation | None
) -> NewSubmission:
    """A signed document beside the warning that it bears the number of an earlier year's."""
    if new.part is not Part.SIGNED or not new.doc_symbol or obligation is None:
        return new
    unit = facts.definition.unit(obligation.owed_by)
    before = load_earlier_form(connection, load_earlier_plans(connection, facts.definition), unit, obligation.kind)
    found = number_warnings(new.doc_symbol, facts.definition.year, before) if before else ()
    return replace(new, warnings=(*new.warnings, *found))
