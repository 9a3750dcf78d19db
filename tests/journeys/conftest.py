"""The office of the flow tests, for journeys that need no more; for the others everything that `papiplan up` runs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deployments.prefect_server import connected, environment, free_port
from deployments.run_folder import Addresses
from deployments.up import Running
from papiplan import settings
from papiplan.database import Database
from tests.flows.conftest import mailbox, office, prefect_api
from tests.flows.offices import without_heartbeats
from tests.smtp_server import SmtpServer, smtp_server

__all__ = ["mailbox", "office", "prefect_api"]

WATCHED = "cong-bo"
"""The folder of the home that is watched for publications."""


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    with smtp_server() as server:
        yield server


@pytest.fixture
def home_with_mail(tmp_path: Path, smtp: SmtpServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home whose settings this process has too: a virtual clock, a real mail server."""
    variables = {
        **{f"PAPIPLAN_{name.upper()}": "" for name in settings.Settings.model_fields},
        "PAPIPLAN_HOME": str(tmp_path),
        "PAPIPLAN_VIRTUAL_CLOCK": "1",
        "PAPIPLAN_SMTP_HOST": smtp.host,
        "PAPIPLAN_SMTP_PORT": str(smtp.port),
        "PAPIPLAN_SMTP_SECURITY": "none",
        "PAPIPLAN_MAIL_MODE": "live",
        "PAPIPLAN_WATCH_FOLDER": WATCHED,
        "PAPIPLAN_FILES_PORT": str(free_port(0)),
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings.current.cache_clear()
    yield tmp_path
    settings.current.cache_clear()


@contextmanager
def running_on(home: Path) -> Iterator[Addresses]:
    """Everything running on a home of these settings, this process connected to it."""
    running = Running(
        home,
        ui_port=free_port(0),
        files_port=settings.current().files_port,
        migrate=lambda: Database.migrated(settings.current().database).close(),
        schedules_active=False,
        variables={name: value for name, value in os.environ.items() if name.startswith("PAPIPLAN_")},
    )
    with running as addresses, connected(environment(home, addresses.api_url)), without_heartbeats():
        yield addresses


@pytest.fixture
def up(home_with_mail: Path) -> Iterator[Addresses]:
    with running_on(home_with_mail) as addresses:
        yield addresses
