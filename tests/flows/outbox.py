"""An office whose mails lie ready to be sent, and the sending itself, without a run of Prefect around it."""

import os
import signal
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from inspect import unwrap
from multiprocessing.connection import Connection

import sqlalchemy as sa

from papiplan import settings
from papiplan.database import Database, messages, schema
from papiplan.database.messages import FrozenMessage
from papiplan.domain.messages import DeliveryState
from papiplan.domain.units import Duty
from papiplan.mail.composing import compose
from tasks import messages as tasks_messages
from tasks import office
from tasks.messages import DeliverySummary, deliver
from tests.database.filled_plan import ISSUED, PLAN, issue_plan
from tests.factories import a_department, a_plan, a_unit

SENDER = "nv1@sadec.example"
UNITS = tuple(f"xa-{n}" for n in range(1, 21))
ADDRESSES = 21
"""Every unit has an address, the first one two."""

LATER = tuple(timedelta(minutes=minutes) for minutes in (2, 12, 45, 120, 240, 600))
"""When the next rounds run, after whatever went wrong: after every delay of a delivery that was put off."""


@dataclass(frozen=True)
class Delivered:
    """How one delivery stands."""

    address: str
    state: DeliveryState
    answer: str
    resends: int
    message_id: str


def fill_outbox() -> None:
    """Issue a plan to 20 units and freeze a mail to each; nothing is sent yet."""
    units = [a_unit(code, addresses=(f"{code}@sadec.example",)) for code in UNITS]
    units[0] = a_unit(UNITS[0], addresses=(f"{UNITS[0]}@sadec.example", f"{UNITS[0]}.vt@sadec.example"))
    coordinator = a_department("nv", "Phòng Nội vụ", duty=Duty.NONE)
    issue_plan(office.database(), a_plan(units=(coordinator, *units), actions=()))
    for notice in _waiting(office.database()):
        message_id, to = f"<{PLAN}.{notice.id}@sadec.example>", units[UNITS.index(notice.addressee)].addresses
        mail = compose(SENDER, to, "Triển khai Kế hoạch", "Kính gửi\n", "<p>Kính gửi</p>", [], message_id, ISSUED)
        kept = office.store().put(mail)
        frozen = FrozenMessage(notice.addressee, message_id, "Triển khai Kế hoạch", kept.sha256, kept.size, to)
        with office.database().plan_transaction(PLAN) as connection:
            messages.save_message(connection, PLAN, frozen, [notice.id], ISSUED)


def _waiting(database: Database) -> tuple[messages.Notice, ...]:
    with database.reading() as connection:
        return messages.load_waiting_notices(connection, PLAN)


def send(now: datetime = ISSUED) -> DeliverySummary:
    """One round of delivering, as a run would do it."""
    return unwrap(deliver)(PLAN, now)


def send_later() -> None:
    """The rounds that follow, with a server that is well again."""
    for later in LATER:
        send(ISSUED + later)


def delivered() -> tuple[Delivered, ...]:
    """How every delivery stands, in the order of their messages."""
    table, message = schema.deliveries.c, schema.messages.c
    with office.database().reading() as connection:
        rows = connection.execute(
            sa.select(schema.deliveries, message.message_id)
            .join(schema.messages, message.id == table.message)
            .order_by(table.id)
        ).all()
    return tuple(Delivered(row.address, row.state, row.answer, row.resends, row.message_id) for row in rows)


def states() -> Counter[DeliveryState]:
    return Counter(delivery.state for delivery in delivered())


def copies(held: list[bytes]) -> Counter[str]:
    """How often each message lies at the server."""
    return Counter(str(message_from_bytes(content)["Message-ID"]) for content in held)


def send_and_stop(environment: Mapping[str, str], stop_before: str, said: Connection) -> None:
    """A delivering process's whole life: it stops for good before one of its own steps, if that is named."""
    os.environ.update(environment)
    settings.current.cache_clear()

    def stop(*_: object) -> None:
        said.send("stopped")
        signal.pause()

    if stop_before:
        setattr(tasks_messages, stop_before, stop)
    said.send("delivering")
    send()
