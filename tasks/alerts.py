"""Telling officers of a trouble of the machine: queued once for each cause and day, then sent like any mail.

Not here: what is known of a run that failed (`failed_runs`), nor the text (`documents.mails.alert_mails`).
"""

from collections.abc import Sequence
from datetime import datetime, time
from uuid import UUID

from papiplan.database import alerts, messages
from papiplan.database.facts import load_facts
from papiplan.database.messages import Notice
from papiplan.documents.mails.alert_mails import AlertContext
from papiplan.domain.addressees import officer_addressee
from papiplan.domain.alerts import Alert, Trouble, told_by
from papiplan.domain.deadlines import VIETNAM, local_date
from papiplan.domain.messages import NoticeKind
from papiplan.domain.plans import PlanDefinition
from tasks import failed_runs, office, plans
from tasks.effects import effect
from tasks.failed_runs import FailedRun
from tasks.telling import Content, Telling

ROUND = "Lượt theo dõi hằng ngày"
"""What the daily round is called."""


@effect("Tìm hiểu sự cố")
def find_out(trouble: Trouble, run: UUID | None, said: str, now: datetime) -> FailedRun | None:
    """What is to be told of a trouble; None where nothing is: the round is done, or the run is a part of another."""
    if trouble is not Trouble.NO_ROUND:
        return failed_runs.look_up(trouble, run, said)
    today = datetime.combine(local_date(now), time.min, VIETNAM)
    return None if failed_runs.has_completed(ROUND, today, now) else FailedRun(Alert(trouble))


@effect("Soạn cảnh báo cho cán bộ")
def queue_alert(found: FailedRun, now: datetime) -> tuple[str, ...]:
    """Queue the alert for the officers of its plan, or of every open one; returns the plans of which it is new.

    A missing round is no trouble on a day that is none for work.
    """
    definitions: dict[str, PlanDefinition] = {}
    held: set[str] = set()
    for plan in plans.open_plans(now):
        with office.database().reading() as connection:
            facts = load_facts(connection, plan, now)
        if found.alert.trouble is not Trouble.NO_ROUND or facts.calendar.is_working(local_date(now)):
            definitions[plan] = facts.definition
            if facts.held:
                held.add(plan)
    told = told_by(found.plan, definitions, held)
    return tuple(plan for plan, officers in told.items() if _queue(plan, found.alert, officers, now))


def _queue(plan: str, alert: Alert, officers: Sequence[str], now: datetime) -> bool:
    with office.database().plan_transaction(plan) as connection:
        number = alerts.save_alert(connection, plan, alert, local_date(now), now)
        if number is None:
            return False
        for officer in officers:
            notice = Notice(officer_addressee(officer), NoticeKind.ALERT, str(number))
            messages.save_notice(connection, plan, notice, now)
    return True


def alert_content(telling: Telling) -> Content:
    """The alert as an officer gets it."""
    with office.database().reading() as connection:
        alert = alerts.load_alert(connection, int(telling.notice.occasion))
    return Content(AlertContext(*telling.common, alert=alert))
