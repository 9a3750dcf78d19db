"""Drafting what a person may sign about units that do not send: urging letters and the quick note, never mailed.

Not here: on which day (`domain.chasing`), nor their text (`documents.urging_letter`).
"""

from collections import defaultdict
from datetime import date, datetime

import sqlalchemy as sa

from papiplan.database import chases, digests, journal, outcomes, registers
from papiplan.database.facts import load_facts
from papiplan.documents.urging_letter import Urging, render_committee_letter, render_office_letter, render_quick_note
from papiplan.domain.chasing import asked_on, urged_since, urging_due
from papiplan.domain.deadlines import local_date
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Standing
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.tallies import sending_tally
from tasks import office
from tasks.effects import effect

_PAPERS = {
    f"{digests.DRAFTS}{{day}}-{{kind}}/cong-van-don-doc-ubnd.docx": render_committee_letter,
    f"{digests.DRAFTS}{{day}}-{{kind}}/cong-van-don-doc-phong.docx": render_office_letter,
    "notes/{day}-{kind}-bao-cao-nhanh.docx": render_quick_note,
}
"""Each paper by its place in the readable tree: one of each for a kind of duty and a day that the policy names."""


@effect("Dự thảo công văn đôn đốc")
def draft_letters(plan: str, now: datetime) -> int:
    """Draft what the policy asks for about overdue duties, once for each of its days; returns how many papers are new.

    Nothing of it is sent: the digest names it, a person signs.
    """
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
        urgings = {
            place: urging
            for place, urging in _urgings(connection, facts, now).items()
            if not _is_drafted(connection, plan, place, now)
        }
    for (kind, day), urging in urgings.items():
        rendered = {
            path.format(day=day.isoformat(), kind=kind): office.store().put(render(urging))
            for path, render in _PAPERS.items()
        }
        with office.database().plan_transaction(plan) as connection:
            if _is_drafted(connection, plan, (kind, day), now):
                continue
            for path, kept in rendered.items():
                outcomes.save_document(connection, plan, path, kept.sha256, kept.size, now)
            ids = {"kind": kind, "day": day.isoformat(), "obligations": [s.obligation.id for s in urging.overdue]}
            journal.append(connection, plan, journal.Entry("draft_letters", "papiplan", now, ids))
    return len(urgings) * len(_PAPERS)


def _is_drafted(connection: sa.Connection, plan: str, place: tuple[SubmissionKind, date], now: datetime) -> bool:
    kind, day = place
    return next(iter(_PAPERS)).format(day=day.isoformat(), kind=kind) in outcomes.load_documents(connection, plan, now)


def _urgings(connection: sa.Connection, facts: PlanFacts, now: datetime) -> dict[tuple[SubmissionKind, date], Urging]:
    """What is to be urged, by kind and by the policy's day."""
    overdue: defaultdict[tuple[SubmissionKind, date], list[Standing]] = defaultdict(list)
    for standing in urging_due(facts, now):
        day = urged_since(facts, standing, now)
        if day is not None:
            overdue[standing.obligation.kind, day].append(standing)
    reminded = chases.load_reminded(connection, facts.definition.id, now)
    calls = registers.load_calls(connection, facts.definition.id, now)
    letters = digests.load_letters(connection, facts.definition.id, now)
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
            letters=letters,
        )
        for (kind, day), found in overdue.items()
    }
