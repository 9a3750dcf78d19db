"""What is asked of units that owe nothing: forms without a term, answered and used, in no tally and never chased."""

from pathlib import Path

import pytest

from tests.flows.offices import Office
from tests.flows.plan_folders import folder_of_units

PLAN = "plan-of-2"
OWN, LEAD, FRONT = "nv", "tp", "mttq"
"""The coordinator, an invited unit that leads an action, and one that leads none."""

OF_DEADLINES = ("hạn", "muộn", "gửi sớm", "Còn thiếu")


@pytest.fixture
def issued(office: Office) -> Office:
    office.issue(folder_of_units(office.home, 2))
    return office


def subjects_to(office: Office, unit: str) -> list[str]:
    return [mail.message["Subject"] for mail in office.mails_to(unit)]


def test_the_coordinator_gets_both_its_forms_and_owes_nothing(issued: Office) -> None:
    issued.publish(plan=PLAN)
    first, second = issued.mails_to(OWN)
    assert first.message["Subject"] == "[PAPI 2023] Biểu đăng ký nhiệm vụ của cơ quan đầu mối"
    assert list(first.attachments.values()) == [issued.issued_form(OWN, plan=PLAN)]
    assert second.message["Subject"] == "[PAPI 2023] Biểu báo cáo kết quả của cơ quan đầu mối"
    assert list(second.attachments.values()) == [issued.issued_form(OWN, "report", PLAN)]
    assert {o["unit"] for o in issued.status("2024-04-02", PLAN)["obligations"]} == {"xa-1", "xa-2"}


def test_an_invited_lead_is_asked_once_when_the_index_is_published_and_nobody_else_is(issued: Office) -> None:
    issued.run("await_publication", "2024-03-04 09:00", plan=PLAN)
    assert subjects_to(issued, LEAD) == []
    issued.publish(plan=PLAN)
    issued.publish("2024-04-03 09:00", PLAN)
    [request] = issued.mails_to(LEAD)
    assert request.message["Subject"] == "[PAPI 2023] Đề nghị phối hợp cung cấp thông tin kết quả nhiệm vụ 1.1.1"
    assert "trước khi Phòng Nội vụ Thành phố tổng hợp vào ngày 09/4/2024" in request.text
    assert list(request.attachments.values()) == [issued.issued_form(LEAD, "report", PLAN)]
    for now in ("2024-04-05 08:00", "2024-04-08 08:00", "2024-04-09 08:00", "2024-04-10 08:00", "2024-04-11 08:00"):
        issued.advance(now)
    assert len(subjects_to(issued, LEAD)) == 1
    assert subjects_to(issued, FRONT) == []


def test_what_is_asked_for_is_answered_without_a_word_of_deadlines_and_consolidated(issued: Office) -> None:
    issued.publish(plan=PLAN)
    for unit in (OWN, LEAD):
        issued.send(unit, "report", PLAN, received_at="2024-04-10T10:00")
    issued.advance("2024-04-10 11:00")
    for unit in (OWN, LEAD):
        receipt = issued.mails_to(unit)[-1]
        assert "Đã nhận Biểu báo cáo kết quả" in receipt.message["Subject"]
        assert "Ghi nhận: đã nhận." in receipt.text
        assert not any(word in receipt.text for word in OF_DEADLINES)
    final = issued.run("consolidate", "2024-04-12 09:00", plan=PLAN, actor="nv1", final=True)
    assert (final.result.reports, final.result.missing) == (2, ("xa-1", "xa-2"))
    issued.run("evaluate", "2024-04-12 10:00", plan=PLAN)
    status = issued.status("2024-04-12", PLAN)
    assert {unit["unit"] for unit in status["evaluation"]["units"]} == {"xa-1", "xa-2"}
    assert {o["unit"] for o in status["obligations"]} == {"xa-1", "xa-2"}


def test_a_defective_own_form_goes_back_without_a_word_of_deadlines(issued: Office) -> None:
    issued.send(OWN, plan=PLAN, changes={"1.2.1.person": None}, received_at="2023-06-20T10:00")
    issued.advance("2023-06-20 11:00")
    returned = issued.mails_to(OWN)[-1]
    assert "Đề nghị hoàn thiện" in returned.message["Subject"]
    assert not any(word in returned.text for word in ("Thời hạn", "(hạn", "sớm nhất"))


@pytest.mark.parametrize("name", ["góp ý.pdf", "giám sát.xlsx"])
def test_what_another_invited_unit_sends_is_recorded_as_its_own(issued: Office, tmp_path: Path, name: str) -> None:
    letter = tmp_path / name
    letter.write_bytes(b"%PDF-1.4" if name.endswith("pdf") else issued.issued_form("xa-1", plan=PLAN)[:-1] + b" ")
    entry = {"files": [str(letter)], "at": "2023-09-01T10:00", "unit": FRONT, "doc_symbol": "12/KH-MTTQ"}
    ended = issued.run("receive", "2023-09-01 11:00", plan=PLAN, actor="nv1", **entry)
    assert [outcome.outcome for outcome in ended.result] == ["accepted"]
    assert "Đã nhận" in subjects_to(issued, FRONT)[-1]
