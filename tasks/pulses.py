"""Noting that our server and our mailbox work, by which outages are known. Not here: the rule (`domain.outages`)."""

from datetime import datetime

from papiplan import settings
from papiplan.database import pulses
from papiplan.domain.outages import Lifeline
from tasks import office, plans
from tasks.effects import effect


@effect("Ghi dấu hiệu hoạt động")
def note(part: Lifeline, now: datetime) -> None:
    """Note, once an hour for each open plan, that a part works; nothing on a virtual clock, which leaps over days."""
    if settings.current().virtual_clock:
        return
    for plan in plans.open_plans(now):
        with office.database().reading() as connection:
            known = pulses.is_noted(connection, plan, part, now)
        if not known:
            with office.database().plan_transaction(plan) as connection:
                if not pulses.is_noted(connection, plan, part, now):
                    pulses.save_pulse(connection, plan, part, now)
