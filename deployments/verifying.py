"""`papiplan verify-archive`: what an archive holds and whether it is whole, told from the file alone.

Not here: the checking itself (`documents.archives.archive_checking`).
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from papiplan.documents.archives.archive_checking import opened_archive
from papiplan.documents.archives.archive_lists import about
from papiplan.documents.wording import one_line
from papiplan.domain.archive import ArchivedKind, Manifest
from papiplan.domain.problems import Problem, Refused


@dataclass(frozen=True)
class VerifiedArchive:
    """An archive as its manifest describes it, the file's own hash, and every fault by the name of its file."""

    manifest: Manifest
    sha256: str
    faults: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """What the screen says of it, faults apart."""
        told = [f"{one_line(name)}: {one_line(what)}" for name, what in about(self.manifest)]
        told.append(f"Mã kiểm tra của tệp (SHA-256): {self.sha256}")
        return (*told, *(() if self.faults else ("Hồ sơ nguyên vẹn.",)))

    def as_json(self) -> dict[str, Any]:
        """The contract of `verify-archive --json`; keys may be added, never changed."""
        manifest = self.manifest
        return {
            "plan": manifest.plan.id,
            "title": manifest.plan.title,
            "year": manifest.plan.year,
            "units": manifest.plan.units,
            "ended": manifest.ending.act.value,
            "ended_at": manifest.ending.recorded_at.isoformat(),
            "files": {kind.value: manifest.count(kind) for kind in ArchivedKind},
            "journal": {"entries": manifest.journal_entries, "head": manifest.journal_head},
            "sha256": self.sha256,
            "faults": list(self.faults),
        }


def verify_archive(file: Path, folder: Path | None) -> VerifiedArchive:
    """Check an archive; a whole one is written out below `folder`, if one is named, which must not be there yet.

    Refused for a file that is no archive, and for a folder that is there. An archive with a fault is not written out.
    """
    if folder is not None and (folder.exists() or folder.is_symlink()):
        raise Refused(Problem(str(folder), "đã có", "Đặt tên một thư mục chưa có."))
    with opened_archive(file) as archive:
        faults = archive.faults()
        if folder is not None and not faults:
            archive.extract(folder)
        with file.open("rb") as read:
            digest = hashlib.file_digest(read, "sha256").hexdigest()
        return VerifiedArchive(archive.manifest, digest, faults)
