"""Reads strangers' workbooks: guarded, then opened in a child process that may die without harm; judges nothing.

The child is a plain program (`form_child`), not a fork of this process: a worker has threads, which a fork would copy
in mid-step, and a forkserver's child imports its parent's `__main__` again, which under a worker is all of Prefect. Not
here: what a filled form got wrong (`domain.submissions`).
"""

import json
import struct
import subprocess
import sys
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from threading import Event, Timer
from typing import Any, Self

from papiplan.documents.forms.form_guard import (
    BROKEN,
    MEGABYTE,
    PASSWORD,
    TOO_LARGE,
    TOO_MANY_ROWS,
    UNREADABLE,
    file_problem,
)
from papiplan.domain.form_texts import as_text, printable
from papiplan.domain.forms import CODE_LABEL, CODE_PROPERTY, ID_PROPERTY, IDENTITY_SHEET
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import RawForm

MOST_SECONDS = 10.0
"""How long one file may take by the clock; the child has limits of memory and of CPU time of its own."""

_READY = b"+"
_MOST_ANSWERED = 64 * MEGABYTE
_REFUSALS = {"rows": TOO_MANY_ROWS, "large": TOO_LARGE, "password": PASSWORD, "broken": BROKEN}


def read_forms(files: Iterable[bytes], *, seconds: float = MOST_SECONDS) -> list[RawForm | Problem]:
    """Each file as it was filled, or why it cannot be read; one result per file, in their order.

    One child reads them all. When it dies or has not answered after `seconds`, the file it was on is refused and a new
    child goes on with the rest.
    """
    return list(read_each(files, seconds=seconds))


def read_each(files: Iterable[bytes], *, seconds: float = MOST_SECONDS) -> Generator[RawForm | Problem, None, None]:
    """The same, each file taken and read when its result is asked for: of a batch one is in memory at a time."""
    with _Reader(seconds) as reader:
        for content in files:
            yield file_problem(content) or reader.read(content)


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
        """A child that is ready. One that cannot even start is our fault and no file's.

        It finds this package and nothing else of ours: neither our environment, which holds passwords, nor our folder.
        """
        command = [sys.executable, "-sP", "-m", "papiplan.documents.forms.form_child"]
        known = {"PYTHONPATH": str(Path(__file__).parents[3])}
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        self._child = child = subprocess.Popen(command, env=known, stdin=pipe, stdout=pipe, stderr=nowhere)
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
    identity: dict[tuple[int, int], object] = {}
    hidden: list[str] = []
    for name, visible, cells in answer["sheets"]:
        held = {(row, column): _value(value) for row, column, value in cells}
        if name == IDENTITY_SHEET:
            identity = held
        elif visible:
            sheets[name] = held
        else:
            hidden.append(name)
    properties: dict[str, str] = answer["properties"]
    return RawForm(
        form_id=_identity(identity.get((1, 1)), properties.get(ID_PROPERTY)),
        code=_identity(*map(_code_in, sheets.values()), identity.get((2, 1)), properties.get(CODE_PROPERTY)),
        sheets=sheets,
        notes=tuple(_notes(answer["linked"], hidden)),
    )


def _value(value: object) -> object:
    if not isinstance(value, dict):
        return value
    text = value["date"]
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


_LONGEST_ID = 100
_LAST_CODE_ROW = 10
_MOST_NAMED = 5


def _identity(*places: object) -> str:
    """What stands in the first of the places where it may that is not empty."""
    return next((text for place in places if (text := _line(place))), "")


def _line(text: object) -> str:
    """A stranger's word as it can stand in a sentence of ours."""
    return " ".join(printable(as_text(text)).split())[:_LONGEST_ID]


def _code_in(cells: Mapping[tuple[int, int], object]) -> str:
    """The code that a sheet shows, in B2 or where a row or column put in before it moved it."""
    shown = (as_text(value) for (row, _), value in sorted(cells.items()) if row <= _LAST_CODE_ROW)
    return next((text.removeprefix(CODE_LABEL).split()[0] for text in shown if text.startswith(CODE_LABEL)), "")


def _notes(linked: bool, hidden: Sequence[str]) -> Iterator[str]:
    """What the officers should know of a file that was read all the same."""
    if linked:
        yield "tệp có liên kết ngoài (đã bỏ qua)"
    if hidden:
        names = ", ".join(f'"{_line(name)}"' for name in hidden[:_MOST_NAMED])
        more = ", …" if len(hidden) > _MOST_NAMED else ""
        yield f"tệp có trang ẩn {names}{more} (đã bỏ qua)"
