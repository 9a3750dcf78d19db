"""Extensions, exemptions and their end through the flows: in force at once, told once, shown as what they are."""

from datetime import date
from typing import Any

import pytest

from papiplan import settings
from tests.flows.offices import PLAN, Ended, Office

SAID: dict[str, Any] = {
    "actor": "nv1",
    "decided_by": "Chủ tịch Ủy ban nhân dân Thành phố",
    "basis": "ý kiến chỉ đạo tại giao ban 29/6/2023",
}


def extend(office: Office, now: str, units: str = "phường 2", until: str = "2023-07-05", **changes: Any) -> Ended:
    stated = {"kind": "kế hoạch", "until": date.fromisoformat(until), **SAID, **changes}
    return office.run("extend", now, plan=PLAN, units=units, **stated)


def test_an_extension_by_word_for_all_communes_is_in_force_and_told_at_once(office: Office) -> None:
    office.issue()
    ended = extend(office, "2023-06-29 10:00", "xã, phường", paper_owed=True)
    assert len(ended.result.units) == 9
    found = office.obligation("phuong-2", "2023-07-03")
    assert (found["status"], found["due_on"]) == ("open", "2023-07-05")
    assert office.obligation("tp", "2023-07-03")["status"] == "overdue"
    mail = office.mails_to("phuong-2")[-1]
    assert mail.message["Subject"] == "[PAPI 2023] Gia hạn gửi Kế hoạch thực hiện đến hết ngày 05/7/2023"
    assert (
        "Theo ý kiến chỉ đạo của Chủ tịch Ủy ban nhân dân Thành phố tại giao ban 29/6/2023 (văn bản sẽ được gửi sau), "
        "thời hạn gửi Kế hoạch thực hiện của đơn vị theo Kế hoạch số 123/KH-UBND được gia hạn từ ngày 30/6/2023 đến "
        "hết ngày 05/7/2023 (thứ Tư)."
    ) in " ".join(mail.text.split())
    before, mails = office.digest(), len(office.smtp.mails)
    again = extend(office, "2023-06-30 10:00", "xã, phường", paper_owed=True)
    assert again.result.entry is None
    assert (office.digest(), len(office.smtp.mails)) == (before, mails)


def test_an_extension_after_the_due_date_re_judges_and_the_reminder_of_the_older_date_is_left_unsaid(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.issue()
    office.send("phuong-2", received_at="2023-07-03T09:00")
    with monkeypatch.context() as silent:
        silent.setenv("PAPIPLAN_SMTP_HOST", "")
        settings.current.cache_clear()
        office.advance("2023-07-03 09:30")
    settings.current.cache_clear()
    assert office.obligation("phuong-2", "2023-07-03")["status"] == "late"
    assert office.status("2023-07-03")["deliveries"]["pending"] == 20
    extend(office, "2023-07-03 11:00", "phường 2; phường 1")
    assert office.obligation("phuong-2", "2023-07-03")["status"] == "on_time"
    subjects = [mail.message["Subject"] for mail in office.mails_to("phuong-1")]
    assert ["quá hạn" in subject for subject in subjects] == [False, False]
    refused = extend(office, "2023-07-04 10:00", until="2023-07-05", basis="Công văn số 9/UBND-NV ngày 04/7/2023")
    assert refused.refused
    assert "UBND Phường 2: hạn đang có hiệu lực là 05/7/2023" in refused.message


def test_an_exempted_unit_is_told_once_and_asked_for_nothing_more(office: Office) -> None:
    office.issue()
    office.run("exempt", "2023-06-20 10:00", plan=PLAN, units="P2", kind="báo cáo", **SAID)
    assert "không phải gửi Báo cáo kết quả thực hiện" in office.mails_to("phuong-2")[-1].text
    office.publish()
    assert office.obligation("phuong-2", "2024-04-20", "report")["status"] == "excused"
    assert not any("Công bố Chỉ số" in mail.message["Subject"] for mail in office.mails_to("phuong-2"))
    office.run("lift_exception", "2024-04-03 10:00", plan=PLAN, units="P2", kind="báo cáo", **SAID)
    mail = office.mails_to("phuong-2")[-1]
    assert "nêu tại thư ngày 20/6/2023 không còn áp dụng; thời hạn gửi là hết ngày 08/4/2024 (thứ Hai)." in " ".join(
        mail.text.split()
    )
    assert list(mail.attachments) == ["PAPI2023_PHUONG-2_BAO-CAO_v1.xlsx"]
    assert office.obligation("phuong-2", "2024-04-09", "report")["status"] == "overdue"


def test_what_a_unit_never_heard_of_is_lifted_without_a_word(office: Office) -> None:
    office.issue()
    office.run("hold_plan", "2023-06-29 09:00", plan=PLAN, actor="nv1", reason="chờ ý kiến lãnh đạo")
    extend(office, "2023-06-29 10:00")
    lifted = office.run("lift_exception", "2023-06-29 11:00", plan=PLAN, units="P2", kind="kế hoạch", **SAID)
    again = office.run("lift_exception", "2023-06-29 12:00", plan=PLAN, units="P2", kind="kế hoạch", **SAID)
    office.run("release_plan", "2023-06-29 13:00", plan=PLAN, actor="nv1")
    assert (lifted.result.units, again.result.entry) == (("phuong-2",), None)
    assert not any("ia hạn" in mail.message["Subject"] for mail in office.mails_to("phuong-2"))
    assert office.obligation("phuong-2", "2023-07-01")["due_on"] == "2023-06-30"
