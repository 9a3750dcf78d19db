"""Writing the papers of a confirmed result into the readable tree: drafts, of which nothing is mailed.

Not here: what they say (`documents.papers.confirmed_papers`, `documents.papers.explanation_letter`,
`documents.papers.score_sheet`).
"""

from collections.abc import Iterator
from datetime import datetime

from papiplan.database import journal, outcomes
from papiplan.database.facts import load_facts
from papiplan.documents.papers.confirmed_papers import ConfirmedResult, render_group_list, render_submission_table
from papiplan.documents.papers.explanation_letter import ExplanationRequest, render_explanation_letter
from papiplan.documents.papers.score_sheet import ScoreSheet, render_fact_sheet
from papiplan.domain.deadlines import add_working_days, local_date
from papiplan.domain.explaining import EXPLANATION_DAYS, to_explain
from papiplan.domain.facts import Issue, PlanFacts
from papiplan.domain.finished_papers import confirmed_path, explanation_path, fact_sheet_path
from papiplan.domain.verdicts import ConfirmedEvaluation
from tasks import office
from tasks.effects import FactsMovedError, effect
from tasks.paper_templates import template_of


@effect("Lập danh sách, phiếu kết quả")
def write_confirmed_papers(plan: str, now: datetime) -> int:
    """Write the list of each khối, the table for the submission, a sheet for each unit, the letters to those who never
    sent; returns how many are new.
    """
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
        shown = outcomes.load_documents(connection, plan, now)
    rendered = {path: office.store().put(content) for path, content in _papers(facts)}
    moved = {path: kept for path, kept in rendered.items() if shown.get(path) != kept.sha256}
    if not moved:
        return 0
    with office.database().plan_transaction(plan) as connection:
        if load_facts(connection, plan, now).confirmation != facts.confirmation:
            raise FactsMovedError(plan, "viết văn bản kết quả")
        for path, kept in moved.items():
            outcomes.save_document(connection, plan, path, kept.sha256, kept.size, now)
        journal.append(connection, plan, journal.Entry("confirmed_papers", "papiplan", now, {"files": len(moved)}))
    return len(moved)


def _papers(facts: PlanFacts) -> Iterator[tuple[str, bytes]]:
    """Each paper by its place in the readable tree."""
    plan, issue, draft, confirmed = facts.definition, facts.issue, facts.evaluation, facts.confirmation
    assert issue is not None, "only an issued plan is evaluated"
    assert draft is not None, "only a draft is confirmed"
    assert confirmed is not None, "these papers are those of a decision"
    result = ConfirmedResult(plan, issue, draft, confirmed)
    for group in plan.groups:
        if result.of_group(group):
            yield confirmed_path(confirmed.id, f"danh-sach-{group.code}.docx"), render_group_list(result, group)
    yield confirmed_path(confirmed.id, "bang-to-trinh.docx"), render_submission_table(result)
    verdicts = {found.unit: found for found in confirmed.units}
    for score in draft.units:
        sheet = ScoreSheet(plan, issue, score)
        yield fact_sheet_path(confirmed.id, score.unit), render_fact_sheet(sheet, confirmed, verdicts[score.unit])
    yield from _letters(facts, issue, confirmed)


def _letters(facts: PlanFacts, issue: Issue, confirmed: ConfirmedEvaluation) -> Iterator[tuple[str, bytes]]:
    """To each unit that never answered: as known when the decision was recorded, so that a letter never moves."""
    assert confirmed.recorded_at is not None, "what is on record has its instant"
    today, plan = local_date(confirmed.recorded_at), facts.definition
    until = add_working_days(today, EXPLANATION_DAYS, facts.calendar)
    template = template_of(plan, "cong-van-giai-trinh.docx")
    least, standings = plan.scoring.explain_after_urgings, facts.standings(confirmed.recorded_at)
    for asked in to_explain(confirmed, standings, facts.urgings, least, today):
        letter = render_explanation_letter(ExplanationRequest(plan, issue, asked, today, until), template)
        yield explanation_path(confirmed.id, asked.unit, asked.kind), letter
