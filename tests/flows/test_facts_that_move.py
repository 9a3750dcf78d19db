"""What is made of facts that move meanwhile is made again, and recorded once."""

from dataclasses import replace
from typing import Any

import pytest

from tasks import consolidations
from tests.flows.offices import Office
from tests.flows.plan_folders import folder_of_units

PLAN = "plan-of-1"


def test_a_consolidation_whose_facts_moved_once_is_done_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.issue(folder_of_units(office.home, 1))
    office.publish(plan=PLAN)
    read, views = consolidations._view, []

    def moving(*asked: Any) -> Any:
        views.append(read(*asked))
        return replace(views[-1], digest="moved") if len(views) == 2 else views[-1]

    monkeypatch.setattr(consolidations, "_view", moving)
    recorded = office.run("consolidate", "2024-04-09 08:00", plan=PLAN, actor="nv1").result
    assert (recorded.revision, recorded.new, len(views)) == (1, True, 4)
