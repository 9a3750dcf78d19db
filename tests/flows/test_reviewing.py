"""Officers return what was accepted and accept what was refused; each shows in what follows, and units are told."""

from collections.abc import Mapping
from typing import Any

import pytest
from openpyxl import load_workbook

from deployments.demo.filling import fill_form
from papiplan import settings
from papiplan.database import registers
from papiplan.database.facts import load_facts
from papiplan.documents.boards.state_notes import state_notes
from tests.factories import at
from tests.flows.offices import Ended, Office
from tests.flows.plan_folders import folder_of_units
from tests.sheets import rows_of

PLAN = "plan-of-2"


@pytest.fixture
def issued(office: Office) -> Office:
    office.issue(folder_of_units(office.home, 2))
    return office


def review(office: Office, now: str, decision: str, reason: str, **changes: Any) -> Ended:
    stated = {"plan": PLAN, "decision": decision, "reason": reason, "actor": "nv1", **changes}
    return office.run("review_submission", now, **stated)


def send(office: Office, unit: str, kind: str, when: str, changes: Mapping[str, object] = {}) -> bytes:
    """A filled form comes and is checked; the same `changes` make other bytes each time."""
    content = fill_form(office.issued_form(unit, kind, PLAN), changes=changes)
    send_file(office, content, when)
    return content


def send_file(office: Office, content: bytes, when: str) -> None:
    office.put("bieu.xlsx", content, PLAN, received_at=when.replace(" ", "T"))
    office.advance(when, PLAN)


def actions(office: Office) -> list[str]:
    """The codes of a unit's actions, in the order of its form."""
    with office.database.reading() as connection:
        definition = load_facts(connection, PLAN, at("2024-04-02 14:00")).definition
    return [action.code for action in definition.actions_of("xa-1")]


def table(office: Office, path: str, sheet: str) -> list[dict[str, Any]]:
    """The lines of a workbook's sheet by their heads."""
    return rows_of(load_workbook(office.home / "plans" / PLAN / path), sheet)


def listed(office: Office) -> list[str]:
    """The states of all files in the tracking workbook."""
    return [line["Trạng thái"] for line in table(office, "tracking/so-theo-doi.xlsx", "Các lần gửi")]


def test_a_returned_form_is_mended_within_its_period_and_keeps_its_first_receipt(issued: Office) -> None:
    sent = send(issued, "xa-1", "subplan", "2023-06-28 10:00")
    reason = "Chưa thống nhất: văn bản đã ký ghi 3 quý, biểu ghi 4 quý"
    stated: dict[str, Any] = {"unit": "UBND xã Số 1", "kind": "kế hoạch"}
    recorded = review(issued, "2023-07-03 09:00", "trả lại", reason, **stated)
    assert recorded.result.new
    assert recorded.message == (
        "Đã trả lại Biểu đăng ký nhiệm vụ của UBND xã Số 1 (hồ sơ số 1, mục số "
        f"{recorded.result.entry}). Đơn vị hoàn thiện đến hết ngày 05/7/2023."
    )
    found = issued.obligation("xa-1", "2023-07-03 10:00", plan=PLAN)
    assert (found["status"], found["missing"], found["usable"]) == ("on_time", "both", False)
    mail = issued.mails_to("xa-1")[-1]
    assert reason in mail.text
    assert "05/7/2023" in mail.text
    assert [name for name in mail.attachments if name.endswith(".xlsx")]
    (line,) = table(issued, "tracking/so-theo-doi.xlsx", "Các lần gửi")
    assert (line["Số"], line["Trạng thái"], line["Ý kiến của cán bộ"]) == (1, "Đã trả lại", reason)

    once = issued.digest()
    assert not review(issued, "2023-07-03 11:00", "return", f" {reason} ", **stated).result.new
    assert (
        "đã được trả lại ngày 03/7/2023" in review(issued, "2023-07-03 11:00", "return", "khác", submission="1").message
    )
    assert issued.digest() == once

    send_file(issued, sent, "2023-07-04 09:00")
    assert "giống hoàn toàn tệp đã được trả lại ngày 03/7/2023" in issued.mails_to("xa-1")[-1].text
    assert not issued.obligation("xa-1", "2023-07-04 10:00", plan=PLAN)["usable"]
    send(issued, "xa-1", "subplan", "2023-07-05 15:00", {"info.signer": "Trần Văn Khác"})
    mended = issued.obligation("xa-1", "2023-07-05 16:00", plan=PLAN)
    assert (mended["status"], mended["missing"], mended["received_at"][:10]) == ("on_time", "signed", "2023-06-28")
    assert listed(issued) == ["Đã có bản thay thế"] * 2 + ["Hợp lệ"]


FAULTY: Mapping[str, object] = {
    "{0}.status": "gần xong rồi",
    "{1}.result_number": "khoảng 10",
    "difficulty.difficulty": "Trụ sở khóm 3 chưa có đường truyền",
    "difficulty.proposal": "Đề nghị hỗ trợ lắp wifi công cộng",
    "difficulty.answer_by": "31/6/2024",
}


def test_a_form_accepted_with_a_waiver_counts_without_what_nobody_can_read(issued: Office) -> None:
    issued.publish(plan=PLAN)
    codes = actions(issued)
    faulty = {field.format(*codes): value for field, value in FAULTY.items()}
    send(issued, "xa-1", "report", "2024-04-05 10:00", faulty)
    send(issued, "xa-2", "report", "2024-04-05 11:00")
    assert issued.obligation("xa-1", "2024-04-05 12:00", "report", PLAN)["usable"] is False
    said = "Trưởng phòng đồng ý nhận để kịp tổng hợp; đơn vị bổ sung sau"
    recorded = review(issued, "2024-04-08 09:00", "chấp nhận", said, unit="xa-1", kind="report")
    assert recorded.message.startswith("Đã chấp nhận Biểu báo cáo kết quả của UBND xã Số 1 dù còn thiếu (hồ sơ số 1")
    once = issued.digest()
    assert not review(issued, "2024-04-08 10:00", "accept", said, submission=1).result.new
    assert issued.digest() == once
    found = issued.obligation("xa-1", "2024-04-08 12:00", "report", PLAN)
    assert (found["status"], found["usable"], found["missing"]) == ("on_time", True, "signed")
    mail = issued.mails_to("xa-1")[-1]
    assert said in mail.text
    assert "nội dung được bỏ qua" in mail.text
    assert listed(issued) == ["Chấp nhận, còn thiếu", "Hợp lệ"]

    with issued.database.reading() as connection:
        (difficulty,) = registers.load_registers(connection, PLAN, at("2024-04-08 12:00")).open_difficulties
    assert (difficulty.difficulty, difficulty.wanted_on) == ("Trụ sở khóm 3 chưa có đường truyền", None)
    assert issued.run("consolidate", "2024-04-09 09:00", plan=PLAN, actor="nv1", final=True).result.reports == 2
    assert issued.run("evaluate", "2024-04-10 09:00", plan=PLAN).result.new
    lines = table(issued, "consolidated/1/tong-hop.xlsx", "Đăng ký và kết quả")
    told = {(line["Đơn vị"], line["Mã"]): (line["Tình trạng"], line["Kết quả bằng số"]) for line in lines}
    assert told["UBND xã Số 1", codes[0]][0] == "Chưa có báo cáo"
    assert told["UBND xã Số 1", codes[1]] == ("Hoàn thành", None)
    assert told["UBND xã Số 2", codes[0]][0] != "Chưa có báo cáo"


def test_the_final_consolidation_stays_as_it_is_whatever_comes_or_is_returned_after_it(issued: Office) -> None:
    issued.publish(plan=PLAN)
    send(issued, "xa-1", "report", "2024-04-05 10:00")
    assert issued.run("consolidate", "2024-04-09 09:00", plan=PLAN, actor="nv1", final=True).result.revision == 1
    send(issued, "xa-2", "report", "2024-04-11 10:00")
    assert "bổ sung sau khi chốt, chậm 03 ngày làm việc (hạn 08/4/2024)" in issued.mails_to("xa-2")[-1].text
    recorded = review(issued, "2024-04-11 14:00", "return", "số liệu chưa khớp", unit="xa-1", kind="report")
    assert "Bản chốt tổng hợp lần 1 vẫn có số liệu của hồ sơ này" in recorded.message
    assert listed(issued) == ["Đã trả lại", "Hợp lệ; bổ sung sau khi chốt"]

    with issued.database.reading() as connection:
        facts = load_facts(connection, PLAN, at("2024-04-11 15:00"))
    note = (
        "Sau bản chốt tổng hợp lần 1 có báo cáo mới: UBND xã Số 2; có báo cáo đã trả lại đơn vị: UBND xã Số 1. "
        'Bản chốt không tự thay đổi; để cập nhật, chạy "08. Chốt tổng hợp".'
    )
    assert state_notes(facts) == (note,)
    issued.advance("2024-04-12 07:30", PLAN)
    with issued.database.reading() as connection:
        facts = load_facts(connection, PLAN, at("2024-04-12 08:00"))
    assert [c.report_ids for c in facts.consolidations] == [(1,)], "only a person makes the next revision"

    assert issued.run("evaluate", "2024-04-12 09:00", plan=PLAN).result.new
    with issued.database.reading() as connection:
        evaluation = load_facts(connection, PLAN, at("2024-04-12 10:00")).evaluation
    assert evaluation is not None
    scored = {unit.unit: unit.score or 0 for unit in evaluation.units}
    assert scored["xa-1"] > scored["xa-2"] == 0, "it judges what the final consolidation shows"
    final = issued.run("consolidate", "2024-04-16 09:00", plan=PLAN, actor="nv1", final=True).result
    assert (final.revision, final.reports, final.missing) == (2, 1, ("xa-1",))


def test_a_review_is_taken_back_while_nothing_has_left(issued: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPIPLAN_SMTP_HOST", "")
    settings.current.cache_clear()
    issued.publish(plan=PLAN)
    send(issued, "xa-1", "report", "2024-04-05 10:00")
    send(issued, "xa-2", "report", "2024-04-05 11:00", {"info.meetings": "vài"})
    issued.run("consolidate", "2024-04-09 08:00", plan=PLAN, actor="nv1")
    returned = review(issued, "2024-04-09 09:00", "return", "nhầm", unit="xa-1", kind="report").result.entry
    waived = review(issued, "2024-04-09 10:00", "accept", "nhầm", unit="xa-2", kind="report").result.entry
    issued.run("consolidate", "2024-04-09 11:00", plan=PLAN, actor="nv1")
    again = review(issued, "2024-04-09 12:00", "return", "nhầm", unit="xa-2", kind="report").result.entry

    def withdraw(entry: int, now: str) -> Ended:
        return issued.run("withdraw_entry", now, plan=PLAN, entry=entry, reason="ghi nhầm", actor="nv1")

    assert f"mục số {again} dựa trên mục này" in withdraw(waived, "2024-04-09 13:00").message
    for entry, now in ((again, "13:10"), (waived, "13:20"), (returned, "13:30")):
        assert withdraw(entry, f"2024-04-09 {now}").result.recorded
    assert listed(issued) == ["Hợp lệ", "Cần hoàn thiện"]
    usable = {
        now: [issued.obligation(unit, f"2024-04-09 {now}", "report", PLAN)["usable"] for unit in ("xa-1", "xa-2")]
        for now in ("08:30", "09:30", "10:30", "12:30", "13:15", "13:25", "13:35")
    }
    assert list(usable.values()) == [
        [True, False],
        [False, False],
        [False, True],
        [False, False],
        [False, True],
        [False, False],
        [True, False],
    ]
    assert review(issued, "2024-04-09 14:00", "return", "nhầm", unit="xa-1", kind="report").result.new
