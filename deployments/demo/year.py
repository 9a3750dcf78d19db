"""The demo: the example plan's year, 15 June 2023 to 15 April 2024, lived in two minutes through the real flows.

A home of its own, a real Prefect server and worker, a real mail server and mailbox; only the clock is virtual and the
units are played. Not here: what the units send (`script`, `players`).
"""

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, Message
from email.utils import format_datetime
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from deployments.demo.mail_server import Mailboxes, mail_server
from deployments.demo.mailbox_server import MailboxServer, mailbox_server
from deployments.demo.players import Player
from deployments.demo.script import REPORTS, SUBPLANS, Move, Sending, moves
from deployments.prefect_server import HOST, connected, environment, free_port
from deployments.run_folder import Addresses
from deployments.status import PlanStatus
from deployments.up import AlreadyUpError, Running, stop_on_signals
from papiplan import settings
from papiplan.database import Database
from papiplan.documents.plan_folders.plan_folder import example_folder, load_plan_folder
from papiplan.domain.deadlines import VIETNAM, short
from papiplan.domain.plans import PlanDefinition, SubmissionKind

EVENT_SECONDS = 60
"""How long the demo waits for the round that the event starts on the worker, some ten seconds as a rule.

A Prefect server that is kept busy may lose an event; any round finds what the event should have told.
"""


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@dataclass(frozen=True)
class Moment:
    """One thing that the office does on the virtual clock."""

    at: datetime
    label: str
    do: Callable[["Office"], object]


@dataclass
class Office:
    """The coordinating office of the demo: its plan, its flows, its units."""

    plan: PlanDefinition
    home: Path
    addresses: Addresses
    mailboxes: Mailboxes
    mailbox: MailboxServer

    def run(self, flow: str, now: datetime, **parameters: Any) -> Any:
        """Run a flow as an operator does, and insist that it ends well."""
        function = getattr(import_module(f"flows.{flow}"), flow)
        state = function(**parameters, now=now, return_state=True)
        if not state.is_completed():
            raise RuntimeError(f"{flow} at {now}: {state.name}: {state.message}")
        return state.result()

    def play(self, move: Move) -> None:
        """Let one unit send one thing; its paper lies at the clerk's office, where an officer enters it."""
        units = [unit.code for unit in self.plan.obliged_units]
        number = units.index(move.unit) + 1
        player = Player(self.plan.unit(move.unit), number, self.mailboxes, self._post)
        if move.sending is not Sending.PAPER:
            player.answer(move, self.plan.operators[0].email)
            return
        document = {"doc_symbol": player.symbol(move.kind), "doc_date": move.at.date(), "kind": move.kind.value}
        entry = {"actor": "nv1", "channel": "register", "registry_no": str(800 + number), "at": move.at}
        self.run("receive", move.at, plan=self.plan.id, files=[], unit=move.unit, **document, **entry)

    def _post(self, mail: EmailMessage, at: datetime) -> None:
        """Put a mail into the office's mailbox as its server does: with the line of its receipt, at that instant."""
        received = Message()
        received["Received"] = f"from demo by {HOST}; {format_datetime(at)}"
        self.mailbox.append(received.as_bytes().rstrip(b"\n") + b"\n" + mail.as_bytes(), at)


def live_the_year(home: Path) -> int:
    """Run the demo on `home`, which is emptied first; returns the exit code.

    On a terminal it stays up until Ctrl-C, otherwise it stops everything that it started.
    """
    console = Console()
    stop_on_signals()
    try:
        with ExitStack() as stack:
            office = stack.enter_context(_office(home, console))
            _live(office, console)
            _show_end(office, console)
            if sys.stdout.isatty():
                console.print("Nhấn Ctrl-C để dừng.")
                threading.Event().wait()
    except AlreadyUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        console.print("Đã dừng.")
    return 0


@contextmanager
def _office(home: Path, console: Console) -> Iterator[Office]:
    """Everything that the demo needs, running on an emptied home."""
    home.mkdir(parents=True, exist_ok=True)
    for entry in home.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    plan = load_plan_folder(example_folder()).accepted()
    with ExitStack() as stack:
        port, mailboxes = stack.enter_context(mail_server(home / "mail"))
        mailbox = stack.enter_context(mailbox_server())
        variables = _variables(home, port, mailbox)
        stack.enter_context(connected(variables))
        settings.current.cache_clear()
        stack.callback(settings.current.cache_clear)
        at = settings.current()
        console.print("Đang khởi động máy chủ Prefect, worker và máy chủ tài liệu…")
        running = Running(
            home,
            ui_port=at.ui_port,
            files_port=at.files_port,
            migrate=lambda: Database.migrated(at.database),
            schedules_active=False,
            variables=variables,
            tell=console.print,
        )
        addresses = stack.enter_context(running)
        stack.enter_context(connected(environment(home, addresses.api_url)))
        stack.enter_context(_without_heartbeats())
        console.print(f"Màn hình điều hành: {addresses.ui_url}")
        yield Office(plan, home, addresses, mailboxes, mailbox)


def _variables(home: Path, smtp_port: int, mailbox: MailboxServer) -> Mapping[str, str]:
    """The demo's settings: nothing of the surrounding environment reaches it but the ports, or free ones for them."""
    at = settings.current()
    cleared = {f"PAPIPLAN_{name.upper()}": "" for name in settings.Settings.model_fields}
    return {
        **cleared,
        "PAPIPLAN_HOME": str(home),
        "PAPIPLAN_VIRTUAL_CLOCK": "1",
        "PAPIPLAN_SMTP_HOST": HOST,
        "PAPIPLAN_SMTP_PORT": str(smtp_port),
        "PAPIPLAN_SMTP_SECURITY": "none",
        "PAPIPLAN_MAIL_MODE": "live",
        "PAPIPLAN_IMAP_HOST": mailbox.host,
        "PAPIPLAN_IMAP_PORT": str(mailbox.port),
        "PAPIPLAN_IMAP_USER": mailbox.user,
        "PAPIPLAN_IMAP_PASSWORD": mailbox.password,
        "PAPIPLAN_IMAP_SECURITY": "none",
        "PAPIPLAN_UI_PORT": str(free_port(at.ui_port)),
        "PAPIPLAN_FILES_PORT": str(free_port(at.files_port)),
    }


@contextmanager
def _without_heartbeats() -> Iterator[None]:
    """Runs in this process are watched by whoever watches the demo; a heartbeat would hold each up by a second."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield


def _live(office: Office, console: Console) -> None:
    moments = _year(office.plan)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeElapsedColumn(), console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("", total=len(moments))
        for moment in moments:
            line = f"{short(moment.at.date())}  {moment.label}"
            progress.update(bar, description=line)
            if not console.is_terminal:
                console.print(line)
            moment.do(office)
            progress.advance(bar)


def _year(plan: PlanDefinition) -> list[Moment]:
    """Everything that happens, in the order of time: the units' days between the office's own acts."""
    results = str(example_folder() / "results" / "papi-2023.csv")
    units = [unit.code for unit in plan.obliged_units]
    issued, published = instant("2023-06-15 09:00"), instant("2024-04-02 14:00")
    office_acts = [
        Moment(issued, "Ban hành Kế hoạch 123/KH-UBND, gửi biểu cho 20 đơn vị", lambda office: office.run(
            "issue", issued, folder=str(example_folder()), number="123/KH-UBND", on=issued.date(), actor="nv1")),
        _round("2023-06-28 07:30", "Nhắc đơn vị chưa gửi kế hoạch"),
        _round("2023-07-03 07:30", "Đã hết hạn gửi kế hoạch: nhắc đơn vị quá hạn"),
        _round("2023-07-05 07:30", "Dự thảo công văn đôn đốc cho cán bộ trình ký"),
        Moment(instant("2023-07-05 08:00"), "Bản tin công việc của cán bộ",
               lambda office: office.run("daily_digest", instant("2023-07-05 08:00"), plan=office.plan.id)),
        _subplans("2023-07-10 09:00"),
        _round("2023-11-01 07:30", "Chờ công bố Chỉ số"),
        _round("2024-03-01 07:30", "Chờ công bố; gửi trước biểu báo cáo"),
        Moment(published, "PAPI 2023 được công bố; sự kiện khởi động lượt theo dõi trên worker",
               lambda office: _publish(office, published, results)),
        _round("2024-04-09 07:30", "Hết hạn gửi báo cáo: nhắc đơn vị quá hạn"),
        _consolidation("2024-04-09 09:00", final=False),
        _consolidation("2024-04-12 15:00", final=True),
        Moment(instant("2024-04-15 09:00"), "Lập dự thảo đánh giá",
               lambda office: office.run("evaluate", instant("2024-04-15 09:00"), plan=office.plan.id, actor="nv1")),
    ]  # fmt: skip
    sent = moves(SubmissionKind.SUBPLAN, units, SUBPLANS) + moves(SubmissionKind.REPORT, units, REPORTS)
    return sorted([*office_acts, *_days_of(sent)], key=lambda moment: moment.at)


def _days_of(sent: list[Move]) -> Iterator[Moment]:
    """One moment a day on which units send: their mails, then the flow that takes them in."""
    for day, of_the_day in groupby(sorted(sent, key=lambda move: move.at), key=lambda move: move.at.date()):
        batch = list(of_the_day)
        evening = datetime.combine(day, datetime.max.time(), VIETNAM).replace(
            hour=17, minute=0, second=0, microsecond=0
        )
        yield Moment(evening, f"{len({move.unit for move in batch})} đơn vị gửi hồ sơ", _day(batch, evening))


def _day(batch: list[Move], evening: datetime) -> Callable[[Office], object]:
    def happen(office: Office) -> None:
        for move in batch:
            office.play(move)
        office.run("fetch_mailbox", evening)

    return happen


def _round(at: str, label: str) -> Moment:
    return Moment(instant(at), label, lambda office: office.run("advance", instant(at), plan=office.plan.id))


def _subplans(at: str) -> Moment:
    label = "Tổng hợp kế hoạch của các đơn vị"
    return Moment(
        instant(at), label, lambda office: office.run("consolidate_subplans", instant(at), plan=office.plan.id)
    )


def _consolidation(at: str, *, final: bool) -> Moment:
    label = "Chốt tổng hợp báo cáo" if final else "Tổng hợp báo cáo: bản tạm tính"
    return Moment(
        instant(at),
        label,
        lambda office: office.run("consolidate", instant(at), plan=office.plan.id, actor="nv1", final=final),
    )


def _publish(office: Office, now: datetime, results: str) -> None:
    """Record the publication; its event starts the round on the worker, and where it does not, the office does."""
    office.run("record_publication", now, plan=office.plan.id, on=now.date(), results=results, actor="nv1")
    if not _round_by_event():
        print(f"  Sau {EVENT_SECONDS} giây sự kiện công bố chưa khởi động xong lượt theo dõi: chạy bằng tay.")
        office.run("advance", now, plan=office.plan.id)


def _round_by_event() -> bool:
    """Wait for the round that the publication's event starts; whether it has completed."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        until = time.monotonic() + EVENT_SECONDS
        while time.monotonic() < until:
            if any(_started_by_event(run) and run.state.is_completed() for run in client.read_flow_runs() if run.state):
                return True
            time.sleep(0.5)
    return False


def _started_by_event(run: Any) -> bool:
    return run.created_by is not None and run.created_by.type == "AUTOMATION"


def _show_end(office: Office, console: Console) -> None:
    """The year's end: the units' table, the documents, the addresses."""
    at = settings.current()
    status = PlanStatus.read(Database.open(at.database, create=False), office.plan.id, instant("2024-04-15 23:59:59"))
    console.print(status.as_table())
    for path in status.documents:
        if not path.startswith("issued/") or path.count("/") == 1:
            console.print(f"  {os.path.relpath(at.plans_folder / office.plan.id / path)}")
    console.print(f"Thư đã gửi: {office.mailboxes.count} tệp .eml trong {os.path.relpath(office.mailboxes.folder)}")
    console.print(f"Màn hình điều hành: {office.addresses.ui_url}")
    console.print(f"Văn bản, tài liệu: {office.addresses.files_url}")
