"""The consolidated report (bao-cao.docx, bao-cao-ubnd.docx): what its two templates are given, section by section.

Parts written from data stand beside brackets that an officer fills in. Not here: the sections themselves (`report_*`),
nor what the paper looks like (`report_layout`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from papiplan.documents.figure_words import change_rows
from papiplan.documents.papers.word_templates import fill_template
from papiplan.documents.reports.report_annexes import difficulty_annex, printed, sending_annex
from papiplan.documents.reports.report_judgement import judgement
from papiplan.documents.reports.report_letterheads import committees_letterhead, coordinators_letterhead
from papiplan.documents.reports.report_pictures import charts
from papiplan.documents.reports.report_province import (
    PROVINCES_ONLY,
    dimension_sentence,
    figure_rows,
    linked_rows,
    overall_sentence,
    target_rows,
    targets_sentence,
)
from papiplan.documents.reports.report_registers import difficulty_paragraphs
from papiplan.documents.reports.report_requests import not_informed_sentences, own_brackets
from papiplan.documents.reports.report_result_annex import result_annex
from papiplan.documents.reports.report_results import results_paragraph, shortcomings_paragraph
from papiplan.documents.reports.report_sendings import direction
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.facts import Issue
from papiplan.domain.obligations import Status
from papiplan.domain.papers import RecordedDocument
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.province_evaluation import ProvinceEvaluation, evaluate_province
from papiplan.domain.publication import DIMENSIONS, SOURCE, Publication
from papiplan.domain.revision_changes import Change


@dataclass(frozen=True)
class Edition:
    """Which consolidation a paper shows: interim or final, as at an instant.

    `changes` are those since the consolidation before it. `reminders_sent` counts the reminders that went out until
    then, `letters` are the urging letters that were given a number. `journal_head` is the hash at the head of the
    plan's journal, printed so that a journal cut short shows.
    """

    revision: int
    final: bool
    as_of: datetime
    changes: Sequence[Change]
    reminders_sent: int
    journal_head: str
    letters: Sequence[RecordedDocument] = ()


def interim_line(table: ConsolidatedTable, as_of: datetime) -> str:
    """That the figures are not final, as at when, and whether units still have time."""
    owed = [s for s in table.standings if s.obligation.kind is SubmissionKind.REPORT and s.status is not Status.EXCUSED]
    dues = [(s.term_ends, s.obligation.effective_due_on) for s in owed if s.term_ends and s.obligation.effective_due_on]
    ends, due = max(dues, default=(None, None))
    line = f"BẢN TẠM TÍNH – số liệu đến {clock_time(as_of)} ngày {short(local_date(as_of))}"
    if ends is None or due is None:
        return f"{line}."
    over = "đã hết" if as_of >= ends else "chưa hết"
    return f"{line}, {over} thời hạn gửi báo cáo ({short(due)})."


def report_context(table: ConsolidatedTable, publication: Publication, edition: Edition) -> Mapping[str, object]:
    """What both reports tell, but for who writes to whom: texts and rows by the names that the templates know."""
    plan = table.definition
    province = evaluate_province(plan, publication)
    return {
        "index": plan.index,
        "year": str(province.year),
        "year_before": str(province.year_before),
        "province": province.province,
        "source": SOURCE,
        "interim": "" if edition.final else interim_line(table, edition.as_of),
        "caveat": plan.caveat,
        "direction": direction(table, edition.reminders_sent, edition.letters),
        "dimensions": [_dimension(table, province, n, final=edition.final) for n in range(1, len(DIMENSIONS) + 1)],
        "results": {**_province_results(province), "linked": linked_rows(table, publication)},
        "judgement": judgement(table, province),
        "difficulties": tuple(difficulty_paragraphs(table)),
        "annexes": _annexes(table, edition),
        "charts": charts(table, province),
        "mark": f"Lần tổng hợp {edition.revision}; mã nhật ký {edition.journal_head[:16]}.",
    }


def _dimension(table: ConsolidatedTable, province: ProvinceEvaluation, n: int, *, final: bool) -> Mapping[str, object]:
    """II. One dimension: what was done, what the officer adds, what is lacking."""
    told = (results_paragraph(table, n), *not_informed_sentences(table, n), dimension_sentence(province, n))
    return {
        "heading": f"{n}. {DIMENSIONS[n - 1]}",
        "results": " ".join(filter(None, told)),
        "brackets": tuple(own_brackets(table, n)) if final else (),
        "shortcomings": shortcomings_paragraph(table, n),
    }


def _province_results(province: ProvinceEvaluation) -> Mapping[str, object]:
    """III. The total, the dimensions, the targets."""
    return {
        "note": PROVINCES_ONLY.format(index=province.index),
        "overall": overall_sentence(province),
        "figures": figure_rows(province),
        "targets_told": targets_sentence(province),
        "targets": target_rows(province),
    }


def _annexes(table: ConsolidatedTable, edition: Edition) -> Mapping[str, object]:
    return {
        "subplans": printed(sending_annex(table, SubmissionKind.SUBPLAN)),
        "reports": printed(sending_annex(table, SubmissionKind.REPORT)),
        **result_annex(table),
        "difficulties": printed(difficulty_annex(table)),
        "changes": printed(change_rows(edition.changes)) if edition.changes else None,
    }


def render_consolidated_report(
    table: ConsolidatedTable, issue: Issue, publication: Publication, edition: Edition, template: bytes
) -> bytes:
    """The coordinator's report to the committee as a .docx, its number and day left open for the clerk's office."""
    letterhead = coordinators_letterhead(table.definition, issue, publication, edition.as_of)
    return _filled(template, {**report_context(table, publication, edition), **letterhead}, edition)


def render_report_upward(
    table: ConsolidatedTable, issue: Issue, publication: Publication, edition: Edition, template: bytes
) -> bytes:
    """The committee's report to its superior from the same table, likewise open."""
    letterhead = committees_letterhead(table.definition, issue, publication, edition.as_of)
    return _filled(template, {**report_context(table, publication, edition), **letterhead}, edition)


def _filled(template: bytes, context: Mapping[str, object], edition: Edition) -> bytes:
    return fill_template(template, context, f"Báo cáo tổng hợp, lần {edition.revision}")
