"""The folder that is watched for the published index: which files in it are whole. They are read, never moved.

Not here: what they say (`results`), nor showing it (`boards.publication_board`).
"""

import stat
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from papiplan.documents.dropped_files import is_meant, name_of
from papiplan.documents.publications.result_sheets import MOST_BYTES

SETTLED = timedelta(minutes=1)
"""A file written to so shortly before may be half copied: the next look takes it."""


@dataclass(frozen=True)
class FoundFile:
    """A whole file of the folder with its bytes; of one that is larger than any results file the first of them."""

    path: Path
    content: bytes

    @property
    def name(self) -> str:
        return name_of(self.path)


def settled_files(folder: Path, now: datetime) -> tuple[FoundFile, ...]:
    """The whole files in `folder`, by name; none where there is no folder. What goes in between is passed over."""
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not (is_meant(path) and _is_settled(path, now)):
            continue
        try:
            with path.open("rb") as file:
                found.append(FoundFile(path, file.read(MOST_BYTES + 1)))
        except FileNotFoundError:
            continue
    return tuple(found)


def _is_settled(path: Path, now: datetime) -> bool:
    """Whether it is a regular file that nobody writes to any more; a link could point anywhere.

    The clocks of a file server and ours may be apart; on a virtual clock the files' own times tell nothing.
    """
    try:
        status = path.lstat()
        written_at = datetime.fromtimestamp(status.st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return False
    return stat.S_ISREG(status.st_mode) and abs(now - written_at) >= SETTLED
