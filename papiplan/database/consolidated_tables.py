"""The table and the figures of a consolidation, and the sub-plans together, as the records give them at an instant.

Not here: the counting (`domain.consolidation`), nor the revisions themselves (`outcomes`).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import linked_indices, registers, submissions
from papiplan.database.facts import load_facts
from papiplan.domain.consolidation import ConsolidatedTable, consolidate
from papiplan.domain.facts import PlanFacts
from papiplan.domain.figures import Figures
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from papiplan.domain.promises import Subplans, promised_actions


def load_table(connection: sa.Connection, facts: PlanFacts, now: datetime) -> ConsolidatedTable:
    """The table of the forms usable at `now`, of which `facts` are."""
    usable = [id_ for kind in FORM_KINDS for id_ in facts.usable(kind, now)]
    forms = submissions.load_accepted(connection, facts.definition.id, usable)
    kept = registers.load_registers(connection, facts.definition.id, now)
    linked = linked_indices.load_linked_indices(connection, facts.definition.id, now)
    years = (scores.year for scores in facts.other_years)
    return consolidate(facts.compared_definition, facts.standings(now), forms.values(), kept, linked, years)


def load_subplans(connection: sa.Connection, facts: PlanFacts, now: datetime) -> Subplans:
    """The sub-plans usable at `now`, of which `facts` are, together."""
    usable = facts.usable(SubmissionKind.SUBPLAN, now)
    forms = submissions.load_accepted(connection, facts.definition.id, usable).values()
    table = load_table(connection, facts, now)
    return Subplans(table, promised_actions(table.definition, table.standings, forms))


def load_figures(connection: sa.Connection, plan: str, now: datetime) -> Figures:
    """The figures of all that was on record at `now`."""
    facts = load_facts(connection, plan, now)
    return Figures(load_table(connection, facts, now), facts.publication)
