"""What becomes of a delivery after each attempt."""

import pytest

from papiplan.domain.messages import (
    RESEND_AFTER,
    AfterAttempt,
    AttemptOutcome,
    DeliveryState,
    NoticeKind,
    after_attempt,
)
from tests.factories import at

PENDING, _, SENT, FAILED, AMBIGUOUS, _ = DeliveryState
NOW = at("2023-06-15 08:00")


@pytest.mark.parametrize(
    ("attempts", "resends", "outcome", "state", "resends_after", "not_before"),
    [
        (1, 0, "sent", SENT, 0, None),
        (1, 0, "refused", FAILED, 0, None),
        (1, 0, "deferred", PENDING, 0, "2023-06-15 08:01"),
        (2, 0, "deferred", PENDING, 0, "2023-06-15 08:05"),
        (3, 0, "deferred", PENDING, 0, "2023-06-15 08:15"),
        (4, 0, "deferred", PENDING, 0, "2023-06-15 09:00"),
        (99, 0, "deferred", PENDING, 0, "2023-06-15 09:00"),
        (7, 0, "sent", SENT, 0, None),
        (1, 0, "lost", AMBIGUOUS, 1, "2023-06-15 08:30"),
        (2, 1, "sent", SENT, 1, None),
        (2, 1, "refused", AMBIGUOUS, 1, None),
        (2, 1, "deferred", AMBIGUOUS, 1, "2023-06-15 08:05"),
        (2, 1, "lost", AMBIGUOUS, 1, None),
    ],
)
def test_an_attempt_moves_a_delivery_on(
    attempts: int, resends: int, outcome: str, state: DeliveryState, resends_after: int, not_before: str | None
) -> None:
    expected = AfterAttempt(state, resends_after, at(not_before) if not_before else None)
    assert after_attempt(attempts, resends, AttemptOutcome(outcome), NOW) == expected


@pytest.mark.parametrize("resends", [0, 1])
@pytest.mark.parametrize("outcome", AttemptOutcome)
def test_every_outcome_ends_the_sending(outcome: AttemptOutcome, resends: int) -> None:
    assert after_attempt(1, resends, outcome, NOW).state in (PENDING, SENT, FAILED, AMBIGUOUS)


def test_a_lost_message_is_sent_once_more_and_then_waits_for_a_person() -> None:
    first = after_attempt(1, 0, AttemptOutcome.LOST, NOW)
    again = after_attempt(2, first.resends, AttemptOutcome.LOST, NOW)
    assert (first.state, first.not_before) == (AMBIGUOUS, NOW + RESEND_AFTER)
    assert (again.state, again.not_before) == (AMBIGUOUS, None)


@pytest.mark.parametrize("values", [NoticeKind, DeliveryState])
def test_every_value_has_its_own_label(values: type[NoticeKind] | type[DeliveryState]) -> None:
    labels = [value.label for value in values]
    assert all(labels)
    assert len(set(labels)) == len(labels)
