"""Word files as tests need them: written by python-docx, changed part by part, or forged by hand."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx

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


def saved(document: "docx.document.Document") -> bytes:
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
