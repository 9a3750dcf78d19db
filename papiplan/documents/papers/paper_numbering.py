"""Puts the number and date that the clerk's office gave into the open places of a draft of ours.

What is written so is a view for the officer's eyes: the text of record is the signed paper. Not here: the places
themselves (`paper_layout`).
"""

import io
import re
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from papiplan.documents.papers.paper_layout import OPEN
from papiplan.domain.deadlines import long

_MAIN = "word/document.xml"
_NUMBER = re.compile(rf"{OPEN}/[^\s<>,;()]+")
_DAY = re.compile(rf"ngày{OPEN}tháng(?:{OPEN}năm{OPEN}| \d+ năm \d+)")
"""No unit can write these: whatever units wrote has plain spaces."""


def with_number(content: bytes, number: str, on: date) -> bytes:
    """A draft with its number ("05/BC-PNV") and date wherever it leaves them open; equal bytes for equal drafts."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(written, "w") as after:
        for part in before.infolist():
            xml = before.read(part)
            after.writestr(part, _filled(xml, number, on) if part.filename == _MAIN else xml)
    return written.getvalue()


def _filled(xml: bytes, number: str, on: date) -> bytes:
    text = _NUMBER.sub(lambda _: escape(number), xml.decode())
    return _DAY.sub(long(on), text).encode()
