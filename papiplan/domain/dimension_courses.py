"""The plan's aim "keep the high, lift the low": what became of each dimension since the year before.

The plan's words: "duy trì và nâng cao điểm số những nội dung … đã đạt điểm số cao", "cải thiện điểm số đối với các nội
dung thành phần còn thấp". Not here: the actions that served a dimension (`serving_actions`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from papiplan.domain.index_figures import FigureComparison
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.publication import DIMENSIONS, GROUPS
from papiplan.domain.quartiles import baselines_of, national, place_of


class Course(StrEnum):
    """What became of a dimension that was high or low the year before: above or below the national median then.

    It holds or rises by its own score, not by what other provinces did. Without national figures nothing is guessed.
    """

    HIGH_HELD = "high_held"
    HIGH_FELL = "high_fell"
    LOW_ROSE = "low_rose"
    LOW_STAYED = "low_stayed"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {
            Course.HIGH_HELD: "Cao, giữ được",
            Course.HIGH_FELL: "Cao, giảm",
            Course.LOW_ROSE: "Thấp, đã tăng",
            Course.LOW_STAYED: "Thấp, chưa tăng",
            Course.UNKNOWN: "Chưa xác định",
        }[self]


@dataclass(frozen=True)
class DimensionCourse:
    """One dimension (1-8) with its course; `group_before` is its computed quartile of the year before, if any."""

    dimension: int
    name: str
    course: Course
    group_before: str
    sentence: str


def dimension_courses(
    definition: PlanDefinition, figures: Sequence[FigureComparison], before: int
) -> tuple[DimensionCourse, ...]:
    """The course of each dimension since the year `before`; `figures` are compared with that year."""
    return tuple(_courses(definition, figures, before))


def _courses(definition: PlanDefinition, figures: Sequence[FigureComparison], before: int) -> Iterator[DimensionCourse]:
    earlier = baselines_of(definition, before)
    for n, compared in enumerate(figures[: len(DIMENSIONS)], start=1):
        place = place_of(earlier, compared.figure, definition)
        if place is not None:
            stood = f'năm {before} thuộc nhóm "{place.group}" trong {place.provinces} tỉnh, thành phố (tính toán)'
        elif national(earlier, compared.figure):
            stood = f"tỉnh không có kết quả năm {before}"
        else:
            stood = f"chưa có số liệu toàn quốc năm {before} để xác định cao hay thấp"
        group = place.group if place else ""
        yield DimensionCourse(n, compared.name, _course(group, compared), group, f"{compared.sentence}; {stood}")


def _course(group: str, compared: FigureComparison) -> Course:
    if not group or compared.change is None:
        return Course.UNKNOWN
    if GROUPS.index(group) < len(GROUPS) // 2:
        return Course.HIGH_HELD if compared.change >= 0 else Course.HIGH_FELL
    return Course.LOW_ROSE if compared.change > 0 else Course.LOW_STAYED
