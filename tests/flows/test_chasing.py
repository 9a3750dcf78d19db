"""A due date as the round chases it: what each unit gets on which day, and what it is spared."""

from datetime import date

import pytest

from papiplan import settings
from tests.flows.offices import Office
from tests.flows.plan_folders import folder_of_units
from tests.smtp_server import ReceivedMail

PLAN = "plan-of-2"
PDF = b"%PDF-1.4 signed"
TITLES = {
    "Triển khai Kế hoạch": "issue",
    "Nhắc thời hạn": "before",
    "Hôm nay là ngày cuối": "on day",
    "đã quá hạn": "after",
    "quan tâm chỉ đạo": "head",
    "Đã nhận": "receipt",
    "Công bố Chỉ số": "publication",
    "Đề nghị gửi": "merged",
}


def title(mail: ReceivedMail) -> str:
    return next(name for words, name in TITLES.items() if words in mail.message["Subject"])


def text(mail: ReceivedMail) -> str:
    body = mail.message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_one_due_date_is_chased_by_each_rule_on_its_day_and_no_longer_once_something_came(office: Office) -> None:
    office.issue(folder_of_units(office.home, 2))
    told: dict[str, list[tuple[str, str]]] = {"xa-1": [], "xa-2": []}
    for day in ("23", "29", "30"):
        _round(office, f"2023-06-{day}", told)
    office.send("xa-2", plan=PLAN, received_at="2023-07-01T10:00")
    for day in ("03", "04", "05"):
        _round(office, f"2023-07-{day}", told)
    common = [("2023-06-23", "before"), ("2023-06-29", "before"), ("2023-06-30", "on day")]
    assert told["xa-1"] == [*common, ("2023-07-03", "after"), ("2023-07-04", "head")]
    assert told["xa-2"] == [*common, ("2023-07-03", "receipt")]
    to_head = text(office.mails_to("xa-1")[-1])
    assert to_head.startswith("Kính gửi: Chủ tịch Ủy ban nhân dân xã Số 1\n")
    assert "đã nhắc ngày 23/6/2023, 29/6/2023, 30/6/2023, 03/7/2023; đến 07 giờ 30 phút ngày 04/7/2023" in to_head
    assert "Hiện có 01/02 cơ quan, đơn vị đã gửi" in to_head


def _round(office: Office, day: str, told: dict[str, list[tuple[str, str]]]) -> None:
    """A round in the morning of a day, and another that changes nothing; what each unit got."""
    before = {unit: len(office.mails_to(unit)) for unit in told}
    office.advance(f"{day} 07:30", PLAN)
    for unit in told:
        told[unit] += [(day, title(mail)) for mail in office.mails_to(unit)[before[unit] :]]


def test_duties_that_fall_on_one_day_are_told_in_one_mail_also_of_the_subplan_after_the_publication(
    office: Office,
) -> None:
    """Issued on 26/3, published on 03/4: the report is due on Monday, 08/4, the sub-plan two days after it."""
    office.issue(folder_of_units(office.home, 2), "2024-03-26 09:00", on=date(2024, 3, 26))
    office.publish("2024-04-03 14:00", PLAN, on=date(2024, 4, 3))
    told: dict[str, list[tuple[str, str]]] = {"xa-1": []}
    for day in ("2024-04-04", "2024-04-09", "2024-04-10"):
        _round(office, day, told)
    assert told["xa-1"] == [("2024-04-04", "before"), ("2024-04-09", "merged"), ("2024-04-10", "merged")]
    first, second = office.mails_to("xa-1")[-2:]
    assert first.message["Subject"] == second.message["Subject"]
    assert first.message["Subject"] == (
        "[PAPI 2023] Đề nghị gửi Kế hoạch thực hiện (hạn 10/4/2024); Báo cáo kết quả thực hiện (hạn 08/4/2024)"
    )
    assert list(first.attachments) == ["PAPI2023_XA-1_KE-HOACH_v1.xlsx"]
    assert "10/4/2024 (thứ Tư), còn 01 ngày làm việc" in text(first)
    assert "08/4/2024 (thứ Hai), đã quá hạn 01 ngày làm việc" in text(first)
    assert text(second).startswith("Kính gửi: Chủ tịch Ủy ban nhân dân xã Số 1\n")
    assert "10/4/2024 (thứ Tư), hôm nay là ngày cuối" in text(second)


def test_what_comes_up_after_the_days_mail_waits_for_the_next_working_day(office: Office) -> None:
    """Reminded of its report on Friday morning; at noon its exemption from the sub-plan is lifted."""
    office.issue(folder_of_units(office.home, 2), "2024-03-26 09:00", on=date(2024, 3, 26))
    office.publish("2024-04-03 14:00", PLAN, on=date(2024, 4, 3))
    stated = {"plan": PLAN, "units": "xa-1", "kind": "subplan", "actor": "nv1", "decided_by": "Chủ tịch"}
    office.run("exempt", "2024-04-04 09:00", **stated, basis="ý kiến tại giao ban")
    told: dict[str, list[tuple[str, str]]] = {"xa-1": []}
    _round(office, "2024-04-05", told)
    office.run("lift_exception", "2024-04-05 12:00", **stated, basis="ý kiến tại giao ban")
    before = len(office.mails_to("xa-1"))
    office.advance("2024-04-05 13:00", PLAN)
    assert len(office.mails_to("xa-1")) == before
    _round(office, "2024-04-08", told)
    assert told["xa-1"] == [("2024-04-05", "before"), ("2024-04-08", "merged")]


@pytest.fixture
def without_mail_server(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An issued office whose mail server is away from the working day before the due date on."""
    office.issue(folder_of_units(office.home, 2))
    monkeypatch.setenv("PAPIPLAN_SMTP_HOST", "")
    settings.current.cache_clear()
    return office


def _server_is_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPIPLAN_SMTP_HOST", office.smtp.host)
    settings.current.cache_clear()


def test_a_reminder_that_did_not_leave_is_suppressed_by_what_came_and_by_the_next_one(
    without_mail_server: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = without_mail_server
    office.advance("2023-06-29 07:30", PLAN)
    office.put("1.pdf", PDF, PLAN, unit="xa-1", received_at="2023-06-29T10:00")
    office.advance("2023-06-29 11:00", PLAN)
    _server_is_back(office, monkeypatch)
    office.advance("2023-06-30 07:30", PLAN)
    assert [title(mail) for mail in office.mails_to("xa-1")[1:]] == ["receipt", "on day"]
    assert [title(mail) for mail in office.mails_to("xa-2")[1:]] == ["on day"]


def test_a_reminder_that_did_not_leave_goes_on_the_next_working_day_written_anew(
    without_mail_server: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = without_mail_server
    office.advance("2023-06-23 07:30", PLAN)
    _server_is_back(office, monkeypatch)
    office.run("deliver_messages", "2023-06-24 09:00")
    assert len(office.mails_to("xa-1")) == 1
    office.run("deliver_messages", "2023-06-26 09:00")
    office.run("deliver_messages", "2023-06-26 10:00")
    (reminder,) = office.mails_to("xa-1")[1:]
    assert "còn 04 ngày làm việc" in reminder.message["Subject"]
    assert "Đến 09 giờ 00 phút ngày 26/6/2023" in text(reminder)


def test_a_reminder_that_nobody_got_in_time_is_not_sent_later(
    without_mail_server: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = without_mail_server
    office.advance("2023-07-04 07:30", PLAN)
    _server_is_back(office, monkeypatch)
    office.run("deliver_messages", "2023-07-10 09:00")
    assert len(office.mails_to("xa-1")) == 1
