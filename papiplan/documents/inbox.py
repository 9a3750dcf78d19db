"""The inbox folder: which files in it may be taken, how one is taken once, and the covering note beside it.

Not here: what becomes of a file (`tasks.arrivals`).
"""

import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from papiplan.documents.dropped_files import is_meant, name_of
from papiplan.domain.covering import Covering
from papiplan.domain.deadlines import by_now, stated_instant
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem

CLAIMED = ".claimed"
COVERING = ".meta.yaml"
LARGEST_FILE = 50 * 1024 * 1024
"""Bytes. A larger file stays where it is, and officers are told: nothing a unit has to send is that large."""

STILL_COPIED = timedelta(seconds=10)
"""A file written to so shortly before is left for the next collector: it may not have come whole."""

_ABANDONED = timedelta(hours=1)
_LARGEST_COVERING = 64 * 1024
_STAMP = "%Y%m%dT%H%M%S%z"
_CLAIM = re.compile(r"(\d{8}T\d{6}[+-]\d{4})_[0-9a-f]{16}")
_MOST_SHOWN = 80


def _instant(value: object) -> object:
    return stated_instant(value.strip()) if isinstance(value, str) else value


def _day(value: object) -> object:
    # Stricter than pydantic, which takes a bare number for seconds since 1970.
    return date.fromisoformat(value.strip()) if isinstance(value, str) else value


class _Note(BaseModel):
    """The fields of a covering note's file; each may be left out."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    unit: str = ""
    kind: SubmissionKind | None = None
    received_at: Annotated[datetime | None, BeforeValidator(_instant)] = None
    doc_symbol: str = ""
    doc_date: Annotated[date | None, BeforeValidator(_day)] = None
    signer: str = ""
    registry_no: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class CoveringFile:
    """A covering note as read; `received_at` is None when it does not say when the file came."""

    covering: Covering
    received_at: datetime | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class ClaimedFile:
    """A file taken out of the inbox. `key` is unique for ever; `seen_at` is when the collector first saw the file."""

    key: str
    path: Path
    seen_at: datetime

    @property
    def name(self) -> str:
        return name_of(self.path)

    @property
    def covering(self) -> Path:
        return self.path.with_name(self.path.name + COVERING)


def claim_files(inbox: Path, now: datetime) -> Iterator[ClaimedFile]:
    """Take every file of `inbox`, each by one atomic rename; also those that a run before took and did not finish.

    In the order in which they were first seen, those of one round by name: the later of two versions is the last.
    """
    for path in _listed(inbox):
        if _may_be_taken(path) and not _still_copied(path, now):
            _claim(path, inbox / CLAIMED, now)
    claims = ((folder, _CLAIM.fullmatch(folder.name)) for folder in _listed(inbox / CLAIMED))
    claimed = (
        ClaimedFile(folder.name, path, datetime.fromisoformat(claim[1]))
        for folder, claim in claims
        if claim
        for path in _listed(folder)
        if not path.name.endswith(COVERING)
    )
    for file in sorted(claimed, key=lambda file: (file.seen_at, file.path.name)):
        # Where another file of its name lies in the inbox, a note there is that one's.
        if _size(inbox / file.path.name) is None:
            _fetch_covering(file.path, inbox)
        yield file
    _clear_away(inbox / CLAIMED, now)


def _clear_away(claimed: Path, now: datetime) -> None:
    """Remove claims without a file, which a collector that died left: not what another one is just making."""
    for folder in _listed(claimed):
        claim = _CLAIM.fullmatch(folder.name)
        files = [path for path in _listed(folder) if not path.name.endswith(COVERING)]
        if claim and not files and now - datetime.fromisoformat(claim[1]) > _ABANDONED:
            release(folder)


def _listed(folder: Path) -> list[Path]:
    """What lies in a folder, in order; nothing in one that is not there, or that another collector just released."""
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def too_large(inbox: Path) -> tuple[str, ...]:
    """The names of the files that lie in `inbox` for good, because nobody takes so large a one."""
    return tuple(name_of(path) for path in _listed(inbox) if _is_meant(path) and (_size(path) or 0) > LARGEST_FILE)


def _may_be_taken(path: Path) -> bool:
    """Regular files only: a link could point anywhere."""
    size = _size(path)
    return _is_meant(path) and size is not None and size <= LARGEST_FILE


def _is_meant(path: Path) -> bool:
    """Whether it is to be taken by itself: a covering note comes with its file."""
    return is_meant(path) and not path.name.endswith(COVERING)


def _still_copied(path: Path, now: datetime) -> bool:
    """Whether a file was written to just before `now`; the clocks of a file server and ours may be apart.

    On a virtual clock the files' own times are far away and tell nothing.
    """
    try:
        written_at = datetime.fromtimestamp(path.lstat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return False
    return abs(now - written_at) < STILL_COPIED


def _size(path: Path) -> int | None:
    """The bytes of a regular file; None for anything else, also for what just went or has too long a name."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _claim(path: Path, claimed: Path, now: datetime) -> None:
    folder = claimed / f"{now.strftime(_STAMP)}_{secrets.token_hex(8)}"
    folder.mkdir(parents=True)
    try:
        os.replace(path, folder / path.name)
    except FileNotFoundError:
        # Another collector was quicker, and only the one that has the file takes its note.
        folder.rmdir()
    else:
        _fetch_covering(folder / path.name, path.parent)


def _fetch_covering(path: Path, inbox: Path) -> None:
    """Bring the covering note to its claimed file; a run before may have died between the two."""
    name = path.name + COVERING
    if _size(inbox / name) is not None and _size(path.with_name(name)) is None:
        with suppress(FileNotFoundError):
            os.replace(inbox / name, path.with_name(name))


def release(folder: Path) -> None:
    """Remove a claim's folder once its file is on record (its bytes lie in the store)."""
    for path in _listed(folder):
        path.unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        folder.rmdir()


def read_covering(path: Path, now: datetime) -> CoveringFile:
    """The covering note of a file; an empty one where there is none, or where everything wrong with it is named."""
    size = _size(path)
    if size is None:
        return CoveringFile(Covering(), None)
    note, problems = _read_note(path) if size <= _LARGEST_COVERING else (_Note(), (_unreadable(path),))
    received_at = by_now(note.received_at, now) if note.received_at else None
    if received_at is not None and received_at > now:
        problem = Problem(f"{path.name}, received_at", f"thời điểm {received_at.isoformat()} ở sau hiện tại")
        return CoveringFile(Covering(), None, (*problems, problem))
    return CoveringFile(Covering(**note.model_dump(exclude={"received_at"})), received_at, problems)


def _read_note(path: Path) -> tuple[_Note, tuple[Problem, ...]]:
    try:
        text = unicodedata.normalize("NFC", path.read_bytes().decode("utf-8-sig"))
        stated = yaml.load(text, Loader=yaml.BaseLoader) or {}
        if isinstance(stated, dict):
            stated = {name: value for name, value in stated.items() if value != ""}
        return _Note.model_validate(stated), ()
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError):
        return _Note(), (_unreadable(path),)
    except ValidationError as error:
        found = error.errors()
        problems = tuple(
            Problem(
                f"{path.name}, {str(e['loc'][0])[:_MOST_SHOWN] if e['loc'] else 'cả tệp'}",
                f"{_shown(e['input'])} chưa đúng",
            )
            for e in found
        )
        unknown = {e["loc"][0] for e in found if e["type"] == "extra_forbidden"}
        if len(unknown) < len(found):
            return _Note(), problems
        # A field that means nothing to us takes nothing from those that do.
        return _Note.model_validate({name: value for name, value in stated.items() if name not in unknown}), problems


def _unreadable(path: Path) -> Problem:
    return Problem(path.name, "không đọc được tệp ghi chú kèm theo", "Ghi theo dạng tên: giá trị.")


def _shown(value: object) -> str:
    """What a note says, as far as it may be repeated: nested lists of a few lines can spell gigabytes."""
    return f'giá trị "{value[:_MOST_SHOWN]}"' if isinstance(value, str) else "nội dung"


def is_workbook(name: str, content: bytes) -> bool:
    """Whether a file is meant as a filled form: anything of a spreadsheet's kind, whole or broken."""
    suffix = Path(name.casefold()).suffix
    return suffix in (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".et") or (
        content.startswith(b"PK") and b"xl/" in content
    )
