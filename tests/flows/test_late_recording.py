"""A publication or an issue recorded late: nothing leaves until an officer has kept the due date or extended it."""

from datetime import date
from typing import Any

from tests.flows.offices import Ended, Office
from tests.flows.plan_folders import folder_of_units

PLAN = "plan-of-2"
DECIDED: dict[str, Any] = {
    "actor": "nv1",
    "decided_by": "Phó Chủ tịch Ủy ban nhân dân Thành phố",
    "basis": "ý kiến chỉ đạo tại giao ban 09/4/2024",
}


def confirm(office: Office, now: str, **stated: Any) -> Ended:
    return office.run("confirm_due_date", now, plan=PLAN, **{"kind": "báo cáo", **DECIDED, **stated})


def test_a_publication_recorded_late_is_told_once_the_due_date_is_extended_for_all(office: Office) -> None:
    office.issue(folder_of_units(office.home, 2))
    before = len(office.smtp.mails)
    ended = office.publish("2024-04-09 09:00", PLAN)
    assert ended.message == (
        "Hạn gửi Báo cáo kết quả thực hiện theo Kế hoạch (08/4/2024) đã qua khi thông báo: chưa gửi thư, chưa nhắc đơn "
        "vị nào. Đề nghị gia hạn đến hết ngày 12/4/2024 (03 ngày làm việc), chạy "
        '"36. Xác nhận thời hạn khi ghi nhận muộn".'
    )
    office.advance("2024-04-09 10:00")
    office.send("xa-1", "report", PLAN, received_at="2024-04-09T10:30")
    office.advance("2024-04-09 11:00")
    # The sub-plans are chased all the while.
    (receipt,) = (mail for mail in office.smtp.mails[before:] if "Kế hoạch thực hiện" not in mail.message["Subject"])
    assert "Ghi nhận: đã nhận." in receipt.text
    assert "08/4/2024" not in receipt.text
    assert (office.home / "plans" / PLAN / "issued" / "xa-2" / "report.xlsx").is_file()
    refused = confirm(office, "2024-04-10 08:00", choice="gia hạn", until=date(2024, 4, 5))
    assert "Nêu một ngày sau hạn theo Kế hoạch (08/4/2024)" in refused.message

    assert confirm(office, "2024-04-10 09:00", choice="gia hạn").result.until == date(2024, 4, 15)
    told = [mail for mail in office.smtp.mails if "Công bố Chỉ số" in mail.message["Subject"]]
    assert len(told) == 2
    assert all("(hạn 15/4/2024)" in mail.message["Subject"] for mail in told)
    found = office.obligation("xa-1", "2024-04-10", "report", PLAN)
    assert (found["status"], found["due_on"]) == ("on_time", "2024-04-15")
    assert found["extension"]["ours"]
    assert found["extension"]["due_on_by_rule"] == "2024-04-08"
    once, mails = office.digest(), len(office.smtp.mails)
    assert not confirm(office, "2024-04-11 09:00", choice="extend").result.recorded
    assert confirm(office, "2024-04-11 09:00", choice="keep").refused
    assert (office.digest(), len(office.smtp.mails)) == (once, mails)


def test_a_plan_recorded_with_a_past_date_is_told_once_its_due_date_is_kept(office: Office) -> None:
    ended = office.issue(folder_of_units(office.home, 2), now="2023-06-27 09:00")
    assert "(30/6/2023) chỉ còn 03 ngày làm việc khi thông báo" in ended.message
    assert "Đề nghị giữ hạn theo Kế hoạch" in ended.message
    office.advance("2023-06-28 07:30")
    assert not office.smtp.mails
    refused = office.run("extend", "2023-06-28 08:00", plan=PLAN, units="xa-1", kind="kế hoạch",
                         until=date(2023, 7, 5), **DECIDED)  # fmt: skip
    assert "36. Xác nhận thời hạn" in refused.message
    confirm(office, "2023-06-28 08:00", kind="kế hoạch", choice="giữ hạn")
    assert any("(hạn 30/6/2023)" in mail.message["Subject"] for mail in office.smtp.mails)
    again = confirm(office, "2023-06-28 09:00", kind="kế hoạch", choice="giữ hạn")
    assert not again.result.recorded
    office.advance("2023-06-29 07:30")
    assert any("Nhắc thời hạn" in mail.message["Subject"] for mail in office.smtp.mails)


def test_nothing_waits_where_units_have_the_days_of_the_rule(office: Office) -> None:
    ended = office.issue(folder_of_units(office.home, 2))
    assert "chạy" not in ended.message
    assert confirm(office, "2023-06-16 09:00", kind="kế hoạch", choice="keep").refused
