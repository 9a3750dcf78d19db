"""What an officer may state of files that came by hand: which door, and an instant that no judgement turns on unsaid.

Not here: recording them (`tasks.arrivals`), forms that an officer types in (`typing_in`).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from papiplan.domain.deadlines import clock_time, local_date, short, term_ends
from papiplan.domain.doors import DOOR_WORDS, STATED_CHANNELS
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Obligation
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem
from papiplan.domain.units import find_unit

_AS_IT_CAME = "Ghi thời điểm hồ sơ thực sự đến."


def channel_problems(channel: str) -> list[Problem]:
    """A door that an officer cannot state."""
    if channel in STATED_CHANNELS:
        return []
    known = ", ".join(f"{each} ({DOOR_WORDS[each]})" for each in STATED_CHANNELS)
    return [Problem("Kênh", f'"{channel}" không ghi được bằng tay', f"Chọn một trong: {known}.")]


def instant_problems(facts: PlanFacts, came_at: datetime, now: datetime) -> list[Problem]:
    """An instant that cannot be: later than `now`, or on a day before the plan was issued."""
    if came_at > now:
        return [Problem("Thời điểm nhận", f"{_in_words(came_at)} ở sau hiện tại", _AS_IT_CAME)]
    if facts.issue is not None and local_date(came_at) < facts.issue.on:
        before = f"{_in_words(came_at)} ở trước ngày ban hành Kế hoạch ({short(facts.issue.on)})"
        return [Problem("Thời điểm nhận", before, _AS_IT_CAME)]
    return []


def document_problems(doc_date: date | None, now: datetime) -> list[Problem]:
    """A document dated after today."""
    if doc_date is None or doc_date <= local_date(now):
        return []
    what = f"{short(doc_date)} ở sau hôm nay ({short(local_date(now))})"
    return [Problem("Ngày văn bản", what, "Ghi ngày ghi trên văn bản của đơn vị.")]


def reason_problems(
    facts: PlanFacts, duties: Iterable[Obligation], came_at: datetime, reason: str, now: datetime
) -> list[Problem]:
    """That no reason is given although the instant lies within a term of these duties which is over at `now`.

    Only such an entry turns late into on time by an officer's word alone.
    """
    if reason.strip():
        return []
    due_time = facts.definition.due_time
    passed = (
        duty.effective_due_on
        for duty in duties
        if duty.effective_due_on and came_at < term_ends(duty.effective_due_on, due_time) <= now
    )
    due = min(passed, default=None)
    if due is None:
        return []
    what = f"đang để trống; thời điểm đến ({_in_words(came_at)}) còn trong hạn {short(due)}, nay hạn đã qua"
    return [Problem("Lý do", what, "Ghi vì sao bây giờ mới nhập.")]


def duties_of(facts: PlanFacts, unit: str, kind: SubmissionKind | None) -> Sequence[Obligation]:
    """The duties that files of a unit, in any spelling, may answer; of one kind where that is stated."""
    named = find_unit(unit, facts.definition.units)
    if named is None:
        return ()
    return [o for o in facts.obligations if named.code in (o.owed_by, o.borne_by) and kind in (None, o.kind)]


def check_hand_entry(
    facts: PlanFacts, unit: str, kind: SubmissionKind | None, came_at: datetime, reason: str, now: datetime
) -> list[Problem]:
    """Everything that is wrong with the instant which an officer states of a unit's files."""
    return [
        *instant_problems(facts, came_at, now),
        *reason_problems(facts, duties_of(facts, unit, kind), came_at, reason, now),
    ]


def _in_words(moment: datetime) -> str:
    return f"{clock_time(moment)} ngày {short(local_date(moment))}"
