"""A file is of the unit whose form it is, else of whoever sent it; what only looks alike decides nothing."""

from datetime import date
from typing import Any

import pytest

from papiplan.domain.covering import Covering
from papiplan.domain.facts import PlanFacts
from papiplan.domain.identifying import origin_of, suggested_unit, unit_of_address, whose_form_problem
from tests.factories import a_department, a_plan, a_unit, at

NOW = at("2024-04-05 09:00")


def a_ward(number: int, **changes: Any) -> Any:
    return a_unit(f"phuong-{number}", aliases=(f"P{number}",), **changes)


MERGED = a_ward(4, valid_to=date(2023, 12, 31), successor="phuong-1")
SHARED = "chung@sadec.example"
UNITS = (
    a_department("nv", "Phòng Nội vụ"),
    a_department("yt", "Phòng Y tế"),
    a_ward(1),
    a_ward(2, addresses=("Phuong-2@sadec.example", "phuong2.sadec@gmail.example", SHARED)),
    a_ward(3, addresses=("phuong-3@sadec.example", SHARED)),
    MERGED,
    a_unit("tqd", name="Ủy ban nhân dân phường Tân Quy Đông", short="UBND phường Tân Quy Đông"),
    a_unit("tqt", name="Ủy ban nhân dân xã Tân Quy Tây", short="UBND xã Tân Quy Tây"),
)
FACTS = PlanFacts(a_plan(units=UNITS, actions=()))


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("phuong-2@sadec.example", "phuong-2"),
        ("PHUONG-2@SADEC.EXAMPLE", "phuong-2"),
        ("phuong2.sadec@gmail.example", "phuong-2"),
        ("phuong-4@sadec.example", "phuong-4"),
        (SHARED, None),
        ("phuong-22@sadec.example", None),
        ("nguoi.la@gmail.example", None),
        ("", None),
    ],
)
def test_an_address_is_its_units_as_a_whole_and_that_of_two_units_nobodys(address: str, code: str | None) -> None:
    found = unit_of_address(FACTS, address, NOW)
    assert (found.code if found else None) == code


def test_an_address_that_a_unit_left_to_its_successor_is_the_successors() -> None:
    heir = a_ward(1, addresses=("phuong-4@sadec.example",))
    facts = PlanFacts(a_plan(units=(a_department("nv", "Phòng Nội vụ"), heir, MERGED), actions=()))
    found = unit_of_address(facts, "phuong-4@sadec.example", NOW)
    assert found is not None
    assert found.code == "phuong-1"


@pytest.mark.parametrize(
    ("stated", "address", "unit", "strange"),
    [
        ("", "phuong-2@sadec.example", "phuong-2", False),
        ("UBND P.3", "phuong-2@sadec.example", "phuong-3", False),
        ("P2", "", "phuong-2", False),
        ("", "nguoi.la@gmail.example", None, True),
        ("", "nv1@sadec.example", None, False),
        ("", "", None, False),
        ("phường 27", "", None, False),
    ],
)
def test_what_an_officer_states_goes_before_the_address(
    stated: str, address: str, unit: str | None, strange: bool
) -> None:
    origin = origin_of(FACTS, Covering(unit=stated), address, NOW)
    assert (origin.unit.code if origin.unit else None, origin.is_strange) == (unit, strange)


@pytest.mark.parametrize(
    ("owner", "address", "taken"),
    [
        ("phuong-2", "phuong-2@sadec.example", True),
        ("phuong-2", "nguoi.la@gmail.example", True),
        ("phuong-2", "nv1@sadec.example", True),
        ("phuong-3", "phuong-2@sadec.example", False),
        ("phuong-4", "phuong-1@sadec.example", True),
        ("phuong-1", "phuong-4@sadec.example", True),
        ("phuong-4", "phuong-2@sadec.example", False),
    ],
)
def test_a_form_is_taken_from_its_unit_its_heir_or_a_stranger_but_from_no_other_unit(
    owner: str, address: str, taken: bool
) -> None:
    problem = whose_form_problem(FACTS, owner, origin_of(FACTS, Covering(), address, NOW), NOW)
    assert (problem is None) == taken
    if problem is not None:
        assert FACTS.definition.unit(owner).name in problem.what
        assert FACTS.definition.unit("phuong-2").name in problem.what


@pytest.mark.parametrize(
    ("clue", "code"),
    [
        ("PAPI2023_PHUONG-2_KE-HOACH_v1.xlsx", "phuong-2"),
        ("PAPI2022-PHUONG-2-KH-v1", "phuong-2"),
        ("UBND phường 2 gửi kế hoạch", "phuong-2"),
        ("Kế hoạch của P.3.xlsx", "phuong-3"),
        ("ubndphuong2.dt", "phuong-2"),
        ("tanquydong.ubnd", "tqd"),
        ("ke hoach tan quy tay sua lan 2.docx", "tqt"),
        ("Phong Y te", "yt"),
        ("Tân Quy Đong", "tqd"),
        ("phường 27", None),
        ("PAPI2023_PHUONG-27_v2.xlsx", None),
        ("Tân Quy", None),
        ("khoa.nv", None),
        ("ke hoach.xlsx", None),
        ("Kế hoạch Phường 2 và Phường 3", None),
        ("", None),
    ],
)
def test_a_suggestion_takes_no_number_for_another_and_no_letters_for_a_name(clue: str, code: str | None) -> None:
    found = suggested_unit(UNITS, [clue])
    assert (found.code if found else None) == code


def test_the_first_telling_clue_suggests() -> None:
    found = suggested_unit(UNITS, ["Book1.xlsx", "gửi kế hoạch P3", "phuong-2"])
    assert found is not None
    assert found.code == "phuong-3"
