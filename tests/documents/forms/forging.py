"""Tools that make strangers' files out of a well-filled form: its cells, its parts, its archive changed by hand.

Not here: which files there are, and what becomes of each (`hostile_archives`, `hostile_workbooks`).
"""

import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from deployments.demo.filling import fill_form, saved
from papiplan.domain.form_values import Value
from tests.documents.forms.test_form_writing import rendered

NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN, MAIN_PART = "Kế hoạch", "xl/worksheets/sheet3.xml"
LAST_DIRECTORY = b"PK\x05\x06"
ENTRY = b"PK\x01\x02"
LOCAL_ENTRY = b"PK\x03\x04"


@dataclass(frozen=True)
class Stranger:
    """A file that somebody sends, and what must become of it.

    It is refused with the words of `refused`, or read. What is read is accepted, or sent back with a problem that
    contains each of `problems`; `values` are of the action's row by field, `notes` are for the officers.
    """

    name: str
    build: Callable[[], bytes]
    refused: str = ""
    problems: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@cache
def good_form() -> bytes:
    """A form of Phường 2, one action, filled without a fault."""
    return fill_form(rendered())


def edited(edit: Callable[[Workbook], object]) -> Callable[[], bytes]:
    """The good form after a hand (or openpyxl, as another program would) changed the workbook."""

    def build() -> bytes:
        workbook = load_workbook(BytesIO(good_form()))
        edit(workbook)
        return saved(workbook)

    return build


def on_main(edit: Callable[[Worksheet], object]) -> Callable[[], bytes]:
    """The good form with its main sheet changed."""
    return edited(lambda workbook: edit(workbook[MAIN]))


def answered(**cells: object) -> Callable[[], bytes]:
    """The good form with these cells of its main sheet written over: `K5="bốn"`."""

    def write(sheet: Worksheet) -> None:
        for address, value in cells.items():
            sheet[address] = value  # type: ignore[assignment]

    return on_main(write)


def part(name: str) -> bytes:
    """One part of the good form."""
    with zipfile.ZipFile(BytesIO(good_form())) as archive:
        return archive.read(name)


def repacked(changes: Mapping[str, bytes | None]) -> Callable[[], bytes]:
    """The good form with parts replaced, added, or (None) left out."""

    def build() -> bytes:
        with zipfile.ZipFile(BytesIO(good_form())) as old:
            parts: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
        return packed({**parts, **changes})

    return build


def packed(parts: Mapping[str, bytes | None], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", packing) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return output.getvalue()


def replaced(name: str, old: str, new: str) -> Callable[[], bytes]:
    """The good form with the first match of a pattern in one part written over."""

    def build() -> bytes:
        text, found = re.subn(old.encode(), lambda _: new.encode(), part(name), count=1, flags=re.DOTALL)
        assert found, f"{old} does not stand in {name}"
        return repacked({name: text})()

    return build


def cell(address: str, xml: str) -> Callable[[], bytes]:
    """The good form with one cell of its main sheet given as XML."""
    return replaced(MAIN_PART, rf'<c r="{address}".*?</c>', xml)


def a_sheet(rows: bytes, before: bytes = b"", behind: bytes = b"") -> bytes:
    """A sheet of these rows of XML."""
    return b'<worksheet xmlns="%s">%s<sheetData>%s</sheetData>%s</worksheet>' % (NAMESPACE, before, rows, behind)


def main_rows(rows: bytes) -> Callable[[], bytes]:
    """The good form with more rows of XML at the end of its main sheet."""
    return replaced(MAIN_PART, "</sheetData>", f"{rows.decode()}</sheetData>")


def with_strings(address: str, index: int, strings: bytes | None) -> Callable[[], bytes]:
    """The good form with a cell that shows a shared text; `strings` are the texts as XML, None for no such part."""

    def build() -> bytes:
        table = None if strings is None else b'<sst xmlns="%s">%s</sst>' % (NAMESPACE, strings)
        xml = re.sub(
            rb'<c r="%s".*?</c>' % address.encode(),
            b'<c r="%s" t="s"><v>%d</v></c>' % (address.encode(), index),
            part(MAIN_PART),
            count=1,
        )
        return repacked({MAIN_PART: xml, "xl/sharedStrings.xml": table})()

    return build


def poked(place: Callable[[bytes], int], bytes_there: bytes) -> Callable[[], bytes]:
    """The good form with some bytes of its archive written over."""

    def build() -> bytes:
        content = bytearray(good_form())
        at = place(good_form())
        content[at : at + len(bytes_there)] = bytes_there
        return bytes(content)

    return build


def cut(share: float) -> Callable[[], bytes]:
    """The first part of the good form."""
    return lambda: good_form()[: int(len(good_form()) * share)]


_SECTOR, _FREE, _END, _FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def old_container(*streams: str, content: bytes = b"") -> bytes:
    """A compound file, as old .xls and encrypted files are, with streams of these names."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0) + struct.pack("<I", _FREE) * 108
    fat = struct.pack("<III", _FAT, _END, _END) + struct.pack("<I", _FREE) * (_SECTOR // 4 - 3)
    entries = b"".join(_directory_entry(name, kind) for name, kind in [("Root Entry", 5), *((s, 2) for s in streams)])
    return header + fat + entries.ljust(_SECTOR, b"\0") + content.ljust(_SECTOR, b"\0")


def _directory_entry(name: str, kind: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    linked = struct.pack("<BBIII", kind, 1, _FREE, _FREE, _FREE) + bytes(36)
    return encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded)) + linked + struct.pack("<IQ", 2, 512)
