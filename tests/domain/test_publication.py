from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from papiplan.domain.publication import (
    GROUPS,
    ProvinceScores,
    Publication,
    check_publication,
    computed_group,
    contradicts,
    figure_vi,
    province_result,
    province_scores,
    rounded,
)
from tests.published_figures import DONG_THAP_2023, TOTALS_2019, TOTALS_2023

DONG_THAP = ProvinceScores(2023, "P56", "Đồng Tháp", "Dong Thap", DONG_THAP_2023, 41.322629)
QUANG_NINH = ProvinceScores(2023, "P14", "Quảng Ninh", "Quang Ninh", (None,) * 8, None)


def a_publication(**changes: Any) -> Publication:
    """PAPI 2023 as published: 61 totals, two provinces without a result."""
    others = (total for total in TOTALS_2023 if total != DONG_THAP.total)
    scores = (
        DONG_THAP,
        QUANG_NINH,
        *(ProvinceScores(2023, f"T{n}", f"Tỉnh thứ {n}", f"Province {n}", (5.0,) * 8, t) for n, t in enumerate(others)),
    )
    publication = Publication("PAPI", 2023, 1, date(2024, 4, 2), scores, "", "0" * 64, "Nguyễn Thị A")
    return replace(publication, **changes)


def test_dong_thap_in_2023_is_42nd_of_61_and_in_the_lower_middle_group() -> None:
    result = province_result(a_publication(), "Đồng Tháp")
    assert (result.total, result.rank, result.provinces_scored) == (41.322629, 42, 61)
    assert (result.group, result.group_source) == ("Trung bình thấp", "computed")


def test_the_published_group_goes_before_the_computed_one() -> None:
    result = province_result(a_publication(published_group="Trung bình cao"), "Đồng Tháp")
    assert (result.group, result.group_source) == ("Trung bình cao", "published")


def test_a_province_without_a_total_has_no_result_and_that_is_normal() -> None:
    result = province_result(a_publication(), "Quảng Ninh")
    assert not result.scored
    assert (result.total, result.rank, result.group) == (None, None, None)
    assert result.provinces_scored == 61


@pytest.mark.parametrize(
    ("totals", "boundary_goes_up", "counts"),
    [
        (TOTALS_2019, True, (16, 16, 15, 16)),
        (TOTALS_2023, False, (15, 15, 15, 16)),
    ],
)
def test_quartiles_give_the_published_sizes_of_the_groups(
    totals: tuple[float, ...], boundary_goes_up: bool, counts: tuple[int, ...]
) -> None:
    found = Counter(computed_group(total, totals, boundary_goes_up=boundary_goes_up) for total in totals)
    assert tuple(found[group] for group in GROUPS) == counts


def test_provinces_with_the_same_total_share_the_better_rank() -> None:
    twin = replace(DONG_THAP, code="P99", name="Tỉnh song sinh", name_en="Twin")
    publication = a_publication(scores=(DONG_THAP, twin))
    assert [province_result(publication, name).rank for name in ("Đồng Tháp", "Twin")] == [1, 1]


@pytest.mark.parametrize("name", ["Đồng Tháp", "đồng  tháp", "Dong Thap", "Ðồng Tháp"])
def test_a_province_is_found_by_any_spelling_of_its_name(name: str) -> None:
    assert province_scores((QUANG_NINH, DONG_THAP), name) is DONG_THAP


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        (4.666689, 4, "4,6667"),
        (41.322629, 2, "41,32"),
        (4.00495, 2, "4,01"),  # 4.0050 as published, and that half goes up
        (4.601992, 4, "4,6020"),
        (None, 4, "-"),
    ],
)
def test_figures_are_printed_with_a_decimal_comma(value: float | None, places: int, printed: str) -> None:
    assert figure_vi(value, places) == printed


def test_the_printed_dimensions_of_2023_do_not_add_up_to_the_printed_total() -> None:
    assert (sum(rounded(value, 2) for value in DONG_THAP_2023), rounded(41.322629, 2)) == (
        Decimal("41.33"),
        Decimal("41.32"),
    )


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"published_on": date(2024, 4, 3)}, "03/4/2024 là ngày trong tương lai, hôm nay là 02/4/2024"),
        ({"published_on": date(2023, 12, 31)}, "31/12/2023 không sau năm 2023, là năm của Chỉ số"),
        ({"published_group": "Khá"}, 'không có nhóm "Khá"'),
        ({"scores": (QUANG_NINH,)}, "không thấy tỉnh Đồng Tháp trong tệp; tệp có 1 tỉnh, thành phố của năm 2023"),
    ],
)
def test_a_publication_that_cannot_be_is_a_problem(changes: dict[str, Any], what: str) -> None:
    problems = check_publication(a_publication(**changes), "Đồng Tháp", date(2024, 4, 2))
    assert [problem.what for problem in problems] == [what]


def test_all_problems_of_a_publication_come_at_once() -> None:
    publication = a_publication(published_on=date(2023, 5, 1), scores=(), published_group="Khá")
    assert len(check_publication(publication, "Đồng Tháp", date(2023, 4, 1))) == 4


@pytest.mark.parametrize("province", ["Đồng Tháp", "Quảng Ninh"])
def test_a_publication_of_today_is_right_with_and_without_a_result_of_the_province(province: str) -> None:
    assert check_publication(a_publication(), province, date(2024, 4, 2)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"version": 2, "actor": "Trần Văn B"},
        {"results_sha256": "1" * 64},
        {"published_group": ""},
        {"scores": tuple(reversed(a_publication().scores))},
    ],
)
def test_the_same_publication_again_contradicts_nothing(changes: dict[str, Any]) -> None:
    existing = a_publication(published_group="Trung bình thấp")
    assert contradicts(existing, replace(existing, **changes)) is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"published_on": date(2024, 4, 10)}, "lần này nhập ngày 10/4/2024."),
        ({"scores": (DONG_THAP,)}, "kết quả khác với kết quả đã ghi nhận"),
        ({"published_group": "Thấp nhất"}, 'nhóm "Thấp nhất"'),
    ],
)
def test_another_publication_of_the_same_year_is_a_contradiction(changes: dict[str, Any], told: str) -> None:
    sentence = contradicts(a_publication(), a_publication(**changes))
    assert sentence is not None
    assert "đã ghi nhận 02/4/2024 bởi Nguyễn Thị A" in sentence
    assert told in sentence
    assert "nếu cần đính chính, chọn Đính chính và nêu lý do" in sentence
