"""A plan's targets against the published figures: met, not met, or not to be judged, in the words of a paper."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from papiplan.domain.plans import Judgement, Target, TargetOperator
from papiplan.domain.province_evaluation import evaluate_province
from papiplan.domain.publication import GroupBoundary, ProvinceScores, Publication
from papiplan.domain.targets import TargetEvaluation, Verdict
from tests.factories import a_plan
from tests.published_figures import DONG_THAP_2022, DONG_THAP_2023, TOTALS_2019, TOTALS_2023

MET, NOT_MET, CANNOT_JUDGE = Verdict.MET, Verdict.NOT_MET, Verdict.CANNOT_JUDGE


def dong_thap(year: int, dimensions: tuple[float | None, ...], total: float | None) -> ProvinceScores:
    return ProvinceScores(year, "P56", "Đồng Tháp", "Dong Thap", dimensions, total)


NOW = dong_thap(2023, DONG_THAP_2023, 41.322629)
BEFORE = dong_thap(2022, DONG_THAP_2022, 42.149784)
UNSCORED = replace(NOW, dimensions=(None,) * 8, total=None)


def the_country(ours: ProvinceScores, totals: tuple[float, ...], dimension: float = 5.0) -> tuple[ProvinceScores, ...]:
    """Our province among others with these totals, equal in every dimension."""
    others = (
        ProvinceScores(ours.year, f"T{n}", f"Tỉnh thứ {n}", f"Province {n}", (dimension,) * 8, total)
        for n, total in enumerate(totals)
    )
    return (ours, *others)


OTHERS_2023 = tuple(total for total in TOTALS_2023 if total != NOW.total)


def a_publication(ours: ProvinceScores = NOW, **changes: Any) -> Publication:
    scores = the_country(ours, OTHERS_2023)
    return replace(Publication("PAPI", 2023, 1, date(2024, 4, 2), scores, "", "0" * 64, "nv1"), **changes)


def judged(target: Target, ours: ProvinceScores = NOW, **changes: Any) -> tuple[Verdict, str]:
    plan = a_plan(**{"targets": (target,), "baselines": (BEFORE,), **changes})
    (found,) = evaluate_province(plan, a_publication(ours)).targets
    assert isinstance(found, TargetEvaluation)
    assert (found.figure, found.wording) == (target.figure, target.wording)
    return found.verdict, found.reason


def a_target(operator: TargetOperator, figure: str = "D2", **changes: Any) -> Target:
    return Target(figure, operator, "chỉ tiêu như Kế hoạch ghi", **changes)


AT_LEAST, EXACTLY, KEEP, RAISE_BY, REACH, RAISE_RANK, QUALITATIVE = (
    TargetOperator.AT_LEAST,
    TargetOperator.EXACTLY,
    TargetOperator.KEEP_OR_RAISE,
    TargetOperator.RAISE_BY,
    TargetOperator.REACH_GROUP,
    TargetOperator.RAISE_RANK,
    TargetOperator.QUALITATIVE,
)

CASES = [
    # at least X: D2 is published as 4,6667
    (a_target(AT_LEAST, points=4.66), MET, "4,6667 điểm, đạt mức 4,6600 điểm"),
    (a_target(AT_LEAST, points=4.6667), MET, "4,6667 điểm, đạt mức 4,6667 điểm"),
    (a_target(AT_LEAST, points=4.6668), NOT_MET, "4,6667 điểm, thấp hơn mức 4,6668 điểm là 0,0001 điểm"),
    (a_target(AT_LEAST), CANNOT_JUDGE, "Kế hoạch không ghi mức điểm của chỉ tiêu này"),
    # exactly X, at the decimals of X, two of them at least
    (a_target(EXACTLY, points=4.67), MET, "4,6667 điểm, làm tròn đúng mức 4,67 điểm"),
    (a_target(EXACTLY, points=4.6667), MET, "4,6667 điểm, đúng mức 4,6667 điểm"),
    (a_target(EXACTLY, points=4.667), MET, "4,6667 điểm, làm tròn đúng mức 4,667 điểm"),
    (a_target(EXACTLY, points=4.66), NOT_MET, "4,6667 điểm, cao hơn mức 4,66 điểm là 0,0067 điểm"),
    (a_target(EXACTLY, points=4.7), NOT_MET, "4,6667 điểm, thấp hơn mức 4,70 điểm là 0,0333 điểm"),
    (a_target(EXACTLY), CANNOT_JUDGE, "Kế hoạch không ghi mức điểm của chỉ tiêu này"),
    # keep as year Y
    (
        a_target(KEEP, "D1", reference_year=2022),
        NOT_MET,
        "3,9250 điểm, giảm 0,4045 điểm so với năm 2022 (4,3295 điểm)",
    ),
    (a_target(KEEP, reference_year=2022), MET, "4,6667 điểm, tăng 0,0647 điểm so với năm 2022 (4,6020 điểm)"),
    (a_target(KEEP, reference_year=2021), CANNOT_JUDGE, "4,6667 điểm; chưa có số liệu năm 2021 để so sánh"),
    # raise by delta, against the year before unless another is named
    (
        a_target(RAISE_BY, delta=0.0647),
        MET,
        "4,6667 điểm, tăng 0,0647 điểm so với năm 2022 (4,6020 điểm); chỉ tiêu là tăng ít nhất 0,0647 điểm",
    ),
    (
        a_target(RAISE_BY, delta=0.06475),
        NOT_MET,
        "4,6667 điểm, tăng 0,0647 điểm so với năm 2022 (4,6020 điểm); chỉ tiêu là tăng ít nhất 0,0648 điểm",
    ),
    (
        a_target(RAISE_BY, "D1", delta=0.26),
        NOT_MET,
        "3,9250 điểm, giảm 0,4045 điểm so với năm 2022 (4,3295 điểm); chỉ tiêu là tăng ít nhất 0,2600 điểm",
    ),
    (
        a_target(RAISE_BY, delta=0.1, reference_year=2021),
        CANNOT_JUDGE,
        "4,6667 điểm; chưa có số liệu năm 2021 để so sánh",
    ),
    (a_target(RAISE_BY), CANNOT_JUDGE, "Kế hoạch không ghi mức tăng của chỉ tiêu này"),
    # reach a group
    (
        a_target(REACH, "total", group="Trung bình cao"),
        NOT_MET,
        'nhóm "Trung bình thấp" (nhóm do Phòng Nội vụ Thành phố tính toán, chưa phải số liệu công bố); '
        'chỉ tiêu là nhóm "Trung bình cao" trở lên',
    ),
    # raise the rank by n
    (
        a_target(RAISE_RANK, "total", places=1),
        CANNOT_JUDGE,
        "thứ 42/61 (tính toán); chưa có số liệu toàn quốc năm 2022 để so sánh",
    ),
    (a_target(RAISE_RANK, "total"), CANNOT_JUDGE, "Kế hoạch không ghi số bậc của chỉ tiêu này"),
    # a person says
    (a_target(QUALITATIVE, "total"), CANNOT_JUDGE, "chỉ tiêu định tính, chưa có người đánh giá"),
    (
        a_target(QUALITATIVE, "total", judgement=Judgement(True, "Đã họp 04 kỳ", "Nguyễn Thị A", date(2024, 4, 9))),
        MET,
        "Đã họp 04 kỳ (theo đánh giá của Nguyễn Thị A ngày 09/4/2024)",
    ),
    (
        a_target(QUALITATIVE, "D2", judgement=Judgement(False, "Chưa họp", "Nguyễn Thị A", date(2024, 4, 9))),
        NOT_MET,
        "Chưa họp (theo đánh giá của Nguyễn Thị A ngày 09/4/2024)",
    ),
]


@pytest.mark.parametrize(
    ("target", "verdict", "reason"), CASES, ids=[f"{n} {c[0].operator}" for n, c in enumerate(CASES)]
)
def test_a_target_of_every_kind_is_judged_with_its_figures(target: Target, verdict: Verdict, reason: str) -> None:
    assert judged(target) == (verdict, reason)


@pytest.mark.parametrize("operator", TargetOperator)
def test_every_kind_stands_in_the_table(operator: TargetOperator) -> None:
    assert operator in {target.operator for target, _, _ in CASES}


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(4.7250, MET), (4.72495, MET), (4.72494, NOT_MET), (4.7312, MET), (4.7349, MET), (4.7350, NOT_MET), (4.73, MET)],
)
def test_exactly_holds_at_the_decimals_of_the_target_half_up(value: float, verdict: Verdict) -> None:
    ours = replace(NOW, dimensions=(*DONG_THAP_2023[:6], value, DONG_THAP_2023[7]))
    assert judged(a_target(EXACTLY, "D7", points=4.73), ours)[0] is verdict


# Ranks: ours among 61 provinces with the totals of 2023, and among as many the year before.

FIRST, LAST = 50.0, 30.0


@pytest.mark.parametrize(
    ("total_before", "places", "verdict", "reason"),
    [
        (LAST, 1, MET, "thứ 42/61 (tính toán), tăng 19 bậc so với năm 2022 là thứ 61/61 (tính toán)"),
        (LAST, 19, MET, "thứ 42/61 (tính toán), tăng 19 bậc so với năm 2022 là thứ 61/61 (tính toán)"),
        (LAST, 20, NOT_MET, "thứ 42/61 (tính toán), tăng 19 bậc so với năm 2022 là thứ 61/61 (tính toán)"),
        (FIRST, 1, NOT_MET, "thứ 42/61 (tính toán), giảm 41 bậc so với năm 2022 là thứ 1/61 (tính toán)"),
        (41.322629, 1, NOT_MET, "thứ 42/61 (tính toán), không thay đổi so với năm 2022 là thứ 42/61 (tính toán)"),
    ],
)
def test_a_rank_is_computed_in_both_years(total_before: float, places: int, verdict: Verdict, reason: str) -> None:
    before = the_country(replace(BEFORE, total=total_before), OTHERS_2023)
    found = judged(a_target(RAISE_RANK, "total", places=places), baselines=before)
    assert found == (verdict, f"{reason}; chỉ tiêu là tăng ít nhất {places:02d} bậc")


def test_a_rank_needs_our_own_result_of_the_year_compared_with() -> None:
    before = the_country(replace(BEFORE, total=None), OTHERS_2023)
    assert judged(a_target(RAISE_RANK, "total", places=1), baselines=before) == (
        CANNOT_JUDGE,
        "thứ 42/61 (tính toán); chưa có kết quả của tỉnh năm 2022 để so sánh",
    )


def test_a_dimension_has_a_rank_too() -> None:
    before = the_country(BEFORE, OTHERS_2023, dimension=4.65)
    verdict, reason = judged(a_target(RAISE_RANK, "D2", places=1), baselines=before)
    assert verdict is NOT_MET
    assert reason.startswith("thứ 61/61 (tính toán), không thay đổi so với năm 2022 là thứ 61/61 (tính toán)")


# Published, our province without a result.


@pytest.mark.parametrize(
    "target", [case[0] for case in CASES], ids=[f"{n} {c[0].operator}" for n, c in enumerate(CASES)]
)
def test_without_a_result_every_judgement_says_so(target: Target) -> None:
    verdict, reason = judged(target, UNSCORED)
    assert reason.startswith("Chỉ số PAPI năm 2023 đã được công bố, tỉnh Đồng Tháp không có kết quả")
    assert (verdict is CANNOT_JUDGE) == (target.judgement is None)


def test_of_our_own_figures_typed_in_alone_no_group_and_no_rank_is_computed() -> None:
    publication = a_publication(scores=(replace(NOW, code=""),))
    targets = (a_target(REACH, "total", group="Trung bình cao"), a_target(RAISE_RANK, "total", places=1))
    province = evaluate_province(a_plan(targets=targets, baselines=(BEFORE,)), publication)
    assert (province.rank, province.rank_note, province.group, province.group_note) == (None, "", None, "")
    assert [(judged.verdict, judged.reason) for judged in province.targets] == [
        (CANNOT_JUDGE, "chưa có nhóm được công bố, chưa có số liệu các tỉnh, thành phố để tính toán"),
        (CANNOT_JUDGE, "41,3226 điểm; số liệu công bố chưa đủ các tỉnh, thành phố để xếp thứ"),
    ]
    published = replace(publication, published_group="Trung bình cao")
    assert evaluate_province(a_plan(targets=targets), published).targets[0].verdict is MET


# Groups: where a province at a quartile belongs is the plan's to say.


@pytest.mark.parametrize(
    ("boundary", "group"), [(GroupBoundary.UP, "Trung bình cao"), (GroupBoundary.DOWN, "Trung bình thấp")]
)
def test_the_province_at_the_median_goes_where_the_plan_puts_it(boundary: GroupBoundary, group: str) -> None:
    median = sorted(TOTALS_2019)[31]
    ours = replace(NOW, total=median)
    others = tuple(total for total in TOTALS_2019 if total != median)
    publication = a_publication(scores=the_country(ours, others))
    province = evaluate_province(a_plan(group_boundary=boundary), publication)
    assert (province.group, province.group_source) == (group, "computed")
