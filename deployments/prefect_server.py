"""The Prefect server of a home: starting one, finding the one that `papiplan up` runs, connecting this process to it.

Not here: the worker, the deployments and the documents beside it (`up`), nor what is deployed (`deploying`).
"""

import os
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from http.client import HTTPException
from importlib.metadata import version
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from deployments.children import Child
from deployments.run_folder import Addresses, is_up, read_addresses, run_folder, try_lock
from papiplan import settings
from papiplan.settings import Settings

HOST = "127.0.0.1"
START_SECONDS = 120.0
STOP_SECONDS = 4.0
TURN_SECONDS = 600.0
"""How long a command waits for its turn while another one uses this home's Prefect database."""

HEARTBEAT_SECONDS = 30
"""How often a run says that it lives; four silences and `automations.yaml` takes it for dead."""

RUNS_KEPT = timedelta(days=90)
"""How long Prefect keeps the runs that have ended."""

_NOT_NEEDED_BY_ONE_COMMAND = (
    "SCHEDULER",
    "LATE_RUNS",
    "TRIGGERS",
    "PAUSE_EXPIRATIONS",
    "CANCELLATION_CLEANUP",
    "FOREMAN",
)


class ServerStartError(Exception):
    """The Prefect server of a home ended, or did not answer in time; the message is Vietnamese and names its log."""


def api_url_at(port: int) -> str:
    return f"http://{HOST}:{port}/api"


def environment(home: Path, api_url: str) -> dict[str, str]:
    """What any process needs to use a Prefect API on behalf of a home: Prefect's own files stay in the home."""
    login = settings.current().login
    return {
        **({"PREFECT_API_AUTH_STRING": login} if login else {}),
        "PREFECT_API_URL": api_url,
        "PREFECT_HOME": str(home.resolve() / "prefect"),
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
        "PREFECT_LOGGING_EXTRA_LOGGERS": "papiplan,tasks,flows",
        # Our own INFO lines reach a run's page only with the root at INFO; the console would then show every library's.
        "PREFECT_LOGGING_ROOT_LEVEL": "INFO",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


def start(home: Path, port: int, *, temporary: bool = False) -> Child:
    """Start a server on loopback; `temporary` leaves out what serves only people and schedules, and starts faster.

    It is not ready yet: see `wait_until_healthy`. The caller holds `own_prefect_database` and stops the child.
    """
    at, where = settings.current(), home.resolve() / "prefect"
    where.mkdir(parents=True, exist_ok=True)
    database = f"sqlite+aiosqlite:///{where}/prefect-{version('prefect')}.db"
    return Child(
        [
            sys.executable,
            "-m",
            "prefect",
            "server",
            "start",
            "--host",
            HOST if temporary else at.listen_on,
            "--port",
            str(port),
        ],
        {
            **environment(home, api_url_at(port)),
            # An office that outgrows SQLite names its PostgreSQL in Prefect's own variable.
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": os.environ.get(
                "PREFECT_SERVER_DATABASE_CONNECTION_URL", database
            ),
            "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
            # A round that finds another one running looks again after this long; Prefect would wait half a minute.
            "PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS": "5",
            # Behind a proxy of its own, an office names the address in Prefect's own variable.
            "PREFECT_SERVER_UI_API_URL": os.environ.get("PREFECT_SERVER_UI_API_URL", _browsers_url(at, port)),
            **({"PREFECT_SERVER_API_AUTH_STRING": at.login} if at.login else {}),
            # Nothing that counts is remembered there; the boards are published anew by each round.
            "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events" if temporary else "events,flow_runs",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(RUNS_KEPT.total_seconds()),
            "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
            "PREFECT_SERVER_UI_ENABLED": str(not temporary).lower(),
            **{
                f"PREFECT_SERVER_SERVICES_{name}_ENABLED": str(not temporary).lower()
                for name in _NOT_NEEDED_BY_ONE_COMMAND
            },
        },
        cwd=where,
        log=_log(home),
    )


def _browsers_url(at: Settings, port: int) -> str:
    """Where a browser reaches the API: on this machine, or under the name that it knows the documents by."""
    return f"http://{urlsplit(at.public_url).hostname}:{port}/api" if at.public_url else api_url_at(port)


def _log(home: Path) -> Path:
    return run_folder(home) / "prefect-server.log"


def wait_until_healthy(home: Path, api_url: str, server: Child) -> None:
    """Return when the server answers; ServerStartError when it ended or does not answer in time."""
    until = time.monotonic() + START_SECONDS
    while not is_healthy(api_url):
        if server.exit_code is not None or time.monotonic() > until:
            raise ServerStartError(f"Máy chủ Prefect không khởi động được; xem nhật ký {_log(home)}.")
        time.sleep(0.1)


def is_healthy(api_url: str) -> bool:
    """Whether a Prefect API answers there; never through a proxy, for it is on this machine."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{api_url}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, ValueError, HTTPException):
        return False


def free_port(preferred: int) -> int:
    """The preferred port if nobody listens on it, else any free one."""
    for port in (preferred, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe, suppress(OSError):
            # As servers do: a port whose last connections are still fading is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
            return int(probe.getsockname()[1])
    raise OSError("no free port on loopback")


def running_server(home: Path) -> Addresses | None:
    """Where `papiplan up` answers for this home; None when it does not, whatever an old file says."""
    addresses = read_addresses(home)
    return addresses if addresses and is_up(home) and is_healthy(addresses.api_url) else None


def own_prefect_database(home: Path) -> IO[bytes] | None:
    """The lock that one server of a home holds at a time: two on one SQLite file would lock each other out."""
    return try_lock(run_folder(home) / "prefect-server.lock")


@contextmanager
def api_for(home: Path) -> Iterator[str]:
    """Connect this process to a Prefect API for one command; yields its URL.

    That is PREFECT_API_URL where it is set, else the server of `papiplan up` on this home, else a temporary one that is
    stopped at the end. Commands that need a temporary one on the same home take turns.
    """
    # Prefect makes its folder, but not the home around it.
    (home / "prefect").mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        api_url = os.environ.get("PREFECT_API_URL") or _running_or_temporary(home, stack)
        stack.enter_context(connected(environment(home, api_url)))
        yield api_url


def _running_or_temporary(home: Path, stack: ExitStack) -> str:
    until = time.monotonic() + TURN_SECONDS
    while time.monotonic() < until:
        if addresses := running_server(home):
            return addresses.api_url
        if lock := own_prefect_database(home):
            stack.enter_context(lock)
            return _start_temporary(home, stack)
        time.sleep(0.2)
    raise ServerStartError(f"Máy chủ Prefect của {home} đang bận với lệnh khác quá lâu; đề nghị thử lại sau.")


def _start_temporary(home: Path, stack: ExitStack) -> str:
    port = free_port(0)
    server = start(home, port, temporary=True)
    stack.callback(server.stop, STOP_SECONDS)
    wait_until_healthy(home, api_url_at(port), server)
    return api_url_at(port)


@contextmanager
def connected(variables: Mapping[str, str]) -> Iterator[None]:
    """Let Prefect in this process work by these variables (`environment`), whether it is imported already or later."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        with _settings_of_imported_prefect(variables):
            try:
                yield
            finally:
                _send_what_is_queued()
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _settings_of_imported_prefect(variables: Mapping[str, str]) -> Iterator[None]:
    if "prefect" not in sys.modules:
        yield  # it will read the environment when it is imported
        return
    from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, PREFECT_HOME, temporary_settings

    named = (PREFECT_API_AUTH_STRING, PREFECT_API_URL, PREFECT_HOME)
    with temporary_settings({setting: variables[setting.name] for setting in named if setting.name in variables}):
        yield


def _send_what_is_queued() -> None:
    """Hand events and log lines to the server now: Prefect would do so when the process ends, to a stopped server."""
    if "prefect" not in sys.modules:
        return
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    EventsWorker.drain_all(timeout=10, at_exit=False)
    APILogWorker.drain_all(timeout=10, at_exit=False)
