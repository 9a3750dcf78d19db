"""Freezing what must be told into messages: one addressee, bytes that never change.

Not here: the wording (`documents.mails.mail_texts`), what a mail tells (`mail_contents`), its delivery (`messages`).
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from papiplan import settings
from papiplan.database import chases, holding, journal, messages
from papiplan.database.facts import load_facts
from papiplan.database.messages import FrozenMessage, Notice
from papiplan.documents.mails.mail_texts import render_mail
from papiplan.domain.chasing import CHASING, is_needless, may_chase
from papiplan.domain.deadlines import local_date
from papiplan.domain.facts import PlanFacts
from papiplan.domain.messages import NoticeKind
from papiplan.mail.addresses import is_address
from papiplan.mail.composing import compose
from tasks import mail_modes, office
from tasks.answering import Answering
from tasks.effects import effect
from tasks.mail_contents import mail_of
from tasks.telling import Content


@effect("Soạn thư")
def freeze_messages(plan: str, now: datetime, addressee: str | None = None) -> int:
    """Turn waiting notices, or those of one addressee, into messages, each in its own transaction; returns how many.

    What need not be told any more is dropped. A unit without an address waits until it has one; nothing is written
    while the plan is held.
    """
    if addressee is None:
        _drop_needless(plan, now)
    with office.database().reading() as connection:
        found = messages.load_waiting_notices(connection, plan)
        waiting = [notice for notice in found if addressee in (None, notice.addressee)]
        if not waiting:
            return 0
        facts, head = load_facts(connection, plan, now), journal.head(connection, plan)
        chased = chases.chased_on(connection, plan, local_date(now))
    if facts.held:
        return 0
    heirs = [replace(notice, addressee=facts.bearer_of(notice.addressee, now)) for notice in waiting]
    tellable = [
        notice
        for notice in heirs
        if mail_modes.addresses_for(facts.definition, notice.addressee) and not _comes_with_an_answer(facts, notice)
    ]
    others = [notice for notice in tellable if notice.kind not in CHASING]
    answers = sum(_freeze(facts, together, now) for together in _came_together(plan, others))
    if not may_chase(facts, now):
        return answers
    reminders = [notice for notice in tellable if notice.kind in CHASING and notice.addressee not in chased]
    return answers + sum(_freeze(facts, together, now, head) for together in _by_addressee(reminders))


def _comes_with_an_answer(facts: PlanFacts, notice: Notice) -> bool:
    """Whether a receipt waits until the form that came beside it is checked: before, it would call the form missing."""
    duty = notice.obligation
    return notice.kind is NoticeKind.RECEIPT and duty is not None and facts.is_being_checked(duty)


def _came_together(plan: str, notices: Sequence[Notice]) -> Iterable[Sequence[Notice]]:
    """The receipts of what came together share a mail, every other notice is told alone; in the order of queueing."""
    answering = Answering.of(plan, notices)
    together: defaultdict[object, list[Notice]] = defaultdict(list)
    for notice in notices:
        together[answering.shared_by(notice) or notice.id].append(notice)
    return together.values()


def _drop_needless(plan: str, now: datetime) -> None:
    """Leave unsaid what need not be told any more, and take back every reminder that did not leave on its own day.

    What it said of the day is no longer so: it waits to be written anew, together with what has come to it since.
    """
    with office.database().reading() as connection:
        if not (messages.load_waiting_notices(connection, plan) or chases.load_unsent_chases(connection, plan)):
            return
    with office.database().plan_transaction(plan) as connection:
        facts = load_facts(connection, plan, now)
        unsent = chases.load_unsent_chases(connection, plan)
        stale = [
            chase.message
            for chase in unsent
            if chase.frozen_on != local_date(now) or any(_needless(facts, notice, now) for notice in chase.notices)
        ]
        chases.take_back(connection, plan, stale, now)
        for notice in messages.load_waiting_notices(connection, plan):
            if _needless(facts, notice, now):
                messages.drop_notice(connection, notice.id, now)


def _needless(facts: PlanFacts, notice: Notice, now: datetime) -> bool:
    if facts.is_gone(notice.addressee, now):
        return True
    if notice.kind in CHASING and notice.obligation is not None:
        return is_needless(facts, notice.obligation, notice.occasion, notice.not_after, now)
    return notice.not_after is not None and now > notice.not_after


def _by_addressee(notices: Sequence[Notice]) -> Iterable[Sequence[Notice]]:
    """The notices of each addressee, in the order in which they were queued."""
    together: defaultdict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        together[notice.addressee].append(notice)
    return together.values()


def _freeze(facts: PlanFacts, notices: Sequence[Notice], now: datetime, head: tuple[int, str] | None = None) -> bool:
    """Freeze one mail that tells `notices`; with the journal's `head` only if nothing happened since it was read.

    A reminder must not cross with what makes it needless, nor a unit get two on one day: then it waits for the next
    run. An answer goes at once.
    """
    text, content = mail_of(facts, notices, now)
    message, plan = _composed(facts, notices, text, content, now), facts.definition.id
    with office.database().plan_transaction(plan) as connection:
        if holding.is_held(connection, plan):
            return False
        if head is not None:
            chased = chases.chased_on(connection, plan, local_date(now))
            if journal.head(connection, plan) != head or message.addressee in chased:
                return False
        return messages.save_message(connection, plan, message, [notice.id for notice in notices], now)


def _composed(facts: PlanFacts, notices: Sequence[Notice], text: str, content: Content, now: datetime) -> FrozenMessage:
    """The message's bytes in the store, with a Message-ID that no other message ever has."""
    sender, notice = sender_of(facts), notices[0]
    message_id = f"<{facts.definition.id}.{notice.id}.{secrets.token_hex(8)}@{sender.rpartition('@')[2]}>"
    kinds, rendered = {notice.kind for notice in notices}, render_mail(text, content.context)
    answering = Answering.of(facts.definition.id, notices)
    strangers = answering.strangers(facts.definition, sender)
    going = mail_modes.outgoing(facts.definition, notice.addressee, kinds, rendered, strangers)
    mail, named = going.mail, [address for address in going.addresses if is_address(address)]
    composed = compose(
        sender,
        named,
        mail.subject,
        mail.text,
        mail.html,
        content.attachments,
        message_id,
        now,
        in_reply_to=answering.mail,
    )
    kept, to = office.store().put(composed), notice.addressee
    return FrozenMessage(to, message_id, mail.subject, kept.sha256, kept.size, going.addresses, going.needs_approval)


def sender_of(facts: PlanFacts) -> str:
    """From whom the plan's mails come: the installation's own address, else the contact's."""
    return settings.current().mail_from or facts.definition.contact.email
