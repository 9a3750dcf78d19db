"""Consolidating the usable reports, interim or final. Not here: the counting (`domain.consolidation`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import journal, messages, outcomes, recorded_documents
from papiplan.database.consolidated_tables import load_table
from papiplan.database.facts import load_facts
from papiplan.documents.reports.consolidated_report import Edition, render_consolidated_report, render_report_upward
from papiplan.documents.workbooks.workbook import render_workbook
from papiplan.domain.consolidation import ConsolidatedTable, facts_digest
from papiplan.domain.facts import Consolidation, PlanFacts
from papiplan.domain.figures import Figures
from papiplan.domain.lifecycle import Act, check_act, check_final
from papiplan.domain.papers import RecordedDocument
from papiplan.domain.publication import Publication
from papiplan.domain.revision_changes import Change
from papiplan.domain.urgings import DRAFTS
from papiplan.store import StoredFile
from tasks import office
from tasks.effects import FactsMovedError, effect
from tasks.paper_templates import template_of
from tasks.plans import require_actor
from tasks.revision_changes import changes_since

ROUND = "papiplan"
"""Who consolidates when the round does, which it may only for the time being."""


@dataclass(frozen=True)
class RecordedConsolidation:
    """A revision of the consolidated report; `new` is False when nothing had moved since it was made.

    `message` is what an officer has still to do with it.
    """

    revision: int
    final: bool
    reports: int
    missing: tuple[str, ...]
    new: bool
    message: str = ""


@effect("Kiểm tra giai đoạn")
def check_request(plan: str, actor: str, final: bool, now: datetime) -> None:
    """Refuse a consolidation that is too early, too late, or by nobody, before anything else is done for it."""
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
    check_act(Act.CONSOLIDATE, facts, now)
    _officer(facts, actor, final)


def _officer(facts: PlanFacts, actor: str, final: bool) -> str:
    return ROUND if actor == ROUND and not final else require_actor(facts.definition, actor)


@effect("Tổng hợp báo cáo")
def consolidate_reports(plan: str, actor: str, final: bool, now: datetime) -> RecordedConsolidation:
    """Make the report and the workbook of the usable reports and record them as the next revision.

    Where no fact moved since the last revision, that one is returned; only the first final one is new all the same.
    Raises Refused before the publication and, for the final one, while a unit still has time.
    """
    database = office.database()
    with database.reading() as connection:
        view = _view(connection, plan, now)
        moved = changes_since(connection, view.facts.consolidations, Figures(view.table, view.facts.publication))
    officer = _officer(view.facts, actor, final)
    _check(view.facts, final, now)
    standing = _same(view, final)
    if standing is not None:
        return _unchanged(standing)
    files = _render(view, moved, final, now)
    with database.plan_transaction(plan) as connection:
        again = _view(connection, plan, now)
        _check(again.facts, final, now)
        if (again.digest, again.revision) != (view.digest, view.revision):
            raise FactsMovedError(plan, "tổng hợp báo cáo")
        reports = sorted(view.table.reported.values())
        outcomes.save_consolidation(
            connection,
            plan,
            revision=view.revision,
            final=final,
            actor=officer,
            facts_digest=view.digest,
            publication_version=_published(view.facts).version,
            reports=reports,
            missing=view.table.missing,
            now=now,
        )
        for name, kept in files.items():
            path = f"consolidated/{view.revision}/{name}"
            outcomes.save_document(connection, plan, path, kept.sha256, kept.size, now)
        ids = {"revision": view.revision, "final": final, "reports": reports}
        journal.append(connection, plan, journal.Entry("consolidate", officer, now, ids))
    return RecordedConsolidation(view.revision, final, len(reports), view.table.missing, new=True)


@dataclass(frozen=True)
class _View:
    """The facts and the table that a consolidation shows, with their digest."""

    facts: PlanFacts
    table: ConsolidatedTable
    digest: str
    reminders_sent: int
    letters: tuple[RecordedDocument, ...]
    journal_head: str
    revision: int


def _view(connection: sa.Connection, plan: str, now: datetime) -> _View:
    facts = load_facts(connection, plan, now)
    table = load_table(connection, facts, now)
    numbered = recorded_documents.load_recorded_documents(connection, plan, now)
    letters = tuple(letter for letter in numbered if (letter.about_path or "").startswith(DRAFTS))
    assert facts.issue is not None, "only an issued plan is on record"
    return _View(
        facts=facts,
        table=table,
        digest=facts_digest(table, facts.issue, facts.publication, letters),
        reminders_sent=messages.count_reminders(connection, plan, now),
        letters=letters,
        journal_head=journal.head(connection, plan)[1],
        revision=outcomes.next_revision(connection, plan),
    )


def _check(facts: PlanFacts, final: bool, now: datetime) -> None:
    if final:
        check_final(facts, now)
    else:
        check_act(Act.CONSOLIDATE, facts, now)


def _same(view: _View, final: bool) -> Consolidation | None:
    """The revision that shows these facts already: for a final one the newest final, else the newest of any kind."""
    newest = view.facts.consolidations[-1] if view.facts.consolidations else None
    standing = view.facts.final if final else newest
    return standing if standing and standing.facts_digest == view.digest else None


def _unchanged(last: Consolidation) -> RecordedConsolidation:
    return RecordedConsolidation(last.revision, last.final, len(last.report_ids), last.missing, new=False)


def _render(view: _View, moved: Sequence[Change], final: bool, now: datetime) -> dict[str, StoredFile]:
    facts, publication = view.facts, _published(view.facts)
    assert facts.issue is not None, "only an issued plan is on record"
    edition = Edition(view.revision, final, now, moved, view.reminders_sent, view.journal_head, view.letters)
    store = office.store()
    papers = {"bao-cao.docx": render_consolidated_report}
    if facts.definition.superior:
        papers["bao-cao-ubnd.docx"] = render_report_upward
    rendered = {
        name: render(view.table, facts.issue, publication, edition, template_of(facts.definition, name))
        for name, render in papers.items()
    }
    rendered["tong-hop.xlsx"] = render_workbook(view.table, publication, edition)
    return {name: store.put(content) for name, content in rendered.items()}


def _published(facts: PlanFacts) -> Publication:
    assert facts.publication is not None, "consolidating before the publication is refused"
    return facts.publication
