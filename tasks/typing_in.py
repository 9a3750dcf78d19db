"""Forms that an officer types in from a unit's paper: checked as any other, recorded only when nothing is wrong.

Not here: which duty such a form answers (`domain.typing_in`), files that came by hand (`arrivals`).
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from papiplan.database import chases, journal, submissions
from papiplan.database.facts import load_earlier_versions, load_facts
from papiplan.database.forms import IssuedForm
from papiplan.database.submissions import Arrival, NewSubmission, SubmissionRecord
from papiplan.documents.forms.form_reading import read_forms
from papiplan.domain.doors import typed_words
from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.obligations import Outcome, Part
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.submissions import RawForm
from papiplan.domain.typing_in import StatedTyping, Typing, read_typing
from papiplan.domain.wrong_forms import wrong_form_problem
from tasks import office
from tasks.earlier_years import load_earlier_forms, with_warnings
from tasks.effects import effect
from tasks.entering import Entering
from tasks.received_files import ReceivedFile, ready_files
from tasks.submissions import check_record, save_outcome


@dataclass(frozen=True)
class RecordedTyping:
    """A typed form on record, with what its officer has to do next; `new` is False where it was there before."""

    submission: int
    new: bool
    message: str


@effect("Nhập biểu thay đơn vị")
def type_in(plan: str, path: str, stated: StatedTyping, actor: str, now: datetime) -> RecordedTyping:
    """Record a unit's form as an officer typed it in; Refused with every problem of it, and then nothing is recorded.

    The same form from the same paper again changes nothing.
    """
    file = _file(path)
    raw = read_forms([file.content])[0] if file.content else Problem("Tệp", f'không thấy "{path}", hoặc tệp trống')
    office.store().put(file.content)
    with office.database().plan_transaction(plan) as connection:
        facts = load_facts(connection, plan, now)
        check_act(Act.RECEIVE, facts, now)
        entering = Entering(connection, facts, actor, now)
        found = _issued(entering, file, raw)
        typing = read_typing(entering.reading, facts, stated, found if isinstance(found, Problem) else found.form)
        key = sha256(repr((typing.duty.id, typing.typed_from, file.sha256)).encode()).hexdigest()
        before = submissions.submissions_of(connection, plan, TYPED, key)
        submission = before[0] if before else _record(entering, typing, file, found, raw, key)
    return RecordedTyping(submission, new=not before, message=_next_step(facts, typing))


TYPED = "typed"
"""The door of what an officer types in."""


def _file(path: str) -> ReceivedFile:
    """The file that an officer states; empty where there is none."""
    at = office.stated_path(path)
    return ReceivedFile(at.name, at.read_bytes() if at.is_file() else b"")


def _issued(entering: Entering, file: ReceivedFile, raw: RawForm | Problem) -> IssuedForm | Problem:
    """The plan's form that the file is, or why it is none."""
    if isinstance(raw, Problem):
        return raw
    [ready] = ready_files(entering.connection, entering.plan, [file], [raw])
    return ready.issued or wrong_form_problem(file.name, raw, entering.facts.definition)


def _record(
    entering: Entering,
    typing: Typing,
    file: ReceivedFile,
    issued: IssuedForm | Problem,
    raw: RawForm | Problem,
    key: str,
) -> int:
    """The submission of a form in which nothing is wrong, answered like any other; Refused with all that is."""
    assert isinstance(issued, IssuedForm), "a form that nobody knows is refused"
    connection, facts, now = entering.connection, entering.facts, entering.now
    record = _save(entering, typing, file, issued, key)
    checked = check_record(facts, load_earlier_versions(connection, entering.plan, now), record, issued, raw)
    if checked.problems:
        raise Refused(*checked.problems)
    before = load_earlier_forms(connection, facts, [record]).get(record.id)
    save_outcome(connection, facts, record, with_warnings(facts, record, checked, before), now)
    return record.id


def _save(entering: Entering, typing: Typing, file: ReceivedFile, issued: IssuedForm, key: str) -> SubmissionRecord:
    """The form as it waits to be checked, with the officer's act; Refused for the very file that is in force."""
    connection, plan, now, duty = entering.connection, entering.plan, entering.now, typing.duty
    new = NewSubmission(
        part=Part.FORM,
        obligation=duty.id,
        outcome=Outcome.RECEIVED,
        file_name=file.name,
        sha256=file.sha256,
        size=len(file.content),
        form=issued.form.id,
        typed_from=typing.typed_from,
    )
    arrival = Arrival(TYPED, key, now, entering.officer, typed_words(typing.typed_from))
    ids = submissions.save_arrival(connection, plan, arrival, [new], now)
    [record] = submissions.load_submissions(connection, plan, ids=ids)
    if record.outcome is Outcome.DUPLICATE:
        raise Refused(_in_force_already(entering.facts, typing, now))
    act = journal.Entry(HandAct.TYPE_IN, entering.officer, now, {"submissions": ids}, arrival.reason)
    submissions.save_entry(connection, ids, journal.append(connection, plan, act))
    chases.drop_chases(connection, plan, duty.id, now)
    return record


def _in_force_already(facts: PlanFacts, typing: Typing, now: datetime) -> Problem:
    current = facts.standing_of(typing.duty.id, now).current
    assert current is not None, "what repeats a form in force has one"
    how = 'Nếu số văn bản đã ghi nhầm, chạy "33. Rút lại mục ghi nhầm" trước.'
    return Problem("Tệp", f"đã được {typed_words(current.typed_from)}, đang sử dụng", how)


def _next_step(facts: PlanFacts, typing: Typing) -> str:
    unit = facts.definition.unit(typing.duty.borne_by).name
    return (
        f"Đã {typed_words(typing.typed_from)}: {typing.duty.kind.form} của {unit}. Gọi điện đề nghị đơn vị xác nhận, "
        'rồi chạy "37. Ghi nhận đã gọi điện".'
    )
