"""Reading the table of units alone, from a plan folder or from a file of its own: the roster of an issued plan.

Not here: the rest of a plan folder (`plan_folder`), nor what a new roster may not do (`domain.roster_changes`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from papiplan.documents.plan_folders.plan_building import build_units
from papiplan.documents.plan_folders.plan_columns import UnitRow
from papiplan.documents.plan_folders.plan_files import PlanFile, read_file, read_files
from papiplan.documents.plan_folders.plan_references import references
from papiplan.documents.plan_folders.plan_sentences import checked_rows
from papiplan.documents.plan_folders.plan_source import Source
from papiplan.documents.plan_folders.plan_sources import WORKBOOK, find_sources, units_of
from papiplan.documents.plan_folders.plan_uniqueness import check_units
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem
from papiplan.domain.units import Unit


@dataclass(frozen=True)
class LoadedUnits:
    """A table of units as read: the units, none when there are problems, and where each stands; the files it is in."""

    units: tuple[Unit, ...]
    problems: tuple[Problem, ...]
    places: Mapping[str, str]
    files: tuple[PlanFile, ...]


def load_units(path: Path, definition: PlanDefinition) -> LoadedUnits:
    """The units of a plan folder or of a table (.csv, .xlsx), whose groups are those of the plan in force."""
    read, problems = read_files(path) if path.is_dir() else read_file(path)
    if problems:
        return LoadedUnits((), problems, {}, ())
    if path.is_dir():
        source = find_sources(path, read).units
        kept = tuple(file for name, file in read.items() if name.startswith("units.") or name == WORKBOOK)
    else:
        source, kept = units_of(next(iter(read.values()))), tuple(read.values())
    groups = [{"code": group.code, "name": group.name} for group in definition.groups]
    known = references(Source({"groups": groups}, {(): path.name}), source)
    rows, problems = checked_rows(source, UnitRow, known)
    found = (*problems, *check_units(source, rows, known))
    places = {row["code"]: source.where((n,)) for n, row in source.rows if "code" in row}
    return LoadedUnits(() if found else build_units(rows), tuple(dict.fromkeys(found)), places, kept)
