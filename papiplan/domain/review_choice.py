"""What an officer states of a review, read: which submission is meant, what is decided of it, and why.

Not here: whether a submission allows it (`reviewing`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from papiplan.domain.entries import EntryReading, one_line
from papiplan.domain.exceptions import named_kind, unknown_kind
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import USABLE, Obligation, Outcome, Part, Receipt
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem
from papiplan.domain.reviewing import Review, Verdict
from papiplan.domain.submission_numbers import meant_number, unknown_number
from papiplan.domain.units import normalised


@dataclass(frozen=True)
class StatedReview:
    """A review as an officer states it.

    It is about the submission of a number; or, without one, about what a unit sent of a kind: of a return the file of
    this `part` in force, of an acceptance the newest.
    """

    decision: str
    reason: str
    submission: str = ""
    unit: str = ""
    kind: str = ""
    part: str = "form"


@dataclass(frozen=True)
class ChosenReview:
    """What was stated, found: a file, the one of its duty and part that is in force, what is decided and why."""

    verdict: Verdict
    reason: str
    duty: Obligation
    receipt: Receipt
    in_force: Receipt | None


def choose_review(
    reading: EntryReading, facts: PlanFacts, stated: StatedReview, reviews: Sequence[Review]
) -> ChosenReview:
    """Which submission is meant, and the verdict; Refused with everything that is wrong with what was stated.

    `reviews` are the standing ones of the plan, the oldest first.
    """
    verdict = _word(reading, "Quyết định", stated.decision, _VERDICTS)
    part = _word(reading, "Phần", stated.part, _PARTS)
    reason = reading.words("Lý do", stated.reason)
    found = _numbered(reading, facts, stated) if stated.submission else _duty_named(reading, facts, stated)
    reading.refuse_problems()
    assert verdict is not None, "a word that nobody knows is refused"
    assert part is not None, "so is this one"
    assert found is not None, "and a submission that there is not"
    duty, receipt = found
    if receipt is None:
        receipt = _last_of(facts, duty, part, verdict, [each for each in reviews if each.reason == reason], reading)
    return ChosenReview(verdict, reason, duty, receipt, _in_force(facts, duty, receipt.part, reading))


_VERDICTS: Mapping[str, Verdict] = {
    **dict.fromkeys(("return", "tra lai", "tra lai ho so"), Verdict.RETURN),
    **dict.fromkeys(("accept", "chap nhan", "chap nhan ho so"), Verdict.ACCEPT),
}
_PARTS: Mapping[str, Part] = {
    **dict.fromkeys(("form", "bieu"), Part.FORM),
    **dict.fromkeys(("signed", "ban ky", "van ban", "van ban cua don vi"), Part.SIGNED),
}
"""What is said, without its marks, and what it means."""

W = TypeVar("W", bound=StrEnum)


def _word(reading: EntryReading, where: str, words: str, known: Mapping[str, W]) -> W | None:
    found = known.get(normalised(words))
    if found is None:
        allowed = "; ".join(_SAID[meant] for meant in dict.fromkeys(known.values()))
        reading.add([Problem(where, f'"{one_line(words)[:60]}" không có', f"Ghi một trong: {allowed}.")])
    return found


_SAID: Mapping[StrEnum, str] = {
    Verdict.RETURN: "trả lại",
    Verdict.ACCEPT: "chấp nhận",
    Part.FORM: "biểu",
    Part.SIGNED: "văn bản của đơn vị",
}


def _numbered(reading: EntryReading, facts: PlanFacts, stated: StatedReview) -> tuple[Obligation, Receipt] | None:
    """The submission of the stated number with its duty, which must be of the unit and kind that are stated too."""
    known: list[int] = []
    for duty in (*facts.obligations, *facts.requests):
        for receipt in facts.receipts.get(duty.id, ()):
            if receipt.submission_id == meant_number(stated.submission):
                _check_unit(reading, facts, duty, stated.unit)
                _check_kind(reading, duty, stated.kind)
                return duty, receipt
            known.append(receipt.submission_id)
    reading.add([unknown_number("Hồ sơ số", stated.submission, known)])
    return None


_WHERE_NUMBERS_ARE = 'Xem số hồ sơ ở trang "Các lần gửi" của Sổ theo dõi.'


def _check_unit(reading: EntryReading, facts: PlanFacts, duty: Obligation, words: str) -> None:
    if words and reading.unit("Đơn vị", words) not in (duty.owed_by, duty.borne_by):
        reading.add([Problem("Hồ sơ số", f"là hồ sơ của {facts.definition.unit(duty.owed_by).short}")])


def _check_kind(reading: EntryReading, duty: Obligation, words: str) -> None:
    kind = named_kind(words)
    if words and kind is None:
        reading.add([unknown_kind(words)])
    elif kind not in (None, duty.kind):
        reading.add([Problem("Hồ sơ số", f"là hồ sơ thuộc {duty.kind.paper.lower()}")])


def _duty_named(reading: EntryReading, facts: PlanFacts, stated: StatedReview) -> tuple[Obligation, None] | None:
    """The duty of the stated unit and kind; a unit may have several remedies, whose files go by their numbers."""
    if not stated.unit:
        reading.add([Problem("Hồ sơ", "chưa nêu hồ sơ nào", "Nêu số hồ sơ, hoặc đơn vị và loại hồ sơ.")])
        return None
    unit, kind = reading.unit("Đơn vị", stated.unit), named_kind(stated.kind)
    if kind is None or kind is SubmissionKind.REMEDY:
        how = "Ghi kế hoạch hoặc báo cáo; với báo cáo khắc phục, nêu số hồ sơ."
        reading.add([Problem("Loại hồ sơ", f'"{one_line(stated.kind)[:60]}" không chọn được', how)])
        return None
    duty = facts.obligation_of(unit, kind)
    if duty is None and unit in {known.code for known in facts.definition.units}:
        what = f"{facts.definition.unit(unit).short} không phải gửi {kind.paper.lower()}"
        reading.add([Problem("Đơn vị", what)])
    return (duty, None) if duty else None


def _last_of(
    facts: PlanFacts,
    duty: Obligation,
    part: Part,
    verdict: Verdict,
    for_this_reason: Sequence[Review],
    reading: EntryReading,
) -> Receipt:
    """The newest file of a duty and part for an acceptance, for a return the one in force.

    Where the newest file was returned for this very reason before, that is meant again, not what is in force instead.
    """
    files = [r for r in facts.receipts_of(duty) if r.part is part and r.outcome in _REVIEWED]
    chosen = max(files, key=_number, default=None)
    if verdict is Verdict.RETURN:
        in_force = _in_force(facts, duty, part, reading)
        returned = {each.submission for each in for_this_reason if each.outcome is Outcome.RETURNED}
        since = [r for r in files if r.submission_id in returned and (not in_force or _number(r) > _number(in_force))]
        chosen = max(since, key=_number, default=in_force)
    if chosen is None:
        unit = facts.definition.unit(duty.borne_by).short
        what = f"{unit} không có {part.label.lower()} nào để {verdict.label} ({duty.kind.paper.lower()})"
        reading.add([Problem("Hồ sơ", what, _WHERE_NUMBERS_ARE)])
        reading.refuse_problems()
    assert chosen is not None, "that there is none is refused"
    return chosen


_REVIEWED = (*USABLE, Outcome.RECEIVED, Outcome.REFUSED, Outcome.RETURNED)


def _in_force(facts: PlanFacts, duty: Obligation, part: Part, reading: EntryReading) -> Receipt | None:
    standing = facts.standing_of(duty.id, reading.now)
    return {Part.FORM: standing.current, Part.SIGNED: standing.signed}.get(part)


def _number(receipt: Receipt) -> int:
    return receipt.submission_id
