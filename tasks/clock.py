"""The clock, read once on a flow's first line. Nothing else in flows or domain asks what time it is."""

from datetime import datetime, timedelta
from time import monotonic

from papiplan import settings
from papiplan.domain.deadlines import VIETNAM
from papiplan.domain.problems import Problem, Refused

TOLERANCE = timedelta(minutes=5)
"""How far a stated now may lie from the present and still mean it: forms are filled, runs wait for a worker."""


def read(now: datetime | None) -> datetime:
    """The instant a flow works at, aware, in Viet Nam: the present, or the stated `now` on a virtual clock.

    Raises Refused for another instant than the present unless PAPIPLAN_VIRTUAL_CLOCK is set: facts are recorded when
    they happen, and only a replay may pretend otherwise.
    """
    present = datetime.now(VIETNAM).replace(microsecond=0)
    if now is None:
        return present
    stated = local(now)
    if settings.current().virtual_clock:
        return stated
    if abs(stated - present) > TOLERANCE:
        raise Refused(
            Problem(
                "Thời điểm chạy",
                f"thời điểm {stated.isoformat()} không phải hiện tại",
                "Để trống để dùng giờ hiện tại; chỉ khi chạy thử với PAPIPLAN_VIRTUAL_CLOCK=1 mới đặt thời điểm khác.",
            )
        )
    return present


def reached(now: datetime, since: float) -> datetime:
    """The instant that a long run has reached: the present, or on a virtual clock `now` and what has passed since.

    `since` is what `time.monotonic` said at `now`.
    """
    if settings.current().virtual_clock:
        return now + timedelta(seconds=int(monotonic() - since))
    return read(None)


def stated(now: datetime) -> str:
    """What an event carries as its run's now: the instant on a virtual clock, else nothing.

    A run started late by an event must not work at an instant that has passed.
    """
    return now.isoformat() if settings.current().virtual_clock else ""


def local(instant: datetime) -> datetime:
    """An instant as somebody stated it, aware: without an offset it is Viet Nam's time."""
    return instant.astimezone(VIETNAM) if instant.tzinfo else instant.replace(tzinfo=VIETNAM)
