"""What becomes of one attempt, on real servers: its outcome, the answer, and never more than one copy."""

import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest

from papiplan.domain.messages import AttemptOutcome
from papiplan.mail.client import Security
from papiplan.mail.composing import compose
from papiplan.mail.transport import Attempt, Transport
from tests.factories import at
from tests.mail.certificates import Authority, an_authority
from tests.mail.scripted_server import DROP, HANG, SLOW, scripted_server
from tests.smtp_server import SmtpServer, smtp_server

SENT, REFUSED, DEFERRED, LOST = AttemptOutcome

SENDER = "papi@sadec.example"
UNIT = "phuong-2@sadec.example"


def a_message(number: int = 1) -> bytes:
    return compose(
        SENDER,
        [UNIT],
        "[PAPI 2023] Đề nghị hoàn thiện Biểu đăng ký nhiệm vụ",
        "Kính gửi: Ủy ban nhân dân Phường 2\n.\nTrân trọng.\n",
        "<p>Kính gửi</p>",
        [("biểu.xlsx", b"PK" * 20000)],
        f"<papi.sa-dec-2023.{number}@sadec.example>",
        at("2023-06-15 08:00"),
    )


def to(
    port: int,
    *,
    host: str = "127.0.0.1",
    user: str = "",
    password: str = "",
    security: Security = Security.NONE,
    timeout: float = 5,
) -> Transport:
    return Transport(host, port, user, password, security, timeout)


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with smtp_server() as running:
        yield running


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return an_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The authority, trusted by this machine."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


def test_the_server_receives_the_frozen_bytes_and_its_answer_is_kept(server: SmtpServer) -> None:
    with to(server.port) as transport:
        assert transport.send(SENDER, UNIT, a_message()) == Attempt(SENT, "250 2.0.0 Ok: queued as 0001")
    [mail] = server.mails
    assert (mail.sender, mail.recipients, mail.content) == (SENDER, (UNIT,), a_message())


def test_all_messages_go_over_one_connection(server: SmtpServer) -> None:
    with to(server.port) as transport:
        outcomes = [transport.send(SENDER, UNIT, a_message(number)).outcome for number in range(20)]
    assert outcomes == [SENT] * 20
    assert len(server.mails) == 20
    assert server.connections == 1


def test_a_sender_with_a_name_stands_in_the_envelope_by_its_address(server: SmtpServer) -> None:
    with to(server.port) as transport:
        transport.send(f"Phòng Nội vụ <{SENDER}>", UNIT, a_message())
    assert server.mails[0].sender == SENDER


def test_a_transport_that_sends_nothing_opens_no_connection(server: SmtpServer) -> None:
    with to(server.port):
        pass
    assert server.connections == 0


def test_a_plain_account_name_logs_in_as_it_is(trusted: Authority) -> None:
    with smtp_server(
        host="localhost", starttls=trusted.server_context("localhost"), login=("papi", "s3cret")
    ) as server:
        with to(server.port, host="localhost", user="papi", password="s3cret", security=Security.STARTTLS) as transport:
            assert transport.send(SENDER, UNIT, a_message()).outcome is SENT
        assert len(server.mails) == 1


@pytest.mark.parametrize("password", ["sai", "", "mật khẩu"])
def test_a_refused_login_defers_the_message_and_stops_the_round(trusted: Authority, password: str) -> None:
    with smtp_server(
        host="localhost", starttls=trusted.server_context("localhost"), login=("papi", "s3cret")
    ) as server:
        with to(server.port, host="localhost", user="papi", password=password, security=Security.STARTTLS) as transport:
            attempt = transport.send(SENDER, UNIT, a_message())
        assert (attempt.outcome, attempt.server_away) == (DEFERRED, True)
        assert server.mails == []


def test_a_server_that_is_not_there_defers_the_message_and_stops_the_round() -> None:
    with scripted_server({}) as gone:
        port = gone.port
    with to(port) as transport:
        attempt = transport.send(SENDER, UNIT, a_message())
    assert (attempt.outcome, attempt.server_away) == (DEFERRED, True)
    assert attempt.answer.startswith("Không kết nối được máy chủ thư")


@pytest.mark.parametrize(
    ("point", "action", "outcome", "server_away", "copies"),
    [
        ("CONNECT", "554 5.7.1 No service", DEFERRED, True, 0),
        ("CONNECT", "421 4.3.2 Too busy", DEFERRED, True, 0),
        ("CONNECT", DROP, DEFERRED, True, 0),
        ("CONNECT", HANG, DEFERRED, True, 0),
        ("EHLO", DROP, DEFERRED, True, 0),
        ("EHLO", "421 4.3.2 Closing", DEFERRED, True, 0),
        ("EHLO", HANG, DEFERRED, True, 0),
        ("AUTH", "535 5.7.8 Authentication failed", DEFERRED, True, 0),
        ("AUTH", "454 4.7.0 Try later", DEFERRED, True, 0),
        ("AUTH", DROP, DEFERRED, True, 0),
        ("MAIL", "451 4.3.0 Try later", DEFERRED, False, 0),
        ("MAIL", "421 4.3.2 Closing", DEFERRED, False, 0),
        ("MAIL", "530 5.7.0 Authentication required", DEFERRED, True, 0),
        ("MAIL", "550 5.1.0 Sender rejected", REFUSED, False, 0),
        ("MAIL", "552 5.3.4 Message too big", REFUSED, False, 0),
        ("MAIL", "500 " + "x" * 9000, DEFERRED, False, 0),
        ("MAIL", DROP, DEFERRED, False, 0),
        ("MAIL", HANG, DEFERRED, True, 0),
        ("MAIL", f"{SLOW}250 2.1.0 Ok", SENT, False, 1),
        ("RCPT", "450 4.2.0 Greylisted", DEFERRED, False, 0),
        ("RCPT", "421 4.3.2 Closing", DEFERRED, False, 0),
        ("RCPT", "550 5.1.1 No such user", REFUSED, False, 0),
        ("RCPT", "251 2.1.5 Will forward", SENT, False, 1),
        ("RCPT", DROP, DEFERRED, False, 0),
        ("DATA", "451 4.3.0 Try later", DEFERRED, False, 0),
        ("DATA", "554 5.5.1 No valid recipients", REFUSED, False, 0),
        ("DATA", DROP, DEFERRED, False, 0),
        ("DATA", HANG, DEFERRED, True, 0),
        ("CONTENT", DROP, LOST, False, 0),
        ("DOT", "451 4.3.0 Try later", DEFERRED, False, 0),
        ("DOT", "421 4.3.2 Closing", DEFERRED, False, 0),
        ("DOT", "554 5.6.0 Refused content", REFUSED, False, 0),
        ("DOT", "what?", LOST, False, 1),
        ("DOT", "250 " + "x" * 9000, LOST, False, 1),
        ("DOT", DROP, LOST, False, 1),
        ("DOT", HANG, LOST, True, 1),
        ("DOT", f"{SLOW}250 2.0.0 Ok", SENT, False, 1),
        ("QUIT", DROP, SENT, False, 1),
        ("QUIT", HANG, SENT, False, 1),
        ("QUIT", "221 " + "x" * 9000, SENT, False, 1),
    ],
)
def test_each_mishap_is_one_outcome_and_at_most_one_copy(
    point: str, action: str, outcome: AttemptOutcome, server_away: bool, copies: int
) -> None:
    with scripted_server({point: action}) as server:
        with to(server.port, user="papi", password="secret", timeout=0.6) as transport:
            attempt = transport.send(SENDER, UNIT, a_message())
        assert (attempt.outcome, attempt.server_away) == (outcome, server_away)
        assert len(server.held) == copies
        assert server.commands.count("MAIL") <= 1


def test_a_server_that_greets_nobody_refuses_no_message() -> None:
    with (
        scripted_server({"EHLO": "554 5.5.0 No", "HELO": "554 5.5.0 No"}, times=2) as server,
        to(server.port) as transport,
    ):
        attempt = transport.send(SENDER, UNIT, a_message())
    assert attempt == Attempt(DEFERRED, "Máy chủ thư không nhận kết nối, đăng nhập: 554 5.5.0 No", server_away=True)


@pytest.mark.parametrize(
    ("point", "action"), [("MAIL", DROP), ("RCPT", "421 4.7.0 Too many"), ("CONTENT", DROP), ("DOT", DROP)]
)
def test_a_server_that_ends_one_connection_after_the_other_is_away(point: str, action: str) -> None:
    with scripted_server({point: action}, times=2) as server, to(server.port) as transport:
        away = [transport.send(SENDER, UNIT, a_message(number)).server_away for number in range(2)]
    assert away == [False, True]


@pytest.mark.parametrize("point", ["MAIL", "RCPT", "DATA", "DOT"])
def test_a_server_that_ends_a_connection_now_and_then_is_not_away(point: str) -> None:
    with scripted_server({}) as server, to(server.port) as transport:
        for number in range(3):
            server.script, server.times = {point: "421 4.7.0 Too many on this connection"}, 1
            assert not transport.send(SENDER, UNIT, a_message(number)).server_away
            assert transport.send(SENDER, UNIT, a_message(10 + number)).outcome is SENT


@pytest.mark.parametrize("point", ["MAIL", "RCPT", "DATA", "DOT"])
def test_a_refusal_is_told_in_the_servers_words(point: str) -> None:
    with scripted_server({point: "550-5.1.1 Hộp thư\r\n550 5.1.1 không có"}) as server, to(server.port) as transport:
        assert transport.send(SENDER, UNIT, a_message()) == Attempt(REFUSED, "550 5.1.1 Hộp thư 5.1.1 không có")


@pytest.mark.parametrize(
    ("point", "action", "connections"),
    [
        ("CONNECT", DROP, 2),
        ("MAIL", "450 4.2.0 Later", 1),
        ("MAIL", DROP, 2),
        ("RCPT", "550 5.1.1 No such user", 1),
        ("RCPT", "421 4.3.2 Closing", 2),
        ("DATA", "554 5.5.1 No", 1),
        ("CONTENT", DROP, 2),
        ("DOT", "554 5.6.0 Refused content", 1),
        ("DOT", "what?", 2),
        ("DOT", DROP, 2),
        ("DOT", HANG, 2),
    ],
)
def test_the_message_after_a_mishap_is_sent(point: str, action: str, connections: int) -> None:
    with scripted_server({point: action}) as server:
        with to(server.port, timeout=0.6) as transport:
            transport.send(SENDER, UNIT, a_message(1))
            assert transport.send(SENDER, UNIT, a_message(2)).outcome is SENT
        assert server.connections == connections
        assert sum(b"papi.sa-dec-2023.2@" in content for content in server.held) == 1


@pytest.mark.parametrize(
    "address", ["", "phuong-2", "phuong 2@sadec.example", f"{UNIT}\n", f"{UNIT}, {SENDER}", "phường-2@sadec.example"]
)
def test_an_address_that_is_none_is_refused_without_asking_the_server(server: SmtpServer, address: str) -> None:
    with to(server.port) as transport:
        assert transport.send(SENDER, address, a_message()).outcome is REFUSED
    assert server.connections == 0


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.SSL])
def test_an_encrypted_connection_to_a_verified_server_is_used(trusted: Authority, security: Security) -> None:
    context = trusted.server_context("localhost")
    with encrypted_server(context, security) as server:
        with to(server.port, host="localhost", security=security) as transport:
            assert transport.send(SENDER, UNIT, a_message()).outcome is SENT
        assert len(server.mails) == 1


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.SSL])
def test_a_certificate_of_another_name_defers(trusted: Authority, security: Security) -> None:
    with encrypted_server(trusted.server_context("mail.elsewhere.example"), security) as server:
        assert_not_trusted(server, security)


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.SSL])
def test_a_certificate_that_nobody_vouches_for_defers(authority: Authority, security: Security) -> None:
    with encrypted_server(authority.server_context("localhost"), security) as server:
        assert_not_trusted(server, security)


def test_a_server_without_starttls_gets_neither_password_nor_message() -> None:
    with scripted_server({}) as server:
        with to(server.port, user="papi", password="secret", security=Security.STARTTLS) as transport:
            attempt = transport.send(SENDER, UNIT, a_message())
        assert (attempt.outcome, attempt.server_away) == (DEFERRED, True)
        assert "AUTH" not in server.commands
        assert server.held == []


def encrypted_server(context: ssl.SSLContext, security: Security) -> AbstractContextManager[SmtpServer]:
    if security is Security.SSL:
        return smtp_server(host="localhost", implicit_tls=context)
    return smtp_server(host="localhost", starttls=context)


def assert_not_trusted(server: SmtpServer, security: Security) -> None:
    with to(server.port, host="localhost", security=security) as transport:
        attempt = transport.send(SENDER, UNIT, a_message())
    assert (attempt.outcome, attempt.server_away) == (DEFERRED, True)
    assert attempt.answer.startswith("Không kết nối an toàn được với máy chủ thư")
    assert server.mails == []
