"""Bringing the roster of an issued plan up to date: units that end, merge, are renamed or get other addresses.

Not here: how rosters differ (`domain.roster_changes`), nor what a version brings about (`tasks.plan_versions`).
"""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import deliveries, journal
from papiplan.database.facts import load_definition, load_facts
from papiplan.documents.plan_folders.units_table import LoadedUnits, load_units
from papiplan.domain.chasing import CHASING
from papiplan.domain.deadlines import local_date
from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.obligations import Decision
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.roster_changes import roster_changes, roster_problems
from tasks import office
from tasks.amendments import ShownChanges
from tasks.effects import FactsMovedError, effect
from tasks.plan_versions import NewVersion, first_forms, put_in_force
from tasks.plans import unknown_actor


@effect("Cập nhật đơn vị, đầu mối")
def update_roster(plan: str, path: str, reason: str, actor: str, apply: bool, now: datetime) -> ShownChanges:
    """Compare a table of units with the roster in force, and with `apply` put it in force.

    A roster that is in force already changes nothing. Raises Refused with everything that is wrong with the table.
    """
    database = office.database()
    with database.reading() as connection:
        facts, before = load_facts(connection, plan, now), load_definition(connection, plan, now)
    loaded = load_units(office.stated_path(path), before)
    officer = _checked(facts, before, loaded, reason, actor, now)
    after = replace(before, units=loaded.units)
    lines = roster_changes(before.units, after.units)
    if not lines or not apply:
        return ShownChanges(lines, applied=not lines)
    kept = {file.path: office.store().put(file.data) for file in loaded.files}
    files = {name: (file.sha256, file.size) for name, file in kept.items()}
    version = NewVersion.of(facts, after, files, local_date(now), now)
    with database.reading() as connection:
        made = first_forms(connection, facts, version, now)
    with database.plan_transaction(plan) as connection:
        if load_definition(connection, plan, now) != before or load_facts(connection, plan, now) != facts:
            raise FactsMovedError(plan, "cập nhật đơn vị")
        ids = {"units": [unit.code for unit in after.units if unit not in before.units]}
        entry = journal.append(connection, plan, journal.Entry(HandAct.UPDATE_ROSTER, officer, now, ids, reason))
        decision = Decision(entry, officer, before.issuer.name, reason, paper_owed=False, recorded_at=now)
        put_in_force(connection, version, made, decision, now)
        _redirect(connection, before, after, now)
    return ShownChanges(lines, applied=True)


def _redirect(connection: sa.Connection, before: PlanDefinition, after: PlanDefinition, now: datetime) -> None:
    """Send what a unit's old address refused to the one that takes its place."""
    known = {unit.code: unit.addresses for unit in before.units}
    for unit in after.units:
        added = [address for address in unit.addresses if address not in known.get(unit.code, ())]
        deliveries.redirect_refused(connection, before.id, unit.code, added, CHASING, now)


def _checked(
    facts: PlanFacts, before: PlanDefinition, loaded: LoadedUnits, reason: str, actor: str, now: datetime
) -> str:
    """The code of the officer who acts; Refused with everything that is wrong with what is stated."""
    check_act(Act.UPDATE_ROSTER, facts, now)
    officer = before.operator(actor)
    problems = [*loaded.problems] or [*roster_problems(before.units, loaded.units, loaded.places)]
    if officer is None:
        problems.insert(0, unknown_actor(before, actor))
    if not reason.strip():
        problems.append(Problem("Lý do", "đang để trống", "Ghi lý do cập nhật, ví dụ nghị quyết sắp xếp đơn vị."))
    if problems or officer is None:
        raise Refused(*problems)
    return officer.code
