"""One real Prefect server for all flow tests, and an office of its own for each."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from deployments import prefect_server
from deployments.demo.mailbox_server import MailboxServer, mailbox_server
from papiplan import settings
from tests.flows.offices import Office, without_heartbeats
from tests.smtp_server import smtp_server

_WRITERS = ("EVENT_PERSISTER", "TASK_RUN_RECORDER", "REPOSSESSOR", "CLEANUP_RECONCILER")
"""What of the server writes in the background. No test here reads it, and a flow's run that meets its lock on the
database waits for two seconds.
"""


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Prefect server of this session's own, to which this process is connected."""
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as environment:
            for writer in _WRITERS:
                environment.setenv(f"PREFECT_SERVER_SERVICES_{writer}_ENABLED", "false")
            api_url = stack.enter_context(prefect_server.api_for(tmp_path_factory.mktemp("prefect")))
        stack.enter_context(without_heartbeats())
        yield api_url


@contextmanager
def _opened(folder: Path, environment: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office on an empty home with a virtual clock and a real mail server."""
    with smtp_server() as smtp:
        for name in settings.Settings.model_fields:
            environment.delenv(f"PAPIPLAN_{name.upper()}", raising=False)
        environment.setenv("PAPIPLAN_HOME", str(folder / "home"))
        environment.setenv("PAPIPLAN_VIRTUAL_CLOCK", "1")
        environment.setenv("PAPIPLAN_SMTP_HOST", smtp.host)
        environment.setenv("PAPIPLAN_SMTP_PORT", str(smtp.port))
        environment.setenv("PAPIPLAN_SMTP_SECURITY", "none")
        environment.setenv("PAPIPLAN_MAIL_MODE", "live")
        environment.setenv("PAPIPLAN_SOFFICE", str(folder / "soffice"))  # none, but where a test puts one there
        settings.current.cache_clear()
        yield Office(folder / "home", smtp)
        settings.current.cache_clear()


@pytest.fixture
def office(prefect_api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office of one test's own."""
    assert prefect_api
    with _opened(tmp_path, monkeypatch) as opened:
        yield opened


@pytest.fixture(scope="module")
def read_office(prefect_api: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office whose year the tests of a module only read."""
    assert prefect_api
    with pytest.MonkeyPatch.context() as environment, _opened(tmp_path_factory.mktemp("office"), environment) as opened:
        yield opened


@pytest.fixture
def mailbox(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailboxServer]:
    """The office's mailbox: a real IMAP server."""
    assert office
    with mailbox_server() as server:
        monkeypatch.setenv("PAPIPLAN_IMAP_HOST", server.host)
        monkeypatch.setenv("PAPIPLAN_IMAP_PORT", str(server.port))
        monkeypatch.setenv("PAPIPLAN_IMAP_USER", server.user)
        monkeypatch.setenv("PAPIPLAN_IMAP_PASSWORD", server.password)
        monkeypatch.setenv("PAPIPLAN_IMAP_SECURITY", "none")
        settings.current.cache_clear()
        yield server
