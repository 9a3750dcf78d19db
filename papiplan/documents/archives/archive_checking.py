"""Checking an archive with nothing but its file: every hash, nothing missing or added, the journal's chain.

The file may be anything that somebody sent: it is read piece by piece, and nothing of it is believed before it is
checked. Not here: what is printed (`deployments.verifying`).
"""

import hashlib
import json
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from papiplan.documents.archives.archive_manifest import read_manifest
from papiplan.documents.archives.archive_writing import JOURNAL, MANIFEST
from papiplan.documents.forms.form_guard import MEGABYTE, MOST_RATIO
from papiplan.documents.wording import one_line
from papiplan.domain.archive import ArchivedFile, Manifest, journal_faults
from papiplan.domain.archive_paths import is_safe
from papiplan.domain.journal_chain import Link
from papiplan.domain.problems import Problem, Refused

MOST_ENTRIES = 200_000
_LARGEST_MANIFEST = 64 * MEGABYTE
_LONGEST_LINE = MEGABYTE
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1

UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)
"""What the library says of a file that is none, is cut short or is forged."""


class _Unfit(Exception):  # noqa: N818 - no error: why an entry is not read on
    """Why an entry is no file of an archive."""


class OpenArchive:
    """An archive whose manifest could be read; whether the manifest is true, `faults` tells."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    def faults(self) -> tuple[str, ...]:
        """Everything that is wrong with the archive, each by the name of its file; none for a whole one."""
        return (*self._directory_faults(), *self._file_faults(), *self._missing_faults(), *self._journal_faults())

    def extract(self, folder: Path) -> None:
        """Write the listed files below `folder`, which is made; call it for an archive without faults alone."""
        for file in self.manifest.files:
            target = folder / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as written:
                for piece in self._pieces(file.path, file.size):
                    written.write(piece)

    def _directory_faults(self) -> Iterator[str]:
        """What the list of entries tells: names twice, places outside, and what the manifest does not name."""
        listed = {MANIFEST, *(file.path for file in self.manifest.files)}
        names = Counter(entry.filename.casefold() for entry in self._archive.infolist())
        for entry in self._archive.infolist():
            if names[entry.filename.casefold()] > 1:
                yield f"{shown(entry.filename)}: có nhiều hơn một tệp cùng tên"
            elif not is_safe(entry.filename) or stat.S_ISLNK(entry.external_attr >> 16):
                yield f"{shown(entry.filename)}: tên hoặc loại tệp không an toàn"
            elif entry.filename not in listed:
                yield f"{shown(entry.filename)}: không có trong danh mục"

    def _file_faults(self) -> Iterator[str]:
        present = set(self._archive.namelist())
        for file in self.manifest.files:
            if file.path not in present:
                yield f"{shown(file.path)}: không còn trong hồ sơ"
            elif fault := self._content_fault(file):
                yield f"{shown(file.path)}: {fault}"

    def _missing_faults(self) -> Iterator[str]:
        for file in self.manifest.missing:
            yield f"{shown(file.path)}: kho đã thiếu tệp này khi lập hồ sơ"

    def _content_fault(self, file: ArchivedFile) -> str:
        """What is wrong with a file that is there; empty for one that is as it is listed."""
        digest, size = hashlib.sha256(), 0
        try:
            for piece in self._pieces(file.path, file.size):
                digest.update(piece)
                size += len(piece)
        except _Unfit as unfit:
            return f"không đọc được: {unfit}"
        except UNREADABLE:
            return "không đọc được: đã hỏng"
        same = (size, digest.hexdigest()) == (file.size, file.sha256)
        return "" if same else "nội dung đã thay đổi so với danh mục"

    def _journal_faults(self) -> tuple[str, ...]:
        try:
            return journal_faults(self.manifest, self._links())
        except (_Unfit, KeyError, TypeError, RecursionError, *UNREADABLE):
            return (f"{JOURNAL}: không đọc được nhật ký",)

    def _links(self) -> Iterator[Link]:
        with self._archive.open(_fit(self._archive.getinfo(JOURNAL))) as entry:
            while line := entry.readline(_LONGEST_LINE):
                kept = json.loads(line)
                yield Link(int(kept["sequence"]), str(kept["text"]), str(kept["previous_hash"]), str(kept["hash"]))

    def _pieces(self, path: str, size: int) -> Iterator[bytes]:
        """An entry piece by piece, up to the first that goes beyond `size`."""
        with self._archive.open(_fit(self._archive.getinfo(path))) as entry:
            read = 0
            while read <= size and (piece := entry.read(MEGABYTE)):
                read += len(piece)
                yield piece


@contextmanager
def opened_archive(path: Path) -> Iterator[OpenArchive]:
    """The archive in a file; Refused where it is none, is cut short, or has a manifest that cannot be read."""
    with _opened_zip(path) as archive:
        yield OpenArchive(archive, _manifest(path, archive))


def _opened_zip(path: Path) -> zipfile.ZipFile:
    if not path.is_file():
        raise _refused(path, "không có tệp này")
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise _refused(path, "không mở được") from error
    except UNREADABLE as error:
        raise _refused(path, "không phải hồ sơ lưu trữ, hoặc đã bị cắt, hỏng") from error
    if len(archive.infolist()) > MOST_ENTRIES:
        archive.close()
        raise _refused(path, "có quá nhiều tệp")
    return archive


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        with archive.open(_fit(archive.getinfo(MANIFEST))) as entry:
            content = entry.read(_LARGEST_MANIFEST + 1)
    except KeyError:
        raise _refused(path, f"không có {MANIFEST}: không phải hồ sơ lưu trữ của papiplan") from None
    except _Unfit as unfit:
        raise _refused(path, f"{MANIFEST} {unfit}") from unfit
    except UNREADABLE as error:
        raise _refused(path, f"{MANIFEST} không đọc được: tệp đã bị cắt, hỏng") from error
    manifest = read_manifest(content) if len(content) <= _LARGEST_MANIFEST else None
    if manifest is None:
        raise _refused(path, f"{MANIFEST} không đọc được, hoặc do một phiên bản papiplan khác ghi")
    return manifest


def _fit(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The entry, if it can be read without harm."""
    if entry.flag_bits & _ENCRYPTED:
        raise _Unfit("có mật khẩu")
    if entry.compress_type not in _PACKED:
        raise _Unfit("nén theo cách lạ")
    if entry.file_size > max(entry.compress_size, 1) * MOST_RATIO and entry.file_size > MEGABYTE:
        raise _Unfit("nén bất thường")
    return entry


def shown(name: str) -> str:
    """A stranger's name on one line of a screen."""
    return one_line(name)[:200] or "(không tên)"


def _refused(path: Path, what: str) -> Refused:
    return Refused(Problem(str(path), what, "Đề nghị bên giao gửi lại tệp."))
