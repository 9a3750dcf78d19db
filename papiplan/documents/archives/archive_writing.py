"""Packing an archive: one .zip whose bytes follow from what is put in, its manifest last.

Not here: what belongs into one (`database.archiving`), nor the list for people (`archive_lists`).
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from papiplan.documents.archives.archive_manifest import write_manifest
from papiplan.documents.wording import one_line
from papiplan.domain.archive import ArchivedFile, ArchivedKind, KeptFile, Manifest
from papiplan.domain.archive_paths import free_path
from papiplan.domain.journal_chain import Link

MANIFEST = "danh-muc.json"
JOURNAL = "nhat-ky/nhat-ky.jsonl"
LIST = "danh-muc.xlsx"
TABLES = "du-lieu/"

_PACKED_AT = (1980, 1, 1, 0, 0, 0)
"""The first instant that a .zip can state: equal contents give equal bytes."""

_READABLE_BY_ALL = 0o644 << 16
_ENDINGS = ((b"%PDF", ".pdf"), (b"PK\x03\x04", ".xlsx"))


class ArchiveWriter:
    """An archive being written, file by file: none is held longer than it takes to put it in."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._taken = {MANIFEST.casefold(), LIST.casefold(), JOURNAL.casefold()}
        self.files: list[ArchivedFile] = []
        self.missing: list[KeptFile] = []

    def add_kept(self, file: KeptFile, content: bytes) -> None:
        """Put a file in as it is. Unpacked: a stranger's bytes may swell so much that no checker would unpack them."""
        path = free_path(f"{file.path}{_ending(file, content)}", self._taken)
        self._archive.writestr(_entry(path, zipfile.ZIP_STORED), content)
        digest = hashlib.sha256(content).hexdigest()
        self._listed(ArchivedFile(file.kind, path, len(content), digest, one_line(file.what)))

    def add_missing(self, file: KeptFile) -> None:
        """List a file that the store no longer has, or not as it was."""
        self.missing.append(KeptFile(file.kind, file.path, file.sha256, one_line(file.what)))

    def add_table(self, name: str, rows: Iterable[dict[str, object]]) -> None:
        """Put a table's rows in, each as one line of JSON; nothing for a table without rows."""
        lines = (_line(row) for row in rows)
        first = next(lines, None)
        if first is not None:
            self._add_lines(ArchivedKind.TABLE, f"{TABLES}{name}.jsonl", f"Bảng {name}", _after(first, lines))

    def add_journal(self, links: Iterable[Link]) -> None:
        """Put the journal in: each entry's own text between the hashes that it is chained by."""
        self._add_lines(ArchivedKind.JOURNAL, JOURNAL, "Nhật ký đầy đủ", (_line(asdict(link)) for link in links))

    def add_list(self, content: bytes) -> None:
        """Put in the list for people, which is the last file that the manifest names."""
        self._archive.writestr(_entry(LIST, zipfile.ZIP_STORED), content)
        digest = hashlib.sha256(content).hexdigest()
        self._listed(ArchivedFile(ArchivedKind.LIST, LIST, len(content), digest, "Danh mục hồ sơ, để đọc"))

    def end(self, manifest: Manifest) -> None:
        """Put the manifest in: without it the file is no archive."""
        self._archive.writestr(_entry(MANIFEST, zipfile.ZIP_DEFLATED), write_manifest(manifest))

    def _add_lines(self, kind: ArchivedKind, path: str, what: str, lines: Iterable[bytes]) -> None:
        digest, size = hashlib.sha256(), 0
        with self._archive.open(_entry(path, zipfile.ZIP_DEFLATED), "w", force_zip64=True) as entry:
            for line in lines:
                entry.write(line)
                digest.update(line)
                size += len(line)
        self._listed(ArchivedFile(kind, path, size, digest.hexdigest(), what))

    def _listed(self, file: ArchivedFile) -> None:
        self._taken.add(file.path.casefold())
        self.files.append(file)


@contextmanager
def archive_into(path: Path) -> Iterator[ArchiveWriter]:
    """Write an archive into a file that nobody reads yet."""
    with zipfile.ZipFile(path, "w") as archive:
        yield ArchiveWriter(archive)


def _entry(path: str, packing: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _PACKED_AT)
    entry.compress_type = packing
    entry.create_system = 3  # Unix, wherever it is written
    entry.external_attr = _READABLE_BY_ALL
    return entry


def _ending(file: KeptFile, content: bytes) -> str:
    """The ending by which published results are opened: their own name is not on record."""
    if file.kind is not ArchivedKind.RESULT or "." in file.path.rpartition("/")[2]:
        return ""
    return next((ending for begins, ending in _ENDINGS if content.startswith(begins)), ".csv")


def _line(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, sort_keys=True)}\n".encode()


def _after(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
