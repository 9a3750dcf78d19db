"""With a password nothing is shown without it, and everything of ours goes on working with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from deployments.doctor_prefect import examine_prefect
from deployments.findings import Health
from deployments.prefect_server import free_port, running_server
from deployments.run_folder import Addresses
from papiplan import settings
from tests.deployments.processes import eventually, start_up, stop_up

pytestmark = pytest.mark.whole

LOGIN = ("vanthu", "mat-khau:1")


@dataclass(frozen=True)
class Office:
    home: Path
    at: Addresses


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A home with `papiplan up` on it, which asks for a password."""
    home = tmp_path_factory.mktemp("office")
    (home / "plans").mkdir()
    (home / "plans" / "tài liệu.txt").write_text("Tài liệu", encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PAPIPLAN_UI_USER", LOGIN[0])
        environment.setenv("PAPIPLAN_UI_PASSWORD", LOGIN[1])
        settings.current.cache_clear()
        process = start_up(home, free_port(0), free_port(0))
        try:
            eventually(lambda: running_server(home))
            at = running_server(home)
            assert at is not None
            yield Office(home, at)
        finally:
            stop_up(process)
    settings.current.cache_clear()


@pytest.mark.parametrize("login", [None, (LOGIN[0], "khong-dung"), ("khac", LOGIN[1])])
def test_without_the_password_nothing_is_shown(office: Office, login: tuple[str, str] | None) -> None:
    with httpx.Client(auth=login) as browser:
        assert browser.post(f"{office.at.api_url}/deployments/filter", json={}).status_code == 401
        refused = browser.get(f"{office.at.files_url}/tài liệu.txt")
    assert (refused.status_code, "Tài liệu" in refused.text) == (401, False)
    assert refused.headers["WWW-Authenticate"].startswith("Basic ")


def test_with_the_password_everything_is(office: Office) -> None:
    with httpx.Client(auth=LOGIN) as browser:
        assert browser.post(f"{office.at.api_url}/deployments/filter", json={}).status_code == 200
        assert browser.get(f"{office.at.files_url}/tài liệu.txt").text == "Tài liệu"


def test_our_own_processes_know_it(office: Office) -> None:
    eventually(lambda: all(finding.health is Health.WELL for finding in examine_prefect(office.home)))
