"""Whom mails really go to, what holds them back, and what an officer sees before they leave."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

import pytest
import sqlalchemy as sa

from papiplan import settings
from papiplan.database import schema
from papiplan.mail.reading import plain_text
from tests.flows.offices import PLAN, Office
from tests.smtp_server import ReceivedMail

Configure = Callable[..., None]
OFFICERS = ("nv1@sadec.example", "nv2@sadec.example")
DRAFTED = {"info.doc_date": datetime(2023, 6, 17)}  # noqa: DTZ001 - as a workbook holds it
OPENING = 21
"""Mails that issuing makes: to 20 obliged units, and the coordinator's own form."""


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Configure:
    """Set variables of the environment for everything that runs from now on."""

    def set_variables(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(f"PAPIPLAN_{name}", value)
        settings.current.cache_clear()

    return set_variables


def recipients(mails: list[ReceivedMail]) -> Counter[str]:
    return Counter(mail.recipients[0] for mail in mails)


def subjects(mails: list[ReceivedMail]) -> list[str]:
    return [str(mail.message["Subject"]) for mail in mails]


def journal(office: Office) -> list[str]:
    with office.database.reading() as connection:
        return list(connection.execute(sa.select(schema.journal.c.entry)).scalars())


# Modes.


def test_on_trial_every_mail_goes_to_the_officers_in_place_of_its_unit(office: Office, configure: Configure) -> None:
    configure(MAIL_MODE="trial")
    office.issue()
    assert recipients(office.smtp.mails) == dict.fromkeys(OFFICERS, OPENING)
    subject = "[GỬI THỬ, thay cho UBND Phường 2] [PAPI 2023] Triển khai Kế hoạch số 123/KH-UBND"
    [mail] = [
        m for m in office.smtp.mails if str(m.message["Subject"]).startswith(subject) and OFFICERS[0] in m.recipients
    ]
    first_line = plain_text(mail.content).splitlines()[0]
    assert first_line.startswith("[GỬI THỬ] Thư này soạn cho Ủy ban nhân dân Phường 2 (phuong-2@")
    assert "PAPI2023_PHUONG-2_KE-HOACH_v1.xlsx" in mail.attachments


def test_what_was_told_on_trial_is_told(office: Office, configure: Configure) -> None:
    configure(MAIL_MODE="trial")
    office.issue()
    told = len(office.smtp.mails)
    configure(MAIL_MODE="live")
    office.run("deliver_messages", "2023-06-15 12:00")
    assert len(office.smtp.mails) == told


def test_where_an_officer_approves_mails_wait_but_answers_go_at_once(office: Office, configure: Configure) -> None:
    configure(MAIL_MODE="approval")
    office.issue()
    assert office.smtp.mails == []
    office.send("phuong-2", changes=DRAFTED)
    office.run("collect_subplans", "2023-06-19 09:00", plan=PLAN)
    assert subjects(office.smtp.mails) == ["[PAPI 2023] Đã nhận Biểu đăng ký nhiệm vụ của Ủy ban nhân dân Phường 2"]

    named = {"plan": PLAN, "actor": "nv1", "units": "UBND Phường 2; phòng tư pháp", "kinds": "triển khai kế hoạch"}
    approved = office.run("approve_notices", "2023-06-19 10:00", **named).result
    assert (approved.approved, approved.waiting) == (2, OPENING - 2)
    assert len(office.smtp.mails) == 3
    before = office.digest()
    again = office.run("approve_notices", "2023-06-19 10:05", **named).result
    assert (again.approved, again.waiting, office.digest()) == (0, OPENING - 2, before)
    assert office.run("approve_notices", "2023-06-19 11:00", plan=PLAN, actor="nv2").result.approved == OPENING - 2
    assert len(office.smtp.mails) == OPENING + 1
    assert sum('"act":"approve_notices"' in entry for entry in journal(office)) == 2


def test_everything_wrong_with_an_approval_is_named_at_once(office: Office, configure: Configure) -> None:
    configure(MAIL_MODE="approval")
    office.issue()
    before = office.digest()
    wrong = {"actor": "ai", "units": "Phường 99", "kinds": "Xác nhận đã nhận; thư tình"}
    ended = office.run("approve_notices", "2023-06-16 10:00", plan=PLAN, **wrong)
    assert ended.refused
    for found in ('"ai"', '"Phường 99"', '"thư tình"', '"Xác nhận đã nhận"', "Nhắc thời hạn"):
        assert found in ended.message
    assert (office.digest(), office.smtp.mails) == (before, [])


def test_a_reminder_that_waited_for_approval_overnight_is_approved_as_it_reads_today(
    office: Office, configure: Configure
) -> None:
    office.issue()
    configure(MAIL_MODE="approval")
    office.advance("2023-06-23 07:30")
    office.smtp.mails.clear()
    office.run("approve_notices", "2023-06-26 08:00", plan=PLAN, actor="nv1", units="UBND Phường 2")
    assert subjects(office.smtp.mails) == [
        "[PAPI 2023] Nhắc thời hạn gửi Kế hoạch thực hiện: còn 04 ngày làm việc (hạn 30/6/2023)"
    ]


# Holding.


def test_while_a_plan_is_held_nothing_leaves_and_files_are_taken_in(office: Office) -> None:
    office.issue()
    office.smtp.mails.clear()
    assert office.run("hold_plan", "2023-06-22 08:00", plan=PLAN, actor="nv1", reason="chờ ý kiến").result.recorded
    office.send("phuong-2", changes=DRAFTED)
    office.advance("2023-06-23 07:30")
    office.run("deliver_messages", "2023-06-23 08:00")
    assert office.smtp.mails == []
    assert office.obligation("phuong-2", "2023-06-23")["usable"]
    assert office.status("2023-06-23")["held"]
    assert office.run("release_plan", "2023-06-26 08:00", plan=PLAN, actor="nv2").result.recorded
    assert subjects(office.smtp.mails) == ["[PAPI 2023] Đã nhận Biểu đăng ký nhiệm vụ của Ủy ban nhân dân Phường 2"]
    assert not office.status("2023-06-26")["held"]


def test_a_reminder_whose_day_passed_under_a_hold_is_not_sent(office: Office, configure: Configure) -> None:
    office.issue()
    configure(SMTP_HOST="")
    office.advance("2023-06-29 07:30")
    office.run("hold_plan", "2023-06-29 08:00", plan=PLAN, actor="nv1", reason="chờ ý kiến")
    configure(SMTP_HOST=office.smtp.host)
    office.smtp.mails.clear()
    office.run("release_plan", "2023-07-01 08:00", plan=PLAN, actor="nv1")
    assert office.smtp.mails == []
    office.advance("2023-07-03 07:30")
    assert len(office.smtp.mails) == 20
    assert all("đã quá hạn 01 ngày làm việc" in subject for subject in subjects(office.smtp.mails))


def test_the_days_for_mending_begin_when_a_held_return_leaves(office: Office) -> None:
    office.issue()
    office.run("hold_plan", "2023-06-29 08:00", plan=PLAN, actor="nv1", reason="chờ ý kiến")
    office.send("phuong-2", changes={**DRAFTED, "info.signer": None})
    office.advance("2023-06-29 10:00")
    assert office.obligation("phuong-2", "2023-07-06")["status"] == "on_time", "it cannot know what to mend"
    office.smtp.mails.clear()
    office.run("release_plan", "2023-07-06 08:00", plan=PLAN, actor="nv1")
    [returned] = office.mails_to("phuong-2")
    assert "chậm nhất hết ngày 10/7/2023 (02 ngày làm việc kể từ ngày trả lại 06/7/2023)" in plain_text(
        returned.content
    )
    office.send("phuong-2", changes=DRAFTED)
    office.advance("2023-07-10 16:00")
    found = office.obligation("phuong-2", "2023-07-11")
    assert (found["status"], found["received_at"]) == ("on_time", "2023-06-29T10:00:00+07:00")


def test_holding_and_releasing_again_change_nothing_and_contradictions_are_refused(office: Office) -> None:
    office.issue()
    hold = {"plan": PLAN, "actor": "nv1", "reason": "chờ  ý kiến"}
    never = office.run("release_plan", "2023-06-20 08:00", plan=PLAN, actor="nv1")
    assert never.refused
    empty = office.run("hold_plan", "2023-06-20 08:00", plan=PLAN, actor="ai", reason=" ")
    assert empty.refused
    assert "Lý do" in empty.message
    assert '"ai"' in empty.message
    office.run("hold_plan", "2023-06-20 08:00", **hold)
    before = office.digest()
    assert not office.run("hold_plan", "2023-06-20 09:00", **hold).result.recorded
    other = office.run("hold_plan", "2023-06-20 09:00", **{**hold, "actor": "nv2"})
    assert other.refused
    assert "từ 08 giờ 00 phút ngày 20/6/2023, do nv1 ghi: chờ ý kiến" in other.message
    assert office.digest() == before
    office.run("release_plan", "2023-06-20 10:00", plan=PLAN, actor="nv2")
    before = office.digest()
    assert not office.run("release_plan", "2023-06-20 11:00", plan=PLAN, actor="nv2").result.recorded
    assert office.digest() == before


# Previewing.


def test_a_preview_shows_the_officer_the_next_mails_and_sends_no_other(office: Office) -> None:
    office.issue()
    office.smtp.mails.clear()
    assert office.run("preview_notices", "2023-06-22 15:00", plan=PLAN, actor="nv2").result == 20
    assert recipients(office.smtp.mails) == {"nv2@sadec.example": 1}
    text = plain_text(office.smtp.mails[0].content)
    assert "UBND Phường 2 – Nhắc thời hạn – Lượt nhắc ngày 23/6/2023" in text
    assert "Tiêu đề: [PAPI 2023] Nhắc thời hạn gửi Kế hoạch thực hiện: còn 05 ngày làm việc (hạn 30/6/2023)" in text
    office.smtp.mails.clear()
    before = office.digest()
    office.run("preview_notices", "2023-06-22 15:00", plan=PLAN, actor="nv2")
    assert (office.digest(), office.smtp.mails) == (before, [])
    assert office.run("preview_notices", "2023-06-22 15:00", plan=PLAN, actor="ai").refused
    office.advance("2023-06-23 07:30")
    assert len(office.smtp.mails) == 20


def test_a_preview_shows_what_waits_for_approval(office: Office, configure: Configure) -> None:
    configure(MAIL_MODE="approval")
    office.issue()
    assert office.run("preview_notices", "2023-06-15 15:00", plan=PLAN, actor="nv1").result == OPENING
    [mail] = office.smtp.mails
    assert "UBND Phường 2 – Triển khai Kế hoạch – Chờ duyệt" in plain_text(mail.content)


# Pacing.


def test_no_more_mails_leave_in_a_minute_and_in_a_day_than_the_server_may_be_given(
    office: Office, configure: Configure
) -> None:
    configure(MAIL_PER_MINUTE="5", MAIL_PER_DAY="12")
    office.issue()
    sent = [len(office.smtp.mails)]
    for now in ("2023-06-15 09:02", "2023-06-15 09:04", "2023-06-15 12:00", "2023-06-16 09:03", "2023-06-16 09:05"):
        office.run("deliver_messages", now)
        sent.append(len(office.smtp.mails))
    assert sent == [5, 10, 12, 12, 17, OPENING]
    assert set(recipients(office.smtp.mails).values()) == {1}
