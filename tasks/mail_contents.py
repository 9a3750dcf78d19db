"""What goes into each mail: the facts it tells and the files it carries, gathered from database and store.

Not here: its wording, nor when it is sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from papiplan.database import forms, submissions
from papiplan.database.forms import IssuedForm
from papiplan.database.messages import Notice
from papiplan.database.submissions import SubmissionRecord
from papiplan.documents.form_writing import render_form
from papiplan.documents.mail_contexts import (
    CopyContext,
    IssueContext,
    MailContext,
    NotUsableContext,
    PrepareContext,
    PublicationContext,
    ReceiptContext,
    ReceivedFile,
    ReminderContext,
    ReturnedContext,
)
from papiplan.domain.deadlines import local_date
from papiplan.domain.forms import form_file_name
from papiplan.domain.lifecycle import Issue, PlanFacts
from papiplan.domain.messages import NoticeKind, asked_on
from papiplan.domain.obligations import Missing, Outcome, Part, Standing
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.submissions import CheckedForm
from papiplan.domain.units import Unit
from tasks import office

Attachment = tuple[str, bytes]


@dataclass(frozen=True)
class Content:
    """The facts of one mail and its attachments (file name and bytes)."""

    context: MailContext
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class _Telling:
    """One notice to be told, with what every mail needs."""

    facts: PlanFacts
    issue: Issue
    notice: Notice
    now: datetime

    @property
    def code(self) -> str:
        """Mã thư: by it the office finds the notice again."""
        return f"{self.facts.definition.id}-{self.notice.id}"

    @property
    def common(self) -> tuple[PlanDefinition, Issue, Unit, str]:
        plan = self.facts.definition
        return plan, self.issue, plan.unit(self.notice.addressee), self.code

    @property
    def standing(self) -> Standing:
        assert self.notice.obligation is not None, f"a notice of {self.notice.kind} is about an obligation"
        return self.facts.standing_of(self.notice.obligation, self.now)

    def form(self, kind: SubmissionKind) -> IssuedForm:
        """The unit's form, which must have been made: what the mail tells rests on it."""
        issued = self.form_if_made(kind)
        assert issued is not None, f"{self.notice.addressee} has a form of the {kind} when told of it"
        return issued

    def form_if_made(self, kind: SubmissionKind) -> IssuedForm | None:
        with office.database().reading() as connection:
            return forms.newest_form(connection, self.facts.definition.id, self.notice.addressee, kind)

    def attached_form(self, kind: SubmissionKind) -> tuple[Attachment, ...]:
        """The unit's form; none while it is not made yet, as a report's long before the publication."""
        issued = self.form_if_made(kind)
        return () if issued is None else (self.attachment(issued),)

    def attachment(self, issued: IssuedForm) -> Attachment:
        return self.file_name(issued), office.store().get(issued.sha256)

    def file_name(self, issued: IssuedForm) -> str:
        plan, form = self.facts.definition, issued.form
        return form_file_name(plan.index, plan.year, form.unit, form.kind, form.version)

    @property
    def signed_plan(self) -> tuple[Attachment, ...]:
        """The signed plan, where the office has given it."""
        signed = self.issue.signed_sha256
        return ((f"{self.issue.number.replace('/', '-')}.pdf", office.store().get(signed)),) if signed else ()

    @property
    def submission(self) -> SubmissionRecord:
        assert self.notice.submission is not None, f"a notice of {self.notice.kind} is about a submission"
        with office.database().reading() as connection:
            found = submissions.load_submissions(connection, self.facts.definition.id, ids=[self.notice.submission])
        return found[0]


def content_of(facts: PlanFacts, notice: Notice, now: datetime) -> Content:
    """What the mail that tells `notice` says and carries."""
    assert facts.issue is not None, "only an issued plan tells anybody anything"
    return _CONTENTS[notice.kind](_Telling(facts, facts.issue, notice, now))


def _copy(telling: _Telling) -> Content:
    signed = telling.signed_plan
    return Content(CopyContext(*telling.common, signed_attached=bool(signed)), signed)


def _issue(telling: _Telling) -> Content:
    due = telling.standing.obligation.due
    assert due is not None, "a sub-plan is due from the day of issue"
    plan, signed, issued = telling.facts.definition, telling.signed_plan, telling.form(SubmissionKind.SUBPLAN)
    context = IssueContext(
        *telling.common,
        due=due,
        form_file=telling.file_name(issued),
        form_actions=len(plan.actions_of(telling.notice.addressee)),
        signed_attached=bool(signed),
    )
    return Content(context, (telling.attachment(issued), *signed))


def _prepare(telling: _Telling) -> Content:
    context = PrepareContext(*telling.common)
    return Content(context, telling.attached_form(SubmissionKind.REPORT))


def _publication(telling: _Telling) -> Content:
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


def _receipt(telling: _Telling) -> Content:
    record, standing = telling.submission, telling.standing
    name = record.file_name or record.doc_symbol
    size = len(office.store().get(record.sha256)) if record.sha256 else 0
    checked = record.part is Part.FORM and record.outcome is Outcome.ACCEPTED
    wanted = standing.missing is Missing.FORM
    attachments = telling.attached_form(standing.obligation.kind) if wanted else ()
    context = ReceiptContext(
        *telling.common,
        standing=standing,
        received_at=record.received_at,
        files=(ReceivedFile(record.part, name, size, record.sha256 or ""),),
        rows=record.expected_rows if checked else None,
        form_attached=bool(attachments),
    )
    return Content(context, attachments)


def _returned(telling: _Telling) -> Content:
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


def _not_usable(telling: _Telling) -> Content:
    record = telling.submission
    context = NotUsableContext(
        *telling.common,
        standing=telling.standing,
        received_at=record.received_at,
        reason="; ".join(problem.what for problem in record.problems),
    )
    return Content(context, telling.attached_form(telling.standing.obligation.kind))


def _reminder(telling: _Telling) -> Content:
    facts = telling.facts
    context = ReminderContext(
        *telling.common,
        standing=telling.standing,
        now=telling.now,
        asked_on=asked_on(local_date(telling.now), facts.calendar),
        calendar=facts.calendar,
    )
    carries = context.form_wanted and telling.notice.kind is NoticeKind.REMINDER_BEFORE
    return Content(context, telling.attached_form(context.kind) if carries else ())


_CONTENTS: Mapping[NoticeKind, Callable[[_Telling], Content]] = {
    NoticeKind.ISSUE: _issue,
    NoticeKind.COPY: _copy,
    NoticeKind.RECEIPT: _receipt,
    NoticeKind.RETURNED: _returned,
    NoticeKind.NOT_USABLE: _not_usable,
    NoticeKind.REMINDER_BEFORE: _reminder,
    NoticeKind.REMINDER_AFTER: _reminder,
    NoticeKind.PREPARE_REPORT: _prepare,
    NoticeKind.PUBLICATION: _publication,
}
