"""Recording that the index was published. Not here: reading the results (`documents.results`)."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from papiplan.database import journal, messages, plans, publications
from papiplan.database.facts import ANY_TIME, load_facts, load_publication
from papiplan.documents.results import read_results
from papiplan.domain.deadlines import due_on, in_words, local_date
from papiplan.domain.lifecycle import Act, PlanFacts, check_act
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import DueDate
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.publication import Publication, check_publication, contradicts
from tasks import clock, office
from tasks.effects import effect
from tasks.forms import make_report_forms
from tasks.plans import require_actor


@dataclass(frozen=True)
class PublicationEvent:
    """The payload of `papiplan.publication.recorded`. `now` is empty but on a virtual clock."""

    index: str
    year: int
    plan: str
    now: str


@effect("Ghi nhận công bố Chỉ số", run_name="Ghi nhận công bố: {on}")
def record_publication(plan: str, on: date, results: str, actor: str, group: str, now: datetime) -> PublicationEvent:
    """Record the publication with the provinces' scores, give the reports their due date and queue the notices.

    The same publication again changes nothing; another date or other scores are refused.
    """
    database = office.database()
    with database.reading() as connection:
        facts = load_facts(connection, plan, now)
        existing = load_publication(connection, facts.definition, ANY_TIME)
    definition = facts.definition
    officer = require_actor(definition, actor)
    publication, size = _publication(facts, on, results, officer, group, now)
    if existing is None:
        check_act(Act.RECORD_PUBLICATION, facts, now)
        make_report_forms(facts, now)
    with database.plan_transaction(plan) as connection:
        facts = load_facts(connection, plan, now)
        existing = load_publication(connection, facts.definition, ANY_TIME)
        if existing is None:
            check_act(Act.RECORD_PUBLICATION, facts, now)
            publication_id = publications.save_publication(connection, plan, publication, size, now)
            _make_reports_due(connection, facts, publication, now)
            entry = journal.Entry("record_publication", officer, now, {"publication": publication_id, "on": str(on)})
            journal.append(connection, plan, entry)
        elif contradiction := contradicts(existing, publication):
            raise Refused(contradiction)
    return PublicationEvent(definition.index, definition.year, plan, clock.stated(now))


def _publication(
    facts: PlanFacts, on: date, results: str, actor: str, group: str, now: datetime
) -> tuple[Publication, int]:
    """The publication as stated with the size of its results file, or Refused with everything that is wrong."""
    definition, path = facts.definition, office.stated_path(results)
    if not path.is_file():
        raise Refused(Problem("Tệp kết quả", f'không thấy "{results}"'))
    content = path.read_bytes()
    read = read_results(content, definition.year)
    if read.problems:
        raise Refused(*read.problems)
    kept = office.store().put(content)
    publication = Publication(
        index=definition.index,
        year=definition.year,
        version=1,
        published_on=on,
        scores=read.scores,
        published_group=group,
        results_sha256=kept.sha256,
        actor=actor,
    )
    problems = check_publication(publication, definition.province, local_date(now))
    if problems:
        raise Refused(*problems)
    return publication, kept.size


def _make_reports_due(connection: sa.Connection, facts: PlanFacts, publication: Publication, now: datetime) -> None:
    """The publication opens the reports' term; every unit that owes one is told."""
    rule, start = facts.definition.report_rule, publication.published_on
    words = in_words(rule, start, "công bố", facts.calendar)
    due = DueDate(due_on(start, rule, facts.calendar), words)
    for obligation in facts.obligations:
        if obligation.kind is SubmissionKind.REPORT:
            plans.save_due_date(connection, obligation.id, due, now)
            notice = messages.Notice(obligation.borne_by, NoticeKind.PUBLICATION, str(publication.year), obligation.id)
            messages.save_notice(connection, facts.definition.id, notice, now)
