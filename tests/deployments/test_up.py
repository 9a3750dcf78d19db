"""Laws of `papiplan up`, on one real office: it serves, it comes back, it is alone, and it ends whole."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import yaml

from deployments.automations import automation_names
from deployments.deploying import PREFECT_FILE
from deployments.doctor_prefect import examine_prefect
from deployments.findings import Health
from deployments.prefect_server import HOST, STOP_SECONDS, free_port, running_server
from deployments.run_folder import Addresses
from deployments.up import DOCUMENTS_STOP_SECONDS, WORKER_STOP_SECONDS
from flows.fields import TITLES
from flows.running import REFUSED
from papiplan.domain.deadlines import VIETNAM
from tests.deployments.processes import PATIENCE_SECONDS, eventually, processes_of, start_up, stop_up

pytestmark = pytest.mark.whole


@dataclass(frozen=True)
class Office:
    """A home with `papiplan up` on it."""

    home: Path
    process: subprocess.Popen[str]
    said: str
    at: Addresses

    def ask(self, path: str, body: object, method: str = "POST") -> Any:
        address = f"{self.at.api_url}{path}"
        answer = httpx.request(method, address, json=body, timeout=PATIENCE_SECONDS)
        # Prefect's SQLite is locked now and then while automations write.
        for _ in range(20):
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(0.5)
            answer = httpx.request(method, address, json=body, timeout=PATIENCE_SECONDS)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def deployment(self, number: str) -> dict[str, Any]:
        (found,) = [d for d in self.ask("/deployments/filter", {}) if d["name"].startswith(f"{number}. ")]
        return dict(found)

    def runs_of(self, number: str) -> list[dict[str, Any]]:
        """The runs of a deployment that no schedule ordered."""
        wanted = {"deployments": {"id": {"any_": [self.deployment(number)["id"]]}}}
        return [run for run in self.ask("/flow_runs/filter", wanted) if not run["auto_scheduled"]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("office")
    (home / "plans" / "sa-dec-2023").mkdir(parents=True)
    (home / "plans" / "sa-dec-2023" / "ghi-chú.txt").write_text("Tài liệu", encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        # Old runs are looked for each hour; nobody here waits so long.
        environment.setenv("PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS", "10")
        process = start_up(home, free_port(0), free_port(0))
        try:
            assert process.stdout is not None
            said = ""
            while "Ctrl-C" not in said:
                line = process.stdout.readline()
                assert line, said
                said += line
            at = running_server(home)
            assert at is not None
            yield Office(home, process, said, at)
        finally:
            stop_up(process)


def test_it_says_where_it_answers_and_leaves_it_in_the_home(office: Office) -> None:
    assert office.at.ui_url in office.said
    assert office.at.files_url in office.said
    assert office.at.pid == office.process.pid
    assert (office.home / "migrated").exists()


def test_links_in_mails_hold_the_ports_so_that_taken_ones_are_not_replaced(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as ui, socket.create_server((HOST, 0)) as files:
        ports = [each.getsockname()[1] for each in (ui, files)]
        process = start_up(tmp_path, *ports)
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert said == (
        f"Cổng {ports[0]} đã có chương trình khác dùng (PAPIPLAN_UI_PORT). "
        f"Cổng {ports[1]} đã có chương trình khác dùng (PAPIPLAN_FILES_PORT). "
        "Dừng chương trình đó, hoặc đặt cổng khác.\n"
    )
    assert not (tmp_path / "migrated").exists()


def test_the_ui_calls_the_server_that_it_came_from(office: Office) -> None:
    assert httpx.get(office.at.ui_url, follow_redirects=True, timeout=PATIENCE_SECONDS).status_code == 200
    assert httpx.get(f"{office.at.ui_url}/ui-settings", timeout=PATIENCE_SECONDS).json()["api_url"] == office.at.api_url


def test_documents_are_served(office: Office) -> None:
    assert httpx.get(f"{office.at.files_url}/sa-dec-2023/ghi-chú.txt").text == "Tài liệu"


def test_a_second_one_on_the_same_home_says_so_and_leaves(office: Office) -> None:
    second = start_up(office.home, free_port(0), free_port(0))
    said = second.communicate(timeout=PATIENCE_SECONDS)[0]
    assert second.returncode == 1
    assert said == f"papiplan up đang chạy trên {office.home}; không cần chạy thêm.\n"
    assert running_server(office.home) == office.at


def test_the_doctor_finds_well_what_it_runs(office: Office) -> None:
    eventually(lambda: all(finding.health is Health.WELL for finding in examine_prefect(office.home)))
    assert len([*examine_prefect(office.home)]) == 4


def test_forms_have_vietnamese_titles_and_no_field_that_the_deployment_settles(office: Office) -> None:
    fields = office.deployment("08")["parameter_openapi_schema"]["properties"]
    assert {name: field["title"] for name, field in fields.items()} == {
        name: TITLES[name] for name in ("plan", "actor", "now")
    }


def test_what_can_only_be_chosen_is_offered_in_vietnamese(office: Office) -> None:
    decision = office.deployment("22")["parameter_openapi_schema"]["properties"]["decision"]
    assert (decision["title"], decision["enum"]) == ("Quyết định", ["trả lại", "chấp nhận"])
    channel = office.deployment("20")["parameter_openapi_schema"]["properties"]["channel"]
    assert ("default" in channel, channel["enum"][0]) == (False, "bản giấy")


@pytest.mark.parametrize(
    ("number", "stated"),
    [("08", {}), ("20", {"channel": "paper"}), ("21", {"submission": "hồ sơ đầu tiên"})],
    ids=["left out", "none of the choices", "of another type"],
)
def test_what_prefect_itself_would_refuse_in_english_is_refused_in_vietnamese(
    office: Office, number: str, stated: dict[str, Any]
) -> None:
    order = f"/deployments/{office.deployment(number)['id']}/create_flow_run"
    run = office.ask(order, {"parameters": stated})["id"]
    wanted = {"flow_runs": {"id": {"any_": [run]}, "state": {"name": {"any_": [REFUSED]}}}}
    eventually(lambda: office.ask("/flow_runs/filter", wanted))
    ((said,),) = [[run["state"]["message"]] for run in office.ask("/flow_runs/filter", wanted)]
    assert "Kế hoạch: chưa ghi" in said


def test_a_further_worker_needs_the_server_s_address_alone(office: Office, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from deployments.cli import main; main()", "worker"]
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    variables["PAPIPLAN_HOME"] = str(tmp_path)
    nowhere = subprocess.run(command, env=variables, capture_output=True, text=True)
    assert nowhere.returncode == 1
    assert "PREFECT_API_URL: chưa đặt địa chỉ của máy chủ Prefect" in nowhere.stderr
    variables["PREFECT_API_URL"] = office.at.api_url
    log = tmp_path / "log"
    with log.open("wb") as output:
        worker = subprocess.Popen(command, env=variables, stdout=output, stderr=subprocess.STDOUT)
    try:
        eventually(lambda: "started" in log.read_text())
        # Prefect's worker does not hear what comes in its first moment.
        eventually(lambda: worker.send_signal(signal.SIGTERM) or worker.poll() is not None)
    finally:
        worker.kill()
        worker.wait()


def test_runs_that_ended_90_days_ago_are_removed_and_younger_ones_kept(office: Office) -> None:
    flow = office.deployment("07")["flow_id"]

    def ended(days_ago: int) -> str:
        run = office.ask("/flow_runs/", {"flow_id": flow, "state": {"type": "COMPLETED"}})["id"]
        when = (datetime.now(UTC) - timedelta(days=days_ago)).strftime("%Y-%m-%d %H:%M:%S.%f")
        (database,) = (office.home / "prefect").glob("*.db")
        with closing(sqlite3.connect(database, timeout=PATIENCE_SECONDS)) as connection, connection:
            connection.execute(
                "UPDATE flow_run SET end_time = ? WHERE replace(id, '-', '') = ?", (when, run.replace("-", ""))
            )
            assert connection.execute("SELECT changes()").fetchone() == (1,)
        return str(run)

    old, young = ended(91), ended(89)
    known = {"flow_runs": {"id": {"any_": [old, young]}}}
    eventually(lambda: [run["id"] for run in office.ask("/flow_runs/filter", known)] == [young])


def test_every_deployment_leads_to_the_boards_and_to_what_the_english_buttons_mean(office: Office) -> None:
    for deployment in office.ask("/deployments/filter", {}):
        assert (
            "](/v2/artifacts) · [Giải thích các nút tiếng Anh](/v2/artifacts/key/huong-dan-nut-bam)"
            in (deployment["description"])
        )
    (buttons,) = office.ask("/artifacts/latest/filter", {})
    assert (buttons["key"], buttons["description"]) == ("huong-dan-nut-bam", "Giải thích các nút tiếng Anh")
    assert "**không** bấm Quick run" in buttons["data"]


def test_deploying_again_by_the_server_that_runs_doubles_nothing(office: Office) -> None:
    def deployed() -> tuple[dict[str, Any], dict[str, int], list[dict[str, Any]]]:
        counts = {
            thing: office.ask(f"/{thing}/count", {})
            for thing in ("deployments", "automations", "work_pools", "flows", "artifacts")
        }
        shown = ("name", "parameter_openapi_schema", "parameters", "tags", "entrypoint")
        deployments = {
            d["name"]: [d[key] for key in shown]
            + sorted((s["schedule"]["cron"], s["schedule"]["timezone"], s["active"]) for s in d["schedules"])
            for d in office.ask("/deployments/filter", {})
        }
        # With their ids and those of their triggers, to which belongs what they have seen so far.
        automations = sorted(office.ask("/automations/filter", {}), key=lambda each: each["name"])
        return deployments, counts, automations

    before = deployed()
    assert before[1]["deployments"] == len(yaml.safe_load(PREFECT_FILE.read_text(encoding="utf-8"))["deployments"])
    assert [each["name"] for each in before[2]] == sorted(automation_names())
    code = (
        "import sys; from pathlib import Path\n"
        "from deployments.deploying import deploy; from deployments.prefect_server import api_for\n"
        "with api_for(Path(sys.argv[1])) as api_url: print(api_url); deploy(api_url)\n"
    )
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    again = subprocess.run(
        [sys.executable, "-c", code, str(office.home)], env=variables, capture_output=True, text=True
    )
    assert (again.returncode, again.stdout) == (0, office.at.api_url + "\n"), again.stderr
    assert deployed() == before


@pytest.mark.parametrize(
    ("payload", "parameters"),
    [
        (
            {"index": "PAPI", "year": 2023, "plan": "p-1", "now": "2024-04-02T09:00:00+07:00"},
            {"plan": "p-1", "now": "2024-04-02T09:00:00+07:00"},
        ),
        ({"index": "PAPI", "year": 2023, "plan": "p-2", "now": None}, {"plan": "p-2", "now": None}),
        ({"index": "PAPI", "year": 2023}, {"plan": "", "now": None}),
    ],
    ids=["whole", "now is none", "plan and now missing"],
)
def test_a_recorded_publication_orders_a_round_even_with_a_key_missing(
    office: Office, payload: dict[str, Any], parameters: dict[str, Any]
) -> None:
    event = {
        "id": str(uuid4()),
        "event": "papiplan.publication.recorded",
        "occurred": datetime.now(UTC).isoformat(),
        "resource": {"prefect.resource.id": "papiplan.plan.p"},
        "payload": payload,
    }
    office.ask("/events", [event])
    eventually(lambda: parameters in [run["parameters"] for run in office.runs_of("90")])


def ordered_run(office: Office, number: str, state: str = "RUNNING", **fields: Any) -> str:
    """A run of a deployment that only the server knows of, in this state."""
    deployment = office.deployment(number)
    run = office.ask("/flow_runs/", {"flow_id": deployment["flow_id"], "deployment_id": deployment["id"], **fields})
    office.ask(f"/flow_runs/{run['id']}/set_state", {"state": {"type": state, "name": state.title()}, "force": True})
    return f"prefect.flow-run.{run['id']}"


def alerts(office: Office) -> list[dict[str, Any]]:
    return [run["parameters"] for run in office.runs_of("96")]


@pytest.mark.parametrize(("state", "trouble"), [("FAILED", "failed"), ("CRASHED", "crashed")])
def test_a_run_that_goes_wrong_alerts_the_officers_but_the_alert_itself_does_not(
    office: Office, state: str, trouble: str
) -> None:
    own, other = ordered_run(office, "96", state), ordered_run(office, "07", state)
    eventually(lambda: {"trouble": trouble, "run": other} in alerts(office))
    assert own not in [alert.get("run") for alert in alerts(office)], "it would alert of itself for ever"


def test_a_run_that_has_fallen_silent_is_marked_and_its_round_made_up_for(office: Office) -> None:
    (automation,) = [
        a for a in office.ask("/automations/filter", {}) if a["name"].startswith("Lượt chạy không còn hoạt động")
    ]
    said = {key: automation[key] for key in ("name", "description", "enabled", "actions", "trigger")}

    def put(**changes: Any) -> None:
        changed = {**said, "trigger": {**automation["trigger"], **changes}}
        office.ask(f"/automations/{automation['id']}", changed, method="PUT")

    put(within=10)
    rounds = len(office.runs_of("90"))
    silent = ordered_run(office, "07")
    beat = {
        "id": str(uuid4()),
        "event": "prefect.flow-run.heartbeat",
        "occurred": datetime.now(UTC).isoformat(),
        "resource": {"prefect.resource.id": silent},
        "payload": {},
    }
    ended = ordered_run(office, "07", state="COMPLETED")
    office.ask("/events", [beat, {**beat, "id": str(uuid4()), "resource": {"prefect.resource.id": ended}}])
    run = f"{office.at.api_url}/flow_runs/{silent.rpartition('.')[2]}"
    eventually(lambda: httpx.get(run, timeout=PATIENCE_SECONDS).json()["state"]["type"] == "CRASHED")
    # At once: real runs say less often that they live, and each found dead would start another one.
    put()
    eventually(lambda: len(office.runs_of("90")) > rounds)
    eventually(lambda: {"trouble": "crashed", "run": silent} in alerts(office))
    # A sign of life that comes after the end is followed by silence too, of which nothing may come.
    failed = {"event": {"name": ["prefect.automation.action.failed"]}}
    eventually(lambda: office.ask("/events/filter", {"filter": failed})["events"])
    assert len(office.runs_of("90")) == rounds + 1
    assert not [alert for alert in alerts(office) if alert.get("trouble") == "not_started"]


def test_an_event_that_becomes_no_run_alerts_the_officers(office: Office) -> None:
    """A template that meets what it cannot write; Prefect itself says so."""
    event = {
        "id": str(uuid4()),
        "event": "prefect.automation.action.failed",
        "occurred": datetime.now(UTC).isoformat(),
        "resource": {"prefect.resource.id": f"prefect.automation.{uuid4()}", "prefect.resource.name": "Việc khác"},
        "payload": {"reason": "Template error"},
    }
    own = {**event, "id": str(uuid4()), "resource": {**event["resource"], "prefect.resource.name": NOT_STARTED}}
    office.ask("/events", [own, event])
    eventually(lambda: {"trouble": "not_started", "said": "Việc khác: Template error"} in alerts(office))
    assert f"{NOT_STARTED}: Template error" not in [alert.get("said") for alert in alerts(office)]


NOT_STARTED = "Lượt chạy không khởi động được: báo cán bộ"


def test_the_clock_orders_the_rounds_and_the_mails(office: Office) -> None:
    def ordered(number: str) -> list[datetime]:
        wanted = {"deployments": {"id": {"any_": [office.deployment(number)["id"]]}}}
        runs = [run for run in office.ask("/flow_runs/filter", wanted) if run["auto_scheduled"]]
        return [datetime.fromisoformat(run["expected_start_time"]).astimezone(VIETNAM) for run in runs]

    eventually(lambda: ordered("90") and ordered("92"))
    assert {(at.hour, at.minute) for at in ordered("90")} == {(7, 30)}


@pytest.mark.parametrize("part", ["documents_server", "prefect worker start"])
def test_a_part_that_dies_comes_back(office: Office, part: str) -> None:
    (pid,) = pids_of(office, part)
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: pids_of(office, part) not in ([], [pid]))
    eventually(lambda: _answers(office.at.files_url))


def pids_of(office: Office, part: str) -> list[int]:
    return [pid for pid, said in processes_of(office.home).items() if part in said and "children" not in said]


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False


def test_sigterm_ends_everything_within_15_seconds_even_a_flow_that_runs(office: Office) -> None:
    """The last of this file: the office is closed afterwards."""
    run = order_a_long_run(office)
    eventually(
        lambda: (
            httpx.get(f"{office.at.api_url}/flow_runs/{run}", timeout=PATIENCE_SECONDS).json()["state"]["type"]
            == "RUNNING"
        )
    )
    assert any("prefect.engine" in said for said in processes_of(office.home).values())
    office.process.send_signal(signal.SIGTERM)
    # Its graces add up to less than 15 seconds; the rest is for a machine that does other things meanwhile.
    assert WORKER_STOP_SECONDS + STOP_SECONDS + DOCUMENTS_STOP_SECONDS < 15
    said, _ = office.process.communicate(timeout=PATIENCE_SECONDS)
    assert office.process.returncode == 0, said
    assert processes_of(office.home) == {}
    assert running_server(office.home) is None
    assert not (office.home / "run" / "server.json").exists()
    (database,) = (office.home / "prefect").glob("*.db")
    with closing(sqlite3.connect(database)) as connection:
        states = connection.execute("SELECT state_type FROM flow_run WHERE name = 'a long run'").fetchall()
    assert states == [("CRASHED",)], "nobody would know that it was cut short"


def order_a_long_run(office: Office) -> str:
    flow = office.ask("/flows/", {"name": "waiting"})
    like_ours = office.deployment("01")
    deployment = office.ask(
        "/deployments/",
        {
            "name": "waiting",
            "flow_id": flow["id"],
            "entrypoint": "tests.deployments.waiting_flow.waiting",
            "parameters": {"seconds": 600},
            "work_pool_name": like_ours["work_pool_name"],
            "job_variables": like_ours["job_variables"],
        },
    )
    return str(office.ask(f"/deployments/{deployment['id']}/create_flow_run", {"name": "a long run"})["id"])


def test_killed_itself_it_leaves_nothing_running_and_can_start_again(tmp_path: Path) -> None:
    ports = free_port(0), free_port(0)
    killed = start_up(tmp_path, *ports)
    try:
        log = tmp_path / "run" / "worker.log"
        eventually(lambda: log.exists() and "started" in log.read_text())
        killed.kill()
        killed.communicate(timeout=PATIENCE_SECONDS)
        eventually(lambda: processes_of(tmp_path) == {})
        assert running_server(tmp_path) is None
        again = start_up(tmp_path, *ports)
        eventually(lambda: running_server(tmp_path))
        assert "Ctrl-C" in stop_up(again)
        assert again.returncode == 0
    finally:
        stop_up(killed)
