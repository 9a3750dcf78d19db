"""The decision on a draft evaluation and the steps of its awards, recorded and read back as at an instant.

Not here: how they are stated and read (`domain.confirmation_reading`, `domain.award_reading`).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.database.register_rows import act_of, entered, insert, load_rows
from papiplan.domain.awards import AwardTaken
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.verdicts import ConfirmedEvaluation, NamedPerson, UnitVerdict


def save_confirmation(connection: sa.Connection, plan: str, confirmed: ConfirmedEvaluation) -> int:
    """Record a decision, which moves the plan on, and return its number."""
    values = {
        "plan": plan,
        "evaluation": confirmed.evaluation,
        "facts_digest": confirmed.facts_digest,
        "number": confirmed.number,
        "decided_on": confirmed.decided_on,
        "decided_by": confirmed.decided_by,
        "without_papers_by": confirmed.without_papers_by,
    }
    number = insert(connection, schema.confirmations, values | act_of(confirmed))
    units = [
        {
            "confirmation": number,
            "unit": unit.unit,
            "position": position,
            "grade": unit.grade,
            "verdict": unit.verdict,
            "reason": unit.reason,
        }
        for position, unit in enumerate(confirmed.units)
    ]
    persons = [
        {
            "confirmation": number,
            "position": position,
            "verdict": person.verdict,
            "name": person.name,
            "reason": person.reason,
        }
        for position, person in enumerate(confirmed.persons)
    ]
    for table, rows in ((schema.confirmation_units, units), (schema.confirmation_persons, persons)):
        if rows:
            connection.execute(table.insert(), rows)
    act = {
        "plan": plan,
        "act": HandAct.CONFIRM.value,
        "decided_by": confirmed.decided_by,
        "basis": confirmed.paper,
        "reason": "",
    }
    connection.execute(schema.plan_acts.insert().values(act | act_of(confirmed)))
    return number


def load_confirmation(connection: sa.Connection, plan: str, now: datetime) -> ConfirmedEvaluation | None:
    """The decision that stood at `now`; None while there is none."""
    rows = load_rows(connection, schema.confirmations, plan, now)
    if not rows:
        return None
    row = rows[-1]
    units, persons = schema.confirmation_units, schema.confirmation_persons
    found = {
        table: connection.execute(sa.select(table).where(table.c.confirmation == row.id).order_by(table.c.position))
        for table in (units, persons)
    }
    return ConfirmedEvaluation(
        evaluation=row.evaluation,
        facts_digest=row.facts_digest,
        number=row.number,
        decided_on=row.decided_on,
        decided_by=row.decided_by,
        units=tuple(UnitVerdict(u.unit, u.grade, u.verdict, u.reason) for u in found[units]),
        persons=tuple(NamedPerson(p.verdict, p.name, p.reason) for p in found[persons]),
        without_papers_by=row.without_papers_by,
        **entered(row),
    )


def save_award(connection: sa.Connection, plan: str, taken: AwardTaken) -> int:
    """Record a step of an award and return its number."""
    values = {
        "plan": plan,
        "confirmation": taken.confirmation,
        "subject": taken.subject,
        "step": taken.step,
        "stepped_on": taken.on,
        "number": taken.number,
    }
    return insert(connection, schema.award_steps, values | act_of(taken))


def load_awards(connection: sa.Connection, plan: str, now: datetime) -> tuple[AwardTaken, ...]:
    """The steps of awards that stood at `now`, in the order of their record."""
    return tuple(
        AwardTaken(row.confirmation, row.subject, row.step, row.stepped_on, row.number, **entered(row))
        for row in load_rows(connection, schema.award_steps, plan, now)
    )
