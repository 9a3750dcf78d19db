"""The mailbox as units' mails come through it, on real servers: read once, unmarked, moved, and every mishap named."""

import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

import pytest

from deployments.demo.mailbox_server import MailboxServer, mailbox_server
from papiplan.domain.mails import OversizedMail, WaitingMail
from papiplan.mail import mailbox as mailbox_module
from papiplan.mail.client import Security
from papiplan.mail.mailbox import Mailbox
from papiplan.mail.mailbox_errors import MailboxAwayError, MailboxClosedError
from tests.factories import at
from tests.mail import dovecot
from tests.mail.certificates import Authority, an_authority
from tests.mail.mailbox_relay import CONNECT, DROP, HANG, MailboxRelay, mailbox_relay

PROCESSED = "Đã xử lý"
TO_SEE = "Cần xem"


@dataclass(frozen=True)
class Server:
    """A mailbox's server of one make; its folders' names begin with `prefix`."""

    at: MailboxServer
    prefix: str

    def subjects(self, folder: str) -> list[str]:
        return [mail.subject for mail in self.at.messages(f"{self.prefix}{folder}")]


@pytest.fixture(scope="module")
def pymap() -> Iterator[MailboxServer]:
    with mailbox_server() as server:
        yield server


@pytest.fixture(scope="module")
def real_one() -> Iterator[MailboxServer]:
    if dovecot.PROGRAM is None:
        pytest.skip("Dovecot is not installed (Debian: dovecot-imapd)")
    with dovecot.dovecot() as server:
        yield server


@pytest.fixture(params=["pymap", "real_one"], ids=["pymap", "dovecot"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each server in turn, with an empty mailbox."""
    server = Server(request.getfixturevalue(request.param), "" if request.param == "pymap" else "INBOX.")
    with server.at.opened() as box:
        for folder in (name for name in server.at.folders() if name != "INBOX"):
            box.folder.delete(folder)
        box.folder.set("INBOX")
        box.delete(box.uids())
    return server


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return an_authority(tmp_path_factory.mktemp("authority"))


def to(
    server: MailboxServer,
    *,
    port: int | None = None,
    host: str = "127.0.0.1",
    password: str | None = None,
    security: Security = Security.NONE,
    folder: str = "INBOX",
    timeout: float = 20,
) -> Mailbox:
    password = server.password if password is None else password
    return Mailbox(host, port or server.port, server.user, password, security, timeout, folder)


def a_mail(subject: str, *, text: str = "Kính gửi", sender: str = "phuong-2@sadec.example") -> bytes:
    head = f"Message-ID: <{subject}@sadec.example>\r\nFrom: {sender}\r\nSubject: {subject}\r\n"
    return (
        f"{head}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n".encode()
    )


def received(box: Mailbox) -> list[tuple[bytes, datetime]]:
    mails = list(box.waiting())
    assert all(isinstance(mail, WaitingMail) for mail in mails)
    return [(mail.raw, mail.received_at) for mail in mails if isinstance(mail, WaitingMail)]


def an_encrypted_relay(
    server: MailboxServer, context: ssl.SSLContext, security: Security
) -> AbstractContextManager[MailboxRelay]:
    if security is Security.SSL:
        return mailbox_relay(server.port, tls=context)
    return mailbox_relay(server.port, starttls=context)


def take_all(box: Mailbox) -> None:
    with box:
        for mail in box.waiting():
            box.move(mail.uid, PROCESSED)


def test_what_waits_comes_oldest_first_as_its_bytes_with_the_servers_own_instant(server: Server) -> None:
    came = [("moi", "2023-06-30 07:59:58"), ("cu", "2023-06-29 16:50:00"), ("giua", "2023-06-29 23:30:00")]
    for subject, when in came:
        server.at.append(a_mail(subject), at(when))
    with to(server.at) as box:
        assert received(box) == [
            (a_mail(subject), at(when)) for subject, when in sorted(came, key=lambda each: each[1])
        ]


def test_reading_marks_nothing_as_read(server: Server) -> None:
    server.at.append(a_mail("a"), at("2023-06-29 08:00"))
    with to(server.at) as box:
        assert received(box) == received(box)
    assert "\\Seen" not in server.at.messages("INBOX")[0].flags


def test_an_empty_mailbox_has_nothing_waiting(server: Server) -> None:
    with to(server.at) as box:
        assert received(box) == []


def test_each_mail_is_moved_where_it_belongs_while_the_next_are_read(server: Server) -> None:
    for number in range(4):
        server.at.append(a_mail(f"thu-{number}"), at(f"2023-06-29 0{number}:00"))
    with to(server.at) as box:
        for number, mail in enumerate(box.waiting()):
            box.move(mail.uid, (PROCESSED, TO_SEE)[number % 2])
        assert received(box) == []
    assert server.subjects(PROCESSED) == ["thu-0", "thu-2"]
    assert server.subjects(TO_SEE) == ["thu-1", "thu-3"]
    assert server.at.messages("INBOX") == []


def test_a_mail_that_somebody_else_has_moved_stays_where_it_is(server: Server) -> None:
    for subject in ("a", "b"):
        server.at.append(a_mail(subject), at("2023-06-29 08:00"))
    with to(server.at) as box:
        waiting = box.waiting()
        first = next(waiting)
        with to(server.at) as other:
            for mail in other.waiting():
                other.move(mail.uid, TO_SEE)
        # A server may go on showing it to those who had the folder open.
        for mail in (first, *waiting):
            box.move(mail.uid, PROCESSED)
    assert server.subjects(TO_SEE) == ["a", "b"]
    assert server.subjects(PROCESSED) == []


@pytest.mark.parametrize(
    ("missing", "flags_left"),
    [({b" MOVE": b""}, []), ({b" MOVE": b"", b" UIDPLUS": b""}, [{"\\Deleted"}])],
    ids=["no MOVE", "no MOVE, no UIDPLUS"],
)
def test_a_server_without_move_loses_no_mail_of_anybody(
    server: Server, missing: dict[bytes, bytes], flags_left: list[set[str]]
) -> None:
    for subject in ("cua-ho", "cua-ta"):
        server.at.append(a_mail(subject), at("2023-06-29 08:00"))
    with server.at.opened() as others:
        others.folder.set("INBOX")
        others.client.uid("STORE", others.uids()[0], "+FLAGS", r"(\Deleted)")
    with mailbox_relay(server.at.port, words=missing) as relay:
        with to(server.at, port=relay.port) as box:
            [mail] = box.waiting()
            box.move(mail.uid, PROCESSED)
            assert list(box.waiting()) == []
        assert "UID MOVE" not in relay.commands
        assert "EXPUNGE" not in relay.commands
    assert server.subjects(PROCESSED) == ["cua-ta"]
    left = server.at.messages("INBOX")
    assert left[0].subject == "cua-ho"
    assert [set(mail.flags) & {"\\Deleted"} for mail in left[1:]] == flags_left


def test_a_restored_home_reads_what_was_processed_since_an_instant(server: Server) -> None:
    instants = ("2023-06-28 23:59:59", "2023-06-29 00:00:00", "2023-06-30 09:00:00")
    for when in instants:
        server.at.append(a_mail(when.replace(" ", "T").replace(":", "-")), at(when))
    with to(server.at) as box:
        assert list(box.processed_since(PROCESSED, at("2023-06-01 00:00"))) == []
        for mail in box.waiting():
            box.move(mail.uid, PROCESSED)
        again = [mail.received_at for mail in box.processed_since(PROCESSED, at("2023-06-29 00:00:00"))]
    assert again == [at(when) for when in instants[1:]]


def test_a_mail_above_the_limit_is_told_by_its_envelope_and_moved_like_any_other(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = a_mail("to", text="x" * 5000)
    server.at.append(large, at("2023-06-29 08:00"))
    server.at.append(a_mail("nho"), at("2023-06-29 09:00"))
    monkeypatch.setattr(mailbox_module, "LARGEST_BYTES", 4000)
    with to(server.at) as box:
        mails = list(box.waiting())
        box.move(mails[0].uid, TO_SEE)
    assert mails[0] == OversizedMail(
        mails[0].uid, at("2023-06-29 08:00"), len(large), "<to@sadec.example>", "phuong-2@sadec.example", "to"
    )
    assert isinstance(mails[1], WaitingMail)
    assert server.subjects(TO_SEE) == ["to"]


def test_more_mails_than_are_listed_at_once_all_come(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox_module, "_LISTED_AT_ONCE", 2)
    for number in range(5):
        server.at.append(a_mail(f"thu-{number}"), at(f"2023-06-29 0{number}:00"))
    with to(server.at) as box:
        assert [raw for raw, _ in received(box)] == [a_mail(f"thu-{number}") for number in range(5)]


def test_a_folder_that_is_not_there_is_for_a_person_to_mend(server: Server) -> None:
    with pytest.raises(MailboxClosedError, match=r'Không mở được thư mục "Hồ sơ".*PAPIPLAN_IMAP_FOLDER'):
        to(server.at, folder="Hồ sơ").__enter__()


@pytest.mark.parametrize("password", ["sai", "", "mật khẩu"])
def test_a_refused_login_is_for_a_person_to_mend(pymap: MailboxServer, password: str) -> None:
    with pytest.raises(MailboxClosedError, match=r"không nhận đăng nhập.*PAPIPLAN_IMAP_USER"):
        to(pymap, password=password).__enter__()


def test_a_server_that_is_not_there_is_out_of_reach(pymap: MailboxServer) -> None:
    with mailbox_relay(pymap.port) as gone:
        port = gone.port
    with pytest.raises(MailboxAwayError, match="Không kết nối được"):
        to(pymap, port=port).__enter__()


@pytest.mark.parametrize(
    ("point", "action", "error"),
    [
        (CONNECT, DROP, MailboxAwayError),
        (CONNECT, "* BYE Too many connections", MailboxAwayError),
        (CONNECT, HANG, MailboxAwayError),
        ("LOGIN", "TAG NO [UNAVAILABLE] Try again later", MailboxAwayError),
        ("LOGIN", "TAG NO [AUTHENTICATIONFAILED] Wrong", MailboxClosedError),
        ("LOGIN", "TAG NO Application-specific password required", MailboxClosedError),
        ("LOGIN", "TAG BAD Unknown command", MailboxClosedError),
        ("LOGIN", "* BYE Closing", MailboxAwayError),
        ("LOGIN", DROP, MailboxAwayError),
        ("LOGIN", HANG, MailboxAwayError),
        ("SELECT", "TAG NO [INUSE] Locked", MailboxAwayError),
        ("SELECT", "TAG NO No such mailbox", MailboxClosedError),
        ("UID SEARCH", DROP, MailboxAwayError),
        ("UID SEARCH", "TAG NO [NOPERM] No", MailboxClosedError),
        ("UID FETCH", "TAG NO [SERVERBUG] Internal error", MailboxAwayError),
        ("UID FETCH", "* 1 FETCH (UID 1 INTERNALDATE NIL)\r\nTAG OK Done", MailboxClosedError),
        ("UID FETCH", DROP, MailboxAwayError),
        ("UID FETCH", HANG, MailboxAwayError),
        ("CREATE", "TAG NO [NOPERM] No", MailboxClosedError),
        ("UID MOVE", "TAG NO [OVERQUOTA] Full", MailboxClosedError),
        ("UID MOVE", DROP, MailboxAwayError),
        ("UID MOVE", HANG, MailboxAwayError),
    ],
)
def test_each_mishap_is_either_healed_by_time_or_mended_by_a_person(
    pymap: MailboxServer, point: str, action: str, error: type[Exception]
) -> None:
    with pymap.opened() as others:
        for folder in (name for name in pymap.folders() if name != "INBOX"):
            others.folder.delete(folder)
    pymap.append(a_mail("a"), at("2023-06-29 08:00"))
    with mailbox_relay(pymap.port, {point: action}) as relay:
        box = to(pymap, port=relay.port, timeout=1 if action == HANG else 20)
        with pytest.raises(error, match=r"(Lượt sau sẽ thử lại|Cách xử lý: .*)\.$"):
            take_all(box)
        assert point in relay.commands


@pytest.mark.parametrize("action", [DROP, HANG, "TAG BAD What?"])
def test_a_server_that_does_not_take_leave_ends_nothing(pymap: MailboxServer, action: str) -> None:
    with mailbox_relay(pymap.port, {"LOGOUT": action}) as relay:
        with to(pymap, port=relay.port, timeout=1 if action == HANG else 20):
            pass
        assert relay.commands[-1] == "LOGOUT"


@pytest.mark.parametrize("security", [Security.SSL, Security.STARTTLS])
def test_mails_come_over_an_encrypted_connection_to_a_server_that_the_machine_trusts(
    pymap: MailboxServer, authority: Authority, security: Security, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = authority.server_context("localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with an_encrypted_relay(pymap, context, security) as relay:
        with to(pymap, host="localhost", port=relay.port, security=security) as box:
            list(box.waiting())
        assert "UID SEARCH" in relay.commands


@pytest.mark.parametrize("security", [Security.SSL, Security.STARTTLS])
def test_a_certificate_that_the_machine_does_not_trust_is_for_a_person_to_mend(
    pymap: MailboxServer, authority: Authority, security: Security
) -> None:
    context = authority.server_context("localhost")
    with an_encrypted_relay(pymap, context, security) as relay:
        with pytest.raises(MailboxClosedError, match="Không kết nối an toàn được"):
            to(pymap, host="localhost", port=relay.port, security=security).__enter__()
        assert "LOGIN" not in relay.commands


def test_a_server_without_encryption_is_never_told_the_password(pymap: MailboxServer) -> None:
    with mailbox_relay(pymap.port) as relay:
        with pytest.raises(MailboxClosedError, match="không có STARTTLS"):
            to(pymap, port=relay.port, security=Security.STARTTLS).__enter__()
        assert "LOGIN" not in relay.commands
