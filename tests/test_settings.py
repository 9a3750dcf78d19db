"""A wrong variable stops the start, named with its remedy; no password is ever shown."""

import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from papiplan import settings
from papiplan.settings import MailMode, MailSecurity, Settings, SettingsError


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PAPIPLAN_")]:
        monkeypatch.delenv(name)


def read(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    """The settings of an environment that holds these variables alone."""
    for name, value in variables.items():
        monkeypatch.setenv(f"PAPIPLAN_{name}", value)
    return settings.read()


def test_without_any_variable_everything_has_its_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    found = settings.read()
    assert found.home == tmp_path / "var"
    assert found.database == f"sqlite:///{tmp_path}/var/papiplan.db"
    assert found.storage == f"file://{tmp_path}/var/files"
    assert (found.plans_folder, found.inbox("p")) == (tmp_path / "var" / "plans", tmp_path / "var" / "inbox" / "p")
    assert (found.smtp_host, found.smtp_port, found.smtp_security) == ("", 587, MailSecurity.STARTTLS)
    assert (found.ui_port, found.files_port) == (4200, 4201)
    assert (found.mail_mode, found.virtual_clock) == (MailMode.TRIAL, False)
    assert (found.mail_per_minute, found.mail_per_day) == (30, 2000)


def test_on_a_virtual_clock_mails_are_limited_only_where_a_limit_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, VIRTUAL_CLOCK="1", MAIL_PER_DAY="7")
    assert (found.mail_per_minute, found.mail_per_day) == (0, 7)


def test_a_variable_that_is_set_to_nothing_is_as_if_it_were_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    default = settings.read()
    assert read(monkeypatch, **{name.upper(): "" for name in Settings.model_fields}) == default


def test_what_is_set_is_what_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = read(
        monkeypatch,
        HOME=str(tmp_path),
        DATABASE_URL="postgresql+psycopg://papi:secret@db/papi",
        STORAGE_URL="memory://files",
        MAIL_FROM="papi@sadec.example",
        SMTP_HOST="mail.sadec.example",
        SMTP_PORT="465",
        SMTP_USER="papi",
        SMTP_PASSWORD="secret",
        SMTP_SECURITY="ssl",
        UI_PORT="80",
        FILES_PORT="65535",
        MAIL_MODE="live",
        MAIL_PER_MINUTE="20",
        MAIL_PER_DAY="0",
        VIRTUAL_CLOCK="1",
    )
    assert found == Settings(
        home=tmp_path,
        database_url="postgresql+psycopg://papi:secret@db/papi",
        storage_url="memory://files",
        mail_from="papi@sadec.example",
        smtp_host="mail.sadec.example",
        smtp_port=465,
        smtp_user="papi",
        smtp_password=SecretStr("secret"),
        smtp_security=MailSecurity.SSL,
        ui_port=80,
        files_port=65535,
        mail_mode=MailMode.LIVE,
        mail_per_minute=20,
        mail_per_day=0,
        virtual_clock=True,
    )
    assert (found.database, found.storage) == (found.database_url, "memory://files")


WRONG = [
    ("HOME", "~nobody-of-this-name/papi", "the folder that holds everything"),
    ("HOME", __file__, "the folder that holds everything"),
    ("HOME", "x" * 5000, "the folder that holds everything"),
    ("DATABASE_URL", "papiplan.db", "sqlite:///"),
    ("DATABASE_URL", "mysql://localhost/papi", "sqlite:///"),
    ("DATABASE_URL", "postgresql://localhost/papi", "postgresql+psycopg://"),
    ("DATABASE_URL", "postgresql+psycopg://papi@localhost:port/papi", "postgresql+psycopg://"),
    ("DATABASE_URL", "sqlite://", "memory"),
    ("DATABASE_URL", "sqlite:///:memory:", "memory"),
    ("STORAGE_URL", "/srv/files", "file:///srv/papiplan/files"),
    ("STORAGE_URL", "nosuch://files", "file:///srv/papiplan/files"),
    ("MAIL_FROM", "Phòng Nội vụ", "papi@example.vn"),
    ("MAIL_FROM", "papi@localhost", "papi@example.vn"),
    ("MAIL_FROM", "papi@sadec.example, nv@sadec.example", "papi@example.vn"),
    ("MAIL_FROM", "papi@sadec.example\nBcc: x@sadec.example", "papi@example.vn"),
    ("SMTP_HOST", "smtp://mail.sadec.example", "mail server's name"),
    ("SMTP_HOST", "mail sadec", "mail server's name"),
    ("SMTP_PORT", "0", "a port from 1 to 65535"),
    ("SMTP_PORT", "smtp", "a port from 1 to 65535"),
    ("SMTP_SECURITY", "tls", "starttls, ssl or none"),
    ("UI_PORT", "65536", "a port from 1 to 65535"),
    ("FILES_PORT", "-1", "a port from 1 to 65535"),
    ("MAIL_FROM", "phòng@sadec.example", "papi@example.vn"),
    ("MAIL_MODE", "test", "trial, approval or live"),
    ("MAIL_PER_MINUTE", "-1", "the most mails in a minute"),
    ("MAIL_PER_DAY", "many", "the most mails in 24 hours"),
    ("VIRTUAL_CLOCK", "maybe", "1 to accept"),
    ("LISTEN_ON", "192.168.1.7", "0.0.0.0 for the office's network"),
    ("PUBLIC_URL", "10.0.0.5:4201", "such as http://10.0.0.5:4201"),
    ("UI_USER", "văn thư", "no colon"),
    ("UI_USER", "van:thu", "no colon"),
    ("UI_PASSWORD", "mật khẩu", "printable ASCII"),
]


@pytest.mark.parametrize(("name", "value", "remedy"), WRONG, ids=[f"{name}={value[:40]!r}" for name, value, _ in WRONG])
def test_a_wrong_variable_is_named_with_what_it_may_hold(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, remedy: str
) -> None:
    with pytest.raises(SettingsError) as stopped:
        read(monkeypatch, **{name: value})
    assert str(stopped.value).startswith(f"PAPIPLAN_{name}")
    assert remedy in str(stopped.value)
    assert len(str(stopped.value).splitlines()) == 1


def test_everything_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as stopped:
        read(monkeypatch, UI_PORT="x", SMTP_PORT="y", MAIL_MODE="z")
    named = [line.partition("=")[0] for line in str(stopped.value).splitlines()]
    assert named == ["PAPIPLAN_SMTP_PORT", "PAPIPLAN_UI_PORT", "PAPIPLAN_MAIL_MODE"]


@pytest.mark.parametrize("host", ["mail.sadec.example", "10.0.0.1", "127.0.0.1.sadec.example"])
def test_a_mail_password_never_goes_over_the_network_in_the_clear(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    with pytest.raises(SettingsError, match=r"PAPIPLAN_SMTP_USER .* set PAPIPLAN_SMTP_SECURITY") as stopped:
        read(monkeypatch, SMTP_HOST=host, SMTP_USER="papi", SMTP_PASSWORD="secret", SMTP_SECURITY="none")
    assert "secret" not in str(stopped.value)


@pytest.mark.parametrize(
    "variables",
    [
        {"SMTP_HOST": "127.0.0.1", "SMTP_USER": "papi", "SMTP_SECURITY": "none"},
        {"SMTP_HOST": "localhost", "SMTP_USER": "papi", "SMTP_SECURITY": "none"},
        {"SMTP_HOST": "::1", "SMTP_USER": "papi", "SMTP_SECURITY": "none"},
        {"SMTP_HOST": "mail.sadec.example", "SMTP_SECURITY": "none"},
        {"SMTP_HOST": "mail.sadec.example", "SMTP_USER": "papi", "SMTP_SECURITY": "ssl"},
    ],
)
def test_loopback_no_login_or_a_protected_line_are_well(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    assert read(monkeypatch, **variables).smtp_host == variables["SMTP_HOST"]


OPEN = {"LISTEN_ON": "0.0.0.0", "PUBLIC_URL": "http://10.0.0.5:4201", "UI_USER": "papi", "UI_PASSWORD": "secret"}


def test_with_a_password_and_a_name_others_may_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, **OPEN)
    assert (found.listen_on, found.documents_url, found.login) == ("0.0.0.0", OPEN["PUBLIC_URL"], "papi:secret")


@pytest.mark.parametrize(
    ("missing", "wanted"),
    [(["UI_USER", "UI_PASSWORD"], "lets everybody in"), (["PUBLIC_URL"], "lets everybody in"),
     (["UI_USER"], "belong together"), (["UI_PASSWORD"], "belong together")],
)  # fmt: skip
def test_without_them_nobody_else_does(monkeypatch: pytest.MonkeyPatch, missing: list[str], wanted: str) -> None:
    with pytest.raises(SettingsError, match=wanted) as stopped:
        read(monkeypatch, **{name: value for name, value in OPEN.items() if name not in missing})
    assert "secret" not in str(stopped.value)


def test_the_two_servers_have_a_port_each(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="PAPIPLAN_UI_PORT and PAPIPLAN_FILES_PORT are the same"):
        read(monkeypatch, FILES_PORT="4200")


def test_no_password_stands_in_what_settings_print_of_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(
        monkeypatch,
        SMTP_PASSWORD="sesame",
        DATABASE_URL="postgresql+psycopg://papi:sesame@db/papi",
        STORAGE_URL="memory://papi:sesame@files",
    )
    assert "sesame" not in f"{found!r} {found}"
    assert found.smtp_password.get_secret_value() == "sesame"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://papi:sesame@db/papi"),
        ("DATABASE_URL", "postgresql+psycopg://papi:x@db:sesame/papi"),
        ("STORAGE_URL", "nosuch://papi:sesame@files"),
    ],
)
def test_no_password_stands_in_an_error(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    with pytest.raises(SettingsError) as stopped:
        read(monkeypatch, **{name: value})
    assert "sesame" not in str(stopped.value)


def test_a_protocol_whose_package_is_not_installed_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match=r"PAPIPLAN_STORAGE_URL cannot be used \(Install s3fs"):
        read(monkeypatch, STORAGE_URL="s3://papi/files")


def test_the_settings_of_a_process_are_read_once_and_never_change(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.current.cache_clear()
    first = settings.current()
    monkeypatch.setenv("PAPIPLAN_UI_PORT", "5000")
    assert settings.current() is first
    settings.current.cache_clear()
    with pytest.raises(ValueError, match="frozen"):
        setattr(first, "ui_port", 1)  # noqa: B010 - the type says so too
