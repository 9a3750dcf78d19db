"""What goes into each mail: the facts it tells and the files it carries, gathered from database and store.

Not here: its wording, nor when it is sent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from papiplan.database.messages import Notice
from papiplan.documents.mails.mail_contexts import CopyContext, IssueContext, PrepareContext, PublicationContext
from papiplan.domain.chasing import CHASING
from papiplan.domain.facts import PlanFacts
from papiplan.domain.messages import NoticeKind
from papiplan.domain.plans import SubmissionKind
from tasks.alerts import alert_content
from tasks.amendment_contents import amended
from tasks.answer_contents import not_usable, receipt, returned, sent_back
from tasks.digests import digest_content
from tasks.draft_scores import draft_score
from tasks.exception_contents import exempted, extended, lifted
from tasks.preview_contents import preview_content
from tasks.register_contents import answered, inspected
from tasks.reminder_contents import merged_content, reminder_content
from tasks.request_contents import due_date_moved, own_form, request
from tasks.telling import Content, Telling


def mail_of(facts: PlanFacts, notices: Sequence[Notice], now: datetime) -> tuple[str, Content]:
    """The text of the mail that tells these notices, with what it says and carries.

    Reminders share a mail, and receipts of what came together.
    """
    assert facts.issue is not None, "only an issued plan tells anybody anything"
    if len(notices) == 1:
        return notices[0].kind, content_of(facts, notices[0], now)
    tellings = [Telling(facts, facts.issue, notice, now) for notice in notices]
    if notices[0].kind is NoticeKind.RECEIPT:
        return NoticeKind.RECEIPT, receipt(tellings)
    return merged_content(tellings)


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


_CONTENTS: Mapping[NoticeKind, Callable[[Telling], Content]] = {
    NoticeKind.ISSUE: _issue,
    NoticeKind.COPY: _copy,
    NoticeKind.RECEIPT: lambda telling: receipt([telling]),
    NoticeKind.RETURNED: returned,
    NoticeKind.NOT_USABLE: not_usable,
    NoticeKind.SENT_BACK: sent_back,
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
    NoticeKind.DRAFT_SCORE: draft_score,
    NoticeKind.DIGEST: digest_content,
    NoticeKind.ALERT: alert_content,
    NoticeKind.PREVIEW: lambda telling: preview_content(telling, mail_of),
}
