"""A run that goes wrong is told to the officers of its plan by mail: what it had done, what not, once a day."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from prefect import flow, task
from prefect.client.orchestration import get_client
from prefect.states import Completed, Failed

from papiplan.domain.problems import Refused
from tasks.alerts import ROUND
from tasks.failed_runs import has_completed, read_run
from tests.flows.offices import PLAN, Office
from tests.flows.plan_folders import folder_of_units

MORNING = "2023-06-20 09:00"
OFFICERS = ["nv1@sadec.example", "nv2@sadec.example"]
REPORTING = "Tổng hợp báo cáo"


def on_server(name: str, state: Any, flow_name: str = "", **stated: Any) -> UUID:
    """A run that the server knows of, in this state."""
    with get_client(sync_client=True) as client:
        run = client.create_flow_run(flow(name=flow_name or name)(_nothing), name=name, state=state, **stated)
    return run.id


def _nothing(plan: str = "") -> None:
    """What these runs do."""


def step_of(run: UUID | None, name: str, state: Any) -> UUID:
    with get_client(sync_client=True) as client:
        made = client.create_task_run(task(name=name)(_nothing), run, str(uuid4()), name=name, state=state)
    return made.id


def told(office: Office) -> list[tuple[str, str, str]]:
    """To whom, on what and what was told of troubles."""
    mails = [mail for mail in office.smtp.mails if "Cảnh báo sự cố" in str(mail.message["Subject"])]
    return [(mail.recipients[0], str(mail.message["Subject"]), " ".join(mail.text.split())) for mail in mails]


def told_to(office: Office) -> Sequence[str]:
    return sorted(address for address, _, _ in told(office))


def test_the_officers_of_the_plan_read_what_was_done_what_not_and_what_the_machine_said(office: Office) -> None:
    office.issue()
    run = on_server(f"{REPORTING} · {PLAN}", Failed(message="OSError: đĩa đầy"), REPORTING, tags=[f"plan:{PLAN}"])
    step_of(run, "Tính số liệu", Completed())
    step_of(run, "Ghi bảng tính", Failed())
    office.run("alert_operators", MORNING, trouble="failed", run=f"prefect.flow-run.{run}")
    assert told_to(office) == OFFICERS
    _, subject, text = told(office)[0]
    assert subject.endswith(f"Cảnh báo sự cố: Một lượt chạy bị lỗi: {REPORTING} · {PLAN}")
    assert "Việc đã làm: Tính số liệu. Việc chưa làm: Ghi bảng tính. Máy báo: OSError: đĩa đầy" in text
    assert "chạy lại không gửi trùng" in text


def test_the_same_cause_is_told_once_a_day_and_again_on_the_next(office: Office) -> None:
    office.issue()
    for day, mails in (("2023-06-20", 2), ("2023-06-21", 4)):
        for hour in ("09:00", "11:00"):
            run = on_server(f"{REPORTING} · {day}", Failed(), REPORTING)
            office.run("alert_operators", f"{day} {hour}", trouble="failed", run=str(run))
        assert len(told(office)) == mails
    office.run("alert_operators", "2023-06-21 12:00", trouble="crashed", run=str(run))
    assert len(told(office)) == 6, "another kind of trouble is another cause"


def test_a_part_of_another_run_is_left_to_that_run(office: Office) -> None:
    office.issue()
    part = on_server("Kiểm tra hồ sơ", Failed(), parent_task_run_id=step_of(None, "Lượt cha", Failed()))
    office.run("alert_operators", MORNING, trouble="failed", run=str(part))
    assert told(office) == []


@pytest.mark.parametrize("run", ["", str(UUID(int=1))], ids=["no run", "a run that is gone"])
def test_what_nobody_knows_the_run_of_is_told_all_the_same(office: Office, run: str) -> None:
    office.issue()
    office.run("alert_operators", MORNING, trouble="not_started", run=run, said="Sự kiện báo công bố: Template error")
    assert told_to(office) == OFFICERS
    assert "Máy báo: Sự kiện báo công bố: Template error" in told(office)[0][2]


def test_an_officer_of_two_plans_is_told_once(office: Office) -> None:
    office.issue()
    office.issue(folder_of_units(office.home, 2), number="124/KH-UBND")
    office.run("alert_operators", MORNING, trouble="not_started", said="lỗi")
    assert told_to(office) == OFFICERS


def test_a_trial_sends_it_to_the_officers_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.issue()
    monkeypatch.setenv("PAPIPLAN_MAIL_MODE", "trial")
    office.run("alert_operators", MORNING, trouble="not_started", said="lỗi")
    assert set(told_to(office)) <= set(OFFICERS)
    assert told(office)


@pytest.mark.parametrize(
    ("now", "mails"),
    [("2023-06-20 09:00", 2), ("2023-06-18 09:00", 0), ("2023-09-04 09:00", 0)],
    ids=["a Tuesday", "a Sunday", "National Day made up for"],
)
def test_a_missing_round_is_told_on_a_working_day_only(office: Office, now: str, mails: int) -> None:
    office.issue()
    office.run("alert_operators", now, trouble="no_round")
    assert len(told(office)) == mails


def test_a_round_counts_that_has_completed_in_between(prefect_api: str) -> None:
    assert prefect_api
    before = datetime.now(UTC)
    on_server(ROUND, Completed())
    on_server("Lượt khác", Failed())
    after = datetime.now(UTC)
    assert has_completed(ROUND, before, after)
    assert not has_completed(ROUND, after, after + timedelta(hours=1))
    assert not has_completed(ROUND, before - timedelta(days=2), before - timedelta(days=1))
    assert not has_completed("Lượt khác", before, after)


@pytest.mark.parametrize("stated", [f"prefect.flow-run.{UUID(int=7)}", str(UUID(int=7))])
def test_a_run_is_named_by_its_resource_or_its_id(stated: str) -> None:
    assert read_run(stated) == UUID(int=7)


def test_no_run_is_none() -> None:
    assert read_run("") is None


@pytest.mark.parametrize("stated", ["prefect.flow-run.7", "prefect.flow.0f8b", "x" * 500])
def test_what_is_no_run_is_refused(stated: str) -> None:
    with pytest.raises(Refused, match="Lượt chạy"):
        read_run(stated)
