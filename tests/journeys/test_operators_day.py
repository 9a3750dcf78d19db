"""An operator's year on everything that `papiplan up` runs: deployments, event, worker, runs and boards, by the API."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun

from deployments.prefect_server import connected, environment, free_port
from deployments.run_folder import Addresses
from deployments.up import Running
from papiplan import settings
from papiplan.database import Database
from tests.factories import at
from tests.flows.offices import PLAN, RESULTS, Office, without_heartbeats
from tests.smtp_server import SmtpServer, smtp_server

WAIT_SECONDS = 90


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    with smtp_server() as server:
        yield server


@pytest.fixture
def up(tmp_path: Path, smtp: SmtpServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Addresses]:
    """Everything running on an empty home with a virtual clock, this process connected to it."""
    files_port = free_port(0)
    variables = {
        **{f"PAPIPLAN_{name.upper()}": "" for name in settings.Settings.model_fields},
        "PAPIPLAN_HOME": str(tmp_path),
        "PAPIPLAN_VIRTUAL_CLOCK": "1",
        "PAPIPLAN_SMTP_HOST": smtp.host,
        "PAPIPLAN_SMTP_PORT": str(smtp.port),
        "PAPIPLAN_SMTP_SECURITY": "none",
        "PAPIPLAN_MAIL_MODE": "live",
        "PAPIPLAN_FILES_PORT": str(files_port),
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings.current.cache_clear()
    running = Running(
        tmp_path,
        ui_port=free_port(0),
        files_port=files_port,
        migrate=lambda: Database.migrated(settings.current().database).close(),
        schedules_active=False,
        variables=variables,
    )
    with running as addresses, connected(environment(tmp_path, addresses.api_url)), without_heartbeats():
        yield addresses
    settings.current.cache_clear()


def _ordered(client: SyncPrefectClient, deployment: str, **parameters: Any) -> FlowRun:
    """Order a run as an operator does by a deployment's form, and wait for its end on the worker."""
    found = next(d for d in client.read_deployments() if d.name.startswith(deployment))
    run = client.create_flow_run_from_deployment(found.id, parameters={**found.parameters, **parameters})
    return _ended(client, lambda runs: next(r for r in runs if r.id == run.id))


def _ended(client: SyncPrefectClient, choose: Any) -> FlowRun:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        run: FlowRun | None = choose(client.read_flow_runs())
        if run is not None and run.state is not None and run.state.is_final():
            return run
        time.sleep(0.3)
    raise AssertionError("the run did not end in time")


@pytest.mark.timeout(600)
def test_an_operators_year(up: Addresses, tmp_path: Path, smtp: SmtpServer) -> None:
    office = Office(tmp_path, smtp)
    office.issue()
    assert len(smtp.mails) == 21
    with get_client(sync_client=True) as client:
        early = _ordered(client, "07.", plan=PLAN, actor="nv1", now=at("2023-07-10 09:00").isoformat())
        assert early.state is not None
        assert early.state.name == "Từ chối"
        assert "chưa ghi nhận ngày công bố Chỉ số PAPI năm 2023" in (early.state.message or "")

        stated = {"on": date(2024, 4, 2).isoformat(), "results": str(RESULTS), "actor": "nv1"}
        published = _ordered(client, "05.", plan=PLAN, now=at("2024-04-02 14:00").isoformat(), **stated)
        assert published.state is not None
        assert published.state.is_completed(), published.state.message
        round_ = _ended(client, lambda runs: next((r for r in runs if _by_event(r)), None))
        assert round_.state is not None
        assert round_.state.is_completed(), round_.state.message
        assert round_.parameters["plan"] == PLAN
        assert round_.parameters["now"].startswith("2024-04-02T14:00:00")
        assert "Lượt theo dõi hằng ngày" in round_.name

        office.send("phuong-2", "report")
        office.advance("2024-04-04 09:00")
        after = _ordered(client, "07.", plan=PLAN, actor="nv1", now=at("2024-04-05 16:00").isoformat())
        assert after.state is not None
        assert after.state.is_completed(), after.state.message
        assert f"plan:{PLAN}" in after.tags

    boards = httpx.post(f"{up.api_url}/artifacts/latest/filter", json={}, timeout=30).json()
    by_key = {board["key"]: board for board in boards}
    assert {f"{PLAN}-{subject}" for subject in ("bang-dieu-hanh", "tinh-hinh-gui", "tien-do", "van-ban")} <= set(by_key)
    assert all(board["description"] for board in boards)
    front = by_key[f"{PLAN}-bang-dieu-hanh"]["data"]
    assert "Đang nhận báo cáo" in front
    assert "stateDiagram" in front
    report = httpx.get(f"{up.files_url}/{PLAN}/consolidated/1/bao-cao.docx", timeout=30)
    assert report.status_code == 200
    assert report.content == (tmp_path / "plans" / PLAN / "consolidated" / "1" / "bao-cao.docx").read_bytes()


def _by_event(run: FlowRun) -> bool:
    return run.created_by is not None and run.created_by.type == "AUTOMATION"
