"""Queuing the reminders that are due. Not here: when one is (`domain.chasing`), nor their mails (`freezing`)."""

from datetime import datetime

from papiplan.database import journal, messages
from papiplan.database.facts import load_facts
from papiplan.domain.chasing import Reminder, reminders_due
from papiplan.domain.deadlines import local_date
from papiplan.domain.obligations import Standing
from tasks import office
from tasks.effects import effect


@effect("Nhắc đơn vị chưa gửi")
def queue_reminders(plan: str, now: datetime) -> int:
    """Queue today's reminders of every kind of duty, each at most once; returns how many are new."""
    database = office.database()
    with database.reading() as connection:
        if not reminders_due(load_facts(connection, plan, now), now):
            return 0
    with database.plan_transaction(plan) as connection:
        due = reminders_due(load_facts(connection, plan, now), now)
        queued = sum(messages.save_notice(connection, plan, notice_of(*found), now) for found in due)
        if queued:
            ids = {"day": local_date(now).isoformat(), "notices": queued}
            journal.append(connection, plan, journal.Entry("remind", "papiplan", now, ids))
    return queued


def notice_of(standing: Standing, reminder: Reminder) -> messages.Notice:
    """The notice that queues a reminder of a duty, to whoever bears it."""
    obligation = standing.obligation
    return messages.Notice(
        addressee=obligation.borne_by,
        kind=reminder.kind,
        occasion=reminder.occasion,
        obligation=obligation.id,
        not_after=reminder.not_after,
    )
