"""Files that came through a door: claimed once, kept in the store, recorded with what they are.

Not here: whether a form is right (`tasks.submissions`). Of the doors, the inbox folder and the operator's hand are
here; a mailbox will end in `_record` too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa

from papiplan import settings
from papiplan.database import forms, journal, messages, submissions
from papiplan.database.facts import load_facts
from papiplan.database.submissions import Arrival, NewSubmission
from papiplan.documents.form_reading import read_forms
from papiplan.documents.inbox import claim_files, is_workbook, read_covering, release
from papiplan.domain.covering import Covering
from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.lifecycle import Act, PlanFacts, check_act
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Obligation, Outcome, Part, expected_kind
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.submissions import RawForm
from papiplan.domain.units import find_unit
from papiplan.domain.wrong_forms import wrong_form_problem
from tasks import office
from tasks.effects import effect
from tasks.plans import require_actor

_REMINDERS = (NoticeKind.REMINDER_BEFORE, NoticeKind.REMINDER_AFTER)


@dataclass(frozen=True)
class ReceivedFile:
    """A file with the name under which it came."""

    name: str
    content: bytes


@effect("Nhận tệp trong thư mục hồ sơ đến")
def claim_inbox(plan: str, now: datetime) -> int:
    """Take every file of the plan's inbox folder and record each as an arrival; returns how many were new.

    A file that nobody can assign is recorded all the same. What died half-way is found again by its claim.
    """
    recorded = 0
    for claimed in claim_files(settings.current().inbox(plan), now):
        note = read_covering(claimed.covering, now)
        doubts = " ".join(problem.sentence() for problem in note.problems)
        arrival = Arrival("inbox", claimed.key, note.received_at or claimed.seen_at, reason=doubts)
        files = [ReceivedFile(claimed.name, claimed.path.read_bytes())]
        recorded += bool(_record(plan, arrival, files, note.covering, now, must_know=False))
        release(claimed.path.parent)
    return recorded


@dataclass(frozen=True)
class HandEntry:
    """What an operator states of files that came by hand: through which channel, when, and the covering note."""

    channel: str
    received_at: datetime
    covering: Covering
    reason: str = ""

    def __post_init__(self) -> None:
        if self.channel not in HAND_CHANNELS:
            raise Refused(Problem("Kênh", f'"{self.channel}" không có', f"Chọn một trong: {', '.join(HAND_CHANNELS)}."))


HAND_CHANNELS = ("paper", "zalo", "register")


@effect("Nhập hộ hồ sơ")
def receive_by_hand(plan: str, paths: list[str], actor: str, entry: HandEntry, now: datetime) -> tuple[int, ...]:
    """Record files (or a document known by its number alone) that came by hand; returns the submissions' ids.

    The same entry again changes nothing and returns the ids of the first. Raises Refused for a file that is no form of
    the plan while no unit is named, and records nothing then.
    """
    with office.database().reading() as connection:
        definition = load_facts(connection, plan, now).definition
    officer = require_actor(definition, actor)
    if entry.received_at > now:
        when = f"{clock_time(entry.received_at)} ngày {short(local_date(entry.received_at))}"
        raise Refused(Problem("Thời điểm nhận", f"{when} ở sau hiện tại", "Ghi thời điểm hồ sơ thực sự đến."))
    missing = [path for path in paths if not Path(path).is_file()]
    if missing:
        raise Refused(*(Problem("Tệp", f'không thấy "{path}"') for path in missing))
    files = [ReceivedFile(Path(path).name, Path(path).read_bytes()) for path in paths]
    hashes = [sha256(file.content).hexdigest() for file in files]
    key = sha256(repr((entry.received_at, entry.covering, hashes)).encode()).hexdigest()
    arrival = Arrival(entry.channel, key, entry.received_at, officer, entry.reason)
    return _record(plan, arrival, files, entry.covering, now, must_know=True)


def _record(
    plan: str, arrival: Arrival, files: Sequence[ReceivedFile], covering: Covering, now: datetime, *, must_know: bool
) -> tuple[int, ...]:
    """Record one arrival once; with `must_know`, refuse what nobody can assign instead of keeping it unassigned."""
    kept = [office.store().put(file.content) for file in files]
    read = _read(files)
    with office.database().plan_transaction(plan) as connection:
        before = submissions.submissions_of(connection, plan, arrival.channel, arrival.key)
        if before:
            return before
        facts = load_facts(connection, plan, now)
        check_act(Act.RECEIVE, facts, now)
        identified = [
            _identify(connection, facts, file.name, raw, covering, now) for file, raw in zip(files, read, strict=True)
        ]
        if must_know:
            _refuse_doubts([file.name for file in files], identified)
        new = [
            _submission(found, covering, file_name=file.name, sha256=stored.sha256, size=stored.size)
            for found, file, stored in zip(identified, files, kept, strict=True)
        ]
        if covering.doc_symbol and not any(found.part is Part.SIGNED for found in identified):
            # Known by its number alone: the clerk's register has the paper itself.
            new.append(_submission(_signed(facts, covering, identified, now), covering))
        ids = submissions.save_arrival(connection, plan, arrival, new, now)
        _tell(connection, plan, ids, now)
        entry = journal.Entry("receive", arrival.actor or "papiplan", now, {"submissions": ids}, arrival.reason)
        journal.append(connection, plan, entry)
    return tuple(ids)


def _read(files: Sequence[ReceivedFile]) -> list[RawForm | Problem | None]:
    """What each file holds if it is meant as a form, the problem if it cannot be read; None for any other file."""
    workbooks = [is_workbook(file.name, file.content) for file in files]
    answers = iter(read_forms([file.content for file, meant in zip(files, workbooks, strict=True) if meant]))
    return [next(answers) if meant else None for meant in workbooks]


@dataclass(frozen=True)
class _Identified:
    """What a file is and whose; `doubt` says why nobody can assign it."""

    part: Part
    obligation: Obligation | None
    form: str | None = None
    doubt: Problem | None = None


def _identify(
    connection: sa.Connection,
    facts: PlanFacts,
    name: str,
    raw: RawForm | Problem | None,
    covering: Covering,
    now: datetime,
) -> _Identified:
    """A form says itself whose it is; anything else is its unit's signed document, or a form that cannot be read."""
    if raw is None:
        return _signed(facts, covering, (), now)
    issued = (
        forms.find_form(connection, facts.definition.id, raw.form_id, raw.code) if isinstance(raw, RawForm) else None
    )
    if issued is None:
        doubt = raw if isinstance(raw, Problem) else wrong_form_problem(name, raw, facts.definition)
        found = _owed(facts, covering, (), now)
        return _Identified(Part.FORM, found.obligation, doubt=doubt if found.doubt else None)
    unit = find_unit(covering.unit, facts.definition.units) if covering.unit else None
    if unit is not None and unit.code != issued.form.unit:
        owner = facts.definition.unit(issued.form.unit)
        return _Identified(
            Part.FORM, None, doubt=Problem("", f"tệp là biểu của {owner.name}, được gửi thay cho {unit.name}")
        )
    obligation = facts.obligation_of(issued.form.unit, issued.form.kind)
    return _Identified(Part.FORM, obligation, issued.form.id)


def _signed(facts: PlanFacts, covering: Covering, beside: Sequence[_Identified], now: datetime) -> _Identified:
    found = _owed(facts, covering, beside, now)
    return _Identified(Part.SIGNED, found.obligation, doubt=found.doubt)


def _owed(facts: PlanFacts, covering: Covering, beside: Sequence[_Identified], now: datetime) -> _Identified:
    """The obligation that a file answers which does not say so itself: by its covering note, or the form beside it."""
    with_form = next((found.obligation for found in beside if found.obligation), None)
    if with_form is not None:
        return _Identified(Part.SIGNED, with_form)
    unit = find_unit(covering.unit, facts.definition.units)
    if unit is None:
        known = ", ".join(u.code for u in facts.definition.obliged_units)
        what = f'không rõ đơn vị "{covering.unit}"' if covering.unit else "tệp không phải biểu của Kế hoạch"
        return _Identified(Part.SIGNED, None, doubt=Problem("", what, f"Nêu mã đơn vị, một trong: {known}."))
    mine = [s for s in facts.standings(now) if s.obligation.borne_by == unit.code]
    kind = covering.kind or expected_kind(mine, covering.doc_symbol)
    obligation = facts.obligation_of(unit.code, kind)
    doubt = None if obligation else Problem("", f"{unit.name} không phải gửi {kind.paper.lower()}")
    return _Identified(Part.SIGNED, obligation, doubt=doubt)


def _refuse_doubts(names: Sequence[str], identified: Sequence[_Identified]) -> None:
    doubts = [
        Problem(f'Tệp "{name}"', found.doubt.what, found.doubt.how_to_fix)
        for name, found in zip(names, identified, strict=True)
        if found.doubt
    ]
    if doubts:
        raise Refused(*doubts)


def _submission(
    found: _Identified, covering: Covering, *, file_name: str = "", sha256: str | None = None, size: int = 0
) -> NewSubmission:
    """A signed document is accepted as it is; a form waits to be checked; what has no obligation is unassigned."""
    signed = found.part is Part.SIGNED
    outcome = Outcome.ACCEPTED if signed else Outcome.RECEIVED
    return NewSubmission(
        part=found.part,
        obligation=found.obligation.id if found.obligation else None,
        outcome=outcome if found.obligation else Outcome.UNASSIGNED,
        file_name=file_name,
        sha256=sha256,
        size=size,
        form=found.form if found.obligation else None,
        doc_symbol=covering.doc_symbol if signed else "",
        doc_date=covering.doc_date if signed else None,
        signer=covering.signer if signed else "",
        registry_no=covering.registry_no,
        problems=(found.doubt,) if found.doubt else (),
    )


def _tell(connection: sa.Connection, plan: str, ids: Sequence[int], now: datetime) -> None:
    """A receipt for each signed document and each file sent again; a form is answered when it is checked."""
    for record in submissions.load_submissions(connection, plan, ids=ids):
        if record.unit is None or record.obligation is None:
            continue
        messages.suppress_unsent(connection, plan, _REMINDERS, record.obligation, now)
        if record.part is Part.SIGNED or record.outcome is Outcome.DUPLICATE:
            notice = messages.Notice(
                record.unit, NoticeKind.RECEIPT, f"submission-{record.id}", record.obligation, record.id
            )
            messages.save_notice(connection, plan, notice, now)
