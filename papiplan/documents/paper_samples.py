"""Papers filled with sample data, by which `papiplan check` tries out an office's own templates.

Not here: the made-up year behind them (`mail_sample_facts`).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from papiplan.documents.consolidated_report import Edition, render_consolidated_report, render_report_upward
from papiplan.documents.evaluation_report import render_evaluation
from papiplan.documents.explanation_letter import ExplanationRequest, render_explanation_letter
from papiplan.documents.mail_sample_facts import SHA256, SampleFacts, at
from papiplan.documents.plan_letter import render_plan_letter
from papiplan.documents.subplans_report import render_subplans_report
from papiplan.documents.urging_letter import (
    MOST_ADDRESSED,
    Urging,
    render_committee_letter,
    render_office_letter,
    render_quick_note,
)
from papiplan.domain.consolidation import ConsolidatedTable, consolidate
from papiplan.domain.deadlines import Calendar
from papiplan.domain.evaluation import Evaluation, evaluate
from papiplan.domain.explaining import Unexplained
from papiplan.domain.plans import FORM_KINDS, PlanDefinition, SubmissionKind
from papiplan.domain.promises import Subplans, promised_actions
from papiplan.domain.serving_actions import served_dimensions
from papiplan.domain.tallies import sending_tally
from papiplan.domain.unit_recording import Freeze
from papiplan.domain.urgings import WrittenUrging

_LETTER = "812/UBND-NV"


def sample_papers(plan: PlanDefinition) -> Mapping[str, Callable[[bytes], bytes]]:
    """For each of `PAPERS` what fills a given template of it, with a year in which the first unit sends nothing."""
    sample = SampleFacts(plan)
    now, issue = at(sample.due(FORM_KINDS[-1]).on), sample.common[1]
    table = consolidate(plan, [sample.standing(kind, now) for kind in FORM_KINDS], ())
    subplans = Subplans(table, promised_actions(plan, table.standings, ()))
    edition = Edition(1, final=False, as_of=now, changes=(), reminders_sent=1, journal_head=SHA256)
    urging, asked = _urging(sample), _asked(sample)
    evaluation = _evaluation(sample, table)
    return {
        "ke-hoach.docx": lambda template: render_plan_letter(plan, issue.number, issue.on, template),
        "cong-van-don-doc-ubnd.docx": _to_many_and_one(render_committee_letter, urging),
        "cong-van-don-doc-phong.docx": _to_many_and_one(render_office_letter, urging),
        "bao-cao-nhanh.docx": lambda template: render_quick_note(urging, template),
        "tong-hop-ke-hoach.docx": lambda template: render_subplans_report(subplans, issue, template),
        "bao-cao.docx": lambda template: render_consolidated_report(
            table, issue, sample.publication, edition, template
        ),
        "bao-cao-ubnd.docx": lambda template: render_report_upward(table, issue, sample.publication, edition, template),
        "danh-gia.docx": lambda template: render_evaluation(plan, issue, evaluation, 1, SHA256, template),
        "cong-van-giai-trinh.docx": lambda template: render_explanation_letter(asked, template),
    }


def _urging(sample: SampleFacts) -> Urging:
    """A letter about the first unit's sub-plan, five days after it was due."""
    kind, due = SubmissionKind.SUBPLAN, sample.due(SubmissionKind.SUBPLAN)
    now = at(due.on + timedelta(days=5))
    overdue = [sample.standing(kind, now)]
    asked_on = due.on + timedelta(days=8)
    return Urging(sample.plan, sample.common[1], kind, overdue, sending_tally(overdue), now, asked_on)


def _to_many_and_one(render: Callable[[Urging, bytes], bytes], urging: Urging) -> Callable[[bytes], bytes]:
    """What fills a letter's template for so many units that it has its list, then for the one of `urging`."""
    to_many = replace(urging, overdue=(*urging.overdue,) * (MOST_ADDRESSED + 1))

    def filled(template: bytes) -> bytes:
        render(to_many, template)
        return render(urging, template)

    return filled


def _asked(sample: SampleFacts) -> ExplanationRequest:
    """The first unit, asked to explain why its sub-plan never came."""
    plan, issue, unit, _ = sample.common
    kind, day = SubmissionKind.SUBPLAN, sample.due(SubmissionKind.REPORT).on
    urged = WrittenUrging(_LETTER, sample.due(kind).on, frozenset({1}))
    return ExplanationRequest(plan, issue, Unexplained(unit.code, kind, (urged,)), day, day + timedelta(days=7))


def _evaluation(sample: SampleFacts, table: ConsolidatedTable) -> Evaluation:
    now = at(sample.due(SubmissionKind.REPORT).on)
    standings = [sample.standing(kind, now) for kind in FORM_KINDS]
    freeze = Freeze(sample.published_on, now)
    return evaluate(sample.plan, sample.publication, standings, (), freeze, Calendar(), served_dimensions(table))
