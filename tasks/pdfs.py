"""Making PDFs of papers, where LibreOffice is installed. Not here: which papers get one (`domain.finished_papers`)."""

import logging
from datetime import datetime

import sqlalchemy as sa

from papiplan import settings
from papiplan.database import journal, outcomes
from papiplan.database.facts import load_facts
from papiplan.documents.papers.pdf import NO_PROGRAM, find_program, make_pdf
from papiplan.domain.finished_papers import wanted_pdfs
from papiplan.domain.problems import Problem
from tasks import office
from tasks.effects import effect

_log = logging.getLogger(__name__)


@effect("Xuất PDF")
def make_pdfs(plan: str, now: datetime) -> str:
    """Make the PDFs that are wanted, each once of a Word file; returns in Vietnamese why there is one less, else ""."""
    with office.database().reading() as connection:
        wanted = _wanted(connection, plan, now)
    found = [_make(plan, source, now) for source in wanted]
    told = " ".join(dict.fromkeys(problem.sentence() for problem in found if problem))
    if told:
        _log.warning(told)
    return told


Source = tuple[str, str, str]
"""A Word file whose PDF is wanted: its path and hash, and the path of the PDF."""


def _wanted(connection: sa.Connection, plan: str, now: datetime) -> tuple[Source, ...]:
    consolidations = load_facts(connection, plan, now).consolidations
    shown = outcomes.load_documents(connection, plan, now)
    wanted = wanted_pdfs(shown, consolidations[-1] if consolidations else None)
    return tuple((path, shown[path], pdf) for path, pdf in wanted.items())


def _make(plan: str, source: Source, now: datetime) -> Problem | None:
    """Make one PDF, unless another run was quicker; why it could not be made."""
    path, sha256, into = source
    made = make_pdf(office.store().get(sha256), settings.current().soffice)
    if isinstance(made, Problem):
        return made
    kept = office.store().put(made)
    with office.database().plan_transaction(plan) as connection:
        if source in _wanted(connection, plan, now):
            outcomes.save_document(connection, plan, into, kept.sha256, kept.size, now)
            ids = {"of": path, "sha256": sha256}
            journal.append(connection, plan, journal.Entry("make_pdf", "papiplan", now, ids))
    return None


def missing_program(connection: sa.Connection, plan: str, now: datetime) -> str:
    """The sentence that tells why a plan's PDFs are not there, where that is for want of LibreOffice; else empty."""
    absent = find_program(settings.current().soffice) is None and _wanted(connection, plan, now)
    return NO_PROGRAM.sentence() if absent else ""
