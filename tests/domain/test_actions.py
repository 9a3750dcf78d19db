"""Whose an action is: led and carried out on site means asked; supporting means named."""

import pytest

from papiplan.domain.actions import Role
from tests.factories import a_plan, a_unit, an_action

ACTION = an_action(lead="tckh", on_site=("phuong-2", "phuong-4"), support=("mttq",))


@pytest.mark.parametrize(
    ("unit", "role"),
    [
        ("tckh", Role.LEAD),
        ("phuong-2", Role.ON_SITE),
        ("phuong-4", Role.ON_SITE),
        ("mttq", Role.SUPPORT),
        ("phuong-1", None),
        ("", None),
    ],
)
def test_a_unit_has_the_role_that_the_row_gives_it(unit: str, role: Role | None) -> None:
    assert ACTION.role_of(unit) is role


def test_a_unit_that_leads_and_is_named_elsewhere_leads() -> None:
    assert an_action(lead="tckh", on_site=("tckh",), support=("tckh",)).role_of("tckh") is Role.LEAD
    assert an_action(on_site=("phuong-2",), support=("phuong-2",)).role_of("phuong-2") is Role.ON_SITE


def test_a_unit_is_asked_of_what_it_leads_and_carries_out_in_the_plans_order() -> None:
    led, on_site, supported = an_action("1.1.1", lead="phuong-2"), ACTION, an_action("3.1.1", on_site=("phuong-1",))
    plan = a_plan(actions=(led, on_site, supported))
    assert plan.actions_of("phuong-2") == (led, on_site)
    assert plan.actions_of("mttq") == ()


def test_a_plan_tells_its_units_their_duty_and_their_officers() -> None:
    plan = a_plan()
    assert plan.actions_of("phuong-2") == plan.actions
    assert [unit.code for unit in plan.obliged_units] == ["tckh", "phuong-2"]
    assert plan.unit("phuong-2") == a_unit("phuong-2")
    assert plan.contact.code == "nv1"


@pytest.mark.parametrize(("words", "code"), [("nv2", "nv2"), (" NV2 ", "nv2"), ("trần văn b", "nv2"), ("nv3", None)])
def test_an_operator_is_known_by_code_or_name(words: str, code: str | None) -> None:
    found = a_plan().operator(words)
    assert (found.code if found else None) == code


def test_a_unit_that_the_plan_does_not_have_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        a_plan().unit("phuong-9")


def test_every_role_has_a_label_of_its_own() -> None:
    assert [role.label for role in Role] == ["Chủ trì", "Thực hiện tại địa bàn", "Phối hợp"]
