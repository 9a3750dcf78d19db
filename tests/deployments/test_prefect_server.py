"""Laws of a home's Prefect server: which one a command uses, and that temporary ones take turns and leave nothing."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from deployments.prefect_server import HOST, api_for, connected, environment, free_port, running_server
from deployments.run_folder import Addresses, leave_addresses, read_addresses, run_folder, try_lock, up_lock
from tests.deployments.processes import is_alive, processes_of

A_COMMAND = """
import json, logging, sys, time
from pathlib import Path
from deployments.prefect_server import api_for

with api_for(Path(sys.argv[1])) as api_url:
    began = time.time()
    from prefect import flow
    from prefect.events import emit_event

    @flow(name=sys.argv[2])
    def act() -> None:
        logging.getLogger("papiplan.test").info("đã ghi %s", sys.argv[2])
        emit_event("papiplan.test", resource={"prefect.resource.id": sys.argv[2]})

    act()
    ended = time.time()
print(json.dumps([api_url, began, ended]))
"""


def gone_pid() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_prefect_s_own_files_lie_in_the_home_and_nothing_is_reported_to_anybody(tmp_path: Path) -> None:
    variables = environment(tmp_path, "http://127.0.0.1:4200/api")
    assert variables["PREFECT_HOME"] == str(tmp_path / "prefect")
    assert variables["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert variables["DO_NOT_TRACK"] == "1"


def test_the_preferred_port_is_taken_when_it_is_free() -> None:
    port = free_port(0)
    assert free_port(port) == port


def test_a_taken_port_is_replaced_by_a_free_one() -> None:
    with socket.create_server((HOST, 0)) as other:
        taken = other.getsockname()[1]
        assert free_port(taken) not in (taken, 0)


def test_a_lock_has_one_holder_at_a_time(tmp_path: Path) -> None:
    held = try_lock(tmp_path / "lock")
    assert held is not None
    assert try_lock(tmp_path / "lock") is None
    held.close()
    again = try_lock(tmp_path / "lock")
    assert again is not None
    again.close()


def test_addresses_are_read_as_they_were_left(tmp_path: Path) -> None:
    run_folder(tmp_path)
    addresses = Addresses("http://127.0.0.1:1/api", "http://127.0.0.1:1", "http://127.0.0.1:2", 12)
    leave_addresses(tmp_path, addresses)
    assert read_addresses(tmp_path) == addresses
    left = json.loads((tmp_path / "run" / "server.json").read_text())
    assert {"api_url", "ui_url", "files_url", "pid"} <= left.keys()


@pytest.mark.parametrize(
    "left",
    [
        None,
        "",
        "{",
        "[]",
        '{"api_url": "http://127.0.0.1:1/api"}',
        '{"api_url": "http://127.0.0.1:1/api", "ui_url": "", "files_url": "", "pid": GONE}',
        '{"api_url": "http://127.0.0.1:1/api", "ui_url": "", "files_url": "", "pid": OURS}',
        '{"api_url": "nonsense", "ui_url": "", "files_url": "", "pid": OURS}',
    ],
)
def test_an_address_where_nobody_answers_is_no_server(tmp_path: Path, left: str | None) -> None:
    if left is not None:
        text = left.replace("GONE", str(gone_pid())).replace("OURS", str(os.getpid()))
        (run_folder(tmp_path) / "server.json").write_text(text)
    assert running_server(tmp_path) is None


class WellServer(BaseHTTPRequestHandler):
    """Whatever it is asked, it is well."""

    def do_GET(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing: tests say enough."""


def test_the_server_of_another_home_is_not_ours_whatever_an_old_file_says(tmp_path: Path) -> None:
    run_folder(tmp_path)
    with ThreadingHTTPServer((HOST, 0), WellServer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        left = Addresses(f"http://{HOST}:{server.server_port}/api", "", "", os.getpid())
        leave_addresses(tmp_path, left)
        assert running_server(tmp_path) is None
        lock = up_lock(tmp_path)
        assert lock is not None
        with lock:
            assert running_server(tmp_path) == left
        server.shutdown()


def test_the_environment_is_as_before_after_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_HOME", "/before")
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with connected({"PREFECT_HOME": "/within", "PREFECT_API_URL": "http://127.0.0.1:1/api"}):
        assert os.environ["PREFECT_HOME"] == "/within"
        assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:1/api"
    assert os.environ["PREFECT_HOME"] == "/before"
    assert "PREFECT_API_URL" not in os.environ


def test_prefect_imported_earlier_follows_the_connection_too(tmp_path: Path) -> None:
    from prefect.settings import PREFECT_API_URL, PREFECT_HOME

    with connected(environment(tmp_path, "http://127.0.0.1:1/api")):
        assert PREFECT_API_URL.value() == "http://127.0.0.1:1/api"
        assert PREFECT_HOME.value() == tmp_path / "prefect"
    assert PREFECT_API_URL.value() != "http://127.0.0.1:1/api"


def test_an_api_that_the_environment_names_is_used_and_nothing_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    with api_for(tmp_path) as api_url:
        assert api_url == "http://127.0.0.1:1/api"
        assert os.environ["PREFECT_HOME"] == str(tmp_path / "prefect")
    # Prefect, once imported, makes its own folder; a server would leave its log and its lock in `run`.
    assert not (tmp_path / "run").exists()


def test_two_commands_at_once_take_turns_and_leave_their_reports_but_no_process(tmp_path: Path) -> None:
    home, users_home = tmp_path / "home", tmp_path / "users-home"
    users_home.mkdir()
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    commands = [
        subprocess.Popen(
            [sys.executable, "-c", A_COMMAND, str(home), name],
            env=variables | {"HOME": str(users_home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("first", "second")
    ]
    outcomes = [command.communicate() for command in commands]
    assert [command.returncode for command in commands] == [0, 0], outcomes
    turns = sorted(json.loads(said)[1:] for said, _ in outcomes)
    assert turns[0][1] < turns[1][0], "two servers worked on one database at the same time"
    assert processes_of(home) == {}
    assert list(users_home.iterdir()) == []
    (database,) = (home / "prefect").glob("*.db")
    with closing(sqlite3.connect(database)) as connection:
        runs = connection.execute("SELECT f.name, r.state_type FROM flow_run r JOIN flow f ON f.id = r.flow_id")
        assert sorted(runs) == [("first", "COMPLETED"), ("second", "COMPLETED")]
        lines = connection.execute("SELECT message FROM log WHERE name = 'papiplan.test'")
        assert sorted(lines) == [("đã ghi first",), ("đã ghi second",)]
        events = connection.execute("SELECT count(*) FROM events WHERE event = 'papiplan.test'")
        assert events.fetchone() == (2,)
    assert not is_alive(commands[0].pid)
