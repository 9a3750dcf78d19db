"""What a publication, or the correction of one, does to the due dates of the reports.

Not here: counting a term (`due_dates`), nor which version of a publication is in force (`publication`).
"""

from dataclasses import dataclass, replace
from datetime import date

from papiplan.domain.due_dates import report_due
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import DueDate, Obligation
from papiplan.domain.plans import SubmissionKind


@dataclass(frozen=True)
class DueChange:
    """A due date to be recorded for a report; with `moved` its bearer knows another one and has to be told."""

    obligation: Obligation
    due: DueDate
    moved: bool


def report_due_changes(facts: PlanFacts, published_on: date) -> tuple[DueChange, ...]:
    """The due dates that change when the index is published, or is found to have been published, on that day.

    Once units were told of a due date it moves later only: nothing that the office does may make a unit late. Before,
    every report gets the date that follows from the day of publication.
    """
    due, told = report_due(facts.definition, published_on), SubmissionKind.REPORT in facts.told
    return tuple(
        DueChange(owed, due, moved=told and _is_told_otherwise(owed, due))
        for owed in facts.obligations
        if owed.kind is SubmissionKind.REPORT
        and (owed.due is None or (due.on > owed.due.on if told else due != owed.due))
    )


def _is_told_otherwise(owed: Obligation, due: DueDate) -> bool:
    """Whether the date in force becomes another one: an extension beyond `due` stays what it is."""
    return not owed.exempted and owed.effective_due_on not in (None, replace(owed, due=due).effective_due_on)
