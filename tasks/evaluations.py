"""Drafting the evaluation of a final consolidation. Not here: points and proposals (`domain.evaluation`)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from json import dumps

import sqlalchemy as sa

from papiplan.database import draft_scores, journal, outcomes, submissions
from papiplan.database.facts import load_facts
from papiplan.documents.reports.evaluation_report import render_evaluation
from papiplan.domain.consolidation import consolidate
from papiplan.domain.evaluation import Evaluation, evaluate
from papiplan.domain.facts import Consolidation, EvaluationRecord, Issue, PlanFacts
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.plans import FORM_KINDS
from papiplan.domain.problems import Refused
from papiplan.domain.serving_actions import served_dimensions
from papiplan.domain.unit_recording import Freeze
from tasks import office
from tasks.effects import FactsMovedError, effect
from tasks.paper_templates import template_of
from tasks.plans import require_actor

EVALUATION_PAPER = "evaluated/danh-gia.docx"


@dataclass(frozen=True)
class RecordedEvaluation:
    """A draft evaluation: how many units it judges; `new` is False when nothing had moved since it was made."""

    units: int
    new: bool


@effect("Lập dự thảo đánh giá")
def evaluate_plan(plan: str, actor: str, now: datetime) -> RecordedEvaluation:
    """Judge the province's result against the targets and the units against their duties; a draft for nobody outside.

    Rests on the final consolidation. Raises Refused while there is none.
    """
    database = office.database()
    with database.reading() as connection:
        facts = load_facts(connection, plan, now)
        evaluation = _evaluate(connection, facts, now)
        head = journal.head(connection, plan)[1]
    officer = require_actor(facts.definition, actor) if actor else "papiplan"
    digest = _digest(evaluation, _final(facts))
    if facts.evaluation is not None and facts.evaluation.facts_digest == digest:
        return RecordedEvaluation(len(evaluation.units), new=False)
    revision = _final(facts).revision
    template = template_of(facts.definition, "danh-gia.docx")
    paper = office.store().put(render_evaluation(facts.definition, _issue(facts), evaluation, revision, head, template))
    with database.plan_transaction(plan) as connection:
        facts = load_facts(connection, plan, now)
        if _digest(_evaluate(connection, facts, now), _final(facts)) != digest:
            raise FactsMovedError(plan, "lập dự thảo đánh giá")
        if facts.evaluation is None or facts.evaluation.facts_digest != digest:
            evaluation_id = outcomes.save_evaluation(
                connection,
                plan,
                consolidation=_final(facts).id,
                facts_digest=digest,
                province=asdict(evaluation.province),
                units=[unit.recorded for unit in evaluation.units],
                now=now,
            )
            draft_scores.leave_scores_unsaid(connection, plan, now)
            outcomes.save_document(connection, plan, EVALUATION_PAPER, paper.sha256, paper.size, now)
            journal.append(connection, plan, journal.Entry("evaluate", officer, now, {"evaluation": evaluation_id}))
    return RecordedEvaluation(len(evaluation.units), new=True)


def check_draft(connection: sa.Connection, facts: PlanFacts, now: datetime) -> EvaluationRecord:
    """The draft evaluation in force; Refused where what it shows has moved since it was made."""
    draft = facts.evaluation
    assert draft is not None, "there is no such stage without a draft"
    if _digest(_evaluate(connection, facts, now), _final(facts)) != draft.facts_digest:
        raise Refused(
            "Dữ liệu đã thay đổi sau khi lập dự thảo đánh giá. Không có dữ liệu nào thay đổi. Cách làm: chạy lại "
            '"09. Lập dự thảo đánh giá"'
        )
    return draft


def _final(facts: PlanFacts) -> Consolidation:
    assert facts.final is not None, "evaluating before the final consolidation is refused"
    return facts.final


def _issue(facts: PlanFacts) -> Issue:
    assert facts.issue is not None, "only an issued plan is on record"
    return facts.issue


def _evaluate(connection: sa.Connection, facts: PlanFacts, now: datetime) -> Evaluation:
    """The evaluation as at the final consolidation: what came after it changes nothing until there is a new one."""
    check_act(Act.EVALUATE, facts, now)
    publication, published_on, final = facts.publication, facts.latest_published_on, _final(facts)
    assert publication is not None, "nothing is consolidated before the publication"
    assert published_on is not None, "a publication has its versions"
    at_final = load_facts(connection, facts.definition.id, final.recorded_at)
    usable = [id_ for kind in FORM_KINDS for id_ in at_final.usable(kind, final.recorded_at)]
    forms = submissions.load_accepted(connection, facts.definition.id, usable)
    standings = at_final.standings(final.recorded_at)
    table = consolidate(at_final.definition, standings, forms.values())
    return evaluate(
        facts.compared_definition,
        publication,
        standings,
        forms.values(),
        Freeze(published_on, final.recorded_at),
        facts.calendar,
        served_dimensions(table),
        facts.urgings,
    )


def _digest(evaluation: Evaluation, final: Consolidation) -> str:
    """An evaluation belongs to its consolidation: a new final one asks for a new evaluation, equal as it may be."""
    shown = {"consolidation": final.revision, **asdict(evaluation)}
    canonical = dumps(shown, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(canonical.encode()).hexdigest()
