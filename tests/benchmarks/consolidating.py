"""Consolidates the reports of many units part by part, beside three scripts that a clerk who programs would write.

The scripts take the very files: each unit's report as a form of 28 actions, all of them one filled form, for what is in
them costs the same. Every part runs in a process of its own, so that its memory is its own; "+" is what it gained over
what imports and forms had taken. `python -m tests.benchmarks` runs it, `SIZES="20 200"` chooses.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pandas as pd
from python_calamine import CalamineWorkbook

from deployments.demo.filling import fill_form
from papiplan.documents.boards.dashboard import render_dashboard
from papiplan.documents.forms.form_reading import read_each
from papiplan.documents.papers.word_templates import shipped_template
from papiplan.documents.reports.consolidated_report import render_consolidated_report
from papiplan.documents.reports.report_pictures import charts
from papiplan.documents.workbooks.workbook import render_workbook
from papiplan.domain.consolidation import ConsolidatedTable, consolidate
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.province_evaluation import evaluate_province
from papiplan.domain.submissions import AcceptedForm
from tests.consolidations import a_province, a_publication, a_report, a_standing, an_issue
from tests.documents.boards.test_dashboard import a_digest_of
from tests.documents.forms.test_form_writing import rendered
from tests.documents.reports.editions import an_edition
from tests.factories import a_plan, a_unit, an_action
from tests.raw_forms import a_form

SIZES = (20, 200, 3_355)
"""A city, a province's departments and districts, every commune of the country."""

ACTIONS = 28
MOST_SECONDS = 300
"""A script that would take longer, by what it took at the size before, is left out."""


@cache
def plan_of(units: int) -> PlanDefinition:
    codes = tuple(f"xa-{n}" for n in range(units))
    places = tuple(a_unit(code, name=f"Ủy ban nhân dân xã {code}", short=f"UBND xã {code}") for code in codes)
    actions = tuple(an_action(f"{n % 8 + 1}.1.{n}", lead=codes[0], on_site=codes) for n in range(1, ACTIONS + 1))
    return a_plan(units=places, actions=actions, baselines=(a_province(2022, (5.0,) * 8),))


@cache
def forms_of(units: int) -> tuple[AcceptedForm, ...]:
    """What reading and checking have made of the reports."""
    plan = plan_of(units)
    answer = {
        "status": "done",
        "result": "Đã niêm yết 04/04 quý tại trụ sở",
        "result_number": 4.0,
        "measure_unit": "quý",
    }
    return tuple(
        a_report(unit.code, {action.code: answer for action in plan.actions_of(unit.code)}) for unit in plan.units
    )


@cache
def table_of(units: int) -> ConsolidatedTable:
    standings = [a_standing(unit.code, "2024-04-05 09:00") for unit in plan_of(units).units]
    return consolidate(plan_of(units), standings, forms_of(units))


def a_filled_report() -> bytes:
    """One unit's report of all actions, as a clerk fills it."""
    plan = plan_of(2)
    return fill_form(rendered(a_form(SubmissionKind.REPORT, unit="xa-1", promises={}), plan))


def files_of(units: int, folder: Path) -> list[Path]:
    """The reports as files, each named by its unit."""
    content = a_filled_report()
    files = [folder / f"xa-{n}.xlsx" for n in range(units)]
    for file in files:
        file.write_bytes(content)
    return files


def _script(files: list[Path], engine: str) -> None:
    """Frames of the sheet of results put together, counted by action and status, written as a workbook."""
    frames = []
    for file in files:
        frame = pd.read_excel(file, sheet_name=SubmissionKind.REPORT.sheet, header=None, engine=engine)
        head = frame.index[frame.eq("Mã nhiệm vụ").any(axis=1)][0]
        frame.columns = pd.Index(frame.loc[head].astype(str))
        frames.append(frame.loc[head + 1 :].dropna(subset=["Mã nhiệm vụ"]).assign(unit=file.stem))
    whole = pd.concat(frames, ignore_index=True)
    counted = whole.groupby(["Mã nhiệm vụ", "Tình trạng (*)"]).size().reset_index(name="n")
    with pd.ExcelWriter(BytesIO(), engine="xlsxwriter") as writer:
        counted.to_excel(writer, sheet_name="counted")
        whole.to_excel(writer, sheet_name="all")


def _bare(files: list[Path]) -> None:
    for file in files:
        CalamineWorkbook.from_path(str(file)).get_sheet_by_name(SubmissionKind.REPORT.sheet).to_python()


def _ours(files: list[Path]) -> None:
    for _ in read_each(file.read_bytes() for file in files):
        pass


ON_FILES: Mapping[str, Callable[[list[Path]], None]] = {
    "read: ours": _ours,
    "read: bare calamine loop": _bare,
    "script: pandas + calamine": lambda files: _script(files, "calamine"),
    "script: pandas + openpyxl": lambda files: _script(files, "openpyxl"),
}
ON_TABLE: Mapping[str, Callable[[int], object]] = {
    "consolidate: table": lambda units: consolidate(plan_of(units), (), forms_of(units)),
    "consolidate: charts": lambda units: charts(table_of(units), evaluate_province(plan_of(units), a_publication())),
    "consolidate: Word report": lambda units: render_consolidated_report(
        table_of(units), an_issue(on=date(2023, 6, 15)), a_publication(), an_edition(), shipped_template("bao-cao.docx")
    ),
    "consolidate: workbook": lambda units: render_workbook(table_of(units), a_publication(), an_edition()),
    "consolidate: dashboard": lambda units: render_dashboard(a_digest_of(units), {}, {}),
}


IN_THE_REPORT = "consolidate: charts"
"""Drawn into the Word report, and so no part of the whole beside it."""


def measure(part: str, units: int) -> None:
    """One part in this process: its seconds, and the most megabytes it held above what was there before."""
    with TemporaryDirectory() as folder:
        if part in ON_FILES:
            files = files_of(units, Path(folder))
            begun, before = perf_counter(), _megabytes()
            ON_FILES[part](files)
        else:
            _prepare(part, units)
            begun, before = perf_counter(), _megabytes()
            ON_TABLE[part](units)
        print(perf_counter() - begun, _megabytes() - before)


def _prepare(part: str, units: int) -> None:
    """What a part is given, so that it is not counted as its own."""
    if part == "consolidate: table":
        plan_of(units), forms_of(units)
    elif part != "consolidate: dashboard":
        table_of(units)


def _megabytes() -> int:
    """The most memory that this process and its children have held."""
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024


@dataclass(frozen=True)
class Cost:
    """What a part took: its seconds, and the megabytes that it gained."""

    seconds: float
    megabytes: float


def main() -> None:
    sizes = tuple(map(int, os.environ.get("SIZES", "").split())) or SIZES
    print(f"{'reports of ' + str(ACTIONS) + ' actions':<28}" + "".join(f"{units:>17} units" for units in sizes))
    for part in ON_FILES:
        _print_row(part, [_cell(cost) for cost in _costs(part, sizes)])
    costs = {part: _costs(part, sizes) for part in ON_TABLE}
    whole = [_whole([costs[part][n] for part in costs if part != IN_THE_REPORT]) for n in range(len(sizes))]
    for part, found in costs.items():
        _print_row(part, [_cell(cost, of) for cost, of in zip(found, whole, strict=True)])
    _print_row("consolidate: all", [_cell(cost) for cost in whole])


def _costs(part: str, sizes: tuple[int, ...]) -> list[Cost | None]:
    """A part's cost at each size; None where it would take too long by the size before."""
    found: list[Cost | None] = []
    per_unit = 0.0
    for units in sizes:
        if per_unit * units > MOST_SECONDS:
            found.append(None)
            continue
        ran = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.consolidating", part, str(units)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        cost = Cost(*map(float, ran.stdout.split()))
        per_unit = cost.seconds / units
        found.append(cost)
    return found


def _whole(parts: list[Cost | None]) -> Cost | None:
    """All parts together: their seconds, and the most that any of them gained."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return Cost(sum(part.seconds for part in known), max(part.megabytes for part in known))


def _cell(cost: Cost | None, of: Cost | None = None) -> str:
    if cost is None:
        return f"{'–':>23}"
    share = f"{cost.seconds / of.seconds:>4.0%}" if of else "    "
    return f"{cost.seconds:>9.2f} s {share} +{cost.megabytes:>4.0f} MB"


def _print_row(part: str, cells: list[str]) -> None:
    print(f"{part:<28}{''.join(cells)}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], int(sys.argv[2]))
    else:
        main()
