"""A year's first month as units and officers live it with nothing but a mailbox: real SMTP, real IMAP, real forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage, Message
from email.utils import format_datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from deployments.demo.filling import fill_form
from deployments.demo.mailbox_server import MailboxServer
from papiplan.documents.forms.form_styles import Paint
from papiplan.domain.forms import IDENTITY_SHEET
from tests.factories import at
from tests.flows.offices import PLAN, Office
from tests.smtp_server import ReceivedMail

OFFICER = "nv1@sadec.example"
PDF = b"%PDF-1.4\n% stands for a scan\n%%EOF\n"
MISTAKES: dict[str, object] = {
    "2.3.1.starts_on": "31/6/2023",
    "2.3.1.person": None,
    "2.3.1.rhythm": "cả năm",
    "2.3.1.target_number": "khoảng 10",
    "2.3.1.measures": "Có làm",
}
"""Five of five kinds: no such day, an empty cell, a word that is not on the list, words for a number, too short."""


@dataclass(frozen=True)
class Post:
    """Who writes to the office by mail, and what the office answers."""

    office: Office
    server: MailboxServer

    def write(self, sender: str, when: str, subject: str, files: Mapping[str, bytes], answers: str = "") -> None:
        """Put a mail into the office's mailbox as its server does, at an instant."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, OFFICER, subject
        name = f"{at(when):%Y%m%d%H%M}.{sender.partition('@')[0]}"
        mail["Date"], mail["Message-ID"] = format_datetime(at(when)), f"<{name}@thu.example>"
        if answers:
            mail["In-Reply-To"] = answers
        mail.set_content("Gửi kèm hồ sơ của đơn vị.\n")
        for name, content in files.items():
            sort = ("application", "pdf") if name.endswith(".pdf") else ("application", "octet-stream")
            mail.add_attachment(content, maintype=sort[0], subtype=sort[1], filename=name)
        received = Message()
        received["Received"] = f"from a by b; {format_datetime(at(when))}"
        self.server.append(received.as_bytes().rstrip(b"\n") + b"\n" + mail.as_bytes(), at(when))

    def reply(self, mail: ReceivedMail, when: str, files: Mapping[str, bytes]) -> None:
        asked = mail.message
        self.write(mail.recipients[0], when, f"Re: {asked['Subject']}", files, asked["Message-ID"])

    def last_to(self, address: str) -> ReceivedMail:
        return [mail for mail in self.office.smtp.mails if address in mail.recipients][-1]

    def fetch(self, when: str) -> None:
        assert self.office.run("fetch_mailbox", when).name == "Completed"


@pytest.fixture
def post(office: Office, mailbox: MailboxServer) -> Post:
    office.issue()
    return Post(office, mailbox)


def form_in(mail: ReceivedMail) -> tuple[str, bytes]:
    ((name, content),) = [(n, c) for n, c in mail.attachments.items() if n.endswith(".xlsx")]
    return name, content


def orange_cells(content: bytes) -> dict[str, str]:
    """The cells of the main sheet that are to be mended, with their comments."""
    sheet = load_workbook(BytesIO(content))["Kế hoạch"]
    orange = "FF" + Paint.TO_MEND.value.lstrip("#")
    return {
        cell.coordinate: cell.comment.text if cell.comment else ""
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == orange
    }


def without_identity(content: bytes) -> bytes:
    """What a program leaves that knows no hidden sheets, after a clerk has cleared the codes as well."""
    workbook = load_workbook(BytesIO(content))
    del workbook[IDENTITY_SHEET]
    for sheet in workbook:
        sheet["B2"] = None
    for name in [prop.name for prop in workbook.custom_doc_props.props]:
        del workbook.custom_doc_props[name]
    kept = BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def test_a_clerk_fills_errs_mends_signs_and_sends_it_all_again(post: Post) -> None:
    office, clerk = post.office, "phuong-2@sadec.example"
    name, empty = form_in(post.last_to(clerk))
    assert name == "PAPI2023_PHUONG-2_KE-HOACH_v1.xlsx"

    unsigned: dict[str, object] = {"info.doc_symbol": "chưa có số", "info.doc_date": None}
    faulty = fill_form(empty, changes=unsigned | MISTAKES)
    post.reply(post.last_to(clerk), "2023-06-29 16:50", {name: faulty})
    post.fetch("2023-06-29 17:00")
    returned = post.last_to(clerk)
    assert "Đề nghị hoàn thiện" in returned.message["Subject"]
    assert "(05 nội dung)" in returned.message["Subject"]
    assert "26/27 nhiệm vụ đã hợp lệ" in returned.text
    _, marked = form_in(returned)
    assert len(orange_cells(marked)) == 5
    assert all(orange_cells(marked).values())
    assert "31/6/2023" in returned.text
    assert "khoảng 10" in returned.text

    post.reply(returned, "2023-06-29 17:20", {name: faulty})
    post.fetch("2023-06-29 17:30")
    assert "chưa thay đổi" in post.last_to(clerk).text

    mended = fill_form(marked, changes=unsigned)
    post.reply(returned, "2023-07-03 15:40", {name: mended})
    post.fetch("2023-07-03 15:45")
    receipt = post.last_to(clerk)
    assert "hợp lệ, 27/27" in receipt.text
    assert "đúng hạn (hoàn thiện trong thời gian được trả lại)" in receipt.text
    assert "Còn thiếu: văn bản của đơn vị đã ký" in receipt.text
    ((draft_name, draft),) = [(n, c) for n, c in receipt.attachments.items() if n.endswith(".docx")]
    assert "PHUONG-2" in draft_name
    words = "\n".join(paragraph.text for paragraph in Document(BytesIO(draft)).paragraphs)
    assert "KẾ HOẠCH" in words

    post.reply(receipt, "2023-07-05 09:00", {"57-KH-UBND.pdf": PDF})
    post.fetch("2023-07-05 09:15")
    assert "Hồ sơ của đơn vị đã đầy đủ" in post.last_to(clerk).text
    duty = office.obligation("phuong-2", "2023-07-05")
    assert (duty["status"], duty["missing"], duty["usable"]) == ("on_time", None, True)
    assert duty["received_at"] == "2023-06-29T16:50:00+07:00"

    post.reply(receipt, "2023-07-05 10:00", {"57-KH-UBND.pdf": PDF, name: mended})
    post.fetch("2023-07-05 10:15")
    again = office.obligation("phuong-2", "2023-07-05")
    assert again == duty
    assert post.server.messages("INBOX") == []
    assert len(post.server.messages("Đã xử lý")) == 5


def test_an_officer_forwards_a_zalo_file_assigns_a_stranger_s_and_types_a_paper_in(post: Post, tmp_path: Path) -> None:
    office = post.office
    _, of_phuong_3 = form_in(post.last_to("phuong-3@sadec.example"))
    _, of_phuong_4 = form_in(post.last_to("phuong-4@sadec.example"))
    _, of_tan_quy_tay = form_in(post.last_to("xa-tan-quy-tay@sadec.example"))

    subject = "Fwd: NHAP HO P3 28/6/2023 15:30 812"
    post.write(OFFICER, "2023-06-29 08:00", subject, {"bieu p3.xlsx": fill_form(of_phuong_3)})
    stranger = {"Book1.xlsx": without_identity(fill_form(of_phuong_4))}
    post.write("khoa.nv@thu-rieng.example", "2023-06-29 20:14", "gui ke hoach", stranger)
    post.fetch("2023-06-30 07:15")
    forwarded = office.obligation("phuong-3", "2023-06-30 08:00")
    assert (forwarded["usable"], forwarded["received_at"]) == (True, "2023-06-28T15:30:00+07:00")
    assert office.obligation("phuong-4", "2023-06-30 08:00")["usable"] is False
    assert not [mail for mail in office.smtp.mails if "khoa.nv@thu-rieng.example" in mail.recipients]
    assert len(post.server.messages("Cần xem")) == 1

    (unassigned,) = office.unassigned()
    stated = {"plan": PLAN, "submission": unassigned.id, "unit": "phường 4", "actor": "nv1", "reason": "đã gọi hỏi"}
    assert office.run("assign_submission", "2023-07-03 08:00", **stated).name == "Completed"
    assigned = office.obligation("phuong-4", "2023-07-03 09:00")
    assert (assigned["usable"], assigned["status"]) == (True, "on_time")
    assert assigned["received_at"] == "2023-06-29T20:14:00+07:00"
    assert "hợp lệ" in post.last_to("phuong-4@sadec.example").text

    entry = {"plan": PLAN, "unit": "xã Tân Quy Tây", "actor": "nv1"}
    paper = {"files": [], "at": _naive("2023-06-29 15:00"), "channel": "paper", "registry_no": "812"}
    document = {"doc_symbol": "31/KH-UBND", "doc_date": date(2023, 6, 29), "signer": "Trần Văn D", "kind": "subplan"}
    office.run("receive", "2023-06-29 16:00", **entry, **paper, **document)
    typed = tmp_path / "nhap ho.xlsx"
    changes: dict[str, object] = {"info.doc_symbol": "31/KH-UBND", "info.doc_date": date(2023, 6, 29)}
    typed.write_bytes(fill_form(of_tan_quy_tay, changes=changes))
    office.run("type_in", "2023-07-03 10:00", **entry, file=str(typed), doc_symbol="31/KH-UBND")
    by_paper = office.obligation("xa-tan-quy-tay", "2023-07-03 11:00")
    assert (by_paper["status"], by_paper["missing"], by_paper["usable"]) == ("on_time", None, True)
    assert by_paper["received_at"] == "2023-06-29T15:00:00+07:00"
    told = post.last_to("xa-tan-quy-tay@sadec.example").text
    assert "đã nhập hộ Biểu đăng ký nhiệm vụ theo văn bản số 31/KH-UBND" in " ".join(told.split())


def _naive(text: str) -> datetime:
    """As Prefect's form gives an instant: without a zone, meant in Viet Nam."""
    return at(text).replace(tzinfo=None)
