"""Which file of a plan folder says what: plan.yaml or the workbook, tables as text or as sheets.

Not here: reading them (`plan_yaml`, `plan_sheets`, `plan_tables`).
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from papiplan.documents.plan_folders.plan_columns import ActionRow, CalendarRow, UnitRow
from papiplan.documents.plan_folders.plan_fields import Fields
from papiplan.documents.plan_folders.plan_files import PlanFile, text_of
from papiplan.documents.plan_folders.plan_sheets import Grid, read_csv, read_workbook
from papiplan.documents.plan_folders.plan_source import Source, unreadable
from papiplan.documents.plan_folders.plan_tables import read_fields_sheet, read_table
from papiplan.documents.plan_folders.plan_yaml import read_yaml
from papiplan.domain.problems import Refused
from papiplan.domain.units import normalised

FIELDS_FILE = "plan.yaml"
WORKBOOK = "ke-hoach.xlsx"
FIELDS_SHEET, UNITS_SHEET, ACTIONS_SHEET, CALENDAR_SHEET = "Kế hoạch", "Đơn vị", "Nhiệm vụ", "Lịch làm việc"


class Sources(NamedTuple):
    """The three things that a plan folder must say, and the days of the calendar that it may correct."""

    fields: Source
    units: Source
    actions: Source
    calendar: Source


Read = Callable[[], Source]


def find_sources(folder: Path, files: Mapping[str, PlanFile]) -> Sources:
    """Each from the one place that has it; a problem where more than one has, or none that must."""
    sheets: Mapping[str, Grid] = {}
    if WORKBOOK in files:
        try:
            sheets = read_workbook(WORKBOOK, files[WORKBOOK].data)
        except Refused as refused:
            # Nobody knows which of them it holds.
            broken = Source(None, {(): WORKBOOK}, refused.problems)
            return Sources(broken, broken, broken, broken)
    fields: dict[str, Read] = {}
    if FIELDS_FILE in files:
        fields[FIELDS_FILE] = partial(_fields_file, files[FIELDS_FILE])
    first = next(iter(sheets), "")
    if first and normalised(first) not in map(normalised, (UNITS_SHEET, ACTIONS_SHEET, CALENDAR_SHEET)):
        fields[sheets[first].where] = partial(read_fields_sheet, sheets[first])
    wanted = f'{FIELDS_FILE} hoặc trang "{FIELDS_SHEET}" của {WORKBOOK}'
    return Sources(
        _only(folder, FIELDS_FILE, wanted, fields),
        _table(folder, files, sheets, "units", UNITS_SHEET, UnitRow),
        _table(folder, files, sheets, "actions", ACTIONS_SHEET, ActionRow),
        _table(folder, files, sheets, "calendar", CALENDAR_SHEET, CalendarRow, may_be_empty=True),
    )


def units_of(file: PlanFile) -> Source:
    """The table of units in a file of any name: of a workbook the sheet of units, else its first."""
    return _table_file(file, partial(read_table, model=UnitRow), UNITS_SHEET)


def _fields_file(file: PlanFile) -> Source:
    text, problems = text_of(file)
    return Source(None, {(): file.path}, problems) if problems else read_yaml(file.path, text)


def _table(
    folder: Path,
    files: Mapping[str, PlanFile],
    sheets: Mapping[str, Grid],
    stem: str,
    sheet: str,
    model: type[Fields],
    *,
    may_be_empty: bool = False,
) -> Source:
    read = partial(read_table, model=model, may_be_empty=may_be_empty)
    places: dict[str, Read] = {
        name: partial(_table_file, files[name], read) for name in (f"{stem}.csv", f"{stem}.xlsx") if name in files
    }
    for title, grid in sheets.items():
        if normalised(title) == normalised(sheet):
            places[grid.where] = partial(read, grid)
    if may_be_empty and not places and not (folder / f"{stem}.csv").is_dir():
        return Source([], {(): f"{stem}.csv"})
    return _only(folder, f"{stem}.csv", f'{stem}.csv, {stem}.xlsx hoặc trang "{sheet}" của {WORKBOOK}', places)


def _table_file(file: PlanFile, read: Callable[[Grid], Source], sheet: str = "") -> Source:
    """A table in a file of its own: of a workbook the sheet of this name, else its first."""
    try:
        if file.path.endswith(".xlsx"):
            grids = read_workbook(file.path, file.data)
            named = (grid for title, grid in grids.items() if normalised(title) == normalised(sheet))
            return read(next(iter((*named, *grids.values())), Grid(file.path, (), in_workbook=True)))
        text, problems = text_of(file)
        return Source(None, {(): file.path}, problems) if problems else read(read_csv(file.path, text))
    except Refused as refused:
        return Source(None, {(): file.path}, refused.problems)


def _only(folder: Path, name: str, wanted: str, places: Mapping[str, Read]) -> Source:
    if len(places) == 1:
        return next(iter(places.values()))()
    if places:
        return unreadable(name, f"có ở nhiều chỗ: {'; '.join(places)}", "Giữ lại một chỗ.")
    if (folder / name).is_dir():
        return unreadable(name, "là thư mục, cần một tệp", "Đổi tên hoặc xóa thư mục này.")
    return unreadable(name, "không có trong thư mục", f"Cần {wanted}; tạo mẫu bằng lệnh papiplan new.")
