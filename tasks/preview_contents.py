"""What the next mails of a plan would be, as far as they follow from what is on record now.

Not here: how they look to the officer (`documents.mails.preview_mails`), nor writing or sending any (`freezing`,
`messages`).
"""

import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time

import sqlalchemy as sa

from papiplan.database import approvals, messages
from papiplan.database.approvals import UnsentMessage
from papiplan.database.messages import Notice
from papiplan.documents.mails.mail_texts import render_mail
from papiplan.documents.mails.preview_mails import PreviewContext, PreviewedMail
from papiplan.domain.addressees import is_officer
from papiplan.domain.chasing import CHASING, is_needless, reminders_due
from papiplan.domain.deadlines import VIETNAM, add_working_days, local_date, short
from papiplan.domain.facts import PlanFacts
from papiplan.domain.messages import NoticeKind
from papiplan.mail.reading import plain_text
from tasks import mail_modes, office
from tasks.answering import Answering
from tasks.reminders import notice_of
from tasks.telling import Content, Telling

Compose = Callable[[PlanFacts, Sequence[Notice], datetime], tuple[str, Content]]
"""How notices become one mail: `mail_contents.mail_of`, which itself knows the mail of a preview."""

ROUND_AT = time(7, 30)
"""When the daily round runs."""

OPENING_LENGTH = 200
"""How many letters of a mail are shown."""


def preview_content(telling: Telling, compose: Compose) -> Content:
    """The mail that shows an officer the next mails."""
    mails = next_mails(telling.facts, telling.now, compose)
    return Content(PreviewContext(*telling.common, mails=mails, mode=mail_modes.in_words()))


def next_mails(facts: PlanFacts, now: datetime, compose: Compose) -> tuple[PreviewedMail, ...]:
    """The mails to units that are frozen and have not left, those that wait to be written, then the next reminders."""
    plan, next_round = facts.definition.id, _next_round(facts, now)
    with office.database().reading() as connection:
        frozen = approvals.load_unsent_messages(connection, plan)
        waiting = [n for n in messages.load_waiting_notices(connection, plan) if _is_wanted(facts, n, now)]
        today = _not_queued(connection, facts, now)
        later = _not_queued(connection, facts, next_round)
    named = {(notice.addressee, notice.occasion) for notice in today}
    later = [notice for notice in later if (notice.addressee, notice.occasion) not in named]
    day = short(local_date(next_round))
    return (
        *(_frozen(facts, message) for message in frozen if not is_officer(message.addressee)),
        *_composed(facts, "Lượt gửi tới", [*waiting, *today], now, compose),
        *_composed(facts, f"Lượt nhắc ngày {day}", later, next_round, compose),
    )


def _next_round(facts: PlanFacts, now: datetime) -> datetime:
    """The round of the next working day."""
    return datetime.combine(add_working_days(local_date(now), 1, facts.calendar), ROUND_AT, VIETNAM)


def _is_wanted(facts: PlanFacts, notice: Notice, now: datetime) -> bool:
    """Whether a waiting notice would be told to a unit, and not dropped."""
    if is_officer(notice.addressee) or facts.is_gone(notice.addressee, now):
        return False
    if notice.kind not in CHASING or notice.obligation is None:
        return True
    return not is_needless(facts, notice.obligation, notice.occasion, notice.not_after, now)


def _not_queued(connection: sa.Connection, facts: PlanFacts, at: datetime) -> list[Notice]:
    """The reminders that a round at this instant would queue."""
    due = [notice_of(standing, reminder) for standing, reminder in reminders_due(facts, at)]
    return [notice for notice in due if not messages.is_queued(connection, facts.definition.id, notice)]


def _frozen(facts: PlanFacts, message: UnsentMessage) -> PreviewedMail:
    when, text = "Chờ duyệt" if message.awaits_approval else "Chờ gửi", plain_text(office.store().get(message.sha256))
    to = facts.definition.unit(message.addressee).short
    return PreviewedMail(when, to, _labels(message.kinds), message.subject, _opening(text))


def _composed(
    facts: PlanFacts, when: str, notices: Sequence[Notice], at: datetime, compose: Compose
) -> Iterator[PreviewedMail]:
    """The mails that would tell these notices: one for each, for all reminders of a unit, for what came together."""
    answering = Answering.of(facts.definition.id, notices)
    together: defaultdict[tuple[object, ...], list[Notice]] = defaultdict(list)
    for place, notice in enumerate(replace(n, addressee=facts.bearer_of(n.addressee, at)) for n in notices):
        shared = answering.shared_by(notice) or (place,)
        together[(notice.addressee,) if notice.kind in CHASING else shared].append(notice)
    for told in together.values():
        text, content = compose(facts, told, at)
        mail = render_mail(text, content.context)
        kinds, to = frozenset(notice.kind for notice in told), facts.definition.unit(told[0].addressee)
        yield PreviewedMail(when, to.short, _labels(kinds), mail.subject, _opening(mail.text))


def _labels(kinds: frozenset[NoticeKind]) -> str:
    return ", ".join(kind.label for kind in NoticeKind if kind in kinds)


def _opening(text: str) -> str:
    """How a mail begins, after its greeting."""
    _, _, said = text.partition("Kính gửi:")
    return textwrap.shorten(said.partition("\n")[2], OPENING_LENGTH, placeholder=" …")
