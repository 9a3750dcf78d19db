"""The Vietnamese line printed for each criterion of a unit's points, from the facts that earned them.

Not here: the points themselves (`scoring`).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.doors import door_words
from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Status, late_words
from papiplan.domain.plans import Scoring, SubmissionKind
from papiplan.domain.scoring import (
    Criterion,
    Points,
    Scored,
    complete_share,
    exact,
    half_up,
    lateness_coefficient,
    mean_points,
)
from papiplan.domain.unit_records import DutyRecord, Remedy, UnitRecord


@dataclass(frozen=True)
class ScoreLine:
    """One criterion of a unit as printed; `most` is 0 where the criterion does not apply and so leaves the sum.

    `points` are earned and most as printed, `reason` the facts behind them.
    """

    criterion: Criterion
    earned: float
    most: float
    points: str
    reason: str

    @property
    def title(self) -> str:
        return f"{list(Criterion).index(self.criterion) + 1}. {self.criterion.label}"

    @property
    def sentence(self) -> str:
        return f"{self.title}: {self.points}. {self.reason}."


def lines(record: UnitRecord, scored: Scored, scoring: Scoring) -> tuple[ScoreLine, ...]:
    """The six numbered lines of a unit; one whose criterion does not apply says so and why."""
    reasons = {
        Criterion.SUBPLAN_TIMELY: _timely(record.subplan, scoring),
        Criterion.SUBPLAN_COMPLETE: _complete(
            record.subplan, scoring.subplan_complete_rows, scoring.subplan_complete_signed
        ),
        Criterion.REPORT_TIMELY: _timely(record.report, scoring),
        Criterion.REPORT_COMPLETE: _complete(
            record.report, scoring.report_complete_rows, scoring.report_complete_signed
        ),
        Criterion.OUTPUT: _output(record, scoring),
        Criterion.REMEDIES: _remedies(record.remedies),
    }
    return tuple(_line(criterion, scored.get(criterion), reasons[criterion]) for criterion in Criterion)


def _line(criterion: Criterion, points: Points | None, reason: str) -> ScoreLine:
    if points is None:
        return ScoreLine(criterion, 0.0, 0.0, "không tính", reason)
    printed = f"{decimal_vi(points.earned)}/{plain_vi(points.most)}"
    return ScoreLine(criterion, float(half_up(points.earned, 2)), float(points.most), printed, reason)


def decimal_vi(value: Fraction, places: int = 2) -> str:
    """Points as printed: half-up, with the decimal comma."""
    return str(half_up(value, places)).replace(".", ",")


def plain_vi(value: Fraction) -> str:
    """A number of the plan with no more decimals than it has: 15; 7,5; 0,8."""
    return f"{half_up(value, 4).normalize():f}".replace(".", ",")


def _timely(duty: DutyRecord | None, scoring: Scoring) -> str:
    if duty is None or not duty.judged:
        return _not_judged(duty)
    coefficient = lateness_coefficient(duty, scoring)
    # One decimal even where it is whole, as tables of coefficients print them; but never is plainly 0.
    shown = "1,0" if coefficient == 1 else plain_vi(coefficient)
    return f"{_due(duty)}; {_receipt(duty)}; hệ số {shown}"


def _not_judged(duty: DutyRecord | None) -> str:
    if duty is None:
        return "Đơn vị không có nghĩa vụ này"
    return "Đơn vị được miễn" if duty.status is Status.EXCUSED else "Chưa đến hạn"


def _due(duty: DutyRecord) -> str:
    if duty.due_on is None:
        return "Chưa có hạn"
    if duty.rule_due_on is None:
        return f"Hạn {short(duty.due_on)}"
    return f"Hạn {short(duty.rule_due_on)}, gia hạn đến {short(duty.due_on)}"


def _receipt(duty: DutyRecord) -> str:
    """When it came and how that stands to the due date."""
    subplan = duty.kind is SubmissionKind.SUBPLAN
    if duty.received_at is None:
        return f"đến {'ngày công bố Chỉ số' if subplan else 'khi chốt tổng hợp'} chưa nhận được hồ sơ hợp lệ"
    came = f"nhận {_instant(duty.received_at)}{door_words(duty.channel, duty.entered_at)}"
    if duty.after_freeze:
        return f"{came}, sau {'ngày công bố Chỉ số' if subplan else 'khi chốt tổng hợp'}: chỉ ghi nhận, không tính điểm"
    return f"{came}; {_timeliness(duty)}"


def _instant(instant: datetime) -> str:
    return f"{short(local_date(instant))}, {clock_time(instant)}"


def _timeliness(duty: DutyRecord) -> str:
    if duty.status is Status.LATE:
        return late_words(duty.late_days)
    if duty.mended:
        return "đúng hạn (hoàn thiện trong thời gian được trả lại)"
    if not duty.by_extension:
        return "đúng hạn"
    return f"đúng hạn theo gia hạn{' (còn nợ văn bản)' if duty.paper_owed else ''}"


def _complete(duty: DutyRecord | None, rows_most: float, signed_most: float) -> str:
    if duty is None or not duty.judged:
        return _not_judged(duty)
    rows, signed = exact(rows_most), exact(signed_most)
    return (
        f"{duty.complete_rows:02d}/{duty.expected_rows:02d} dòng đủ thông tin: "
        f"{decimal_vi(rows * complete_share(duty))}/{plain_vi(rows)}; "
        f"{_signed(duty)}: {decimal_vi(signed if duty.signed_in_time else Fraction())}/{plain_vi(signed)}"
    )


def _signed(duty: DutyRecord) -> str:
    if not duty.signed:
        return "chưa có bản ký"
    return "có bản ký" if duty.signed_in_time else "bản ký gửi quá thời gian cho phép sau Biểu"


def _output(record: UnitRecord, scoring: Scoring) -> str:
    if record.report is not None and not record.report.judged:
        return _not_judged(record.report)
    mean = mean_points(record, scoring)
    left_out = _counted(_left_out(record))
    if mean is None:
        return f"Không có nhiệm vụ được tính ({left_out})" if left_out else "Đơn vị không có nhiệm vụ được giao"
    words = f"{len(record.scored_actions):02d} nhiệm vụ được tính: {_counted(_outcomes(record))}"
    words = f"{words}; trung bình {decimal_vi(mean, 4)}"
    words = f"{words}; không tính: {left_out}" if left_out else words
    there = record.presence
    return words if there.share == 1 else f"{words}; đơn vị hoạt động {there.months:02d}/{there.of:02d} tháng"


def _outcomes(record: UnitRecord) -> Counter[str]:
    """The scored actions by what is printed of them, in the order of their worth."""
    actions = record.scored_actions
    recognised = [action for action in actions if action.recognised]
    done = [action for action in recognised if action.status is ActionStatus.DONE]
    evidenced = sum(action.evidence for action in done)
    explained = sum(action.explained and not action.evidence for action in done)
    of_status = Counter(action.status for action in recognised)
    return Counter(
        {
            "hoàn thành có tài liệu kiểm chứng": evidenced,
            "hoàn thành không có tài liệu kiểm chứng, có giải trình": explained,
            "hoàn thành không có tài liệu kiểm chứng, không giải trình": len(done) - evidenced - explained,
            "đang thực hiện": of_status[ActionStatus.IN_PROGRESS],
            "chưa thực hiện": of_status[ActionStatus.NOT_STARTED],
            "không được công nhận qua kiểm tra": len(actions) - len(recognised),
            "chưa có báo cáo": of_status[ActionStatus.UNREPORTED],
        }
    )


def _left_out(record: UnitRecord) -> Counter[str]:
    exempted = sum(action.exempted for action in record.actions)
    return Counter(
        {
            "không phát sinh": len(record.actions) - len(record.scored_actions) - exempted,
            "được miễn": exempted,
        }
    )


def _remedies(remedies: tuple[Remedy, ...]) -> str:
    if not remedies:
        return "Không có kiến nghị"
    count = Counter(remedies)
    return f"{len(remedies):02d} kiến nghị: {_counted(Counter({each.label: count[each] for each in Remedy}))}"


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{number:02d} {words}" for words, number in counts.items() if number)
