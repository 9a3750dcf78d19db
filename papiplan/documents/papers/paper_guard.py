"""The cheap look at a Word file that an officer gives back, before anything reads it.

Not here: what stands in it (`paper_brackets`), nor the limits, which are those of every file (`forms.form_guard`).
"""

import re
from collections.abc import Collection
from dataclasses import replace

from papiplan.documents.forms.form_guard import (
    BROKEN,
    MOST_BYTES,
    OLE,
    PASSWORD,
    TOO_BIG,
    TOO_LARGE,
    ZIP,
    archive_problem,
    is_encrypted,
)
from papiplan.domain.problems import Problem

SAVE_AS = "Nêu bản PDF đã ký, hoặc tệp Word (.docx) không đặt mật khẩu, không có macro."

_OLD_DOC = Problem("", "tệp dạng .doc cũ")
_MACROS = Problem("", "tệp có macro")
_NOT_WORD = Problem("", "tệp không phải văn bản Word (.docx)")
_MANY_PARTS = Problem("", "tệp có quá nhiều phần")

_MAIN = re.compile(r"word/document\d*\.xml")
_PROGRAM = re.compile(r"vbaproject|/activex/")


def paper_problem(content: bytes) -> Problem | None:
    """Why these bytes are not read as a .docx; None when they may be. Objects may be embedded: charts of Word are."""
    found = _problem(content)
    return replace(found, how_to_fix=SAVE_AS) if found else None


def _problem(content: bytes) -> Problem | None:
    if len(content) > MOST_BYTES:
        return TOO_BIG
    if content.startswith(OLE):
        return PASSWORD if is_encrypted(content) else _OLD_DOC
    if not content.startswith(ZIP):
        return _NOT_WORD if content.strip(b"\0 \r\n\t") else BROKEN
    found = archive_problem(content, _names_problem)
    return {TOO_LARGE: _MANY_PARTS}.get(found, found) if found else None


def _names_problem(names: Collection[str]) -> Problem | None:
    if any(map(_PROGRAM.search, names)):
        return _MACROS
    return None if any(map(_MAIN.fullmatch, names)) else _NOT_WORD
