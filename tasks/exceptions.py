"""Granting and ending exceptions: extensions, exemptions, each at once in force, journalled and told.

Not here: what may be granted (`domain.granting`), nor what the mails say (`exception_contents`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from papiplan.database import chases, journal, liftings, messages, obligations, tellings
from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.domain.exceptions import ReadException, StatedException, read_exception
from papiplan.domain.granting import liftable, to_exempt, to_extend, to_lift
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Decision, Obligation
from tasks import office
from tasks.effects import effect
from tasks.entering import Entering


@dataclass(frozen=True)
class RecordedException:
    """What a decision came to: its entry in the journal, None where nothing was new, and the units it is about."""

    plan: str
    entry: int | None
    units: tuple[str, ...]


@effect("Gia hạn gửi")
def extend(plan: str, stated: StatedException, until: date, actor: str, now: datetime) -> RecordedException:
    """Put the due dates of the chosen duties off to `until`; who has this very extension is left as it is."""
    return _grant(plan, stated, until, actor, now)


@effect("Miễn gửi")
def exempt(plan: str, stated: StatedException, actor: str, now: datetime) -> RecordedException:
    """Free the chosen units from a duty; who is exempted by this very decision is left as it is."""
    return _grant(plan, stated, None, actor, now)


def _grant(plan: str, stated: StatedException, until: date | None, actor: str, now: datetime) -> RecordedException:
    act, kind = (HandAct.EXTEND, NoticeKind.EXTENDED) if until else (HandAct.EXEMPT, NoticeKind.EXEMPTED)
    with office.database().plan_transaction(plan) as connection:
        entering = _enter(connection, plan, actor, now)
        reading, facts = entering.reading, entering.facts
        read = read_exception(reading, facts, stated)
        new = to_extend(reading, facts, read, until) if until else to_exempt(reading, facts, read)
        reading.refuse_problems()
        if not new:
            return _recorded(plan, None, read.duties)
        decision = _decision(entering, act, read, new, until, paper_owed=stated.paper_owed)
        for duty in new:
            obligations.save_exception(connection, duty.id, until, decision)
            chases.drop_chases(connection, plan, duty.id, now)
            _tell(entering, kind, duty, decision.entry)
    return _recorded(plan, decision.entry, new)


@effect("Thôi gia hạn, thôi miễn gửi")
def lift_exception(plan: str, stated: StatedException, actor: str, now: datetime) -> RecordedException:
    """End the exceptions of the chosen duties; a unit that was not told of its exception yet is not told at all."""
    with office.database().plan_transaction(plan) as connection:
        entering = _enter(connection, plan, actor, now)
        reading = entering.reading
        read = read_exception(reading, entering.facts, stated)
        new = to_lift(reading, entering.facts, read, liftings.load_liftings(connection, plan, ANY_TIME))
        reading.refuse_problems()
        if not new:
            return _recorded(plan, None, read.duties)
        decision = _decision(entering, HandAct.LIFT_EXCEPTION, read, new, None, paper_owed=False)
        for duty in new:
            ended = [exception.decision.entry for exception in liftable(duty)]
            liftings.save_lifting(connection, duty.id, ended, decision)
            chases.drop_chases(connection, plan, duty.id, now)
            told = [entry for entry in ended if _was_told(entering, entry, duty)]
            if told:
                _tell(entering, NoticeKind.LIFTED, duty, decision.entry)
    return _recorded(plan, decision.entry, new)


def _enter(connection: sa.Connection, plan: str, actor: str, now: datetime) -> Entering:
    facts = load_facts(connection, plan, now)
    check_act(Act.EXTEND, facts, now)
    return Entering(connection, facts, actor, now)


def _decision(
    entering: Entering,
    act: HandAct,
    read: ReadException,
    duties: Sequence[Obligation],
    until: date | None,
    *,
    paper_owed: bool,
) -> Decision:
    """The decision as it is kept, with its act in the journal."""
    officer = entering.facts.definition.operator(entering.actor)
    assert officer is not None, "a decision entered by nobody is refused by its reading"
    ids: dict[str, object] = {"obligations": [duty.id for duty in duties]}
    if until is not None:
        ids["until"] = until.isoformat()
    entry = journal.append(
        entering.connection, entering.plan, journal.Entry(act, officer.code, entering.now, ids, read.basis)
    )
    return Decision(entry, officer.code, read.decided_by, read.basis, paper_owed, entering.now)


def _tell(entering: Entering, kind: NoticeKind, duty: Obligation, entry: int) -> None:
    """Tell a unit once of a decision, however many duties of this kind and occasion it has come to bear."""
    occasion = f"{entry}:{duty.occasion}"
    notice = messages.Notice(duty.borne_by, kind, occasion, duty.id, entry=entry)
    messages.save_notice(entering.connection, entering.plan, notice, entering.now)


def _was_told(entering: Entering, entry: int, duty: Obligation) -> bool:
    """Whether a unit was told of the decision with this entry; where it was not, it will not be any more."""
    if tellings.load_told(entering.connection, entering.plan, entry, duty):
        return True
    tellings.leave_unsaid(entering.connection, entering.plan, entry, entering.now, duty)
    return False


def _recorded(plan: str, entry: int | None, duties: Iterable[Obligation]) -> RecordedException:
    return RecordedException(plan, entry, tuple(dict.fromkeys(duty.borne_by for duty in duties)))
