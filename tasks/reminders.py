"""Queuing the reminders that are due. Not here: when one is (`domain.messages`)."""

from datetime import datetime

from papiplan.database import journal, messages
from papiplan.database.facts import load_facts
from papiplan.domain.deadlines import local_date
from papiplan.domain.lifecycle import PlanFacts
from papiplan.domain.messages import Reminder, reminder_due
from papiplan.domain.obligations import Standing
from papiplan.domain.plans import SubmissionKind
from tasks import office
from tasks.effects import effect


@effect("Nhắc đơn vị chưa gửi")
def queue_reminders(plan: str, kind: SubmissionKind, now: datetime) -> int:
    """Queue today's reminders of one kind of duty, each at most once; returns how many are new."""
    database = office.database()
    with database.reading() as connection:
        if not _due(load_facts(connection, plan, now), kind, now):
            return 0
    with database.plan_transaction(plan) as connection:
        queued = 0
        for standing, reminder in _due(load_facts(connection, plan, now), kind, now):
            obligation = standing.obligation
            notice = messages.Notice(
                addressee=obligation.borne_by,
                kind=reminder.kind,
                occasion=reminder.occasion,
                obligation=obligation.id,
                not_after=reminder.not_after,
            )
            queued += messages.save_notice(connection, plan, notice, now)
        if queued:
            journal.append(
                connection, plan, journal.Entry("remind", "papiplan", now, {"kind": kind, "notices": queued})
            )
    return queued


def _due(facts: PlanFacts, kind: SubmissionKind, now: datetime) -> list[tuple[Standing, Reminder]]:
    today = local_date(now)
    found = (
        (standing, reminder_due(standing, facts.definition.reminders, today, facts.calendar))
        for standing in facts.standings_of(kind, now)
    )
    return [(standing, reminder) for standing, reminder in found if reminder and not facts.held]
