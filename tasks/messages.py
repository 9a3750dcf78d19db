"""Delivering the messages that wait: nothing lost, nothing twice.

Not here: how they are frozen (`freezing`), the rules of a delivery (`domain.messages`), the wire (`mail`).
"""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from time import monotonic

import sqlalchemy as sa

from papiplan import settings
from papiplan.database import deliveries, endings, holding
from papiplan.database.deliveries import Delivery
from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.domain.messages import AttemptOutcome, DeliveryState, after_attempt
from papiplan.mail.client import Security
from papiplan.mail.transport import Attempt, Transport
from papiplan.store import DamagedFileError
from tasks import clock, office
from tasks.effects import effect
from tasks.freezing import sender_of

_log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
"""How long one delivery belongs to the process that claimed it: far longer than any attempt takes."""

TIMEOUT_SECONDS = 30.0

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True)
class DeliverySummary:
    """What one round of delivering a plan's messages came to."""

    plan: str
    sent: int
    failed: int
    waiting: int


@effect("Gửi thư đang chờ")
def deliver(plan: str, now: datetime, addressee: str | None = None) -> DeliverySummary:
    """Send what may be sent now over one connection, each delivery once; with `addressee` only what is theirs.

    Stops when the server is away, its limits are reached or the plan is held: the rest waits for the next round.
    Without a mail server everything stays pending.
    """
    since = monotonic()
    _sweep(plan, now)
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
        due = deliveries.load_due_deliveries(connection, plan, now, addressee)
    if not due or facts.held or not _configured():
        return DeliverySummary(plan, 0, 0, len(due))
    states = _send(due, sender_of(facts), now, since)
    sent, failed = states.count(DeliveryState.SENT), states.count(DeliveryState.FAILED)
    return DeliverySummary(plan, sent, failed, len(due) - sent - failed)


def _send(due: Sequence[Delivery], sender: str, now: datetime, since: float) -> list[DeliveryState | None]:
    """Attempt one delivery after the other; the states of those that were attempted."""
    states: list[DeliveryState | None] = []
    damaged: Exception | None = None
    with mail_server() as transport:
        for delivery in due:
            try:
                step = _attempt(transport, sender, delivery, now, since)
            except (DamagedFileError, FileNotFoundError) as error:
                # Told by the failed run in the end; the others need not wait until a backup is found.
                damaged = error
                continue
            states.append(step.state)
            if step.is_last:
                break
    if damaged is not None:
        raise damaged
    return states


def mail_server() -> Transport:
    """The way to the mail server that the settings name."""
    at = settings.current()
    return Transport(
        host=at.smtp_host,
        port=at.smtp_port,
        user=at.smtp_user,
        password=at.smtp_password.get_secret_value(),
        security=Security(at.smtp_security.value),
        timeout=TIMEOUT_SECONDS,
    )


@dataclass(frozen=True)
class _Step:
    """What became of one delivery, None when it was not ours to send, and whether the round ends with it."""

    state: DeliveryState | None
    is_last: bool = False


def _attempt(transport: Transport, sender: str, delivery: Delivery, now: datetime, since: float) -> _Step:
    """Claim, try once, record.

    Leases, delays and limits count from the instant that a long round has reached; on record is the run's `now`.
    """
    message, lease = office.store().get(delivery.sha256), secrets.token_hex(8)
    moment = clock.reached(now, since)
    with office.database().plan_transaction(delivery.plan) as connection:
        if _nothing_may_leave(connection, delivery.plan, moment):
            return _Step(None, is_last=True)
        if not deliveries.claim_delivery(connection, delivery, lease, moment, moment + LEASE):
            return _Step(None)
    attempt = transport.send(sender, delivery.address, message)
    if attempt.outcome is not AttemptOutcome.SENT:
        _log.warning("Thư %s chưa gửi được: %s", delivery.message_id, attempt.answer)
    state = _record(delivery, delivery.attempts + 1, attempt, lease, now, clock.reached(now, since))
    return _Step(state, attempt.server_away)


def _nothing_may_leave(connection: sa.Connection, plan: str, moment: datetime) -> bool:
    """Whether the plan was held or has ended meanwhile, or the server has been given as much as it is to be."""
    if holding.is_held(connection, plan) or endings.load_ending(connection, plan, ANY_TIME):
        return True
    at = settings.current()
    for limit, window in ((at.mail_per_minute, MINUTE), (at.mail_per_day, DAY)):
        if limit and deliveries.count_attempted(connection, moment - window) >= limit:
            _log.info("Đã gửi %d thư trong %s, bằng giới hạn đã đặt: thư còn lại chờ lượt sau.", limit, window)
            return True
    return False


def _record(
    delivery: Delivery, attempts: int, attempt: Attempt, lease: str | None, now: datetime, moment: datetime
) -> DeliveryState | None:
    """Record how an attempt ended; None when its lease had run out and others have recorded it as lost."""
    after = after_attempt(attempts, delivery.resends, attempt.outcome, moment)
    with office.database().plan_transaction(delivery.plan) as connection:
        recorded = deliveries.save_attempt(
            connection,
            delivery.id,
            lease=lease,
            state=after.state,
            resends=after.resends,
            not_before=after.not_before,
            answer=attempt.answer,
            now=now,
        )
    return after.state if recorded else None


_DIED = Attempt(AttemptOutcome.LOST, "Tiến trình gửi dừng giữa chừng; chưa rõ thư đã gửi.")
"""Of a delivery whose process died while sending: nobody knows whether the server has the message."""


def _sweep(plan: str, now: datetime) -> None:
    """End the claims of processes that died while sending."""
    with office.database().reading() as connection:
        expired = deliveries.load_expired_deliveries(connection, plan, now)
    for delivery in expired:
        _record(delivery, delivery.attempts, _DIED, None, now, now)


def _configured() -> bool:
    """Whether there is a mail server; where there is none, that is said once a process."""
    if not settings.current().smtp_host:
        _say_not_configured()
    return bool(settings.current().smtp_host)


@cache
def _say_not_configured() -> None:
    _log.warning("Chưa cấu hình máy chủ thư (PAPIPLAN_SMTP_HOST): thư được soạn và giữ ở trạng thái chờ gửi.")
