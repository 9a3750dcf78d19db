"""Made-up mails about exceptions, to try a plan's texts out. Not here: those of the other kinds (`mail_samples`)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from papiplan.documents.mails.exception_mails import ExemptedContext, ExtendedContext, LiftedContext
from papiplan.documents.mails.mail_contexts import MailContext
from papiplan.documents.samples.mail_sample_facts import SampleFacts, at
from papiplan.domain.exceptions import Lifting
from papiplan.domain.facts import timing_of
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Decision, Exemption, Extension, standing
from papiplan.domain.plans import SubmissionKind


def exception_samples(sample: SampleFacts) -> Iterator[tuple[str, MailContext]]:
    """A due date put off, a duty taken away, and either brought back."""
    now, due = at(sample.issued_on), sample.due(SubmissionKind.SUBPLAN).on
    decided_by, timing = sample.plan.issuer.name, timing_of(sample.plan)
    decision = Decision(2, "", decided_by, "Công văn số 9/UBND-NV", paper_owed=False, recorded_at=now)
    extension, exemption = Extension(due + timedelta(days=5), decision), Exemption(decision)
    put_off = standing(replace(sample.owed(SubmissionKind.SUBPLAN), extensions=(extension,)), (), now, timing)
    yield NoticeKind.EXTENDED, ExtendedContext(*sample.common, standing=put_off, extension=extension)
    taken_away = standing(replace(sample.owed(SubmissionKind.SUBPLAN), exemption=exemption), (), now, timing)
    yield NoticeKind.EXEMPTED, ExemptedContext(*sample.common, standing=taken_away, exemption=exemption)
    for kind, until in ((SubmissionKind.SUBPLAN, extension.until), (SubmissionKind.REPORT, None)):
        lifting = Lifting(3, decided_by, "Công văn số 10/UBND-NV", 2, until)
        how = sample.standing(kind, now)
        yield (
            NoticeKind.LIFTED,
            LiftedContext(*sample.common, standing=how, lifting=lifting, told_on=due, form_attached=until is None),
        )
