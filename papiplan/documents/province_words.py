"""The province's year as rows and sentences, for papers and boards: high and low dimensions, actions, trends.

Not here: what they say (`domain.province_evaluation`, `domain.serving_actions`), nor where they stand on a page.
"""

from collections.abc import Iterable, Iterator

from papiplan.documents.wording import count
from papiplan.domain.dimension_courses import Course
from papiplan.domain.forms import ActionStatus
from papiplan.domain.province_evaluation import ProvinceEvaluation
from papiplan.domain.publication import DIMENSIONS, figure_vi
from papiplan.domain.serving_actions import ServedDimension

COURSE_HEADS = ("Nội dung", "Kết quả", "Số liệu")

MOST_YEARS = 6
"""How many years a page is wide enough for: the newest."""


def course_rows(province: ProvinceEvaluation) -> Iterator[tuple[str, str, str]]:
    """Each dimension, high or low the year before, and what became of it."""
    for course in province.courses:
        yield f"{course.dimension}. {course.name}", course.course.label, course.sentence


def course_sentence(province: ProvinceEvaluation) -> str:
    """How many dimensions took which course; the measure of high and low."""
    found = [course.course for course in province.courses]
    counted = "; ".join(f"{found.count(course):02d} {course.label.lower()}" for course in Course if course in found)
    return (
        f"Trong {len(found):02d} nội dung: {counted}. Nội dung cao (thấp) là nội dung mà năm {province.year_before} "
        "Tỉnh có điểm ở nửa trên (nửa dưới) của các tỉnh, thành phố có kết quả (tính toán)."
    )


def serving_rows(served: Iterable[ServedDimension]) -> Iterator[tuple[str, str, str]]:
    """Each dimension with all its actions together, then each of them."""
    for dimension in served:
        name = f"{dimension.dimension}. {DIMENSIONS[dimension.dimension - 1]}"
        yield name, f"{len(dimension.actions):02d} nhiệm vụ", ended_words(dimension.ended)
        for action in dimension.actions:
            yield "", f"{action.code}. {action.text}", ended_words(action.ended)


def ended_words(ended: Iterable[tuple[ActionStatus, int]]) -> str:
    """08 hoàn thành; 01 chưa có báo cáo."""
    return "; ".join(f"{count(times)} {status.label.lower()}" for status, times in ended) or "-"


def trend_heads(province: ProvinceEvaluation) -> tuple[str, ...]:
    """The head of the table of trends: the newest years at hand, oldest first."""
    years = [f"Năm {year}" for year, _ in province.trends[0].values[-MOST_YEARS:]]
    return ("Nội dung", *years, "Xu hướng")


def trend_rows(province: ProvinceEvaluation) -> Iterator[tuple[str, ...]]:
    """Each dimension and the total by year; a year without a result is a dash."""
    for n, trend in enumerate(province.trends, start=1):
        name = f"{n}. {trend.name}" if n <= len(DIMENSIONS) else trend.name
        values = (figure_vi(value) for _, value in trend.values[-MOST_YEARS:])
        yield (name, *values, trend.direction)
