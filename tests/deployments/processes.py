"""Waiting for real processes, and looking at them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

UP = """
import sys
from pathlib import Path
from deployments.up import up

home = Path(sys.argv[1])
migrate = lambda: (home / "migrated").touch()
sys.exit(up(home, ui_port=int(sys.argv[2]), files_port=int(sys.argv[3]), migrate=migrate))
"""


PATIENCE_SECONDS = 240
"""How long a thing may take to come true: machines that run tests are shared, and whoever waits in vain has failed."""


def is_alive(pid: int) -> bool:
    """Whether a process of this number exists."""
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def eventually(true: Callable[[], object]) -> None:
    """Wait until `true()` is; AssertionError when it does not become so in time."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < until, "it did not come true in time"
        time.sleep(0.1)


def start_up(home: Path, ui_port: int, files_port: int) -> subprocess.Popen[str]:
    """`papiplan up` on a home, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", UP, str(home), str(ui_port), str(files_port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def stop_up(process: subprocess.Popen[str]) -> str:
    """Stop it if it still runs; the rest of what it said."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    return said


def processes_of(home: Path) -> dict[int, str]:
    """The living processes that work for a home, by what their environment or command says; zombies do not live."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            said = entry.joinpath("cmdline").read_bytes()
            if str(home).encode() in said + entry.joinpath("environ").read_bytes():
                found[int(entry.name)] = said.replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            continue
    return {pid: command for pid, command in found.items() if command}
