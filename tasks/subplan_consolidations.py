"""Consolidating the sub-plans: the report and the workbook of what units promised, a new version where a fact moved.

Not here: what they say (`documents.reports.subplans_report`, `documents.workbooks.subplans_workbook`).
"""

from dataclasses import dataclass
from datetime import datetime

from papiplan.database import journal, outcomes
from papiplan.database.consolidated_tables import load_subplans
from papiplan.database.facts import load_facts
from papiplan.documents.reports.subplans_report import SUBPLANS_WORKBOOK, render_subplans_report
from papiplan.documents.workbooks.subplans_workbook import render_subplans_workbook
from papiplan.domain.facts import PlanFacts
from papiplan.domain.finished_papers import newest_subplans, subplans_path
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.promises import Subplans
from tasks import office
from tasks.effects import effect
from tasks.paper_templates import template_of

_REPORT = "tong-hop-ke-hoach.docx"


@dataclass(frozen=True)
class RecordedSubplans:
    """Which version of the report shows the sub-plans; `new` is False where it showed the same before."""

    version: int
    new: bool


@effect("Lập báo cáo tổng hợp kế hoạch")
def consolidate_subplans(plan: str, now: datetime) -> RecordedSubplans:
    """Make the report and the workbook of the usable sub-plans; where they say what they said, nothing is new.

    What comes while they are written stands in the next version: they show the facts of one instant.
    """
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
        check_act(Act.CONSOLIDATE_SUBPLANS, facts, now)
        subplans = load_subplans(connection, facts, now)
    rendered = {name: office.store().put(content) for name, content in _render(facts, subplans).items()}
    with office.database().plan_transaction(plan) as connection:
        shown = outcomes.load_documents(connection, plan, now)
        version = newest_subplans(shown)
        if all(shown.get(subplans_path(version, name)) == kept.sha256 for name, kept in rendered.items()):
            return RecordedSubplans(version, new=False)
        for name, kept in rendered.items():
            path = subplans_path(version + 1, name)
            outcomes.save_document(connection, plan, path, kept.sha256, kept.size, now)
        ids = {"version": version + 1, "submissions": sorted(_used(subplans))}
        journal.append(connection, plan, journal.Entry("consolidate_subplans", "papiplan", now, ids))
    return RecordedSubplans(version + 1, new=True)


def _render(facts: PlanFacts, subplans: Subplans) -> dict[str, bytes]:
    assert facts.issue is not None, "only an issued plan has sub-plans"
    return {
        _REPORT: render_subplans_report(subplans, facts.issue, template_of(facts.definition, _REPORT)),
        SUBPLANS_WORKBOOK: render_subplans_workbook(subplans),
    }


def _used(subplans: Subplans) -> set[int]:
    """The submissions whose promises are shown."""
    return {row.source.submission_id for each in subplans.promised for row in each.rows}
