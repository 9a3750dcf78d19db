"""Checking the forms that came, and answering each. Not here: how a file arrived (`tasks.arrivals`)."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import forms, journal, messages, plans, reviews, submissions
from papiplan.database.facts import load_earlier_versions, load_facts
from papiplan.database.forms import IssuedForm
from papiplan.database.submissions import SubmissionRecord
from papiplan.documents.forms.form_reading import read_each
from papiplan.domain.deadlines import local_date
from papiplan.domain.facts import PlanFacts
from papiplan.domain.mergers import plan_at, taken_for
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Outcome
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem
from papiplan.domain.reviewing import unmended
from papiplan.domain.submissions import CheckedForm, RawForm, check_form
from papiplan.domain.wrong_forms import wrong_form_problem
from tasks import office
from tasks.difficulties import register_raised
from tasks.earlier_years import load_earlier_forms, with_warnings
from tasks.effects import effect

READABLE_RUNS = 60
"""Up to so many units are shown as a task run each; beyond, a batch is one."""

BATCH = 50


@dataclass(frozen=True)
class WaitingBatch:
    """Submissions to be checked in one task run, under the name that the operator sees.

    `of_many_units`: no name tells whose they are, so that a table has to.
    """

    name: str
    submissions: tuple[int, ...]
    of_many_units: bool = False


@effect("Hồ sơ chờ kiểm tra")
def waiting_plans() -> tuple[str, ...]:
    """The plans that have forms which are received and not checked yet."""
    with office.database().reading() as connection:
        known = plans.issued_plans(connection)
        return tuple(p for p in known if submissions.load_submissions(connection, p, outcome=Outcome.RECEIVED))


def waiting_batches(plan: str) -> tuple[WaitingBatch, ...]:
    """The forms that are received and not checked yet: one batch a unit while that is readable, else batches of 50."""
    with office.database().reading() as connection:
        waiting = submissions.load_submissions(connection, plan, outcome=Outcome.RECEIVED)
    by_unit: dict[str, list[int]] = {}
    for record in waiting:
        by_unit.setdefault(record.unit or "", []).append(record.id)
    if len(by_unit) <= READABLE_RUNS:
        return tuple(WaitingBatch(unit, tuple(ids)) for unit, ids in by_unit.items())
    ids = [record.id for record in waiting]
    return tuple(
        WaitingBatch(f"{start + 1}-{min(start + BATCH, len(ids))}", tuple(ids[start : start + BATCH]), True)
        for start in range(0, len(ids), BATCH)
    )


@dataclass(frozen=True)
class CheckedBatch:
    """How many forms of a batch were accepted, and how many went back."""

    accepted: int
    returned: int


@effect("Kiểm tra hồ sơ", run_name="Nhận: {name}")
def check_batch(plan: str, name: str, ids: tuple[int, ...], now: datetime) -> CheckedBatch:
    """Read and check forms, then record each outcome with its answer to the unit, one transaction a form."""
    del name
    database, store = office.database(), office.store()
    with database.reading() as connection:
        facts = load_facts(connection, plan, now)
        records = submissions.load_submissions(connection, plan, outcome=Outcome.RECEIVED, ids=ids)
        issued = {r.form: forms.find_form(connection, plan, r.form, "") for r in records if r.form}
        earlier = load_earlier_versions(connection, plan, now)
        sent_back = {record.id: reviews.returned_with(connection, record.id) for record in records}
        years_before = load_earlier_forms(connection, facts, records)
    accepted = 0
    with closing(read_each(store.get(record.sha256) for record in records if record.sha256)) as raws:
        for record, raw in zip(records, raws, strict=True):
            found = check_record(facts, earlier, record, issued.get(record.form or ""), raw)
            checked = unmended(found, sent_back[record.id])
            accepted += not checked.problems
            checked = with_warnings(facts, record, checked, years_before.get(record.id))
            with database.plan_transaction(plan) as connection:
                save_outcome(connection, facts, record, checked, now)
    return CheckedBatch(accepted, len(records) - accepted)


def check_record(
    facts: PlanFacts,
    earlier: Sequence[PlanDefinition],
    record: SubmissionRecord,
    issued: IssuedForm | None,
    raw: RawForm | Problem,
) -> CheckedForm:
    """The pure check, or the one problem of a file that is no form of this plan.

    A form of a unit that had ended when it came is its successor's. The `earlier` versions of the plan tell which rows
    of an old form are no longer asked for.
    """
    assert facts.issue is not None, "only an issued plan receives"
    if isinstance(raw, Problem):
        return CheckedForm((), (raw,), 0, 0)
    if issued is None:
        return CheckedForm((), (wrong_form_problem(record.file_name, raw, facts.definition),), 0, 0)
    return check_form(
        plan_at(facts.definition, record.received_at),
        replace(issued.form, unit=facts.bearer_of(issued.form.unit, record.received_at)),
        raw,
        received_on=local_date(record.received_at),
        issued_on=facts.issue.on,
        dropped={action.code for version in earlier for action in version.actions_of(issued.form.unit)},
    )


def save_outcome(
    connection: sa.Connection, facts: PlanFacts, record: SubmissionRecord, checked: CheckedForm, now: datetime
) -> None:
    """Record what a check found with its answer to the unit; what was checked before stays as it was."""
    plan = facts.definition.id
    kind = NoticeKind.RETURNED if checked.problems else NoticeKind.RECEIPT
    if checked.problems and not checked.rows:
        kind = NoticeKind.NOT_USABLE
    if not submissions.save_check(connection, record.id, checked, now):
        return
    assert record.unit is not None, "a form that waits to be checked has an obligation"
    addressee = facts.bearer_of(record.unit, now)
    notice = messages.Notice(addressee, kind, f"submission-{record.id}", record.obligation, record.id)
    messages.save_notice(connection, plan, notice, now)
    act = "return_form" if checked.problems else "accept_form"
    ids = {"submission": record.id, "problems": len(checked.problems)}
    journal.append(connection, plan, journal.Entry(act, "papiplan", now, ids))
    if not checked.problems:
        register_raised(connection, facts, record, checked.rows, now)


@dataclass(frozen=True)
class SubmissionOutcome:
    """What became of one file, in words for the operator who brought it."""

    file_name: str
    outcome: Outcome
    problems: tuple[str, ...]


@effect("Kết quả tiếp nhận")
def outcomes_of(plan: str, ids: Sequence[int], now: datetime) -> tuple[SubmissionOutcome, ...]:
    """How the given submissions ended, with the remark on what was taken for a merged unit."""
    with office.database().reading() as connection:
        records = submissions.load_submissions(connection, plan, ids=ids)
        facts = load_facts(connection, plan, now)
    remarks = {receipt.submission_id: taken_for(former, heir) for former, heir, receipt in facts.taken_over(now)}
    return tuple(
        SubmissionOutcome(r.file_name or r.doc_symbol, r.outcome, tuple(p.sentence() for p in problems))
        for r in records
        for problems in [(*r.problems, *([remarks[r.id]] if r.id in remarks else []))]
    )
