"""What is proposed for a unit (đề xuất), from its points and its place in its khối.

No score leads to criticism (phê bình): that is a person's proposal after an explanation, so it is not a value here.
Not here: the points (`scoring`).
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Status, late_words
from papiplan.domain.plans import Scoring
from papiplan.domain.scoring import exact
from papiplan.domain.scoring_words import plain_vi
from papiplan.domain.unit_records import DutyRecord, UnitRecord


class Proposal(StrEnum):
    """What the coordinator's draft proposes for a unit; a person confirms or changes it."""

    COMMEND = "commend"
    NONE = "none"
    LEARN = "learn"
    EXPLAIN = "explain"

    @property
    def label(self) -> str:
        return {
            Proposal.COMMEND: "Đề xuất xem xét biểu dương, khen thưởng",
            Proposal.NONE: "Không đề xuất",
            Proposal.LEARN: "Đề xuất rút kinh nghiệm",
            Proposal.EXPLAIN: "Đề nghị giải trình",
        }[self]


def grade(score: Decimal | None, scoring: Scoring) -> str:
    """The class of a score (xếp loại theo dõi); empty without one."""
    if score is None:
        return ""
    return next((name for least, name in scoring.classes if score >= exact(least)), "")


def commendable_from(scores: Iterable[Decimal | None], scoring: Scoring) -> Decimal | None:
    """The least score within the first share of a khối, rounded up; all ties at this border are within it.

    `scores` are those of all units of the khối: one that is exempt from everything has None and still counts, so that
    an exemption changes nothing for the others. None when nobody has a score.
    """
    everybody = list(scores)
    best_first = sorted((score for score in everybody if score is not None), reverse=True)
    places = ceil(exact(scoring.commend_share) * len(everybody))
    return best_first[min(places, len(best_first)) - 1] if places and best_first else None


def propose(
    record: UnitRecord, score: Decimal | None, border: Decimal | None, scoring: Scoring
) -> tuple[Proposal, tuple[str, ...]]:
    """The proposal for a unit with its reasons in Vietnamese; `border` is that of its khối (`commendable_from`)."""
    ignored = [_ignored(duty) for duty in record.duties if _never_answered(duty, scoring)]
    if ignored:
        return Proposal.EXPLAIN, tuple(ignored)
    if score is None:
        return Proposal.NONE, ("không có tiêu chí nào được tính",)
    if score < exact(scoring.explain_below):
        return Proposal.EXPLAIN, (_below(scoring.explain_below),)
    if score < exact(scoring.learn_below):
        return Proposal.LEARN, (_below(scoring.learn_below),)
    obstacles = (*_short_of(score, border, scoring), *_duty_obstacles(record), *_action_obstacles(record, scoring))
    return (Proposal.NONE, obstacles) if obstacles else (Proposal.COMMEND, ())


def _never_answered(duty: DutyRecord, scoring: Scoring) -> bool:
    urged = duty.written_urgings >= scoring.explain_after_urgings
    return duty.never_sent and urged and not duty.reason_accepted


def _ignored(duty: DutyRecord) -> str:
    return f"{duty.kind.paper}: chưa nhận được sau {duty.written_urgings:02d} văn bản đôn đốc"


def _below(least: float) -> str:
    return f"điểm dưới {plain_vi(exact(least))}"


def _short_of(score: Decimal, border: Decimal | None, scoring: Scoring) -> list[str]:
    short_of = [] if score >= exact(scoring.commend_least_score) else [_below(scoring.commend_least_score)]
    if border is None or score < border:
        share = plain_vi(exact(scoring.commend_share) * Fraction(100))
        short_of.append(f"không thuộc {share}% đầu của khối")
    return short_of


def _duty_obstacles(record: UnitRecord) -> list[str]:
    """What of a unit's duties stands against commending it: not in time, or without its signed document."""
    unpunctual = [f"{duty.kind.paper}: {words}" for duty in record.duties if (words := _unpunctual(duty))]
    unsigned = [
        f"{duty.kind.paper}: chưa có bản ký"
        for duty in record.duties
        if duty.status is not Status.EXCUSED and not duty.signed
    ]
    return [*unpunctual, *unsigned]


def _unpunctual(duty: DutyRecord) -> str:
    if duty.never_sent:
        return "chưa nhận được"
    if duty.paper_owed:
        return "gia hạn còn nợ văn bản"
    return {Status.LATE: late_words(duty.late_days), Status.OPEN: "chưa đến hạn"}.get(duty.status, "")


def _action_obstacles(record: UnitRecord, scoring: Scoring) -> list[str]:
    scored, not_started = len(record.scored_actions), record.count(ActionStatus.NOT_STARTED)
    obstacles = []
    if scored < scoring.commend_least_actions:
        has = f"chỉ có {scored:02d}" if scored else "không có"
        obstacles.append(f"{has} nhiệm vụ được tính, cần ít nhất {scoring.commend_least_actions:02d}")
    if not_started:
        obstacles.append(f"còn {not_started:02d} nhiệm vụ chưa thực hiện")
    return obstacles
