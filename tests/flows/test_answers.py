"""What goes back to a unit: one receipt for what came together, its draft, to whom, beside which mail."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from inspect import unwrap
from typing import Any

import docx
import pytest
import sqlalchemy as sa

from deployments.demo.filling import fill_form
from papiplan.database import mails, messages, schema, submissions
from papiplan.database.facts import load_facts
from papiplan.database.forms import newest_form
from papiplan.database.messages import Notice
from papiplan.database.submissions import Arrival, NewSubmission
from papiplan.domain.mails import MailKind
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Outcome, Part
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.wrong_forms import wrong_unit_problem
from tasks import office as installed
from tasks.arrivals import tell_received
from tasks.freezing import freeze_messages
from tasks.messages import deliver
from tasks.submissions import check_batch
from tests.factories import at
from tests.flows.offices import PLAN, Office
from tests.smtp_server import ReceivedMail

CAME = at("2023-06-28 09:05")
ASKED = "<clerk.1@mail.example>"
DRAFT = "DU-THAO_KE-HOACH_PHUONG-2.docx"
FORM = "PAPI2023_PHUONG-2_KE-HOACH_v1.xlsx"
NOTHING: Mapping[str, object] = {}
FAULTY = {"2.3.1.person": None}


@pytest.fixture
def office(office: Office) -> Office:
    """An office that has issued its plan, so that the forms are with the units."""
    office.issue()
    office.smtp.mails.clear()
    return office


def came(
    office: Office, *parts: Part, sender: str = "", changes: Mapping[str, object] = NOTHING, **told: Any
) -> list[int]:
    """Files of Phường 2 came in one mail: its form, filled with `changes`, and beside it what the parts say."""
    new = [_file(office, part, n, changes) for n, part in enumerate(parts)]
    return recorded([replace(each, **told) for each in new], sender)


def _file(office: Office, part: Part, number: int, changes: Mapping[str, object]) -> NewSubmission:
    is_form = part is Part.FORM
    content = fill_form(office.issued_form("phuong-2"), changes=changes) if is_form else f"{part} {number}".encode()
    with office.database.reading() as connection:
        owed = load_facts(connection, PLAN, CAME).obligation_of("phuong-2", SubmissionKind.SUBPLAN)
        issued = newest_form(connection, PLAN, "phuong-2", SubmissionKind.SUBPLAN)
    assert owed is not None
    assert issued is not None
    return NewSubmission(
        part,
        owed.id,
        Outcome.RECEIVED if is_form else Outcome.ACCEPTED,
        file_name=FORM if is_form else f"{part}-{number}.pdf",
        sha256=installed.store().put(content).sha256,
        size=len(content),
        form=issued.form.id if is_form else None,
    )


def recorded(new: list[NewSubmission], sender: str) -> list[int]:
    """Record them as the mailbox does, and check what is a form."""
    key = sha256(repr((new, sender)).encode()).hexdigest()
    mail = mails.Mail(key, 9, MailKind.SUBMISSION, ASKED, sender, "Gửi biểu", CAME)
    with installed.database().plan_transaction(PLAN) as connection:
        facts = load_facts(connection, PLAN, CAME)
        ids = submissions.save_arrival(connection, PLAN, Arrival("mailbox", key, CAME, sender=sender), new, CAME)
        mails.save_mail(connection, PLAN, mail, ids, CAME)
        tell_received(connection, facts, ids, CAME)
    unwrap(check_batch)(PLAN, "", tuple(ids), CAME)
    return ids


def answers(office: Office, now: datetime = CAME) -> list[ReceivedMail]:
    """The mails that then go out."""
    unwrap(freeze_messages)(PLAN, now)
    unwrap(deliver)(PLAN, now)
    return office.smtp.mails


def test_what_came_in_one_mail_is_answered_by_one_mail_beside_it(office: Office) -> None:
    came(office, Part.FORM, Part.SIGNED, Part.EVIDENCE, Part.EVIDENCE)
    [answer] = answers(office)
    assert [line.partition(" (")[0] for line in answer.text.splitlines() if line.startswith("- ")] == [
        f'- Biểu đăng ký nhiệm vụ: tệp "{FORM}"',
        '- Văn bản của đơn vị: tệp "signed-1.pdf"',
        '- Tài liệu kiểm chứng: tệp "evidence-2.pdf"',
        '- Tài liệu kiểm chứng: tệp "evidence-3.pdf"',
    ]
    assert "Đã nhận Biểu đăng ký nhiệm vụ" in str(answer.message["Subject"])
    assert "Hồ sơ của đơn vị đã đầy đủ." in answer.text
    assert (answer.message["In-Reply-To"], answer.message["References"]) == (ASKED, ASKED)
    assert answer.attachments == {}
    assert len(answers(office)) == 1


def test_a_receipt_without_the_signed_document_brings_the_draft_to_be_signed(office: Office, tmp_path: Any) -> None:
    form = _file(office, Part.FORM, 0, NOTHING)
    recorded([form], "")
    [answer] = answers(office)
    assert list(answer.attachments) == [DRAFT]
    assert "Dự thảo Kế hoạch thực hiện lập từ Biểu của đơn vị gửi kèm (tệp Word)" in answer.text
    (tmp_path / DRAFT).write_bytes(answer.attachments[DRAFT])
    paper = docx.Document(str(tmp_path / DRAFT))
    assert len(paper.tables[-1].rows) > 27
    recorded([form], "once more")
    again = answers(office)[1]
    assert "giống tệp đã nhận trước" in again.text
    assert again.attachments == answer.attachments


def test_a_signed_document_beside_a_faulty_form_is_not_asked_for_another_blank_one(office: Office) -> None:
    came(office, Part.FORM, Part.SIGNED, Part.EVIDENCE, changes=FAULTY)
    receipt, returned = sorted(answers(office), key=lambda mail: len(mail.attachments))
    assert "nội dung cần hoàn thiện nêu tại thư gửi riêng" in receipt.text
    assert receipt.attachments == {}
    assert list(returned.attachments) == [FORM]
    assert 'Đã ghi nhận, không phải gửi lại: Tài liệu kiểm chứng: tệp "evidence-2.pdf".' in returned.text


def test_evidence_alone_has_one_receipt(office: Office) -> None:
    came(office, Part.EVIDENCE, Part.EVIDENCE)
    [answer] = answers(office)
    assert answer.text.count("- Tài liệu kiểm chứng: tệp") == 2
    assert "Ghi nhận: đã lưu vào hồ sơ của đơn vị." in answer.text


@pytest.mark.parametrize(
    ("sender", "parts", "to"),
    [
        ("clerk@gmail.example", (Part.FORM,), ["phuong-2@sadec.example", "clerk@gmail.example"]),
        ("clerk@gmail.example", (Part.SIGNED,), ["phuong-2@sadec.example"]),
        ("phuong-4@sadec.example", (Part.FORM,), ["phuong-2@sadec.example"]),
    ],
)
def test_only_a_stranger_who_sent_our_form_is_answered_beside_the_unit(
    office: Office, sender: str, parts: tuple[Part, ...], to: list[str]
) -> None:
    came(office, *parts, sender=sender)
    assert [recipient for mail in answers(office) for recipient in mail.recipients] == to


def test_the_sender_of_another_units_form_is_told_so_with_its_own(office: Office) -> None:
    with office.database.reading() as connection:
        facts = load_facts(connection, PLAN, CAME)
    owner, sender = facts.definition.unit("phuong-2"), facts.definition.unit("phuong-3")
    wrong: dict[str, Any] = {"obligation": None, "outcome": Outcome.UNASSIGNED, "form": None}
    [number] = came(office, Part.FORM, problems=(wrong_unit_problem(owner, sender),), **wrong)
    owed = facts.obligation_of(sender.code, SubmissionKind.SUBPLAN)
    assert owed is not None
    with office.database.plan_transaction(PLAN) as connection:
        notice = Notice(sender.code, NoticeKind.NOT_USABLE, f"submission-{number}", owed.id, number)
        messages.save_notice(connection, PLAN, notice, CAME)
    [answer] = answers(office)
    assert answer.recipients == ("phuong-3@sadec.example",)
    assert (
        "Tệp là biểu của Ủy ban nhân dân Phường 2, được gửi từ địa chỉ của Ủy ban nhân dân Phường 3. Đề nghị kiểm tra "
        "và gửi đúng biểu của đơn vị."
    ) in answer.text
    assert list(answer.attachments) == ["PAPI2023_PHUONG-3_KE-HOACH_v1.xlsx"]


@pytest.mark.parametrize(
    ("changes", "outcome", "kind", "said", "carried"),
    [
        (NOTHING, Outcome.RETURNED, NoticeKind.SENT_BACK, "hoàn thiện nội dung sau: ghi rõ số lần.", FORM),
        (FAULTY, Outcome.ACCEPTED_WITH_WAIVER, NoticeKind.RECEIPT, "nội dung được bỏ qua: ghi rõ số lần", DRAFT),
    ],
    ids=["sent back", "waived"],
)  # fmt: skip
def test_what_an_officer_decided_is_told_with_the_reason(
    office: Office, changes: Mapping[str, object], outcome: Outcome, kind: NoticeKind, said: str, carried: str
) -> None:
    [number] = came(office, Part.FORM, changes=changes)
    answers(office).clear()
    before = Outcome.REFUSED if changes else Outcome.ACCEPTED
    with office.database.plan_transaction(PLAN) as connection:
        review = {"plan": PLAN, "submission": number, "outcome": outcome, "before": before, "reason": "ghi rõ số lần",
                  "actor": "nv1", "entry": 1, "recorded_at": CAME}  # fmt: skip
        connection.execute(schema.reviews.insert().values(review))
        table = schema.submissions
        connection.execute(sa.update(table).where(table.c.id == number).values(outcome=outcome))
        owed = connection.execute(sa.select(table.c.obligation).where(table.c.id == number)).scalar_one()
        messages.save_notice(connection, PLAN, Notice("phuong-2", kind, "review-1", owed, number), CAME)
    [answer] = answers(office)
    assert said in answer.text
    assert list(answer.attachments) == [carried]


def test_a_form_typed_in_is_shown_to_its_unit_to_be_checked(office: Office) -> None:
    came(office, Part.FORM, typed_from="31/KH-UBND")
    [answer] = answers(office)
    assert (
        "Phòng Nội vụ Thành phố đã nhập hộ Biểu đăng ký nhiệm vụ theo văn bản số 31/KH-UBND của đơn vị" in answer.text
    )
    assert list(answer.attachments) == [FORM, DRAFT]
