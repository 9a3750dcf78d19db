"""The figures over the years at hand: gaps stay gaps, and the direction is that into the newest year."""

from collections.abc import Sequence

import pytest

from papiplan.domain.publication import ProvinceScores
from papiplan.domain.trends import Trend, trends
from tests.factories import a_plan
from tests.published_figures import DONG_THAP_2018, DONG_THAP_2019, DONG_THAP_2022, DONG_THAP_2023


def dong_thap(year: int, dimensions: Sequence[float | None], total: float | None = None) -> ProvinceScores:
    return ProvinceScores(year, "P56", "Đồng Tháp", "Dong Thap", tuple(dimensions), total)


def of_total(values: Sequence[float | None]) -> Trend:
    """The trend of a total whose newest value is that of the plan's year, 2023."""
    rows = [dong_thap(2023 - n, (None,) * 8, value) for n, value in enumerate(reversed(values))]
    return trends(a_plan(baselines=tuple(rows[1:])), rows[0])[-1]


@pytest.mark.parametrize(
    ("values", "direction"),
    [
        ((42.4, 42.1, 41.3), "giảm 2 năm liền"),
        ((41.0, 42.0, 43.0, 44.0), "tăng 3 năm liền"),
        ((41.0, 42.0, 41.3), "giảm"),
        ((42.0, 41.0, 41.3), "tăng"),
        ((41.3, 41.3), "không đổi"),
        ((40.0, 41.3, 41.30004, 41.29996), "không đổi 2 năm liền"),
        ((41.0, None, 42.0, 43.0), "tăng; không liền mạch"),
        ((None, 41.0, 42.0), "tăng"),
        ((41.0, 42.0, None), "không liền mạch"),
        ((42.0, None, 41.0), "không liền mạch"),
        ((None, 41.0), "chưa đủ số liệu"),
        ((41.0,), "chưa đủ số liệu"),
        ((None,), "chưa đủ số liệu"),
    ],
    ids=str,
)
def test_the_direction_speaks_of_the_unbroken_years_up_to_the_newest(
    values: Sequence[float | None], direction: str
) -> None:
    assert of_total(values).direction == direction


def test_a_year_without_a_result_at_hand_stands_as_a_gap() -> None:
    baselines = (dong_thap(2019, DONG_THAP_2019, 46.719176), dong_thap(2022, DONG_THAP_2022, 42.149784))
    total = trends(a_plan(baselines=baselines), dong_thap(2023, DONG_THAP_2023, 41.322629))[-1]
    assert total.values == ((2019, 46.7192), (2020, None), (2021, None), (2022, 42.1498), (2023, 41.3226))
    assert total.direction == "giảm; không liền mạch"


def test_dimensions_have_their_own_gaps() -> None:
    baselines = (dong_thap(2018, DONG_THAP_2018), dong_thap(2019, DONG_THAP_2019))
    found = {trend.figure: trend for trend in trends(a_plan(year=2020, baselines=baselines), None)}
    assert found["D1"].values == ((2018, 5.4286), (2019, 5.2963), (2020, None))
    assert found["D2"].values == ((2018, None), (2019, 5.7854), (2020, None))
    assert (found["D1"].direction, found["D2"].direction) == ("không liền mạch", "chưa đủ số liệu")


def test_years_after_the_plans_own_are_no_part_of_its_trend() -> None:
    later = dong_thap(2024, DONG_THAP_2022, 42.0)
    total = trends(a_plan(baselines=(later,)), dong_thap(2023, DONG_THAP_2023, 41.3))[-1]
    assert total.values == ((2023, 41.3),)


def test_without_any_earlier_year_there_are_nine_trends_of_one_year() -> None:
    found = trends(a_plan(), dong_thap(2023, DONG_THAP_2023, 41.322629))
    assert [trend.figure for trend in found] == ["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "total"]
    assert {trend.direction for trend in found} == {"chưa đủ số liệu"}
