"""Makes the PDF of a Word file by LibreOffice, where that is installed.

Not here: which papers get one (`domain.finished_papers`).

The program gets nothing of ours: neither our environment, which holds passwords, nor a profile that outlives the file,
nor a way into the network. What it starts dies with it.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from papiplan.documents.papers.paper_brackets import read_own_paper
from papiplan.domain.problems import Problem

MOST_SECONDS = 120.0
"""How long one file may take by the clock."""

MOST_ROWS = 2_000
"""Rows of tables: LibreOffice takes 2 seconds for 400, 20 for 2,000, and more than 120 for 5,000."""

NO_PROGRAM = Problem("", "Chưa có LibreOffice trên máy chủ nên chưa xuất PDF", "Mở tệp Word và chọn Lưu dạng PDF.")
TOO_LONG = Problem("", "Bảng trong tệp Word quá dài nên không xuất PDF", "Xem bảng tính kèm theo.")
FAILED = Problem("", "LibreOffice không xuất được PDF", "Mở tệp Word và chọn Lưu dạng PDF.")

_TOLD = (
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
)
"""What LibreOffice is told before it starts: a proxy where nobody listens, no links, no macros."""


def find_program(name: str) -> str | None:
    """Where LibreOffice is, by its name on the PATH or by its full path; None where it is not installed."""
    return shutil.which(name)


def make_pdf(content: bytes, name: str, *, seconds: float = MOST_SECONDS) -> bytes | Problem:
    """The PDF of a .docx that has passed the guard or is ours, made by the program `name`; or why there is none."""
    program = find_program(name)
    if program is None:
        return NO_PROGRAM
    if read_own_paper(content).rows > MOST_ROWS:
        return TOO_LONG
    with tempfile.TemporaryDirectory(prefix="papiplan-pdf-", ignore_cleanup_errors=True) as folder:
        return _converted(content, program, Path(folder), seconds)


def _converted(content: bytes, program: str, folder: Path, seconds: float) -> bytes | Problem:
    source, made, profile = folder / "van-ban.docx", folder / "van-ban.pdf", folder / "profile"
    source.write_bytes(content)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    command = [program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(source)]
    known = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    nowhere = subprocess.DEVNULL
    try:
        child = subprocess.Popen(
            command, env=known, cwd=folder, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
        )
    except OSError:  # something of that name that is no program
        return FAILED
    with suppress(subprocess.TimeoutExpired):
        child.wait(seconds)
    _end_group(child)
    pdf = made.read_bytes() if made.is_file() else b""
    return pdf if child.returncode == 0 and pdf.startswith(b"%PDF") else FAILED


def _end_group(child: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the program: it is a script that starts others, which would hold its folder."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _settings() -> str:
    """LibreOffice's own file of settings."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _TOLD
    )
    names = 'xmlns:oor="http://openoffice.org/2001/registry"'
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items {names}>{items}</oor:items>'
