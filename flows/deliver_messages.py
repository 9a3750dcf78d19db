"""Deliver the mails that wait, of every open plan, never one twice."""

from datetime import datetime

from flows.each_plan import Collected
from flows.running import operator_flow, send
from papiplan.domain.outages import Lifeline
from tasks import clock, plans, pulses
from tasks.messages import DeliverySummary


@operator_flow("Gửi thư")
def deliver_messages(now: datetime | None = None) -> tuple[DeliverySummary, ...]:
    """Gửi các thư đang chờ, không gửi trùng.

    Args:
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    # This flow runs every few minutes: by it an outage is known.
    pulses.note(Lifeline.SERVER, now)
    summaries, failed = [], Collected()
    for plan in plans.open_plans(now):
        with failed.doing(plan):
            summaries.append(send(plan, now))
    failed.tell()
    return tuple(summaries)
