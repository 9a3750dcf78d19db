"""Which kind a mail is, which plan it is for, and which of our addresses a notice gives up on."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from papiplan.domain.facts import Issue, PlanFacts
from papiplan.domain.mail_routing import AnsweredMessage, Clues, bounced_addresses, kind_of, route_of
from papiplan.domain.mails import DeliveryReport, FailedRecipient, IncomingMail, MailKind
from papiplan.domain.plans import Operator
from tests.factories import a_mail, a_mail_file, a_plan, a_unit, at

OFFICER, UNIT, STRANGER, DAEMON = (
    "nv1@sadec.example",
    "phuong-2@sadec.example",
    "lan@home.example",
    "mailer-daemon@x.example",
)
REPORT = DeliveryReport("<1@x>", (FailedRecipient(UNIT, "5.1.1", "no such user"),))
HAND = "NHAP HO P2"
PDF, LOGO = a_mail_file(), a_mail_file("image001.png", inline=True)


def facts_of(plan: str = "sa-dec-2023", issued: str = "2023-06-15", **changes: Any) -> PlanFacts:
    on = date.fromisoformat(issued)
    return PlanFacts(a_plan(id=plan, **changes), Issue("1/KH-UBND", on, "A", "nv1", "", at(f"{issued} 08:00")))


THIS, NEXT = facts_of(), facts_of("sa-dec-2024", "2024-05-15")
ELSEWHERE = facts_of(
    "cao-lanh-2024", "2024-05-20", units=(a_unit("xa-khac"),), operators=(Operator("k1", "K", "", "", "k1@cl.example"),)
)

KINDS = (
    ("a unit's file", {"sender": UNIT, "files": (PDF,)}, MailKind.SUBMISSION),
    ("a stranger's file", {"sender": STRANGER, "files": (PDF,)}, MailKind.SUBMISSION),
    ("nobody's file", {"sender": "", "files": (PDF,)}, MailKind.SUBMISSION),
    ("a file beside a logo", {"sender": UNIT, "files": (LOGO, PDF)}, MailKind.SUBMISSION),
    ("a question", {"sender": UNIT}, MailKind.WORDS),
    ("a question with a logo", {"sender": UNIT, "files": (LOGO,)}, MailKind.WORDS),
    ("an officer's hand entry", {"sender": OFFICER, "subject": "Fwd: NHAP HO P2", "files": (PDF,)}, MailKind.HAND),
    ("an officer's hand entry without file", {"sender": OFFICER, "subject": "NHẬP HỘ P2"}, MailKind.HAND),
    ("an officer's own mail", {"sender": OFFICER, "subject": "Kế hoạch", "files": (PDF,)}, MailKind.SUBMISSION),
    ("a stranger like an officer", {"sender": STRANGER, "subject": HAND, "files": (PDF,)}, MailKind.SUBMISSION),
    ("a delivery report", {"sender": DAEMON, "automatic": True, "report": REPORT}, MailKind.BOUNCE),
    ("a report from anywhere", {"sender": STRANGER, "report": REPORT}, MailKind.BOUNCE),
    ("a mail server's words", {"sender": DAEMON, "automatic": True}, MailKind.BOUNCE),
    ("an absence note", {"sender": UNIT, "automatic": True}, MailKind.AUTOMATIC),
    ("a machine with a file", {"sender": UNIT, "automatic": True, "files": (PDF,)}, MailKind.AUTOMATIC),
    ("a machine like an officer", {"sender": OFFICER, "subject": HAND, "automatic": True}, MailKind.AUTOMATIC),
)  # fmt: skip


@pytest.mark.parametrize(("mail", "kind"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS])
def test_a_mail_is_of_one_kind(mail: dict[str, Any], kind: MailKind) -> None:
    assert kind_of(a_mail(**mail), Clues(), (THIS, ELSEWHERE)) is kind


def test_a_message_of_ours_that_comes_back_is_no_submission() -> None:
    assert kind_of(a_mail(files=(PDF,)), Clues(is_ours=True), (THIS,)) is MailKind.AUTOMATIC


def answers(plan: str) -> Clues:
    return Clues(answered=AnsweredMessage(plan, 7, (UNIT,)))


ENTRY = {"sender": "k1@cl.example", "subject": HAND}
OUR_FORM = Clues(frozenset({"sa-dec-2023"}))
NEXT_MAIL, PAST_MAIL = answers("sa-dec-2024").answered, answers("sa-dec-2022").answered
FORMS_OF_TWO = Clues(frozenset({"sa-dec-2023", "sa-dec-2024"}))
ROUTES: tuple[tuple[str, dict[str, Any], Clues, tuple[PlanFacts, ...], str, str], ...] = (
    ("the one plan", {"sender": STRANGER}, Clues(), (THIS,), "sa-dec-2023", ""),
    ("its form, whoever sends it", {"sender": STRANGER}, OUR_FORM, (THIS, ELSEWHERE), "sa-dec-2023", ""),
    ("its form, answering another", {}, replace(OUR_FORM, answered=NEXT_MAIL), (THIS, NEXT), "sa-dec-2023", ""),
    ("the mail it answers", {}, answers("sa-dec-2023"), (THIS, NEXT), "sa-dec-2023", ""),
    ("its officer", ENTRY, Clues(), (NEXT, ELSEWHERE), "cao-lanh-2024", ""),
    ("its unit", {}, Clues(), (THIS, ELSEWHERE), "sa-dec-2023", ""),
    ("a unit of two", {}, Clues(), (THIS, NEXT), "sa-dec-2024", "nhiều kế hoạch"),
    ("a stranger to two", {"sender": STRANGER}, Clues(), (NEXT, THIS), "sa-dec-2024", "nhiều kế hoạch"),
    ("forms of two", {}, FORMS_OF_TWO, (THIS, NEXT), "sa-dec-2024", "nhiều kế hoạch"),
    ("an answer to one that has ended", {}, answers("sa-dec-2022"), (THIS,), "sa-dec-2023", "đã kết thúc"),
    ("a form, answering one that has ended", {}, replace(OUR_FORM, answered=PAST_MAIL), (THIS,), "sa-dec-2023", ""),
    ("a machine to one that has ended", {"automatic": True}, answers("sa-dec-2022"), (THIS,), "sa-dec-2022", ""),
)  # fmt: skip


@pytest.mark.parametrize(
    ("mail", "clues", "receiving", "plan", "doubt"), [row[1:] for row in ROUTES], ids=[row[0] for row in ROUTES]
)
def test_the_nearest_clue_tells_the_plan(
    mail: dict[str, Any], clues: Clues, receiving: tuple[PlanFacts, ...], plan: str, doubt: str
) -> None:
    came = a_mail(**mail)
    route = route_of(came, kind_of(came, clues, receiving), clues, receiving)
    assert route.plan == plan
    assert doubt in (route.doubt.what if route.doubt else "")
    assert bool(doubt) is (route.doubt is not None)


OTHER = "phuong-2.vt@sadec.example"
BOUNCES: tuple[tuple[str, tuple[str, ...], tuple[str, ...], set[str]], ...] = (
    ("the address written to", (UNIT, OTHER), (UNIT.upper(),), {UNIT}),
    ("both addresses", (UNIT, OTHER), (UNIT, OTHER), {UNIT, OTHER}),
    ("where the only address is forwarded to", (UNIT,), ("box17@intern.example",), {UNIT}),
    ("a stranger among two", (UNIT, OTHER), ("box17@intern.example",), set()),
    ("nobody, as of a delay", (UNIT,), (), set()),
)


@pytest.mark.parametrize(("ours", "named", "failed"), [row[1:] for row in BOUNCES], ids=[row[0] for row in BOUNCES])
def test_a_bounce_ends_the_delivery_to_the_address_it_names(
    ours: tuple[str, ...], named: tuple[str, ...], failed: set[str]
) -> None:
    recipients = tuple(FailedRecipient(address, "5.2.2", "mailbox full") for address in named)
    mail = replace(a_mail(), report=DeliveryReport("<1@x>", recipients))
    found = bounced_addresses(mail, AnsweredMessage("sa-dec-2023", 7, ours))
    assert found == dict.fromkeys(failed, "5.2.2 mailbox full")


def test_a_mail_server_that_names_no_address_ends_no_delivery() -> None:
    mail: IncomingMail = a_mail(sender=DAEMON, automatic=True)
    assert bounced_addresses(mail, AnsweredMessage("sa-dec-2023", 7, (UNIT,))) == {}
