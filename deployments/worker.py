"""A worker of a home: how it is started by `papiplan up`, and by `papiplan worker` on a further machine.

Not here: the server that it asks for runs (`prefect_server`).
"""

import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from deployments.deploying import WORK_POOL
from deployments.prefect_server import environment
from papiplan.domain.problems import Problem, Refused

RUNS_AT_ONCE = 4
QUERY_SECONDS = 2
"""How often the worker asks for runs: what an officer waits after pressing the button, for little work."""


def worker_command() -> list[str]:
    name, pool = f"papiplan-{platform.node()}", ["--pool", WORK_POOL, "--type", "process"]
    return [
        sys.executable, "-m", "prefect", "worker", "start", *pool, "--name", name, "--limit", str(RUNS_AT_ONCE)
    ]  # fmt: skip


def worker_environment(home: Path, api_url: str) -> Mapping[str, str]:
    """What a worker needs beside its surroundings, for the runs that it starts too."""
    return {
        **environment(home, api_url),
        # `python` in the deployments' command means the interpreter that runs us.
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath))),
        "PREFECT_WORKER_QUERY_SECONDS": str(QUERY_SECONDS),
        "PAPIPLAN_HOME": str(home),
    }


def become_worker(home: Path) -> NoReturn:
    """Turn this process into one more worker of the server that PREFECT_API_URL names; Refused where none is named."""
    api_url = os.environ.get("PREFECT_API_URL")
    if not api_url:
        what = "chưa đặt địa chỉ của máy chủ Prefect"
        raise Refused(Problem("PREFECT_API_URL", what, "Ví dụ: PREFECT_API_URL=http://may-chu:4200/api."))
    home = home.resolve()
    os.chdir(home)
    os.execve(sys.executable, worker_command(), {**os.environ, **worker_environment(home, api_url)})
