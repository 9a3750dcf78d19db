"""A stranger's workbook looked through as XML: whether it is of a bearable size, and what calamine does not tell of it.

Of formulas without a value and of error cells calamine says that they are empty, of 97,5% that it is the number 0.975,
and of a number of 18 digits it keeps 15. Runs in the child process alone. Not here: the values (`form_child`).
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree

MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_CELLS = 200_000
MOST_CHARACTERS = 5_000_000
MOST_SHEETS = 50

Place = tuple[int, int]
Marks = dict[Place, str]


class TooLargeError(Exception):
    """The workbook has more sheets, columns, cells or text than any form."""


class TooManyRowsError(Exception):
    """A sheet has more rows than any form: mostly empty ones that somebody formatted."""


@dataclass
class Budget:
    """What all sheets of a file may hold together."""

    cells: int = MOST_CELLS
    characters: int = MOST_CHARACTERS

    def spend(self, *, cells: int = 0, characters: int = 0) -> None:
        self.cells -= cells
        self.characters -= characters
        if self.cells < 0 or self.characters < 0:
            raise TooLargeError


def scanned(archive: zipfile.ZipFile, budget: Budget) -> list[tuple[str, Marks]]:
    """Per sheet, in order: "=…" where a formula has no value, "#N/A" and its like, "%", a number of too many digits."""
    percents = percent_styles(archive)
    parts = sheet_parts(archive)
    if len(parts) > MOST_SHEETS:
        raise TooLargeError
    found = []
    for name, part in parts:
        with archive.open(part) as stream:
            found.append((name, dict(sheet_marks(stream, percents, budget))))
    return found


def sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Each sheet's name with the part of the archive that holds it; KeyError where there is none."""
    targets = {
        node.get("Id"): posixpath.normpath(posixpath.join("/xl", node.get("Target", ""))).lstrip("/").casefold()
        for node in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    held = {name.casefold(): name for name in archive.namelist()}
    return [
        (node.get("name", ""), held[targets[next(value for name, value in node.items() if name.endswith("}id"))]])
        for node in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter()
        if local(node) == "sheet"
    ]


def custom_properties(archive: zipfile.ZipFile) -> dict[str, str]:
    """The document's own properties, which survive where hidden sheets are dropped."""
    if "docProps/custom.xml" not in archive.namelist():
        return {}
    nodes = ElementTree.fromstring(archive.read("docProps/custom.xml"))
    return {node.get("name", ""): "".join(node.itertext()).strip()[:LONGEST_PROPERTY] for node in nodes}


LONGEST_PROPERTY = 200


def links_outside(archive: zipfile.ZipFile) -> bool:
    """Whether the workbook refers to other files or to data from elsewhere."""
    return any(name.casefold().startswith(("xl/externallinks/", "xl/connections.xml")) for name in archive.namelist())


def percent_styles(archive: zipfile.ZipFile) -> set[str]:
    """The numbers of the cell styles that show a number as percent."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    formats = {"9", "10"}
    styles = set()
    for parent in ElementTree.fromstring(archive.read("xl/styles.xml")):
        if local(parent) == "numFmts":
            formats |= {node.get("numFmtId", "") for node in parent if scales(node.get("formatCode", ""))}
        if local(parent) == "cellXfs":
            styles |= {str(number) for number, node in enumerate(parent) if node.get("numFmtId") in formats}
    return styles


def scales(number_format: str) -> bool:
    """Whether a format shows a number times a hundred: a quoted or escaped % is a mere sign behind it."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format)


def sheet_marks(stream: IO[bytes], percents: set[str], budget: Budget) -> Iterator[tuple[Place, str]]:
    """The marks of one sheet. Counts rows as written: LibreOffice ends a sheet with an empty row 1,048,576."""
    rows = row = column = 0
    for event, node in ElementTree.iterparse(stream, events=("start", "end")):
        name = local(node)
        if name == "row" and event == "start":
            rows += 1
            row, column = int(node.get("r") or row + 1), 0
            if rows > MOST_ROWS:
                raise TooManyRowsError
        elif name == "row":
            node.clear()
        elif name == "c" and event == "end":
            row, column = place_of(node.get("r", "")) or (row, column + 1)
            parts = {local(part): part for part in node}
            if parts.keys() & {"v", "f", "is"}:
                check_place(row, column)
                budget.spend(cells=1)
                if mark := mark_of(node, parts, percents):
                    yield (row, column), mark


def check_place(row: int, column: int) -> None:
    if row > MOST_ROWS:
        raise TooManyRowsError
    if column > MOST_COLUMNS:
        raise TooLargeError


def mark_of(node: ElementTree.Element, parts: dict[str, ElementTree.Element], percents: set[str]) -> str:
    kind = node.get("t", "n")
    value = parts["v"].text or "" if "v" in parts else ""
    if kind == "e":
        return value
    if "f" in parts and not value and (kind != "str" or "v" not in parts):  # a text may well be empty
        return f"={parts['f'].text or '?'}"
    if kind == "n" and MORE_DIGITS_THAN_KEPT.fullmatch(value):
        return value
    return "%" if kind == "n" and value and node.get("s") in percents else ""


MORE_DIGITS_THAN_KEPT = re.compile(r"-?[0-9]{16,}")


def place_of(reference: str) -> Place | None:
    """Row and column of "C7"; None for what is no address."""
    if not (found := re.fullmatch(r"([A-Za-z]{1,3})([0-9]{1,7})", reference)):
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def local(node: ElementTree.Element) -> str:
    """A tag without its namespace."""
    return str(node.tag).rpartition("}")[2]
