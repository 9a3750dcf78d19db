"""The example's plan folder with some of its rows changed, as an office changes a copy of it."""

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from shutil import copytree

import yaml

from papiplan.documents.plan_folders.plan_folder import example_folder

Row = dict[str, str]
Change = Callable[[list[Row]], list[Row]]


def changed_folder(
    home: Path, name: str = "changed", *, units: Change | None = None, actions: Change | None = None, **fields: object
) -> Path:
    """A copy of the example with its tables' rows and its plan's fields changed."""
    folder = Path(copytree(example_folder(), home / name))
    for table, change in (("units", units), ("actions", actions)):
        if change is not None:
            _rewrite(folder / f"{table}.csv", change)
    plan = yaml.safe_load((folder / "plan.yaml").read_text(encoding="utf-8"))
    (folder / "plan.yaml").write_text(yaml.safe_dump(plan | fields, allow_unicode=True), encoding="utf-8")
    return folder


def _rewrite(path: Path, change: Change) -> None:
    rows = change(list(csv.DictReader(StringIO(path.read_text(encoding="utf-8")))))
    output = StringIO()
    writer = csv.DictWriter(output, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(output.getvalue(), encoding="utf-8")


def with_rows(**changes: Row) -> Change:
    """The rows with these fields of the rows of these codes ("phuong_1" for phuong-1, "a2_3_1" for 2.3.1) changed."""
    by_code = {_code(name): fields for name, fields in changes.items()}
    return lambda rows: [row | by_code.get(row["code"], {}) for row in rows]


def _code(name: str) -> str:
    return name[1:].replace("_", ".") if name[:2] in {f"a{n}" for n in range(1, 9)} else name.replace("_", "-")


def merged(rows: list[Row], last: str = "2023-12-31", first: str = "2024-01-01") -> list[Row]:
    """Phường 1 and Phường 4 become Phường 1-4."""
    ended = with_rows(
        phuong_1={"valid_to": last, "successor": "phuong-1-4"}, phuong_4={"valid_to": last, "successor": "phuong-1-4"}
    )(rows)
    model = next(row for row in rows if row["code"] == "phuong-1")
    heir = {
        **model,
        "code": "phuong-1-4",
        "name": "Ủy ban nhân dân Phường 1-4",
        "short": "UBND Phường 1-4",
        "addresses": "phuong-1-4@sadec.example",
        "aliases": "P1-4",
        "head_title": "Chủ tịch Ủy ban nhân dân Phường 1-4",
        "valid_from": first,
        "gso_code": "",
    }
    return [*ended, heir]
