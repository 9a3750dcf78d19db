"""The outbox: a notice is queued once, a message is frozen once, a delivery has one sender at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from papiplan.database import approvals, deliveries, holding, messages, schema
from papiplan.database.deliveries import Delivery
from papiplan.database.messages import FrozenMessage, Notice
from papiplan.domain.holding import Hold
from papiplan.domain.messages import DeliveryState, NoticeKind
from papiplan.domain.plans import SubmissionKind
from tests.database.filled_plan import DELIVERED, ISSUED, PLAN, digest_of, obligation_id
from tests.factories import at

NOW = at("2023-06-27 08:00")
LEASE = timedelta(minutes=10)
A_MOMENT = timedelta(seconds=1)


def a_reminder(occasion: str = "subplan:2023:2023-06-30", **changes: object) -> Notice:
    fields: dict[str, object] = {"addressee": "phuong-2", "kind": NoticeKind.REMINDER_BEFORE, "occasion": occasion}
    return Notice(**{**fields, **changes})  # type: ignore[arg-type]


def a_message(name: str = "thư", *addresses: str) -> FrozenMessage:
    to = addresses or ("phuong-2@sadec.example",)
    return FrozenMessage("phuong-2", f"<{name}@sadec.example>", "Nhắc thời hạn", digest_of(name), 900, to)


def a_message_for_approval(name: str = "thư") -> FrozenMessage:
    return replace(a_message(name), needs_approval=True)


def queued(connection: sa.Connection, notice: Notice) -> int:
    """Queue a notice; its id."""
    assert messages.save_notice(connection, PLAN, notice, NOW)
    return messages.load_waiting_notices(connection, PLAN)[-1].id


def pending(connection: sa.Connection, name: str = "thư", notice: Notice | None = None) -> Delivery:
    """A message of one notice to one address, frozen and not yet tried."""
    telling = queued(connection, notice or a_reminder())
    assert messages.save_message(connection, PLAN, a_message(name), [telling], NOW)
    return deliveries.load_due_deliveries(connection, PLAN, NOW)[-1]


def ended(
    connection: sa.Connection, delivery: Delivery, state: DeliveryState, now: datetime = NOW, **changes: object
) -> bool:
    """Record how an attempt under the lease "mine" ended."""
    outcome: dict[str, object] = {"lease": "mine", "resends": 0, "not_before": None, "answer": "", **changes}
    return deliveries.save_attempt(connection, delivery.id, state=state, now=now, **outcome)  # type: ignore[arg-type]


def claimed(connection: sa.Connection, delivery: Delivery, lease: str = "mine", now: datetime = NOW) -> bool:
    return deliveries.claim_delivery(connection, delivery, lease, now, now + LEASE)


def ids(deliveries: Sequence[Delivery]) -> list[int]:
    return [delivery.id for delivery in deliveries]


# Notices and messages


def test_a_notice_is_queued_once(filled: sa.Connection) -> None:
    assert messages.save_notice(filled, PLAN, a_reminder(), NOW) is True
    assert messages.save_notice(filled, PLAN, a_reminder(), NOW + LEASE) is False
    assert messages.save_notice(filled, PLAN, a_reminder("subplan:2023:2023-07-14"), NOW) is True


def test_a_notice_comes_back_as_it_was_queued(filled: sa.Connection) -> None:
    owed = obligation_id(filled, PLAN, "phuong-2", SubmissionKind.SUBPLAN)
    notice = a_reminder(obligation=owed, not_after=at("2023-06-29 23:59"))
    number = queued(filled, notice)
    found = messages.load_waiting_notices(filled, PLAN)[-1]
    assert found == a_reminder(obligation=owed, not_after=at("2023-06-29 23:59"), id=number)


def test_a_message_tells_its_notices_once(filled: sa.Connection) -> None:
    first, second = queued(filled, a_reminder()), queued(filled, a_reminder("khác"))
    assert messages.save_message(filled, PLAN, a_message(), [first, second], NOW) is True
    assert messages.save_message(filled, PLAN, a_message("lại"), [second], NOW) is False
    assert not {first, second} & {notice.id for notice in messages.load_waiting_notices(filled, PLAN)}


def test_a_dropped_notice_is_not_told(filled: sa.Connection) -> None:
    notice = queued(filled, a_reminder())
    messages.drop_notice(filled, notice, NOW)
    assert messages.save_message(filled, PLAN, a_message(), [notice], NOW) is False
    assert notice not in {waiting.id for waiting in messages.load_waiting_notices(filled, PLAN)}


def test_a_told_notice_is_not_dropped(filled: sa.Connection) -> None:
    notice = queued(filled, a_reminder())
    messages.save_message(filled, PLAN, a_message(), [notice], NOW)
    messages.drop_notice(filled, notice, NOW)
    row = filled.execute(sa.select(schema.notices).where(schema.notices.c.id == notice)).one()
    assert row.dropped_at is None
    assert row.message is not None


def test_a_message_has_a_delivery_for_each_address(filled: sa.Connection) -> None:
    before = ids(deliveries.load_due_deliveries(filled, PLAN, NOW))
    message = a_message("thư", "mot@sadec.example", "hai@sadec.example")
    messages.save_message(filled, PLAN, message, [queued(filled, a_reminder())], NOW)
    new = [d for d in deliveries.load_due_deliveries(filled, PLAN, NOW) if d.id not in before]
    assert [(d.address, d.message_id, d.sha256, d.attempts) for d in new] == [
        ("mot@sadec.example", "<thư@sadec.example>", digest_of("thư"), 0),
        ("hai@sadec.example", "<thư@sadec.example>", digest_of("thư"), 0),
    ]


# Deliveries


def test_of_two_claimers_one_gets_the_delivery(filled: sa.Connection) -> None:
    delivery = pending(filled)
    assert claimed(filled, delivery, "mine") is True
    assert claimed(filled, delivery, "theirs") is False
    assert delivery.id not in ids(deliveries.load_due_deliveries(filled, PLAN, NOW))


def test_a_claim_on_a_state_that_is_past_is_no_claim(filled: sa.Connection) -> None:
    delivery = pending(filled)
    claimed(filled, delivery)
    ended(filled, delivery, DeliveryState.PENDING, not_before=NOW)
    assert claimed(filled, delivery, "theirs") is False, "it was tried once since it was read"


def test_only_the_claims_owner_records_how_it_ended(filled: sa.Connection) -> None:
    delivery = pending(filled)
    claimed(filled, delivery)
    assert ended(filled, delivery, DeliveryState.FAILED, lease="theirs") is False
    assert ended(filled, delivery, DeliveryState.SENT) is True
    assert ended(filled, delivery, DeliveryState.FAILED) is False, "sent is sent"


def test_a_lease_that_ran_out_is_found_and_ended_without_it(filled: sa.Connection) -> None:
    delivery = pending(filled)
    claimed(filled, delivery)
    for now, expired in [(NOW + LEASE, []), (NOW + LEASE + A_MOMENT, [delivery.id])]:
        assert ids(deliveries.load_expired_deliveries(filled, PLAN, now)) == expired
        assert ended(filled, delivery, DeliveryState.AMBIGUOUS, now, lease=None) is bool(expired)
    assert ended(filled, delivery, DeliveryState.SENT, NOW + 2 * LEASE) is False, "whoever slept finds its claim gone"


@pytest.mark.parametrize(
    ("state", "not_before", "due"),
    [
        (DeliveryState.PENDING, NOW + LEASE, True),
        (DeliveryState.AMBIGUOUS, NOW + LEASE, True),
        (DeliveryState.AMBIGUOUS, None, False),
        (DeliveryState.FAILED, None, False),
        (DeliveryState.SENT, None, False),
    ],
)
def test_what_may_be_tried_again_is_due_from_its_instant_on(
    filled: sa.Connection, state: DeliveryState, not_before: datetime | None, due: bool
) -> None:
    delivery = pending(filled)
    claimed(filled, delivery)
    ended(filled, delivery, state, not_before=not_before)
    assert delivery.id not in ids(deliveries.load_due_deliveries(filled, PLAN, NOW + LEASE - A_MOMENT))
    assert (delivery.id in ids(deliveries.load_due_deliveries(filled, PLAN, NOW + LEASE))) is due


def test_what_was_tried_least_comes_first(filled: sa.Connection) -> None:
    put_off, fresh = pending(filled, "một"), pending(filled, "hai", a_reminder("khác"))
    claimed(filled, put_off)
    ended(filled, put_off, DeliveryState.PENDING, not_before=NOW)
    due = ids(deliveries.load_due_deliveries(filled, PLAN, NOW))
    assert due.index(fresh.id) < due.index(put_off.id)


def test_deliveries_are_loaded_for_one_addressee(filled: sa.Connection) -> None:
    mine = pending(filled)
    assert mine.id in ids(deliveries.load_due_deliveries(filled, PLAN, NOW, "phuong-2"))
    assert mine.id not in ids(deliveries.load_due_deliveries(filled, PLAN, NOW, "operator:nv1"))


def test_what_is_claimed_counts_as_attempted_from_that_instant_on(filled: sa.Connection) -> None:
    before = deliveries.count_attempted(filled, NOW - A_MOMENT)
    delivery = pending(filled)
    assert deliveries.count_attempted(filled, NOW - A_MOMENT) == before
    claimed(filled, delivery)
    assert deliveries.count_attempted(filled, NOW - A_MOMENT) == before + 1
    assert deliveries.count_attempted(filled, NOW) == before


# Approval


def test_what_needs_approval_is_not_due_before_it_has_it(filled: sa.Connection) -> None:
    messages.save_message(filled, PLAN, a_message_for_approval(), [queued(filled, a_reminder())], NOW)
    before = ids(deliveries.load_due_deliveries(filled, PLAN, NOW))
    waiting = approvals.load_unsent_messages(filled, PLAN)[-1]
    assert (waiting.awaits_approval, waiting.kinds) == (True, frozenset({NoticeKind.REMINDER_BEFORE}))
    approvals.approve_messages(filled, [waiting.id], "nv1", NOW)
    assert len(deliveries.load_due_deliveries(filled, PLAN, NOW)) == len(before) + 1
    assert approvals.load_unsent_messages(filled, PLAN)[-1] == replace(waiting, awaits_approval=False)


def test_an_approval_is_given_once(filled: sa.Connection) -> None:
    messages.save_message(filled, PLAN, a_message_for_approval(), [queued(filled, a_reminder())], NOW)
    waiting = approvals.load_unsent_messages(filled, PLAN)[-1]
    approvals.approve_messages(filled, [waiting.id], "nv1", NOW)
    approvals.approve_messages(filled, [waiting.id], "nv2", NOW + LEASE)
    row = filled.execute(sa.select(schema.messages).where(schema.messages.c.id == waiting.id)).one()
    assert (row.approved_by, row.approved_at) == ("nv1", NOW)


@pytest.mark.parametrize(
    ("state", "not_before", "unsent"),
    [
        (DeliveryState.PENDING, NOW + LEASE, True),
        (DeliveryState.AMBIGUOUS, NOW + LEASE, True),
        (DeliveryState.AMBIGUOUS, None, False),
        (DeliveryState.FAILED, None, False),
        (DeliveryState.SENT, None, False),
    ],
)
def test_a_message_is_unsent_while_a_delivery_would_still_be_attempted(
    filled: sa.Connection, state: DeliveryState, not_before: datetime | None, unsent: bool
) -> None:
    delivery = pending(filled)
    message = approvals.load_unsent_messages(filled, PLAN)[-1].id
    claimed(filled, delivery)
    ended(filled, delivery, state, not_before=not_before)
    assert (message in [found.id for found in approvals.load_unsent_messages(filled, PLAN)]) is unsent


# Holds


def test_a_hold_lasts_until_it_is_released(filled: sa.Connection) -> None:
    assert not holding.is_held(filled, PLAN)
    holding.save_hold(filled, PLAN, "nv1", "chờ ý kiến", NOW)
    assert holding.is_held(filled, PLAN)
    holding.save_release(filled, PLAN, "nv2", NOW + LEASE)
    assert not holding.is_held(filled, PLAN)
    assert holding.load_holds(filled, PLAN, NOW - A_MOMENT) == ()
    assert holding.load_holds(filled, PLAN, NOW) == (Hold("nv1", "chờ ý kiến", NOW),)
    assert holding.load_holds(filled, PLAN, NOW + LEASE) == (Hold("nv1", "chờ ý kiến", NOW, NOW + LEASE),)


def test_reminders_are_counted_once_they_are_sent(filled: sa.Connection) -> None:
    delivery = pending(filled)
    pending(filled, "chờ", a_reminder("khác"))
    claimed(filled, delivery)
    ended(filled, delivery, DeliveryState.SENT)
    assert messages.count_reminders(filled, PLAN, NOW - A_MOMENT) == 0
    assert messages.count_reminders(filled, PLAN, NOW) == 1


def counts(connection: sa.Connection, now: datetime) -> dict[DeliveryState, int]:
    return {state: n for state, n in deliveries.count_deliveries(connection, PLAN, now).items() if n}


def test_every_state_is_counted_even_with_none_in_it(filled: sa.Connection) -> None:
    assert set(deliveries.count_deliveries(filled, PLAN, ISSUED)) == set(DeliveryState)


def test_deliveries_are_counted_as_they_stood(filled: sa.Connection) -> None:
    assert counts(filled, DELIVERED - A_MOMENT) == {}
    assert counts(filled, DELIVERED) == {DeliveryState.SENT: 1, DeliveryState.PENDING: 1}


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.AMBIGUOUS])
def test_what_ended_later_was_still_pending_then(filled: sa.Connection, state: DeliveryState) -> None:
    before = counts(filled, NOW)
    delivery = pending(filled)
    claimed(filled, delivery)
    ended(filled, delivery, state, NOW + LEASE)
    assert counts(filled, NOW) == {**before, DeliveryState.PENDING: 2}
    assert counts(filled, NOW + LEASE)[state] == before.get(state, 0) + 1
