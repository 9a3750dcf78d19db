"""Papers filled with sample data, by which `papiplan check` tries out an office's own templates.

Not here: the made-up year behind them (`mail_sample_facts`).
"""

from collections.abc import Callable, Mapping

from papiplan.documents.consolidated_report import Edition, render_consolidated_report, render_report_upward
from papiplan.documents.mail_sample_facts import SHA256, SampleFacts, at
from papiplan.documents.subplans_report import render_subplans_report
from papiplan.domain.consolidation import consolidate
from papiplan.domain.plans import FORM_KINDS, PlanDefinition
from papiplan.domain.promises import Subplans, promised_actions


def sample_papers(plan: PlanDefinition) -> Mapping[str, Callable[[bytes], bytes]]:
    """For each of `PAPERS` what fills a given template of it, with a year in which the first unit sends nothing."""
    sample = SampleFacts(plan)
    now, issue = at(sample.due(FORM_KINDS[-1]).on), sample.common[1]
    table = consolidate(plan, [sample.standing(kind, now) for kind in FORM_KINDS], ())
    subplans = Subplans(table, promised_actions(plan, table.standings, ()))
    edition = Edition(1, final=False, as_of=now, changes=(), reminders_sent=1, journal_head=SHA256)
    return {
        "tong-hop-ke-hoach.docx": lambda template: render_subplans_report(subplans, issue, template),
        "bao-cao.docx": lambda template: render_consolidated_report(
            table, issue, sample.publication, edition, template
        ),
        "bao-cao-ubnd.docx": lambda template: render_report_upward(table, issue, sample.publication, edition, template),
    }
