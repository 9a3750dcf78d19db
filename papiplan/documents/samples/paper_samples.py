"""Papers filled with sample data, by which `papiplan check` tries out an office's own templates.

Each is filled with a year in which all happens that it can tell of, with more of it than a paper holds, and with a year
in which nothing happens: a template meets them all. Not here: the made-up years (`paper_sample_facts`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pandas as pd

from papiplan.documents.papers.explanation_letter import ExplanationRequest, render_explanation_letter
from papiplan.documents.papers.plan_letter import render_plan_letter
from papiplan.documents.papers.urging_letter import (
    MOST_ADDRESSED,
    Urging,
    render_committee_letter,
    render_office_letter,
    render_quick_note,
)
from papiplan.documents.reports.consolidated_report import Edition, render_consolidated_report, render_report_upward
from papiplan.documents.reports.evaluation_report import render_evaluation
from papiplan.documents.reports.report_annexes import MOST_ROWS
from papiplan.documents.reports.subplans_report import render_subplans_report
from papiplan.documents.samples.mail_sample_facts import SHA256, SampleFacts, at
from papiplan.documents.samples.paper_sample_facts import LETTER, FullYear
from papiplan.domain.consolidation import ConsolidatedTable, consolidate
from papiplan.domain.deadlines import Calendar
from papiplan.domain.evaluation import Evaluation, evaluate
from papiplan.domain.explaining import Unexplained
from papiplan.domain.facts import Issue
from papiplan.domain.plans import FORM_KINDS, PlanDefinition, SubmissionKind
from papiplan.domain.promises import Subplans, promised_actions
from papiplan.domain.publication import Publication
from papiplan.domain.serving_actions import served_dimensions
from papiplan.domain.tallies import sending_tally
from papiplan.domain.unit_recording import Freeze
from papiplan.domain.urgings import WrittenUrging


def sample_papers(plan: PlanDefinition) -> Mapping[str, Callable[[bytes], bytes]]:
    """For each of `PAPERS` what fills a given template of it with each made-up year, and gives the last."""
    full = _Year.full(plan)
    years = (full, full.many(), _Year.empty(plan))
    return {
        "ke-hoach.docx": _each(render_plan_letter, [(year.plan, year.issue.number, year.issue.on) for year in years]),
        "cong-van-don-doc-ubnd.docx": _each(render_committee_letter, [(urging,) for urging in _urgings(plan)]),
        "cong-van-don-doc-phong.docx": _each(render_office_letter, [(urging,) for urging in _urgings(plan)]),
        "bao-cao-nhanh.docx": _each(render_quick_note, [(urging,) for urging in _urgings(plan)]),
        "tong-hop-ke-hoach.docx": _each(render_subplans_report, [(year.subplans, year.issue) for year in years]),
        "bao-cao.docx": _each(render_consolidated_report, [year.consolidated for year in years]),
        "bao-cao-ubnd.docx": _each(render_report_upward, [year.consolidated for year in years]),
        "danh-gia.docx": _each(render_evaluation, [year.evaluated for year in years]),
        "cong-van-giai-trinh.docx": _each(render_explanation_letter, [(_asked(year.sample),) for year in years]),
    }


def _each(render: Callable[..., bytes], told: Sequence[tuple[Any, ...]]) -> Callable[[bytes], bytes]:
    """What fills a template with one after the other."""

    def filled(template: bytes) -> bytes:
        *_, last = (render(*what, template) for what in told)
        return last

    return filled


@dataclass(frozen=True)
class _Year:
    """What the papers of a made-up year tell."""

    sample: SampleFacts
    table: ConsolidatedTable
    subplans: Subplans
    publication: Publication
    edition: Edition

    @classmethod
    def full(cls, plan: PlanDefinition) -> "_Year":
        year = FullYear(plan)
        now = at(year.sample.due(SubmissionKind.REPORT).on)
        edition = Edition(2, False, now, year.changes, 1, SHA256, year.letters)
        return cls(year.sample, year.table, year.subplans, year.publication, edition)

    @classmethod
    def empty(cls, plan: PlanDefinition) -> "_Year":
        """The first unit sends nothing, and no province has a result; final."""
        sample = SampleFacts(plan)
        now = at(sample.due(SubmissionKind.REPORT).on)
        table = consolidate(plan, [sample.standing(kind, now) for kind in FORM_KINDS], ())
        subplans = Subplans(table, promised_actions(plan, table.standings, ()))
        edition = Edition(1, True, now, (), 0, SHA256)
        return cls(sample, table, subplans, sample.publication, edition)

    def many(self) -> "_Year":
        """More of everything than an annex prints: sentences stand in its place."""
        table = replace(
            self.table,
            rows=pd.concat([self.table.rows] * (MOST_ROWS // max(1, len(self.table.rows)) + 1)),
            standings=self.table.standings * (MOST_ROWS + 1),
        )
        edition = replace(self.edition, changes=(*self.edition.changes,) * (MOST_ROWS + 1))
        return replace(self, table=table, subplans=Subplans(table, self.subplans.promised), edition=edition)

    @property
    def plan(self) -> PlanDefinition:
        return self.sample.plan

    @property
    def issue(self) -> Issue:
        return self.sample.common[1]

    @property
    def consolidated(self) -> tuple[ConsolidatedTable, Issue, Publication, Edition]:
        return self.table, self.issue, self.publication, self.edition

    @property
    def evaluated(self) -> tuple[PlanDefinition, Issue, Evaluation, int, str]:
        freeze, served = Freeze(self.sample.published_on, self.edition.as_of), served_dimensions(self.table)
        standings = self.table.standings
        draft = evaluate(self.plan, self.publication, standings, (), freeze, Calendar(), served)
        return self.plan, self.issue, draft, 1, SHA256


def _urgings(plan: PlanDefinition) -> tuple[Urging, ...]:
    """A letter to so many units that it has its list, urged before; one to two; one to one unit, for the first time."""
    told, one = _urging(FullYear(plan).sample), _urging(SampleFacts(plan))
    many = replace(told, overdue=(*told.overdue,) * (MOST_ADDRESSED + 1), mails=1, calls=1, letters=(LETTER,))
    return many, replace(one, overdue=(*one.overdue,) * 2), one


def _urging(sample: SampleFacts) -> Urging:
    """A letter about the first unit's sub-plan, five days after it was due."""
    kind, due = SubmissionKind.SUBPLAN, sample.due(SubmissionKind.SUBPLAN)
    now = at(due.on + timedelta(days=5))
    overdue = [sample.standing(kind, now)]
    asked_on = due.on + timedelta(days=8)
    return Urging(sample.plan, sample.common[1], kind, overdue, sending_tally(overdue), now, asked_on)


def _asked(sample: SampleFacts) -> ExplanationRequest:
    """The first unit, asked to explain why its sub-plan never came."""
    plan, issue, unit, _ = sample.common
    kind, day = SubmissionKind.SUBPLAN, sample.due(SubmissionKind.REPORT).on
    urged = WrittenUrging(LETTER, sample.due(kind).on, frozenset({1}))
    return ExplanationRequest(plan, issue, Unexplained(unit.code, kind, (urged,)), day, day + timedelta(days=7))
