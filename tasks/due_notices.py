"""Telling units of what an issue or a publication opened: at once, or when an operator has confirmed the due date.

Not here: which due date that is (`domain.due_dates`), nor whether it waits to be confirmed (`domain.facts`).
"""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import messages
from papiplan.database.messages import Notice
from papiplan.domain.facts import PlanFacts
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Binding
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.requests import requested_of_leads
from papiplan.domain.units import Duty
from tasks.forms import own_form_notice

_TOLD_BY = {SubmissionKind.SUBPLAN: NoticeKind.ISSUE, SubmissionKind.REPORT: NoticeKind.PUBLICATION}


def queue_due_notices(connection: sa.Connection, facts: PlanFacts, kind: SubmissionKind, now: datetime) -> None:
    """Queue what tells each unit of its due date for `kind`, once, and what those are asked that owe nothing."""
    occasion = str(facts.definition.year)
    owed = (o for o in facts.obligations if o.kind is kind and not o.exempted)
    told = (Notice(o.borne_by, _TOLD_BY[kind], occasion, o.id) for o in owed)
    for notice in (*told, *_to_those_that_owe_nothing(facts, kind)):
        messages.save_notice(connection, facts.definition.id, notice, now)


def _to_those_that_owe_nothing(facts: PlanFacts, kind: SubmissionKind) -> Iterator[Notice]:
    """The coordinator's own form; requests to invited leads with the reports, a copy with a plan that says so."""
    plan, occasion = facts.definition, str(facts.definition.year)
    yield from (own_form_notice(plan, own) for own in facts.requests if own.binding is Binding.OWN and own.kind is kind)
    if kind is SubmissionKind.REPORT:
        for request in requested_of_leads(facts):
            yield Notice(request.borne_by, NoticeKind.REQUEST, occasion, request.id)
    elif plan.tell_recipients:
        yield from (Notice(u.code, NoticeKind.COPY, occasion) for u in plan.units if u.duty is Duty.INVITED)
