"""The points of the units' evaluation as a plan folder writes them, and when they make no sense.

Not here: how points are counted (`domain.evaluation`), nor the defaults (`domain.plans.Scoring`).
"""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import model_serializer, model_validator

from papiplan.documents.plan_folders.plan_fields import Fields, asked
from papiplan.documents.plan_folders.plan_values import Line, mend, number, whole
from papiplan.domain.plans import Scoring

_DEFAULT = Scoring()

Points = Annotated[float, number(0, 100)]
Coefficient = Annotated[float, number(0, 1)]
Count = Annotated[int, whole(0, 365)]


class LatenessStep(Fields):
    """Up to so many working days late, the points for timeliness count by this coefficient."""

    days: Count = asked("Chậm nhiều nhất số ngày làm việc", "2")
    coefficient: Coefficient = asked("Hệ số thời hạn", "0,8")

    @model_serializer
    def _as_pair(self) -> tuple[int, float]:
        return (self.days, self.coefficient)


class ScoreClass(Fields):
    """From this score on, a unit is in this class."""

    least_score: Points = asked("Từ số điểm", "80")
    name: Line = asked("Xếp loại", "Tốt")

    @model_serializer
    def _as_pair(self) -> tuple[float, str]:
        return (self.least_score, self.name)


def _scored(field: str, label: str) -> Any:
    default = getattr(_DEFAULT, field)
    return asked(label, f"{default:g}".replace(".", ","), default=default)


class ScoringFields(Fields):
    """The fields of `domain.plans.Scoring`, with its defaults."""

    subplan_timely: Points = _scored("subplan_timely", "Kế hoạch: thời hạn")
    subplan_complete_rows: Points = _scored("subplan_complete_rows", "Kế hoạch: đủ các dòng")
    subplan_complete_signed: Points = _scored("subplan_complete_signed", "Kế hoạch: có bản ký")
    report_timely: Points = _scored("report_timely", "Báo cáo: thời hạn")
    report_complete_rows: Points = _scored("report_complete_rows", "Báo cáo: đủ các dòng")
    report_complete_signed: Points = _scored("report_complete_signed", "Báo cáo: có bản ký")
    output: Points = _scored("output", "Kết quả nhiệm vụ")
    remedies: Points = _scored("remedies", "Khắc phục kiến nghị sau kiểm tra")
    remedy_late: Coefficient = _scored("remedy_late", "Hệ số khắc phục chậm")
    lateness: tuple[LatenessStep, ...] = asked(
        "Hệ số thời hạn",
        default=tuple(LatenessStep.model_construct(days=d, coefficient=c) for d, c in _DEFAULT.lateness),
    )
    late_beyond: Coefficient = _scored("late_beyond", "Hệ số khi chậm hơn nữa")
    done_without_evidence: Coefficient = _scored("done_without_evidence", "Hoàn thành, không có tài liệu kiểm chứng")
    in_progress_without_number: Coefficient = _scored("in_progress_without_number", "Đang thực hiện, không có số")
    in_progress_most: Coefficient = _scored("in_progress_most", "Đang thực hiện, nhiều nhất")
    classes: tuple[ScoreClass, ...] = asked(
        "Xếp loại theo dõi",
        default=tuple(ScoreClass.model_construct(least_score=s, name=n) for s, n in _DEFAULT.classes),
    )
    signed_grace_days: Count = _scored("signed_grace_days", "Số ngày làm việc chờ bản ký sau biểu")
    commend_share: Coefficient = _scored("commend_share", "Tỷ lệ đề xuất biểu dương trong khối")
    commend_least_score: Points = _scored("commend_least_score", "Điểm ít nhất để đề xuất biểu dương")
    commend_least_actions: Count = _scored("commend_least_actions", "Số nhiệm vụ ít nhất để đề xuất biểu dương")
    learn_below: Points = _scored("learn_below", "Dưới số điểm này: rút kinh nghiệm")
    explain_below: Points = _scored("explain_below", "Dưới số điểm này: đề nghị giải trình")
    explain_after_urgings: Count = _scored("explain_after_urgings", "Số lần đôn đốc bằng văn bản trước khi giải trình")

    @classmethod
    def default(cls) -> "ScoringFields":
        """The product's own proposal."""
        return cls.model_validate({})

    @model_validator(mode="after")
    def _makes_sense(self) -> "ScoringFields":
        if sentences := list(self._nonsense()):
            raise mend(*sentences)
        return self

    def _nonsense(self) -> Iterator[tuple[str, str]]:
        if most_points(self) <= 0:
            yield "tổng điểm của các tiêu chí bằng 0", "Ghi điểm cho ít nhất một tiêu chí."
        days = [step.days for step in self.lateness]
        coefficients = [*(step.coefficient for step in self.lateness), self.late_beyond]
        if days != sorted(set(days)) or coefficients != sorted(coefficients, reverse=True):
            yield (
                "hệ số thời hạn không theo thứ tự",
                "Số ngày chậm tăng dần thì hệ số không được tăng, kể cả late_beyond.",
            )
        scores, names = [c.least_score for c in self.classes], [c.name for c in self.classes]
        if scores != sorted(set(scores), reverse=True) or scores[-1:] != [0] or len(set(names)) < len(names):
            yield (
                "các mức xếp loại không phủ hết thang điểm",
                "Ghi điểm giảm dần, mức cuối từ 0 điểm, tên không trùng nhau.",
            )
        if not self.explain_below <= self.learn_below <= self.commend_least_score:
            yield (
                "các mốc điểm đề xuất ngược thứ tự",
                "explain_below không lớn hơn learn_below, learn_below không lớn hơn commend_least_score.",
            )


def most_points(scoring: Scoring | ScoringFields) -> float:
    """The points of a unit to which every criterion applies and that does all of it."""
    return (
        scoring.subplan_timely
        + scoring.subplan_complete_rows
        + scoring.subplan_complete_signed
        + scoring.report_timely
        + scoring.report_complete_rows
        + scoring.report_complete_signed
        + scoring.output
        + scoring.remedies
    )
