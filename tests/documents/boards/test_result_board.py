"""The board of the province's result: its dimensions, targets, courses and years, and nobody's markup."""

from dataclasses import replace
from typing import Any

import pytest

from papiplan.documents.boards.result_board import result_board
from papiplan.domain.facts import PlanFacts
from papiplan.domain.judging import TargetJudgement
from papiplan.domain.plans import Target, TargetOperator
from tests.consolidations import PROVINCE_2022, a_province, a_publication, an_issue
from tests.factories import a_plan, at

QUALITATIVE = Target("D2", TargetOperator.QUALITATIVE, "Công khai | đủ")


def facts(**changes: Any) -> PlanFacts:
    plan = a_plan(baselines=(a_province(2022, PROVINCE_2022),), **changes)
    return PlanFacts(plan, an_issue(), publication=a_publication())


@pytest.fixture
def board() -> str:
    return result_board(facts())


def test_the_board_shows_eight_dimensions_beside_the_year_before_and_the_source(board: str) -> None:
    lines = board.splitlines()
    assert "| Mã số liệu | Nội dung | Năm 2022 | Năm 2023 | Tăng, giảm |" in lines
    assert "| D1 | 1. Tham gia của người dân ở cấp cơ sở | 4,3295 | 4,4033 | +0,0738 |" in lines
    assert "| D | Tổng điểm | 42,1498 | 41,3226 | -0,8272 |" in lines
    assert sum("| 8. Quản trị điện tử |" in line for line in lines) == 3
    assert "Nguồn số liệu: CECODES, RTA và UNDP." in lines


def test_targets_are_numbered_and_judged(board: str) -> None:
    assert "Trong 02 chỉ tiêu của Kế hoạch có 02 đạt, 00 không đạt, 00 chưa đánh giá được." in board
    assert "| 2 | M2 | 2. Công khai, minh bạch trong việc ra quyết định ở địa phương | duy trì hoặc tăng" in board


def test_a_plan_without_targets_says_so() -> None:
    assert "Kế hoạch không giao chỉ tiêu." in result_board(facts(targets=()))


def test_without_national_figures_of_the_year_before_nothing_is_called_high_or_low(board: str) -> None:
    assert "Trong 08 nội dung: 08 chưa xác định." in board
    assert board.count("chưa có số liệu toàn quốc năm 2022 để xác định cao hay thấp") == 8


def test_a_judgement_is_shown_as_its_officer_wrote_it_and_as_nobodys_markup() -> None:
    judged = TargetJudgement(
        "Công khai | đủ", met=True, reason="<b>Đủ</b> | *x*", actor="nv1", recorded_at=at("2024-04-09 10:00")
    )
    shown = result_board(replace(facts(targets=(QUALITATIVE,)), judgements=(judged,)))
    assert r"| Công khai \| đủ | Đạt | &lt;b&gt;Đủ&lt;/b&gt; \| \*x\* (theo đánh giá của Nguyễn Thị A" in shown


def test_a_target_that_waits_for_a_person_names_what_to_run(board: str) -> None:
    hint = 'Chỉ tiêu số 1 chờ cán bộ đánh giá: chạy "42. Đánh giá chỉ tiêu định tính".'
    assert hint in result_board(facts(targets=(QUALITATIVE,)))
    assert "chờ cán bộ đánh giá" not in board


def test_a_province_without_a_result_is_shown_with_its_last_one() -> None:
    unscored = a_publication((None,) * 8)
    shown = result_board(replace(facts(), publication=unscored))
    assert "tỉnh Đồng Tháp không có kết quả tổng hợp. Kết quả gần nhất của tỉnh Đồng Tháp là năm 2022" in shown


def test_subdimensions_stand_beside_the_median_of_those_that_have_them_where_the_file_gave_any(board: str) -> None:
    assert "Nội dung thành phần" not in board
    given = {"P56": (("SC51", 2.5), ("SC53", 2.25)), "X1": (("SC51", 3.0),), "X2": (("SC51", 2.0),)}
    publication = a_publication()
    scores = tuple(replace(row, subdimensions=given.get(row.code, ())) for row in publication.scores)
    lines = result_board(replace(facts(), publication=replace(publication, scores=scores))).splitlines()
    assert "| Số | Nội dung thành phần | Năm 2023 | Trung vị các tỉnh (tính toán) |" in lines
    assert "| 5.1 | Thủ tục chứng thực, xác nhận | 2,5000 | 2,5000 |" in lines
    assert "| 5.2 | Thủ tục cấp giấy chứng nhận quyền sử dụng đất | 2,2500 | 2,2500 |" in lines
