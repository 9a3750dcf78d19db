"""Prefect remembers nothing that counts: its database may be empty in mid-year, as after an upgrade of Prefect."""

from collections import Counter
from pathlib import Path

import httpx
import pytest
from prefect.client.orchestration import get_client

from tests.deployments.processes import PATIENCE_SECONDS
from tests.factories import at
from tests.flows.offices import PLAN, Office
from tests.journeys.conftest import running_on
from tests.journeys.ordering import ordered
from tests.smtp_server import SmtpServer


@pytest.mark.whole
def test_a_year_goes_on_with_an_empty_database_of_prefect(home_with_mail: Path, smtp: SmtpServer) -> None:
    office = Office(home_with_mail, smtp)
    with running_on(home_with_mail):
        office.issue()
        office.send("phuong-2", received_at="2023-06-28T10:00")
        office.advance("2023-06-28 16:00", PLAN)
    before, told = office.digest(), len(smtp.mails)
    (remembered,) = (home_with_mail / "prefect").glob("prefect-*.db")
    for file in remembered.parent.glob(f"{remembered.name}*"):
        file.unlink()
    with running_on(home_with_mail) as addresses, get_client(sync_client=True) as client:
        assert {d.name for d in client.read_deployments()} >= {"07. Tổng hợp báo cáo", "90. Lượt theo dõi hằng ngày"}
        assert client.read_flow_runs() == []
        assert (office.digest(), len(smtp.mails)) == (before, told)
        round_ = ordered(client, "90.", plan=PLAN, now=at("2023-06-29 07:30").isoformat())
        assert round_.state is not None
        assert round_.state.is_completed(), round_.state.message
        boards = httpx.post(f"{addresses.api_url}/artifacts/latest/filter", json={}, timeout=PATIENCE_SECONDS).json()
    assert f"{PLAN}-bang-dieu-hanh" in {board["key"] for board in boards}
    assert office.obligation("phuong-2", "2023-06-29")["status"] == "on_time"
    since = Counter(mail.recipients[0] for mail in smtp.mails[told:])
    assert since["phuong-3@sadec.example"] == 1, "the reminder of the day before the last"
    assert set(since.values()) == {1}
