"""What goes into each mail: the facts it tells and the files it carries, gathered from database and store.

Not here: its wording, nor when it is sent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from papiplan.database import submissions
from papiplan.database.messages import Notice
from papiplan.documents.form_writing import render_form
from papiplan.documents.mail_contexts import (
    CopyContext,
    IssueContext,
    NotUsableContext,
    PrepareContext,
    PublicationContext,
    ReceiptContext,
    ReceivedFile,
    ReturnedContext,
)
from papiplan.domain.chasing import CHASING
from papiplan.domain.deadlines import local_date
from papiplan.domain.facts import PlanFacts
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Binding, Missing, Outcome, Part
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.submissions import CheckedForm
from tasks import office
from tasks.amendment_contents import amended
from tasks.digests import digest_content
from tasks.exception_contents import exempted, extended, lifted
from tasks.preview_contents import preview_content
from tasks.register_contents import answered, inspected
from tasks.reminder_contents import merged_content, reminder_content
from tasks.request_contents import due_date_moved, own_form, request
from tasks.telling import Content, Telling


def mail_of(facts: PlanFacts, notices: Sequence[Notice], now: datetime) -> tuple[str, Content]:
    """The text of the mail that tells these notices, with what it says and carries; only reminders share a mail."""
    assert facts.issue is not None, "only an issued plan tells anybody anything"
    if len(notices) == 1:
        return notices[0].kind, content_of(facts, notices[0], now)
    return merged_content([Telling(facts, facts.issue, notice, now) for notice in notices])


def content_of(facts: PlanFacts, notice: Notice, now: datetime) -> Content:
    """What the mail that tells `notice` says and carries."""
    assert facts.issue is not None, "only an issued plan tells anybody anything"
    return _CONTENTS[notice.kind](Telling(facts, facts.issue, notice, now))


def _copy(telling: Telling) -> Content:
    signed = telling.signed_plan
    return Content(CopyContext(*telling.common, signed_attached=bool(signed)), signed)


def _issue(telling: Telling) -> Content:
    owed = telling.standing.obligation
    assert owed.due is not None, "a sub-plan is due from the day of issue"
    due = replace(owed.due, on=owed.effective_due_on or owed.due.on, rule=owed.due_rule)
    plan, signed, issued = telling.facts.definition, telling.signed_plan, telling.form(SubmissionKind.SUBPLAN)
    context = IssueContext(
        *telling.common,
        due=due,
        form_file=telling.file_name(issued),
        form_actions=len(plan.actions_of(telling.notice.addressee)),
        signed_attached=bool(signed),
    )
    return Content(context, (telling.attachment(issued), *signed))


def _prepare(telling: Telling) -> Content:
    context = PrepareContext(*telling.common)
    return Content(context, telling.attached_form(SubmissionKind.REPORT))


def _publication(telling: Telling) -> Content:
    facts, result = telling.facts, telling.facts.result()
    assert facts.publication is not None, "the publication is told once it is recorded"
    assert result is not None, "a publication has a result for every province, be it none"
    issued = telling.form(SubmissionKind.REPORT)
    context = PublicationContext(
        *telling.common,
        standing=telling.standing,
        publication=facts.publication,
        result=result,
        promises_filled=bool(issued.form.promises),
    )
    return Content(context, (telling.attachment(issued),))


def _receipt(telling: Telling) -> Content:
    record, standing = telling.submission, telling.standing
    name = record.file_name or record.doc_symbol
    size = len(office.store().get(record.sha256)) if record.sha256 else 0
    checked = record.part is Part.FORM and record.outcome is Outcome.ACCEPTED
    wanted = standing.obligation.binding is Binding.OWED and standing.missing is Missing.FORM
    attachments = telling.attached_form(standing.obligation.kind) if wanted else ()
    context = ReceiptContext(
        *telling.common,
        standing=standing,
        received_at=record.received_at,
        files=(ReceivedFile(record.part, name, size, record.sha256 or ""),),
        rows=record.expected_rows if checked else None,
        form_attached=bool(attachments),
        due_waits=telling.facts.waits_for_confirmation(standing.obligation.kind),
    )
    return Content(context, attachments)


def _returned(telling: Telling) -> Content:
    record, kind = telling.submission, telling.standing.obligation.kind
    with office.database().reading() as connection:
        rows = submissions.load_rows(connection, [record.id]).get(record.id, ())
        earlier = submissions.earlier_return(connection, record.id)
    checked = CheckedForm(rows, record.problems, record.valid_rows, record.expected_rows)
    context = ReturnedContext(
        *telling.common,
        standing=telling.standing,
        received_at=record.received_at,
        file_name=record.file_name,
        checked=checked,
        returned_on=local_date(telling.now),
        repeated_from=local_date(earlier) if earlier else None,
    )
    issued = telling.form(kind)
    marked = render_form(
        telling.facts.definition,
        issued.form,
        telling.issue.number,
        telling.issue.on,
        rows=rows,
        problems=record.problems,
    )
    return Content(context, ((telling.file_name(issued), marked),))


def _not_usable(telling: Telling) -> Content:
    record = telling.submission
    context = NotUsableContext(
        *telling.common,
        standing=telling.standing,
        received_at=record.received_at,
        reason="; ".join(problem.what for problem in record.problems),
    )
    return Content(context, telling.attached_form(telling.standing.obligation.kind))


_CONTENTS: Mapping[NoticeKind, Callable[[Telling], Content]] = {
    NoticeKind.ISSUE: _issue,
    NoticeKind.COPY: _copy,
    NoticeKind.RECEIPT: _receipt,
    NoticeKind.RETURNED: _returned,
    NoticeKind.NOT_USABLE: _not_usable,
    **dict.fromkeys(CHASING, reminder_content),
    NoticeKind.PREPARE_REPORT: _prepare,
    NoticeKind.PUBLICATION: _publication,
    NoticeKind.DUE_DATE_MOVED: due_date_moved,
    NoticeKind.EXTENDED: extended,
    NoticeKind.EXEMPTED: exempted,
    NoticeKind.LIFTED: lifted,
    NoticeKind.AMENDED: amended,
    NoticeKind.OWN_FORM: own_form,
    NoticeKind.REQUEST: request,
    NoticeKind.INSPECTED: inspected,
    NoticeKind.ANSWER: answered,
    NoticeKind.DIGEST: digest_content,
    NoticeKind.PREVIEW: lambda telling: preview_content(telling, mail_of),
}
