"""What the doctor finds: what is wrong with its remedy, what is merely absent, and no harm in looking twice."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deployments.demo.mailbox_server import mailbox_server
from deployments.doctor import examine, is_well
from deployments.findings import Finding, Health
from papiplan import settings
from papiplan.database import Database
from tests.deployments.test_cli import papiplan
from tests.smtp_server import smtp_server

WELL, ABSENT, WRONG = Health.WELL, Health.ABSENT, Health.WRONG
DATABASE, STORE, SMTP, IMAP, SERVER = (
    "Cơ sở dữ liệu",
    "Kho tệp",
    "Máy chủ gửi thư (SMTP)",
    "Hộp thư nhận (IMAP)",
    "Máy chủ Prefect",
)

Doctor = Callable[..., dict[str, Finding]]


@pytest.fixture
def doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Doctor]:
    """Examines a home with these settings; findings by what was looked at."""

    def examined(**variables: str) -> dict[str, Finding]:
        for name, value in {"HOME": str(tmp_path / "home"), **variables}.items():
            monkeypatch.setenv(f"PAPIPLAN_{name}", value)
        settings.current.cache_clear()
        return {finding.what: finding for finding in examine()}

    yield examined
    settings.current.cache_clear()


def test_on_an_empty_home_what_is_optional_is_absent_and_up_is_wanted(doctor: Doctor) -> None:
    found = doctor()
    assert {what: found[what].health for what in (DATABASE, STORE, SMTP, IMAP, SERVER)} == {
        DATABASE: WRONG, STORE: WELL, SMTP: ABSENT, IMAP: ABSENT, SERVER: WRONG,
    }  # fmt: skip
    assert found[SERVER].line() == (
        "Lỗi      Máy chủ Prefect: papiplan up chưa chạy hoặc chưa sẵn sàng trên thư mục này. "
        "Cách xử lý: chạy papiplan up."
    )
    assert not is_well(found.values())


def test_a_database_of_this_version_is_well(doctor: Doctor, tmp_path: Path) -> None:
    Database.migrated(f"sqlite:///{tmp_path / 'home' / 'papiplan.db'}").close()
    assert doctor()[DATABASE].health is WELL


@pytest.mark.parametrize(
    ("variable", "value", "what"),
    [
        ("DATABASE_URL", "sqlite:///{home}/plain.txt", DATABASE),
        ("STORAGE_URL", "file://{home}/plain.txt/files", STORE),
    ],
)
def test_what_cannot_be_opened_is_said_with_its_remedy(
    doctor: Doctor, tmp_path: Path, variable: str, value: str, what: str
) -> None:
    (tmp_path / "plain.txt").write_text("Đây không phải là cơ sở dữ liệu.", encoding="utf-8")
    found = doctor(**{variable: value.format(home=tmp_path)})[what]
    assert (found.health, f"PAPIPLAN_{variable}" in found.remedy) == (WRONG, True)


def test_wrong_settings_are_all_that_is_looked_at(doctor: Doctor) -> None:
    (found,) = doctor(SMTP_PORT="0", MAIL_MODE="thật").values()
    assert found.health is WRONG
    assert "PAPIPLAN_SMTP_PORT" in found.seen
    assert "PAPIPLAN_MAIL_MODE" in found.seen


def test_a_mail_server_is_logged_in_to_and_nothing_is_sent(doctor: Doctor) -> None:
    with smtp_server() as server:
        variables = {"SMTP_HOST": server.host, "SMTP_PORT": str(server.port), "SMTP_SECURITY": "none"}
        assert doctor(**variables)[SMTP].health is WELL
    assert (server.connections, server.mails) == (1, [])
    assert doctor(**variables)[SMTP].health is WRONG


def test_a_mailbox_is_logged_in_to(doctor: Doctor) -> None:
    with mailbox_server() as server:
        variables = {"IMAP_HOST": server.host, "IMAP_PORT": str(server.port), "IMAP_USER": server.user}
        variables |= {"IMAP_SECURITY": "none", "IMAP_PASSWORD": server.password}
        assert doctor(**variables)[IMAP].health is WELL
        refused = doctor(**variables | {"IMAP_PASSWORD": "khác"})[IMAP]
    assert (refused.health, "PAPIPLAN_IMAP_USER" in refused.seen) == (WRONG, True)


def test_the_command_prints_a_line_each_and_ends_with_one_while_up_does_not_run(tmp_path: Path) -> None:
    plain, as_json = papiplan(tmp_path, "doctor"), papiplan(tmp_path, "doctor", "--json")
    findings = json.loads(as_json.stdout)["findings"]
    assert (plain.returncode, as_json.returncode, plain.stderr) == (1, 1, "")
    assert [line[:8].strip() for line in plain.stdout.splitlines()] == [Health(f["health"]).label for f in findings]
