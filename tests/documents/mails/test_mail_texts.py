"""Each mail as a person reads it, compared with the text stored under `mails/`, and the rules that all mails keep."""

import html
import re
import unicodedata
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError

from papiplan.documents.forms import form_guard
from papiplan.documents.mails.alert_mails import AlertContext
from papiplan.documents.mails.amendment_mail import AmendedContext
from papiplan.documents.mails.answer_mails import (
    NotUsableContext,
    ReceiptContext,
    ReceivedFile,
    ReturnedContext,
    SentBackContext,
    Waiver,
    status_words,
)
from papiplan.documents.mails.digest import DigestContext
from papiplan.documents.mails.exception_mails import ExemptedContext, ExtendedContext, LiftedContext
from papiplan.documents.mails.mail_contexts import (
    CopyContext,
    IssueContext,
    MailContext,
    PrepareContext,
    PublicationContext,
)
from papiplan.documents.mails.mail_texts import Mail, render_mail
from papiplan.documents.mails.preview_mails import PreviewContext, PreviewedMail
from papiplan.documents.mails.register_mails import AnswerContext, InspectedContext
from papiplan.documents.mails.reminder_mails import MERGED, MergedContext, RemindedDuty, ReminderContext, missing_words
from papiplan.documents.mails.request_mails import DueDateMovedContext, OwnFormContext, RequestContext
from papiplan.documents.mails.score_mails import DraftScoreContext
from papiplan.domain.alerts import Alert, Trouble
from papiplan.domain.deadlines import Calendar
from papiplan.domain.difficulties import Answer, Difficulty
from papiplan.domain.digest import Flagged, HandEntry, Unassigned, Undelivered
from papiplan.domain.due_dates import report_due
from papiplan.domain.exceptions import Lifting
from papiplan.domain.facts import Amendment, Issue, PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.messages import DeliveryState, NoticeKind
from papiplan.domain.obligations import (
    Binding,
    DueDate,
    Extension,
    Missing,
    Obligation,
    Outcome,
    Part,
    Receipt,
    Standing,
    Status,
    Timing,
    standing,
)
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem
from papiplan.domain.publication import ProvinceResult, ProvinceScores, Publication
from papiplan.domain.registers import Inspection
from papiplan.domain.submissions import CheckedForm, RawForm
from papiplan.domain.wrong_forms import wrong_form_problem, wrong_unit_problem
from tests.factories import (
    a_digest,
    a_plan,
    a_receipt,
    a_unit,
    an_action,
    an_exemption,
    an_extension,
    an_obligation,
    at,
)

STORED = Path(__file__).parent / "expected"

BEFORE = ProvinceScores(2022, "P56", "Đồng Tháp", "Dong Thap", (4.6,) * 8, 42.1498)
PLAN = a_plan(baselines=(BEFORE,))
ISSUE = Issue("123/KH-UBND", date(2023, 6, 15), "Nguyễn Văn Hôn", "nv1", "0" * 64, at("2023-06-15 08:00"))
LETTER: dict[str, Any] = {
    "plan": PLAN,
    "issue": ISSUE,
    "unit": a_unit(name="Ủy ban nhân dân Phường 2", head_title="Chủ tịch Ủy ban nhân dân Phường 2"),
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
    return standing(obligation, receipts, at(now), Timing())


def issued(**changes: Any) -> IssueContext:
    told: dict[str, Any] = {
        "due": SUBPLAN.due,
        "form_file": "PAPI2023_PHUONG-2_KE-HOACH_v1.xlsx",
        "form_actions": 27,
        "signed_attached": True,
    }
    return IssueContext(**{**LETTER, **told, **changes})


def amended(**changes: Any) -> AmendedContext:
    told: dict[str, Any] = {
        "amendment": Amendment(2, "150/KH-UBND", date(2023, 6, 26), "Bổ sung", "nv1", at("2023-06-26 09:00")),
        "lines": ("Giao thêm nhiệm vụ 1.1.9: Đối thoại với Nhân dân", "Thôi giao nhiệm vụ 8.2.1: Lắp đặt wifi"),
        "owed": (SUBPLAN,),
        "form_files": ("PAPI2023_PHUONG-2_KE-HOACH_v2.xlsx",),
        "released": False,
    }
    return AmendedContext(**{**LETTER, **told, **changes})


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


def sent_back(**changes: Any) -> SentBackContext:
    told: dict[str, Any] = {
        "standing": stands(a_receipt("2023-06-28 09:05", outcome=Outcome.RETURNED, returned_at="2023-06-30 08:00")),
        "received_at": at("2023-06-28 09:05"),
        "file_name": FORM.file_name,
        "returned_on": date(2023, 6, 30),
        "part": Part.FORM,
        "reason": "nhiệm vụ 2.3.1: văn bản đã ký ghi 03 quý, Biểu ghi 04 quý; đề nghị thống nhất.",
    }
    return SentBackContext(**{**LETTER, **told, **changes})


def not_usable(**changes: Any) -> NotUsableContext:
    told: dict[str, Any] = {
        "standing": stands(),
        "received_at": at("2023-06-29 16:50"),
        "problems": (Problem("", "tệp có mật khẩu", "Đề nghị gửi lại Biểu Excel."),),
    }
    return NotUsableContext(**{**LETTER, **told, **changes})


def reminder(now: str, *receipts: Receipt, **changes: Any) -> ReminderContext:
    told: dict[str, Any] = {
        "standing": stands(*receipts, now=now, obligation=changes.pop("obligation", SUBPLAN)),
        "now": at(now),
        "asked_on": date(2023, 7, 6),
        "calendar": Calendar(),
    }
    return ReminderContext(**{**LETTER, **told, **changes})


REMEDY = an_obligation(
    kind=SubmissionKind.REMEDY,
    occasion="kiem-tra-1-1",
    due=DueDate(date(2023, 7, 14), "10 ngày làm việc kể từ ngày kiểm tra (30/6/2023)"),
    subject="niêm yết lại biểu công khai ngân sách",
)
TO_THE_HEAD: dict[str, Any] = {
    "asked_on": date(2023, 7, 7),
    "reminded_on": (date(2023, 6, 23), date(2023, 6, 29), date(2023, 6, 30), date(2023, 7, 3)),
    "units_sent": 17,
    "units_owing": 20,
}


REMINDED = PreviewedMail(
    "Lượt nhắc ngày 23/6/2023",
    "UBND Phường 2",
    "Nhắc thời hạn",
    "[PAPI 2023] Nhắc thời hạn gửi Kế hoạch thực hiện: còn 05 ngày làm việc (hạn 30/6/2023)",
    "Phòng Nội vụ Thành phố trân trọng nhắc: thời hạn gửi Kế hoạch thực hiện của đơn vị …",
)
OPENED = PreviewedMail(
    "Chờ duyệt", "Phòng Tư pháp", "Gia hạn", "[PAPI 2023] Gia hạn gửi Kế hoạch thực hiện", "Theo ý kiến chỉ đạo …"
)


def previewed(*mails: PreviewedMail) -> PreviewContext:
    officer = replace(LETTER["unit"], name="Trần Văn B, chuyên viên Phòng Nội vụ")
    return PreviewContext(**{**LETTER, "unit": officer}, mails=mails, mode="gửi thật")


def told_to_officers(facts: PlanFacts, now: str, **rows: Any) -> DigestContext:
    officer = replace(LETTER["unit"], name="Trần Văn B, chuyên viên Phòng Nội vụ")
    return DigestContext(**{**LETTER, "unit": officer}, digest=a_digest(facts, at(now), **rows))


FLAGGED = Flagged(
    number=11,
    unit="phuong-2",
    file_name="PAPI2023_PHUONG-2_KE-HOACH_v1.xlsx",
    received_at=at("2023-07-04 15:40"),
    channel="mailbox",
    sender="phuong2@gmail.example",
    warnings=("gửi từ địa chỉ lạ phuong2@gmail.example. Nếu là địa chỉ của đơn vị, ghi thêm vào danh sách đơn vị.",),
)


def a_busy_morning() -> DigestContext:
    """The morning after the due date: one unit silent, one that may still send, one that mended nothing in time."""
    codes = ("phuong-2", "phuong-3", "xa-tan-quy-tay", "xa-tan-phu-dong")
    contact = {"contact_name": "Chị L.T.H", "contact_phone": "0900 000 001"}
    units = tuple(a_unit(code, **(contact if code == "xa-tan-quy-tay" else {})) for code in codes)
    owed = [an_obligation(id=n, owed_by=code, borne_by=code) for n, code in enumerate(codes, start=1)]
    by_word = an_extension(
        "2023-07-05", "2023-06-30 10:00", basis="ý kiến tại giao ban 30/6", paper_owed=True, entry=12
    )
    owed[3] = replace(owed[3], extensions=(by_word,))
    mending = a_receipt("2023-06-29 16:50", outcome=Outcome.REFUSED, returned_at="2023-06-30 08:00")
    facts = PlanFacts(
        replace(PLAN, units=units),
        ISSUE,
        tuple(owed),
        receipts={1: (mending,), 2: (a_receipt("2023-06-28 09:05"),)},
        told={SubmissionKind.SUBPLAN: ISSUE.recorded_at},
    )
    return told_to_officers(
        facts,
        "2023-07-05 08:00",
        reminded={3: (date(2023, 6, 23), date(2023, 6, 29), date(2023, 6, 30))},
        sent={NoticeKind.REMINDER_AFTER: 2, NoticeKind.RECEIPT: 1},
        undelivered=(Undelivered("phuong-3", "phuong-3@x.example", DeliveryState.FAILED, "552 hộp thư đầy"),),
        unassigned=(
            Unassigned("bieu.xlsx", at("2023-07-02 20:14"), "biểu mất mã", 12, "mailbox", "khoa.nv@x.example", "tckh"),
        ),
        flagged=(FLAGGED,),
        entries=(HandEntry(12, HandAct.EXTEND, "nv1", at("2023-06-30 10:00"), "ý kiến tại giao ban 30/6"),),
        unnumbered=("drafts/2023-07-05-subplan/cong-van-don-doc-phong.docx",),
        journal=(57, "ab" * 32),
    )


def merged(*duties: tuple[NoticeKind, ReminderContext]) -> MergedContext:
    return MergedContext(**LETTER, duties=tuple(RemindedDuty(*duty) for duty in duties))


def published(**changes: Any) -> PublicationContext:
    told: dict[str, Any] = {
        "standing": stands(now="2024-04-02 10:00", obligation=REPORT),
        "publication": Publication("PAPI", 2023, 1, date(2024, 4, 2), (), "", "0" * 64, "nv1"),
        "result": ProvinceResult(True, 61, 41.3225, 40, "Trung bình thấp", "published"),
        "promises_filled": True,
    }
    return PublicationContext(**{**LETTER, **told, **changes})


EARLY_REPORT = replace(REPORT, due=None)

REQUESTED = an_obligation(kind=SubmissionKind.REPORT, due=None, binding=Binding.REQUESTED)


def moved(*receipts: Receipt) -> DueDateMovedContext:
    corrected = Publication("PAPI", 2023, 2, date(2024, 4, 10), (), "", "0" * 64, "nv1")
    owed = replace(REPORT, due=report_due(PLAN, corrected.published_on))
    how = stands(*receipts, now="2024-04-10 08:00", obligation=owed)
    return DueDateMovedContext(**LETTER, standing=how, publication=corrected)


INSPECTION = Inspection("phuong-2", date(2023, 8, 1), "Tổ kiểm tra của Phòng Nội vụ", "Biểu niêm yết đã cũ.")
ASKED = an_obligation(
    kind=SubmissionKind.REMEDY,
    occasion="kiem-tra-1-1",
    subject="Niêm yết lại biểu công khai",
    due=DueDate(date(2023, 8, 16), "10 ngày làm việc kể từ ngày ghi nhận kiến nghị (02/8/2023)"),
)

LETTER_OF_COMMITTEE: dict[str, Any] = {
    "decided_by": "Ủy ban nhân dân Thành phố",
    "basis": "Công văn số 1234/UBND-NV ngày 30/6/2023",
}
BY_WORD: dict[str, Any] = {
    "decided_by": "Chủ tịch Ủy ban nhân dân Thành phố",
    "basis": "ý kiến chỉ đạo tại cuộc họp giao ban ngày 30/6/2023",
    "paper_owed": True,
}


def extended(obligation: Obligation, *extensions: Extension) -> ExtendedContext:
    how = stands(now="2023-07-03 09:00", obligation=replace(obligation, extensions=extensions))
    return ExtendedContext(**LETTER, standing=how, extension=extensions[-1])


def exempted(obligation: Obligation) -> ExemptedContext:
    exemption = an_exemption(**LETTER_OF_COMMITTEE)
    how = stands(now="2023-07-03 09:00", obligation=replace(obligation, exemption=exemption))
    return ExemptedContext(**LETTER, standing=how, exemption=exemption)


def lifted(obligation: Obligation, until: date | None, **changes: Any) -> LiftedContext:
    how = stands(now="2023-07-03 09:00", obligation=obligation)
    lifting = Lifting(9, BY_WORD["decided_by"], BY_WORD["basis"], 5, until)
    return LiftedContext(**LETTER, standing=how, lifting=lifting, told_on=date(2023, 6, 29), **changes)


CONSOLIDATION_FAILED = Alert(
    Trouble.FAILED,
    "Tổng hợp báo cáo · sa-dec-2023 · 09/4/2024",
    done=("Các kế hoạch đang chạy",),
    undone=("Tổng hợp báo cáo",),
    said="OSError: [Errno 28] No space left on device",
)

MAILS: dict[str, tuple[str, MailContext]] = {
    "alert-of-a-run": (NoticeKind.ALERT, AlertContext(**LETTER, alert=CONSOLIDATION_FAILED)),
    "alert-of-no-round": (NoticeKind.ALERT, AlertContext(**LETTER, alert=Alert(Trouble.NO_ROUND))),
    "draft-score": (NoticeKind.DRAFT_SCORE, DraftScoreContext(**LETTER, until=date(2024, 4, 24))),
    "copy": (NoticeKind.COPY, CopyContext(**LETTER, signed_attached=True)),
    "issue": (NoticeKind.ISSUE, issued()),
    "issue-without-signed-plan": (NoticeKind.ISSUE, issued(signed_attached=False, form_actions=0)),
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
    "receipt-of-form-and-evidence": (
        NoticeKind.RECEIPT,
        receipt(
            files=(a_file(), a_file(Part.SIGNED, "57.pdf"), a_file(Part.EVIDENCE, "bien-ban-quy-3.pdf")),
            standing=stands(FORM, SIGNED),
        ),
    ),
    "receipt-of-evidence-alone": (
        NoticeKind.RECEIPT,
        receipt(standing=stands(), files=(a_file(Part.EVIDENCE, "bien-ban-quy-3.pdf"),), rows=None),
    ),
    "receipt-of-signed-document-beside-a-returned-form": (
        NoticeKind.RECEIPT,
        receipt(
            standing=stands(SIGNED, REFUSED),
            received_at=at("2023-06-29 16:50"),
            files=(a_file(Part.SIGNED, "57.pdf"),),
            rows=None,
            form_returned=True,
        ),
    ),
    "receipt-of-the-same-again": (
        NoticeKind.RECEIPT,
        receipt(standing=stands(FORM, SIGNED), files=(replace(a_file(), repeated=True),), rows=None),
    ),
    "receipt-with-a-waiver": (
        NoticeKind.RECEIPT,
        receipt(
            standing=stands(replace(REFUSED, outcome=Outcome.ACCEPTED_WITH_WAIVER, returned_at=None), SIGNED),
            received_at=at("2023-06-29 16:50"),
            rows=None,
            waiver=Waiver(CheckedForm((), PROBLEMS, 25, 27), "chưa phân công người phụ trách nhiệm vụ 2.3.1"),
        ),
    ),
    "receipt-of-a-typed-form": (
        NoticeKind.RECEIPT,
        receipt(standing=stands(FORM, SIGNED), typed_from="31/KH-UBND"),
    ),
    "receipt-after-the-final-consolidation": (
        NoticeKind.RECEIPT,
        receipt(
            standing=stands(a_receipt("2024-04-11 09:00"), now="2024-04-11 09:10", obligation=REPORT),
            received_at=at("2024-04-11 09:00"),
            draft_attached=True,
            final_on=date(2024, 4, 9),
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
    "returned-while-an-earlier-form-is-used": (
        NoticeKind.RETURNED,
        returned(
            standing=stands(
                FORM,
                a_receipt("2023-07-10 09:00", submission_id=3, outcome=Outcome.REFUSED, returned_at="2023-07-10 09:30"),
                now="2023-07-10 09:30",
            ),
            received_at=at("2023-07-10 09:00"),
            returned_on=date(2023, 7, 10),
        ),
    ),
    "returned-with-evidence-kept": (
        NoticeKind.RETURNED,
        returned(beside=(a_file(Part.EVIDENCE, "bien-ban-1.pdf"), a_file(Part.EVIDENCE, "bien-ban-2.pdf"))),
    ),
    "sent-back": (NoticeKind.SENT_BACK, sent_back()),
    "sent-back-late": (
        NoticeKind.SENT_BACK,
        sent_back(
            standing=stands(
                a_receipt("2023-07-04 09:00", outcome=Outcome.RETURNED, returned_at="2023-07-05 08:00"),
                now="2023-07-05 08:00",
            ),
            received_at=at("2023-07-04 09:00"),
            returned_on=date(2023, 7, 5),
        ),
    ),
    "sent-back-signed-document": (
        NoticeKind.SENT_BACK,
        sent_back(
            standing=stands(FORM, replace(SIGNED, outcome=Outcome.RETURNED)),
            file_name="57.pdf",
            part=Part.SIGNED,
            reason="bản quét thiếu trang 2",
        ),
    ),
    "not-usable": (NoticeKind.NOT_USABLE, not_usable()),
    "not-usable-form-of-another-unit": (
        NoticeKind.NOT_USABLE,
        not_usable(problems=(wrong_unit_problem(a_unit("phuong-4"), LETTER["unit"]),)),
    ),
    "not-usable-before-the-form-is-made": (NoticeKind.NOT_USABLE, not_usable(form_attached=False)),
    "reminder-before": (NoticeKind.REMINDER_BEFORE, reminder("2023-06-28 07:30")),
    "reminder-before-signed-document-missing": (NoticeKind.REMINDER_BEFORE, reminder("2023-06-28 10:30", FORM)),
    "reminder-before-without-form": (NoticeKind.REMINDER_BEFORE, reminder("2023-06-28 07:30", form_attached=False)),
    "reminder-before-an-hour": (
        NoticeKind.REMINDER_BEFORE,
        reminder("2023-06-28 07:30", plan=replace(PLAN, due_time=time(17))),
    ),
    "reminder-on-the-day": (NoticeKind.REMINDER_ON_DAY, reminder("2023-06-30 07:30")),
    "reminder-on-the-day-of-an-hour": (
        NoticeKind.REMINDER_ON_DAY,
        reminder("2023-06-30 07:30", SIGNED, plan=replace(PLAN, due_time=time(17))),
    ),
    "reminder-on-the-working-day-before-a-due-date-that-is-off": (
        NoticeKind.REMINDER_ON_DAY,
        reminder("2023-06-30 07:30", obligation=replace(SUBPLAN, due=DueDate(date(2023, 7, 2), "17 ngày"))),
    ),
    "reminder-after": (NoticeKind.REMINDER_AFTER, reminder("2023-07-03 07:30")),
    "reminder-after-an-extension": (
        NoticeKind.REMINDER_AFTER,
        reminder(
            "2023-07-06 07:30",
            asked_on=date(2023, 7, 11),
            obligation=replace(SUBPLAN, extensions=(an_extension("2023-07-05"),)),
        ),
    ),
    "reminder-of-a-remedy": (
        NoticeKind.REMINDER_AFTER,
        reminder("2023-07-17 07:30", asked_on=date(2023, 7, 20), obligation=REMEDY),
    ),
    "reminder-to-the-head": (NoticeKind.REMINDER_HEAD, reminder("2023-07-04 07:30", **TO_THE_HEAD)),
    "reminder-to-the-head-first": (
        NoticeKind.REMINDER_HEAD,
        reminder("2023-07-18 07:30", asked_on=date(2023, 7, 21), obligation=REMEDY),
    ),
    "reminders-merged": (
        MERGED,
        merged(
            (NoticeKind.REMINDER_AFTER, reminder("2023-07-07 07:30", asked_on=date(2023, 7, 12), form_attached=False)),
            (NoticeKind.REMINDER_BEFORE, reminder("2023-07-07 07:30", obligation=REMEDY, form_attached=False)),
        ),
    ),
    "reminders-merged-to-the-head": (
        MERGED,
        merged(
            (NoticeKind.REMINDER_HEAD, reminder("2023-07-04 07:30", **TO_THE_HEAD, form_attached=False)),
            (
                NoticeKind.REMINDER_ON_DAY,
                reminder(
                    "2023-07-04 07:30",
                    obligation=replace(REPORT, due=DueDate(date(2023, 7, 4), "05 ngày")),
                    form_attached=True,
                ),
            ),
        ),
    ),
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
    "due-date-moved": (NoticeKind.DUE_DATE_MOVED, moved()),
    "due-date-moved-after-the-form": (NoticeKind.DUE_DATE_MOVED, moved(a_receipt("2024-04-09 10:00"))),
    "amended": (NoticeKind.AMENDED, amended()),
    "amended-terms-alone": (
        NoticeKind.AMENDED,
        amended(lines=("Thời hạn gửi kế hoạch: 15 ngày → 20 ngày",), form_files=()),
    ),
    "amended-released": (NoticeKind.AMENDED, amended(lines=(), owed=(), form_files=(), released=True)),
    "extended": (NoticeKind.EXTENDED, extended(SUBPLAN, an_extension("2023-07-05", **LETTER_OF_COMMITTEE))),
    "extended-again-by-word": (
        NoticeKind.EXTENDED,
        extended(SUBPLAN, an_extension("2023-07-05", entry=2), an_extension("2023-07-10", entry=3, **BY_WORD)),
    ),
    "extended-remedy": (NoticeKind.EXTENDED, extended(REMEDY, an_extension("2023-07-21", **LETTER_OF_COMMITTEE))),
    "exempted": (NoticeKind.EXEMPTED, exempted(SUBPLAN)),
    "lifted-extension": (NoticeKind.LIFTED, lifted(SUBPLAN, date(2023, 7, 5))),
    "lifted-exemption": (NoticeKind.LIFTED, lifted(REPORT, None, form_attached=True)),
    "lifted-exemption-before-the-publication": (NoticeKind.LIFTED, lifted(EARLY_REPORT, None)),
    "digest": (NoticeKind.DIGEST, a_busy_morning()),
    "digest-of-a-day-without-work": (
        NoticeKind.DIGEST,
        told_to_officers(PlanFacts(PLAN, ISSUE, (an_obligation(),)), "2023-06-20 08:00", journal=(2, "cd" * 32)),
    ),
    "preview": (NoticeKind.PREVIEW, previewed(REMINDED, OPENED)),
    "preview-of-nothing": (NoticeKind.PREVIEW, previewed()),
    "own-form": (
        NoticeKind.OWN_FORM,
        OwnFormContext(**LETTER, form_kind=SubmissionKind.SUBPLAN, form_actions=4),
    ),
    "request": (
        NoticeKind.REQUEST,
        RequestContext(**LETTER, actions=(an_action("6.4.1"),), consolidated_on=date(2024, 4, 9)),
    ),
    "receipt-of-what-was-requested": (
        NoticeKind.RECEIPT,
        receipt(standing=stands(FORM, obligation=REQUESTED)),
    ),
    "returned-of-what-was-requested": (
        NoticeKind.RETURNED,
        returned(standing=stands(REFUSED, obligation=REQUESTED)),
    ),
    "inspected": (NoticeKind.INSPECTED, InspectedContext(**LETTER, inspection=INSPECTION, remedies=(ASKED,))),
    "inspected-with-nothing-to-mend": (
        NoticeKind.INSPECTED,
        InspectedContext(**LETTER, inspection=INSPECTION, remedies=()),
    ),
    "receipt-of-what-remedied": (
        NoticeKind.RECEIPT,
        receipt(standing=stands(SIGNED, obligation=ASKED), files=(a_file(Part.SIGNED, "bao-cao.pdf"),), rows=None),
    ),
    "answer": (
        NoticeKind.ANSWER,
        AnswerContext(
            **LETTER,
            difficulty=Difficulty("phuong-2", "8.2.1", "Khóm 3 chưa có đường truyền.", proposal="Lắp wifi.", id=3),
            answer=Answer("Đã giao Phòng Văn hóa lắp đặt trong tháng 9.", "UBND Thành phố", "Công văn số 99/UBND-NV"),
        ),
    ),
    "answer-to-a-general-difficulty": (
        NoticeKind.ANSWER,
        AnswerContext(
            **LETTER,
            difficulty=Difficulty("phuong-2", "", "Thiếu kinh phí tuyên truyền.", id=4),
            answer=Answer("Sẽ bố trí trong dự toán năm 2024.", "Phòng Tài chính - Kế hoạch", ""),
        ),
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
    assert {kind for kind, _ in MAILS.values()} == {*NoticeKind, MERGED}


@pytest.mark.parametrize("name", MAILS)
def test_every_mail_keeps_the_rules_of_the_house(name: str) -> None:
    mail = render_mail(*MAILS[name])
    assert mail.subject.startswith("[PAPI 2023] ")
    assert "\n" not in mail.subject
    assert re.match(r"Kính gửi: ((Chủ tịch )?Ủy ban nhân dân Phường 2|Trần Văn B, chuyên viên .*)\n\n", mail.text)
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


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (form_guard.PASSWORD, "tệp có mật khẩu"),
        (form_guard.OLD_XLS, "tệp dạng .xls cũ, đề nghị lưu lại dạng .xlsx"),
        (form_guard.BROKEN, "tệp trống hoặc bị lỗi khi gửi"),
        (
            form_guard.TOO_MANY_ROWS,
            "tệp quá lớn do nhiều dòng trống được định dạng, đề nghị xóa định dạng các dòng trống",
        ),
        (form_guard.PICTURE, "ảnh chụp, chưa có Biểu"),
    ],
)
def test_what_a_file_is_stands_in_the_mail_that_asks_for_another(problem: Problem, reason: str) -> None:
    told = not_usable(problems=(problem,))
    assert f"nhưng chưa có tệp sử dụng được ({reason}). Đề nghị" in render_mail(NoticeKind.NOT_USABLE, told).text


def test_last_years_form_is_named_in_a_sentence() -> None:
    raw = RawForm("", "PAPI2022-PHUONG-2-KH-v1", {})
    told = not_usable(problems=(wrong_form_problem("bao cao 2022.xlsx", raw, PLAN),))
    sentence = 'Tệp "bao cao 2022.xlsx" là biểu của Kế hoạch năm 2022. Đề nghị dùng biểu năm 2023 gửi kèm thư này.'
    assert f"nhưng chưa có tệp sử dụng được. {sentence}" in render_mail(NoticeKind.NOT_USABLE, told).text


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


EXTENDED = replace(SUBPLAN, extensions=(an_extension("2023-07-05", basis="giao ban"),))
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
        (stands(SIGNED, MENDED, now="2023-07-04 16:00"), "đúng hạn (theo văn bản nhận ngày 29/6/2023, hạn 30/6/2023)"),
        (
            stands(SIGNED, replace(REFUSED, submission_id=4), MENDED, now="2023-07-04 16:00"),
            "đúng hạn (theo văn bản nhận ngày 29/6/2023, hạn 30/6/2023)",
        ),
        (
            standing(
                SUBPLAN,
                [
                    replace(SIGNED, received_at=at("2023-06-30 10:00")),
                    replace(FORM, received_at=at("2023-06-30 18:00")),
                ],
                at("2023-06-30 19:00"),
                Timing(due_time=time(17)),
            ),
            "đúng hạn (theo văn bản nhận ngày 30/6/2023, hạn 30/6/2023)",
        ),
        (stands(FORM, MENDED, now="2023-07-04 16:00"), "đúng hạn (theo Biểu nhận ngày 28/6/2023, hạn 30/6/2023)"),
        (stands(REFUSED, a_receipt("2023-06-30 09:00", submission_id=3, version=2)), "đúng hạn (hạn 30/6/2023)"),
        (stands(a_receipt("2023-07-04 09:00"), now="2023-07-04 10:00"), "chậm 02 ngày làm việc (hạn 30/6/2023)"),
        (stands(obligation=replace(SUBPLAN, exemption=an_exemption())), "được miễn"),
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
        "Thời hạn: văn bản của đơn vị đã nhận trong thời hạn (hạn 30/6/2023) nên hồ sơ vẫn được ghi nhận đúng hạn; đề "
        "nghị gửi bản hoàn thiện của Biểu chậm nhất hết ngày 06/7/2023 để tổng hợp số liệu."
    ) in render_mail(NoticeKind.RETURNED, context).text


def test_a_receipt_asks_for_nothing_by_a_day_that_is_over() -> None:
    assert "chậm nhất hết ngày" not in render_mail(*MAILS["receipt-late"]).text
    assert "chậm nhất hết ngày" not in render_mail(*MAILS["receipt-of-early-report"]).text


def test_an_exempted_unit_is_not_told_that_all_is_complete() -> None:
    context = receipt(standing=stands(FORM, obligation=replace(SUBPLAN, exemption=an_exemption())))
    assert "đã đầy đủ" not in render_mail(NoticeKind.RECEIPT, context).text


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 KB"), (999, "1 KB"), (48_211, "48 KB"), (999_400, "999 KB"), (999_600, "1,0 MB"), (1_240_000, "1,2 MB")],
)
def test_a_size_is_told_in_round_figures(size: int, words: str) -> None:
    assert replace(a_file(), size=size).size_words == words
