"""When a mail's files count as received, by whom they came, and what an officer should look at."""

from dataclasses import replace
from typing import Any

import pytest

from papiplan.domain.mail_routing import AnsweredMessage, Clues
from papiplan.domain.mail_sorting import sort_mail, waits
from papiplan.domain.mails import DeliveryReport
from tests.domain.test_mail_routing import DAEMON, LOGO, NEXT, OFFICER, PDF, REPORT, STRANGER, THIS, UNIT
from tests.factories import a_mail, an_obligation, at

NOW = at("2023-06-30 08:00")
RECEIVED = at("2023-06-29 16:50")
ANSWER = Clues(answered=AnsweredMessage("sa-dec-2023", 7, (UNIT,)))
DELAYED = DeliveryReport("<1@x>", ())
LONG_BEFORE = {"last_hop_at": at("2023-06-28 08:00")}
STATED = "NHAP HO phuong 2 29/6/2023 15:00"
HAND = {"sender": OFFICER, "files": (PDF,), "text": "Văn thư chuyển muộn"}
WAITING = (
    ("received before", "2023-06-30 07:59", False, False),
    ("received now", "2023-06-30 08:00", False, False),
    ("received while this round runs", "2023-06-30 08:04", False, True),
    ("dated far ahead by a wrong clock", "2023-07-01 08:00", False, False),
    ("not yet sent in a year that is replayed", "2023-07-01 08:00", True, True),
)


@pytest.mark.parametrize(("received_at", "replayed", "left"), [r[1:] for r in WAITING], ids=[r[0] for r in WAITING])
def test_a_mail_that_came_after_the_round_began_waits_for_the_next(
    received_at: str, replayed: bool, left: bool
) -> None:
    assert waits(at(received_at), NOW, replayed=replayed) is left


DOUBTS: tuple[tuple[str, dict[str, Any], Clues, str], ...] = (
    ("a file", {"files": (PDF,)}, Clues(), ""),
    ("a file that took its time", {"files": (PDF,), "last_hop_at": at("2023-06-29 15:50")}, Clues(), ""),
    ("a file by a clock that is ahead", {"files": (PDF,), "last_hop_at": at("2023-06-29 16:55")}, Clues(), ""),
    ("a file copied in later", {"files": (PDF,), "last_hop_at": at("2023-06-29 15:49")}, Clues(), "15 giờ 49 phút"),
    ("a file dated ahead", {"files": (PDF,), "received_at": at("2023-07-02 08:00")}, Clues(), "ở sau hiện tại"),
    ("a question", {}, Clues(), "không kèm tệp"),
    ("a question with a logo", {"files": (LOGO,)}, Clues(), "không kèm tệp"),
    ("an absence note", {"automatic": True}, ANSWER, ""),
    ("an absence note with a logo", {"automatic": True, "files": (LOGO,)}, ANSWER, ""),
    ("an absence note held up", {"automatic": True, "last_hop_at": at("2023-06-28 08:00")}, ANSWER, ""),
    ("a machine with a file", {"automatic": True, "files": (PDF,)}, Clues(), "do máy gửi"),
    ("our own message come back", {"files": (PDF,)}, Clues(is_ours=True), ""),
    ("a bounce", {"report": REPORT}, ANSWER, ""),
    ("a bounce of nobody's message", {"report": REPORT}, Clues(), "chưa rõ của thư nào"),
    ("a delay", {"report": DELAYED}, Clues(), ""),
    ("a mail server's words", {"sender": DAEMON, "automatic": True}, ANSWER, "chưa rõ của thư nào"),
    ("an officer's entry", HAND | {"subject": STATED}, Clues(), ""),
    ("an officer's entry with its instant, copied in later", HAND | LONG_BEFORE | {"subject": STATED}, Clues(), ""),
    ("an entry, copied in later", HAND | LONG_BEFORE | {"subject": "NHAP HO phuong 2"}, Clues(), "Thời điểm nhận"),
    ("an officer's entry without file", HAND | {"subject": "NHAP HO phuong 2", "files": ()}, Clues(), "không kèm tệp"),
    ("an entry of an unknown unit", HAND | {"subject": "NHAP HO Phường 27"}, Clues(), 'không rõ đơn vị "Phường 27"'),
    ("an entry of the future", HAND | {"subject": "NHAP HO phuong 2 1/7/2023"}, Clues(), "ở sau hiện tại"),
    ("an entry before the plan", HAND | {"subject": "NHAP HO phuong 2 14/6/2023"}, Clues(), "trước ngày ban hành"),
)  # fmt: skip


@pytest.mark.parametrize(("mail", "clues", "doubt"), [row[1:] for row in DOUBTS], ids=[row[0] for row in DOUBTS])
def test_what_an_officer_should_look_at_is_said(mail: dict[str, Any], clues: Clues, doubt: str) -> None:
    found = sort_mail(a_mail(**mail), clues, (THIS,), NOW)
    assert doubt in found.doubt
    assert bool(doubt) is bool(found.doubts)
    assert found.came_at <= NOW


REASONS = (
    ("in time, entered after the due date", "29/6/2023", "2023-07-03 08:00", "", True),
    ("the same with its reason", "29/6/2023", "2023-07-03 08:00", "Văn thư chuyển muộn", False),
    ("in time, entered in time", "29/6/2023", "2023-06-30 23:00", "", False),
    ("late, entered late", "01/7/2023", "2023-07-03 08:00", "", False),
    ("without an instant of its own", "", "2023-07-03 08:00", "", False),
)


@pytest.mark.parametrize(("stated", "sent", "text", "wanted"), [r[1:] for r in REASONS], ids=[r[0] for r in REASONS])
def test_what_makes_a_unit_in_time_after_its_due_date_needs_a_reason(
    stated: str, sent: str, text: str, wanted: bool
) -> None:
    mail = a_mail(sender=OFFICER, files=(PDF,), subject=f"NHAP HO phuong 2 {stated}", text=text, received_at=at(sent))
    owing = replace(THIS, obligations=(an_obligation(),))
    found = sort_mail(mail, Clues(), (owing,), at("2023-07-03 09:00"))
    assert [problem.where for problem in found.doubts] == (["Lý do"] if wanted else [])


def test_every_problem_of_an_officers_entry_is_named_at_once() -> None:
    found = sort_mail(a_mail(**HAND, subject="NHAP HO Phường 27 31/6/2023"), Clues(), (THIS,), NOW)
    assert [problem.what.split('"')[0] for problem in found.doubts] == ["không rõ đơn vị ", ""]


def test_what_an_officer_hands_in_came_when_he_says_by_the_door_that_he_names() -> None:
    found = sort_mail(a_mail(**HAND, subject="NHAP HO phuong 2 29/6/2023 15:00 812"), Clues(), (THIS,), NOW)
    assert (found.channel, found.actor, found.sender) == ("register", "nv1", "")
    assert (found.came_at, found.received_at) == (at("2023-06-29 15:00"), RECEIVED)
    assert (found.covering.unit, found.covering.registry_no) == ("phuong 2", "812")
    assert found.reason == "Văn thư chuyển muộn"
    assert sort_mail(a_mail(**HAND, subject="NHAP HO phuong 2"), Clues(), (THIS,), NOW).channel == "forwarded"


def test_an_instant_that_cannot_be_is_none() -> None:
    found = sort_mail(a_mail(**HAND, subject="NHAP HO phuong 2 1/7/2023"), Clues(), (THIS,), NOW)
    assert found.came_at == RECEIVED


FILES: tuple[tuple[str, dict[str, Any], Clues, bool], ...] = (
    ("a file", {"files": (PDF,)}, Clues(), True),
    ("a picture in a question", {"files": (LOGO,)}, Clues(), True),
    ("words", {}, Clues(), False),
    ("what a bounce returns", {"files": (PDF,), "report": REPORT}, ANSWER, False),
    ("the logo of an absence note", {"files": (LOGO,), "automatic": True}, ANSWER, False),
    ("a machine's file", {"files": (PDF,), "automatic": True}, ANSWER, True),
    ("our own form come back", {"files": (PDF,)}, Clues(is_ours=True), False),
)


@pytest.mark.parametrize(("mail", "clues", "kept"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_the_files_of_a_mail_are_recorded_unless_a_machine_repeats_ours(
    mail: dict[str, Any], clues: Clues, kept: bool
) -> None:
    assert sort_mail(a_mail(**mail), clues, (THIS,), NOW).brings_files is kept


def test_of_a_machines_answer_nobody_asks_which_plan() -> None:
    assert sort_mail(a_mail(sender=STRANGER, automatic=True), Clues(), (THIS, NEXT), NOW).doubts == ()
