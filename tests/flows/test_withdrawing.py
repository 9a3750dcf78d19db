"""Wrong hand entries are taken back while nothing has left because of them; owed papers are recorded."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from papiplan import settings
from papiplan.database import journal
from papiplan.domain.hand_acts import HandAct
from tests.flows.offices import Ended, Office
from tests.flows.plan_folders import folder_of_units

PLAN = "plan-of-2"
PDF = b"%PDF-1.4 signed"
SAID: dict[str, Any] = {"actor": "nv1", "decided_by": "Chủ tịch", "basis": "ý kiến chỉ đạo tại giao ban 29/6/2023"}


@pytest.fixture
def silent(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A small plan of an office whose mails do not leave."""
    monkeypatch.setenv("PAPIPLAN_SMTP_HOST", "")
    settings.current.cache_clear()
    office.issue(folder_of_units(office.home, 2))
    return office


def extend(office: Office, now: str = "2023-06-29 10:00", **changes: Any) -> int:
    stated = {"units": "xa-1", "kind": "kế hoạch", "until": date(2023, 7, 5), "paper_owed": True, **SAID, **changes}
    entry: int = office.run("extend", now, plan=PLAN, **stated).result.entry
    return entry


def withdraw(office: Office, entry: int, now: str = "2023-06-29 11:00", reason: str = "nhầm đơn vị") -> Ended:
    return office.run("withdraw_entry", now, plan=PLAN, entry=entry, reason=reason, actor="nv1")


def receive(office: Office, file: str, now: str = "2023-06-29 10:00") -> None:
    (office.home / file).write_bytes(PDF)
    stated = {"files": [file], "at": now.replace(" ", "T"), "unit": "xa-1", "doc_symbol": "57/KH-UBND", "actor": "nv1"}
    office.run("receive", now, plan=PLAN, **stated)


def last_act(office: Office) -> tuple[int, str]:
    with office.database.reading() as connection:
        number, _ = journal.head(connection, PLAN)
        entry = journal.find(connection, PLAN, number)
    assert entry is not None
    return number, entry.act


def test_a_wrong_extension_is_taken_back_before_anybody_heard_of_it(silent: Office) -> None:
    entry = extend(silent)
    assert silent.obligation("xa-1", "2023-06-29", plan=PLAN)["due_on"] == "2023-07-05"
    assert withdraw(silent, entry).result.recorded
    assert silent.obligation("xa-1", "2023-06-29", plan=PLAN)["due_on"] == "2023-06-30"
    assert silent.obligation("xa-1", "2023-06-29 10:30", plan=PLAN)["due_on"] == "2023-07-05"
    assert silent.status("2023-06-29", PLAN)["deliveries"]["suppressed"] == 1
    assert last_act(silent)[1] == HandAct.WITHDRAW_ENTRY
    once = silent.digest()
    assert not withdraw(silent, entry, "2023-06-29 12:00").result.recorded
    assert silent.digest() == once
    assert extend(silent, "2023-06-29 13:00") > entry


def test_a_file_entered_by_mistake_vanishes_and_may_be_entered_again(silent: Office) -> None:
    receive(silent, "57.pdf")
    entry, act = last_act(silent)
    assert act == HandAct.RECEIVE
    assert silent.obligation("xa-1", "2023-06-29", plan=PLAN)["status"] == "on_time"
    assert withdraw(silent, entry).result.recorded
    assert silent.obligation("xa-1", "2023-06-29", plan=PLAN)["status"] == "open"
    receive(silent, "57.pdf", "2023-06-29 14:00")
    found = silent.obligation("xa-1", "2023-06-30 10:00", plan=PLAN)
    assert (found["status"], found["missing"]) == ("on_time", "form")


def test_what_somebody_was_told_of_is_not_taken_back(office: Office) -> None:
    office.issue(folder_of_units(office.home, 2))
    entry = extend(office)
    before = office.digest()
    refused = withdraw(office, entry)
    assert refused.refused
    name = "lúc 10 giờ 00 phút ngày 29/6/2023 (Gia hạn: Đã gửi)"
    assert f"Không thể rút lại mục số {entry} (gia hạn): đã có thư gửi từ mục này: " in refused.message
    assert name in refused.message
    assert office.digest() == before


def test_what_is_no_hand_entry_is_not_taken_back(silent: Office) -> None:
    for entry, sentence in ((1, "không phải mục có thể rút lại"), (999, "Nhật ký không có mục số 999")):
        assert sentence in withdraw(silent, entry).message
    assert "Lý do: đang để trống" in withdraw(silent, 1, reason=" ").message


def test_an_owed_paper_is_recorded_and_what_rests_on_an_entry_is_taken_back_first(
    silent: Office, tmp_path: Path
) -> None:
    entry = extend(silent)
    scan = tmp_path / "1234.pdf"
    scan.write_bytes(PDF)
    stated: dict[str, Any] = {"about": f"mục số {entry}", "number": "1234/UBND-NV", "actor": "nv1", "file": str(scan)}

    def record(now: str, **changes: Any) -> Ended:
        return silent.run("record_document", now, plan=PLAN, signed_on=date(2023, 6, 30), **{**stated, **changes})

    assert silent.obligation("xa-1", "2023-06-29", plan=PLAN)["extension"]["paper_owed"]
    recorded = record("2023-07-03 09:00").result
    assert not silent.obligation("xa-1", "2023-07-03", plan=PLAN)["extension"]["paper_owed"]
    assert (silent.home / "plans" / PLAN / "papers" / "2023-06-30-1234-UBND-NV.pdf").read_bytes() == PDF
    once = silent.digest()
    assert not record("2023-07-03 10:00").result.new
    assert "Đã ghi nhận văn bản số 1234/UBND-NV" in record("2023-07-03 10:00", number="1235/UBND-NV").message
    assert silent.digest() == once
    assert f"mục số {recorded.entry} dựa trên mục này" in withdraw(silent, entry, "2023-07-03 11:00").message
    withdraw(silent, recorded.entry, "2023-07-03 12:00")
    assert silent.obligation("xa-1", "2023-07-03 13:00", plan=PLAN)["extension"]["paper_owed"]


def test_an_inspection_goes_with_its_remedies_and_all_that_waited_to_be_told_of_them(silent: Office) -> None:
    stated = {
        "unit": "xa-1",
        "on": date(2023, 8, 1),
        "inspector": "Tổ kiểm tra",
        "findings": "Biểu đã cũ",
        "remedies": "3 | Niêm yết lại biểu công khai",
        "actor": "nv1",
    }
    entry = silent.run("record_inspection", "2023-08-02 10:00", plan=PLAN, **stated).result.entry
    silent.advance("2023-08-04 07:30")
    assert [o["due_on"] for o in silent.status("2023-08-04", PLAN)["obligations"] if o["kind"] == "remedy"] == [
        "2023-08-07"
    ]
    extension = extend(silent, "2023-08-04 08:00", kind="khắc phục", until=date(2023, 8, 11))
    assert f"mục số {extension} dựa trên mục này" in withdraw(silent, entry, "2023-08-04 09:00").message
    withdraw(silent, extension, "2023-08-04 10:00")
    assert withdraw(silent, entry, "2023-08-04 11:00").result.recorded
    assert not [o for o in silent.status("2023-08-04", PLAN)["obligations"] if o["kind"] == "remedy"]
    assert silent.advance("2023-08-07 07:30").name == "Completed"
    assert silent.run("record_inspection", "2023-08-07 10:00", plan=PLAN, **stated).result.new
