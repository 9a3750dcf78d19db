"""How high the rows of a form are: room for what stands in them, growing with what a unit types.

Not here: what stands in them (`form_writing`).
"""

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO

_LINE, _HIGHEST = 16, 400
_WRAPPED = 1.15
"""Words that do not fit go down to the next line: so much of a line is lost."""


def height(texts: Iterable[tuple[str, int]], least: int = 1) -> int:
    """The points that a row needs for these texts, each in a column so many characters wide; `least` is in lines.

    LibreOffice does not fit rows to wrapped text by itself when it opens a file.
    """
    return min(_LINE * max(least, *(lines(text, width) for text, width in texts)), _HIGHEST)


def lines(text: str, width: int) -> int:
    """How many lines a text takes in a column or a note of this width in characters."""
    return sum(1 + int(len(line) * _WRAPPED) // width for line in text.split("\n"))


def growing(content: bytes) -> bytes:
    """The same workbook with heights that programs fit anew to what is typed: xlsxwriter fixes those that it is told.

    Cells hold no text of their own there (it is in the shared strings), so that nothing else can be meant.
    """
    output = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            held = old.read(part)
            if part.filename.startswith("xl/worksheets/"):
                held = re.sub(rb'(<row [^>]*?) customHeight="1"', rb"\1", held)
            new.writestr(part, held)
    return output.getvalue()
