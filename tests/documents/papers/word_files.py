"""Word files as tests need them: written by python-docx, changed part by part, forged by hand, or read back."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
from docx.document import Document
from docx.table import Table

DOCUMENT = "word/document.xml"
_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def a_word_file(*paragraphs: str, rows: int = 0) -> bytes:
    """A .docx of these paragraphs, with a table of so many rows."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(rows=rows, cols=1)
    for cell in table._cells:
        cell.text = "dòng"
    return saved(document)


def saved(document: Document) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same file with one part changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            after.writestr(part, change(before.read(part)) if part == name else before.read(part))
    return written.getvalue()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def with_body(body: str, part: str = DOCUMENT) -> bytes:
    """A bare .docx with this WordprocessingML as the body of one of its parts."""
    story = f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>".encode()
    return zipped({DOCUMENT: f"<w:document {_NAMES}/>".encode(), part: story})


def program(folder: Path, script: str) -> str:
    """A shell script that stands in for LibreOffice; `$OUT` is the PDF that it should write."""
    path = folder / "soffice"
    find_out = 'for a in "$@"; do case "$before" in --outdir) OUT="$a/van-ban.pdf";; esac; before="$a"; done\n'
    path.write_text(f"#!/bin/sh\n{find_out}{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def reopened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def paragraphs(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in reopened(content).paragraphs if paragraph.text]


def words(content: bytes) -> str:
    """All that a paper says, tables too."""
    document = reopened(content)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def table_with(content: bytes, head: str) -> list[list[str]]:
    """The rows below the head of the first table that has this column."""

    def texts(table: Table) -> list[list[str]]:
        return [[cell.text for cell in row.cells] for row in table.rows]

    return next(rows[1:] for rows in map(texts, reopened(content).tables) if head in rows[0])
