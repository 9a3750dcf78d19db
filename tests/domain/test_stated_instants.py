"""Instants as people write them."""

import pytest

from papiplan.domain.deadlines import by_now, stated_instant
from tests.factories import at


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2023-06-29", "2023-06-29 23:59:59"),
        ("20230629", "2023-06-29 23:59:59"),
        ("2023-06-29T09:00", "2023-06-29 09:00"),
        ("2023-06-29T09:00:00+07:00", "2023-06-29 09:00"),
        ("2023-06-29T02:00:00+00:00", "2023-06-29 09:00"),
    ],
)
def test_a_bare_date_is_the_end_of_its_day_and_no_offset_is_viet_nams(text: str, instant: str) -> None:
    assert stated_instant(text) == at(instant)


@pytest.mark.parametrize("text", ["", "29/6/2023", "yesterday", "2023-13-01", "2023-06-29T25:00"])
def test_anything_else_is_no_instant(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        stated_instant(text)


@pytest.mark.parametrize(
    ("stated", "now", "instant"),
    [
        ("2023-06-29 23:59:59", "2023-06-29 10:00", "2023-06-29 10:00"),
        ("2023-06-29 23:59:59", "2023-06-30 10:00", "2023-06-29 23:59:59"),
        ("2023-06-30 23:59:59", "2023-06-29 10:00", "2023-06-30 23:59:59"),
        ("2023-06-29 11:00", "2023-06-29 10:00", "2023-06-29 11:00"),
    ],
)
def test_todays_bare_date_means_by_now_and_nothing_else_moves(stated: str, now: str, instant: str) -> None:
    assert by_now(at(stated), at(now)) == at(instant)
