"""Inspections, supervision, difficulties, calls as the office enters them: recorded once, told once, in the report."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import docx

from tests.flows.offices import PLAN, Ended, Office
from tests.smtp_server import ReceivedMail

PDF = b"%PDF-1.4 signed"


def enter(office: Office, flow: str, now: str, **stated: Any) -> Ended:
    return office.run(flow, now, **{"plan": PLAN, "actor": "nv1", **stated})


def inspect(office: Office, now: str = "2023-08-02 10:00", **changes: Any) -> Ended:
    stated = {
        "unit": "Phường 2",
        "on": date(2023, 8, 1),
        "inspector": "Tổ kiểm tra của Phòng Nội vụ",
        "findings": "Biểu niêm yết\nđã cũ",
        "remedies": "10 | Niêm yết lại biểu công khai\n31/8/2023 | Họp dân khóm 3",
    }
    return enter(office, "record_inspection", now, **{**stated, **changes})


def remedies(office: Office, now: str) -> list[tuple[str, str, str]]:
    """Occasion, due date and status of each remedy."""
    owed = office.status(now)["obligations"]
    return [(o["occasion"], o["due_on"], o["status"]) for o in owed if o["kind"] == "remedy"]


def plain(mail: ReceivedMail) -> str:
    body = mail.message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def report_of(office: Office, revision: int) -> str:
    path = office.home / "plans" / PLAN / "consolidated" / str(revision) / "bao-cao.docx"
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(path.read_bytes())).paragraphs)


def test_an_inspection_is_told_once_and_what_it_asks_to_mend_is_owed(office: Office) -> None:
    office.issue()
    before = len(office.mails_to("phuong-2"))
    first = inspect(office)
    once = office.digest()
    assert inspect(office, "2023-08-04 09:00").result.entry == first.result.entry
    assert office.digest() == once
    (mail,) = office.mails_to("phuong-2")[before:]
    assert str(mail.message["Subject"]).endswith("Kết quả kiểm tra ngày 01/8/2023: 02 kiến nghị cần khắc phục")
    assert "\nBiểu niêm yết đã cũ\n" in plain(mail)
    assert "Chậm nhất hết ngày 16/8/2023 (thứ Tư): 10 ngày làm việc kể từ ngày ghi nhận kiến nghị" in plain(mail)
    assert remedies(office, "2023-08-01") == []
    assert remedies(office, "2023-08-02") == [
        ("kiem-tra-1-1", "2023-08-16", "open"),
        ("kiem-tra-1-2", "2023-08-31", "open"),
    ]
    office.advance("2023-08-15 07:30")
    assert "Báo cáo khắc phục sau kiểm tra (hạn 16/8/2023)" in str(office.mails_to("phuong-2")[-1].message["Subject"])


def test_a_remedy_is_met_by_the_units_answer_or_by_what_an_officer_saw_and_is_judged(office: Office) -> None:
    office.issue()
    inspect(office, remedies="10 | Niêm yết lại biểu\n20 | Họp dân\n25 | Sửa bảng giá\n30 | Đăng tin")
    office.put("khac-phuc.pdf", PDF, unit="phuong-2", kind="remedy", received_at="2023-08-10 09:00")
    # A remedy has no form: a table that the unit made of it is its answer too.
    office.put("bang.xlsx", b"PK no form of ours xl/", unit="P2", remedy="1-2", received_at="2023-09-04 09:00")
    office.advance("2023-09-05 08:00")
    receipts = [plain(m) for m in office.mails_to("phuong-2") if "Đã nhận Báo cáo khắc phục" in m.message["Subject"]]
    assert sorted(re.findall("mã (kiem-tra.*)\\)", "".join(receipts))) == ["kiem-tra-1-1", "kiem-tra-1-2"]
    confirmed = {"unit": "P2", "remedy": "kiem-tra-1-3", "on": date(2023, 9, 6), "reason": "Đã xem tại chỗ"}
    enter(office, "close_remedy", "2023-09-20 08:00", **confirmed)
    once = office.digest()
    assert not enter(office, "close_remedy", "2023-09-21 08:00", **confirmed).result.new
    assert enter(office, "close_remedy", "2023-09-21 08:00", **{**confirmed, "on": date(2023, 9, 7)}).refused
    assert office.digest() == once
    assert [status for _, _, status in remedies(office, "2023-09-19")] == ["on_time", "late", "overdue", "overdue"]
    assert [status for _, _, status in remedies(office, "2023-09-20")] == ["on_time", "late", "on_time", "overdue"]
    assert not office.obligation("phuong-2", "2023-09-20")["received_at"]
    office.publish()
    enter(office, "consolidate", "2024-04-12 09:00", final=True)
    office.run("evaluate", "2024-04-12 10:00", plan=PLAN)
    units = {unit["unit"]: unit["parts"] for unit in office.status("2024-04-12")["evaluation"]["units"]}
    assert (units["phuong-2"]["remedies"]["earned"], units["phuong-2"]["remedies"]["max"]) == (6.25, 10)
    assert units["phuong-1"]["remedies"]["max"] == 0
    assert (
        "Đã kiểm tra 01 cuộc tại 01 cơ quan, đơn vị; 04 kiến nghị, trong đó 03 đã khắc phục (01 chậm), "
        "01 quá hạn chưa khắc phục."
    ) in report_of(office, 1)


RAISED = {"difficulty.difficulty": "Khóm 3 chưa có đường truyền", "difficulty.proposal": "Hỗ trợ lắp wifi"}


def test_difficulties_from_forms_and_by_hand_are_answered_by_mail_and_told_in_the_report(office: Office) -> None:
    office.issue()
    office.send("phuong-2", changes=RAISED)
    office.advance("2023-06-28 09:00")
    by_hand = {"unit": "P3", "difficulty": "Thiếu  kinh phí", "addressed_to": "Phòng Tài chính - Kế hoạch"}
    enter(office, "record_difficulty", "2023-06-28 10:00", **by_hand)
    # The same words in a newer form, or entered again, are the same difficulty.
    office.send("phuong-2", changes={**RAISED, "info.signer": "Người Ký Khác"})
    office.advance("2023-06-29 09:00")
    assert not enter(office, "record_difficulty", "2023-06-29 10:00", **by_hand).result.new
    waiting = office.board("kho-khan")
    assert [line.split(" | ")[0] for line in waiting.splitlines() if "UBND" in line] == ["| 1", "| 2"]
    answer = {"difficulty": 1, "answer": "Đã lắp wifi.", "answered_by": "Phòng Văn hóa và Thông tin"}
    enter(office, "answer_difficulty", "2023-06-30 09:00", **answer)
    mail = office.mails_to("phuong-2")[-1]
    assert str(mail.message["Subject"]).startswith("[PAPI 2023] Trả lời khó khăn, vướng mắc số 1 của")
    assert "Trả lời của Phòng Văn hóa và Thông tin: Đã lắp wifi." in plain(mail)
    once, mails = office.digest(), len(office.smtp.mails)
    assert not enter(office, "answer_difficulty", "2023-06-30 10:00", **answer).result.new
    assert enter(office, "answer_difficulty", "2023-06-30 10:00", **{**answer, "answer": "Chưa"}).refused
    assert (office.digest(), len(office.smtp.mails)) == (once, mails)
    assert "Khóm 3" not in office.board("kho-khan")
    office.publish()
    enter(office, "consolidate", "2024-04-09 09:00")
    said = report_of(office, 1)
    assert "Có 02 khó khăn, vướng mắc, kiến nghị của 02 cơ quan, đơn vị" in said
    assert "đã trả lời 01, chưa trả lời 01" in said
    told = "Trả lời: Phòng Văn hóa và Thông tin, ngày 30/6/2023: Đã lắp wifi."
    assert f"- Số 1, UBND Phường 2: Khóm 3 chưa có đường truyền. {told}" in said


ENTRIES: dict[str, dict[str, Any]] = {
    "record_inspection": {"unit": "P2", "on": date(2023, 8, 1), "inspector": "Tổ", "findings": "Tốt"},
    "record_supervision": {"organisation": "mttq", "on": date(2023, 8, 1), "content": "Đề nghị công khai sớm."},
    "record_call": {"unit": "P2", "at": "2023-08-02T09:00:00", "person": "Chị E", "content": "Hẹn gửi ngày mai"},
    "record_difficulty": {"unit": "P2", "difficulty": "Thiếu kinh phí"},
    "answer_difficulty": {"difficulty": 1, "answer": "Đã bố trí", "answered_by": "UBND Thành phố"},
    "close_remedy": {"unit": "P2", "remedy": "1-1", "on": date(2023, 8, 2), "reason": "Đã xem"},
}


def test_every_entry_is_an_officers_and_the_same_entry_again_changes_nothing(office: Office) -> None:
    office.issue()
    inspect(office, "2023-08-02 08:30")
    for flow, stated in ENTRIES.items():
        nobody = enter(office, flow, "2023-08-02 10:00", **stated, actor="ai")
        assert nobody.refused, flow
        assert '"ai" không có trong danh sách cán bộ' in nobody.message
        recorded = enter(office, flow, "2023-08-02 10:00", **stated).result
        once, mails = office.digest(), len(office.smtp.mails)
        again = enter(office, flow, "2023-08-02 11:00", **stated).result
        assert (recorded.new, again.new) == (True, False), flow
        assert (recorded.number, recorded.entry) == (again.number, again.entry)
        assert (office.digest(), len(office.smtp.mails)) == (once, mails), flow
