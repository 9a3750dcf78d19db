"""The readable tree `plans/<plan>/…`: a view of the database that any round can write again."""

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path

import sqlalchemy as sa

from papiplan import settings
from papiplan.database import chases, registers, sent_files
from papiplan.database.outcomes import load_documents, load_hidden_documents
from papiplan.database.recorded_documents import load_recorded_documents
from papiplan.documents.boards.dashboard import DASHBOARD
from papiplan.documents.boards.progress_sheet import PROGRESS_SHEET, render_progress_sheet
from papiplan.documents.papers.paper_numbering import with_number
from papiplan.documents.workbooks.tracking_workbook import Chased, render_tracking_workbook
from papiplan.domain.facts import PlanFacts
from papiplan.domain.papers import RecordedDocument
from tasks import office
from tasks.dashboards import dashboard_page, load_digest
from tasks.effects import effect


@effect("Ghi văn bản ra thư mục")
def write_documents(plan: str, now: datetime) -> int:
    """Bring the plan's tree to what the database says; returns how many files were written.

    Each file appears whole: written aside, then moved into its place. What is shown no more goes.
    """
    with office.database().reading() as connection:
        documents = load_documents(connection, plan, now)
        hidden = load_hidden_documents(connection, plan, now)
        recorded = load_recorded_documents(connection, plan, now)
        digest = load_digest(connection, plan, now)
        tracking = tracking_workbook(connection, digest.facts, now)
    root = settings.current().plans_folder / plan
    _clear_away(root, now)
    for path, hashes in hidden.items():
        _remove(root / path, hashes)
    drawn = [PROGRESS_SHEET] if (root / PROGRESS_SHEET).is_file() else []
    made = {
        TRACKING: tracking,
        DASHBOARD: dashboard_page(digest, (*drawn, TRACKING, *documents)),
        **_numbered(documents, recorded),
    }
    kept = {path: digest for path, digest in documents.items() if path not in made}
    written = sum(_write_kept(root / path, digest) for path, digest in kept.items())
    return written + sum(_write_made(root / path, content) for path, content in made.items())


_ASIDE = ".aside"
_ABANDONED = timedelta(hours=1)


def _clear_away(root: Path, now: datetime) -> None:
    """Remove what a process that died had written aside: not what another one is just writing."""
    for path in root.rglob(f".*{_ASIDE}"):
        with suppress(FileNotFoundError):
            if now - datetime.fromtimestamp(path.stat().st_mtime, UTC) > _ABANDONED:
                path.unlink()


TRACKING = "tracking/so-theo-doi.xlsx"
"""The tracking workbook: made anew by every round from what is on record, so it is no record itself."""


def tracking_workbook(connection: sa.Connection, facts: PlanFacts, now: datetime) -> bytes:
    """The tracking workbook as at `now`."""
    plan = facts.definition.id
    chased = Chased(chases.load_reminded(connection, plan, now), registers.load_calls(connection, plan, now))
    return render_tracking_workbook(facts, chased, sent_files.load_sent_files(connection, plan, now), now)


@effect("Vẽ bảng tiến độ")
def write_progress_sheet(plan: str, now: datetime) -> bool:
    """Draw the A4 page anew; False when it says the same already.

    Drawing takes most of a second, so that a round does it once and the other flows do not.
    """
    with office.database().reading() as connection:
        digest = load_digest(connection, plan, now)
    return _write_made(settings.current().plans_folder / plan / PROGRESS_SHEET, render_progress_sheet(digest))


def _numbered(documents: Mapping[str, str], recorded: Iterable[RecordedDocument]) -> dict[str, bytes]:
    """Our drafts that were given a number, each with it: a view like the tracking workbook, gone with the number."""
    about = {document.about_path: document for document in recorded if document.about_path}
    return {
        path: with_number(office.store().get(documents[path]), document.number, document.signed_on)
        for path, document in about.items()
        if path in documents
    }


def _remove(target: Path, hashes: Collection[str]) -> None:
    """Take away what we once put at `target`; what somebody else put there stays."""
    if target.is_file() and _hash_of(target) in hashes:
        target.unlink()


def _write_kept(target: Path, digest: str) -> bool:
    """Put a file of the store at `target`, piece by piece: an archive may be larger than memory."""
    return _write(target, digest, partial(office.store().copy_to, digest))


def _write_made(target: Path, content: bytes) -> bool:
    return _write(target, sha256(content).hexdigest(), lambda aside: aside.write_bytes(content))


def _write(target: Path, digest: str, write: Callable[[Path], object]) -> bool:
    """Let `write` put the bytes of this hash at `target`; False when they lie there already."""
    if target.is_file() and _hash_of(target) == digest:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}{_ASIDE}")
    try:
        write(aside)
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)
    return True


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
