"""The house as a table: which room may import what, and what no room may do. Each law is shown to catch its breach."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def documents(*rooms: str) -> tuple[str, ...]:
    """Rooms of papiplan.documents, "" for what all of them share."""
    return tuple(f"papiplan.documents.{room}".rstrip(".") for room in rooms)


DOCUMENTS: Mapping[str, tuple[str, ...]] = {
    # room of papiplan.documents: the others of them that it may import
    "": (),
    "forms": (),
    "publications": ("", "forms"),
    "mails": ("",),
    "papers": ("", "forms"),
    "reports": ("", "papers"),
    "workbooks": ("", "reports"),
    "boards": ("", "publications", "mails", "reports"),
    "archives": ("", "forms", "workbooks"),
    "samples": ("mails", "papers", "reports"),
    "plan_folders": ("", "forms", "publications", "mails", "papers", "samples"),
}

PRODUCT = (
    *("papiplan.domain", "papiplan.database", "papiplan.mail", "papiplan.store", "papiplan.settings"),
    *documents(*DOCUMENTS),
)

ROOMS: Mapping[str, tuple[str, ...]] = {
    # room: the rooms of ours that it may import besides itself
    "papiplan": (),
    "papiplan.domain": (),
    "papiplan.database": ("papiplan.domain",),
    **{documents(room)[0]: ("papiplan.domain", *documents(*others)) for room, others in DOCUMENTS.items()},
    "papiplan.mail": ("papiplan.domain",),
    "papiplan.store": (),
    "papiplan.settings": (),
    "tasks": PRODUCT,
    "flows": ("tasks", "papiplan.domain"),
    "deployments": ("flows", "tasks", "deployments.demo", *PRODUCT),
    "deployments.demo": ("flows", "tasks", "deployments", *PRODUCT),
}

OWNERS: Mapping[str, tuple[str, ...]] = {
    # library: the rooms that may import it; one that stands nowhere here may be imported nowhere
    "aiosmtpd": ("deployments.demo",),
    "alembic": ("papiplan.database",),
    "docx": documents("papers"),
    "docxtpl": documents("papers"),
    "fsspec": ("papiplan.store", "papiplan.settings"),
    "holidays": ("papiplan.domain",),
    "imap_tools": ("papiplan.mail", "deployments.demo"),
    "jinja2": documents("mails", "papers", "boards", "plan_folders"),
    "matplotlib": documents("papers", "reports", "boards"),
    "openpyxl": (*documents("plan_folders"), "deployments.demo"),
    "pandas": ("papiplan.domain", *documents("reports", "workbooks", "samples")),
    "prefect": ("tasks", "flows", "deployments", "deployments.demo"),
    "pydantic": ("papiplan.settings", "papiplan.database", *documents("", "archives", "plan_folders"), "flows"),
    "pydantic_core": ("papiplan.settings", *documents("plan_folders")),
    "pydantic_settings": ("papiplan.settings",),
    "pymap": ("deployments.demo",),
    "pysasl": ("deployments.demo",),
    "python_calamine": documents("forms"),
    "rapidfuzz": ("papiplan.domain",),
    "rich": ("deployments", "deployments.demo"),
    "sqlalchemy": ("papiplan.database", "papiplan.settings", "tasks"),
    "starlette": ("deployments",),
    "typer": ("deployments",),
    "uvicorn": ("deployments",),
    "xlsxwriter": documents("forms", "workbooks", "plan_folders"),
    "yagmail": ("papiplan.mail",),
    "yaml": (*documents("", "publications", "plan_folders"), "deployments", "deployments.demo"),
}

FORBIDDEN_EVERYWHERE = ("smtplib", "imaplib", "pickle")
ASKING = (
    *("glob", "http", "io", "os", "pathlib", "random", "secrets", "shutil", "socket", "subprocess", "sys", "tempfile"),
    *("threading", "time", "urllib", "uuid"),
)
"""Modules of the standard library by which a rule could ask instead of being told."""

LAZY = ("prefect", "flows", "tasks")
READING = ("deployments.cli", "deployments.status")
"""What the reading commands import must not bring Prefect in (nor the rooms that bring it)."""

CLOCKS = ("tasks.clock", "flows.running", "deployments")
"""Where the clock is read: a flow's first line, a run's name, and the processes around the flows."""

WRITERS = ("papiplan.database.connection",)
SQLALCHEMY_IN_TASKS = ("sqlalchemy", "sqlalchemy.exc", "sqlalchemy.exc.OperationalError")


@dataclass(frozen=True)
class Module:
    """A module's dotted name and syntax tree."""

    name: str
    tree: ast.Module

    @property
    def room(self) -> str:
        return max((room for room in ROOMS if is_in(self.name, (room,))), key=len)

    def imports(self, nodes: Iterator[ast.AST] | None = None) -> Iterator[str]:
        """Everything imported, as the longest dotted name that the source shows."""
        for node in nodes or ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)

    def attributes(self) -> Iterator[str]:
        yield from (node.attr for node in ast.walk(self.tree) if isinstance(node, ast.Attribute))

    def calls(self) -> Iterator[str]:
        """What is called, as written: "open", "datetime.now"."""
        yield from (ast.unparse(node.func) for node in ast.walk(self.tree) if isinstance(node, ast.Call))


def is_in(name: str, rooms: tuple[str, ...]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def imports_go_down(module: Module) -> Iterator[str]:
    for name in module.imports():
        top = name.partition(".")[0]
        if top == "":
            yield f"relative import {name}"
        elif top in ("papiplan", "tasks", "flows", "deployments") and name not in ("papiplan", "papiplan.__version__"):
            imported = Module(name, module.tree).room
            if imported not in (module.room, *ROOMS[module.room]):
                yield f"{module.room} imports {name}"


def a_library_has_its_owner(module: Module) -> Iterator[str]:
    for name in module.imports():
        top = name.partition(".")[0]
        if top in FORBIDDEN_EVERYWHERE:
            yield f"nobody imports {top}"
        elif top in sys.stdlib_module_names or top in ("", "papiplan", "tasks", "flows", "deployments"):
            continue
        elif module.room not in OWNERS.get(top, ()):
            yield f"{module.room} imports {top}"


def imports_are_written_out(module: Module) -> Iterator[str]:
    """Only the ways in may look a flow up by its name."""
    if not is_in(module.name, ("deployments",)):
        called = {*module.calls(), *module.attributes()} & {"import_module", "__import__"}
        yield from (f"dynamic import by {name}" for name in called)


def the_domain_is_told(module: Module) -> Iterator[str]:
    if module.room != "papiplan.domain":
        return
    yield from (f"imports {name}" for name in module.imports() if name.partition(".")[0] in ASKING)
    yield from (f"calls {name}" for name in module.calls() if name in ("open", "input", "print"))
    files = ("read_csv", "read_excel", "to_csv", "to_excel", "read_text", "read_bytes")
    yield from (f"touches files by {name}" for name in module.attributes() if name in files)


def the_clock_is_read_in_few_places(module: Module) -> Iterator[str]:
    if not is_in(module.name, CLOCKS):
        asked = ("now", "today", "utcnow", "time_ns")
        yield from (f"asks the clock by {name}" for name in module.calls() if name.rpartition(".")[2] in asked)
        words = ("time.time", "time.time_ns")
        yield from (f"asks the clock by {name}" for name in (*module.calls(), *module.imports()) if name in words)


def the_environment_is_read_once(module: Module) -> Iterator[str]:
    if not is_in(module.name, ("deployments",)):
        words = ("environ", "environb", "getenv", "putenv")
        yield from (f"touches the environment by {name}" for name in module.attributes() if name in words)
        yield from (
            f"touches the environment by {name}" for name in module.imports() if name.rpartition(".")[2] in words
        )


def writing_goes_through_the_plan_transaction(module: Module) -> Iterator[str]:
    if not is_in(module.name, WRITERS):
        doors = ("begin", "begin_nested", "commit", "create_engine", "_writing")
        yield from (f"opens a transaction by {name}" for name in module.attributes() if name in doors)
    if not is_in(module.name, ("papiplan.database", "tasks")):
        yield from (f"writes by {name}" for name in module.attributes() if name == "plan_transaction")
    if not is_in(module.name, ("papiplan.database", "deployments")):
        yield from (f"migrates by {name}" for name in module.attributes() if name in ("migrate", "migrated"))


def tasks_hold_no_sql(module: Module) -> Iterator[str]:
    if module.room == "tasks":
        for name in module.imports():
            if name.startswith("sqlalchemy") and name not in SQLALCHEMY_IN_TASKS:
                yield f"imports {name}"
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "sa" and node.attr != "Connection":
                yield f"uses sa.{node.attr}"


def reading_commands_are_light(module: Module) -> Iterator[str]:
    if is_in(module.name, READING):
        at_once = (node for node in module.tree.body if isinstance(node, ast.Import | ast.ImportFrom))
        for name in module.imports(at_once):
            if is_in(name, LAZY):
                yield f"imports {name} before it is needed"


Law = Callable[[Module], Iterator[str]]
LAWS: tuple[Law, ...] = (
    imports_go_down,
    a_library_has_its_owner,
    imports_are_written_out,
    the_domain_is_told,
    the_clock_is_read_in_few_places,
    the_environment_is_read_once,
    writing_goes_through_the_plan_transaction,
    tasks_hold_no_sql,
    reading_commands_are_light,
)


def modules() -> Iterator[Module]:
    for folder in ("papiplan", "tasks", "flows", "deployments"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield Module(name, ast.parse(path.read_text(encoding="utf-8")))


HOUSE = tuple(modules())


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_house_keeps_its_laws(law: Law) -> None:
    assert {module.name: found for module in HOUSE if (found := list(law(module)))} == {}


def test_every_room_of_the_table_is_there() -> None:
    assert {module.room for module in HOUSE} == set(ROOMS)


BREACHES: tuple[tuple[Law, str, str], ...] = (
    (imports_go_down, "papiplan.domain.units", "from papiplan.documents.boards import boards"),
    (imports_go_down, "papiplan.domain.units", "from papiplan import settings"),
    (imports_go_down, "papiplan.database.plans", "import papiplan.documents.boards.boards"),
    (imports_go_down, "papiplan.documents.boards.boards", "from papiplan.database.facts import load_facts"),
    (imports_go_down, "papiplan.mail.transport", "from papiplan.settings import current"),
    (imports_go_down, "papiplan.store", "from papiplan.domain.plans import PlanDefinition"),
    (imports_go_down, "papiplan.settings", "from papiplan.domain.plans import PlanDefinition"),
    (imports_go_down, "papiplan.documents.boards.boards", "def f():\n    from tasks import office"),
    (imports_go_down, "papiplan.documents.mails.digest", "from papiplan.documents.boards.boards import table"),
    (imports_go_down, "papiplan.documents.wording", "from papiplan.documents.forms import form_guard"),
    (imports_go_down, "tasks.plans", "from flows.issue import issue"),
    (imports_go_down, "tasks.plans", "import deployments.cli"),
    (imports_go_down, "flows.issue", "from papiplan.database.facts import load_facts"),
    (imports_go_down, "flows.issue", "from papiplan import settings"),
    (imports_go_down, "flows.issue", "from . import running"),
    (a_library_has_its_owner, "papiplan.documents.boards.boards", "import sqlalchemy as sa"),
    (a_library_has_its_owner, "papiplan.documents.reports.report_results", "import docx"),
    (a_library_has_its_owner, "tasks.plans", "from alembic import command"),
    (a_library_has_its_owner, "tasks.documents", "import docx"),
    (a_library_has_its_owner, "papiplan.database.plans", "import yaml"),
    (a_library_has_its_owner, "tasks.messages", "import yagmail"),
    (a_library_has_its_owner, "tasks.office", "from fsspec.core import url_to_fs"),
    (a_library_has_its_owner, "papiplan.documents.boards.boards", "from prefect import task"),
    (a_library_has_its_owner, "deployments.up", "from aiosmtpd.controller import Controller"),
    (a_library_has_its_owner, "deployments.status", "import openpyxl"),
    (a_library_has_its_owner, "papiplan.mail.transport", "from smtplib import SMTPException"),
    (a_library_has_its_owner, "papiplan.domain.plans", "from pydantic import BaseModel"),
    (a_library_has_its_owner, "tasks.plans", "import requests"),
    (imports_are_written_out, "papiplan.domain.plans", "from importlib import import_module\nimport_module('tasks')"),
    (imports_are_written_out, "tasks.plans", "import importlib\nimportlib.import_module('flows.issue')"),
    (the_domain_is_told, "papiplan.domain.plans", "import os"),
    (the_domain_is_told, "papiplan.domain.plans", "from pathlib import Path"),
    (the_domain_is_told, "papiplan.domain.plans", "from urllib.request import urlopen"),
    (the_domain_is_told, "papiplan.domain.plans", "open('plan.yaml')"),
    (the_domain_is_told, "papiplan.domain.consolidation", "import pandas as pd\npd.read_csv('x.csv')"),
    (the_clock_is_read_in_few_places, "papiplan.domain.deadlines", "from datetime import date\ndate.today()"),
    (the_clock_is_read_in_few_places, "papiplan.documents.boards.boards", "import datetime\ndatetime.datetime.now()"),
    (the_clock_is_read_in_few_places, "tasks.plans", "from datetime import datetime as d\nd.now(None)"),
    (the_clock_is_read_in_few_places, "flows.issue", "import time\ntime.time()"),
    (the_clock_is_read_in_few_places, "flows.issue", "from time import time"),
    (the_environment_is_read_once, "papiplan.settings", "import os\nos.environ['PAPIPLAN_HOME']"),
    (the_environment_is_read_once, "tasks.office", "from os import getenv"),
    (writing_goes_through_the_plan_transaction, "tasks.plans", "with database.engine.begin() as connection: pass"),
    (writing_goes_through_the_plan_transaction, "papiplan.database.plans", "connection.commit()"),
    (writing_goes_through_the_plan_transaction, "papiplan.database.facts", "sa.create_engine('sqlite://')"),
    (writing_goes_through_the_plan_transaction, "deployments.status", "database.plan_transaction('x')"),
    (writing_goes_through_the_plan_transaction, "flows.issue", "database.plan_transaction('x')"),
    (writing_goes_through_the_plan_transaction, "tasks.plans", "database.migrate()"),
    (tasks_hold_no_sql, "tasks.plans", "import sqlalchemy as sa\nsa.text('UPDATE plans')"),
    (tasks_hold_no_sql, "tasks.plans", "from sqlalchemy import update"),
    (reading_commands_are_light, "deployments.cli", "import prefect"),
    (reading_commands_are_light, "deployments.cli", "from flows.issue import issue"),
    (reading_commands_are_light, "deployments.status", "from tasks import office"),
)  # fmt: skip


@pytest.mark.parametrize(("law", "name", "source"), BREACHES, ids=[f"{b[0].__name__}-{b[1]}" for b in BREACHES])
def test_a_planted_breach_is_caught_by_its_law(law: Law, name: str, source: str) -> None:
    assert list(law(Module(name, ast.parse(source))))


def test_every_law_has_been_seen_to_catch_something() -> None:
    assert {law for law, _, _ in BREACHES} == set(LAWS)


@pytest.mark.parametrize(
    ("law", "name", "source"),
    [
        (imports_go_down, "tasks.plans", "from papiplan import settings\nfrom tasks import office"),
        (imports_go_down, "flows.issue", "from tasks import plans\nfrom papiplan.domain.problems import Refused"),
        (a_library_has_its_owner, "papiplan.domain.plans", "import pandas\nimport json"),
        (tasks_hold_no_sql, "tasks.plans", "import sqlalchemy as sa\ndef f(connection: sa.Connection) -> None: ..."),
        (reading_commands_are_light, "deployments.cli", "def f():\n    import prefect"),
    ],
)
def test_what_is_allowed_is_not_caught(law: Law, name: str, source: str) -> None:
    assert list(law(Module(name, ast.parse(source)))) == []


READ = """
import os, sys
os.environ["PAPIPLAN_HOME"] = sys.argv[1]
import deployments.status
from deployments.cli import app
for words in sys.argv[2:]:
    try:
        app(words.split("|"), standalone_mode=False)
    except Exception as refused:
        print(refused)
    print("READ", words, [name for name in ("prefect", "flows", "tasks") if name in sys.modules])
"""


def test_the_reading_commands_import_no_prefect(tmp_path: Path) -> None:
    example = ROOT / "papiplan" / "examples" / "sa-dec-2023"
    database = tmp_path / "home" / "papiplan.db"
    make = f"from papiplan.database import Database; Database.open('sqlite:///{database}', create=True)"
    subprocess.run([sys.executable, "-c", make], cwd=ROOT, check=True)
    of_a_plan = ("status|none", "verify-journal|none", "trace|none|T", "verify-archive|none")
    commands = (f"check|{example}", f"new|{tmp_path / 'new'}", "calendar|2026", *of_a_plan)
    program = [sys.executable, "-c", READ, str(database.parent), *commands]
    ran = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    told = [line for line in ran.stdout.splitlines() if line.startswith("READ")]
    assert told == [f"READ {words} []" for words in commands], ran.stderr
