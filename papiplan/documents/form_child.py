"""The process that opens strangers' workbooks, file by file, and tells what their cells hold, judging nothing.

`form_reading` runs this file by its path, isolated: it imports nothing of ours. What kills it (a cell
at the end of the world, a bomb that inflates in the parser) kills nothing else. Not here: any meaning of a cell.

Once it is READY, a message is both ways its length in four bytes, then itself: a file in; a JSON object out, with
either "refused" or "sheets": [[name, visible, [[row, column, value], …]], …]. A date or datetime is {"date": ISO text}.
"""

import json
import posixpath
import struct
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from io import BytesIO
from typing import IO
from xml.etree import ElementTree

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

READY = b"+"
MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 10
MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_CELLS = 200_000
MOST_CHARACTERS = 5_000_000
MOST_SHEETS = 50

Place = tuple[int, int]
Cells = list[tuple[int, int, object]]


class TooLargeError(Exception):
    """The workbook has more rows, columns, cells or text than any form."""


def main() -> None:
    """Answer every file until there is no more."""
    limit_memory()
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    while header := sys.stdin.buffer.read(4):
        limit_cpu()
        answer = json.dumps(answer_to(sys.stdin.buffer.read(struct.unpack(">I", header)[0]))).encode()
        sys.stdout.buffer.write(struct.pack(">I", len(answer)) + answer)
        sys.stdout.buffer.flush()


def limit_memory() -> None:
    """Limit memory, and leave no core file; where the system knows no such limits, the guard and the clock remain."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def limit_cpu() -> None:
    """Give the next file its own seconds: the limit counts from the start of the process."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + MOST_SECONDS + 1, hard))


def answer_to(content: bytes) -> dict[str, object]:
    """The sheets of a workbook, or in one word why it is refused."""
    try:
        return {"sheets": list(sheets_of(content))}
    except (TooLargeError, MemoryError):
        return {"refused": "too large"}
    except PasswordError:
        return {"refused": "password"}
    except Exception:  # whatever a broken file provokes in the readers, it is refused, and the next file has its turn
        return {"refused": "broken"}


def sheets_of(content: bytes) -> Iterator[tuple[str, bool, Cells]]:
    """Each sheet with its name, whether it is visible, and its cells that hold something."""
    marks = scanned(content)
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        for told in workbook.sheets_metadata:
            if told.typ != SheetTypeEnum.WorkSheet:
                continue
            cells = cells_of(workbook.get_sheet_by_name(told.name), marks.get(told.name, {}))
            yield told.name, told.visible == SheetVisibleEnum.Visible, cells


def cells_of(sheet: CalamineSheet, marks: dict[Place, str]) -> Cells:
    """The values that calamine found, with what it does not tell put over them."""
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        raise TooLargeError
    found: dict[Place, object] = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        for column, value in enumerate(values, start=1):
            if value != "":
                found[row, column] = plain(value)
    for place, mark in marks.items():
        number = found.get(place)
        found[place] = as_percent(number) if mark == "%" and isinstance(number, float) else mark
    return [(row, column, value) for (row, column), value in sorted(found.items())]


def as_percent(number: float) -> str:
    """0.975 as Excel shows it: 97,5%."""
    return f"{number * 100:.10g}%".replace(".", ",")


def plain(value: object) -> object:
    """A value as JSON takes it."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value if isinstance(value, str | int | float) else str(value)


# What calamine does not tell is read from the XML: formulas without a value look empty, so do error cells, and 97,5% is
# the bare number 0.975.


def scanned(content: bytes) -> dict[str, dict[Place, str]]:
    """Per sheet: "=…" where a formula has no value, "#N/A" and its like, "%" where a number is shown as percent."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        percents = percent_styles(archive)
        parts = sheet_parts(archive)
        if len(parts) > MOST_SHEETS:
            raise TooLargeError
        budget = Budget()
        marks = {}
        for name, part in parts.items():
            with archive.open(part) as stream:
                marks[name] = dict(sheet_marks(stream, percents, budget))
        return marks


class Budget:
    """What all sheets of a file may hold together."""

    def __init__(self) -> None:
        self.cells = MOST_CELLS
        self.characters = MOST_CHARACTERS

    def spend(self, characters: int) -> None:
        self.cells -= 1
        self.characters -= characters
        if self.cells < 0 or self.characters < 0:
            raise TooLargeError


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet."""
    targets = {
        node.get("Id"): posixpath.normpath(posixpath.join("/xl", node.get("Target", ""))).lstrip("/")
        for node in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    held = set(archive.namelist())
    parts = {}
    for node in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if local(node) == "sheet":
            related = next((value for name, value in node.items() if name.endswith("}id")), "")
            if (part := targets.get(related)) in held:
                parts[node.get("name", "")] = str(part)
    return parts


def percent_styles(archive: zipfile.ZipFile) -> set[str]:
    """The numbers of the cell styles that show a number as percent."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    formats = {"9", "10"}
    styles = set()
    for parent in ElementTree.fromstring(archive.read("xl/styles.xml")):
        if local(parent) == "numFmts":
            formats |= {node.get("numFmtId", "") for node in parent if "%" in node.get("formatCode", "")}
        if local(parent) == "cellXfs":
            styles |= {str(number) for number, node in enumerate(parent) if node.get("numFmtId") in formats}
    return styles


def sheet_marks(stream: IO[bytes], percents: set[str], budget: Budget) -> Iterator[tuple[Place, str]]:
    """The marks of one sheet. Counts rows as written: LibreOffice ends a sheet with an empty row 1,048,576."""
    rows = row = column = 0
    for event, node in ElementTree.iterparse(stream, events=("start", "end")):
        name = local(node)
        if name == "row" and event == "start":
            rows += 1
            row, column = int(node.get("r") or row + 1), 0
            if rows > MOST_ROWS:
                raise TooLargeError
        elif name == "row":
            node.clear()
        elif name == "c" and event == "end":
            column = column_of(node.get("r", "")) or column + 1
            parts = {local(part): part for part in node}
            if parts.keys() & {"v", "f", "is"}:
                if row > MOST_ROWS or column > MOST_COLUMNS:
                    raise TooLargeError
                value = parts["v"].text or "" if "v" in parts else ""
                budget.spend(len(value))
                if mark := mark_of(node, parts, value, percents):
                    yield (row, column), mark


def mark_of(node: ElementTree.Element, parts: dict[str, ElementTree.Element], value: str, percents: set[str]) -> str:
    kind = node.get("t", "n")
    if kind == "e":
        return value
    if "f" in parts and not value and kind != "str":
        return f"={parts['f'].text or '?'}"
    return "%" if kind == "n" and value and node.get("s") in percents else ""


def column_of(reference: str) -> int:
    number = 0
    for letter in reference.rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def local(node: ElementTree.Element) -> str:
    """A tag without its namespace."""
    return str(node.tag).rpartition("}")[2]


if __name__ == "__main__":
    main()
