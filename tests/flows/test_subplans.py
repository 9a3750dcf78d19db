"""The sub-plans are consolidated: a report and a workbook, a new version where a promise moved, a number for it."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from tests.flows.offices import Office
from tests.flows.plan_folders import folder_of_units
from tests.sheets import rows_of

PLAN = "plan-of-2"


@pytest.fixture
def sent(office: Office) -> Office:
    """A plan of two communes of which one has sent."""
    office.issue(folder_of_units(office.home, 2))
    office.send("xa-1", plan=PLAN, received_at="2023-06-28T10:00")
    office.advance("2023-06-28 16:00", PLAN)
    return office


def consolidated(office: Office, now: str) -> None:
    assert office.run("consolidate_subplans", now, plan=PLAN).name == "Completed"


def folder(office: Office, version: int) -> Path:
    return office.home / "plans" / PLAN / "subplans" / str(version)


def words_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(path.read_bytes())).paragraphs)


def test_a_new_version_is_made_only_when_a_promise_moved(sent: Office) -> None:
    consolidated(sent, "2023-07-03 09:00")
    told = words_of(folder(sent, 1) / "tong-hop-ke-hoach.docx")
    assert "Có 01/02 cơ quan, đơn vị gửi kế hoạch thực hiện, đạt 50,0%" in told
    once = sent.digest()
    consolidated(sent, "2023-08-10 09:00")
    assert sent.digest() == once, "another month is no other fact"
    sent.send("xa-2", plan=PLAN, received_at="2023-08-11T10:00")
    sent.advance("2023-08-11 16:00", PLAN)
    consolidated(sent, "2023-08-12 09:00")
    assert "01 đơn vị gửi chậm" in words_of(folder(sent, 2) / "tong-hop-ke-hoach.docx")
    promised = rows_of(load_workbook(folder(sent, 2) / "dang-ky.xlsx"), "Việc đăng ký")
    assert {row["Đơn vị"] for row in promised} == {"UBND xã Số 1", "UBND xã Số 2"}


def test_the_front_page_leads_to_every_board_that_there_is(sent: Office) -> None:
    consolidated(sent, "2023-07-03 09:00")
    sent.run("preview_notices", "2023-07-03 09:05", plan=PLAN, actor="nv1")
    sent.run("nightly_check", "2023-07-04 02:00")
    sent.advance("2023-07-04 07:30", PLAN)
    front = sent.board("bang-dieu-hanh", PLAN)
    boards = ("Tiến độ (%)", "Tổng hợp kế hoạch của các đơn vị", "Xem trước thư sẽ gửi", "Kiểm tra hằng đêm")
    assert [board for board in boards if f"[{board}](/v2/artifacts/key/" not in front] == []


def test_the_report_waits_for_a_number_and_gets_it(sent: Office) -> None:
    consolidated(sent, "2023-07-03 09:00")
    path = "subplans/1/tong-hop-ke-hoach.docx"
    assert path in sent.board("van-ban", PLAN)
    assert path in sent.board("cho-so", PLAN)
    stated = {"about": path, "number": "61/BC-PNV", "signed_on": date(2023, 7, 5), "actor": "nv1"}
    sent.run("record_document", "2023-07-05 10:00", plan=PLAN, **stated)
    assert path not in sent.board("cho-so", PLAN)
    assert "61/BC-PNV ngày 05 tháng 7 năm 2023" in words_of(folder(sent, 1) / "tong-hop-ke-hoach.docx")
