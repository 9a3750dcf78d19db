"""The targets of a plan folder: each kind is read, each wrong one told in its place; a real plan is judged."""

import csv
import io
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from papiplan.documents.plan_folders.plan_folder import LoadedPlan, example_folder, load_plan_folder
from papiplan.documents.plan_folders.plan_skeleton import write_new_plan
from papiplan.documents.plan_folders.plan_targets import KINDS
from papiplan.documents.publications.results import COLUMNS, read_results
from papiplan.domain.plans import Target, TargetOperator
from papiplan.domain.province_evaluation import ProvinceEvaluation, Verdict, evaluate_province
from papiplan.domain.publication import GroupBoundary, Publication
from tests.published_figures import DONG_THAP_2021

Fields = dict[str, str]


def loaded(home: Path, *targets: Fields, **fields: object) -> LoadedPlan:
    """The example with these targets instead of its own."""
    folder = Path(shutil.copytree(example_folder(), home / "plan", dirs_exist_ok=True))
    plan = yaml.safe_load((folder / "plan.yaml").read_text(encoding="utf-8"))
    worded = [{"wording": "chỉ tiêu", **target} for target in targets]
    plan |= {"targets": worded, **fields}
    (folder / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    return load_plan_folder(folder)


KINDS_AS_WRITTEN: list[tuple[Fields, Target]] = [
    (
        {"figure": "total", "operator": "at_least", "points": "44,13"},
        Target("total", TargetOperator.AT_LEAST, "chỉ tiêu", points=44.13),
    ),
    (
        {"figure": "D7", "operator": "exactly", "points": "4.73"},
        Target("D7", TargetOperator.EXACTLY, "chỉ tiêu", points=4.73),
    ),
    (
        {"figure": "D1", "operator": "keep_or_raise", "reference_year": "2022"},
        Target("D1", TargetOperator.KEEP_OR_RAISE, "chỉ tiêu", reference_year=2022),
    ),
    (
        {"figure": "D1", "operator": "raise_by", "delta": "0,26"},
        Target("D1", TargetOperator.RAISE_BY, "chỉ tiêu", delta=0.26),
    ),
    (
        {"figure": "D1", "operator": "raise_by", "delta": "0,26", "reference_year": "2022"},
        Target("D1", TargetOperator.RAISE_BY, "chỉ tiêu", delta=0.26, reference_year=2022),
    ),
    (
        {"figure": "total", "operator": "reach_group", "group": "trung bình cao"},
        Target("total", TargetOperator.REACH_GROUP, "chỉ tiêu", group="Trung bình cao"),
    ),
    (
        {"figure": "total", "operator": "raise_rank", "places": "01"},
        Target("total", TargetOperator.RAISE_RANK, "chỉ tiêu", places=1),
    ),
    ({"figure": "D3", "operator": "qualitative"}, Target("D3", TargetOperator.QUALITATIVE, "chỉ tiêu")),
]


@pytest.mark.parametrize(
    ("written", "read"),
    KINDS_AS_WRITTEN,
    ids=lambda value: value.get("operator", "") if isinstance(value, dict) else "",
)
def test_every_kind_of_target_is_read(tmp_path: Path, written: Fields, read: Target) -> None:
    plan = loaded(tmp_path, written)
    assert plan.accepted().targets == (read,)
    assert not [warning for warning in plan.warnings if "targets" in warning.where]


@pytest.mark.parametrize("operator", TargetOperator)
def test_every_kind_is_explained_to_who_fills_a_new_folder(tmp_path: Path, operator: TargetOperator) -> None:
    assert operator.value in {written["operator"] for written, _ in KINDS_AS_WRITTEN}
    write_new_plan(tmp_path / "new", csv=True)
    assert f"{operator}: {KINDS[operator]}" in (tmp_path / "new" / "plan.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"figure": "D9", "operator": "at_least", "points": "5"}, '"D9" không dùng được'),
        ({"figure": "total", "operator": "above", "points": "5"}, "at_least; exactly; keep_or_raise; raise_by"),
        ({"figure": "total", "operator": "at_least"}, 'chỉ tiêu loại "at_least" thiếu "points"'),
        ({"figure": "total", "operator": "exactly"}, 'chỉ tiêu loại "exactly" thiếu "points"'),
        ({"figure": "D1", "operator": "exactly", "points": "47,3"}, "47.3 điểm vượt thang điểm của một nội dung"),
        ({"figure": "D1", "operator": "keep_or_raise"}, 'chỉ tiêu loại "keep_or_raise" thiếu "reference_year"'),
        ({"figure": "D1", "operator": "raise_by"}, 'chỉ tiêu loại "raise_by" thiếu "delta"'),
        ({"figure": "D1", "operator": "raise_by", "delta": "0"}, "mức tăng 0 điểm không phải là tăng"),
        ({"figure": "D1", "operator": "raise_by", "delta": "-0,1"}, '"-0,1" không dùng được'),
        ({"figure": "D1", "operator": "raise_by", "delta": "26"}, "26 điểm vượt thang điểm của một nội dung"),
        ({"figure": "total", "operator": "reach_group"}, 'chỉ tiêu loại "reach_group" thiếu "group"'),
        ({"figure": "total", "operator": "reach_group", "group": "Khá"}, "Cao nhất; Trung bình cao"),
        ({"figure": "D1", "operator": "reach_group", "group": "Cao nhất"}, 'nhóm không dùng được cho "D1"'),
        ({"figure": "total", "operator": "raise_rank"}, 'chỉ tiêu loại "raise_rank" thiếu "places"'),
        ({"figure": "total", "operator": "raise_rank", "places": "0"}, "số nguyên từ 1 đến 62"),
        ({"figure": "total", "operator": "qualitative", "wording": ""}, "wording"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_target_is_a_problem_in_its_place(tmp_path: Path, written: Fields, told: str) -> None:
    (problem,) = loaded(tmp_path, written).problems
    assert problem.where.startswith("plan.yaml, dòng ")
    assert told in problem.sentence()


def test_two_targets_of_a_kind_for_a_figure_and_two_of_the_same_words_are_problems(tmp_path: Path) -> None:
    qualitative = {"figure": "D3", "operator": "qualitative", "wording": "Không tồn đọng kiến nghị"}
    at_least = {"figure": "D1", "operator": "at_least", "points": "4"}
    problems = loaded(tmp_path, qualitative, qualitative | {"figure": "D4"}, at_least, at_least).problems
    assert ["chỉ tiêu định tính" in p.what or '"at_least" cho "D1"' in p.what for p in problems] == [True, True]
    assert not loaded(tmp_path, qualitative, qualitative | {"wording": "Công khai"}).problems


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            {"figure": "total", "operator": "at_least", "points": "44", "group": "Cao nhất"},
            'chỉ tiêu loại "at_least" không dùng "group"',
        ),
        (
            {"figure": "total", "operator": "qualitative", "reference_year": "2022"},
            'chỉ tiêu loại "qualitative" không dùng "reference_year"',
        ),
        ({"figure": "D1", "operator": "raise_by", "delta": "1", "reference_year": "2019"}, "chưa có kết quả năm 2019"),
        ({"figure": "D1", "operator": "raise_rank", "places": "1", "reference_year": "2023"}, "không trước năm 2023"),
    ],
)
def test_what_a_kind_does_not_need_or_cannot_compare_with_is_a_warning(
    tmp_path: Path, written: Fields, told: str
) -> None:
    plan = loaded(tmp_path, written)
    assert plan.problems == ()
    assert [told in warning.sentence() for warning in plan.warnings if "plan.yaml" in warning.where] == [True]


def of_dong_thap_alone(year: int, dimensions: tuple[float, ...], total: float) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([COLUMNS, [year, "P56", "Dong Thap", "Đồng Tháp", *dimensions, total]])
    return text.getvalue().encode()


def test_the_year_before_is_at_hand_for_one_province_only(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    loaded(tmp_path, {"figure": "total", "operator": "raise_rank", "places": "1"}, year="2022")
    (folder / "results" / "papi-2021.csv").write_bytes(of_dong_thap_alone(2021, DONG_THAP_2021, 42.432353))
    warnings = [warning.what for warning in load_plan_folder(folder).warnings]
    assert "thư mục results chưa có kết quả năm 2021 của các tỉnh, thành phố để xếp thứ" in warnings


@pytest.mark.parametrize(("written", "read"), [("up", GroupBoundary.UP), ("down", GroupBoundary.DOWN)])
def test_the_plan_says_where_a_province_at_a_boundary_belongs(
    tmp_path: Path, written: str, read: GroupBoundary
) -> None:
    assert loaded(tmp_path, group_boundary=written).accepted().group_boundary is read
    assert loaded(tmp_path).accepted().group_boundary is GroupBoundary.DOWN


# The targets of the province's own plan of 2022 (dongthap.gov.vn, content 11601464), against the figures of 2022.

REAL_2022: list[tuple[Fields, Verdict, str]] = [
    ({"figure": "total", "operator": "at_least", "points": "44,13"}, Verdict.NOT_MET, "42,1498 điểm, thấp hơn"),
    ({"figure": "total", "operator": "raise_by", "delta": "1,70"}, Verdict.NOT_MET, "giảm 0,2826 điểm so với năm 2021"),
    (
        {"figure": "total", "operator": "reach_group", "group": "Cao nhất"},
        Verdict.NOT_MET,
        'nhóm "Trung bình thấp" (nhóm do Phòng Nội vụ Thành phố tính toán',
    ),
    ({"figure": "D1", "operator": "at_least", "points": "4,83"}, Verdict.NOT_MET, "4,3295 điểm, thấp hơn"),
    ({"figure": "D2", "operator": "exactly", "points": "5,45"}, Verdict.NOT_MET, "4,6020 điểm, thấp hơn mức 5,45"),
    ({"figure": "D3", "operator": "at_least", "points": "4,47"}, Verdict.NOT_MET, "4,2402 điểm, thấp hơn"),
    ({"figure": "D4", "operator": "at_least", "points": "6,93"}, Verdict.NOT_MET, "6,6346 điểm, thấp hơn"),
    ({"figure": "D5", "operator": "at_least", "points": "7,25"}, Verdict.MET, "7,5810 điểm, đạt mức 7,2500 điểm"),
    ({"figure": "D6", "operator": "at_least", "points": "7,63"}, Verdict.NOT_MET, "7,3748 điểm, thấp hơn"),
    ({"figure": "D7", "operator": "exactly", "points": "4,73"}, Verdict.NOT_MET, "4,6264 điểm, thấp hơn mức 4,73"),
    (
        {"figure": "D7", "operator": "keep_or_raise", "reference_year": "2021", "wording": "giữ số điểm 4,73"},
        Verdict.NOT_MET,
        "4,6264 điểm, giảm 0,0992 điểm so với năm 2021 (4,7256 điểm)",
    ),
    ({"figure": "D8", "operator": "at_least", "points": "2,84"}, Verdict.NOT_MET, "2,7613 điểm, thấp hơn"),
]


@pytest.fixture(scope="module")
def real_year(tmp_path_factory: pytest.TempPathFactory) -> ProvinceEvaluation:
    """PAPI 2022 as published, judged by the province's plan of that year; of 2021 our province alone is at hand."""
    home = tmp_path_factory.mktemp("real")
    loaded(home, *(target for target, _, _ in REAL_2022), year="2022")
    (home / "plan" / "results" / "papi-2021.csv").write_bytes(of_dong_thap_alone(2021, DONG_THAP_2021, 42.432353))
    plan = load_plan_folder(home / "plan").accepted()
    scores = read_results((example_folder() / "results" / "papi-2022.csv").read_bytes(), 2022).scores
    return evaluate_province(plan, Publication("PAPI", 2022, 1, date(2023, 4, 12), scores, "", "0" * 64, "nv1"))


@pytest.mark.parametrize("n", range(len(REAL_2022)), ids=[f"{t['figure']} {t['operator']}" for t, _, _ in REAL_2022])
def test_the_real_targets_of_2022_are_judged_by_the_real_figures(real_year: ProvinceEvaluation, n: int) -> None:
    _, verdict, reason = REAL_2022[n]
    judged = real_year.targets[n]
    assert judged.verdict is verdict
    assert reason in judged.reason


def test_the_real_year_2022_is_32nd_of_61_and_its_dimensions_cannot_be_called_high_or_low(
    real_year: ProvinceEvaluation,
) -> None:
    assert (real_year.rank_note, real_year.group) == ("32/61 (tính toán)", "Trung bình thấp")
    assert {course.course.label for course in real_year.courses} == {"Chưa xác định"}
    assert real_year.trends[-1].values == ((2021, 42.4324), (2022, 42.1498))


def the_example_year(**changes: Any) -> ProvinceEvaluation:
    plan = replace(load_plan_folder(example_folder()).accepted(), **changes)
    scores = read_results((example_folder() / "results" / "papi-2023.csv").read_bytes(), 2023).scores
    return evaluate_province(plan, Publication("PAPI", 2023, 1, date(2024, 4, 2), scores, "", "0" * 64, "nv1"))


def test_the_examples_target_of_2023_is_not_met() -> None:
    year = the_example_year()
    assert year.targets[0].verdict is Verdict.NOT_MET
    assert (year.total, year.rank_note, year.group) == (41.3226, "42/61 (tính toán)", "Trung bình thấp")


def test_the_example_fell_by_ten_places_among_all_provinces() -> None:
    rise = Target("total", TargetOperator.RAISE_RANK, "tăng ít nhất 01 bậc", places=1)
    (judged,) = the_example_year(targets=(rise,)).targets
    assert (judged.verdict, judged.reason) == (
        Verdict.NOT_MET,
        "thứ 42/61 (tính toán), giảm 10 bậc so với năm 2022 là thứ 32/61 (tính toán); chỉ tiêu là tăng ít nhất 01 bậc",
    )


@pytest.mark.parametrize(
    ("boundary", "fourth"), [(GroupBoundary.DOWN, "Thấp, đã tăng"), (GroupBoundary.UP, "Cao, giữ được")]
)
def test_the_examples_dimensions_are_measured_by_all_provinces_of_2022(boundary: GroupBoundary, fourth: str) -> None:
    # In 2022 Đồng Tháp was itself the median of the fourth dimension.
    assert [course.course.label for course in the_example_year(group_boundary=boundary).courses] == [
        "Thấp, chưa tăng",
        "Thấp, đã tăng",
        "Thấp, chưa tăng",
        fourth,
        "Cao, giảm",
        "Thấp, chưa tăng",
        "Cao, giảm",
        "Thấp, đã tăng",
    ]
