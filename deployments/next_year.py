"""`papiplan new FOLDER --from PLAN --year Y`: next year's plan folder out of a plan on record.

Reading only, without Prefect. Not here: what is carried over or proposed (`domain.next_year`), nor how the folder is
written (`documents`).
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from papiplan.database import Database
from papiplan.database.consolidated_tables import load_table
from papiplan.database.facts import load_definition, load_facts
from papiplan.database.plans import issued_plans
from papiplan.documents.plan_folders.carried_plan import carried_plan
from papiplan.documents.plan_folders.plan_skeleton import write_new_plan
from papiplan.domain.deadlines import local_date
from papiplan.domain.next_year import NextYear, next_year
from papiplan.store import Store


@dataclass(frozen=True)
class WrittenPlan:
    """A folder of the next year, and what it begins with."""

    folder: Path
    begun: NextYear

    @classmethod
    def write(
        cls, database: Database, storage: str, plan: str, year: int, folder: Path, *, csv: bool, now: datetime
    ) -> "WrittenPlan":
        """Write the folder of the plan of `year`, as `plan` stands at `now`.

        Refused for an unknown plan, a year that is not a later one, and a folder that holds anything.
        """
        begun = _read(database, plan, year, now)
        templates = {own.name: Store(storage).get(own.sha256) for own in begun.before.paper_templates}
        write_new_plan(folder, csv=csv, filling=carried_plan(begun, templates, local_date(now)))
        return cls(folder, begun)

    def as_json(self) -> dict[str, Any]:
        """What was carried over and proposed, by number."""
        return {
            "folder": str(self.folder),
            "plan": self.begun.id,
            "year": self.begun.year,
            "units": len(self.begun.units),
            "actions": len(self.begun.actions) - self._finished,
            "finished": self._finished,
            "targets": len(self.begun.targets),
        }

    def line(self) -> str:
        """The same for an officer."""
        begun, carried = self.begun, len(self.begun.actions) - self._finished
        return (
            f"Đã tạo {self.folder} từ kế hoạch {begun.before.id}: {len(begun.units)} đơn vị, {carried} nhiệm vụ chuyển "
            f"tiếp ({self._finished} nhiệm vụ đã hoàn thành để ở cuối bảng), {len(begun.targets)} chỉ tiêu đề xuất."
        )

    @property
    def _finished(self) -> int:
        return sum(carried.finished for carried in self.begun.actions)


def _read(database: Database, plan: str, year: int, now: datetime) -> NextYear:
    with database.reading() as connection:
        facts = load_facts(connection, plan, now)
        definition = load_definition(connection, plan, now)
        made = facts.final.recorded_at if facts.final else now
        final = load_table(connection, load_facts(connection, plan, made), made) if facts.final else None
        return next_year(facts, definition, final, year, issued_plans(connection), local_date(now))
