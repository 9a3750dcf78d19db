"""A cancelled plan leaves unsaid what waited, and nothing of what was said."""

import sqlalchemy as sa

from papiplan.database import endings, schema
from papiplan.database.facts import load_facts
from papiplan.domain.endings import Ending
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.messages import DeliveryState
from tests.database.filled_plan import EVALUATED, OTHER, PLAN
from tests.factories import at

NOW = at("2025-07-01 09:00")
END = Ending(HandAct.CANCEL, "nv1", "Chủ tịch", "Nghị quyết số 202/2025/QH15", "không còn cấp huyện", NOW)


def states(connection: sa.Connection, plan: str) -> list[tuple[DeliveryState, object]]:
    table, message = schema.deliveries.c, schema.messages.c
    rows = connection.execute(
        sa.select(table.state, table.not_before)
        .join(schema.messages, message.id == table.message)
        .where(message.plan == plan)
        .order_by(table.id)
    )
    return [(row.state, row.not_before) for row in rows]


def test_a_cancellation_is_a_fact_from_its_instant_on(filled: sa.Connection) -> None:
    endings.save_ending(filled, PLAN, END)
    assert load_facts(filled, PLAN, NOW).cancellation == END
    assert load_facts(filled, PLAN, NOW).ended
    assert load_facts(filled, PLAN, EVALUATED).cancellation is None


def test_what_waits_is_left_unsaid_and_what_was_sent_stays_sent(filled: sa.Connection) -> None:
    others = states(filled, OTHER)
    assert {state for state, _ in states(filled, PLAN)} == {DeliveryState.SENT, DeliveryState.PENDING}
    notices, deliveries = endings.leave_all_unsaid(filled, PLAN, NOW)
    assert (notices > 0, deliveries > 0) == (True, True)
    assert {state for state, _ in states(filled, PLAN)} == {DeliveryState.SENT, DeliveryState.SUPPRESSED}
    assert states(filled, OTHER) == others
    assert endings.leave_all_unsaid(filled, PLAN, NOW) == (0, 0)


def test_a_mail_that_may_have_arrived_stays_for_a_person_to_see_and_is_not_sent_again(filled: sa.Connection) -> None:
    filled.execute(
        schema.deliveries.update()
        .where(schema.deliveries.c.state == DeliveryState.PENDING)
        .values(state=DeliveryState.AMBIGUOUS, not_before=NOW)
    )
    endings.leave_all_unsaid(filled, PLAN, NOW)
    assert (DeliveryState.AMBIGUOUS, None) in states(filled, PLAN)
    assert (DeliveryState.AMBIGUOUS, NOW) in states(filled, OTHER)
