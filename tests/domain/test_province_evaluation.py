from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from papiplan.domain.plans import PlanDefinition, Target, TargetOperator
from papiplan.domain.province_evaluation import (
    ProvinceEvaluation,
    TargetEvaluation,
    Verdict,
    change_vi,
    evaluate_province,
)
from papiplan.domain.publication import DIMENSIONS, ProvinceScores, Publication, figure_vi
from tests.factories import a_plan
from tests.published_figures import DONG_THAP_2022, DONG_THAP_2023, TOTALS_2023

BEFORE = ProvinceScores(2022, "P56", "Đồng Tháp", "Dong Thap", DONG_THAP_2022, 42.149784)
DONG_THAP = ProvinceScores(2023, "P56", "Đồng Tháp", "Dong Thap", DONG_THAP_2023, 41.322629)
UNSCORED = replace(DONG_THAP, dimensions=(None,) * 8, total=None)
REACH = Target("total", TargetOperator.REACH_GROUP, "thuộc nhóm trung bình cao", group="Trung bình cao")
KEEP = Target("D2", TargetOperator.KEEP_OR_RAISE, "duy trì hoặc tăng", reference_year=2022)


def a_publication(province: ProvinceScores = DONG_THAP, **changes: Any) -> Publication:
    others = (total for total in TOTALS_2023 if total != DONG_THAP.total)
    scores = (
        province,
        *(ProvinceScores(2023, f"T{n}", f"Tỉnh thứ {n}", f"Province {n}", (5.0,) * 8, t) for n, t in enumerate(others)),
    )
    publication = Publication("PAPI", 2023, 1, date(2024, 4, 2), scores, "", "0" * 64, "Nguyễn Thị A")
    return replace(publication, **changes)


def a_definition(*targets: Target, **changes: Any) -> PlanDefinition:
    return a_plan(**{"targets": targets, "baselines": (BEFORE,), **changes})


def evaluated(*targets: Target, province: ProvinceScores = DONG_THAP, **changes: Any) -> ProvinceEvaluation:
    return evaluate_province(a_definition(*targets, **changes), a_publication(province))


def judged(target: Target, province: ProvinceScores = DONG_THAP, **changes: Any) -> TargetEvaluation:
    (result,) = evaluated(target, province=province, **changes).targets
    return result


@pytest.mark.parametrize(
    ("figure", "value", "before", "change"),
    [
        ("D1", "3,9250", "4,3295", "-0,4045"),
        ("D2", "4,6667", "4,6020", "+0,0647"),
        ("D3", "4,0032", "4,2402", "-0,2370"),
        ("D4", "6,9578", "6,6346", "+0,3232"),
        ("D5", "7,3098", "7,5810", "-0,2712"),
        ("D6", "7,2535", "7,3748", "-0,1213"),
        ("D7", "4,2895", "4,6264", "-0,3369"),
        ("D8", "2,9171", "2,7613", "+0,1558"),
        ("total", "41,3226", "42,1498", "-0,8272"),
    ],
)
def test_each_figure_of_dong_thap_stands_beside_2022(figure: str, value: str, before: str, change: str) -> None:
    compared = {each.figure: each for each in evaluated().figures}[figure]
    assert (figure_vi(compared.value), figure_vi(compared.before), change_vi(compared.change)) == (
        value,
        before,
        change,
    )


def test_the_figures_are_the_eight_dimensions_and_their_total() -> None:
    assert [compared.name for compared in evaluated().figures] == [*DIMENSIONS, "Tổng điểm"]


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        ("D2", "4,6667 điểm, tăng 0,0647 điểm so với năm 2022 (4,6020 điểm)"),
        ("total", "41,3226 điểm, giảm 0,8272 điểm so với năm 2022 (42,1498 điểm)"),
    ],
)
def test_a_comparison_is_a_sentence(figure: str, sentence: str) -> None:
    assert {each.figure: each.sentence for each in evaluated().figures}[figure] == sentence


def test_a_figure_that_did_not_move_as_printed_is_equal() -> None:
    same = replace(DONG_THAP, dimensions=(4.32954, *DONG_THAP_2023[1:]))
    assert evaluated(province=same).figures[0].sentence == "4,3295 điểm, bằng năm 2022"


def test_without_the_year_before_there_is_nothing_to_compare_with() -> None:
    compared = evaluated(baselines=()).figures[1]
    assert (compared.before, compared.change) == (None, None)
    assert compared.sentence == "4,6667 điểm; chưa có số liệu năm 2022 để so sánh"
    assert change_vi(compared.change) == "-"


def test_rank_and_group_say_that_they_are_computed() -> None:
    province = evaluated()
    assert (province.rank_note, province.group, province.group_source) == (
        "42/61 (tính toán)",
        "Trung bình thấp",
        "computed",
    )
    assert province.group_note == "nhóm do Phòng Nội vụ Thành phố tính toán, chưa phải số liệu công bố"


def test_a_published_group_needs_no_note() -> None:
    published = a_publication(published_group="Trung bình thấp")
    assert evaluate_province(a_definition(), published).group_note == ""


@pytest.mark.parametrize(
    ("target", "verdict", "reason"),
    [
        (
            REACH,
            Verdict.NOT_MET,
            'nhóm "Trung bình thấp" (nhóm do Phòng Nội vụ Thành phố tính toán, chưa phải số liệu công bố); '
            'chỉ tiêu là nhóm "Trung bình cao" trở lên',
        ),
        (
            replace(REACH, group="Thấp nhất"),
            Verdict.MET,
            'nhóm "Trung bình thấp" (nhóm do Phòng Nội vụ Thành phố tính toán, chưa phải số liệu công bố); '
            'chỉ tiêu là nhóm "Thấp nhất" trở lên',
        ),
        (KEEP, Verdict.MET, "4,6667 điểm, tăng 0,0647 điểm so với năm 2022 (4,6020 điểm)"),
        (
            replace(KEEP, figure="D1"),
            Verdict.NOT_MET,
            "3,9250 điểm, giảm 0,4045 điểm so với năm 2022 (4,3295 điểm)",
        ),
        (
            replace(KEEP, reference_year=2021),
            Verdict.CANNOT_JUDGE,
            "4,6667 điểm; chưa có số liệu năm 2021 để so sánh",
        ),
        (
            Target("total", TargetOperator.AT_LEAST, "từ 44,13 điểm trở lên", points=44.13),
            Verdict.NOT_MET,
            "41,3226 điểm, thấp hơn mức 44,1300 điểm là 2,8074 điểm",
        ),
        (
            Target("D5", TargetOperator.AT_LEAST, "từ 7,25 điểm trở lên", points=7.25),
            Verdict.MET,
            "7,3098 điểm, đạt mức 7,2500 điểm",
        ),
        (
            # 4,666689 is published as 4,6667.
            Target("D2", TargetOperator.AT_LEAST, "từ 4,6667 điểm", points=4.6667),
            Verdict.MET,
            "4,6667 điểm, đạt mức 4,6667 điểm",
        ),
    ],
)
def test_a_target_is_judged_with_its_figures(target: Target, verdict: Verdict, reason: str) -> None:
    assert judged(target) == TargetEvaluation(target.figure, target.wording, verdict, reason)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (REACH, "Chỉ số PAPI năm 2023 đã được công bố, tỉnh Đồng Tháp không có kết quả"),
        (KEEP, "Chỉ số PAPI năm 2023 đã được công bố, tỉnh Đồng Tháp không có kết quả ở nội dung này"),
    ],
)
def test_published_without_our_province_no_target_can_be_judged(target: Target, reason: str) -> None:
    result = judged(target, UNSCORED)
    assert (result.verdict, result.reason) == (Verdict.CANNOT_JUDGE, reason)


def test_published_without_our_province_every_figure_says_so() -> None:
    province = evaluated(province=UNSCORED)
    assert (province.scored, province.provinces_scored, province.total, province.rank) == (False, 60, None, None)
    assert (province.group, province.rank_note, province.group_note) == (None, "", "")
    assert {compared.sentence for compared in province.figures} == {"không có kết quả"}


def test_without_a_result_the_last_year_that_has_one_is_shown_as_such() -> None:
    unscored = replace(BEFORE, dimensions=(None,) * 8, total=None)
    earlier = replace(BEFORE, year=2021, total=42.432353)
    found = evaluated(province=UNSCORED, baselines=(earlier, unscored)).last_scored
    assert found is not None
    assert (found.year, found.total) == (2021, 42.4324)
    assert found.sentence == "Kết quả gần nhất của tỉnh Đồng Tháp là năm 2021: 42,4324 điểm"


def test_the_last_year_is_shown_with_its_computed_rank_where_the_whole_country_is_at_hand() -> None:
    country = tuple(
        replace(BEFORE, code=f"T{n}", name=f"Tỉnh thứ {n}", name_en=f"Province {n}", total=40 + n / 10)
        for n in range(40)
    )
    found = evaluated(province=UNSCORED, baselines=(BEFORE, *country)).last_scored
    assert found is not None
    assert found.sentence == (
        "Kết quả gần nhất của tỉnh Đồng Tháp là năm 2022: 42,1498 điểm, xếp thứ 19/41 (tính toán), "
        'nhóm "Trung bình cao" (tính toán)'
    )


@pytest.mark.parametrize(
    ("province", "baselines"), [(DONG_THAP, (BEFORE,)), (UNSCORED, ())], ids=["scored", "nothing earlier"]
)
def test_there_is_no_last_year_to_show(province: ProvinceScores, baselines: tuple[ProvinceScores, ...]) -> None:
    assert evaluated(province=province, baselines=baselines).last_scored is None


def test_a_dimension_published_without_a_total_is_judged_by_itself() -> None:
    assert judged(KEEP, replace(DONG_THAP, total=None)).verdict is Verdict.MET


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_a_label(verdict: Verdict) -> None:
    assert verdict.label
