"""Reads strangers' workbooks: guarded, then opened in a child process that may die without harm; judges nothing.

The child is a plain program (`form_child`) run by its path, not a fork of this process: a worker has threads, which a
fork would copy in mid-step, and a forkserver's child imports its parent's `__main__` again, which under a worker is all
of Prefect. Not here: what a filled form got wrong (`domain.submissions`).
"""

import json
import re
import struct
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from threading import Event, Timer
from typing import Any, Self

from papiplan.documents.form_guard import BROKEN, MEGABYTE, PASSWORD, TOO_MANY_ROWS, UNREADABLE, file_problem
from papiplan.domain.forms import CODE_LABEL, IDENTITY_SHEET
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import RawForm

MOST_SECONDS = 10.0
"""How long one file may take by the clock; the child has limits of memory and of CPU time of its own."""

_READY = b"+"
_MOST_ANSWERED = 64 * MEGABYTE
_LONGEST_ID = 200
_REFUSALS = {"too large": TOO_MANY_ROWS, "password": PASSWORD, "broken": BROKEN}


def read_forms(files: Sequence[bytes], *, seconds: float = MOST_SECONDS) -> list[RawForm | Problem]:
    """Each file as it was filled, or why it cannot be read; one result per file, in their order.

    One child reads them all. When it dies or has not answered after `seconds`, the file it was on is refused and a new
    child goes on with the rest.
    """
    results: list[RawForm | Problem] = []
    with _Reader(seconds) as reader:
        for content in files:
            results.append(file_problem(content) or reader.read(content))
    return results


class _Reader:
    """The child that is reading now, started when there is something to read and again after each that died."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self._end_child()

    def read(self, content: bytes) -> RawForm | Problem:
        """One file, by a child that is killed when it takes too long."""
        child = self._child or self._start_child()
        expired = Event()

        def expire() -> None:
            expired.set()
            child.kill()

        clock = Timer(self._seconds, expire)
        clock.start()
        try:
            answer = _ask(child, content)
        finally:
            clock.cancel()
            clock.join()
        if answer is None or expired.is_set():
            self._end_child()  # the next file gets a new one, even where the clock and the answer met
        return UNREADABLE if answer is None else _result(answer)

    def _start_child(self) -> subprocess.Popen[bytes]:
        """A child that is ready. One that cannot even start is our fault and no file's."""
        program = Path(__file__).with_name("form_child.py")
        command = [sys.executable, "-I", str(program)]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        self._child = child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)
        if child.stdout is None or child.stdout.read(len(_READY)) != _READY:
            raise RuntimeError(f"the reader of forms does not start: {' '.join(command)}")
        return child

    def _end_child(self) -> None:
        """Kill the child and wait for it, so that neither a process nor an open pipe stays behind."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()


def _ask(child: subprocess.Popen[bytes], content: bytes) -> dict[str, Any] | None:
    """The child's answer about a file; None when it died before it was complete.

    JSON and no pickle: what comes back was made of a stranger's file.
    """
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(struct.pack(">I", len(content)) + content)
        child.stdin.flush()
    except OSError:
        return None
    header = child.stdout.read(4)
    size = struct.unpack(">I", header)[0] if len(header) == 4 else 0
    if not 0 < size <= _MOST_ANSWERED:
        return None
    answer = child.stdout.read(size)
    return json.loads(answer) if len(answer) == size else None


def _result(answer: dict[str, Any]) -> RawForm | Problem:
    if refused := answer.get("refused"):
        return _REFUSALS[refused]
    sheets: dict[str, dict[tuple[int, int], object]] = {}
    code = form_id = ""
    for name, visible, cells in answer["sheets"]:
        held = {(row, column): _value(value) for row, column, value in cells}
        if name == IDENTITY_SHEET:
            form_id = str(held.get((1, 1), ""))[:_LONGEST_ID]
            continue
        sheets[name] = held
        if visible:
            code = code or _code_in(held.get(_CODE_CELL))
    return RawForm(form_id, code, sheets)


def _value(value: object) -> object:
    if not isinstance(value, dict):
        return value
    text = value["date"]
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


_CODE_CELL = (2, 2)


def _code_in(value: object) -> str:
    found = re.match(rf"{CODE_LABEL}(\S{{1,100}})", value) if isinstance(value, str) else None
    return found[1] if found else ""
