"""What is done with a mail of the mailbox: when its files count as received, by whom they came, what a person must see.

Not here: its kind and plan (`mail_routing`), the words of an officer's subject (`hand_mails`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from papiplan.domain.covering import Covering
from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_mails import hand_problems, read_hand_subject, stated_reason
from papiplan.domain.mail_routing import Clues, Route, kind_of, officer_code, route_of, usable_files
from papiplan.domain.mails import IncomingMail, MailKind
from papiplan.domain.problems import Problem


class MailFolder(StrEnum):
    """Where a mail goes once it is on record: everything found its place, or an officer should look at it."""

    PROCESSED = "Đã xử lý"
    TO_SEE = "Cần xem"


CLOCKS_APART = timedelta(minutes=5)
"""How far two servers' clocks may differ without a meaning."""

COPIED_LATER = timedelta(hours=1)
"""By so much more than the last server's word, the mailbox's own instant is that of a copy and no receipt."""


@dataclass(frozen=True)
class SortedMail:
    """A mail with all that is decided about it before it is recorded.

    `received_at` is the mail's own receipt, `came_at` that of its files: what an officer hands in came before. With any
    `doubts` all its files wait for a person. `brings_files` is whether they are recorded at all: a machine's notice
    that repeats ours brings none.
    """

    kind: MailKind
    plan: str
    received_at: datetime
    came_at: datetime
    channel: str
    brings_files: bool
    doubts: tuple[Problem, ...] = ()
    sender: str = ""
    actor: str = ""
    reason: str = ""
    covering: Covering = field(default_factory=Covering)

    @property
    def doubt(self) -> str:
        return " ".join(problem.sentence() for problem in self.doubts)


def waits(received_at: datetime, now: datetime, *, replayed: bool) -> bool:
    """Whether a mail is left for a later round, because it came after `now`.

    In a year that is `replayed` every later mail has yet to come. Otherwise a mail dated far ahead is no later one: the
    mailbox's clock is wrong.
    """
    return now < received_at and (replayed or received_at <= now + CLOCKS_APART)


def sort_mail(mail: IncomingMail, clues: Clues, receiving: Sequence[PlanFacts], now: datetime) -> SortedMail:
    """What is done with a mail, given the plans that receive (at least one)."""
    kind = kind_of(mail, clues, receiving)
    route = route_of(mail, kind, clues, receiving)
    if kind is MailKind.HAND:
        facts = next(facts for facts in receiving if facts.definition.id == route.plan)
        return _handed_in(mail, route, facts, now)
    received_at, late = _receipt(mail, now)
    doubts = _doubts(mail, kind, clues, (route.doubt, late))
    return SortedMail(
        kind=kind,
        plan=route.plan,
        received_at=received_at,
        came_at=received_at,
        channel="mailbox",
        brings_files=_brings_files(mail, kind, clues),
        doubts=doubts,
        sender=mail.sender,
        reason=" ".join(problem.sentence() for problem in doubts),
    )


def sort_oversized(mail: IncomingMail, size: int, receiving: Sequence[PlanFacts], now: datetime) -> SortedMail:
    """What is done with a mail of which only the envelope was fetched: an officer looks at it. `size` in bytes."""
    route, (received_at, _) = route_of(mail, MailKind.SUBMISSION, Clues(), receiving), _receipt(mail, now)
    megabytes = f"{size / 1_000_000:.1f}".replace(".", ",")
    what = f"thư quá lớn ({megabytes} MB), hệ thống chưa mở"
    large = Problem("", what, "Mở thư trong hộp thư; lưu tệp và nhập hộ, hoặc đề nghị đơn vị gửi tệp nhỏ hơn.")
    return SortedMail(
        kind=MailKind.SUBMISSION,
        plan=route.plan,
        received_at=received_at,
        came_at=received_at,
        channel="mailbox",
        brings_files=False,
        doubts=(large,),
        sender=mail.sender,
    )


def _handed_in(mail: IncomingMail, route: Route, facts: PlanFacts, now: datetime) -> SortedMail:
    """What an officer hands in: by the clerk's register where a number is given, else forwarded.

    An instant that cannot be is none: the files then came when the mail did, until an officer says when.
    """
    received_at, late = _receipt(mail, now)
    stated = read_hand_subject(mail.subject, facts.definition.units, received_at)
    came_at, reason = stated.received_at or received_at, stated_reason(mail.text)
    problems = hand_problems(facts, stated, reason, received_at)
    empty = () if usable_files(mail) else (_EMPTY_HAND,)
    unsure = tuple(filter(None, (route.doubt, late if stated.received_at is None else None)))
    doubts = (*unsure, *empty, *problems)
    return SortedMail(
        kind=MailKind.HAND,
        plan=route.plan,
        received_at=received_at,
        came_at=received_at if problems else came_at,
        channel="register" if stated.registry_no else "forwarded",
        brings_files=bool(mail.files),
        doubts=doubts,
        actor=officer_code(facts, mail.sender),
        reason=reason,
        covering=Covering(unit=stated.unit, registry_no=stated.registry_no),
    )


def _receipt(mail: IncomingMail, now: datetime) -> tuple[datetime, Problem | None]:
    """When a mail was received, never in the future, and what makes that doubtful.

    The mailbox's own instant (INTERNALDATE) counts, which a mail that was held up or copied into it later has not kept.
    """
    if mail.received_at > now:
        what = f"hộp thư ghi lúc nhận là {_words(mail.received_at)}, ở sau hiện tại ({_words(now)})"
        return now, Problem("Thời điểm nhận", what, "Kiểm tra đồng hồ của máy chủ thư.")
    hop = mail.last_hop_at
    if hop is not None and mail.received_at - hop > COPIED_LATER:
        what = f"hộp thư ghi lúc nhận là {_words(mail.received_at)}, máy chủ thư đã nhận từ {_words(hop)}"
        how = "Thư có thể bị giữ lại hoặc được chép vào hộp thư sau; nêu thời điểm nhận khi gán tệp cho đơn vị."
        return mail.received_at, Problem("Thời điểm nhận", what, how)
    return mail.received_at, None


def _words(moment: datetime) -> str:
    return f"{clock_time(moment)} ngày {short(local_date(moment))}"


def _doubts(mail: IncomingMail, kind: MailKind, clues: Clues, unsure: Sequence[Problem | None]) -> tuple[Problem, ...]:
    """Why an officer should look at a mail; nothing where its files alone decide.

    Which plan and when is asked only of what a unit may have sent. A notice that gives up on nobody, as of a delay, is
    no failure.
    """
    if kind is MailKind.BOUNCE:
        told = mail.report is not None and (clues.answered is not None or not mail.report.failed)
        return () if told else (_UNKNOWN_BOUNCE,)
    if kind is MailKind.AUTOMATIC:
        return (_FROM_A_MACHINE,) if _brings_files(mail, kind, clues) else ()
    return tuple(filter(None, ((_WORDS if kind is MailKind.WORDS else None), *unsure)))


def _brings_files(mail: IncomingMail, kind: MailKind, clues: Clues) -> bool:
    if kind is MailKind.AUTOMATIC:
        return usable_files(mail) and not clues.is_ours
    return kind is not MailKind.BOUNCE and bool(mail.files)


_WORDS = Problem("", "thư không kèm tệp dùng được", "Đọc thư và trả lời đơn vị nếu cần.")
_EMPTY_HAND = Problem("", "thư nhập hộ không kèm tệp dùng được", "Gửi lại, kèm tệp hồ sơ.")
_FROM_A_MACHINE = Problem("", "thư do máy gửi tự động, có kèm tệp", "Nếu là hồ sơ của đơn vị, gán tệp cho đơn vị.")
_UNKNOWN_BOUNCE = Problem("", "thư báo không gửi được, chưa rõ của thư nào", "Đọc thư; kiểm tra địa chỉ nêu trong thư.")
