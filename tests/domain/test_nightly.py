"""What the nightly check tells of what it counted, and which of it is our fault."""

from typing import Any

import pytest

from papiplan.domain.nightly import Examined, findings

SOUND = {"plan": "sa-dec-2023", "entries": 40, "files": 12}
HASH = "0123456789abcdef" * 4


def test_of_a_plan_of_which_all_is_well_nothing_is_told() -> None:
    assert list(findings(Examined(**SOUND))) == []


@pytest.mark.parametrize(
    ("counted", "what", "broken"),
    [
        ({"first_broken": 7}, "nhật ký không liền mạch từ mục số 7", True),
        ({"missing": [HASH]}, "01 tệp trong kho mất: 0123456789ab", True),
        ({"damaged": [HASH]}, "01 tệp trong kho bị thay đổi: 0123456789ab", True),
        (
            {"damaged": [f"{n}" * 64 for n in range(6)]},
            "06 tệp trong kho bị thay đổi: 000000000000, 111111111111, 222222222222, 333333333333, 444444444444 …",
            True,
        ),
        ({"unchecked": 3}, "03 hồ sơ chưa được kiểm tra quá một ngày", False),
        ({"stuck": 2}, "02 thư đang gửi dở quá một ngày", False),
    ],
    ids=["journal", "missing", "damaged", "many damaged", "unchecked", "stuck"],
)
def test_each_thing_counted_is_one_finding(counted: dict[str, Any], what: str, broken: bool) -> None:
    (found,) = findings(Examined(**{**SOUND, **counted}))
    assert (found.plan, found.what, found.broken) == ("sa-dec-2023", what, broken)
    assert found.how


def test_every_problem_is_told_at_once() -> None:
    counted = {"first_broken": 1, "missing": [HASH], "damaged": [HASH], "unchecked": 1, "stuck": 1}
    assert len(list(findings(Examined(**{**SOUND, **counted})))) == 5
