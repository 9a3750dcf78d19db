"""What fails with one plan stops no other, and is told when all is done."""

from datetime import datetime
from typing import Any

import pytest

from flows.each_plan import Collected, IncompleteError
from papiplan.domain.problems import Problem, Refused
from tasks import documents, messages
from tests.flows.offices import Office
from tests.flows.plan_folders import folder_of_units

FIRST, SECOND = "plan-of-1", "plan-of-2"


@pytest.fixture
def two_plans(office: Office) -> Office:
    for units in (1, 2):
        office.issue(folder_of_units(office.home, units), number=f"{units}/KH-UBND")
    return office


def failing_for_the_first(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[str]:
    """What lies in the first plan cannot be read, of the others everything can: which of these are done, in time."""
    working, done = getattr(module, name), []

    def damaged(plan: str, now: datetime) -> Any:
        if plan == FIRST:
            raise FileNotFoundError(plan)
        answer = working(plan, now)
        done.append(plan)
        return answer

    monkeypatch.setattr(module, name, damaged)
    return done


@pytest.mark.parametrize("flow", ["deliver_messages", "daily_digest"])
def test_one_plan_s_mails_do_not_wait_for_another_s(
    two_plans: Office, monkeypatch: pytest.MonkeyPatch, flow: str
) -> None:
    done = failing_for_the_first(monkeypatch, messages, "deliver")
    with pytest.raises(IncompleteError, match=rf"Chưa xong: {FIRST}\. .*Cách xử lý: chạy lại"):
        two_plans.run(flow, "2023-06-19 08:00")
    assert done == [SECOND]


def test_a_round_draws_the_other_plans_and_tells_all_that_failed(
    two_plans: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = failing_for_the_first(monkeypatch, documents, "write_progress_sheet")
    with pytest.raises(IncompleteError, match=f"Chưa xong: {FIRST}: bảng tiến độ"):
        two_plans.advance("2023-06-16 07:30")
    assert done == [SECOND]


def test_everything_that_failed_is_told_at_the_end_and_a_refusal_at_once() -> None:
    failed = Collected()
    failed.tell()
    failed.add("hộp thư")
    with pytest.raises(Refused), failed.doing(FIRST):
        raise Refused(Problem("Kế hoạch", "không có"))
    with pytest.raises(IncompleteError, match=r"Chưa xong: hộp thư\. "):
        failed.tell()
