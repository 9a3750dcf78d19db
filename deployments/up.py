"""`papiplan up`: the Prefect server, the worker, the deployments and the documents of one home, by one process.

Not here: how a server starts (`prefect_server`), what is deployed (`deploying`), how a dead child returns (`children`).
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import NoReturn

from deployments import prefect_server
from deployments.children import Child, Children
from deployments.deploying import DeployError, deploy
from deployments.prefect_server import HOST, api_url_at, environment, free_port
from deployments.run_folder import Addresses, leave_addresses, remove_addresses, run_folder, up_lock
from deployments.worker import worker_command, worker_environment

PORT_SECONDS = 10.0
"""How long one that was killed may take to let go of its ports."""
WORKER_STOP_SECONDS = 8.0
DOCUMENTS_STOP_SECONDS = 1.0


class AlreadyUpError(Exception):
    """Another `papiplan up` runs on this home; the message is Vietnamese."""


class PortTakenError(Exception):
    """Another program has a port of ours; the message is Vietnamese."""


class Running:
    """Everything that serves a home, from entering this context to leaving it: `with Running(…) as at: at.api_url`.

    `migrate` brings the product's database to the newest revision. `variables` are added to the worker's environment.
    `tell` takes one Vietnamese sentence for the operator. Entering raises AlreadyUpError, PortTakenError,
    ServerStartError or DeployError.
    """

    def __init__(
        self,
        home: Path,
        *,
        ui_port: int,
        files_port: int,
        migrate: Callable[[], object],
        schedules_active: bool = True,
        variables: Mapping[str, str] | None = None,
        tell: Callable[[str], None] = print,
    ) -> None:
        self._home = home.resolve()
        self._ui_port, self._files_port = ui_port, files_port
        self._migrate = migrate
        self._schedules_active = schedules_active
        self._variables = dict(variables or {})
        self._tell = tell
        self._stack = ExitStack()

    def __enter__(self) -> Addresses:
        with ExitStack() as stack:
            self._take_locks(stack)
            remove_addresses(self._home)  # of one that was killed
            self._wait_for_ports()
            self._migrate()
            addresses = self._addresses()
            children = stack.enter_context(Children(self._tell))
            server = children.keep("Máy chủ Prefect", self._start_server, prefect_server.STOP_SECONDS)
            children.keep("Máy chủ tài liệu", self._start_documents, DOCUMENTS_STOP_SECONDS)
            prefect_server.wait_until_healthy(self._home, addresses.api_url, server)
            with prefect_server.connected(environment(self._home, addresses.api_url)):
                deploy(addresses.api_url, schedules_active=self._schedules_active)
            # After deploying, which drops the runs that the clock ordered while everything was off.
            children.keep("Tiến trình chạy lượt (worker)", self._start_worker, WORKER_STOP_SECONDS)
            stack.callback(remove_addresses, self._home)
            leave_addresses(self._home, addresses)
            self._stack = stack.pop_all()
        return addresses

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _take_locks(self, stack: ExitStack) -> None:
        lock = up_lock(self._home)
        if lock is None:
            raise AlreadyUpError(f"papiplan up đang chạy trên {self._home}; không cần chạy thêm.")
        stack.enter_context(lock)
        while (database := prefect_server.own_prefect_database(self._home)) is None:
            time.sleep(0.2)  # a single command has a temporary server there for as long as it runs
        stack.enter_context(database)

    def _wait_for_ports(self) -> None:
        """Until both are free; links in mails and on boards hold them, so that no others will do."""
        until = time.monotonic() + PORT_SECONDS
        wanted = {"PAPIPLAN_UI_PORT": self._ui_port, "PAPIPLAN_FILES_PORT": self._files_port}
        while taken := {name: port for name, port in wanted.items() if free_port(port) != port}:
            if time.monotonic() > until:
                told = (f"Cổng {port} đã có chương trình khác dùng ({name})." for name, port in taken.items())
                raise PortTakenError(f"{' '.join(told)} Dừng chương trình đó, hoặc đặt cổng khác.")
            time.sleep(0.2)

    def _addresses(self) -> Addresses:
        ui_url, files_url = f"http://{HOST}:{self._ui_port}", f"http://{HOST}:{self._files_port}"
        return Addresses(api_url_at(self._ui_port), ui_url, files_url, os.getpid())

    def _start_server(self) -> Child:
        return prefect_server.start(self._home, self._ui_port)

    def _start_documents(self) -> Child:
        command = ["-m", "deployments.documents_server", "--home", str(self._home), "--port", str(self._files_port)]
        return Child([sys.executable, *command], {}, self._home, run_folder(self._home) / "documents-server.log")

    def _start_worker(self) -> Child:
        variables = {**worker_environment(self._home, api_url_at(self._ui_port)), **self._variables}
        return Child(worker_command(), variables, self._home, run_folder(self._home) / "worker.log")


def up(home: Path, *, ui_port: int, files_port: int, migrate: Callable[[], object]) -> int:
    """Serve a home until Ctrl-C or SIGTERM; returns the exit code. Call it in the main thread."""
    stop_on_signals()
    try:
        with Running(home, ui_port=ui_port, files_port=files_port, migrate=migrate, tell=_say) as at:
            _say(f"papiplan đang chạy. Màn hình điều hành: {at.ui_url}")
            _say(f"Văn bản, tài liệu: {at.files_url}")
            _say("Nhấn Ctrl-C để dừng.")
            threading.Event().wait()
    except (AlreadyUpError, PortTakenError, DeployError, prefect_server.ServerStartError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def _say(sentence: str) -> None:
    # Whoever read us may be gone, or the disk of the log full: the home is served all the same.
    with suppress(OSError):
        print(sentence, flush=True)


def stop_on_signals() -> None:
    """Let Ctrl-C and SIGTERM raise KeyboardInterrupt, also where a shell started us with SIGINT ignored."""
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    # Once: whoever presses Ctrl-C twice must not cut short the stopping itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt
