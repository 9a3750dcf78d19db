"""Laws of the documents' server: it shows the plans, and nothing else, and changes nothing."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import quote

import pytest
import uvicorn

from deployments.documents_server import documents_app
from deployments.prefect_server import HOST, free_port
from papiplan.documents.boards.dashboard import DASHBOARD
from tests.deployments.processes import eventually

NAME = "Báo cáo tổng hợp <số 1> & phụ lục.docx"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    content: bytes


@dataclass(frozen=True)
class Client:
    """Sends addresses as they are written: a browser's or a library's own tidying would hide what we test."""

    port: int

    def ask(self, method: str, address: str, host: str = HOST) -> Answer:
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=10)) as connection:
            connection.request(method, address, headers={"Host": host})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    def get(self, address: str) -> Answer:
        return self.ask("GET", address)


@contextmanager
def served(home: Path) -> Iterator[Client]:
    port = free_port(0)
    server = uvicorn.Server(uvicorn.Config(documents_app(home), host=HOST, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    eventually(lambda: server.started)
    try:
        yield Client(port)
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with served(filled(tmp_path_factory.mktemp("home"))) as client:
        yield client


def filled(tmp_path: Path) -> Path:
    folder = tmp_path / "plans" / "sa-dec-2023" / "consolidated" / "1"
    folder.mkdir(parents=True)
    for name in ("bao-cao.docx", "tong-hop.xlsx", "ký.PDF", "ghi chú.html", "tệp", NAME):
        (folder / name).write_bytes(b"content of " + name.encode())
    for place in (folder, tmp_path / "plans" / "sa-dec-2023", tmp_path / "plans"):
        (place / DASHBOARD).write_bytes(b"<!doctype html>")
    (folder / ".hidden.docx").write_bytes(b"secret")
    (tmp_path / "plans" / ".git").mkdir()
    (tmp_path / "plans" / ".git" / "config").write_bytes(b"secret")
    (tmp_path / "papiplan.db").write_bytes(b"secret")
    (tmp_path / "plans-old").mkdir()
    (tmp_path / "plans-old" / "a.docx").write_bytes(b"secret")
    (folder / "link.docx").symlink_to(tmp_path / "papiplan.db")
    (folder / "inside.docx").symlink_to(folder / ".hidden.docx")
    (tmp_path / "plans" / "out").symlink_to(tmp_path)
    return tmp_path


FOLDER = "/sa-dec-2023/consolidated/1/"


@pytest.mark.parametrize(
    ("place", "media_type", "disposition"),
    [
        ("sa-dec-2023/", "text/html; charset=utf-8", "inline"),
        ("sa-dec-2023/consolidated/1/", "application/octet-stream", "attachment"),
        ("", "application/octet-stream", "attachment"),
    ],
    ids=["a plan's own", "among its documents", "beside the plans"],
)
def test_only_the_dashboard_of_a_plan_is_opened_as_a_page(
    client: Client, place: str, media_type: str, disposition: str
) -> None:
    answer = client.get(f"/{place}{DASHBOARD}")
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"].startswith(disposition)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in answer.headers


@pytest.mark.parametrize(
    ("name", "media_type", "disposition"),
    [
        ("bao-cao.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "inline"),
        ("tong-hop.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "inline"),
        ("ký.PDF", "application/pdf", "inline"),
        (NAME, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "inline"),
        ("ghi chú.html", "application/octet-stream", "attachment"),
        ("tệp", "application/octet-stream", "attachment"),
    ],
)
def test_a_document_comes_as_what_it_is_and_under_its_name(
    client: Client, name: str, media_type: str, disposition: str
) -> None:
    answer = client.get(FOLDER + quote(name))
    assert answer.status == 200
    assert answer.content == b"content of " + name.encode()
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"].startswith(disposition)
    assert f'filename="{name}"' in answer.headers["content-disposition"] or (
        f"filename*=utf-8''{quote(name)}" in answer.headers["content-disposition"]
    )
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "address",
    [
        "/khong-co",
        "/../papiplan.db",
        "/%2e%2e/papiplan.db",
        "/..%2fpapiplan.db",
        "/sa-dec-2023/../../papiplan.db",
        "/sa-dec-2023/%2e%2e/%2e%2e/papiplan.db",
        "/../plans-old/a.docx",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/.git/config",
        "/.git",
        FOLDER + ".hidden.docx",
        FOLDER + "link.docx",
        FOLDER + "inside.docx",
        "/out/papiplan.db",
        "/out",
        "/a%00b",
        "/" + "a" * 5000,
    ],
)
def test_what_is_not_a_plan_s_document_is_not_there(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status == 404
    assert b"secret" not in answer.content


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_but_reading_is_possible(client: Client, method: str) -> None:
    assert client.ask(method, FOLDER + "bao-cao.docx").status == 405


def test_head_tells_of_a_document_without_sending_it(client: Client) -> None:
    answer = client.ask("HEAD", FOLDER + "bao-cao.docx")
    assert (answer.status, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(b"content of bao-cao.docx"))


def test_a_folder_is_listed_in_vietnamese_with_names_escaped_and_nothing_hidden(client: Client) -> None:
    page = client.get(FOLDER).content.decode()
    assert "<h1>Tài liệu: sa-dec-2023/consolidated/1</h1>" in page
    assert "Báo cáo tổng hợp &lt;số 1&gt; &amp; phụ lục.docx" in page
    assert "hidden" not in page
    assert "link.docx" not in page
    assert client.get(FOLDER.rstrip("/")).content.decode() == page


def test_every_address_in_a_listing_opens(client: Client) -> None:
    seen, todo = set(), ["/"]
    while todo:
        address = todo.pop()
        answer = client.get(address)
        assert answer.status == 200, address
        seen.add(address)
        if answer.headers["content-type"].startswith("text/html"):
            linked = {piece.split('"')[0] for piece in answer.content.decode().split('href="')[1:]}
            todo += sorted(linked - seen - set(todo))
    assert len(seen) == 4 + 9


def test_a_home_without_plans_yet_has_no_document(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        assert client.get("/").status == 404


def test_a_foreign_name_for_this_machine_is_refused(client: Client) -> None:
    assert client.ask("GET", FOLDER + "bao-cao.docx", host="evil.example").status == 400
    assert client.ask("GET", FOLDER + "bao-cao.docx", host="localhost:4201").status == 200
