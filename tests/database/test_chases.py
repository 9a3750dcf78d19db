"""Reminders on their way: what has not left is taken back, and what nobody can have read is told again."""

import pytest
import sqlalchemy as sa

from papiplan.database import chases, messages, schema
from papiplan.database.messages import FrozenMessage, Notice
from papiplan.domain.messages import DeliveryState, NoticeKind
from papiplan.domain.plans import SubmissionKind
from tests.database.filled_plan import PLAN, digest_of, obligation_id
from tests.factories import at

NOW = at("2023-06-29 07:30")
LATER = at("2023-06-29 12:00")


def a_reminder(connection: sa.Connection, occasion: str = "before-1", unit: str = "phuong-2") -> int:
    """Queue a reminder about a unit's sub-plan; its id."""
    owed = obligation_id(connection, PLAN, unit, SubmissionKind.SUBPLAN)
    notice = Notice("phuong-2", NoticeKind.REMINDER_BEFORE, f"{occasion}:{unit}", owed, not_after=LATER)
    assert messages.save_notice(connection, PLAN, notice, NOW)
    return messages.load_waiting_notices(connection, PLAN)[-1].id


def frozen(connection: sa.Connection, *notices: int, name: str = "thư", addresses: int = 1) -> int:
    """A mail that tells these notices; its id."""
    to = tuple(f"phuong-2-{n}@sadec.example" for n in range(addresses))
    message = FrozenMessage("phuong-2", f"<{name}@sadec.example>", "Nhắc thời hạn", digest_of(name), 900, to)
    assert messages.save_message(connection, PLAN, message, notices, NOW)
    return int(connection.execute(sa.select(sa.func.max(schema.messages.c.id))).scalar_one())


def set_delivery(connection: sa.Connection, message: int, state: DeliveryState, **changes: object) -> None:
    """Let the first delivery of a message stand so."""
    table = schema.deliveries
    first = sa.select(sa.func.min(table.c.id)).where(table.c.message == message).scalar_subquery()
    connection.execute(table.update().where(table.c.id == first).values(state=state, **changes))


def states(connection: sa.Connection, message: int) -> list[DeliveryState]:
    table = schema.deliveries.c
    return list(connection.execute(sa.select(table.state).where(table.message == message).order_by(table.id)).scalars())


def waiting(connection: sa.Connection) -> set[int]:
    return {notice.id for notice in messages.load_waiting_notices(connection, PLAN)}


PENDING, SENDING, SENT, FAILED, AMBIGUOUS, SUPPRESSED = DeliveryState
GOES_ON = {"resends": 1, "not_before": LATER}


@pytest.mark.parametrize(
    ("state", "how", "unsent", "after", "told_again"),
    [
        (PENDING, {}, True, SUPPRESSED, True),
        (SENDING, {"lease": "mine", "lease_until": LATER}, False, SENDING, False),
        (SENT, {"sent_at": NOW}, False, SENT, False),
        (FAILED, {}, False, FAILED, False),
        (AMBIGUOUS, GOES_ON, True, SUPPRESSED, False),
        (AMBIGUOUS, {"resends": 1}, False, AMBIGUOUS, False),
    ],
    ids=["waiting", "being sent", "sent", "refused", "lost, to be resent", "lost for good"],
)
def test_what_nobody_can_have_read_is_told_again(
    filled: sa.Connection,
    state: DeliveryState,
    how: dict[str, object],
    unsent: bool,
    after: DeliveryState,
    told_again: bool,
) -> None:
    notice = a_reminder(filled)
    message = frozen(filled, notice)
    set_delivery(filled, message, state, **how)
    assert [chase.message for chase in chases.load_unsent_chases(filled, PLAN)] == ([message] if unsent else [])
    chases.take_back(filled, PLAN, [message], LATER)
    assert states(filled, message) == [after]
    assert (notice in waiting(filled)) is told_again
    assert chases.load_unsent_chases(filled, PLAN) == ()


def test_a_mail_that_reached_one_of_two_addresses_is_not_told_again(filled: sa.Connection) -> None:
    notice = a_reminder(filled)
    message = frozen(filled, notice, addresses=2)
    set_delivery(filled, message, SENT, sent_at=NOW)
    chases.take_back(filled, PLAN, [message], LATER)
    assert states(filled, message) == [SENT, SUPPRESSED]
    assert notice not in waiting(filled)


def test_an_unsent_mail_knows_its_day_and_what_it_tells(filled: sa.Connection) -> None:
    mine, theirs = a_reminder(filled), a_reminder(filled, unit="tckh")
    frozen(filled, mine, theirs)
    (unsent,) = chases.load_unsent_chases(filled, PLAN)
    assert unsent.frozen_on == NOW.date()
    assert [notice.id for notice in unsent.notices] == [mine, theirs]
    assert unsent.notices[0].not_after == LATER


def test_what_came_for_one_duty_leaves_the_others_of_its_mail_to_be_told(filled: sa.Connection) -> None:
    mine, theirs = a_reminder(filled), a_reminder(filled, unit="tckh")
    both = frozen(filled, mine, theirs)
    unfrozen = a_reminder(filled, "on-day")
    other = frozen(filled, a_reminder(filled, "on-day", "tckh"), name="khác")
    chases.drop_chases(filled, PLAN, obligation_id(filled, PLAN, "phuong-2", SubmissionKind.SUBPLAN), LATER)
    assert states(filled, both) == [SUPPRESSED]
    assert states(filled, other) == [PENDING]
    assert theirs in waiting(filled)
    assert not {mine, unfrozen} & waiting(filled)


def test_no_other_notice_is_left_unsaid_when_something_came(filled: sa.Connection) -> None:
    owed = obligation_id(filled, PLAN, "phuong-2", SubmissionKind.SUBPLAN)
    messages.save_notice(filled, PLAN, Notice("phuong-2", NoticeKind.EXTENDED, "khác", owed), NOW)
    extended = messages.load_waiting_notices(filled, PLAN)[-1].id
    chases.drop_chases(filled, PLAN, owed, LATER)
    assert extended in waiting(filled)


@pytest.mark.parametrize(
    ("day", "chased"), [("2023-06-28", False), ("2023-06-29", True), ("2023-06-30", False)], ids=str
)
def test_a_unit_was_chased_on_the_day_its_mail_was_frozen_unless_that_was_taken_back(
    filled: sa.Connection, day: str, chased: bool
) -> None:
    message = frozen(filled, a_reminder(filled))
    on = at(f"{day} 23:59").date()
    assert (chases.chased_on(filled, PLAN, on) == {"phuong-2"}) is chased
    chases.take_back(filled, PLAN, [message], LATER)
    assert chases.chased_on(filled, PLAN, on) == frozenset()


def test_each_day_on_which_a_unit_was_reminded_is_known_once_its_mail_was_sent(filled: sa.Connection) -> None:
    owed = obligation_id(filled, PLAN, "phuong-2", SubmissionKind.SUBPLAN)
    for occasion, day in (("before-5", "2023-06-23"), ("before-1", "2023-06-29"), ("on-day", "2023-06-29")):
        message = frozen(filled, a_reminder(filled, occasion), name=occasion)
        set_delivery(filled, message, SENT, sent_at=at(f"{day} 07:30"))
    frozen(filled, a_reminder(filled, "after-1"), name="chờ")
    reminded = chases.load_reminded(filled, PLAN, at("2023-07-03 08:00"))
    assert {number: [day.isoformat() for day in days] for number, days in reminded.items()} == {
        owed: ["2023-06-23", "2023-06-29"]
    }
    assert chases.load_reminded(filled, PLAN, at("2023-06-23 07:00")) == {}
