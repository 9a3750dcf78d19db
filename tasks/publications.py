"""Recording that the index was published, and correcting that.

Not here: reading the results (`documents.publications.results`).
"""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from papiplan.database import chases, journal, messages, obligations, publications
from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.database.publications import load_publication
from papiplan.documents.publications.results import read_results, written_results
from papiplan.domain.deadlines import local_date
from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.messages import NoticeKind
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.publication import Publication, check_publication, version_to_record, with_unscored
from papiplan.domain.publication_dues import report_due_changes
from papiplan.domain.typed_figures import typed_figures
from tasks import clock, office
from tasks.due_notices import queue_due_notices
from tasks.effects import effect
from tasks.forms import make_report_forms
from tasks.plans import require_actor


@dataclass(frozen=True)
class StatedPublication:
    """What an officer states of a publication: its day, its results and group, and of which year (0: the plan's).

    The results are a file, or `figures` typed in for the province alone; `not_scored` says that the province has none,
    with the file of the others or without. With `correct` it takes the place of the version in force (đính chính), for
    `reason`.
    """

    on: date
    results: str = ""
    figures: str = ""
    not_scored: bool = False
    group: str = ""
    year: int = 0
    correct: bool = False
    reason: str = ""


@dataclass(frozen=True)
class PublicationEvent:
    """The payload of `papiplan.publication.recorded`. `now` is empty but on a virtual clock."""

    index: str
    year: int
    plan: str
    now: str


@dataclass(frozen=True)
class RecordedPublication:
    """What is on record now; `event` wakes the round, None for another year's publication, which starts nothing.

    `message` is what an officer has to decide before units are told; empty where nothing waits.
    """

    index: str
    year: int
    event: PublicationEvent | None
    message: str = ""


@effect("Ghi nhận công bố Chỉ số", run_name="Ghi nhận công bố: {stated.on}")
def record_publication(plan: str, stated: StatedPublication, actor: str, now: datetime) -> RecordedPublication:
    """Record a publication with the provinces' scores; that of the plan's year opens the reports' term.

    The same publication again changes nothing; another date or other scores are refused unless they are a correction,
    which is a new version. That of another year becomes the figures compared with, and starts nothing.
    """
    database = office.database()
    with database.reading() as connection:
        facts = load_facts(connection, plan, now)
        officer = require_actor(facts.definition, actor)
        publication, size = _publication(facts, stated, officer, now)
        new = _to_record(connection, facts, publication, stated.correct, now)
    if new is not None and _opens_reports(facts, new):
        make_report_forms(facts, now)
    with database.plan_transaction(plan) as connection:
        facts = load_facts(connection, plan, now)
        new = _to_record(connection, facts, publication, stated.correct, now)
        if new is not None:
            _record(connection, facts, new, size, now)
    index, year = publication.index, publication.year
    event = PublicationEvent(index, year, plan, clock.stated(now)) if year == facts.definition.year else None
    return RecordedPublication(index, year, event)


def _publication(facts: PlanFacts, stated: StatedPublication, actor: str, now: datetime) -> tuple[Publication, int]:
    """The publication as stated with the size of its results file, or Refused with everything that is wrong."""
    definition = facts.definition
    year = stated.year or definition.year
    content = _content(stated, definition.province, year)
    read = read_results(content, year)
    if read.problems:
        raise Refused(*read.problems)
    scores = with_unscored(read.scores, definition.province, year) if stated.not_scored else read.scores
    kept = office.store().put(content)
    publication = Publication(
        index=definition.index,
        year=year,
        version=1,
        published_on=stated.on,
        scores=scores,
        published_group=stated.group,
        results_sha256=kept.sha256,
        actor=actor,
        reason=" ".join(stated.reason.split()) if stated.correct else "",
    )
    problems = check_publication(publication, definition.province, local_date(now))
    if problems:
        raise Refused(*problems)
    return publication, kept.size


def _content(stated: StatedPublication, province: str, year: int) -> bytes:
    """The results file as it was stated; what was typed in, or that there is no result, becomes a file like it."""
    if stated.figures and (stated.results or stated.not_scored):
        raise Refused(Problem("Kết quả", "vừa nhập điểm, vừa nêu tệp hoặc không có kết quả", ONE_OF_THREE))
    if stated.results:
        path = office.stated_path(stated.results)
        if not path.is_file():
            raise Refused(Problem("Tệp kết quả", f'không thấy "{stated.results}"'))
        return path.read_bytes()
    if stated.figures:
        return written_results([typed_figures(stated.figures, province, year)])
    if stated.not_scored:
        return written_results(with_unscored((), province, year))
    raise Refused(Problem("Kết quả", "đang để trống", ONE_OF_THREE))


ONE_OF_THREE = 'Nêu tệp kết quả, hoặc nhập điểm của tỉnh, hoặc chọn "Tỉnh không có kết quả".'


def _to_record(
    connection: sa.Connection, facts: PlanFacts, publication: Publication, correct: bool, now: datetime
) -> Publication | None:
    """The version to be recorded, None where it is on record; Refused where it contradicts that, or at this stage."""
    existing = load_publication(connection, facts.definition, publication.year, ANY_TIME)
    new = version_to_record(existing, publication, correct=correct)
    if new is not None:
        opened_or_corrected = Act.RECORD_PUBLICATION if existing is None else Act.CORRECT_PUBLICATION
        check_act(opened_or_corrected if new.year == facts.definition.year else Act.RECORD, facts, now)
    return new


def _opens_reports(facts: PlanFacts, new: Publication) -> bool:
    return new.year == facts.definition.year and new.version == 1


def _record(connection: sa.Connection, facts: PlanFacts, new: Publication, size: int, now: datetime) -> None:
    """The version with its entry, and what follows for the reports of the plan's own year."""
    plan = facts.definition.id
    publication_id = publications.save_publication(connection, plan, new, size, now)
    act = HandAct.RECORD_PUBLICATION if new.version == 1 else HandAct.CORRECT_PUBLICATION
    ids = {"publication": publication_id, "year": new.year, "version": new.version, "on": str(new.published_on)}
    entry = journal.append(connection, plan, journal.Entry(act, new.actor, now, ids, new.reason))
    if new.year != facts.definition.year:
        return
    _change_due_dates(connection, facts, new, entry, now)
    recorded = load_facts(connection, plan, now)
    if SubmissionKind.REPORT not in facts.told and not recorded.waits_for_confirmation(SubmissionKind.REPORT):
        queue_due_notices(connection, recorded, SubmissionKind.REPORT, now)


def _change_due_dates(connection: sa.Connection, facts: PlanFacts, new: Publication, entry: int, now: datetime) -> None:
    """Give the reports their due dates; who knew another one is told, and not chased for that any more."""
    plan = facts.definition.id
    for change in report_due_changes(facts, new.published_on):
        owed = change.obligation
        obligations.save_due_date(connection, owed.id, change.due, now)
        if change.moved:
            chases.drop_chases(connection, plan, owed.id, now)
            occasion = f"{new.year}:{new.version}"
            notice = messages.Notice(owed.borne_by, NoticeKind.DUE_DATE_MOVED, occasion, owed.id, entry=entry)
            messages.save_notice(connection, plan, notice, now)
