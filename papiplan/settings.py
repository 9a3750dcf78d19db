"""What the environment says, read once into one object; a wrong value stops the start, named, with the remedy.

Nothing else in papiplan touches the environment. Not here: what a plan says about itself (`domain.plans`).
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from fsspec import get_filesystem_class
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


class MailSecurity(StrEnum):
    """How the connection to a mail server is protected."""

    STARTTLS = "starttls"
    SSL = "ssl"
    NONE = "none"


class MailMode(StrEnum):
    """Whom mails really go to: the plan's officers alone, the units once an officer has approved, or the units."""

    TRIAL = "trial"
    APPROVAL = "approval"
    LIVE = "live"


class SettingsError(Exception):
    """The environment holds a value that papiplan cannot work with; the message names each with its remedy."""


_HOST = r"^[^\s/@,;]*$"
_URL = r"^$|^https?://[^\s/@,;]+$"
# ASCII only: a mail server need not take any other address.
_ADDRESS = r"^$|^[!-~&&[^@,;<>]]+@[!-~&&[^@,;<>]]+\.[!-~&&[^@,;<>.]]+$"


def _pace(read: Mapping[str, object], usual: int) -> int:
    """The usual limit of a mail provider; on a virtual clock a year's mails leave in minutes, so there is none."""
    return 0 if read.get("virtual_clock") else usual


class Settings(BaseSettings):
    """papiplan's settings, each from the variable PAPIPLAN_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="PAPIPLAN_", frozen=True, env_ignore_empty=True)

    home: Path = Field(Path("var"), description="the folder that holds everything papiplan keeps")
    database_url: str = Field("", repr=False, description="a SQLAlchemy address: sqlite:///… or postgresql+psycopg://…")
    storage_url: str = Field(
        "", repr=False, description="an fsspec address of a folder, such as file:///srv/papiplan/files"
    )
    mail_from: str = Field(
        "", pattern=_ADDRESS, description="the address that mails come from, such as papi@example.vn"
    )
    smtp_host: str = Field("", pattern=_HOST, description="the mail server's name; empty while mail is not configured")
    smtp_port: int = Field(587, ge=1, le=65535, description="a port from 1 to 65535")
    smtp_user: str = Field("", description="the mail server's account; empty for none")
    smtp_password: SecretStr = Field(SecretStr(""), repr=False, description="the mail account's password")
    smtp_security: MailSecurity = Field(MailSecurity.STARTTLS, description="starttls, ssl or none")
    imap_host: str = Field("", pattern=_HOST, description="the mailbox server's name; empty while there is no mailbox")
    imap_port: int = Field(993, ge=1, le=65535, description="a port from 1 to 65535")
    imap_user: str = Field("", description="the mailbox's account")
    imap_password: SecretStr = Field(SecretStr(""), repr=False, description="the mailbox's password")
    imap_security: MailSecurity = Field(MailSecurity.SSL, description="ssl, starttls or none")
    imap_folder: str = Field("INBOX", min_length=1, description="the mailbox's folder that mails arrive in")
    ui_port: int = Field(4200, ge=1, le=65535, description="a port from 1 to 65535")
    files_port: int = Field(4201, ge=1, le=65535, description="a port from 1 to 65535")
    soffice: str = Field(
        "soffice", description="LibreOffice's program for PDF files, by its name on the PATH or its full path"
    )
    listen_on: Literal["127.0.0.1", "0.0.0.0"] = Field(
        "127.0.0.1", description="127.0.0.1 for this machine alone, 0.0.0.0 for the office's network"
    )
    public_url: str = Field(
        "", pattern=_URL, description="the address of the documents as browsers reach it, such as http://10.0.0.5:4201"
    )
    ui_user: str = Field(
        "", pattern=r"^[!-9;-~]*$", description="who may see UI and documents: letters and digits of ASCII, no colon"
    )
    ui_password: SecretStr = Field(SecretStr(""), repr=False, description="the UI's password, in printable ASCII")
    mail_mode: MailMode = Field(MailMode.TRIAL, description="trial, approval or live")
    watch_folder: str = Field(
        "", description="the folder that is watched for publications; a relative one lies in the home"
    )
    virtual_clock: bool = Field(False, description="1 to accept a stated now that is not the present, else 0")
    mail_per_minute: int = Field(
        default_factory=lambda read: _pace(read, 30), ge=0, description="the most mails in a minute; 0 for no limit"
    )
    mail_per_day: int = Field(
        default_factory=lambda read: _pace(read, 2000), ge=0, description="the most mails in 24 hours; 0 for no limit"
    )

    @field_validator("home")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        try:
            home = home.expanduser().absolute()
            is_something_else = home.exists() and not home.is_dir()
        except (RuntimeError, OSError) as error:
            raise ValueError(str(error)) from error
        if is_something_else:
            raise ValueError("that is a file")
        return home

    @field_validator("database_url")
    @classmethod
    def _supported_database(cls, url: str) -> str:
        if not url:
            return url
        try:
            address = make_url(url)
        except (ArgumentError, ValueError) as error:
            raise ValueError("not a database address") from error
        if address.drivername not in ("sqlite", "postgresql+psycopg"):
            raise ValueError(f"{address.drivername} is not supported")
        if address.drivername == "sqlite" and address.database in (None, "", ":memory:"):
            raise ValueError("a database in memory is gone with its process")
        return url

    @field_validator("ui_password")
    @classmethod
    def _typed_in_a_browser(cls, password: SecretStr) -> SecretStr:
        # Browsers send other letters in more than one way, and Prefect compares none of them.
        plain = password.get_secret_value()
        if not (plain.isascii() and (plain.isprintable() or not plain)):
            raise ValueError("it has letters beyond ASCII")
        return password

    @field_validator("storage_url")
    @classmethod
    def _known_protocol(cls, url: str) -> str:
        if not url:
            return url
        if not urlsplit(url).scheme:
            raise ValueError("it does not begin with a protocol")
        try:
            get_filesystem_class(urlsplit(url).scheme)
        except ImportError as error:
            raise ValueError(str(error)) from error
        return url

    @model_validator(mode="after")
    def _login_needs_protection(self) -> Self:
        if self.smtp_user and self.smtp_security is MailSecurity.NONE and self.smtp_host not in _LOOPBACK:
            raise ValueError("PAPIPLAN_SMTP_USER would send its password in the clear: set PAPIPLAN_SMTP_SECURITY")
        if self.imap_host and self.imap_security is MailSecurity.NONE and self.imap_host not in _LOOPBACK:
            raise ValueError("PAPIPLAN_IMAP_PASSWORD would be sent in the clear: set PAPIPLAN_IMAP_SECURITY")
        return self

    @model_validator(mode="after")
    def _others_need_a_password(self) -> Self:
        if bool(self.ui_user) != bool(self.ui_password.get_secret_value()):
            raise ValueError("PAPIPLAN_UI_USER and PAPIPLAN_UI_PASSWORD belong together: set both or neither")
        if self.listen_on not in _LOOPBACK and not (self.ui_user and self.public_url):
            raise ValueError(
                f"PAPIPLAN_LISTEN_ON={self.listen_on} lets everybody in: set PAPIPLAN_UI_USER, PAPIPLAN_UI_PASSWORD "
                "and PAPIPLAN_PUBLIC_URL"
            )
        return self

    @model_validator(mode="after")
    def _two_servers_two_ports(self) -> Self:
        if self.ui_port == self.files_port:
            raise ValueError("PAPIPLAN_UI_PORT and PAPIPLAN_FILES_PORT are the same: give each server its own port")
        return self

    @property
    def database(self) -> str:
        """The address of the product's database."""
        return self.database_url or f"sqlite:///{self.home / 'papiplan.db'}"

    @property
    def storage(self) -> str:
        """The address of the folder that keeps files by their hash."""
        return self.storage_url or f"file://{self.home / 'files'}"

    @property
    def login(self) -> str:
        """What UI and documents ask of a browser, as "user:password"; empty where only this machine reaches them."""
        return f"{self.ui_user}:{self.ui_password.get_secret_value()}" if self.ui_user else ""

    @property
    def documents_url(self) -> str:
        """The address of the documents, for links."""
        return self.public_url or f"http://127.0.0.1:{self.files_port}"

    @property
    def ui_url(self) -> str:
        """The address of Prefect's UI, for links: on the machine that has the documents."""
        at = urlsplit(self.documents_url)
        return f"{at.scheme}://{at.hostname}:{self.ui_port}"

    @property
    def plans_folder(self) -> Path:
        """The readable tree: a view of the database that any round can rewrite."""
        return self.home / "plans"

    @property
    def publications_folder(self) -> Path:
        """Where files with the published index may turn up."""
        return self.home / (self.watch_folder or "cong-bo")

    def inbox(self, plan: str) -> Path:
        """Where files for a plan are put by hand."""
        return self.home / "inbox" / plan


_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@cache
def current() -> Settings:
    """The settings of this process, read on first use."""
    return read()


def read() -> Settings:
    """Read the environment now; SettingsError names every wrong variable with what it may hold."""
    try:
        return Settings()
    except ValidationError as error:
        # A default that rests on another variable is not made while any is wrong: nobody set it, nobody has to mend it.
        set_wrong = [e for e in error.errors() if e["type"] != "default_factory_not_called"]
        raise SettingsError("\n".join(_remedy(e) for e in set_wrong)) from None


def _remedy(error: ErrorDetails) -> str:
    reason = str(error.get("ctx", {}).get("error", ""))
    if not error["loc"]:
        return f"{reason}."
    name = str(error["loc"][0])
    field = Settings.model_fields[name]
    # What may hold a password (`repr=False`) is not repeated on a screen or in a log.
    shown = f"={error['input']!r}" if field.repr else ""
    because = f" ({reason})" if reason else ""
    return f"PAPIPLAN_{name.upper()}{shown} cannot be used{because}: it must be {field.description}."
