"""A definition survives the way through the database whole."""

import json

import pytest
from pydantic import ValidationError

from papiplan.database.definitions import definition_from_json, definition_to_json
from papiplan.domain.plans import PlanDefinition, Scoring
from papiplan.domain.publication import ProvinceScores
from tests.factories import a_plan

DONG_THAP_2018 = ProvinceScores(
    2018,
    "P56",
    "Đồng Tháp",
    "Dong Thap",
    (5.428639, None, 4.988615, None, 7.553401, 7.358961, 6.740757, 2.793151),
    None,
)


@pytest.mark.parametrize(
    "definition",
    [a_plan(), a_plan(baselines=(DONG_THAP_2018,)), a_plan(scoring=Scoring(lateness=((0, 1.0),), late_beyond=0.1))],
    ids=["a small plan", "scores that are missing", "an office's own points"],
)
def test_a_definition_comes_back_equal(definition: PlanDefinition) -> None:
    assert definition_from_json(definition_to_json(definition)) == definition


def test_the_text_is_canonical() -> None:
    text = definition_to_json(a_plan())
    assert definition_to_json(definition_from_json(text)) == text
    assert list(json.loads(text)) == sorted(json.loads(text))
    assert "Đồng Tháp" in text, "letters stand as they are"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"id": "sa-dec-2023"}'])
def test_a_text_that_is_no_definition_is_an_error(text: str) -> None:
    with pytest.raises(ValidationError):
        definition_from_json(text)
