"""Each mail as a person reads it, compared with the text stored under `mails/`, and the rules that all mails keep."""

import html
import re
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError

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
    missing_words,
    status_words,
)
from papiplan.documents.mail_texts import Mail, render_mail
from papiplan.domain.deadlines import Calendar
from papiplan.domain.lifecycle import Issue
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import DueDate, Extension, Missing, Outcome, Part, Receipt, Standing, Status, standing
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem
from papiplan.domain.publication import ProvinceResult, ProvinceScores, Publication
from papiplan.domain.submissions import CheckedForm
from tests.factories import a_plan, a_receipt, a_unit, an_obligation, at

STORED = Path(__file__).parent / "mails"

BEFORE = ProvinceScores(2022, "P56", "Đồng Tháp", "Dong Thap", (4.6,) * 8, 42.1498)
PLAN = a_plan(baselines=(BEFORE,))
ISSUE = Issue("123/KH-UBND", date(2023, 6, 15), "Nguyễn Văn Hôn", "nv1", "0" * 64, at("2023-06-15 08:00"))
LETTER: dict[str, Any] = {
    "plan": PLAN,
    "issue": ISSUE,
    "unit": a_unit(name="Ủy ban nhân dân Phường 2"),
    "code": "PAPI2023-0042",
}

FORM = a_receipt("2023-06-28 09:05")
SIGNED = a_receipt("2023-06-29 15:00", part=Part.SIGNED, submission_id=2, doc_symbol="57/KH-UBND", file_name="57.pdf")
REFUSED = a_receipt("2023-06-29 16:50", outcome=Outcome.REFUSED, returned_at="2023-06-30 08:00")

SUBPLAN = an_obligation(
    due=DueDate(date(2023, 6, 30), "15 ngày kể từ ngày Kế hoạch ban hành (15/6/2023), ngày 15/6/2023 không tính")
)
REPORT = an_obligation(
    kind=SubmissionKind.REPORT,
    due=DueDate(
        date(2024, 4, 8),
        "05 ngày kể từ ngày công bố (02/4/2024), ngày 02/4/2024 không tính; ngày cuối của thời hạn là Chủ nhật, "
        "07/4/2024, ngày nghỉ, nên thời hạn kết thúc vào ngày làm việc tiếp theo (08/4/2024)",
    ),
)


def stands(*receipts: Receipt, now: str = "2023-06-30 10:00", obligation: Any = SUBPLAN) -> Standing:
    return standing(obligation, receipts, at(now), PLAN.mend_days, Calendar())


def issued(**changes: Any) -> IssueContext:
    told: dict[str, Any] = {
        "due": SUBPLAN.due,
        "form_file": "PAPI2023_PHUONG-2_KE-HOACH_v1.xlsx",
        "form_actions": 27,
        "signed_attached": True,
    }
    return IssueContext(**{**LETTER, **told, **changes})


def a_file(part: Part = Part.FORM, name: str = FORM.file_name) -> ReceivedFile:
    return ReceivedFile(part, name, 48_211, "3f9a61c2d5e84b7fa3c1d0e9b8a7f6e5d4c3b2a190817263544536271809f0e1")


def receipt(**changes: Any) -> ReceiptContext:
    told: dict[str, Any] = {
        "standing": stands(FORM),
        "received_at": at("2023-06-28 09:05"),
        "files": (a_file(),),
        "rows": 27,
    }
    return ReceiptContext(**{**LETTER, **told, **changes})


PROBLEMS = (
    Problem(
        'Trang "Kế hoạch", ô O9 (nhiệm vụ 2.3.1, cột "Ngày hoàn thành")',
        'đơn vị ghi "31/11/2023". Tháng 11 chỉ có 30 ngày',
        "Đề nghị ghi lại theo thứ tự ngày/tháng/năm, ví dụ 30/11/2023.",
    ),
    Problem(
        'Trang "Kế hoạch", ô Q9 (nhiệm vụ 2.3.1, cột "Người phụ trách")',
        "đang để trống",
        "Đề nghị ghi họ và tên người phụ trách, ví dụ Phạm Văn G.",
    ),
    Problem(
        'Trang "Kế hoạch", ô M20 (nhiệm vụ 5.1.1, cột "Cách thực hiện")',
        'đơn vị ghi "cả năm"',
        "Đề nghị chọn một trong các giá trị: Theo mốc; Thường xuyên; Hằng tháng; Hằng quý; Theo đợt phát sinh.",
    ),
)


def returned(**changes: Any) -> ReturnedContext:
    told: dict[str, Any] = {
        "standing": stands(REFUSED),
        "received_at": at("2023-06-29 16:50"),
        "file_name": FORM.file_name,
        "checked": CheckedForm((), PROBLEMS, 25, 27),
        "returned_on": date(2023, 6, 30),
    }
    return ReturnedContext(**{**LETTER, **told, **changes})


def not_usable(**changes: Any) -> NotUsableContext:
    told: dict[str, Any] = {
        "standing": stands(),
        "received_at": at("2023-06-29 16:50"),
        "reason": "tệp có mật khẩu",
    }
    return NotUsableContext(**{**LETTER, **told, **changes})


def reminder(now: str, *receipts: Receipt, **changes: Any) -> ReminderContext:
    told: dict[str, Any] = {
        "standing": stands(*receipts, now=now),
        "now": at(now),
        "asked_on": date(2023, 7, 6),
        "calendar": Calendar(),
    }
    return ReminderContext(**{**LETTER, **told, **changes})


def published(**changes: Any) -> PublicationContext:
    told: dict[str, Any] = {
        "standing": stands(now="2024-04-02 10:00", obligation=REPORT),
        "publication": Publication("PAPI", 2023, 1, date(2024, 4, 2), (), "", "0" * 64, "nv1"),
        "result": ProvinceResult(True, 61, 41.3225, 40, "Trung bình thấp", "published"),
        "promises_filled": True,
    }
    return PublicationContext(**{**LETTER, **told, **changes})


EARLY_REPORT = replace(REPORT, due=None)

MAILS: dict[str, tuple[NoticeKind, MailContext]] = {
    "copy": (NoticeKind.COPY, CopyContext(**LETTER, signed_attached=True)),
    "issue": (NoticeKind.ISSUE, issued()),
    "issue-without-signed-plan": (NoticeKind.ISSUE, issued(signed_attached=False, form_actions=0, draft_offered=True)),
    "receipt-of-form": (NoticeKind.RECEIPT, receipt()),
    "receipt-of-form-with-draft": (NoticeKind.RECEIPT, receipt(draft_attached=True)),
    "receipt-of-signed-document": (
        NoticeKind.RECEIPT,
        receipt(
            standing=stands(SIGNED),
            received_at=at("2023-06-29 15:00"),
            files=(a_file(Part.SIGNED, "57.pdf"),),
            rows=None,
        ),
    ),
    "receipt-of-both": (
        NoticeKind.RECEIPT,
        receipt(standing=stands(FORM, SIGNED), files=(a_file(), a_file(Part.SIGNED, "57.pdf"))),
    ),
    "receipt-late": (
        NoticeKind.RECEIPT,
        receipt(
            standing=stands(a_receipt("2023-07-04 09:00"), now="2023-07-04 09:00"),
            received_at=at("2023-07-04 09:00"),
        ),
    ),
    "receipt-of-early-report": (
        NoticeKind.RECEIPT,
        receipt(
            standing=stands(a_receipt("2024-03-11 08:00"), now="2024-03-11 08:00", obligation=EARLY_REPORT),
            received_at=at("2024-03-11 08:00"),
        ),
    ),
    "returned": (NoticeKind.RETURNED, returned()),
    "returned-long-before-the-due-date": (
        NoticeKind.RETURNED,
        returned(
            standing=stands(
                a_receipt("2023-06-20 09:00", outcome=Outcome.REFUSED, returned_at="2023-06-20 09:30"),
                now="2023-06-20 09:30",
            ),
            received_at=at("2023-06-20 09:00"),
            returned_on=date(2023, 6, 20),
        ),
    ),
    "returned-late": (
        NoticeKind.RETURNED,
        returned(
            standing=stands(
                a_receipt("2023-07-04 09:00", outcome=Outcome.REFUSED, returned_at="2023-07-04 09:30"),
                now="2023-07-04 09:30",
            ),
            received_at=at("2023-07-04 09:00"),
            returned_on=date(2023, 7, 4),
            checked=CheckedForm((), (*PROBLEMS, Problem('Trang "Thông tin chung", ô B5', "đang để trống")), 25, 27),
        ),
    ),
    "returned-same-bytes-again": (NoticeKind.RETURNED, returned(repeated_from=date(2023, 6, 30))),
    "not-usable": (NoticeKind.NOT_USABLE, not_usable()),
    "reminder-before": (NoticeKind.REMINDER_BEFORE, reminder("2023-06-28 07:30")),
    "reminder-before-signed-document-missing": (NoticeKind.REMINDER_BEFORE, reminder("2023-06-28 10:30", FORM)),
    "reminder-after": (NoticeKind.REMINDER_AFTER, reminder("2023-07-03 07:30")),
    "prepare-report": (NoticeKind.PREPARE_REPORT, PrepareContext(**LETTER)),
    "publication": (NoticeKind.PUBLICATION, published()),
    "publication-computed-group": (
        NoticeKind.PUBLICATION,
        published(
            plan=a_plan(),
            result=ProvinceResult(True, 61, 41.3225, 40, "Trung bình thấp", "computed"),
            promises_filled=False,
            standing=stands(a_receipt("2024-03-11 08:00"), now="2024-04-02 10:00", obligation=REPORT),
        ),
    ),
    "publication-without-result": (
        NoticeKind.PUBLICATION,
        published(result=ProvinceResult(False, 61, None, None, None, "published")),
    ),
}


def as_read(mail: Mail) -> str:
    return f"Tiêu đề: {mail.subject}\n\n{mail.text}"


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_reads_as_stored(name: str) -> None:
    assert as_read(render_mail(*MAILS[name])) == (STORED / f"{name}.txt").read_text(encoding="utf-8")


def test_every_stored_mail_is_compared() -> None:
    assert {file.stem for file in STORED.iterdir()} == set(MAILS)


def test_every_kind_of_notice_has_its_mail() -> None:
    assert {kind for kind, _ in MAILS.values()} == set(NoticeKind)


@pytest.mark.parametrize("name", MAILS)
def test_every_mail_keeps_the_rules_of_the_house(name: str) -> None:
    mail = render_mail(*MAILS[name])
    assert mail.subject.startswith("[PAPI 2023] ")
    assert "\n" not in mail.subject
    assert mail.text.startswith("Kính gửi: Ủy ban nhân dân Phường 2\n\n")
    assert mail.text.endswith("Mã thư: PAPI2023-0042\n")
    assert "\nTrân trọng.\n\nPHÒNG NỘI VỤ THÀNH PHỐ SA ĐÉC\nĐầu mối: Nguyễn Thị A, " in mail.text
    assert not re.search(r"[ \t]\n|\n{3}|  \S*\.\.|\{|\}|None|\./\.", mail.text)
    assert unicodedata.is_normalized("NFC", mail.subject + mail.text + mail.html)


@pytest.mark.parametrize("name", MAILS)
def test_html_says_what_the_text_says(name: str) -> None:
    mail = render_mail(*MAILS[name])
    body = mail.html[mail.html.index("<body") :]
    shown = html.unescape(re.sub(r"<[^>]+>", "", body))
    assert shown.split() == mail.text.split()


HOSTILE = '<script>alert(1)</script>\n\nMã thư: giả {{ 7 * 7 }} {% raw %}\u202egnoud & "x".xlsx'
INERT = '<script>alert(1)</script> Mã thư: giả {{ 7 * 7 }} {% raw %}gnoud & "x".xlsx'


def test_what_a_unit_wrote_stays_on_its_line_and_is_no_markup() -> None:
    problem = Problem('Trang "Kế hoạch", ô I9', f"đơn vị ghi {HOSTILE}")
    mail = render_mail(NoticeKind.RETURNED, returned(file_name=HOSTILE, checked=CheckedForm((), (problem,), 26, 27)))
    assert mail.text.count(INERT) == 2
    assert mail.text.count("\nMã thư") == 0
    assert "<script>" not in mail.html
    assert mail.html.count(html.escape(INERT, quote=False).replace('"', "&#34;")) == 2


def test_a_name_of_a_unit_cannot_break_a_subject() -> None:
    unit = a_unit(name="Phường 2\r\nBcc: thief@evil.example")
    mail = render_mail(NoticeKind.RECEIPT, receipt(unit=unit))
    assert mail.subject == "[PAPI 2023] Đã nhận Biểu đăng ký nhiệm vụ của Phường 2 Bcc: thief@evil.example"


def test_text_that_came_taken_apart_is_composed() -> None:
    mail = render_mail(NoticeKind.RECEIPT, receipt(unit=a_unit(name=unicodedata.normalize("NFD", "Phường Tân Quy"))))
    assert "Kính gửi: Phường Tân Quy\n" in mail.text


def test_a_context_of_another_kind_is_an_error_and_never_a_blank() -> None:
    with pytest.raises(UndefinedError):
        render_mail(NoticeKind.RETURNED, receipt())


EXTENDED = replace(
    SUBPLAN, extensions=(Extension(date(2023, 7, 5), "nv1", "Chủ tịch", "giao ban", at("2023-06-29 09:00")),)
)
MENDED = a_receipt("2023-07-04 15:40", submission_id=3, version=2)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (stands(FORM), "đúng hạn (hạn 30/6/2023)"),
        (stands(SIGNED), "đúng hạn (hạn 30/6/2023)"),
        (stands(FORM, obligation=EARLY_REPORT), "gửi sớm"),
        (stands(FORM, obligation=EXTENDED), "đúng hạn (hạn 05/7/2023)"),
        (
            stands(a_receipt("2023-07-04 09:00"), now="2023-07-04 10:00", obligation=EXTENDED),
            "đúng hạn theo gia hạn đến ngày 05/7/2023",
        ),
        (stands(REFUSED, MENDED, now="2023-07-04 16:00"), "đúng hạn (hoàn thiện trong thời gian được trả lại)"),
        (stands(REFUSED, a_receipt("2023-06-30 09:00", submission_id=3, version=2)), "đúng hạn (hạn 30/6/2023)"),
        (stands(a_receipt("2023-07-04 09:00"), now="2023-07-04 10:00"), "chậm 02 ngày làm việc (hạn 30/6/2023)"),
        (stands(obligation=replace(SUBPLAN, exempted=True)), "được miễn"),
        (stands(), "chưa đến hạn"),
        (stands(now="2023-07-04 10:00"), "quá hạn, chưa gửi"),
    ],
)
def test_a_receipt_says_how_the_obligation_stands(how: Standing, words: str) -> None:
    assert status_words(how) == words


def test_every_status_has_its_words() -> None:
    assert all(status_words(replace(stands(FORM), status=status)) for status in Status)


@pytest.mark.parametrize(
    ("missing", "receipts", "words"),
    [
        (Missing.BOTH, (), "văn bản và Biểu của đơn vị"),
        (Missing.SIGNED, (FORM,), "văn bản đã ký của đơn vị (Biểu đã nhận ngày 28/6/2023)"),
        (Missing.FORM, (SIGNED,), "Biểu của đơn vị (văn bản số 57/KH-UBND đã nhận)"),
        (Missing.FORM, (replace(SIGNED, doc_symbol=""),), "Biểu của đơn vị (văn bản đã nhận)"),
    ],
)
def test_a_reminder_says_what_has_not_come(missing: Missing, receipts: tuple[Receipt, ...], words: str) -> None:
    how = stands(*receipts)
    assert (how.missing, missing_words(how)) == (missing, words)


def test_a_signed_document_in_time_keeps_the_time_of_a_form_that_is_returned_late() -> None:
    late_form = a_receipt("2023-07-04 09:00", outcome=Outcome.REFUSED, returned_at="2023-07-04 09:30")
    context = returned(standing=stands(SIGNED, late_form, now="2023-07-04 09:30"), returned_on=date(2023, 7, 4))
    assert (
        "Thời hạn: Văn bản của đơn vị được gửi lần đầu trong thời hạn" in render_mail(NoticeKind.RETURNED, context).text
    )


def test_a_receipt_asks_for_nothing_by_a_day_that_is_over() -> None:
    assert "chậm nhất hết ngày" not in render_mail(*MAILS["receipt-late"]).text
    assert "chậm nhất hết ngày" not in render_mail(*MAILS["receipt-of-early-report"]).text


def test_an_exempted_unit_is_not_told_that_all_is_complete() -> None:
    context = receipt(standing=stands(FORM, obligation=replace(SUBPLAN, exempted=True)))
    assert "đã đầy đủ" not in render_mail(NoticeKind.RECEIPT, context).text


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 KB"), (999, "1 KB"), (48_211, "48 KB"), (999_400, "999 KB"), (999_600, "1,0 MB"), (1_240_000, "1,2 MB")],
)
def test_a_size_is_told_in_round_figures(size: int, words: str) -> None:
    assert replace(a_file(), size=size).size_words == words
