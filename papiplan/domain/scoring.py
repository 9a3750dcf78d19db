"""The points of a unit (điểm theo dõi): six criteria, in exact fractions, by the numbers of the plan's `Scoring`.

A score for the coordinator's advice, a proposal until the office has signed its own rules. Nobody loses twice: being
reminded, returned or escalated costs nothing by itself, the lateness already does.

Not here: the sentence printed with each line (`scoring_words`), classes and what is proposed (`proposals`).
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor

from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Status
from papiplan.domain.plans import Scoring
from papiplan.domain.unit_records import ActionRecord, DutyRecord, Remedy, UnitRecord


class Criterion(StrEnum):
    """What a unit earns points for (tiêu chí), in the order of the printed lines."""

    SUBPLAN_TIMELY = "subplan_timely"
    SUBPLAN_COMPLETE = "subplan_complete"
    REPORT_TIMELY = "report_timely"
    REPORT_COMPLETE = "report_complete"
    OUTPUT = "output"
    REMEDIES = "remedies"

    @property
    def label(self) -> str:
        return {
            Criterion.SUBPLAN_TIMELY: "Kế hoạch, thời hạn",
            Criterion.SUBPLAN_COMPLETE: "Kế hoạch, đầy đủ",
            Criterion.REPORT_TIMELY: "Báo cáo, thời hạn",
            Criterion.REPORT_COMPLETE: "Báo cáo, đầy đủ",
            Criterion.OUTPUT: "Kết quả nhiệm vụ",
            Criterion.REMEDIES: "Khắc phục kiến nghị sau kiểm tra",
        }[self]


@dataclass(frozen=True)
class Points:
    """What one criterion earned of its most, unrounded."""

    earned: Fraction
    most: Fraction


Scored = dict[Criterion, Points]
"""The points of a unit; a criterion that does not apply to it is not there, and so leaves the sum."""


def score(record: UnitRecord, scoring: Scoring) -> Scored:
    """The points of one unit, criterion by criterion."""
    subplan_rows, subplan_signed = exact(scoring.subplan_complete_rows), exact(scoring.subplan_complete_signed)
    report_rows, report_signed = exact(scoring.report_complete_rows), exact(scoring.report_complete_signed)
    lines = {
        Criterion.SUBPLAN_TIMELY: _timely(record.subplan, exact(scoring.subplan_timely), scoring),
        Criterion.SUBPLAN_COMPLETE: _complete(record.subplan, subplan_rows, subplan_signed),
        Criterion.REPORT_TIMELY: _timely(record.report, exact(scoring.report_timely), scoring),
        Criterion.REPORT_COMPLETE: _complete(record.report, report_rows, report_signed),
        Criterion.OUTPUT: _output(record, scoring),
        Criterion.REMEDIES: _remedies(record.remedies, scoring),
    }
    return {criterion: points for criterion, points in lines.items() if points is not None}


def total(scored: Scored) -> Decimal | None:
    """Earned of the most that applies, out of 100 and half-up to two decimals; None when nothing applies."""
    most = sum((points.most for points in scored.values()), Fraction())
    earned = sum((points.earned for points in scored.values()), Fraction())
    return half_up(earned / most * 100, 2) if most else None


def lateness_coefficient(duty: DutyRecord, scoring: Scoring) -> Fraction:
    """The coefficient of timeliness (hệ số thời hạn) of a duty that is judged: late is always better than never."""
    if duty.never_sent:
        return Fraction()
    days = duty.late_days if duty.status is Status.LATE else 0
    return exact(next((share for most, share in scoring.lateness if days <= most), scoring.late_beyond))


def action_points(action: ActionRecord, scoring: Scoring) -> Fraction:
    """The points, 0 to 1, of an action that is scored; one that nobody reported earns nothing and is shown apart."""
    if not action.recognised:
        return Fraction()
    if action.status is ActionStatus.DONE:
        return _done_points(action, scoring)
    return _progress_points(action, scoring) if action.status is ActionStatus.IN_PROGRESS else Fraction()


def mean_points(record: UnitRecord, scoring: Scoring) -> Fraction | None:
    """The mean of the scored actions, all weighing the same; None without any."""
    actions = record.scored_actions
    points = sum((action_points(action, scoring) for action in actions), Fraction())
    return points / len(actions) if actions else None


def exact(number: float) -> Fraction:
    """A number as it is written: 0.8 is four fifths."""
    return Fraction(repr(number))


def half_up(value: Fraction, places: int) -> Decimal:
    """A number that is not negative, rounded half-up."""
    return Decimal(floor(value * 10**places + Fraction(1, 2))).scaleb(-places)


def _timely(duty: DutyRecord | None, most: Fraction, scoring: Scoring) -> Points | None:
    if duty is None or not duty.judged:
        return None
    return Points(most * lateness_coefficient(duty, scoring), most)


def _complete(duty: DutyRecord | None, rows: Fraction, signed: Fraction) -> Points | None:
    if duty is None or not duty.judged:
        return None
    return Points(rows * complete_share(duty) + (signed if duty.signed_in_time else 0), rows + signed)


def complete_share(duty: DutyRecord) -> Fraction:
    """The share of the rows that have all they need."""
    return Fraction(duty.complete_rows, duty.expected_rows)


def _output(record: UnitRecord, scoring: Scoring) -> Points | None:
    """The results of the actions, weighing as much of the year as the unit was there.

    A unit excused from reporting is not asked for them.
    """
    mean = mean_points(record, scoring)
    most = exact(scoring.output) * record.presence.share
    if mean is None or not most or (record.report is not None and not record.report.judged):
        return None
    return Points(most * mean, most)


def _remedies(remedies: tuple[Remedy, ...], scoring: Scoring) -> Points | None:
    if not remedies:
        return None
    count = Counter(remedies)
    worth = count[Remedy.IN_TIME] + count[Remedy.LATE] * exact(scoring.remedy_late)
    return Points(exact(scoring.remedies) * worth / len(remedies), exact(scoring.remedies))


def _done_points(action: ActionRecord, scoring: Scoring) -> Fraction:
    if action.evidence:
        return Fraction(1)
    return exact(scoring.done_without_evidence) if action.explained else Fraction()


def _progress_points(action: ActionRecord, scoring: Scoring) -> Fraction:
    """The share of the target reached. What is still in progress never counts as done, even with the target reached."""
    if action.result_number is None or not action.target_number:
        return exact(scoring.in_progress_without_number)
    share = exact(action.result_number) / exact(action.target_number)
    return share if share < 1 else exact(scoring.in_progress_most)
