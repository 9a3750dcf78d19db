"""Keep the high, lift the low: what became of a dimension since the year before, and which actions served it."""

from collections.abc import Iterator

import pytest

from papiplan.domain.consolidation import consolidate
from papiplan.domain.dimension_courses import Course, DimensionCourse
from papiplan.domain.forms import ActionStatus
from papiplan.domain.province_evaluation import evaluate_province
from papiplan.domain.publication import GroupBoundary, ProvinceScores
from papiplan.domain.quartiles import NATIONAL_LEAST, national, place_of
from papiplan.domain.serving_actions import served_dimensions
from tests.consolidations import a_city_plan, a_publication, a_report, a_standing, the_example_table
from tests.factories import a_plan


def ours(year: int, value: float | None) -> ProvinceScores:
    total = None if value is None else value * 8
    return ProvinceScores(year, "P56", "Đồng Tháp", "Dong Thap", (value,) * 8, total)


def the_country(year: int, least: float, step: float, provinces: int = 40) -> Iterator[ProvinceScores]:
    """Provinces that rise by one step from one to the next, in every dimension."""
    for n in range(provinces):
        value = least + n * step
        yield ProvinceScores(year, f"T{n}", f"Tỉnh thứ {n}", f"Province {n}", (value,) * 8, value * 8)


HIGH = tuple(the_country(2022, 3.0, 0.03))
"""All others lie below ours."""

LOW = tuple(the_country(2022, 6.0, 0.03))
"""All others lie above ours."""


def course(others: tuple[ProvinceScores, ...], before: float | None, now: float | None) -> DimensionCourse:
    """The course of the first dimension."""
    plan = a_plan(baselines=(ours(2022, before), *others))
    publication = a_publication(scores=(ours(2023, now), *the_country(2023, 4.0, 0.02)))
    return evaluate_province(plan, publication).courses[0]


@pytest.mark.parametrize(
    ("others", "before", "now", "label", "sentence"),
    [
        (
            HIGH, 5.0, 5.1, "Cao, giữ được",
            "5,1000 điểm, tăng 0,1000 điểm so với năm 2022 (5,0000 điểm); "
            'năm 2022 thuộc nhóm "Cao nhất" trong 41 tỉnh, thành phố (tính toán)',
        ),
        (HIGH, 5.0, 5.0, "Cao, giữ được",
            '5,0000 điểm, bằng năm 2022; năm 2022 thuộc nhóm "Cao nhất" trong 41 tỉnh, thành phố (tính toán)'),
        (
            HIGH, 5.0, 4.9, "Cao, giảm",
            "4,9000 điểm, giảm 0,1000 điểm so với năm 2022 (5,0000 điểm); "
            'năm 2022 thuộc nhóm "Cao nhất" trong 41 tỉnh, thành phố (tính toán)',
        ),
        (
            LOW, 5.0, 5.1, "Thấp, đã tăng",
            "5,1000 điểm, tăng 0,1000 điểm so với năm 2022 (5,0000 điểm); "
            'năm 2022 thuộc nhóm "Thấp nhất" trong 41 tỉnh, thành phố (tính toán)',
        ),
        (LOW, 5.0, 5.0, "Thấp, chưa tăng",
            '5,0000 điểm, bằng năm 2022; năm 2022 thuộc nhóm "Thấp nhất" trong 41 tỉnh, thành phố (tính toán)'),
        (
            LOW, 5.0, 4.9, "Thấp, chưa tăng",
            "4,9000 điểm, giảm 0,1000 điểm so với năm 2022 (5,0000 điểm); "
            'năm 2022 thuộc nhóm "Thấp nhất" trong 41 tỉnh, thành phố (tính toán)',
        ),
        (
            (), 5.0, 5.1, "Chưa xác định",
            "5,1000 điểm, tăng 0,1000 điểm so với năm 2022 (5,0000 điểm); "
            "chưa có số liệu toàn quốc năm 2022 để xác định cao hay thấp",
        ),
        (
            HIGH, None, 5.1, "Chưa xác định",
            "5,1000 điểm; chưa có số liệu năm 2022 để so sánh; tỉnh không có kết quả năm 2022",
        ),
        (
            HIGH, 5.0, None, "Chưa xác định",
            'không có kết quả; năm 2022 thuộc nhóm "Cao nhất" trong 41 tỉnh, thành phố (tính toán)',
        ),
    ],
)  # fmt: skip
def test_a_dimension_that_was_high_is_held_and_one_that_was_low_is_raised(
    others: tuple[ProvinceScores, ...], before: float | None, now: float | None, label: str, sentence: str
) -> None:
    found = course(others, before, now)
    assert (found.course.label, found.sentence) == (label, sentence)


def test_a_hair_above_what_is_printed_is_no_rise() -> None:
    assert course(LOW, 5.0, 5.00004).course is Course.LOW_STAYED


@pytest.mark.parametrize(
    ("boundary", "group", "found"),
    [
        (GroupBoundary.UP, "Trung bình cao", Course.HIGH_HELD),
        (GroupBoundary.DOWN, "Trung bình thấp", Course.LOW_ROSE),
    ],
)
def test_at_the_national_median_the_plan_says_whether_a_dimension_was_high(
    boundary: GroupBoundary, group: str, found: Course
) -> None:
    around = (*the_country(2022, 3.0, 0.03, 20), *the_country(2022, 6.0, 0.03, 20))
    plan = a_plan(baselines=(ours(2022, 5.0), *around), group_boundary=boundary)
    courses = evaluate_province(plan, a_publication(scores=(ours(2023, 5.1),))).courses
    assert {(each.course, each.group_before) for each in courses} == {(found, group)}


def test_every_course_has_a_label() -> None:
    assert len({each.label for each in Course}) == len(Course)


@pytest.mark.parametrize(("provinces", "counted"), [(NATIONAL_LEAST, NATIONAL_LEAST), (NATIONAL_LEAST - 1, 0)])
def test_fewer_provinces_than_a_country_has_are_no_national_figures(provinces: int, counted: int) -> None:
    assert len(national(the_country(2022, 3.0, 0.03, provinces), "total")) == counted


def test_a_place_is_computed_and_says_so() -> None:
    place = place_of((ours(2022, 5.0), *HIGH), "D1", a_plan())
    assert place is not None
    assert (place.rank, place.provinces, place.group, place.words) == (1, 41, "Cao nhất", "thứ 1/41 (tính toán)")


# The actions that served a dimension.

DONE, IN_PROGRESS, NOT_STARTED, UNREPORTED = (
    ActionStatus.DONE,
    ActionStatus.IN_PROGRESS,
    ActionStatus.NOT_STARTED,
    ActionStatus.UNREPORTED,
)


def test_each_dimension_shows_its_actions_and_how_they_ended() -> None:
    second = served_dimensions(the_example_table())[1]
    assert second.dimension == 2
    assert second.ended == ((DONE, 31), (IN_PROGRESS, 4), (NOT_STARTED, 1), (UNREPORTED, 4))
    assert {action.code: action.ended for action in second.actions} == {
        "2.1.1": ((DONE, 9), (UNREPORTED, 1)),
        "2.2.1": ((DONE, 9), (UNREPORTED, 1)),
        "2.3.1": ((DONE, 9), (UNREPORTED, 1)),
        "2.4.1": ((DONE, 4), (IN_PROGRESS, 4), (NOT_STARTED, 1), (UNREPORTED, 1)),
    }


def test_a_dimension_without_actions_is_empty_and_an_unreported_action_is_no_failure() -> None:
    plan = a_city_plan()
    table = consolidate(plan, [a_standing("tckh")], [a_report("vhtt", {"2.1.1": "done"})])
    served = served_dimensions(table)
    assert [each.dimension for each in served] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [(each.actions, each.ended) for each in served if each.dimension != 2] == [((), ())] * 7
    assert served[1].ended == ((DONE, 1), (UNREPORTED, 39))
