"""When a plan may be held and released, and that a hold takes no unit's time."""

from datetime import datetime

import pytest

from papiplan.domain.holding import Hold, answered_at, check_hold, check_release
from papiplan.domain.problems import Refused
from tests.factories import at

BEGAN, ENDED = at("2023-07-03 08:00"), at("2023-07-10 09:00")
RUNNING = Hold("nv1", "chờ ý kiến", BEGAN)
OVER = Hold("nv1", "chờ ý kiến", BEGAN, ENDED)


@pytest.mark.parametrize("holds", [(), (OVER,)])
def test_a_plan_that_is_not_held_may_be_held(holds: tuple[Hold, ...]) -> None:
    assert check_hold(holds, "nv1", "chờ ý kiến")


def test_the_hold_in_force_entered_again_is_not_new() -> None:
    assert not check_hold((OVER, RUNNING), "nv1", "chờ ý kiến")


@pytest.mark.parametrize(("actor", "reason"), [("nv2", "chờ ý kiến"), ("nv1", "lý do khác")])
def test_another_hold_is_refused_with_the_one_in_force(actor: str, reason: str) -> None:
    with pytest.raises(Refused, match="từ 08 giờ 00 phút ngày 03/7/2023, do nv1 ghi: chờ ý kiến"):
        check_hold((RUNNING,), actor, reason)


def test_a_hold_is_released_once() -> None:
    assert check_release((OVER, RUNNING))
    assert not check_release((OVER,))
    with pytest.raises(Refused, match="không tạm dừng"):
        check_release(())


@pytest.mark.parametrize(
    ("decided_at", "holds", "now", "answered"),
    [
        ("2023-07-04 10:00", (), "2023-07-20 08:00", "2023-07-04 10:00"),
        ("2023-07-03 07:59", (OVER,), "2023-07-20 08:00", "2023-07-03 07:59"),
        ("2023-07-03 08:00", (OVER,), "2023-07-20 08:00", "2023-07-10 09:00"),
        ("2023-07-04 10:00", (OVER,), "2023-07-20 08:00", "2023-07-10 09:00"),
        ("2023-07-10 09:00", (OVER,), "2023-07-20 08:00", "2023-07-10 09:00"),
        ("2023-07-11 10:00", (OVER,), "2023-07-20 08:00", "2023-07-11 10:00"),
        # While the hold lasts the unit cannot know.
        ("2023-07-04 10:00", (RUNNING,), "2023-07-04 10:00", "2023-07-04 10:00"),
        ("2023-07-04 10:00", (RUNNING,), "2023-07-20 08:00", "2023-07-20 08:00"),
        # Held again before anything could leave.
        (
            "2023-07-04 10:00",
            (OVER, Hold("nv2", "chờ nữa", ENDED, at("2023-07-12 08:00"))),
            "2023-07-20 08:00",
            "2023-07-12 08:00",
        ),
    ],
)
def test_what_was_decided_under_a_hold_is_answered_when_the_hold_ends(
    decided_at: str, holds: tuple[Hold, ...], now: str, answered: str
) -> None:
    found: datetime = answered_at(at(decided_at), holds, at(now))
    assert found == at(answered)
