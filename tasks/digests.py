"""The officers' digest: queued once a day for each of them, and again when an address was refused since.

Not here: what it says (`domain.digest`, `documents.mails.digest`), nor its delivery (`messages`).
"""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from papiplan import settings
from papiplan.database import digests, messages
from papiplan.database.facts import load_facts
from papiplan.documents.inbox import too_large
from papiplan.documents.mails.digest import DigestContext
from papiplan.domain.addressees import officer_addressee
from papiplan.domain.deadlines import local_date
from papiplan.domain.digest import Digest, DigestRows, is_digest_day, is_told_today, told_since
from papiplan.domain.facts import PlanFacts
from papiplan.domain.messages import DeliveryState, NoticeKind
from tasks import office
from tasks.drafts import count_brackets
from tasks.effects import effect
from tasks.telling import Content, Telling


@effect("Soạn bản tin công việc")
def queue_digest(plan: str, now: datetime) -> int:
    """Queue today's digest for every officer, once a working day; returns how many are new."""
    with office.database().plan_transaction(plan) as connection:
        facts = load_facts(connection, plan, now)
        if not is_digest_day(facts, now):
            return 0
        return _queue(connection, facts, local_date(now).isoformat(), now)


@effect("Báo địa chỉ thư bị từ chối")
def queue_refusals(plan: str, now: datetime) -> int:
    """Queue another digest where the mail server refused an address after today's: it is told the same day."""
    with office.database().plan_transaction(plan) as connection:
        facts = load_facts(connection, plan, now)
        last = digests.last_digest(connection, plan, now)
        if not is_digest_day(facts, now) or not is_told_today(last, now):
            return 0
        lost = digests.load_undelivered(connection, plan, told_since(last, now, facts.calendar), now)
        if not any(delivery.state is DeliveryState.FAILED for delivery in lost):
            return 0
        return _queue(connection, facts, now.isoformat(), now)


def _queue(connection: sa.Connection, facts: PlanFacts, occasion: str, now: datetime) -> int:
    plan = facts.definition
    notices = [
        messages.Notice(officer_addressee(officer.code), NoticeKind.DIGEST, occasion) for officer in plan.operators
    ]
    return sum(messages.save_notice(connection, plan.id, notice, now) for notice in notices)


def digest_rows(connection: sa.Connection, facts: PlanFacts, since: datetime, now: datetime) -> DigestRows:
    """What is on record beside the facts, what drafts lack, and what lies in the inbox folder and is never taken."""
    rows = digests.load_digest_rows(connection, facts, since, now)
    reports = tuple(replace(report, brackets=count_brackets(report.sha256)) for report in rows.reports)
    return replace(rows, too_large=too_large(settings.current().inbox(facts.definition.id)), reports=reports)


def digest_content(telling: Telling) -> Content:
    """The digest as one officer gets it."""
    facts, now = telling.facts, telling.now
    with office.database().reading() as connection:
        last = digests.last_digest(connection, facts.definition.id, now, before=telling.notice.occasion)
        since = told_since(last, now, facts.calendar)
        rows = digest_rows(connection, facts, since, now)
    return Content(DigestContext(*telling.common, digest=Digest(facts, rows, now)))
