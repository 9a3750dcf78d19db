"""Made-up mails that answer what a unit sent. Not here: the other samples (`mail_samples`)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from papiplan.documents.mails.answer_mails import (
    NotUsableContext,
    ReceiptContext,
    ReceivedFile,
    ReturnedContext,
    SentBackContext,
    Waiver,
)
from papiplan.documents.mails.mail_contexts import MailContext
from papiplan.documents.samples.mail_sample_facts import FILE, SHA256, SampleFacts, at, received
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Outcome, Part
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import CheckedForm

_PROBLEM = Problem('Trang "Kế hoạch", ô O9', "đang để trống", "Đề nghị ghi ngày hoàn thành.")
_LACKING = CheckedForm((), (_PROBLEM,), 2, 3)
_EVIDENCE = ReceivedFile(Part.EVIDENCE, "bien-ban.pdf", 48_000, SHA256)


def answer_samples(sample: SampleFacts) -> Iterator[tuple[str, MailContext]]:
    """Every state of a receipt, and what is returned, not usable or sent back."""
    came = at(sample.issued_on + timedelta(days=1))
    yield from _receipts(sample)
    late = at(sample.due(SubmissionKind.SUBPLAN).on + timedelta(days=5))
    for now in (came, late):
        told: dict[str, Any] = {"received_at": now, "file_name": FILE, "returned_on": now.date()}
        refused = sample.standing(SubmissionKind.SUBPLAN, now, received(now, Part.FORM, Outcome.REFUSED))
        yield (
            NoticeKind.RETURNED,
            ReturnedContext(
                *sample.common,
                standing=refused,
                checked=_LACKING,
                repeated_from=sample.issued_on,
                beside=(_EVIDENCE,),
                **told,
            ),
        )
        for part in (Part.FORM, Part.SIGNED):
            back = SentBackContext(*sample.common, standing=refused, part=part, reason="ghi rõ số lần", **told)
            yield NoticeKind.SENT_BACK, back
    nothing = sample.standing(SubmissionKind.SUBPLAN, came)
    for problem in (Problem("", "tệp có mật khẩu"), Problem("", "Tệp là biểu của đơn vị khác")):
        wrong = NotUsableContext(*sample.common, standing=nothing, received_at=came, problems=(problem,))
        yield NoticeKind.NOT_USABLE, wrong


def _receipts(sample: SampleFacts) -> Iterator[tuple[str, MailContext]]:
    came = at(sample.issued_on + timedelta(days=1))
    form, signed = received(came, Part.FORM), received(came, Part.SIGNED)
    files = (ReceivedFile(Part.FORM, FILE, 48_000, SHA256), ReceivedFile(Part.SIGNED, "57/KH-UBND", 0, ""), _EVIDENCE)
    states: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (
        ((form,), {"rows": 3, "draft_attached": True}),
        ((form,), {"rows": None, "waiver": Waiver(_LACKING, "thiếu ngày hoàn thành")}),
        ((form, signed), {"rows": 3, "typed_from": "57/KH-UBND"}),
        ((form, signed), {"rows": 3, "final_on": came.date()}),
        ((signed,), {"rows": None}),
        ((signed,), {"rows": None, "form_returned": True}),
        ((), {"rows": None, "files": (_EVIDENCE,)}),
    )
    for receipts, told in states:
        how = sample.standing(SubmissionKind.SUBPLAN, came, *receipts)
        receipt = ReceiptContext(*sample.common, standing=how, received_at=came, **{"files": files, **told})
        yield NoticeKind.RECEIPT, receipt
