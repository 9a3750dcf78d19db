"""Many forms at once: a task run for each unit while that is readable, else batches, each with its table."""

import json
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactCollectionFilter

from tests.flows.offices import Office
from tests.flows.plan_folders import folder_of_units

PLAN = "plan-of-3"
COLLECTED = "2023-06-28 10:00"


def tables() -> dict[str, Any]:
    """The latest table of each batch, by its key."""
    with get_client(sync_client=True) as client:
        found = client.read_latest_artifacts(artifact_filter=ArtifactCollectionFilter(key={"like_": f"{PLAN}-nhan-"}))
    return {str(artifact.key): json.loads(str(artifact.data)) for artifact in found}


def test_beyond_what_is_readable_each_batch_has_a_table_of_what_became_of_each_file(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.submissions.READABLE_RUNS", 2)
    monkeypatch.setattr("tasks.submissions.BATCH", 2)
    office.issue(folder_of_units(office.home, 3))
    office.send("xa-1", plan=PLAN)
    office.put("xa-2-subplan.xlsx", office.issued_form("xa-2", plan=PLAN), PLAN)
    office.put("xa-3-subplan.xlsx", b"%PDF-1.7", PLAN, unit="xa-3", kind="subplan")
    office.send("xa-3", plan=PLAN)
    office.run("collect_subplans", COLLECTED, plan=PLAN)
    found = tables()
    assert set(found) == {f"{PLAN}-nhan-1-2", f"{PLAN}-nhan-3-3"}
    assert [(row["Đơn vị"], row["Tệp"], row["Kết quả"]) for row in found[f"{PLAN}-nhan-1-2"]] == [
        ("UBND xã Số 1", "xa-1-subplan.xlsx", "Hợp lệ"),
        ("UBND xã Số 2", "xa-2-subplan.xlsx", "Cần hoàn thiện"),
    ]
    office.send("xa-1", plan=PLAN, changes={"info.signer": "Trần Văn E"})
    office.run("collect_subplans", "2023-06-28 11:00", plan=PLAN)
    assert tables() == found, "what a unit sends alone is shown as a run of its own"
