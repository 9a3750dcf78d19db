"""What a mail of the mailbox is, which plan it is for, and which addresses of ours it says were not reached.

Not here: when it counts as received and what makes it doubtful (`mail_sorting`), whose its files are (`identifying`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_mails import is_hand_subject
from papiplan.domain.mails import IncomingMail, MailKind
from papiplan.domain.problems import Problem


@dataclass(frozen=True)
class AnsweredMessage:
    """The message of ours that a mail answers."""

    plan: str
    id: int
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Clues:
    """What is on record of a mail's contents: the plans whose forms it brings, and the message of ours that it answers.

    `is_ours` is whether it is itself a message of ours that came back.
    """

    form_plans: frozenset[str] = frozenset()
    answered: AnsweredMessage | None = None
    is_ours: bool = False


def usable_files(mail: IncomingMail) -> bool:
    """Whether a mail brings a file, and not only pictures that its text shows."""
    return any(not file.inline for file in mail.files)


def kind_of(mail: IncomingMail, clues: Clues, receiving: Iterable[PlanFacts]) -> MailKind:
    """What a mail is, to the office whose plans `receiving` are open.

    What a machine wrote is never answered (RFC 3834), so that comes first: two machines would answer for ever.
    """
    if clues.is_ours:
        return MailKind.AUTOMATIC
    if mail.report is not None or (mail.automatic and mail.sender.partition("@")[0] in _MAIL_SERVERS):
        return MailKind.BOUNCE
    if mail.automatic:
        return MailKind.AUTOMATIC
    if is_hand_subject(mail.subject) and any(officer_code(facts, mail.sender) for facts in receiving):
        return MailKind.HAND
    return MailKind.SUBMISSION if usable_files(mail) else MailKind.WORDS


_MAIL_SERVERS = ("mailer-daemon", "postmaster")


def officer_code(facts: PlanFacts, sender: str) -> str:
    """The code of the plan's officer who writes from this address; "" for anybody else."""
    officers = (o.code for o in facts.definition.operators if sender and o.email.casefold() == sender)
    return next(officers, "")


@dataclass(frozen=True)
class Route:
    """The plan that a mail is recorded with; `doubt` where another might be meant."""

    plan: str
    doubt: Problem | None = None


def route_of(mail: IncomingMail, kind: MailKind, clues: Clues, receiving: Sequence[PlanFacts]) -> Route:
    """The plan of a mail, one of those that receive (at least one); a machine's answer stays with what it answers.

    The plan that the nearest clue points to; where that leaves several it is the newest, and an officer looks.
    """
    answered = clues.answered
    if answered is not None and kind in (MailKind.BOUNCE, MailKind.AUTOMATIC):
        return Route(answered.plan)
    clue = min(_clue(facts, mail, kind, clues) for facts in receiving)
    found = [facts for facts in receiving if _clue(facts, mail, kind, clues) is clue]
    newest = max(found, key=_issued).definition.id
    receives = answered is None or any(facts.definition.id == answered.plan for facts in receiving)
    if not receives and clue is not _Clue.FORM:
        return Route(newest, _ENDED)
    return Route(newest, _SEVERAL if len(found) > 1 else None)


class _Clue(IntEnum):
    """By what a mail is known to be for a plan, the surest first."""

    FORM = 0
    ANSWER = 1
    OFFICER = 2
    UNIT = 3
    NONE = 4


def _clue(facts: PlanFacts, mail: IncomingMail, kind: MailKind, clues: Clues) -> _Clue:
    """The surest sign that a mail is for this plan."""
    plan = facts.definition
    if plan.id in clues.form_plans:
        return _Clue.FORM
    if clues.answered is not None and clues.answered.plan == plan.id:
        return _Clue.ANSWER
    officer = officer_code(facts, mail.sender)
    if officer and kind is MailKind.HAND:
        return _Clue.OFFICER
    addresses = {address.casefold() for unit in plan.units for address in unit.addresses}
    return _Clue.UNIT if officer or mail.sender in addresses else _Clue.NONE


def _issued(facts: PlanFacts) -> tuple[date, datetime, str]:
    """By when a plan was issued; two of one day by when that was recorded."""
    assert facts.issue is not None, "only an issued plan receives"
    return facts.issue.on, facts.issue.recorded_at, facts.definition.id


_ENDED = Problem("", "thư trả lời một kế hoạch đã kết thúc", "Nếu là hồ sơ của Kế hoạch đang chạy, gán tệp cho đơn vị.")
_SEVERAL = Problem(
    "",
    "nhiều kế hoạch đang chạy, chưa rõ thư gửi cho kế hoạch nào",
    "Nếu là hồ sơ của Kế hoạch này, gán tệp cho đơn vị; nếu không, nhập hộ vào kế hoạch kia.",
)


def bounced_addresses(mail: IncomingMail, answered: AnsweredMessage) -> dict[str, str]:
    """The addresses of our message that were given up on, each with the server's reason.

    A server may name the address that it forwards to: where only one was written to, that is meant.
    """
    failed = mail.report.failed if mail.report is not None else ()
    known = {address.casefold(): address for address in answered.addresses}
    only = answered.addresses[0] if len(answered.addresses) == 1 else None
    found = {known.get(each.address.casefold(), only): f"{each.status} {each.reason}".strip() for each in failed}
    return {address: reason for address, reason in found.items() if address is not None}
