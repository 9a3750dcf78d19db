"""PDFs are made by LibreOffice where it is installed; nothing that it does or leaves undone stops a flow."""

import http.server
import io
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import docx
import pytest
from matplotlib.figure import Figure

from papiplan.documents.papers.pdf import FAILED, MOST_ROWS, NO_PROGRAM, TOO_LONG, make_pdf
from papiplan.domain.problems import Problem
from tests.documents.papers.word_files import DOCUMENT, a_word_file, changed, program, saved, with_body

PAPER = a_word_file("Báo cáo [Cán bộ bổ sung: ưu điểm]")
SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed here")


@pytest.mark.parametrize(
    ("script", "made"),
    [
        ("printf '%%PDF-1.7 made' > \"$OUT\"", b"%PDF-1.7 made"),
        ("printf '%%PDF-1.7 half' > \"$OUT\"; exit 1", FAILED),
        ("exit 77", FAILED),
        ("exit 0", FAILED),
        ('echo garbage > "$OUT"', FAILED),
        (': > "$OUT"', FAILED),
        ("kill -9 $$", FAILED),
        ("echo much; echo more >&2; cat; exit 0", FAILED),
    ],
)
def test_what_the_program_makes_is_taken_only_when_it_is_a_pdf(
    tmp_path: Path, script: str, made: bytes | Problem
) -> None:
    assert make_pdf(PAPER, program(tmp_path, script)) == made


@pytest.mark.parametrize("name", ["no-such-program", "/nowhere/soffice", ""])
def test_without_the_program_one_sentence_says_what_to_do(name: str) -> None:
    assert make_pdf(PAPER, name) == NO_PROGRAM
    assert NO_PROGRAM.sentence() == (
        "Chưa có LibreOffice trên máy chủ nên chưa xuất PDF. Mở tệp Word và chọn Lưu dạng PDF."
    )


def test_what_is_no_program_makes_no_pdf(tmp_path: Path) -> None:
    nonsense = Path(program(tmp_path, ""))
    nonsense.write_bytes(b"\x7fELF nonsense")
    assert make_pdf(PAPER, str(nonsense)) == FAILED


def test_a_program_that_hangs_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    mark = tmp_path / "child"
    hanging = program(tmp_path, f"sleep 600 & echo $! > {mark}\nsleep 600")
    assert make_pdf(PAPER, hanging, seconds=1) == FAILED
    assert is_gone(int(mark.read_text()))


def is_gone(pid: int) -> bool:
    """Whether a process has ended; one that was killed may wait for whoever adopted it."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state in ("Z", "X"):
            return True
        time.sleep(0.05)
    return False


def test_the_program_gets_nothing_of_ours_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPIPLAN_SMTP_PASSWORD", "s3cret")
    seen = tmp_path / "seen"
    make_pdf(PAPER, program(tmp_path, f"env > {seen}; pwd >> {seen}"))
    told = seen.read_text()
    assert "s3cret" not in told
    folder = Path(told.splitlines()[-1])
    assert folder.name.startswith("papiplan-pdf-")
    assert not folder.exists()


def test_a_table_that_libreoffice_would_not_end_on_is_not_begun(tmp_path: Path) -> None:
    never = program(tmp_path, f"touch {tmp_path}/begun")
    rows = "<w:tr><w:tc><w:p/></w:tc></w:tr>" * (MOST_ROWS + 1)
    assert make_pdf(with_body(f"<w:tbl>{rows}</w:tbl>"), never) == TOO_LONG
    assert not (tmp_path / "begun").exists()


@needs_libreoffice
def test_libreoffice_makes_a_pdf_of_our_paper() -> None:
    made = make_pdf(PAPER, str(SOFFICE))
    assert isinstance(made, bytes)
    assert made.startswith(b"%PDF")
    assert made.rstrip().endswith(b"%%EOF")


@needs_libreoffice
def test_libreoffice_says_nothing_to_the_network_whatever_a_file_refers_to() -> None:
    with listening() as (port, asked):
        made = make_pdf(with_linked_picture(f"http://127.0.0.1:{port}/x.png"), str(SOFFICE))
    assert isinstance(made, bytes)
    assert asked == []


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """A web server on loopback, with what it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(str(self.rfile.readline()))
            self.close_connection = True

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port, asked
        server.shutdown()
        thread.join()


def with_linked_picture(address: str) -> bytes:
    """A .docx whose one picture lies elsewhere."""
    picture = io.BytesIO()
    Figure(figsize=(1, 1)).savefig(picture, format="png")
    document = docx.Document()
    document.add_picture(picture)
    linked = changed(saved(document), DOCUMENT, lambda xml: xml.replace(b"r:embed=", b"r:link="))
    elsewhere = f'Target="{address}" TargetMode="External"'.encode()
    return changed(
        linked,
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(b'Target="media/image1.png"', elsewhere),
    )
