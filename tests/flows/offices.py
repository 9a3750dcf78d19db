"""An office as tests drive it: its flows, its inbox, its mails, its status."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from deployments.demo.filling import fill_form
from deployments.status import PlanStatus
from papiplan import settings
from papiplan.database import Database
from papiplan.database.submissions import SubmissionRecord, load_submissions
from papiplan.documents.inbox import COVERING
from papiplan.documents.plan_folders.plan_folder import example_folder
from papiplan.domain.deadlines import end_of
from papiplan.domain.obligations import Outcome
from tests.database_digest import database_digest
from tests.factories import at
from tests.smtp_server import ReceivedMail, SmtpServer

PLAN = "sa-dec-2023"
RESULTS = example_folder() / "results" / "papi-2023.csv"


@contextmanager
def without_heartbeats() -> Iterator[None]:
    """Prefect joins its heartbeat thread at each run's end, which takes a second."""
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield


@dataclass(frozen=True)
class Ended:
    """How a run ended: the state's name and message, and the flow's result when it has one."""

    name: str
    message: str
    result: Any

    @property
    def refused(self) -> bool:
        return self.name == "Từ chối"


@dataclass(frozen=True)
class Office:
    """An office's home with its mail server."""

    home: Path
    smtp: SmtpServer

    def run(self, flow: str, now: str, **parameters: Any) -> Ended:
        """Run a flow at an instant of the virtual clock; a failure of ours is raised."""
        function = getattr(import_module(f"flows.{flow}"), flow)
        state = function(**parameters, now=at(now), return_state=True)
        result = None if state.is_cancelled() else state.result()
        return Ended(state.name, state.message or "", result)

    def issue(self, folder: Path | None = None, now: str = "2023-06-15 09:00", **changes: Any) -> Ended:
        stated = {"number": "123/KH-UBND", "on": date(2023, 6, 15), "actor": "nv1", **changes}
        return self.run("issue", now, folder=str(folder or example_folder()), **stated)

    def publish(self, now: str = "2024-04-02 14:00", plan: str = PLAN, **changes: Any) -> Ended:
        stated = {"on": date(2024, 4, 2), "results": str(RESULTS), "actor": "nv1", **changes}
        return self.run("record_publication", now, plan=plan, **stated)

    def advance(self, now: str, plan: str = "") -> Ended:
        return self.run("advance", now, plan=plan)

    def issued_form(self, unit: str, kind: str = "subplan", plan: str = PLAN) -> bytes:
        return (self.home / "plans" / plan / "issued" / unit / f"{kind}.xlsx").read_bytes()

    def put(self, name: str, content: bytes, plan: str = PLAN, **note: str) -> None:
        """Put a file into the inbox, with a covering note when something is said of it."""
        inbox = self.home / "inbox" / plan
        inbox.mkdir(parents=True, exist_ok=True)
        if note:
            (inbox / f"{name}{COVERING}").write_text(yaml.safe_dump(note, allow_unicode=True), encoding="utf-8")
        (inbox / name).write_bytes(content)

    def send(
        self, unit: str, kind: str = "subplan", plan: str = PLAN, changes: Mapping[str, object] = {}, **note: str
    ) -> None:
        """Fill a unit's form and put it into the inbox."""
        self.put(f"{unit}-{kind}.xlsx", fill_form(self.issued_form(unit, kind, plan), changes=changes), plan, **note)

    def status(self, now: str, plan: str = PLAN) -> dict[str, Any]:
        """`papiplan status --json` as at an instant, or at the end of a day."""
        moment = at(now) if " " in now else end_of(date.fromisoformat(now))
        read = PlanStatus.read(self.database, plan, moment).as_json()
        document: dict[str, Any] = json.loads(json.dumps(read, default=str))
        return document

    def obligation(self, unit: str, now: str, kind: str = "subplan", plan: str = PLAN) -> dict[str, Any]:
        found = [o for o in self.status(now, plan)["obligations"] if (o["unit"], o["kind"]) == (unit, kind)]
        assert len(found) == 1
        return found[0]

    @property
    def database(self) -> Database:
        return Database.open(settings.current().database, create=False)

    def unassigned(self, plan: str = PLAN) -> tuple[SubmissionRecord, ...]:
        """What nobody could assign: the queue."""
        with self.database.reading() as connection:
            return load_submissions(connection, plan, outcome=Outcome.UNASSIGNED)

    def digest(self) -> str:
        """One hash over everything on record."""
        return database_digest(self.database)

    def mails_to(self, unit: str) -> list[ReceivedMail]:
        return [mail for mail in self.smtp.mails if mail.recipients[0].startswith(f"{unit}@")]

    def board(self, subject: str, plan: str = PLAN) -> str:
        """What stands on a board of the UI."""
        return str(latest_artifact(f"{plan}-{subject}").data)


def latest_artifact(key: str) -> Any:
    """The newest version of an artifact."""
    wanted = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=[key]))
    with get_client(sync_client=True) as client:
        (latest,) = client.read_latest_artifacts(artifact_filter=wanted)
    return latest
