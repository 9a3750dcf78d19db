"""Every mail is put on record once and then moved, wherever the process dies; a bounce ends its delivery."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from inspect import unwrap
from pathlib import Path
from shutil import copytree

import pytest
import sqlalchemy as sa

from papiplan import settings
from papiplan.database import schema, submissions
from papiplan.database.digests import load_undelivered
from papiplan.database.mails import load_mails_to_see
from papiplan.database.submissions import SubmissionRecord
from papiplan.domain.facts import PlanFacts
from papiplan.domain.mail_routing import Clues
from papiplan.domain.mail_sorting import SortedMail, sort_mail
from papiplan.domain.mails import DeliveryReport, FailedRecipient, IncomingMail, MailKind, OversizedMail, WaitingMail
from papiplan.domain.messages import DeliveryState
from papiplan.domain.obligations import Outcome
from papiplan.mail import reading
from tasks import mail_recording, mailbox, office
from tasks.mailbox import FetchedBatch, take_mails
from tests.database.filled_plan import ISSUED, PLAN
from tests.database_digest import database_digest
from tests.factories import a_mail, a_mail_file, at
from tests.flows.outbox import delivered, fill_outbox, send
from tests.smtp_server import smtp_server

NOW = at("2023-06-30 08:00")
LONG_AGO = at("2020-01-01 00:00")
UNIT, OTHER_ADDRESS = "xa-2@sadec.example", "xa-1.vt@sadec.example"
PROCESSED, TO_SEE = "Đã xử lý", "Cần xem"
PDF = a_mail_file()


@pytest.fixture(scope="module")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an office whose 20 units have been sent their mails, to be copied."""
    home = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as monkeypatch, smtp_server() as smtp:
        _configure(monkeypatch, home)
        monkeypatch.setenv("PAPIPLAN_SMTP_HOST", smtp.host)
        monkeypatch.setenv("PAPIPLAN_SMTP_PORT", str(smtp.port))
        monkeypatch.setenv("PAPIPLAN_SMTP_SECURITY", "none")
        fill_outbox()
        send(ISSUED)
    settings.current.cache_clear()
    return home


@pytest.fixture(autouse=True)
def home(filled_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    _configure(monkeypatch, copytree(filled_home, tmp_path / "home"))
    yield
    settings.current.cache_clear()


def _configure(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(f"PAPIPLAN_{name.upper()}", raising=False)
    monkeypatch.setenv("PAPIPLAN_HOME", str(home))
    monkeypatch.setenv("PAPIPLAN_VIRTUAL_CLOCK", "1")
    settings.current.cache_clear()


class Died(BaseException):
    """Stands for the death of the process at this very place: nothing of ours catches it."""


@dataclass
class Box:
    """A mailbox in memory: the mails that wait by their number, and where each went. It dies before some moves."""

    lying: dict[str, IncomingMail | OversizedMail]
    moved: dict[str, str] = field(default_factory=dict)
    dies_at: str = ""

    def waiting(self) -> Iterator[WaitingMail | OversizedMail]:
        for uid, mail in list(self.lying.items()):
            yield mail if isinstance(mail, OversizedMail) else WaitingMail(uid, mail.received_at, mail.raw)

    def move(self, uid: str, folder: str) -> None:
        if uid == self.dies_at:
            raise Died
        self.moved[uid] = folder
        del self.lying[uid]


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Box:
    """A mailbox whose mails are taken apart already."""
    found = Box({})

    def read_mail(raw: bytes, received_at: datetime) -> IncomingMail:
        assert received_at
        return next(mail for mail in found.lying.values() if isinstance(mail, IncomingMail) and mail.raw == raw)

    monkeypatch.setattr(reading, "read_mail", read_mail)
    return found


def take(box: Box, now: datetime = NOW) -> FetchedBatch:
    """One batch, as a run would take it."""
    return take_mails(box, mailbox._receiving(now), now, mailbox.BATCH)


def came(*, outcome: Outcome | None = None) -> tuple[SubmissionRecord, ...]:
    with office.database().reading() as connection:
        return submissions.load_submissions(connection, PLAN, outcome=outcome)


def on_record() -> list[sa.Row[tuple[object, ...]]]:
    with office.database().reading() as connection:
        return list(connection.execute(sa.select(schema.mails).order_by(schema.mails.c.id)))


def our_message(to: str) -> str:
    return next(delivery.message_id for delivery in delivered() if delivery.address == to)


def a_bounce(address: str, *, of: str, failed: bool = True) -> IncomingMail:
    recipients = (FailedRecipient(address, "5.1.1", "550 no such user"),) if failed else ()
    report = DeliveryReport(our_message(of), recipients)
    return a_mail(sender="mailer-daemon@sadec.example", automatic=True, report=report, text="Không gửi được thư")


def state_of(address: str) -> tuple[DeliveryState, str]:
    return next((delivery.state, delivery.answer) for delivery in delivered() if delivery.address == address)


DIED_AT = ("record_mail", "record_arrival", "move")


@pytest.mark.parametrize("step", DIED_AT)
def test_a_mail_is_on_record_once_and_moved_wherever_the_process_dies(
    box: Box, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    box.lying = {"1": a_mail(sender=UNIT, files=(PDF,))}
    with monkeypatch.context() as dying, pytest.raises(Died):  # noqa: PT012 - the place of death is set up inside
        if step == "move":
            box.dies_at = "1"
        else:
            where = mailbox if step == "record_mail" else mail_recording
            dying.setattr(where, step, _die)
        take(box)
    box.dies_at = ""
    assert take(box).taken == {PLAN: 1}
    assert (len(on_record()), len(came()), list(box.moved)) == (1, 1, ["1"])
    assert not box.lying


def _die(*_: object, **__: object) -> None:
    raise Died


def test_the_same_mail_again_changes_nothing_and_is_moved(box: Box) -> None:
    mail = a_mail(sender=UNIT, files=(PDF,))
    box.lying = {"1": mail}
    take(box)
    before = database_digest(office.database())
    box.lying = {"2": mail}
    assert take(box, NOW + timedelta(hours=1)).taken == {PLAN: 1}
    assert database_digest(office.database()) == before
    assert box.moved["2"] == box.moved["1"]


def test_every_mail_and_every_file_is_in_the_store(box: Box) -> None:
    box.lying = {"1": a_mail(files=(PDF,), sender="lan@home.example"), "2": a_mail(sender=UNIT)}
    mails = list(box.lying.values())
    take(box)
    kept = [office.store().get(row.sha256) for row in on_record()]
    assert kept == [mail.raw for mail in mails if isinstance(mail, IncomingMail)]
    assert [office.store().get(str(record.sha256)) for record in came()] == [PDF.content]


def test_what_nobody_can_assign_goes_where_an_officer_looks_and_a_receipt_where_it_is_done(box: Box) -> None:
    box.lying = {"1": a_mail(files=(PDF,), sender="lan@home.example"), "2": a_mail(sender=UNIT, text="Xin hỏi")}
    take(box)
    assert box.moved == {"1": TO_SEE, "2": TO_SEE}
    assert [record.outcome for record in came()] == [Outcome.UNASSIGNED]
    with office.database().reading() as connection:
        (question,) = load_mails_to_see(connection, PLAN, LONG_AGO, NOW)
    assert (question.sender, question.subject) == (UNIT, "Gửi kế hoạch")
    assert "không kèm tệp" in question.doubt


def test_a_file_of_a_doubtful_mail_waits_with_the_reason(box: Box) -> None:
    late_copy = a_mail(sender=UNIT, files=(PDF,), last_hop_at=at("2023-06-20 08:00"))
    box.lying = {"1": late_copy}
    take(box)
    (record,) = came()
    assert (record.outcome, record.received_at) == (Outcome.UNASSIGNED, late_copy.received_at)
    assert "08 giờ 00 phút ngày 20/6/2023" in record.problems[0].what
    assert box.moved == {"1": TO_SEE}


def test_an_officers_mail_is_his_entry_with_the_instant_he_states(box: Box) -> None:
    subject = "Fwd: NHẬP HỘ xa-2 29/6/2023 15:00 812"
    box.lying = {"1": a_mail(sender="nv1@sadec.example", subject=subject, text="Văn thư chuyển", files=(PDF,))}
    take(box)
    (record,) = came()
    assert (record.unit, record.channel, record.actor) == ("xa-2", "register", "nv1")
    assert record.received_at == at("2023-06-29 15:00")
    assert record.outcome is Outcome.ACCEPTED
    assert box.moved == {"1": PROCESSED}


def test_an_officers_mail_that_is_wrong_loses_nothing_and_says_all(box: Box) -> None:
    subject = "NHAP HO Phường 27 1/7/2023"
    box.lying = {"1": a_mail(sender="nv1@sadec.example", subject=subject, files=(PDF,))}
    take(box)
    (record,) = came()
    assert (record.outcome, record.received_at) == (Outcome.UNASSIGNED, at("2023-06-29 16:50"))
    assert [problem.what.partition(" ")[0] for problem in record.problems] == ["không", "23"]
    assert box.moved == {"1": TO_SEE}


def test_a_bounce_ends_the_delivery_and_is_never_answered(box: Box) -> None:
    box.lying = {"1": a_bounce(OTHER_ADDRESS, of=OTHER_ADDRESS)}
    take(box)
    assert state_of(OTHER_ADDRESS) == (DeliveryState.FAILED, "5.1.1 550 no such user")
    assert state_of("xa-1@sadec.example")[0] is DeliveryState.SENT
    assert [row.kind for row in on_record()] == [MailKind.BOUNCE]
    assert (came(), box.moved) == ((), {"1": PROCESSED})
    with office.database().reading() as connection:
        (lost,) = load_undelivered(connection, PLAN, ISSUED, NOW)
    assert (lost.addressee, lost.address) == ("xa-1", OTHER_ADDRESS)


def test_a_notice_of_delay_is_no_failure(box: Box) -> None:
    box.lying = {"1": a_bounce(UNIT, of=UNIT, failed=False)}
    take(box)
    assert state_of(UNIT)[0] is DeliveryState.SENT
    assert box.moved == {"1": PROCESSED}


def test_an_absence_note_is_kept_with_the_message_it_answers(box: Box) -> None:
    box.lying = {"1": a_mail(sender=UNIT, automatic=True, references=(our_message(UNIT),), text="Tôi đi công tác")}
    take(box)
    (row,) = on_record()
    assert (row.kind, row.answer, bool(row.message)) == (MailKind.AUTOMATIC, "Tôi đi công tác", True)
    assert box.moved == {"1": PROCESSED}


def test_a_mail_too_large_to_be_fetched_is_on_record_once_and_an_officer_looks(box: Box) -> None:
    box.lying = {"1": OversizedMail("1", at("2023-06-29 16:50"), 45_000_000, "<1@x>", UNIT, "Gửi kế hoạch")}
    again = {"2": OversizedMail("2", at("2023-06-29 16:50"), 45_000_000, "<1@x>", UNIT, "Gửi kế hoạch")}
    take(box)
    box.lying = {**again}
    take(box)
    (row,) = on_record()
    assert "45,0 MB" in row.doubt
    assert box.moved == {"1": TO_SEE, "2": TO_SEE}


def test_one_mail_that_we_fail_at_stays_and_stops_no_other(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    box.lying = {"1": a_mail(sender=UNIT, text="1"), "2": a_mail(sender=UNIT, text="2")}
    first = box.lying["1"]

    def failing(mail: IncomingMail, clues: Clues, receiving: Sequence[PlanFacts], now: datetime) -> SortedMail:
        if mail is first:
            raise ZeroDivisionError
        return sort_mail(mail, clues, receiving, now)

    monkeypatch.setattr(mail_recording, "sort_mail", failing)
    assert take(box) == FetchedBatch({PLAN: 1}, ("thư số 1",))
    assert (list(box.lying), box.moved) == (["1"], {"2": TO_SEE})


def test_what_time_heals_is_left_to_the_retry_of_the_whole_batch(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    box.lying = {"1": a_mail(sender=UNIT)}

    def out_of_reach(*_: object) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(mailbox, "record_mail", out_of_reach)
    with pytest.raises(ConnectionResetError):
        take(box)
    assert list(box.lying) == ["1"]


def test_a_batch_ends_and_says_that_more_is_waiting(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "BATCH", 2)
    box.lying = {str(n): a_mail(sender=UNIT, text=str(n)) for n in range(3)}
    assert take(box) == FetchedBatch({PLAN: 2}, more=True)
    assert take(box) == FetchedBatch({PLAN: 1})


def test_a_mail_that_has_yet_to_come_waits(box: Box) -> None:
    box.lying = {"1": a_mail(sender=UNIT, received_at=at("2023-07-01 08:00"))}
    assert take(box) == FetchedBatch({})
    assert take(box, at("2023-07-01 08:15")) == FetchedBatch({PLAN: 1})


def test_without_a_plan_that_receives_the_mailbox_is_left_as_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "mailbox", _die)
    with pytest.raises(Died):
        _fetch(NOW)
    assert _fetch(at("2023-06-01 08:00")) == FetchedBatch({})


def _fetch(now: datetime) -> FetchedBatch:
    """One task's work, without a run of Prefect around it."""
    batch: FetchedBatch = unwrap(mailbox.fetch_batch)(now)
    return batch
