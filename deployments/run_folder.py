"""What the running processes of a home leave in its `run` folder: their addresses and their locks.

Not here: the processes themselves (`up`, `prefect_server`).
"""

import fcntl
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True)
class Addresses:
    """Where a home that is up answers, as left in `run/server.json`; `pid` is that of `papiplan up`."""

    api_url: str
    ui_url: str
    files_url: str
    pid: int


def run_folder(home: Path) -> Path:
    """Where the running processes of a home leave locks, logs and their addresses; made where it is missing."""
    folder = home / "run"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def leave_addresses(home: Path, addresses: Addresses) -> None:
    """Write `run/server.json` in one step, so that nobody reads half of it."""
    path = _path(home)
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps(asdict(addresses), indent=2), encoding="utf-8")
    draft.replace(path)


def remove_addresses(home: Path) -> None:
    _path(home).unlink(missing_ok=True)


def read_addresses(home: Path) -> Addresses | None:
    """The addresses that were left, of processes that may be gone by now; None when there are none to read."""
    try:
        return Addresses(**json.loads(_path(home).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _path(home: Path) -> Path:
    return home / "run" / "server.json"


def try_lock(path: Path) -> IO[bytes] | None:
    """The open file that holds the lock until it is closed (or its process dies); None when another process has it."""
    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def up_lock(home: Path) -> IO[bytes] | None:
    """What `papiplan up` holds as long as it lives; None while one does."""
    return try_lock(run_folder(home) / "up.lock")


def is_up(home: Path) -> bool:
    """Whether `papiplan up` lives on this home, ready or not."""
    if (lock := up_lock(home)) is None:
        return True
    lock.close()
    return False
