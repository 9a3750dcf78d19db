"""Laws of child processes: none outlives us, and one that dies comes back."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deployments.children import LONGEST_DELAY_SECONDS, STEADY_SECONDS, Child, KeptAlive
from tests.deployments.processes import eventually, is_alive

# Says its own number and that of a child of its own, then waits for a very long time.
PARENT_OF_ONE = """
import os, subprocess, sys, time
inner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(os.getpid(), inner.pid, flush=True)
time.sleep(600)
"""


def child(tmp_path: Path, code: str) -> Child:
    return Child([sys.executable, "-c", code], {}, tmp_path, tmp_path / "log")


def numbers_said(log: Path) -> list[int]:
    eventually(lambda: log.exists() and log.read_text().endswith("\n"))
    return [int(word) for word in log.read_text().split()]


def test_a_child_ends_together_with_what_it_started(tmp_path: Path) -> None:
    started = child(tmp_path, PARENT_OF_ONE)
    outer, inner = numbers_said(tmp_path / "log")
    assert outer == started.pid
    started.stop(grace_seconds=5)
    assert started.exit_code is not None
    eventually(lambda: not is_alive(inner))


def test_a_child_that_does_not_listen_is_killed_when_the_grace_is_over(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(600)"
    started = child(tmp_path, deaf)
    numbers_said(tmp_path / "log")
    started.stop(grace_seconds=0.3)
    assert started.exit_code == -signal.SIGKILL


def test_stopping_twice_is_safe(tmp_path: Path) -> None:
    started = child(tmp_path, "import time; time.sleep(600)")
    started.stop(grace_seconds=5)
    started.stop(grace_seconds=5)
    assert started.exit_code is not None


def test_a_child_hears_ctrl_c_even_when_we_were_started_in_the_background_of_a_shell(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        started = child(tmp_path, "import time; print(1, flush=True); time.sleep(600)")
    finally:
        signal.signal(signal.SIGINT, before)
    numbers_said(tmp_path / "log")
    os.kill(started.pid, signal.SIGINT)
    eventually(lambda: started.exit_code is not None)
    started.stop(grace_seconds=1)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells of a parent's death on Linux only")
@pytest.mark.parametrize("deaf", ["", "signal.signal(signal.SIGTERM, signal.SIG_IGN); "], ids=["", "deaf to SIGTERM"])
def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path, deaf: str) -> None:
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path; from deployments.children import Child\n"
            f"code = 'import signal, time; {deaf}time.sleep(600)'\n"
            "started = Child([sys.executable, '-c', code], {}, Path('.'), Path('log'))\n"
            "print(started.pid, flush=True); time.sleep(600)",
        ],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    with parent.stdout:
        orphan = int(parent.stdout.readline())
    time.sleep(0.5)  # it binds itself to its parent in its first moment
    parent.kill()
    parent.wait()
    eventually(lambda: not is_alive(orphan))


class FakeChild:
    """A child that dies when told to."""

    def __init__(self) -> None:
        self.exit_code: int | None = None
        self.stopped = False

    def stop(self, grace_seconds: float) -> None:  # noqa: ARG002 - as the real one
        self.stopped = True


def kept(started: list[FakeChild], told: list[str]) -> KeptAlive:
    def start() -> FakeChild:
        started.append(FakeChild())
        return started[-1]

    starts: Callable[[], Child] = start  # type: ignore[assignment]
    return KeptAlive("Máy chủ", starts, told.append)


def test_a_dead_child_is_started_again_later_and_later() -> None:
    started: list[FakeChild] = []
    told: list[str] = []
    alive = kept(started, told)
    now = time.monotonic()
    waited = []
    for _ in range(8):
        started[-1].exit_code = 1
        alive.look(now)
        died_at, count = now, len(started)
        while len(started) == count:
            now += 0.5
            alive.look(now)
        waited.append(now - died_at)
    assert waited == [1, 2, 4, 8, 16, 32, LONGEST_DELAY_SECONDS, LONGEST_DELAY_SECONDS]
    assert told[0] == "Máy chủ dừng đột ngột (mã 1); khởi động lại sau 1 giây."
    assert all(dead.stopped for dead in started[:-1])


def test_a_child_that_was_well_for_a_while_comes_back_quickly() -> None:
    started: list[FakeChild] = []
    told: list[str] = []
    alive = kept(started, told)
    now = time.monotonic()
    for _ in range(3):
        started[-1].exit_code = 1
        alive.look(now)
        now += 100
        alive.look(now)
        now += STEADY_SECONDS
    assert [sentence.rpartition("sau ")[2] for sentence in told] == ["1 giây."] * 3


def test_a_start_that_fails_is_tried_again_later_and_later() -> None:
    started: list[FakeChild] = []
    told: list[str] = []
    no_room = OSError(errno.ENOSPC, "No space left on device")
    failures = [no_room, no_room]

    def start() -> FakeChild:
        if started and failures:
            raise failures.pop()
        started.append(FakeChild())
        return started[-1]

    starts: Callable[[], Child] = start  # type: ignore[assignment]
    alive = KeptAlive("Máy chủ", starts, told.append)
    started[0].exit_code = 1
    now = time.monotonic()
    alive.look(now)
    for seconds in (1, 2, 4):
        now += seconds
        alive.look(now)
    assert len(started) == 2
    assert told[1:] == [
        f"Máy chủ không khởi động được ({no_room}); khởi động lại sau 2 giây.",
        f"Máy chủ không khởi động được ({no_room}); khởi động lại sau 4 giây.",
    ]


def test_a_living_child_is_left_alone() -> None:
    started: list[FakeChild] = []
    told: list[str] = []
    kept(started, told).look(time.monotonic())
    assert (len(started), told) == (1, [])
