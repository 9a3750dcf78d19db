from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from papiplan.domain.problems import Refused
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
    version_to_record,
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


CORRECTED = {"published_on": date(2024, 4, 10), "reason": "theo Công văn số 12/SNV"}


def test_a_first_publication_becomes_the_first_version_and_the_same_again_becomes_none() -> None:
    stated = a_publication()
    assert version_to_record(None, stated, correct=False) == stated
    assert version_to_record(stated, a_publication(actor="nv2"), correct=False) is None


def test_a_correction_becomes_the_next_version_and_the_same_correction_again_none() -> None:
    corrected = version_to_record(a_publication(version=3), a_publication(**CORRECTED), correct=True)
    assert corrected == a_publication(version=4, **CORRECTED)
    assert version_to_record(corrected, a_publication(**CORRECTED), correct=True) is None


@pytest.mark.parametrize(
    ("existing", "stated", "correct", "sentence"),
    [
        (a_publication(), a_publication(published_on=date(2024, 4, 10)), False, "chọn Đính chính và nêu lý do"),
        (a_publication(), a_publication(published_on=date(2024, 4, 10)), True, "chưa nêu lý do đính chính"),
        (a_publication(), a_publication(reason="nhập lại"), True, "không có gì để đính chính"),
        (None, a_publication(**CORRECTED), True, "bỏ chọn Đính chính"),
    ],
    ids=["no correction", "no reason", "nothing that differs", "nothing to correct"],
)
def test_what_is_no_correction_is_refused_with_what_to_do(
    existing: Publication | None, stated: Publication, correct: bool, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        version_to_record(existing, stated, correct=correct)


def test_a_published_group_stays_while_the_figures_do() -> None:
    grouped = a_publication(published_group="Trung bình cao")
    of_date = version_to_record(grouped, a_publication(**CORRECTED), correct=True)
    others = tuple(replace(row, total=row.total and row.total - 0.0001) for row in grouped.scores)
    of_figures = version_to_record(grouped, a_publication(scores=others, **CORRECTED), correct=True)
    assert [new and new.published_group for new in (of_date, of_figures)] == ["Trung bình cao", ""]
