"""What may be granted and ended: for each duty that a decision is about, whether it is new, and what stands against it.

The same decision again changes nothing. Not here: how a decision is read (`exceptions`), nor its mails (`documents`).
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from papiplan.domain.deadlines import short
from papiplan.domain.entries import EntryReading
from papiplan.domain.exceptions import Lifting, ReadException
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Decision, Exemption, Extension, Obligation
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem

MOST_EXTENDED = timedelta(days=365)
"""Beyond, somebody has mistyped the year: a plan lives for one."""


def to_extend(reading: EntryReading, facts: PlanFacts, read: ReadException, until: date) -> tuple[Obligation, ...]:
    """The duties that get an extension, without those that have this very one.

    Each unit whose due date in force is not earlier than `until` is a problem: an extension takes nothing away. So is
    one that is extended beyond all likelihood.
    """
    new = tuple(o for o in read.duties if not _is_extended_so(o, read, until))
    for duty in new:
        due, name = duty.effective_due_on, _name(facts, duty)
        if duty.exempted:
            reading.add([Problem(name, "đã được miễn gửi", 'Chạy "35. Thôi gia hạn, thôi miễn gửi" trước.')])
        elif due is None:
            what = f"{duty.kind.paper} chưa có thời hạn để gia hạn"
            reading.add([Problem(name, what, "Thời hạn có khi Chỉ số được công bố và ghi nhận.")])
        elif until <= due:
            what = f"hạn đang có hiệu lực là {short(due)}"
            reading.add([Problem(name, what, f"Ngày gia hạn ({short(until)}) phải sau ngày đó.")])
        elif until - due > MOST_EXTENDED:
            what = f"gia hạn đến {short(until)}, hơn {MOST_EXTENDED.days} ngày sau hạn đang có hiệu lực ({short(due)})"
            reading.add([Problem(name, what, "Kiểm tra lại năm của ngày gia hạn.")])
    return new


def _is_extended_so(duty: Obligation, read: ReadException, until: date) -> bool:
    return any(e.until == until and _rests_on(e.decision, read) for e in duty.extensions)


def to_exempt(reading: EntryReading, facts: PlanFacts, read: ReadException) -> tuple[Obligation, ...]:
    """The duties that are exempted, without those that this very decision exempts."""
    new = tuple(o for o in read.duties if o.exemption is None or not _rests_on(o.exemption.decision, read))
    for duty in new:
        if duty.exemption is not None:
            decision = duty.exemption.decision
            reading.add([Problem(_name(facts, duty), f"đã được miễn gửi (mục {decision.entry}: {decision.basis})")])
    return new


def to_lift(
    reading: EntryReading, facts: PlanFacts, read: ReadException, before: Mapping[int, Sequence[Lifting]]
) -> tuple[Obligation, ...]:
    """The duties whose exceptions end, without those ended by this very decision; `before` are the liftings so far.

    A unit that has sent within its extension keeps it: nothing that the office does may make a unit late.
    """
    new = tuple(o for o in read.duties if liftable(o) or not _was_lifted_so(before.get(o.id, ()), read))
    for duty in new:
        name = _name(facts, duty)
        if not liftable(duty):
            reading.add([Problem(name, f"không có gia hạn, miễn gửi {duty.kind.paper} nào đang có hiệu lực")])
        elif facts.standing_of(duty.id, reading.now).by_extension:
            reading.add([Problem(name, "đã gửi trong thời gian gia hạn: việc gia hạn được giữ nguyên")])
    return new


def liftable(duty: Obligation) -> tuple[Extension | Exemption, ...]:
    """The exceptions from a duty that a decision can end: not what makes up for our own late recording."""
    granted = tuple(extension for extension in duty.extensions if not extension.ours)
    return (*granted, duty.exemption) if duty.exemption else granted


def _was_lifted_so(liftings: Sequence[Lifting], read: ReadException) -> bool:
    return bool(liftings) and (liftings[-1].decided_by, liftings[-1].basis) == (read.decided_by, read.basis)


def _rests_on(decision: Decision, read: ReadException) -> bool:
    return (decision.decided_by, decision.basis) == (read.decided_by, read.basis)


def _name(facts: PlanFacts, duty: Obligation) -> str:
    """How a problem names a duty: by its unit, a remedy also by its code."""
    unit = facts.definition.unit(duty.borne_by).short
    return f"{unit}, {duty.occasion}" if duty.kind is SubmissionKind.REMEDY else unit
