"""Files at rest, by the SHA-256 of their bytes, in any fsspec location.

An orphan is harmless: bytes go in before the transaction that refers to them. Not here: what a file is or whose.
"""

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fsspec
from fsspec.core import url_to_fs


class DamagedFileError(Exception):
    """The stored bytes no longer have the hash they are kept under."""


@dataclass(frozen=True)
class StoredFile:
    """Bytes at rest: their SHA-256 in hexadecimal and their size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Store:
    """A folder of files, each under its hash: `ab/cdef…`."""

    url: str

    def put(self, content: bytes) -> StoredFile:
        """Keep `content`. Putting the same again changes nothing."""
        sha256 = hashlib.sha256(content).hexdigest()
        files, path = self._locate(sha256)
        if not files.exists(path):
            files.makedirs(files._parent(path), exist_ok=True)
            # Written aside and moved, so that a file under its hash is always whole.
            aside = f"{path}.{uuid.uuid4().hex}.part"
            files.pipe_file(aside, content)
            files.mv(aside, path)
        return StoredFile(sha256, len(content))

    def put_file(self, path: Path) -> StoredFile:
        """Keep the bytes of a local file, read piece by piece: it may be larger than memory."""
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        files, kept = self._locate(sha256)
        if not files.exists(kept):
            files.makedirs(files._parent(kept), exist_ok=True)
            aside = f"{kept}.{uuid.uuid4().hex}.part"
            files.put_file(str(path), aside)
            files.mv(aside, kept)
        return StoredFile(sha256, path.stat().st_size)

    def copy_to(self, sha256: str, target: Path) -> None:
        """Write the bytes kept under `sha256` into a local file, piece by piece; raises as `get` does."""
        with target.open("wb") as written:
            for piece in self._pieces(sha256):
                written.write(piece)

    def check(self, sha256: str) -> None:
        """Read what is kept under `sha256`, piece by piece; raises as `get` does."""
        for _ in self._pieces(sha256):
            pass

    def get(self, sha256: str) -> bytes:
        """The bytes kept under `sha256`; FileNotFoundError when there are none, DamagedFileError when they changed."""
        files, path = self._locate(sha256)
        content: bytes = files.cat_file(path)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise _damaged(sha256)
        return content

    def _pieces(self, sha256: str) -> Iterator[bytes]:
        files, path = self._locate(sha256)
        digest = hashlib.sha256()
        with files.open(path, "rb") as kept:
            while piece := kept.read(_PIECE):
                digest.update(piece)
                yield piece
        if digest.hexdigest() != sha256:
            raise _damaged(sha256)

    def _locate(self, sha256: str) -> tuple[fsspec.AbstractFileSystem, str]:
        files, root = url_to_fs(self.url)
        return files, f"{root}/{sha256[:2]}/{sha256[2:]}"


_PIECE = 1024 * 1024


def _damaged(sha256: str) -> DamagedFileError:
    return DamagedFileError(f"The stored file {sha256} is damaged: restore it from a backup.")
