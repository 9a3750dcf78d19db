"""Units are found by whatever people call them, never by guessing, and stand in Vietnamese order."""

import unicodedata
from random import Random

import pytest

from papiplan.domain.units import Duty, UnitKind, find_unit, normalised, vietnamese_order
from tests.factories import a_unit

PHUONG_2 = a_unit("phuong-2", name="Ủy ban nhân dân Phường 2", short="UBND Phường 2", aliases=("P2", "P.2"))
PHUONG_27 = a_unit("phuong-27", name="Ủy ban nhân dân Phường 27", short="UBND Phường 27")
DONG_DA = a_unit("dong-da", name="Ủy ban nhân dân phường Đống Đa", short="UBND Đống Đa")
TAN_THANH = a_unit("tan-thanh", name="Ủy ban nhân dân xã Tân Thành", short="UBND Tân Thành")
TAN_THANH_NANG = a_unit("tan-thanh-2", name="Ủy ban nhân dân xã Tân Thạnh", short="UBND Tân Thạnh")
CAI_BE = a_unit("cai-be", name="Ủy ban nhân dân thị trấn Cái Bè", short="UBND thị trấn Cái Bè")
TCKH = a_unit("tckh", name="Phòng Tài chính - Kế hoạch", short="Phòng Tài chính - Kế hoạch", aliases=("Phòng TC-KH",))
UNITS = (PHUONG_2, PHUONG_27, DONG_DA, TAN_THANH, TAN_THANH_NANG, CAI_BE, TCKH)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("phuong-2", "phuong-2"),
        ("Ủy ban nhân dân Phường 2", "phuong-2"),
        ("Uỷ ban nhân dân phường 2", "phuong-2"),
        ("  UBND   PHƯỜNG 2 ", "phuong-2"),
        (unicodedata.normalize("NFD", "UBND Phường 2"), "phuong-2"),
        ("p2", "phuong-2"),
        ("Phường 2", "phuong-2"),
        ("P. 2", "phuong-2"),
        ("ubnd phuong 27", "phuong-27"),
        ("UBND Ðống Ða", "dong-da"),
        ("UBND Ɖống Ɖa", "dong-da"),
        ("UBND Tân Thành", "tan-thanh"),
        ("UBND Tân Thạnh", "tan-thanh-2"),
        (unicodedata.normalize("NFD", "ubnd tân thạnh"), "tan-thanh-2"),
        ("UBND P.2", "phuong-2"),
        ("UB phường 02", "phuong-2"),
        ("uỷ ban nhân dân p. 27", "phuong-27"),
        ("P. Đống Đa", "dong-da"),
        ("UBND X. Tân Thạnh", "tan-thanh-2"),
        ("TT Cái Bè", "cai-be"),
        ("P.TC-KH", "tckh"),
    ],
)
def test_a_unit_is_found_by_code_name_or_alias_however_it_is_typed(words: str, code: str) -> None:
    found = find_unit(words, UNITS)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "words",
    ["", " ", "?", "UBND Phường 3", "UBND Tan Thanh", "UBND Phường 2 và 27", "UBND", "P.", "P", "P.22", "HĐND P2"],
)
def test_what_names_no_unit_or_several_names_none(words: str) -> None:
    assert find_unit(words, UNITS) is None


def test_an_empty_alias_names_nobody() -> None:
    assert find_unit("-", [a_unit(aliases=("", "."))]) is None


@pytest.mark.parametrize("pair", [("hòa", "hoà"), ("Ủy", "Uỷ"), ("tòa", "toà"), ("Đống", "ĐÔNG"), ("Ðông", "đông")])
def test_tone_placement_marks_and_look_alikes_are_no_difference_once_normalised(pair: tuple[str, str]) -> None:
    assert normalised(pair[0]) == normalised(pair[1])


@pytest.mark.parametrize(
    "ordered",
    [
        "Ân Thi|Ấp 1|Ba|Bà|Bả|Bã|Bá|Bạ|Dương|Điện Biên|Đồng Tháp|Phường 2|Phường 10",
        "An Bình|Anh Dũng|Ấn",
        "Tân Thanh|Tân Thành|Tân Thạnh|Tân Tháp",
        "Bà|Ban|Bạn|Băng|Bằng|Bâng",
        "Mỹ An|Mỹ An Hưng|Mỹ Trà",
        "Trung tâm 9|Trung tâm 1000|Trung tâm 1000 m²",
        "Phường 1|Phường 2|Phường 3|Phường An Hòa|Phường Tân Quy Đông|Xã Tân Khánh Đông|Xã Tân Phú Đông",
    ],
)
def test_names_stand_in_vietnamese_order_with_numbers_as_numbers(ordered: str) -> None:
    names = ordered.split("|")
    mixed = Random(2023).sample(names, len(names))
    assert sorted(mixed, key=vietnamese_order) == names
    assert sorted((unicodedata.normalize("NFD", n) for n in mixed), key=vietnamese_order) == [
        unicodedata.normalize("NFD", n) for n in names
    ]


@pytest.mark.parametrize("values", [UnitKind, Duty])
def test_every_kind_and_duty_has_a_label_of_its_own(values: type[UnitKind | Duty]) -> None:
    assert len({value.label for value in values} - {""}) == len(values)
