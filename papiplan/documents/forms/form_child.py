"""The process that opens strangers' workbooks, file by file, and tells what their cells hold, judging nothing.

`form_reading` runs this module alone. What kills it (a bomb that inflates in the parser) kills nothing else. Not here:
what calamine does not tell of a workbook (`form_marks`), nor any meaning of a cell.

Once it is READY, a message is both ways its length in four bytes, then itself: a file in; a JSON object out, with
either "refused" or "sheets": [[name, visible, [[row, column, value], …]], …], "properties": {name: text} and "linked",
whether it refers to other files. A date or datetime is {"date": ISO text}.
"""

import json
import struct
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from io import BytesIO

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from papiplan.documents.forms.form_marks import (
    MOST_COLUMNS,
    MOST_ROWS,
    Budget,
    Marks,
    Place,
    TooLargeError,
    TooManyRowsError,
    custom_properties,
    links_outside,
    scanned,
)

READY = b"+"
MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 10

Cells = list[tuple[int, int, object]]


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
    """What a workbook holds, or in one word why it is refused."""
    try:
        return read_workbook(content)
    except TooManyRowsError:
        return {"refused": "rows"}
    except (TooLargeError, MemoryError):
        return {"refused": "large"}
    except PasswordError:
        return {"refused": "password"}
    except BaseException:  # whatever a broken file provokes, calamine's panics too, which are no Exceptions
        return {"refused": "broken"}


def read_workbook(content: bytes) -> dict[str, object]:
    """The answer about a workbook: looked through as XML before calamine opens it, which dies of cells far away."""
    budget = Budget()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        marks = scanned(archive, budget)
        properties = custom_properties(archive)
        linked = links_outside(archive)
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        return {"sheets": list(sheets_of(workbook, marks, budget)), "properties": properties, "linked": linked}


def sheets_of(
    workbook: CalamineWorkbook, marks: Sequence[tuple[str, Marks]], budget: Budget
) -> Iterator[tuple[str, bool, Cells]]:
    """Each sheet with its name, whether it is visible, and its cells that hold something."""
    names = [told.name for told in workbook.sheets_metadata]
    if names != [name for name, _ in marks] or len(set(names)) < len(names):
        raise ValueError("the two readers do not see the same sheets")
    for number, told in enumerate(workbook.sheets_metadata):
        if told.typ == SheetTypeEnum.WorkSheet:
            cells = cells_of(workbook.get_sheet_by_index(number), marks[number][1], budget)
            yield told.name, told.visible == SheetVisibleEnum.Visible, cells


def cells_of(sheet: CalamineSheet, marks: Marks, budget: Budget) -> Cells:
    """The values that calamine found, with what it does not tell put over them."""
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        raise TooLargeError
    found: dict[Place, object] = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        for column, value in enumerate(values, start=1):
            if value != "":
                budget.spend(characters=len(value) if isinstance(value, str) else 1)
                found[row, column] = plain(value)
    for place, mark in marks.items():
        number = found.get(place)
        found[place] = as_percent(number) if mark == "%" and isinstance(number, float) else mark
    merged = merged_values(found, sheet.merged_cell_ranges or (), budget)
    return [(row, column, value) for (row, column), value in sorted({**merged, **found}.items())]


def merged_values(
    found: dict[Place, object], ranges: Sequence[tuple[Place, Place]], budget: Budget
) -> dict[Place, object]:
    """The value of a merged cell for each row it spans that holds anything of its own, as a person reads it.

    In its first column alone: two columns never mean the same.
    """
    written = {row for row, _ in found}
    spread: dict[Place, object] = {}
    for (top, left), (bottom, _) in ranges:  # counted from 0
        if (value := found.get((top + 1, left + 1))) is not None:
            rows = range(top + 2, min(bottom + 1, MOST_ROWS) + 1)
            budget.spend(cells=len(rows), characters=len(rows) * len(str(value)))
            spread.update({(row, left + 1): value for row in rows if row in written})
    return spread


def as_percent(number: float) -> str:
    """0.975 as Excel shows it: 97,5%."""
    return f"{number * 100:.10g}%".replace(".", ",")


def plain(value: object) -> object:
    """A value as JSON takes it."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value if isinstance(value, str | int | float) else str(value)


if __name__ == "__main__":
    main()
