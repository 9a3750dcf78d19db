"""What is one and the same trouble, and which officers are told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from papiplan.domain.alerts import Alert, Trouble, first_lines, read_trouble, told_by
from papiplan.domain.plans import Operator, PlanDefinition
from papiplan.domain.problems import Refused
from tests.factories import a_plan


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tổng hợp báo cáo · sa-dec-2023 · 09/4/2024", "Tổng hợp báo cáo · cao-lanh-2023 · 10/4/2024", True),
        ("Tổng hợp báo cáo · sa-dec-2023 · 09/4/2024", "Nhận thư · 09/4/2024", False),
        ("", "", True),
    ],
    ids=["the same flow", "another flow", "no run"],
)
def test_the_cause_is_what_was_run_whichever_plan_and_day(one: str, other: str, same: bool) -> None:
    assert (Alert(Trouble.FAILED, one).cause == Alert(Trouble.FAILED, other).cause) is same
    assert Alert(Trouble.FAILED, one).cause != Alert(Trouble.CRASHED, one).cause


def test_a_cause_fits_its_column() -> None:
    assert len(Alert(Trouble.NOT_STARTED, "x" * 500).cause) == 100


def officers(*addresses: str) -> PlanDefinition:
    return replace(a_plan(), operators=tuple(Operator(a.partition("@")[0], a, "chuyên viên", "", a) for a in addresses))


@pytest.mark.parametrize(
    ("alerted", "told"),
    [
        ("a", {"a": ["nv1", "nv2"]}),
        ("b", {"b": ["nv2", "nv3"]}),
        ("", {"a": ["nv1", "nv2"], "b": ["nv3"]}),
        ("ended", {"a": ["nv1", "nv2"], "b": ["nv3"]}),
    ],
    ids=["the plan's own", "the other plan's own", "no plan", "a plan that is not open"],
)
def test_the_officers_of_the_plan_are_told_or_everybody_once(alerted: str, told: Mapping[str, Sequence[str]]) -> None:
    plans = {
        "a": officers("nv1@sadec.example", "nv2@sadec.example"),
        "b": officers("NV2@sadec.example", "nv3@sadec.example"),
    }
    assert {plan: [code.casefold() for code in codes] for plan, codes in told_by(alerted, plans).items()} == told


def test_who_is_an_officer_of_a_plan_whose_mails_wait_is_told_by_another() -> None:
    plans = {"a": officers("nv1@sadec.example", "nv2@sadec.example"), "b": officers("nv1@sadec.example")}
    assert told_by("", plans, held={"a"}) == {"b": ["nv1"], "a": ["nv2"]}


def test_where_no_plan_is_open_nobody_is_told() -> None:
    assert told_by("a", {}) == {}


@pytest.mark.parametrize("stated", ["", "Failed", "hỏng"])
def test_a_trouble_that_nobody_knows_is_refused_with_those_that_are(stated: str) -> None:
    with pytest.raises(Refused, match="failed, crashed, no_round, not_started"):
        read_trouble(stated)


def test_every_trouble_is_read_by_its_word_and_has_a_label() -> None:
    assert [read_trouble(str(trouble)) for trouble in Trouble] == list(Trouble)
    assert len({trouble.label for trouble in Trouble}) == len(Trouble)


def test_many_steps_are_told_once_each_and_the_rest_counted() -> None:
    assert first_lines(["gửi\n thư", "gửi thư", "kiểm tra"]) == ("gửi thư", "kiểm tra")
    assert first_lines((f"việc {n}" for n in range(25)), most=2) == ("việc 0", "việc 1", "và 23 việc khác")
