"""What README, guides and architecture name is there: deployments, fields, boards, commands, settings, files."""

import inspect
import re
from collections.abc import Callable, Collection
from importlib import import_module
from pathlib import Path
from typing import Any

import prefect
import pytest
import typer.main
import yaml

from deployments.cli import app
from deployments.deploying import PREFECT_FILE
from flows.fields import TITLES
from papiplan.database.schema import metadata
from papiplan.documents.boards import buttons_board
from papiplan.settings import Settings
from tasks import artifacts

ROOT = Path(__file__).parents[1]
GUIDE, SETTING_UP, ARCHITECTURE, README = (
    ROOT / name for name in ("docs/huong-dan-van-hanh.md", "docs/setting-up.md", "docs/architecture.md", "README.md")
)
DOCUMENTS = (GUIDE, SETTING_UP, ARCHITECTURE, README)
PICTURES = ROOT / "docs" / "hinh"
SOURCES = [path for room in ("papiplan", "tasks", "flows", "deployments") for path in (ROOT / room).rglob("*")]

DEPLOYMENTS: dict[str, str] = {
    entry["name"]: entry["entrypoint"]
    for entry in yaml.safe_load(PREFECT_FILE.read_text(encoding="utf-8"))["deployments"]
}
SHARED_BOARDS = {artifacts.NIGHTLY_TITLE, buttons_board.TITLE}
BOARDS = {*artifacts.TITLES.values(), *artifacts.PAGES.values(), *SHARED_BOARDS}
SETTINGS = {f"PAPIPLAN_{name.upper()}" for name in Settings.model_fields}
INNER_ROOMS = {name: ROOT / "papiplan" / name for name in ("domain", "database", "documents", "mail", "store")}
ROOMS = INNER_ROOMS | {name: ROOT / name for name in ("papiplan", "tasks", "flows", "deployments", "tests", "docs")}
COMMANDS: dict[str, Any] = dict(vars(typer.main.get_command(app))["commands"])

of_each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def one_line(text: str) -> str:
    """The words as a reader sees them, wherever a line ends."""
    return " ".join(text.split())


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def named_deployments(text: str) -> set[str]:
    return set(re.findall(r'"(\d\d\. [^"]+)"', one_line(text)))


def named_fields(text: str) -> set[str]:
    """The guide keeps single asterisks for the fields of forms."""
    return set(re.findall(r"(?<![*\\\w])\*([^*]+)\*(?!\*)", one_line(text)))


def fields_of(deployment: str) -> set[str]:
    module, _, name = DEPLOYMENTS[deployment].rpartition(".")
    return {TITLES[field] for field in inspect.signature(getattr(import_module(module), name).fn).parameters}


def named_boards(text: str) -> set[str]:
    return set(re.findall(r'[Bb]ảng "([^"]+)"', one_line(text)))


def explained_under(title: str) -> list[str]:
    """What stands in bold in the first column of the guide's table below a title."""
    _, _, after = read(GUIDE).partition(title)
    first_cells = re.findall(r"^\|([^|]+)\|", re.split(r"\n\n[^|]", after.strip())[0], re.MULTILINE)
    return re.findall(r"\*\*(.+?)\*\*", "\n".join(first_cells))


def code(text: str) -> str:
    """What stands between backticks, in fenced or in indented blocks."""
    fenced, indented = re.findall(r"```.*?```", text, re.DOTALL), re.findall(r"^ {4}.+$", text, re.MULTILINE)
    return "\n".join([*fenced, *indented, *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))])


def named_commands(text: str) -> set[str]:
    """`papiplan up`, with the options that stand in the same line: up, up --json."""
    found = set()
    for name, rest in re.findall(r"(?:^|[\s/])papiplan ([a-z][a-z-]*)([^\n#]*)", code(text)):
        found |= {name, *(f"{name} {option}" for option in re.findall(r"--[a-z-]+", rest))}
    return found


def known_commands() -> set[str]:
    options = ((name, option) for name, command in COMMANDS.items() for p in command.params for option in p.opts)
    return {*COMMANDS, *(f"{name} {option}" for name, option in options)}


def named_settings(text: str) -> set[str]:
    """Also those of a list that leaves the first words out: `PAPIPLAN_SMTP_HOST`, `_PORT`."""
    return {name.rstrip("_") for name in re.findall(r"PAPIPLAN_[A-Z_]+", text)}


def missing_targets(path: Path, text: str) -> list[str]:
    """The links into the repository that lead nowhere; pictures are made apart, and the words do without them."""
    targets = [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    files = {path.parent / target.partition("#")[0] for target in targets if not target.startswith("#")}
    return [str(file.relative_to(ROOT)) for file in files if not file.exists() and file.parent != PICTURES]


def missing_places(text: str) -> set[str]:
    """The links to a heading of the same page that it does not have."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    places = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return set(re.findall(r"\]\(#([^)\s]+)\)", text)) - places


def named_files(text: str) -> set[str]:
    """The files and folders of the house that stand as code: deployments/cli.py, tasks/mailbox, domain.form_checks."""
    paths = re.findall(rf"(?<![\w./<-])((?:{'|'.join(ROOMS)})/[\w./-]*)", code(text))
    modules = re.findall(rf"(?<![\w./<-])({'|'.join(INNER_ROOMS)})\.(\w+)", code(text))
    return {*paths, *(f"{room}/{name}" for room, name in modules)}


def is_there(name: str) -> bool:
    """Whether a file, folder or module is there; of a name in a module the module."""
    room, _, inside = name.partition("/")
    stated = ROOMS[room] / inside
    return stated.exists() or stated.with_name(f"{stated.name.partition('.')[0]}.py").exists()


@of_each_document
def test_every_deployment_that_is_named_is_deployed_by_that_name(path: Path) -> None:
    assert named_deployments(read(path)) - DEPLOYMENTS.keys() == set()


def test_the_guide_names_every_deployment() -> None:
    assert DEPLOYMENTS.keys() - named_deployments(read(GUIDE)) == set()


def test_every_field_that_the_guide_names_is_one_of_a_form_that_is_named_nearby() -> None:
    sections = re.split(r"^##+ ", read(GUIDE), flags=re.MULTILINE)
    forms = [set().union(*map(fields_of, named_deployments(section) & DEPLOYMENTS.keys())) for section in sections]
    # What is said of every form stands before any of them is named.
    forms[:2] = [set(TITLES.values())] * 2
    assert [named_fields(s) - form for s, form in zip(sections, forms, strict=True) if named_fields(s) - form] == []


def test_every_board_that_the_guide_names_is_published() -> None:
    assert {name for name in named_boards(read(GUIDE)) if not any(b.startswith(name) for b in BOARDS)} == set()


def test_every_board_is_named_by_the_guide() -> None:
    assert {name for name in BOARDS if not any(name.startswith(n) for n in named_boards(read(GUIDE)))} == set()


def test_what_the_guide_explains_of_the_screen_is_said_by_the_program() -> None:
    written = (read(path) for path in SOURCES if path.suffix in (".py", ".j2"))
    # A sentence goes on over the lines of the source.
    said = one_line(re.sub(r'["\']\s*\n\s*f?["\']', "", "\n".join(written))).casefold()
    assert [words for words in explained_under("**Các câu, chữ thường gặp**") if words.casefold() not in said] == []


def test_the_english_words_that_the_guide_explains_are_on_prefects_screen() -> None:
    scripts = Path(prefect.__file__).parent / "server" / "ui-v2" / "assets"
    said = "".join(read(script) for script in scripts.glob("*.js"))
    assert [words for words in explained_under("**Chữ tiếng Anh trên màn hình**") if words not in said] == []


@of_each_document
def test_every_command_and_option_that_is_named_is_one_of_ours(path: Path) -> None:
    assert named_commands(read(path)) - known_commands() - {"COMMAND"} == set()


@of_each_document
def test_every_setting_that_is_named_is_one_of_ours(path: Path) -> None:
    assert {
        name for name in named_settings(read(path)) if not any(s == name or s.startswith(f"{name}_") for s in SETTINGS)
    } == set()


def test_every_setting_is_explained() -> None:
    explained = read(SETTING_UP)
    for name in Settings.model_fields:
        server, _, rest = name.upper().partition("_")
        row = next((line for line in explained.splitlines() if line.startswith(f"| `PAPIPLAN_{server}_HOST`")), "")
        assert f"PAPIPLAN_{name.upper()}`" in explained or f"`_{rest}`" in row, name


@of_each_document
def test_every_link_leads_somewhere(path: Path) -> None:
    assert (missing_targets(path, read(path)), missing_places(read(path))) == ([], set())


@of_each_document
def test_every_file_of_the_house_that_is_named_is_there(path: Path) -> None:
    assert {name for name in named_files(read(path)) if not is_there(name)} == set()


def test_a_picture_of_the_guide_says_in_words_what_it_shows() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(hinh/([^)]+)\)", read(GUIDE))
    assert [name for words, name in pictures if len(words.split()) < 5] == []
    assert {file.name for file in PICTURES.glob("*")} <= {name for _, name in pictures}


def test_the_architecture_names_every_table_once() -> None:
    _, _, after = read(ARCHITECTURE).partition("## The state of record")
    cells = re.findall(r"^\|[^|]+\|([^|]+)\|$", after.partition("\n## ")[0], re.MULTILINE)
    named = re.findall(r"`(\w+)`", "".join(cells))
    assert sorted(named) == sorted(metadata.tables)


Finder = Callable[[str], Collection[str]]


@pytest.mark.parametrize(
    ("find", "text", "found"),
    [
        (named_deployments, 'chạy "05. Ghi nhận\ncông bố Chỉ số"', {"05. Ghi nhận công bố Chỉ số"}),
        (named_fields, r"**Run**: ô *Số, ký\nhiệu* và (\*)".replace(r"\n", "\n"), {"Số, ký hiệu"}),
        (named_boards, 'Bảng "Hồ sơ cần xem", ở bảng "Tệp công bố mới"', {"Hồ sơ cần xem", "Tệp công bố mới"}),
        (named_commands, "chạy `papiplan new x --from y`", {"new", "new --from"}),
        (named_commands, "```\npapiplan up   # until --ever\n```", {"up"}),
        (named_settings, "`PAPIPLAN_UI_USER`, `PAPIPLAN_SMTP_*`", {"PAPIPLAN_UI_USER", "PAPIPLAN_SMTP"}),
        (lambda _: explained_under("**Chữ tiếng Anh trên màn hình**")[:1], "", ["Deployments"]),
        (lambda _: explained_under("**Các câu, chữ thường gặp**")[:1], "", ["Từ chối"]),
        (named_files, "`tests/none.py` and tasks/prose", {"tests/none.py"}),
        (missing_places, "# One place\n[there](#one-place) [gone](#another)", {"another"}),
        (lambda text: missing_targets(README, text), "[a](docs/none.md) [b](LICENSE)", ["docs/none.md"]),
    ],
    ids=["deployment", "field", "board", "option", "command", "setting", "button", "message", "file", "place", "link"],
)
def test_what_is_looked_for_is_found(find: Finder, text: str, found: Collection[str]) -> None:
    assert find(text) == found
