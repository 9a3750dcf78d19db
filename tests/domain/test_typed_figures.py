from datetime import date

import pytest

from papiplan.domain.problems import Refused
from papiplan.domain.publication import Publication, province_key, province_result
from papiplan.domain.typed_figures import typed_figures
from tests.published_figures import DONG_THAP_2023

FIGURES = {**{f"D{n}": str(score) for n, score in enumerate(DONG_THAP_2023, start=1)}, "total": "41.322629"}


def typed(sign: str = "=", **changes: str | None) -> str:
    figures = {**FIGURES, **changes}
    return "; ".join(f"{figure}{sign}{value}" for figure, value in figures.items() if value is not None)


@pytest.mark.parametrize(
    "text",
    [
        typed(),
        typed(" = "),
        typed().replace(".", ","),
        typed().replace("; ", "\n"),
        typed().replace("D", "d").replace("total", "TOTAL"),
        "; ".join(reversed(typed().split("; "))) + ";",
    ],
)
def test_figures_are_read_however_they_are_typed(text: str) -> None:
    row = typed_figures(text, "Đồng Tháp", 2023)
    assert (row.dimensions, row.total) == (DONG_THAP_2023, 41.322629)


def test_a_figure_without_a_result_is_left_blank() -> None:
    row = typed_figures(typed(D7="", total="0"), "Đồng Tháp", 2023)
    assert (row.dimensions[6], row.total) == (None, None)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (typed(D2="10,01"), 'Điểm nhập tay, D2: ghi "10,01", ngoài khoảng cho phép. Cho phép từ 1 đến 10.'),
        (typed(D2="0,99"), 'Điểm nhập tay, D2: ghi "0,99", ngoài khoảng cho phép. Cho phép từ 1 đến 10.'),
        (typed(D2="4,6x"), 'Điểm nhập tay, D2: ghi "4,6x", không phải là số. Đề nghị ghi số, ví dụ 4,6667;'),
        (typed(total="81"), 'Điểm nhập tay, total: ghi "81", ngoài khoảng cho phép. Cho phép từ 8 đến 80.'),
        (typed(total="41,3232"), 'Điểm nhập tay, total: ghi "41,3232", khác tổng của tám nội dung là 41,3226.'),
        (typed(D2=None, total=None), "Điểm nhập tay: thiếu D2, total. Đề nghị ghi đủ, ví dụ: D1=4,6667;"),
        (f"{typed()}; D2=4,6", "Điểm nhập tay: D2 ghi hai lần. Đề nghị để lại một."),
        (f"{typed()}; D9=4,6", 'Điểm nhập tay: không hiểu "D9=4,6". Đề nghị ghi đủ'),
        (f"{typed()}; 4,6", 'Điểm nhập tay: không hiểu "4,6". Đề nghị ghi đủ'),
        (typed(**dict.fromkeys(FIGURES, "")), "Điểm nhập tay: không có điểm nào. Đề nghị chọn"),
    ],
)
def test_what_is_typed_wrongly_is_refused_by_its_figure(text: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        typed_figures(text, "Đồng Tháp", 2023)
    (problem,) = refused.value.problems
    assert problem.sentence().startswith(sentence)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        typed_figures(typed(D1="x", D8="11"), "Đồng Tháp", 2023)
    assert [problem.where for problem in refused.value.problems] == ["Điểm nhập tay, D1", "Điểm nhập tay, D8"]


@pytest.mark.parametrize(("published", "group"), [("", None), ("Trung bình thấp", "Trung bình thấp")])
def test_figures_of_one_province_give_no_rank_and_no_group_but_the_published_one(
    published: str, group: str | None
) -> None:
    scores = (typed_figures(typed(), "Đồng Tháp", 2023),)
    publication = Publication("PAPI", 2023, 1, date(2024, 4, 2), scores, published, "0" * 64, "nv1")
    result = province_result(publication, "Đồng Tháp")
    assert (result.scored, result.rank, result.group, result.group_source) == (True, None, group, "published")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Ho Chi Minh City", "Hồ Chí Minh"),
        ("tỉnh Đồng Tháp", "DONG THAP"),
        ("12. Hà Nội", "Hanoi"),
        ("P56 Đồng Tháp", "Đồng Tháp"),
        ("Bà Rịa – Vũng Tàu", "Ba Ria-Vung Tau"),
    ],
)
def test_a_province_is_the_same_in_every_spelling(one: str, other: str) -> None:
    assert province_key(one) == province_key(other)
