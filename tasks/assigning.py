"""Giving files of the queue "Cần xem" to units. Not here: what an officer may state (`domain.assigning`)."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import journal, submissions
from papiplan.database.facts import load_facts
from papiplan.database.submissions import NewSubmission, SubmissionRecord
from papiplan.domain.assigning import Assignment, Queued, StatedAssignment, is_done, read_assignment
from papiplan.domain.covering import Covering
from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.obligations import Outcome, Part
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.submission_numbers import meant_number, unknown_number
from tasks import office
from tasks.arrivals import new_submission, tell_received
from tasks.effects import effect
from tasks.entering import Entering
from tasks.identification import identify
from tasks.received_files import ReadFile, ReceivedFile, read_files


@effect("Gán hồ sơ chưa rõ đơn vị", run_name="Gán hồ sơ số {submission}")
def assign_submission(plan: str, submission: str, stated: StatedAssignment, actor: str, now: datetime) -> int:
    """Give a file that is nobody's to a unit's duty, as if it had come by itself, or set it aside; its number.

    The same again changes nothing; another unit is refused.
    """
    with office.database().reading() as connection:
        waiting = _record(connection, plan, submission)
    file, read = _read(waiting)
    with office.database().plan_transaction(plan) as connection:
        entering = Entering(connection, load_facts(connection, plan, now), actor, now)
        check_act(Act.RECEIVE, entering.facts, now)
        wanted = read_assignment(entering.reading, entering.facts, stated)
        record = _record(connection, plan, submission)
        if is_done(entering.facts, Queued(record.id, record.unit, record.kind, record.outcome), wanted, now):
            return record.id
        given = _given(connection, entering.facts, record, file, read, wanted)
        submissions.save_assignment(connection, record.id, given, wanted.at or record.received_at, now)
        tell_received(connection, entering.facts, [record.id], now)
        officer = entering.facts.definition.operator(actor)
        assert officer is not None, "an entry by nobody is refused by its reading"
        ids = _ids(record, wanted, given)
        journal.append(
            connection, plan, journal.Entry(HandAct.ASSIGN_SUBMISSION, officer.code, now, ids, wanted.reason)
        )
    return record.id


def _record(connection: sa.Connection, plan: str, submission: str) -> SubmissionRecord:
    """The one that is meant; Refused, with those that are nobody's, where there is none."""
    number = meant_number(submission)
    for found in submissions.load_submissions(connection, plan, ids=[] if number is None else [number]):
        return found
    nobodys = [each.id for each in submissions.load_submissions(connection, plan) if each.unit is None]
    raise Refused(unknown_number("Hồ sơ số", submission, nobodys))


def _read(record: SubmissionRecord) -> tuple[ReceivedFile | None, ReadFile]:
    """The file as it came and what it holds; a document known by its number alone has none."""
    if record.sha256 is None:
        return None, None
    file = ReceivedFile(record.file_name, office.store().get(record.sha256))
    return file, read_files([file])[0]


def _given(
    connection: sa.Connection,
    facts: PlanFacts,
    record: SubmissionRecord,
    file: ReceivedFile | None,
    read: ReadFile,
    wanted: Assignment,
) -> NewSubmission:
    """The submission as it stands from now on; Refused where the file cannot be what the officer says."""
    kept = NewSubmission(
        part=record.part,
        obligation=None,
        outcome=Outcome.SET_ASIDE,
        file_name=record.file_name,
        sha256=record.sha256,
        doc_symbol=record.doc_symbol,
        problems=record.problems,
    )
    if not wanted.unit:
        return replace(kept, part=Part.OTHER)
    covering = Covering(unit=wanted.unit, kind=wanted.kind, doc_symbol=record.doc_symbol)
    # Which duty it answers is told as of the instant when it came.
    found = identify(
        connection,
        facts,
        [file] if file else [],
        [read] if file else [],
        covering,
        wanted.at or record.received_at,
        part=wanted.part or _known_part(record),
    )[0]
    if found.obligation is None:
        doubt = found.doubt or Problem("Là gì", "chưa rõ là biểu, bản ký hay tài liệu kiểm chứng", "Nêu tệp là gì.")
        raise Refused(Problem(found.label, doubt.what, doubt.how_to_fix))
    return new_submission(found, covering, ())


def _known_part(record: SubmissionRecord) -> Part | None:
    """What the file was found to be when it came; of what was set aside nobody knows."""
    return None if record.part is Part.OTHER else record.part


def _ids(record: SubmissionRecord, wanted: Assignment, given: NewSubmission) -> dict[str, object]:
    ids: dict[str, object] = {"submission": record.id, "unit": wanted.unit, "part": given.part}
    if wanted.at is not None:
        ids |= {"received_at": wanted.at.isoformat(), "before": record.received_at.isoformat()}
    return ids
