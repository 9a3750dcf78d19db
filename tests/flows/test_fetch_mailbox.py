"""The mailbox through its flows, on a real IMAP server: taken in by the clock, by each round, and by a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

import pytest

from deployments.demo.filling import fill_form
from deployments.demo.mailbox_server import MailboxServer
from flows.each_plan import IncompleteError
from flows.fetch_mailbox import MailsLeftError
from papiplan import settings
from papiplan.database.mails import KnownMail
from papiplan.domain.facts import PlanFacts
from papiplan.domain.mails import IncomingMail
from papiplan.mail.mailbox_errors import MailboxError
from tasks import mailbox
from tasks.mail_recording import record_mail
from tests.factories import at
from tests.flows.offices import Office
from tests.flows.plan_folders import folder_of_units
from tests.flows.test_chasing import text

PLAN = "plan-of-2"
PROCESSED, TO_SEE = "Đã xử lý", "Cần xem"


@dataclass(frozen=True)
class Post:
    """An office with a mailbox, and who writes to it."""

    office: Office
    server: MailboxServer

    def write(self, unit: str, when: str, *, content: bytes | None = None, words: str = "Kính gửi") -> None:
        """A unit's mail, by default with its form filled."""
        mail = EmailMessage()
        mail["From"], mail["Subject"] = f"{unit}@sadec.example", "Gửi kế hoạch"
        mail["Message-ID"] = f"<{unit}.{when[:10]}@x>"
        mail.set_content(words)
        if content is not None:
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename="ke hoach.xlsx")
        self.server.append(mail.as_bytes(), at(when))

    def send_form(self, unit: str, when: str, kind: str = "subplan") -> None:
        self.write(unit, when, content=fill_form(self.office.issued_form(unit, kind, plan=PLAN)))

    def bounce(self, to: str, when: str) -> None:
        """What a mail server says of the last mail to an address."""
        message = [mail for mail in self.office.smtp.mails if to in mail.recipients][-1].message
        lines = (
            "From: MAILER-DAEMON@sadec.example", "To: nv1@sadec.example", "Subject: Undelivered Mail",
            "MIME-Version: 1.0", 'Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"', "",
            "--=_b", "Content-Type: text/plain", "", "The mail could not be delivered.", "", "--=_b",
            "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.sadec.example", "",
            f"Final-Recipient: rfc822; {to}", "Action: failed", "Status: 5.1.1",
            "Diagnostic-Code: smtp; 550 5.1.1 no such user", "", "--=_b", "Content-Type: text/rfc822-headers", "",
            f"Message-ID: {message['Message-ID']}", "Subject: x", "", "--=_b--", "",
        )  # fmt: skip
        self.server.append("\r\n".join(lines).encode(), at(when))

    def lying(self) -> list[int]:
        """How many mails lie in each of the mailbox's folders: waiting, processed, to be seen."""
        return [len(self.server.messages(folder)) for folder in ("INBOX", PROCESSED, TO_SEE)]


@pytest.fixture
def post(office: Office, mailbox: MailboxServer) -> Post:
    """An office whose plan of two units is issued, with a mailbox."""
    office.issue(folder_of_units(office.home, 2))
    return Post(office, mailbox)


def usable(office: Office, unit: str, now: str) -> bool:
    return bool(office.obligation(unit, now, plan=PLAN)["usable"])


def test_a_mail_is_taken_in_answered_and_moved_and_a_second_time_nothing_changes(post: Post) -> None:
    post.send_form("xa-1", "2023-06-28 10:00")
    post.write("xa-2", "2023-06-28 10:05", words="Xin hỏi biểu gửi về đâu?")
    assert post.office.run("fetch_mailbox", "2023-06-28 10:15").result == {PLAN: 2}
    assert usable(post.office, "xa-1", "2023-06-28 10:20")
    assert "hợp lệ" in text(post.office.mails_to("xa-1")[-1])
    assert len(post.office.mails_to("xa-2")) == 1
    assert post.lying() == [0, 1, 1]

    before = post.office.digest()
    assert post.office.run("fetch_mailbox", "2023-06-28 10:30").result == {}
    assert post.office.digest() == before

    post.office.run("daily_digest", "2023-06-29 08:00")
    said = text(post.office.mails_to("nv1")[-1])
    assert 'Thư "Gửi kế hoạch" của xa-2@sadec.example, nhận 10 giờ 05 phút ngày 28/6/2023' in said
    assert "01 cần xem" in str(post.office.mails_to("nv1")[-1].message["Subject"])


def test_a_mail_that_did_not_arrive_is_told_to_the_officers_the_same_day(post: Post) -> None:
    post.office.run("daily_digest", "2023-06-28 08:00")
    before = len(post.office.mails_to("nv1"))
    post.bounce("xa-1@sadec.example", "2023-06-28 10:00")
    post.office.run("fetch_mailbox", "2023-06-28 10:15")
    (told,) = post.office.mails_to("nv1")[before:]
    assert "xa-1@sadec.example: không gửi được" in text(told)
    assert "no such user" in text(told)
    post.office.run("fetch_mailbox", "2023-06-28 10:30")
    assert len(post.office.mails_to("nv1")) == before + 1


def test_the_round_takes_the_mailbox_in_and_so_does_a_person(post: Post) -> None:
    post.send_form("xa-1", "2023-06-28 10:00")
    post.office.advance("2023-06-29 07:30")
    assert usable(post.office, "xa-1", "2023-06-29 07:40")
    post.send_form("xa-2", "2023-06-29 10:00")
    post.office.run("collect_subplans", "2023-06-29 10:10", plan=PLAN)
    assert usable(post.office, "xa-2", "2023-06-29 10:20")
    assert post.lying() == [0, 2, 0]


def test_what_a_killed_run_put_on_record_is_checked_and_told_whole_by_the_next(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Form and signed document came in one mail; the process died between recording and checking it."""
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "xa-1@sadec.example", "Gửi kế hoạch", "<1@x>"
    mail.set_content("Kính gửi")
    form = fill_form(post.office.issued_form("xa-1", plan=PLAN))
    for content, name in ((form, "ke hoach.xlsx"), (b"%PDF-1.4 x", "57-KH-UBND.pdf")):
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    post.server.append(mail.as_bytes(), at("2023-06-28 10:00"))

    def dies(_: str, __: datetime) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr("flows.fetch_mailbox.check_waiting", dies)
        with pytest.raises(KeyboardInterrupt):
            post.office.run("fetch_mailbox", "2023-06-28 10:00")
    before = len(post.office.mails_to("xa-1"))
    post.office.run("deliver_messages", "2023-06-28 10:05")
    assert len(post.office.mails_to("xa-1")) == before, "it would say that the form is missing"
    post.office.run("fetch_mailbox", "2023-06-28 10:15")
    (receipt,) = post.office.mails_to("xa-1")[before:]
    assert "Hồ sơ của đơn vị đã đầy đủ." in text(receipt)


def test_a_consolidation_takes_in_what_lies_in_the_mailbox(post: Post) -> None:
    post.office.advance("2024-03-01 07:30", PLAN)
    post.office.publish(plan=PLAN)
    for unit in ("xa-1", "xa-2"):
        post.send_form(unit, "2024-04-08 10:00", kind="report")
    recorded = post.office.run("consolidate", "2024-04-09 08:00", plan=PLAN, actor="nv1", final=True).result
    assert (recorded.final, recorded.reports) == (True, 2)


def test_a_final_consolidation_does_not_begin_without_the_mailbox(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    post.office.advance("2024-03-01 07:30", PLAN)
    post.office.publish(plan=PLAN)
    monkeypatch.setenv("PAPIPLAN_IMAP_PASSWORD", "wrong")
    settings.current.cache_clear()
    asked = {"plan": PLAN, "actor": "nv1"}
    for final in (False, True):
        with pytest.raises(MailboxError):
            post.office.run("consolidate", "2024-04-09 08:00", **asked, final=final)
    assert post.office.status("2024-04-09 08:10", PLAN)["consolidation"]["final"] is False


@pytest.mark.parametrize("flow", ["advance", "collect_subplans"])
def test_a_mailbox_that_is_shut_fails_and_everything_else_is_done(
    post: Post, monkeypatch: pytest.MonkeyPatch, flow: str
) -> None:
    post.office.send("xa-1", plan=PLAN)
    monkeypatch.setenv("PAPIPLAN_IMAP_PASSWORD", "wrong")
    settings.current.cache_clear()
    with pytest.raises((IncompleteError, MailboxError)):
        post.office.run(flow, "2023-06-28 10:00", plan=PLAN)
    assert usable(post.office, "xa-1", "2023-06-28 10:10")


def test_a_mail_that_we_fail_at_is_named_when_the_others_are_done(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    post.write("xa-2", "2023-06-28 09:00", words="Xin hỏi")
    post.send_form("xa-1", "2023-06-28 10:00")

    def failing(mail: IncomingMail, receiving: Sequence[PlanFacts], now: datetime) -> KnownMail:
        if not mail.files:
            raise ZeroDivisionError
        return record_mail(mail, receiving, now)

    monkeypatch.setattr(mailbox, "record_mail", failing)
    with pytest.raises(MailsLeftError, match="Chưa nhận được 01 thư: thư số 1"):
        post.office.run("fetch_mailbox", "2023-06-28 10:15")
    assert usable(post.office, "xa-1", "2023-06-28 10:20")
    assert post.lying() == [1, 1, 0]
