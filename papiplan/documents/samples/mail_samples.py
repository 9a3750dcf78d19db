"""Made-up mails of each kind for a plan, to try its texts out before anything has happened.

Not here: what becomes of a text that fails (`plan_folders.plan_mail_texts`), nor the mails of a real plan (tasks).
"""

from collections.abc import Iterator
from datetime import timedelta

from papiplan.documents.mails.alert_mails import AlertContext
from papiplan.documents.mails.amendment_mail import AmendedContext
from papiplan.documents.mails.digest import DigestContext
from papiplan.documents.mails.mail_contexts import (
    CopyContext,
    IssueContext,
    MailContext,
    PrepareContext,
    PublicationContext,
)
from papiplan.documents.mails.preview_mails import PreviewContext, PreviewedMail
from papiplan.documents.mails.reminder_mails import MERGED, MergedContext, RemindedDuty, ReminderContext
from papiplan.documents.mails.request_mails import DueDateMovedContext, OwnFormContext, RequestContext
from papiplan.documents.mails.score_mails import DraftScoreContext
from papiplan.documents.samples.answer_mail_samples import answer_samples
from papiplan.documents.samples.exception_mail_samples import exception_samples
from papiplan.documents.samples.mail_sample_facts import FILE, SampleFacts, at, received
from papiplan.documents.samples.register_mail_samples import register_samples
from papiplan.domain.alerts import Alert, Trouble
from papiplan.domain.deadlines import add_working_days
from papiplan.domain.facts import Amendment
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Part
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.publication import ProvinceResult


def sample_mails(plan: PlanDefinition) -> Iterator[tuple[str, MailContext]]:
    """At least one mail of each kind that units get, to the plan's first obliged unit."""
    sample = SampleFacts(plan)
    for mails in (
        _openings,
        answer_samples,
        _reminders,
        _requests,
        _changes,
        _previews,
        register_samples,
        exception_samples,
    ):
        yield from mails(sample)


def _openings(sample: SampleFacts) -> Iterator[tuple[str, MailContext]]:
    """The mails that open a term."""
    yield NoticeKind.COPY, CopyContext(*sample.common, signed_attached=True)
    due = sample.due(SubmissionKind.SUBPLAN)
    yield (
        NoticeKind.ISSUE,
        IssueContext(*sample.common, due=due, form_file=FILE, form_actions=3, signed_attached=True),
    )
    yield NoticeKind.PREPARE_REPORT, PrepareContext(*sample.common)
    for result in (
        ProvinceResult(True, 63, 41.3226, 42, "Trung bình thấp", "computed"),
        ProvinceResult(False, 63, None, None, None, "published"),
    ):
        how = sample.standing(SubmissionKind.REPORT, at(sample.published_on))
        yield (
            NoticeKind.PUBLICATION,
            PublicationContext(
                *sample.common, standing=how, publication=sample.publication, result=result, promises_filled=True
            ),
        )


def _reminders(sample: SampleFacts) -> Iterator[tuple[str, MailContext]]:
    """The mails before, on and after a due date, and one that tells several."""
    due, calendar = sample.due(SubmissionKind.SUBPLAN).on, sample.plan.calendar
    reminded = [
        RemindedDuty(
            kind,
            ReminderContext(
                *sample.common,
                standing=sample.standing(SubmissionKind.SUBPLAN, at(on)),
                now=at(on),
                asked_on=add_working_days(on, 3, calendar),
                calendar=calendar,
                reminded_on=(due,),
                units_sent=19,
                units_owing=20,
            ),
        )
        for kind, on in (
            (NoticeKind.REMINDER_BEFORE, due - timedelta(days=2)),
            (NoticeKind.REMINDER_ON_DAY, due),
            (NoticeKind.REMINDER_AFTER, add_working_days(due, 1, calendar)),
            (NoticeKind.REMINDER_HEAD, add_working_days(due, 2, calendar)),
        )
    ]
    yield from ((duty.reminder, duty.context) for duty in reminded)
    yield MERGED, MergedContext(*sample.common, duties=tuple(reminded))


def _requests(sample: SampleFacts) -> Iterator[tuple[str, MailContext]]:
    """The mails beside the plan's orders."""
    actions, later = sample.plan.actions[:2], sample.published_on + timedelta(days=10)
    yield NoticeKind.OWN_FORM, OwnFormContext(*sample.common, form_kind=SubmissionKind.REPORT, form_actions=4)
    yield NoticeKind.REQUEST, RequestContext(*sample.common, actions=actions, consolidated_on=later)
    form = received(at(sample.published_on), Part.FORM)
    for receipts in ((), (form,)):
        how = sample.standing(SubmissionKind.REPORT, at(sample.published_on), *receipts)
        yield (
            NoticeKind.DUE_DATE_MOVED,
            DueDateMovedContext(*sample.common, standing=how, publication=sample.publication),
        )


def _changes(sample: SampleFacts) -> Iterator[tuple[str, MailContext]]:
    """The mails that change what was told before."""
    amendment = Amendment(
        2, "200/QĐ-UBND", sample.issued_on + timedelta(days=3), "bổ sung nhiệm vụ", "", at(sample.issued_on)
    )
    yield NoticeKind.ALERT, AlertContext(*sample.common, alert=Alert(Trouble.FAILED, "Tổng hợp báo cáo", said="lỗi"))
    yield NoticeKind.DRAFT_SCORE, DraftScoreContext(*sample.common, until=sample.published_on + timedelta(days=14))
    for released in (False, True):
        yield (
            NoticeKind.AMENDED,
            AmendedContext(
                *sample.common,
                amendment=amendment,
                lines=("thêm nhiệm vụ 2.3.1",),
                owed=(sample.owed(SubmissionKind.SUBPLAN),),
                form_files=(FILE,),
                released=released,
            ),
        )


def _previews(sample: SampleFacts) -> Iterator[tuple[str, MailContext]]:
    """The mails that an officer gets to look at."""
    mail = PreviewedMail("lượt tới", "UBND Phường 2", "Nhắc thời hạn", "Nhắc thời hạn", "Kính gửi")
    for mails in ((), (mail,)):
        yield NoticeKind.PREVIEW, PreviewContext(*sample.common, mails=mails, mode="gửi thật")
    yield NoticeKind.DIGEST, DigestContext(*sample.common, digest=sample.digest)
