"""Freezing what must be told into messages, and delivering them: nothing lost, nothing twice.

Not here: the wording (`documents.mail_texts`), the rules of a delivery (`domain.messages`), the wire (`mail`).
"""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from time import monotonic

from papiplan import settings
from papiplan.database import messages
from papiplan.database.facts import load_facts
from papiplan.database.messages import Delivery, FrozenMessage, Notice
from papiplan.documents.mail_texts import render_mail
from papiplan.domain.lifecycle import PlanFacts
from papiplan.domain.messages import AttemptOutcome, DeliveryState, after_attempt, is_needless
from papiplan.mail.composing import compose
from papiplan.mail.transport import Security, Transport
from tasks import office
from tasks.effects import effect
from tasks.mail_contents import Content, content_of

_log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
"""How long one delivery belongs to the process that claimed it: far longer than any attempt takes."""

TIMEOUT_SECONDS = 30.0


@effect("Soạn thư")
def freeze_messages(plan: str, now: datetime) -> int:
    """Turn waiting notices into messages, each frozen in its own transaction; returns how many.

    A reminder that is no longer wanted is dropped. A unit without an address waits until it has one.
    """
    with office.database().reading() as connection:
        waiting = messages.load_waiting_notices(connection, plan)
        if not waiting:
            return 0
        facts = load_facts(connection, plan, now)
    frozen = 0
    for notice in waiting:
        if _needless(facts, notice, now):
            with office.database().plan_transaction(plan) as connection:
                messages.drop_notice(connection, notice.id, now)
        elif facts.definition.unit(notice.addressee).addresses:
            frozen += _freeze(facts, notice, now)
    return frozen


def _needless(facts: PlanFacts, notice: Notice, now: datetime) -> bool:
    standing = facts.standing_of(notice.obligation, now) if notice.obligation is not None else None
    return standing is not None and is_needless(notice.kind, standing, notice.not_after, now)


def _freeze(facts: PlanFacts, notice: Notice, now: datetime) -> bool:
    content = content_of(facts, notice, now)
    message = _composed(facts, notice, content, now)
    with office.database().plan_transaction(facts.definition.id) as connection:
        return messages.save_message(connection, facts.definition.id, message, [notice.id], now)


def _composed(facts: PlanFacts, notice: Notice, content: Content, now: datetime) -> FrozenMessage:
    """The message's bytes in the store, with a Message-ID that no other message ever has."""
    sender = _sender(facts)
    addresses = facts.definition.unit(notice.addressee).addresses
    message_id = f"<{facts.definition.id}.{notice.id}.{secrets.token_hex(8)}@{sender.rpartition('@')[2]}>"
    mail = render_mail(notice.kind, content.context)
    composed = compose(sender, addresses, mail.subject, mail.text, mail.html, content.attachments, message_id, now)
    kept = office.store().put(composed)
    return FrozenMessage(notice.addressee, message_id, mail.subject, kept.sha256, kept.size, addresses)


def _sender(facts: PlanFacts) -> str:
    return settings.current().mail_from or facts.definition.contact.email


@dataclass(frozen=True)
class DeliverySummary:
    """What one round of delivering a plan's messages came to."""

    plan: str
    sent: int
    failed: int
    waiting: int


@effect("Gửi thư đang chờ")
def deliver(plan: str, now: datetime) -> DeliverySummary:
    """Send what may be sent now over one connection: each claimed under a lease, tried once, and recorded.

    Stops when the server is away. Without a mail server everything stays pending.
    """
    started = monotonic()
    _sweep(plan, now)
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
        due = () if facts.held else messages.load_due_deliveries(connection, plan, now)
    if due and not settings.current().smtp_host:
        _say_not_configured()
        return DeliverySummary(plan, 0, 0, len(due))
    states = []
    if due:
        with _transport() as transport:
            for delivery in due:
                moment = now + timedelta(seconds=int(monotonic() - started))
                state, server_away = _attempt(transport, _sender(facts), delivery, now, moment)
                states.append(state)
                if server_away:
                    break
    sent, failed = states.count(DeliveryState.SENT), states.count(DeliveryState.FAILED)
    return DeliverySummary(plan, sent, failed, len(due) - sent - failed)


def _transport() -> Transport:
    at = settings.current()
    return Transport(
        host=at.smtp_host,
        port=at.smtp_port,
        user=at.smtp_user,
        password=at.smtp_password.get_secret_value(),
        security=Security(at.smtp_security.value),
        timeout=TIMEOUT_SECONDS,
    )


def _attempt(
    transport: Transport, sender: str, delivery: Delivery, now: datetime, moment: datetime
) -> tuple[DeliveryState | None, bool]:
    """Claim, try once, record; the new state, None when another process was quicker, and whether to stop the round.

    Leases and delays count from the `moment` that a long round has reached; what is on record is the run's `now`.
    """
    lease, database = secrets.token_hex(8), office.database()
    message = office.store().get(delivery.sha256)
    with database.plan_transaction(delivery.plan) as connection:
        if not messages.claim_delivery(connection, delivery, lease, moment + LEASE):
            return None, False
    attempt = transport.send(sender, delivery.address, message)
    after = after_attempt(delivery.attempts + 1, delivery.resends, attempt.outcome, moment)
    with database.plan_transaction(delivery.plan) as connection:
        messages.save_attempt(
            connection,
            delivery.id,
            lease=lease,
            state=after.state,
            resends=after.resends,
            not_before=after.not_before,
            answer=attempt.answer,
            now=now,
        )
    if attempt.outcome is not AttemptOutcome.SENT:
        _log.warning("Thư %s chưa gửi được: %s", delivery.message_id, attempt.answer)
    return after.state, attempt.server_away


def _sweep(plan: str, now: datetime) -> None:
    """Deliveries whose process died while sending: nobody knows whether the server has the message."""
    database = office.database()
    with database.reading() as connection:
        expired = messages.load_expired_deliveries(connection, plan, now)
    for delivery in expired:
        after = after_attempt(delivery.attempts, delivery.resends, AttemptOutcome.LOST, now)
        with database.plan_transaction(plan) as connection:
            messages.save_attempt(
                connection,
                delivery.id,
                lease=None,
                state=after.state,
                resends=after.resends,
                not_before=after.not_before,
                answer="Tiến trình gửi dừng giữa chừng; chưa rõ thư đã gửi.",
                now=now,
            )


@cache
def _say_not_configured() -> None:
    _log.warning("Chưa cấu hình máy chủ thư (PAPIPLAN_SMTP_HOST): thư được soạn và giữ ở trạng thái chờ gửi.")
