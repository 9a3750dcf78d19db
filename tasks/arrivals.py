"""Files that came through a door: claimed once, kept in the store, recorded with what they are.

Not here: whether a form is right (`tasks.submissions`). Of the doors, the inbox folder and the operator's hand are
here; the mailbox (`tasks.mailbox`) ends in `record_arrival` too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import islice

import sqlalchemy as sa

from papiplan import settings
from papiplan.database import chases, journal, mails, messages, submissions
from papiplan.database.facts import load_facts
from papiplan.database.submissions import Arrival, NewSubmission, SubmissionRecord
from papiplan.documents.inbox import ClaimedFile, claim_files, read_covering, release
from papiplan.domain.covering import Covering, unknown_unit
from papiplan.domain.deadlines import by_now
from papiplan.domain.exceptions import named_kind, unknown_kind
from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.hand_entry import channel_problems, document_problems, instant_problems, reason_problems
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.mergers import taken_for
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Outcome, Part
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.units import find_unit
from tasks import office
from tasks.earlier_years import with_number_warning
from tasks.effects import effect
from tasks.identification import Identified, identify
from tasks.plans import unknown_actor
from tasks.received_files import ReadFile, ReceivedFile, read_files


@effect("Nhận tệp trong thư mục hồ sơ đến")
def claim_inbox(plan: str, now: datetime) -> int:
    """Take every file of the plan's inbox folder and record each as an arrival; returns how many were new.

    A file that nobody can assign is recorded all the same. What died half-way is found again by its claim. Refused
    where nothing is received any more: then every file stays where it lies.
    """
    with office.database().reading() as connection:
        check_act(Act.RECEIVE, load_facts(connection, plan, now), now)
    recorded = 0
    claims = claim_files(settings.current().inbox(plan), now)
    while batch := list(islice(claims, BATCH)):
        files = [_content(claimed) for claimed in batch]
        here = [(claimed, file) for claimed, file in zip(batch, files, strict=True) if file is not None]
        # One child process reads the batch: memory grows with the batch, time not with the children.
        for (claimed, file), raw in zip(here, read_files([file for _, file in here]), strict=True):
            note = read_covering(claimed.covering, now)
            doubts = " ".join(problem.sentence() for problem in note.problems)
            arrival = Arrival("inbox", claimed.key, note.received_at or claimed.seen_at, reason=doubts)
            recorded += bool(record_arrival(plan, arrival, [file], [raw], note.covering, now, must_know=False))
            release(claimed.path.parent)
    return recorded


BATCH = 50
"""Files of the inbox that are read together."""


def _content(claimed: ClaimedFile) -> ReceivedFile | None:
    """A claimed file's bytes; None when another collector that resumed the same claim was quicker."""
    try:
        return ReceivedFile(claimed.name, claimed.path.read_bytes())
    except FileNotFoundError:
        return None


@dataclass(frozen=True)
class HandEntry:
    """What an operator states of files that came by hand: through which channel, when, and the covering note."""

    channel: str
    received_at: datetime
    covering: Covering
    reason: str = ""


def stated_kind(words: str) -> SubmissionKind | None:
    """The kind of submission that an operator states in his words, None for none; Refused for another word."""
    kind = named_kind(words)
    if words.strip() and kind is None:
        raise Refused(unknown_kind(words))
    return kind


@effect("Nhập hộ hồ sơ")
def receive_by_hand(plan: str, paths: list[str], actor: str, entry: HandEntry, now: datetime) -> tuple[int, ...]:
    """Record files (or a document known by its number alone) that came by hand; returns the submissions' ids.

    The same entry again changes nothing and returns the ids of the first. A file that says nothing of its unit, while
    the entry names none, waits in the queue; raises Refused where the unit that is named cannot be right.
    """
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
    problems = _entry_problems(facts, paths, entry, now)
    officer = facts.definition.operator(actor)
    if officer is None:
        problems.insert(0, unknown_actor(facts.definition, actor))
    if problems or officer is None:
        raise Refused(*problems)
    files = [ReceivedFile(path.name, path.read_bytes()) for path in map(office.stated_path, paths)]
    stated = (entry.received_at, entry.covering, [file.sha256 for file in files])
    key = sha256(repr(stated).encode()).hexdigest()
    arrival = Arrival(entry.channel, key, by_now(entry.received_at, now), officer.code, entry.reason)
    # An officer who names the unit is told at once what is wrong with it.
    must_know = bool(entry.covering.unit)
    return record_arrival(plan, arrival, files, read_files(files), entry.covering, now, must_know=must_know)


def _entry_problems(facts: PlanFacts, paths: list[str], entry: HandEntry, now: datetime) -> list[Problem]:
    """Everything that is wrong with what an operator states."""
    problems = [Problem("Tệp", f'không thấy "{path}"') for path in paths if not office.stated_path(path).is_file()]
    unit, came_at = entry.covering.unit, by_now(entry.received_at, now)
    if not paths and not entry.covering.doc_symbol:
        problems.append(Problem("Hồ sơ", "chưa nêu tệp nào", "Nêu tệp đã đến, hoặc số, ký hiệu văn bản của đơn vị."))
    if not paths and entry.covering.doc_symbol and not unit:
        problems.append(unknown_unit(facts.definition, unit))
    if unit and find_unit(unit, facts.definition.units) is None:
        problems.append(unknown_unit(facts.definition, unit))
    problems += document_problems(entry.covering.doc_date, now)
    return [*problems, *channel_problems(entry.channel), *instant_problems(facts, came_at, now)]


@dataclass(frozen=True)
class ByMail:
    """The mail that an arrival came by; with `doubts` about it every file of it waits for a person."""

    mail: mails.Mail
    doubts: tuple[Problem, ...] = ()


def record_arrival(
    plan: str,
    arrival: Arrival,
    files: Sequence[ReceivedFile],
    read: Sequence[ReadFile],
    covering: Covering,
    now: datetime,
    *,
    must_know: bool,
    by_mail: ByMail | None = None,
) -> tuple[int, ...]:
    """Record one arrival once; with `must_know`, refuse what nobody can assign instead of keeping it unassigned.

    What an officer states by hand is refused without a reason where a judgement turns on it.
    """
    for file in files:
        office.store().put(file.content)
    with office.database().plan_transaction(plan) as connection:
        before = submissions.submissions_of(connection, plan, arrival.channel, arrival.key)
        if before:
            return before
        facts = load_facts(connection, plan, now)
        check_act(Act.RECEIVE, facts, now)
        subject = by_mail.mail.subject if by_mail is not None else ""
        identified = identify(connection, facts, files, read, covering, now, arrival.sender, subject)
        against = _doubts(identified) if must_know else []
        if arrival.actor and by_mail is None:
            against += _unexplained(facts, arrival, identified, now)
        if against:
            raise Refused(*against)
        remarks = _remarks(facts, covering, arrival.received_at)
        new = [
            with_number_warning(connection, facts, new_submission(found, covering, remarks), found.obligation)
            for found in identified
        ]
        if by_mail is not None and by_mail.doubts:
            new = [_held(each, found, by_mail.doubts) for each, found in zip(new, identified, strict=True)]
        ids = submissions.save_arrival(connection, plan, arrival, new, now)
        if by_mail is not None:
            mails.save_mail(connection, plan, by_mail.mail, ids, now)
        tell_received(connection, facts, ids, now)
        act = journal.Entry(HandAct.RECEIVE, arrival.actor or "papiplan", now, {"submissions": ids}, arrival.reason)
        entry = journal.append(connection, plan, act)
        if arrival.actor:
            submissions.save_entry(connection, ids, entry)
    return tuple(ids)


def _doubts(identified: Sequence[Identified]) -> list[Problem]:
    return [Problem(found.label, found.doubt.what, found.doubt.how_to_fix) for found in identified if found.doubt]


def _unexplained(facts: PlanFacts, arrival: Arrival, identified: Sequence[Identified], now: datetime) -> list[Problem]:
    """That an officer gives no reason although he dates what answers these duties into a term that is over."""
    duties = [found.obligation for found in identified if found.obligation]
    return reason_problems(facts, duties, arrival.received_at, arrival.reason, now)


def _remarks(facts: PlanFacts, covering: Covering, received_at: datetime) -> tuple[Problem, ...]:
    """That a note names a unit which had ended when its papers came: they are taken for its successor."""
    named = find_unit(covering.unit, facts.definition.units)
    heir = facts.bearer_of(named.code, received_at) if named else ""
    return (taken_for(named, facts.definition.unit(heir)),) if named and heir != named.code else ()


def new_submission(found: Identified, covering: Covering, remarks: tuple[Problem, ...]) -> NewSubmission:
    """A form waits to be checked, what comes with it is accepted as it is; what has no obligation is unassigned.

    What is no hồ sơ at all is set aside.
    """
    signed, paper = found.part is Part.SIGNED, found.paper
    outcome = Outcome.RECEIVED if found.part is Part.FORM else Outcome.ACCEPTED
    nobodys = Outcome.SET_ASIDE if found.part is Part.OTHER and found.doubt is None else Outcome.UNASSIGNED
    return NewSubmission(
        part=found.part,
        obligation=found.obligation.id if found.obligation else None,
        outcome=outcome if found.obligation else nobodys,
        file_name=found.file.name if found.file else "",
        sha256=found.file.sha256 if found.file else None,
        size=len(found.file.content) if found.file else 0,
        form=found.form if found.obligation else None,
        doc_symbol=covering.doc_symbol or paper.doc_symbol if signed else "",
        doc_date=covering.doc_date or paper.doc_date if signed else None,
        signer=covering.signer or paper.signer if signed else "",
        registry_no=covering.registry_no,
        problems=(found.doubt,) if found.doubt else remarks if signed else (),
        suggested_unit=found.suggested,
        warnings=found.warnings,
    )


def _held(new: NewSubmission, found: Identified, doubts: Sequence[Problem]) -> NewSubmission:
    """A file of a doubtful mail: unassigned, with the unit that it would have been of as a suggestion."""
    if new.outcome is Outcome.SET_ASIDE:
        return new
    return replace(
        new,
        obligation=None,
        outcome=Outcome.UNASSIGNED,
        form=None,
        problems=tuple(dict.fromkeys((*doubts, *new.problems))),
        suggested_unit=new.suggested_unit or (found.obligation.owed_by if found.obligation else None),
    )


def tell_received(connection: sa.Connection, facts: PlanFacts, ids: Sequence[int], now: datetime) -> None:
    """A receipt for each signed document and each form sent again; a form is answered when it is checked.

    Evidence is told of with what it came with; alone it has one receipt, and stops no reminder.
    """
    plan = facts.definition.id
    records = submissions.load_submissions(connection, plan, ids=ids)
    alone = _evidence_alone(records)
    for record in records:
        if record.unit is None or record.obligation is None:
            continue
        if record.part in (Part.SIGNED, Part.FORM):
            chases.drop_chases(connection, plan, record.obligation, now)
        again = record.part is Part.FORM and record.outcome is Outcome.DUPLICATE
        if record.part is Part.SIGNED or again or record.id in alone:
            addressee, occasion = facts.bearer_of(record.unit, now), f"submission-{record.id}"
            notice = messages.Notice(addressee, NoticeKind.RECEIPT, occasion, record.obligation, record.id)
            messages.save_notice(connection, plan, notice, now)


def _evidence_alone(records: Sequence[SubmissionRecord]) -> set[int]:
    """The first evidence for each duty for which nothing else came by this arrival."""
    beside = {record.obligation for record in records if record.part in (Part.SIGNED, Part.FORM)}
    firsts: dict[int | None, int] = {}
    for record in records:
        if record.part is Part.EVIDENCE and record.obligation not in beside:
            firsts.setdefault(record.obligation, record.id)
    return set(firsts.values())
