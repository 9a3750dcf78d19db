"""Counts, shares and lists in Vietnamese."""

from decimal import Decimal

import pytest

from papiplan.documents.wording import count, day, listed, number, percent, printable, shortened


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(31, 40, "77,5%"), (1, 8, "12,5%"), (1, 3, "33,3%"), (1, 16, "6,3%"), (40, 40, "100,0%"), (0, 0, "0,0%")],
)
def test_a_share_has_one_decimal_rounded_half_up(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(4.0, "4"), (97.5, "97,5"), (1234567, "1.234.567"), (Decimal("0.30"), "0,3"), (1e16, "10.000.000.000.000.000")],
)
def test_a_number_has_a_decimal_comma_and_thousands_dots(value: float | Decimal, said: str) -> None:
    assert number(value) == said


@pytest.mark.parametrize(("of", "said"), [(0, "00"), (5, "05"), (47, "47"), (999, "999"), (1200, "1.200")])
def test_a_count_has_two_digits_at_least_and_thousands_dots(of: int, said: str) -> None:
    assert count(of) == said


def test_a_long_list_is_counted_beyond_its_most() -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed(["a", "b", "c", "d"], most=2) == "a, b và 02 đơn vị khác"


def test_a_long_text_is_cut_between_words_and_stands_on_one_line() -> None:
    assert shortened("Đã niêm yết\nđủ bốn quý", 40) == "Đã niêm yết đủ bốn quý"
    assert shortened("Đã niêm yết, đủ bốn quý", 14) == "Đã niêm yết …"


@pytest.mark.parametrize(("text", "said"), [("2024-06-30", "30/6/2024"), ("cuối năm", "cuối năm"), ("", "")])
def test_a_date_of_a_form_is_printed_day_first(text: str, said: str) -> None:
    assert day(text) == said


def test_what_no_xml_file_can_hold_is_left_out() -> None:
    assert printable("Phường\x00 2\x0b\ufffe\ud800\t\n😀") == "Phường 2\t\n😀"
