"""Holding a plan (tạm dừng): nothing leaves meanwhile, what comes in is recorded and checked.

Not here: at which stage a plan may be held (`lifecycle`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.problems import Refused


@dataclass(frozen=True)
class Hold:
    """A time during which nothing leaves; `until` is None while it lasts."""

    actor: str
    reason: str
    since: datetime
    until: datetime | None = None


def check_hold(holds: Sequence[Hold], actor: str, reason: str) -> bool:
    """Whether a hold is new; False for the one in force entered again, Refused while another is in force."""
    if not holds or holds[-1].until is not None:
        return True
    hold = holds[-1]
    if (hold.actor, hold.reason) == (actor, reason):
        return False
    since = f"{clock_time(hold.since)} ngày {short(local_date(hold.since))}"
    raise Refused(
        f"Kế hoạch đang tạm dừng từ {since}, do {hold.actor} ghi: {hold.reason}. "
        'Không có dữ liệu nào thay đổi. Để gửi thư trở lại, chạy "30. Tiếp tục kế hoạch"'
    )


def check_release(holds: Sequence[Hold]) -> bool:
    """Whether there is a hold to end; False where it has ended before, Refused where there never was one."""
    if not holds:
        raise Refused("Kế hoạch không tạm dừng: không có gì để tiếp tục. Không có dữ liệu nào thay đổi")
    return holds[-1].until is None


def answered_at(decided_at: datetime, holds: Sequence[Hold], now: datetime) -> datetime:
    """When what was decided at an instant could be answered: an answer that was held left when the hold ended.

    So the days in which a unit may mend a returned form do not run out while it cannot know of the return. While the
    hold lasts they have not begun: the instant is `now`. `holds` are in the order of time.
    """
    for hold in holds:
        end = hold.until or now
        if hold.since <= decided_at < end:
            decided_at = end
    return decided_at
