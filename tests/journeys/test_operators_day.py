"""An operator's year on everything that `papiplan up` runs: deployments, event, worker, runs and boards, by the API."""

from datetime import date
from pathlib import Path

import httpx
import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun

from deployments.run_folder import Addresses
from tests.deployments.processes import PATIENCE_SECONDS
from tests.factories import at
from tests.flows.offices import PLAN, RESULTS, Office
from tests.journeys.ordering import ended, ordered
from tests.smtp_server import SmtpServer


@pytest.mark.whole
def test_an_operators_year(up: Addresses, tmp_path: Path, smtp: SmtpServer) -> None:
    office = Office(tmp_path, smtp)
    office.issue()
    assert len(smtp.mails) == 21
    with get_client(sync_client=True) as client:
        early = ordered(client, "07.", plan=PLAN, actor="nv1", now=at("2023-07-10 09:00").isoformat())
        assert early.state is not None
        assert early.state.name == "Từ chối"
        assert "chưa ghi nhận ngày công bố Chỉ số PAPI năm 2023" in (early.state.message or "")

        stated = {"on": date(2024, 4, 2).isoformat(), "results": str(RESULTS), "actor": "nv1"}
        published = ordered(client, "05.", plan=PLAN, now=at("2024-04-02 14:00").isoformat(), **stated)
        assert published.state is not None
        assert published.state.is_completed(), published.state.message
        round_ = ended(client, lambda runs: next((r for r in runs if _by_event(r)), None))
        assert round_.state is not None
        assert round_.state.is_completed(), round_.state.message
        assert round_.parameters["plan"] == PLAN
        assert round_.parameters["now"].startswith("2024-04-02T14:00:00")
        assert "Lượt theo dõi hằng ngày" in round_.name

        office.send("phuong-2", "report")
        office.advance("2024-04-04 09:00")
        after = ordered(client, "07.", plan=PLAN, actor="nv1", now=at("2024-04-05 16:00").isoformat())
        assert after.state is not None
        assert after.state.is_completed(), after.state.message
        assert f"plan:{PLAN}" in after.tags

    boards = httpx.post(f"{up.api_url}/artifacts/latest/filter", json={}, timeout=PATIENCE_SECONDS).json()
    by_key = {board["key"]: board for board in boards}
    assert {f"{PLAN}-{subject}" for subject in ("bang-dieu-hanh", "tinh-hinh-gui", "tien-do", "van-ban")} <= set(by_key)
    assert all(board["description"] for board in boards)
    front = by_key[f"{PLAN}-bang-dieu-hanh"]["data"]
    assert "Đang nhận báo cáo" in front
    assert "stateDiagram" in front
    report = httpx.get(f"{up.files_url}/{PLAN}/consolidated/1/bao-cao.docx", timeout=PATIENCE_SECONDS)
    assert report.status_code == 200
    assert report.content == (tmp_path / "plans" / PLAN / "consolidated" / "1" / "bao-cao.docx").read_bytes()


def _by_event(run: FlowRun) -> bool:
    return run.created_by is not None and run.created_by.type == "AUTOMATION"
