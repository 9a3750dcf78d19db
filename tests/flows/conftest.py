"""One real Prefect server for all flow tests, and an office of its own for each."""

from collections.abc import Iterator
from contextlib import ExitStack
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


@pytest.fixture
def office(prefect_api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office on an empty home with a virtual clock and a real mail server."""
    assert prefect_api
    with smtp_server() as smtp:
        for name in settings.Settings.model_fields:
            monkeypatch.delenv(f"PAPIPLAN_{name.upper()}", raising=False)
        monkeypatch.setenv("PAPIPLAN_HOME", str(tmp_path / "home"))
        monkeypatch.setenv("PAPIPLAN_VIRTUAL_CLOCK", "1")
        monkeypatch.setenv("PAPIPLAN_SMTP_HOST", smtp.host)
        monkeypatch.setenv("PAPIPLAN_SMTP_PORT", str(smtp.port))
        monkeypatch.setenv("PAPIPLAN_SMTP_SECURITY", "none")
        monkeypatch.setenv("PAPIPLAN_MAIL_MODE", "live")
        monkeypatch.setenv("PAPIPLAN_SOFFICE", str(tmp_path / "soffice"))  # none, but where a test puts one there
        settings.current.cache_clear()
        yield Office(tmp_path / "home", smtp)
        settings.current.cache_clear()


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
