"""What officers get in the morning, what is drafted for them to sign, and the workbook that everybody looks into."""

from datetime import date
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from tests.flows.offices import PLAN as EXAMPLE
from tests.flows.offices import Office
from tests.flows.plan_folders import folder_of_units
from tests.flows.test_chasing import text
from tests.sheets import rows_of

PLAN = "plan-of-2"
OFFICERS = ("nv1", "nv2")


@pytest.fixture
def running(office: Office) -> Office:
    """A plan of two units; the first never sends, the second did in time."""
    office.issue(folder_of_units(office.home, 2))
    office.send("xa-2", plan=PLAN, received_at="2023-06-28T10:00")
    office.advance("2023-06-28 11:00", PLAN)
    return office


def digest(office: Office, now: str) -> list[str]:
    """The digests that this run brings, as text."""
    before = [len(office.mails_to(officer)) for officer in OFFICERS]
    office.run("daily_digest", now, plan=PLAN)
    return [text(m) for officer, n in zip(OFFICERS, before, strict=True) for m in office.mails_to(officer)[n:]]


def words(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])


def test_every_officer_gets_one_digest_a_working_day_and_none_on_a_day_off(running: Office) -> None:
    assert digest(running, "2023-07-01 08:00") == []
    assert len(digest(running, "2023-07-03 08:00")) == len(OFFICERS)
    before = running.digest()
    assert digest(running, "2023-07-03 08:00") == []
    assert running.digest() == before


def test_the_digest_says_whom_to_call_what_was_sent_and_what_to_paste_into_the_group(running: Office) -> None:
    running.advance("2023-06-30 07:30", PLAN)
    running.advance("2023-07-03 07:30", PLAN)
    said = digest(running, "2023-07-03 08:00")[0]
    assert "Giai đoạn: Chờ công bố Chỉ số. Kế hoạch thực hiện (đã hết hạn 30/6/2023): đã gửi 01/02 (50,0%)." in said
    assert (
        "1. UBND xã Số 1: chưa gửi kế hoạch thực hiện, quá hạn 01 ngày làm việc; nhắc 28/6, 30/6, 03/7. 0277 000 0201."
        in said
    )
    assert "IV. HỆ THỐNG ĐÃ GỬI: 01 thư đôn đốc quá hạn." in said
    assert (
        "Kính gửi các anh, chị đầu mối PAPI 2023: đến 08g00 ngày 03/7, Phòng Nội vụ Thành phố đã nhận kế hoạch của "
        "01/02 đơn vị. Còn: UBND xã Số 1. Nhờ các anh, chị gửi giúp trong hôm nay" in said
    )
    assert "Nhật ký: " in said


def test_a_held_plan_sends_no_digest(running: Office) -> None:
    running.run("hold_plan", "2023-06-29 09:00", plan=PLAN, actor="nv1", reason="rà soát")
    assert digest(running, "2023-07-03 08:00") == []


def test_an_address_that_the_server_refuses_is_named_the_same_day(running: Office) -> None:
    digest(running, "2023-06-29 08:00")
    running.smtp.refused["xa-1@sadec.example"] = "550 5.1.1 no such mailbox"
    before = len(running.mails_to("nv1"))
    running.advance("2023-06-29 09:00", PLAN)
    (told,) = [text(mail) for mail in running.mails_to("nv1")[before:]]
    assert "Thư lỗi: UBND xã Số 1, xa-1@sadec.example: không gửi được" in told
    assert "no such mailbox" in told


def test_an_address_refused_on_the_day_of_issue_is_named_that_day_though_no_digest_was_due(office: Office) -> None:
    office.smtp.refused["xa-1@sadec.example"] = "550 5.1.1 no such mailbox"
    office.issue(folder_of_units(office.home, 2))
    told = [text(mail) for officer in OFFICERS for mail in office.mails_to(officer)]
    assert len(told) == len(OFFICERS)
    assert all("Thư lỗi: UBND xã Số 1, xa-1@sadec.example: không gửi được" in each for each in told)
    assert len(digest(office, "2023-06-16 08:00")) == len(OFFICERS)


def test_letters_are_drafted_once_on_the_day_that_the_policy_names_and_nothing_of_them_is_sent(running: Office) -> None:
    tree = running.home / "plans" / PLAN
    running.advance("2023-07-04 07:30", PLAN)
    assert not (tree / "drafts").exists()
    running.advance("2023-07-05 07:30", PLAN)
    committee = words(tree / "drafts" / "2023-07-05-subplan" / "cong-van-don-doc-ubnd.docx")
    office = words(tree / "drafts" / "2023-07-05-subplan" / "cong-van-don-doc-phong.docx")
    note = words(tree / "notes" / "2023-07-05-subplan-bao-cao-nhanh.docx")
    assert "/UBND-NV" in committee
    assert "CV" not in committee
    assert "yêu cầu:" in committee
    assert "Chủ tịch Ủy ban nhân dân xã Số 1" in committee
    assert "chậm nhất hết ngày 10 tháng 7 năm 2023" in committee
    assert "/PNV" in office
    assert "đề nghị Chủ tịch Ủy ban nhân dân xã Số 1 quan tâm chỉ đạo" in office
    assert "yêu cầu" not in office.lower()
    assert "1. Đã gửi: 01/02 (50,0%); đúng hạn 01, gửi chậm 00." in note
    assert "3. Đã thực hiện: nhắc qua thư 02 lượt; điện thoại 00 lượt; chưa có công văn." in note
    before = running.digest()
    running.advance("2023-07-05 07:30", PLAN)
    assert running.digest() == before
    assert "I. CẦN TRÌNH KÝ, LẤY SỐ" in digest(running, "2023-07-05 08:00")[0]


def test_a_letter_that_got_its_number_is_asked_for_no_more_and_counted(running: Office) -> None:
    running.advance("2023-07-05 07:30", PLAN)
    running.run(
        "record_document",
        "2023-07-06 10:00",
        plan=PLAN,
        about="drafts/2023-07-05-subplan/cong-van-don-doc-ubnd.docx",
        number="45/UBND-NV",
        signed_on=date(2023, 7, 6),
        signer="",
        file="",
        actor="nv1",
    )
    assert "CẦN TRÌNH KÝ" not in digest(running, "2023-07-07 08:00")[0]


def test_the_tracking_workbook_says_what_the_command_says(running: Office) -> None:
    running.advance("2023-07-03 07:30", PLAN)
    book = load_workbook(running.home / "plans" / PLAN / "tracking" / "so-theo-doi.xlsx")
    told = {row["Đơn vị"]: row for row in rows_of(book, "Kế hoạch")}
    status = {o["name"]: o for o in running.status("2023-07-03 07:30", PLAN)["obligations"] if o["kind"] == "subplan"}
    assert told.keys() == status.keys()
    assert [told[name]["Trạng thái"].split(";")[0] for name in sorted(told)] == ["Quá hạn, chưa gửi", "Đúng hạn"]
    assert [o["status"] for _, o in sorted(status.items())] == ["overdue", "on_time"]
    assert told["Ủy ban nhân dân xã Số 1"]["Lần nhắc gần nhất"].date() == date(2023, 7, 3)
    totals = [[cell.value for cell in row] for row in book["Tổng số"].iter_rows()]
    assert ["Kế hoạch thực hiện", 2, 1, 1, 0, 1, 0, 1] in totals


def test_the_example_has_a_tracking_workbook_from_the_day_of_issue(office: Office) -> None:
    office.issue()
    book = load_workbook(office.home / "plans" / EXAMPLE / "tracking" / "so-theo-doi.xlsx")
    assert ["Kế hoạch thực hiện", 20, 0, 0, 0, 20, 0, 0] in [[c.value for c in r] for r in book["Tổng số"].iter_rows()]
