"""Plan folders of any size, made from the example."""

import csv
from io import StringIO
from pathlib import Path

import yaml

from papiplan.documents.plan_folders.plan_folder import example_folder

ACTIONS = 4
"""Few, for it is the number of units that these folders are about."""


def folder_of_units(home: Path, units: int, **changes: object) -> Path:
    """A plan folder whose only obliged units are communes, xa-1, xa-2, …, each with the first actions on site."""
    folder = home / f"plan-of-{units}"
    folder.mkdir(parents=True)
    plan = yaml.safe_load((example_folder() / "plan.yaml").read_text(encoding="utf-8"))
    plan |= {"id": folder.name, **changes}
    (folder / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    rows = list(csv.DictReader(StringIO((example_folder() / "units.csv").read_text(encoding="utf-8"))))
    kept = [{**row, "duty": "invited"} if row["duty"] == "obliged" else row for row in rows if row["kind"] != "commune"]
    commune = next(row for row in rows if row["kind"] == "commune")
    made = [
        {
            **commune,
            "code": f"xa-{n}",
            "name": f"Ủy ban nhân dân xã Số {n}",
            "short": f"UBND xã Số {n}",
            "head_title": f"Chủ tịch Ủy ban nhân dân xã Số {n}",
            "addresses": f"xa-{n}@sadec.example",
            "aliases": "",
            "gso_code": "",
        }
        for n in range(1, units + 1)
    ]
    _write(folder / "units.csv", [*kept, *made])
    actions = csv.DictReader(StringIO((example_folder() / "actions.csv").read_text(encoding="utf-8")))
    _write(folder / "actions.csv", list(actions)[:ACTIONS])
    (folder / "results").mkdir()
    baseline = "results/papi-2022.csv"
    (folder / baseline).write_bytes((example_folder() / baseline).read_bytes())
    return folder


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    output = StringIO()
    writer = csv.DictWriter(output, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(output.getvalue(), encoding="utf-8")
