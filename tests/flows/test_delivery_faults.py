"""Whatever happens between us and the mail server: nothing is lost, and nothing goes twice but what was ambiguous."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import copytree

import pytest
import sqlalchemy as sa

from papiplan import settings
from papiplan.database import deliveries, endings, holding, schema
from papiplan.domain.deadlines import VIETNAM
from papiplan.domain.endings import Ending
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.messages import RESEND_AFTER, DeliveryState
from papiplan.store import DamagedFileError
from tasks import messages, office
from tests.database.filled_plan import ISSUED, PLAN
from tests.flows.outbox import ADDRESSES, copies, delivered, fill_outbox, send, send_and_stop, send_later, states
from tests.mail.certificates import an_authority
from tests.mail.scripted_server import DROP, HANG, SLOW, ScriptedServer, scripted_server
from tests.smtp_server import smtp_server

PENDING, SENT, FAILED, AMBIGUOUS = (
    DeliveryState.PENDING,
    DeliveryState.SENT,
    DeliveryState.FAILED,
    DeliveryState.AMBIGUOUS,
)
ALWAYS = 10**6

Configure = Callable[..., None]


def set_variables(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"PAPIPLAN_{name}", value)
    settings.current.cache_clear()


@pytest.fixture(scope="module")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an office whose mails lie ready, to be copied."""
    home = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as monkeypatch:
        set_variables(monkeypatch, HOME=str(home))
        fill_outbox()
    settings.current.cache_clear()
    return home


@pytest.fixture
def configure(filled_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Configure]:
    """An office with mails ready to be sent; each call changes its settings, such as the mail server."""
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(f"PAPIPLAN_{name.upper()}", raising=False)
    monkeypatch.setattr(messages, "TIMEOUT_SECONDS", 0.6)
    home = copytree(filled_home, tmp_path / "home")
    set_variables(monkeypatch, HOME=str(home), VIRTUAL_CLOCK="1", MAIL_MODE="live", SMTP_SECURITY="none")
    yield partial(set_variables, monkeypatch)
    settings.current.cache_clear()


@contextmanager
def pointed_to(configure: Configure, script: Mapping[str, str], times: int) -> Iterator[ScriptedServer]:
    with scripted_server(script, times) as server:
        configure(SMTP_HOST="127.0.0.1", SMTP_PORT=str(server.port), SMTP_USER="papi", SMTP_PASSWORD="s3cret")
        yield server


def one(state: DeliveryState) -> dict[DeliveryState, int]:
    """One delivery met a mishap, the round went on."""
    return {state: 1, SENT: ADDRESSES - 1}


NONE_SENT = {PENDING: ADDRESSES}

FAULTS: list[tuple[str, str, int, dict[DeliveryState, int], str, dict[DeliveryState, int], int]] = [
    # point, what happens, how often; how all stand then, the answer on record; how all end, copies beyond one each
    ("CONNECT", "421 4.3.2 Too busy", 1, NONE_SENT, "421 4.3.2 Too busy", {SENT: ADDRESSES}, 0),
    ("CONNECT", "554 5.7.1 No service", 1, NONE_SENT, "554 5.7.1 No service", {SENT: ADDRESSES}, 0),
    ("CONNECT", DROP, 1, NONE_SENT, "Không kết nối được máy chủ thư", {SENT: ADDRESSES}, 0),
    ("CONNECT", HANG, 1, NONE_SENT, "không trả lời", {SENT: ADDRESSES}, 0),
    ("CONNECT", f"{SLOW}220 mail.example", ALWAYS, {SENT: ADDRESSES}, "", {SENT: ADDRESSES}, 0),
    ("EHLO", "421 4.3.2 Closing", 1, NONE_SENT, "Không kết nối được máy chủ thư", {SENT: ADDRESSES}, 0),
    ("EHLO", DROP, 1, NONE_SENT, "Không kết nối được máy chủ thư", {SENT: ADDRESSES}, 0),
    ("EHLO", HANG, 1, NONE_SENT, "không trả lời", {SENT: ADDRESSES}, 0),
    ("AUTH", "454 4.7.0 Try later", 1, NONE_SENT, "454 4.7.0 Try later", {SENT: ADDRESSES}, 0),
    ("AUTH", "535 5.7.8 Bad password", 1, NONE_SENT, "535 5.7.8 Bad password", {SENT: ADDRESSES}, 0),
    ("AUTH", DROP, 1, NONE_SENT, "Không kết nối được máy chủ thư", {SENT: ADDRESSES}, 0),
    ("AUTH", HANG, 1, NONE_SENT, "không trả lời", {SENT: ADDRESSES}, 0),
    ("MAIL", "451 4.3.0 Try later", 1, one(PENDING), "451 4.3.0 Try later", {SENT: ADDRESSES}, 0),
    ("MAIL", "451 4.3.0 Try later", ALWAYS, NONE_SENT, "451 4.3.0 Try later", {SENT: ADDRESSES}, 0),
    ("MAIL", "421 4.3.2 Closing", 1, one(PENDING), "421 4.3.2 Closing", {SENT: ADDRESSES}, 0),
    ("MAIL", "421 4.3.2 Closing", ALWAYS, NONE_SENT, "421 4.3.2 Closing", {SENT: ADDRESSES}, 0),
    ("MAIL", "530 5.7.0 Log in first", 1, NONE_SENT, "530 5.7.0 Log in first", {SENT: ADDRESSES}, 0),
    ("MAIL", "550 5.1.0 No sender", 1, one(FAILED), "550 5.1.0 No sender", one(FAILED), -1),
    ("MAIL", DROP, 1, one(PENDING), "trước khi gửi nội dung thư", {SENT: ADDRESSES}, 0),
    ("MAIL", HANG, 1, NONE_SENT, "không trả lời", {SENT: ADDRESSES}, 0),
    ("RCPT", "450 4.2.0 Greylisted", 1, one(PENDING), "450 4.2.0 Greylisted", {SENT: ADDRESSES}, 0),
    ("RCPT", "450 4.2.0 Greylisted", ALWAYS, NONE_SENT, "450 4.2.0 Greylisted", {SENT: ADDRESSES}, 0),
    ("RCPT", "550 5.1.1 No such user", 1, one(FAILED), "550 5.1.1 No such user", one(FAILED), -1),
    ("RCPT", "550 5.1.1 No such user", ALWAYS, {FAILED: ADDRESSES}, "550 5.1.1 No", {FAILED: ADDRESSES}, -ADDRESSES),
    ("RCPT", DROP, 1, one(PENDING), "trước khi gửi nội dung thư", {SENT: ADDRESSES}, 0),
    ("RCPT", HANG, 1, NONE_SENT, "không trả lời", {SENT: ADDRESSES}, 0),
    ("DATA", "451 4.3.0 Try later", 1, one(PENDING), "451 4.3.0 Try later", {SENT: ADDRESSES}, 0),
    ("DATA", "554 5.5.1 Refused", 1, one(FAILED), "554 5.5.1 Refused", one(FAILED), -1),
    ("DATA", DROP, 1, one(PENDING), "trước khi gửi nội dung thư", {SENT: ADDRESSES}, 0),
    ("DATA", HANG, 1, NONE_SENT, "không trả lời", {SENT: ADDRESSES}, 0),
    ("CONTENT", DROP, 1, one(AMBIGUOUS), "chưa rõ đã nhận hay chưa", {SENT: ADDRESSES}, 0),
    ("CONTENT", HANG, 1, {AMBIGUOUS: 1, PENDING: ADDRESSES - 1}, "chưa rõ đã nhận", {SENT: ADDRESSES}, 0),
    ("DOT", "451 4.3.0 Try later", 1, one(PENDING), "451 4.3.0 Try later", {SENT: ADDRESSES}, 0),
    ("DOT", "554 5.6.0 Refused", 1, one(FAILED), "554 5.6.0 Refused", one(FAILED), -1),
    ("DOT", DROP, 1, one(AMBIGUOUS), "chưa rõ đã nhận hay chưa", {SENT: ADDRESSES}, 1),
    ("DOT", DROP, ALWAYS, {AMBIGUOUS: 2, PENDING: ADDRESSES - 2}, "chưa rõ đã nhận", {SENT: ADDRESSES}, 2),
    ("DOT", HANG, 1, {AMBIGUOUS: 1, PENDING: ADDRESSES - 1}, "chưa rõ đã nhận", {SENT: ADDRESSES}, 1),
    ("DOT", f"{SLOW}250 2.0.0 Ok", 1, {SENT: ADDRESSES}, "", {SENT: ADDRESSES}, 0),
    ("QUIT", DROP, 1, {SENT: ADDRESSES}, "", {SENT: ADDRESSES}, 0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("point", "action", "times", "then", "answer", "finally_", "more"),
    FAULTS,
    ids=[f"{point}-{action[:12]}-{'always' if times == ALWAYS else 'once'}" for point, action, times, *_ in FAULTS],
)
def test_whatever_the_server_does_nothing_is_lost_and_only_the_ambiguous_goes_twice(
    configure: Configure,
    point: str,
    action: str,
    times: int,
    then: dict[DeliveryState, int],
    answer: str,
    finally_: dict[DeliveryState, int],
    more: int,
) -> None:
    with pointed_to(configure, {point: action}, times) as server:
        send()
        assert states() == then
        touched = [d for d in delivered() if d.state is not SENT and d.answer] or [d for d in delivered() if not answer]
        assert touched
        assert all(answer in delivery.answer for delivery in touched)
        doubtful = {d.message_id for d in delivered() if d.state is AMBIGUOUS}
        server.times = 0
        send_later()
        assert states() == finally_
        assert len(server.held) == ADDRESSES + more
        # The first unit's message goes to two addresses.
        assert {m for m, n in copies(server.held).items() if n > 1} <= doubtful | {delivered()[0].message_id}
        before = delivered()
        send(ISSUED + timedelta(days=9))
        assert (delivered(), len(server.held)) == (before, ADDRESSES + more), "what has ended is left alone"


def test_a_server_that_is_not_there_gets_everything_once_it_is(configure: Configure) -> None:
    with scripted_server({}) as gone:
        port = gone.port
    configure(SMTP_HOST="127.0.0.1", SMTP_PORT=str(port))
    send()
    assert states() == NONE_SENT
    with pointed_to(configure, {}, 0) as server:
        send_later()
        assert (states(), len(server.held)) == ({SENT: ADDRESSES}, ADDRESSES)


def test_an_unanswered_mail_is_sent_once_more_with_the_same_name_and_then_waits_for_a_person(
    configure: Configure,
) -> None:
    with pointed_to(configure, {"DOT": DROP}, 1) as server:
        send()
        [lost] = [delivery for delivery in delivered() if delivery.state is AMBIGUOUS]
        send(ISSUED + RESEND_AFTER - timedelta(seconds=1))
        assert len(server.held) == ADDRESSES
        server.times = 1
        send_later()
        [waits] = [delivery for delivery in delivered() if delivery.state is AMBIGUOUS]
        assert (waits.message_id, waits.resends) == (lost.message_id, 1)
        assert sum(lost.message_id.encode() in content for content in server.held) >= 2
        held = len(server.held)
        send(ISSUED + timedelta(days=9))
        assert (len(server.held), states()) == (held, one(AMBIGUOUS))


@pytest.mark.parametrize("certificate", ["nobody vouches for it", "of another name"])
def test_a_server_that_cannot_prove_who_it_is_gets_nothing(
    configure: Configure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, certificate: str
) -> None:
    authority = an_authority(tmp_path)
    impostor = "localhost" if certificate == "nobody vouches for it" else "mail.elsewhere.example"
    if certificate == "of another name":
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    configure(SMTP_HOST="localhost", SMTP_SECURITY="starttls")
    with smtp_server(host="localhost", starttls=authority.server_context(impostor)) as server:
        configure(SMTP_PORT=str(server.port))
        send()
        assert (states(), server.mails) == (NONE_SENT, [])
        assert delivered()[0].answer.startswith("Không kết nối an toàn được với máy chủ thư")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with smtp_server(host="localhost", starttls=authority.server_context("localhost")) as server:
        configure(SMTP_PORT=str(server.port))
        send_later()
        assert (states(), len(server.mails)) == ({SENT: ADDRESSES}, ADDRESSES)


# The death of the process that sends.


PROCESSES = get_context("forkserver")
"""Processes of one that has everything imported already; it starts with none of the threads of this one."""


@contextmanager
def delivering(stop_before: str = "", **variables: str) -> Iterator[Connection]:
    """Another process, about to deliver, and what it says; killed at the block's end, without a word to anybody."""
    PROCESSES.set_forkserver_preload(["tests.flows.outbox"])
    heard, said = PROCESSES.Pipe(duplex=False)
    environment = {name: value for name, value in os.environ.items() if name.startswith("PAPIPLAN_")}
    environment |= {f"PAPIPLAN_{name}": value for name, value in variables.items()}
    process = PROCESSES.Process(target=send_and_stop, args=(environment, stop_before, said))
    process.start()
    said.close()
    assert heard.recv() == "delivering"
    try:
        yield heard
    finally:
        process.kill()
        process.join()
        heard.close()


def assert_nothing_is_lost(server: ScriptedServer, doubled: int) -> None:
    """After the lease and the resend's delay everything is sent; twice at most what was being sent."""
    server.times = 0
    send_later()
    assert states() == {SENT: ADDRESSES}
    assert len(server.held) == ADDRESSES + doubled


@pytest.mark.parametrize(
    ("point", "doubled"),
    [("CONNECT", 0), ("EHLO", 0), ("AUTH", 0), ("MAIL", 0), ("RCPT", 0), ("DATA", 0), ("CONTENT", 0), ("DOT", 1)],
)
def test_a_process_killed_while_it_waits_for_an_answer_loses_nothing(
    configure: Configure, point: str, doubled: int
) -> None:
    with pointed_to(configure, {point: HANG}, 1) as server:
        with delivering():
            assert server.hanging.wait(60)
            assert states() == {DeliveryState.SENDING: 1, PENDING: ADDRESSES - 1}
        assert_nothing_is_lost(server, doubled)


@pytest.mark.parametrize(
    ("step", "doubled"), [("_nothing_may_leave", 0), ("_record", 1)], ids=["before-the-claim", "before-the-record"]
)
def test_a_process_killed_beside_the_wire_loses_nothing(configure: Configure, step: str, doubled: int) -> None:
    with pointed_to(configure, {}, 0) as server:
        with delivering(stop_before=step) as heard:
            assert heard.recv() == "stopped"
            assert len(server.held) == doubled
        assert_nothing_is_lost(server, doubled)


def test_a_lease_counts_from_the_present_however_long_its_run_has_lasted(configure: Configure) -> None:
    with pointed_to(configure, {}, 0), delivering(stop_before="_record", VIRTUAL_CLOCK="0") as heard:
        assert heard.recv() == "stopped"
        with office.database().reading() as connection:
            assert deliveries.load_expired_deliveries(connection, PLAN, datetime.now(VIETNAM)) == ()


# What else may happen in the middle of a round.


class _Watched(list[bytes]):
    """The mails that a server holds; something happens once there are three."""

    def __init__(self, happens: Callable[[], None]) -> None:
        super().__init__()
        self.happens = happens

    def append(self, content: bytes) -> None:
        super().append(content)
        if len(self) == 3:
            self.happens()


def _hold() -> None:
    with office.database().plan_transaction(PLAN) as connection:
        holding.save_hold(connection, PLAN, "nv1", "chờ ý kiến", ISSUED + timedelta(seconds=30))


def _cancel() -> None:
    with office.database().plan_transaction(PLAN) as connection:
        endings.save_ending(connection, PLAN, Ending(HandAct.CANCEL, "nv1", "Chủ tịch", "", "", ISSUED))


@pytest.mark.parametrize("happens", [_hold, _cancel])
def test_a_plan_that_is_held_or_cancelled_in_the_middle_of_a_round_sends_no_further_mail(
    configure: Configure, happens: Callable[[], None]
) -> None:
    with pointed_to(configure, {}, 0) as server:
        server.held = _Watched(happens)
        summary = send()
    assert (len(server.held), summary.sent, summary.waiting) == (3, 3, ADDRESSES - 3)
    assert states() == {SENT: 3, PENDING: ADDRESSES - 3}


def test_a_damaged_mail_is_told_and_holds_up_no_other(configure: Configure, tmp_path: Path) -> None:
    with office.database().reading() as connection:
        first = deliveries.load_due_deliveries(connection, PLAN, ISSUED)[-1].sha256
    (tmp_path / "home" / "files" / first[:2] / first[2:]).write_bytes(b"damaged")
    with pointed_to(configure, {}, 0) as server:
        with pytest.raises(DamagedFileError):
            send()
        assert (states(), len(server.held)) == (one(PENDING), ADDRESSES - 1)


def test_an_address_that_is_none_fails_at_once_and_the_others_are_sent(configure: Configure) -> None:
    with office.database().plan_transaction(PLAN) as connection:
        row = sa.update(schema.deliveries).where(schema.deliveries.c.address == "xa-7@sadec.example")
        connection.execute(row.values(address="xã-7@sadec.example"))
    with pointed_to(configure, {}, 0) as server:
        send()
        assert (states(), len(server.held)) == (one(FAILED), ADDRESSES - 1)
    [failed] = [delivery for delivery in delivered() if delivery.state is FAILED]
    assert failed.answer == 'Địa chỉ thư điện tử "xã-7@sadec.example" không hợp lệ'


def test_no_more_is_attempted_in_a_minute_and_in_a_day_than_is_allowed(configure: Configure) -> None:
    configure(MAIL_PER_MINUTE="5", MAIL_PER_DAY="8")
    with pointed_to(configure, {}, 0) as server:
        sent = []
        for later in (0, 30, 61, 122, 86400 + 30, 86400 + 90):
            send(ISSUED + timedelta(seconds=later))
            sent.append(len(server.held))
    assert sent == [5, 5, 8, 8, 13, 16]
