"""Child processes that cannot outlive us: one life (`Child`), many lives (`KeptAlive`), and all of them (`Children`).

Not here: which children there are, and in what order they start and stop (`up`, `prefect_server`).
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

FIRST_DELAY_SECONDS = 1.0
LONGEST_DELAY_SECONDS = 60.0
LEFT_BEHIND_SECONDS = 8.0
STEADY_SECONDS = 60.0
"""A child that has lived this long is well again: its next death waits the first delay."""

_PR_SET_PDEATHSIG = 1


class Child:
    """A running process and everything that it starts, in a process group of their own.

    A group of its own keeps the terminal's Ctrl-C away from it: only we stop it, in our order. `log` takes its output.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], cwd: Path, log: Path) -> None:
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(os.getpid()), *command],
                env={**os.environ, **environment},
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll()

    def stop(self, grace_seconds: float) -> None:
        """End the whole group: asked first, killed when the grace is over. Safe to repeat.

        What it started is asked first, in half of the grace: Prefect's worker kills its runs where they stand, while a
        run that is asked itself still reports that it was cut short.
        """
        for pid in self._followers():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        _wait_until(lambda: not self._followers(), grace_seconds / 2)
        self._signal(signal.SIGTERM)
        _wait_until(lambda: self.exit_code is not None and not self._signal(0), grace_seconds / 2)
        self._signal(signal.SIGKILL)
        self._process.wait()

    def _followers(self) -> list[int]:
        """The others of its group; seen only where /proc lists the processes (on macOS runs are just killed)."""
        everybody = (int(entry.name) for entry in Path("/proc").glob("[0-9]*"))
        return [pid for pid in everybody if pid != self.pid and _group_of(pid) == self.pid]

    def _signal(self, number: int) -> bool:
        """Whether there was anybody in the group to receive it."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)
            return True
        return False


def _group_of(pid: int) -> int | None:
    with suppress(ProcessLookupError):
        return os.getpgid(pid)
    return None


def _wait_until(true: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.05)


class KeptAlive:
    """A child that is started again when it dies or does not start, later and later while that goes on.

    `name` is Vietnamese, for `tell`, which takes one sentence for the operator. Its first start must succeed.
    """

    def __init__(self, name: str, start: Callable[[], Child], tell: Callable[[str], None]) -> None:
        self._name, self._start, self._tell = name, start, tell
        self._delay = FIRST_DELAY_SECONDS
        self._again_at: float | None = None
        self._started_at = time.monotonic()
        self.child = start()

    def look(self, now: float) -> None:
        """Notice a death, or start it again when its delay is over; `now` is monotonic."""
        if self._again_at is None:
            self._notice_death(now)
        elif now >= self._again_at:
            self._start_again(now)

    def _start_again(self, now: float) -> None:
        try:
            self.child = self._start()
        except OSError as error:  # no memory, no room on the disk for its log: that may pass
            self._wait(f"không khởi động được ({error})", now)
        else:
            self._again_at, self._started_at = None, now

    def _notice_death(self, now: float) -> None:
        if (code := self.child.exit_code) is None:
            return
        if now - self._started_at >= STEADY_SECONDS:
            self._delay = FIRST_DELAY_SECONDS
        # What it started itself has lost its parent: it is told to end, so that no run goes on unwatched.
        self.child.stop(LEFT_BEHIND_SECONDS)
        self._wait(f"dừng đột ngột (mã {code})", now)

    def _wait(self, why: str, now: float) -> None:
        self._tell(f"{self._name} {why}; khởi động lại sau {self._delay:.0f} giây.")
        self._again_at = now + self._delay
        self._delay = min(self._delay * 2, LONGEST_DELAY_SECONDS)


class Children:
    """Children kept alive from entering this context to leaving it, which stops them, the newest first.

    Enter it in a thread that outlives it: the kernel tells a child of the death of the thread that started it.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._kept: list[tuple[KeptAlive, float]] = []
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="papiplan-children")

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def keep(self, name: str, start: Callable[[], Child], stop_seconds: float) -> Child:
        """Start one and keep it alive; `stop_seconds` is its grace at the end."""
        kept = KeptAlive(name, start, self._tell)
        with self._lock:
            self._kept.append((kept, stop_seconds))
        return kept.child

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            for kept, stop_seconds in reversed(self._kept):
                kept.child.stop(stop_seconds)
            self._over.set()
        # Only now: its end is the signal to stop for every child that it has started again.
        self._watcher.join()

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            with self._lock:
                for kept, _ in () if self._over.is_set() else self._kept:
                    kept.look(time.monotonic())


def _become(parent_pid: int, command: list[str]) -> NoReturn:
    """Turn this process into `command`, bound to the life of its parent.

    Here and not in Popen's `preexec_fn`, which may hang in a parent with threads.
    """
    # Started in the background of a shell we inherit SIGINT ignored, and Prefect's worker stops by way of SIGINT.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform == "linux":
        # Asked to end, Prefect's server and worker would wait for each other for ever: there is nobody left to insist.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent_pid:
        sys.exit("the parent is gone")
    os.execv(command[0], command)


if __name__ == "__main__":
    _become(int(sys.argv[1]), sys.argv[2:])
