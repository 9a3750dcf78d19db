"""A backup as one .zip: the database, the files by their hash, what waits in the inbox, and a manifest of it all.

Not here: how a database gets in and out (`papiplan.database.copying`), nor what a restored one may do (`backing_up`).
"""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from papiplan.documents.archives.archive_checking import UNREADABLE
from papiplan.domain.problems import Problem, Refused

FORMAT = 1

_MANIFEST, _DATABASE, _FILES, _INBOX = "manifest.json", "database", "files/", "inbox/"


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: of which instant, which kind of database ("sqlite", "postgresql") at which revision.

    `damaged` are the hashes of the files that were missing or damaged in the store when it was made.
    """

    made_at: datetime
    database: str
    revision: str
    database_sha256: str
    files: int
    damaged: tuple[str, ...]


class ArchiveWriter:
    """An archive being written, its manifest last: without it the file is no backup."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.files = 0

    def add_inbox(self, name: PurePosixPath, content: bytes) -> None:
        self._archive.writestr(f"{_INBOX}{name}", content)

    def add_database(self, path: Path) -> str:
        """Put a database in; its SHA-256."""
        self._archive.write(path, _DATABASE)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def add_file(self, sha256: str, content: bytes) -> None:
        self._archive.writestr(f"{_FILES}{sha256}", content)
        self.files += 1

    def end(self, manifest: Manifest) -> None:
        told = {"format": FORMAT, **asdict(manifest), "made_at": manifest.made_at.isoformat()}
        self._archive.writestr(_MANIFEST, json.dumps(told, indent=2))


@contextmanager
def archive_to(path: Path) -> Iterator[ArchiveWriter]:
    """Write an archive that stands at `path` when it is whole, and not before."""
    aside = path.with_name(f"{path.name}.part")
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            yield ArchiveWriter(archive)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


class Archive:
    """A backup opened for reading. Whatever is wrong with the file is Refused: it may be anything."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._files, self._inbox = self._names(_FILES), self._names(_INBOX)
        self.manifest = _read_manifest(self._read(_MANIFEST))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each file by its hash, which is that of its bytes."""
        if len(self._files) != self.manifest.files:
            raise _damaged(f"có {len(self._files)} tệp, trong khi danh mục ghi {self.manifest.files}")
        for name in self._files:
            content, sha256 = self._read(f"{_FILES}{name}"), name.name
            if hashlib.sha256(content).hexdigest() != sha256:
                raise _damaged(f"tệp {sha256[:12]} không còn nguyên vẹn")
            yield sha256, content

    def inbox(self) -> Iterator[tuple[PurePosixPath, bytes]]:
        """What waited in the inbox, by its place below it."""
        for name in self._inbox:
            yield name, self._read(f"{_INBOX}{name}")

    def extract_database(self, target: Path) -> None:
        with _readable(), self._archive.open(_DATABASE) as packed, target.open("wb") as written:
            shutil.copyfileobj(packed, written)
        with target.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != self.manifest.database_sha256:
                raise _damaged("cơ sở dữ liệu không còn nguyên vẹn")

    def _names(self, folder: str) -> Sequence[PurePosixPath]:
        """What lies in a folder of the archive, by its place below it; none lies outside of it."""
        names = [
            PurePosixPath(name.removeprefix(folder))
            for name in self._archive.namelist()
            if name.startswith(folder) and not name.endswith("/")
        ]
        if outside := [name for name in names if name.is_absolute() or ".." in name.parts]:
            raise _damaged(f'có tệp đặt ngoài thư mục của nó: "{outside[0]}"')
        return names

    def _read(self, name: str) -> bytes:
        with _readable():
            return self._archive.read(name)


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Archive]:
    """The archive in an open file; Refused where it is none, or not whole."""
    with _readable():
        archive = zipfile.ZipFile(file)
    with archive:
        yield Archive(archive)


@contextmanager
def _readable() -> Iterator[None]:
    """Only around reading: what an error of another kind would say is not said of the file."""
    try:
        yield
    except (*UNREADABLE, KeyError) as error:
        raise _damaged(str(error)) from error


def _read_manifest(content: bytes) -> Manifest:
    try:
        told = json.loads(content)
        if told.pop("format") != FORMAT:
            raise _damaged("do một phiên bản papiplan khác ghi theo cách khác")
        told["made_at"], told["damaged"] = datetime.fromisoformat(told["made_at"]), tuple(told["damaged"])
        return Manifest(**told)
    except (ValueError, TypeError, AttributeError) as error:
        raise _damaged("danh mục không đọc được") from error


def _damaged(what: str) -> Refused:
    return Refused(Problem("Bản sao lưu", what, "Dùng một bản sao lưu khác do papiplan backup ghi."))
