"""Drafting what a person may sign about units that do not send: urging letters and the quick note, never mailed.

Not here: on which day (`domain.chasing`), nor their text (`documents.papers.urging_letter`).
"""

from collections import defaultdict
from datetime import date, datetime

import sqlalchemy as sa

from papiplan.database import chases, journal, outcomes, registers, urgings
from papiplan.database.facts import load_facts
from papiplan.documents.papers.urging_letter import (
    Urging,
    render_committee_letter,
    render_office_letter,
    render_quick_note,
)
from papiplan.domain.chasing import asked_on, urged_since, urging_due
from papiplan.domain.deadlines import local_date
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Standing
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.tallies import sending_tally
from papiplan.domain.urgings import DRAFTS, folder_of
from tasks import office
from tasks.effects import effect
from tasks.paper_templates import template_of

_PAPERS = {
    "cong-van-don-doc-ubnd.docx": (f"{DRAFTS}{{day}}-{{kind}}/", render_committee_letter),
    "cong-van-don-doc-phong.docx": (f"{DRAFTS}{{day}}-{{kind}}/", render_office_letter),
    "bao-cao-nhanh.docx": ("notes/{day}-{kind}-", render_quick_note),
}
"""Each paper by its template, with where it lies in the readable tree: one of each for a kind of duty and a day that
the policy names.
"""


@effect("Dự thảo công văn đôn đốc")
def draft_letters(plan: str, now: datetime) -> int:
    """Draft what the policy asks for about overdue duties, once for each of its days; returns how many papers are new.

    Nothing of it is sent: the digest names it, a person signs.
    """
    with office.database().reading() as connection:
        found = _urgings(connection, load_facts(connection, plan, now), now)
    return sum(_draft(plan, place, urging, now) for place, urging in found.items())


_Place = tuple[SubmissionKind, date]
"""Of which kind of duty, and on which of the policy's days."""


def _draft(plan: str, place: _Place, urging: Urging, now: datetime) -> int:
    """Write the papers of one place; 0 when another run was quicker."""
    kind, day = place
    rendered = {
        _path(name, place): office.store().put(render(urging, template_of(urging.plan, name)))
        for name, (_, render) in _PAPERS.items()
    }
    with office.database().plan_transaction(plan) as connection:
        if rendered.keys() & outcomes.load_documents(connection, plan, now).keys():
            return 0
        for path, kept in rendered.items():
            outcomes.save_document(connection, plan, path, kept.sha256, kept.size, now)
        urged = [standing.obligation.id for standing in urging.overdue]
        urgings.save_urged_duties(connection, plan, folder_of(next(iter(rendered))), urged, now)
        ids = {"kind": kind, "day": day.isoformat(), "obligations": urged}
        journal.append(connection, plan, journal.Entry("draft_letters", "papiplan", now, ids))
    return len(rendered)


def _urgings(connection: sa.Connection, facts: PlanFacts, now: datetime) -> dict[_Place, Urging]:
    """What is to be urged and has not been drafted yet."""
    overdue = _undrafted(connection, facts, now)
    if not overdue:
        return {}
    reminded = chases.load_reminded(connection, facts.definition.id, now)
    calls = registers.load_calls(connection, facts.definition.id, now)
    assert facts.issue is not None, "only an issued plan has duties"
    return {
        (kind, day): Urging(
            plan=facts.definition,
            issue=facts.issue,
            kind=kind,
            overdue=found,
            tally=sending_tally(facts.standings_of(kind, now)),
            now=now,
            asked_on=asked_on(local_date(now), facts.calendar),
            mails=sum(len(reminded.get(s.obligation.id, ())) for s in found),
            calls=sum(call.unit in {s.obligation.borne_by for s in found} for call in calls),
            letters=_letters(facts, kind),
        )
        for (kind, day), found in overdue.items()
    }


def _letters(facts: PlanFacts, kind: SubmissionKind) -> tuple[str, ...]:
    """The numbers of the letters that were signed about duties of this kind."""
    duties = {duty.id for duty in facts.obligations if duty.kind is kind}
    return tuple(letter.number for letter in facts.urgings if letter.obligations & duties)


def _undrafted(connection: sa.Connection, facts: PlanFacts, now: datetime) -> dict[_Place, list[Standing]]:
    overdue: defaultdict[_Place, list[Standing]] = defaultdict(list)
    for standing in urging_due(facts, now):
        if (day := urged_since(facts, standing, now)) is not None:
            overdue[standing.obligation.kind, day].append(standing)
    drafted = outcomes.load_documents(connection, facts.definition.id, now) if overdue else {}
    first = next(iter(_PAPERS))
    return {place: found for place, found in overdue.items() if _path(first, place) not in drafted}


def _path(name: str, place: _Place) -> str:
    """Where a paper lies in the readable tree."""
    kind, day = place
    return f"{_PAPERS[name][0].format(day=day.isoformat(), kind=kind)}{name}"
