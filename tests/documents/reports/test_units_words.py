"""What several units wrote of one thing, told once."""

import pytest

from papiplan.documents.reports.units_words import said_by_units
from tests.factories import a_plan, a_unit


def test_what_most_units_say_comes_first_each_wording_once_with_who_says_it() -> None:
    said = [
        ("nhiệm vụ 1.1.1", "Thiếu kinh phí.", "tckh"),
        ("", "Thiếu người", "tckh"),
        ("", "Thiếu \n người.", "phuong-2"),
    ]
    assert said_by_units(said, a_plan()) == [
        "Thiếu người (Phòng Tài chính - Kế hoạch, UBND Phuong 2)",
        "nhiệm vụ 1.1.1: Thiếu kinh phí (Phòng Tài chính - Kế hoạch)",
    ]


@pytest.mark.parametrize("none", ["Không có", "không có.", "KHONG CO", "Không", " - ", ""])
def test_an_answer_that_there_is_none_is_not_told(none: str) -> None:
    assert said_by_units([("nhiệm vụ 1.1.1", none, "tckh")], a_plan()) == []


def test_beyond_five_units_the_rest_is_counted() -> None:
    codes = [f"phuong-{n}" for n in range(7)]
    plan = a_plan(units=tuple(a_unit(code) for code in codes))
    (told,) = said_by_units([("", "Thiếu người", code) for code in codes], plan)
    assert told.endswith("UBND Phuong 4 và 02 đơn vị khác)")
