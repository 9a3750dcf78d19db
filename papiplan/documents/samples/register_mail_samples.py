"""Made-up mails about the registers for a plan, and about what inspections asked to mend.

Not here: the mails about sub-plans and reports (`mail_samples`).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from papiplan.documents.mails.answer_mails import ReceiptContext, ReceivedFile
from papiplan.documents.mails.mail_contexts import MailContext
from papiplan.documents.mails.register_mails import AnswerContext, InspectedContext
from papiplan.documents.samples.mail_sample_facts import FILE, SHA256, SampleFacts, at, received
from papiplan.domain.difficulties import Answer, Difficulty
from papiplan.domain.facts import timing_of
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Part, standing
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.registers import Inspection


def register_samples(sample: SampleFacts) -> Iterator[tuple[str, MailContext]]:
    """An inspection with and without remedies, the receipt of what remedied it, answers to difficulties."""
    unit, on = sample.plan.obliged_units[0].code, sample.issued_on + timedelta(days=30)
    asked = replace(
        sample.owed(SubmissionKind.SUBPLAN),
        kind=SubmissionKind.REMEDY,
        occasion="kiem-tra-1-1",
        subject="Niêm yết lại biểu công khai",
    )
    inspection = Inspection(unit, on, "Đoàn kiểm tra", "Cơ bản thực hiện đúng kế hoạch")
    for remedies in ((asked,), ()):
        yield NoticeKind.INSPECTED, InspectedContext(*sample.common, inspection=inspection, remedies=remedies)
    came = at(on)
    yield (
        NoticeKind.RECEIPT,
        ReceiptContext(
            *sample.common,
            standing=standing(asked, [received(came, Part.SIGNED)], came, timing_of(sample.plan)),
            received_at=came,
            files=(ReceivedFile(Part.SIGNED, FILE, 48_000, SHA256),),
            rows=None,
        ),
    )
    action = sample.plan.actions[0].code if sample.plan.actions else ""
    for difficulty, basis in (
        (Difficulty(unit, action, "Chưa có đường truyền", proposal="Hỗ trợ lắp wifi", id=1), "57/UBND ngày 05/8/2023"),
        (Difficulty(unit, "", "Chưa có đường truyền", id=1), ""),
    ):
        given = Answer("Đã bố trí kinh phí", "Phòng Văn hóa và Thông tin", basis)
        yield NoticeKind.ANSWER, AnswerContext(*sample.common, difficulty=difficulty, answer=given)
