"""What the answers to a unit's files tell and carry: receipts, returned forms, what cannot be used or is sent back.

Not here: the other mails (`mail_contents`), nor to whom an answer goes (`mail_modes`).
"""

from collections.abc import Sequence
from datetime import date

from papiplan.database import answers, reviews, submissions
from papiplan.database.submissions import SubmissionRecord
from papiplan.documents.forms.form_writing import render_form
from papiplan.documents.mails.answer_mails import (
    NotUsableContext,
    ReceiptContext,
    ReceivedFile,
    ReturnedContext,
    SentBackContext,
    Waiver,
)
from papiplan.documents.papers.unit_draft import UnitDraft
from papiplan.documents.papers.unit_paper import render_unit_paper
from papiplan.domain.deadlines import local_date
from papiplan.domain.forms import draft_file_name
from papiplan.domain.obligations import Binding, Missing, Outcome, Part, Standing
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import CheckedForm, FormRow
from tasks import office
from tasks.telling import Attachment, Content, Telling


def receipt(tellings: Sequence[Telling]) -> Content:
    """One receipt of what came by one arrival for one duty; the evidence among it is listed too."""
    telling, told = tellings[0], {telling.notice.submission for telling in tellings}
    standing, came = telling.standing, _came_together(telling)
    files = {r: proof for r, proof in came.items() if r.id in told or _is_kept_evidence(r)}
    form = next((r for r in files if r.part is Part.FORM), None)
    owed = standing.obligation.binding is Binding.OWED
    returned = any(r.part is Part.FORM and r.outcome is Outcome.REFUSED for r in came)
    wanted = owed and standing.missing in (Missing.FORM, Missing.BOTH) and not returned
    blank = telling.attached_form(standing.obligation.kind) if wanted else ()
    draft = _draft(telling, standing) if form and owed and standing.missing is Missing.SIGNED else ()
    typed = _own_copy(telling, form) if form and form.typed_from else ()
    context = ReceiptContext(
        *telling.common,
        standing=standing,
        received_at=telling.submission.received_at,
        files=tuple(files.values()),
        rows=form.expected_rows if form and form.outcome is Outcome.ACCEPTED else None,
        waiver=_waiver(telling, form) if form and form.outcome is Outcome.ACCEPTED_WITH_WAIVER else None,
        draft_attached=bool(draft),
        form_attached=bool(blank),
        form_returned=returned,
        due_waits=telling.facts.waits_for_confirmation(standing.obligation.kind),
        typed_from=form.typed_from if form else "",
        final_on=_final_before(telling, standing),
    )
    return Content(context, (*blank, *typed, *draft))


def returned(telling: Telling) -> Content:
    """A form with its problems, and the copy on which they are marked."""
    record = telling.submission
    with office.database().reading() as connection:
        rows = submissions.load_rows(connection, [record.id]).get(record.id, ())
        earlier = submissions.earlier_return(connection, record.id)
    context = ReturnedContext(
        *telling.common,
        standing=telling.standing,
        received_at=record.received_at,
        file_name=record.file_name,
        returned_on=local_date(telling.now),
        checked=CheckedForm(rows, record.problems, record.valid_rows, record.expected_rows),
        repeated_from=local_date(earlier) if earlier else None,
        beside=tuple(proof for r, proof in _came_together(telling).items() if _is_kept_evidence(r)),
    )
    return Content(context, _copy(telling, rows, record.problems))


def not_usable(telling: Telling) -> Content:
    """What is wrong with a file, and the form of the unit that sent it; the file itself need not be anybody's."""
    record = telling.submission
    attached = telling.attached_form(telling.standing.obligation.kind)
    context = NotUsableContext(
        *telling.common,
        standing=telling.standing,
        received_at=record.received_at,
        problems=record.problems,
        form_attached=bool(attached),
    )
    return Content(context, attached)


def sent_back(telling: Telling) -> Content:
    """What an officer returned and why; with a form the unit's own copy of it, nothing marked."""
    record = telling.submission
    context = SentBackContext(
        *telling.common,
        standing=telling.standing,
        received_at=record.received_at,
        file_name=record.file_name or record.doc_symbol,
        returned_on=local_date(telling.now),
        part=record.part,
        reason=_reason(telling, record),
    )
    return Content(context, _own_copy(telling, record) if record.part is Part.FORM else ())


_ORDER = (Part.FORM, Part.SIGNED, Part.EVIDENCE, Part.OTHER)


def _came_together(telling: Telling) -> dict[SubmissionRecord, ReceivedFile]:
    """What came by the same arrival for the same duty, as a receipt proves it: forms first, then signed documents."""
    plan, submission = telling.facts.definition.id, telling.submission
    with office.database().reading() as connection:
        sizes = answers.sizes_beside(connection, submission.id)
        found = submissions.load_submissions(connection, plan, ids=sizes)
    ordered = sorted(found, key=lambda record: (_ORDER.index(record.part), record.id))
    return {
        record: _proof(record, sizes[record.id]) for record in ordered if record.obligation == submission.obligation
    }


def _is_kept_evidence(record: SubmissionRecord) -> bool:
    return record.part is Part.EVIDENCE and record.outcome in (Outcome.ACCEPTED, Outcome.DUPLICATE)


def _proof(record: SubmissionRecord, size: int) -> ReceivedFile:
    name, repeated = record.file_name or record.doc_symbol, record.outcome is Outcome.DUPLICATE
    return ReceivedFile(record.part, name, size, record.sha256 or "", repeated)


def _waiver(telling: Telling, record: SubmissionRecord) -> Waiver:
    return Waiver(CheckedForm((), record.problems, record.valid_rows, record.expected_rows), _reason(telling, record))


def _reason(telling: Telling, record: SubmissionRecord) -> str:
    """Why an officer decided so of this file."""
    with office.database().reading() as connection:
        decided = reviews.load_decided(connection, telling.facts.definition.id, telling.now).get(record.id)
    return decided.reason if decided else ""


def _final_before(telling: Telling, standing: Standing) -> date | None:
    """The day of the final consolidation, where this report came after it."""
    final = telling.facts.final
    if final is None or standing.obligation.kind is not SubmissionKind.REPORT:
        return None
    return local_date(final.recorded_at) if telling.submission.recorded_at > final.recorded_at else None


def _draft(telling: Telling, standing: Standing) -> tuple[Attachment, ...]:
    """The unit's own paper, drafted from its form in force, for it to be signed."""
    if standing.current is None:
        return ()
    plan, issue, unit, _ = telling.common
    kind = standing.obligation.kind
    rows = _rows(standing.current.submission_id)
    draft = UnitDraft(plan, issue, unit, kind, rows, local_date(standing.current.received_at))
    return ((draft_file_name(unit.code, kind), render_unit_paper(draft)),)


def _own_copy(telling: Telling, record: SubmissionRecord) -> tuple[Attachment, ...]:
    """The unit's form with what it wrote."""
    return _copy(telling, _rows(record.id), ())


def _copy(telling: Telling, rows: Sequence[FormRow], problems: Sequence[Problem]) -> tuple[Attachment, ...]:
    """A fresh form with the unit's own values, the faulty cells marked."""
    issued, issue = telling.form(telling.standing.obligation.kind), telling.issue
    filled = render_form(telling.facts.definition, issued.form, issue.number, issue.on, rows=rows, problems=problems)
    return ((telling.file_name(issued), filled),)


def _rows(submission: int) -> tuple[FormRow, ...]:
    with office.database().reading() as connection:
        return submissions.load_rows(connection, [submission]).get(submission, ())
