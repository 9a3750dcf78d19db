"""By which door something came, and who recorded it, as every table says it."""

import pytest

from papiplan.domain.doors import DOOR_WORDS, STATED_CHANNELS, door_words, typed_words
from papiplan.domain.obligations import HAND_CHANNELS
from tests.factories import at

CAME = ("inbox", "mailbox")


def test_every_door_has_its_words_and_an_officer_states_only_doors_of_his_own() -> None:
    assert set(DOOR_WORDS) == {*CAME, *HAND_CHANNELS}
    assert set(STATED_CHANNELS) < set(HAND_CHANNELS)


@pytest.mark.parametrize("channel", CAME)
def test_what_came_by_itself_names_its_door(channel: str) -> None:
    assert door_words(channel, None) == f" ({DOOR_WORDS[channel]})"


@pytest.mark.parametrize("channel", HAND_CHANNELS)
def test_what_an_officer_recorded_says_when(channel: str) -> None:
    said = door_words(channel, at("2023-07-03 08:10"))
    assert said == f" ({DOOR_WORDS[channel]}); cán bộ ghi lúc 08 giờ 10 phút ngày 03/7/2023"


def test_of_an_unknown_door_nothing_is_said() -> None:
    assert door_words("", None) == ""


@pytest.mark.parametrize(("typed_from", "words"), [("", ""), ("31/KH-UBND", "nhập hộ theo văn bản số 31/KH-UBND")])
def test_what_was_typed_in_names_its_paper(typed_from: str, words: str) -> None:
    assert typed_words(typed_from) == words
