"""Giving a file of the queue "Cần xem" to a unit, or saying that it is no hồ sơ: what an officer may state.

Not here: which duty of the unit the file answers (`covering`), nor whose form it is (`identifying`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.entries import EntryReading, one_line
from papiplan.domain.exceptions import named_kind, unknown_kind
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Outcome, Part
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.units import normalised


@dataclass(frozen=True)
class Queued:
    """A submission as it stands: `unit` owes what it was given to, None (with `kind`) while it is nobody's.

    What was set aside is nobody's too: an officer may still find out that it is a hồ sơ.
    """

    number: int
    unit: str | None
    kind: SubmissionKind | None
    outcome: Outcome


@dataclass(frozen=True)
class StatedAssignment:
    """What an officer states, in his own words: the unit, or that it is no hồ sơ (part "other", and no unit).

    `kind` and `part` may be empty. `at` is when the file really came, where the recorded instant is in doubt.
    """

    unit: str
    reason: str
    kind: str = ""
    part: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Assignment:
    """What is to be done: `unit` is a code, empty for what is no hồ sơ; None leaves kind, part or instant as found."""

    unit: str
    reason: str
    kind: SubmissionKind | None = None
    part: Part | None = None
    at: datetime | None = None


def read_assignment(reading: EntryReading, facts: PlanFacts, stated: StatedAssignment) -> Assignment:
    """What an officer stated; Refused with everything that is wrong with it."""
    part, kind = _part(reading, stated.part), named_kind(stated.kind)
    if one_line(stated.kind) and kind is None:
        reading.add([unknown_kind(stated.kind)])
    aside = part is Part.OTHER
    if aside and one_line(stated.unit):
        reading.add([Problem("Đơn vị", "tệp không phải hồ sơ thì không của đơn vị nào", "Để trống đơn vị.")])
    unit = "" if aside else reading.unit("Đơn vị", stated.unit)
    reason = reading.words("Lý do", stated.reason)
    at = reading.past_instant("Thời điểm nhận", stated.at) if stated.at is not None else None
    if at is not None and facts.issue is not None and local_date(at) < facts.issue.on:
        what = f"{clock_time(at)} ngày {short(local_date(at))} ở trước ngày ban hành Kế hoạch ({short(facts.issue.on)})"
        reading.add([Problem("Thời điểm nhận", what)])
    reading.refuse_problems()
    return Assignment(unit, reason, kind, part, at)


_PARTS: Mapping[Part, str] = {
    Part.SIGNED: "bản ký",
    Part.FORM: "biểu",
    Part.EVIDENCE: "tài liệu kiểm chứng",
    Part.OTHER: "không phải hồ sơ",
}


def _part(reading: EntryReading, words: str) -> Part | None:
    """What a file is said to be, by its code or in Vietnamese; None for nothing stated."""
    wanted = normalised(words)
    found = next((part for part, said in _PARTS.items() if wanted in (part.value, normalised(said))), None)
    if wanted and found is None:
        allowed = ", ".join(f"{part} ({said})" for part, said in _PARTS.items())
        reading.add([Problem("Là gì", f'"{one_line(words)[:60]}" không có', f"Ghi một trong: {allowed}.")])
    return found


def is_done(facts: PlanFacts, queued: Queued, wanted: Assignment, now: datetime) -> bool:
    """Whether a submission stands already as wanted; Refused where it was given to another duty."""
    if queued.unit is None:
        return queued.outcome is Outcome.SET_ASIDE and not wanted.unit
    same_unit = bool(wanted.unit) and facts.bearer_of(queued.unit, now) == facts.bearer_of(wanted.unit, now)
    if same_unit and wanted.kind in (None, queued.kind):
        return True
    kind = f" ({queued.kind.paper.lower()})" if queued.kind else ""
    raise Refused(f"Hồ sơ số {queued.number} đã là của {facts.definition.unit(queued.unit).name}{kind}. {_HOW}")


_HOW = 'Nếu sai, chạy "22. Trả lại hoặc chấp nhận hồ sơ", rồi nhập hộ cho đơn vị đúng'
