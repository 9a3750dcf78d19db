"""`papiplan backup`, `restore` and `migrate`: a home into one file, out of it again, and on to this program's schema.

Passwords and other settings stand in the environment and in no backup. Not here: what the file looks like
(`backup_archive`).
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from deployments.backup_archive import Archive, ArchiveWriter, Manifest, archive_to, opened
from deployments.run_folder import up_lock
from papiplan.database import Database, NoDatabaseError, copying, migrating
from papiplan.database.restorations import hold_restored, kept_files
from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.problems import Problem, Refused
from papiplan.settings import Settings
from papiplan.store import DamagedFileError, Store


@dataclass(frozen=True)
class Outcome:
    """What came of it: how many plans were restored, how many files are kept, and the hashes of those damaged."""

    plans: int
    files: int
    damaged: tuple[str, ...]


def back_up(at: Settings, file: Path, now: datetime) -> Manifest:
    """Write the home into a new file, while it goes on working; Refused where there is a file or nothing to keep.

    A file of the store that is lost or damaged is named in the manifest and keeps nothing else back.
    """
    if file.exists():
        raise Refused(Problem(str(file), "đã có tệp này", "Đặt tên khác: bản sao lưu không ghi đè lên tệp nào."))
    store, damaged = Store(at.storage), []
    with _whatever_its_schema(at) as (database, revision), TemporaryDirectory() as folder:
        file.parent.mkdir(parents=True, exist_ok=True)
        with archive_to(file) as archive:
            # In this order nothing falls between: what leaves the inbox next is on record, what is on record is stored.
            for path, content in _inbox(at.home / "inbox"):
                archive.add_inbox(path, content)
            copy = Path(folder) / "database"
            copying.copy_out(at.database, copy)
            digest = archive.add_database(copy)
            with database.reading() as connection:
                hashes = kept_files(connection)
            damaged = [sha256 for sha256 in hashes if not _add(archive, store, sha256)]
            kind = database.engine.dialect.name
            manifest = Manifest(now, kind, revision, digest, archive.files, tuple(damaged))
            archive.end(manifest)
    return manifest


@contextmanager
def _whatever_its_schema(at: Settings) -> Iterator[tuple[Database, str]]:
    """The database as it is, with its revision: one that is still to be migrated is what a backup is for."""
    if not copying.exists(at.database):
        raise NoDatabaseError("There is no database here: nothing has been recorded that could be kept.")
    with closing(Database.unchecked(at.database)) as database:
        with database.reading() as connection:
            revision = migrating.revision(connection)
        if revision is None:
            raise NoDatabaseError("The database is empty: nothing has been recorded that could be kept.")
        yield database, revision


def _inbox(root: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    for path in sorted(root.rglob("*")):
        try:
            if path.is_file() and not path.is_symlink():
                yield PurePosixPath(path.relative_to(root).as_posix()), path.read_bytes()
        except FileNotFoundError:
            continue  # taken in meanwhile: it is on record


def _add(archive: ArchiveWriter, store: Store, sha256: str) -> bool:
    try:
        archive.add_file(sha256, store.get(sha256))
    except (DamagedFileError, FileNotFoundError):
        return False
    return True


def restore(at: Settings, file: Path, now: datetime) -> Outcome:
    """Make a home that holds nothing yet of a backup, every plan held; its database comes last, and whole.

    Refused while `papiplan up` runs on it, where it has a database, and for a file that is no whole backup.
    """
    with _alone(at), file.open("rb") as read, opened(read) as archive:
        _check(at, archive)
        store = Store(at.storage)
        for _, content in archive.files():
            store.put(content)
        for path, content in archive.inbox():
            _put_back(at.home / "inbox" / path, content)
        manifest = archive.manifest
        made_at = f"{clock_time(manifest.made_at)} ngày {short(local_date(manifest.made_at))}"
        reason = f"khôi phục từ bản sao lưu lúc {made_at}"
        finish = partial(hold_restored, backed_up_at=manifest.made_at, reason=reason, now=now)
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "database"
            archive.extract_database(copy)
            plans = copying.copy_in(copy, at.database, manifest.revision, finish)
    return Outcome(plans, manifest.files, manifest.damaged)


def _check(at: Settings, archive: Archive) -> None:
    """Everything that speaks against restoring this backup here."""
    manifest, problems = archive.manifest, []
    if found := copying.in_the_way(at.database):
        what = f"đã có cơ sở dữ liệu ({found})"
        problems.append(
            Problem(str(at.home), what, "Khôi phục vào một PAPIPLAN_HOME, PAPIPLAN_DATABASE_URL còn trống.")
        )
    wanted = copying.kind_of(at.database)
    if manifest.database != wanted:
        what = f"chứa dữ liệu {manifest.database}, nơi này dùng {wanted}"
        problems.append(Problem("Bản sao lưu", what, "Đặt PAPIPLAN_DATABASE_URL cùng loại."))
    if not migrating.knows(manifest.revision):
        what = f"có cấu trúc {manifest.revision} của một phiên bản mới hơn"
        problems.append(Problem("Bản sao lưu", what, "Cài phiên bản papiplan đã ghi bản sao lưu này."))
    if problems:
        raise Refused(*problems)


def _put_back(path: Path, content: bytes) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@contextmanager
def _alone(at: Settings) -> Iterator[None]:
    """The home while no `papiplan up` runs on it, nor starts."""
    lock = up_lock(at.home)
    if lock is None:
        raise Refused(Problem(str(at.home), "papiplan up đang chạy", "Dừng papiplan up rồi chạy lại lệnh này."))
    with lock:
        yield


def migrate(at: Settings, now: datetime) -> Path | None:
    """Bring the database to this program's schema, after a backup of an older one; where that backup lies.

    Raises SchemaMismatchError for a newer one, which is left alone.
    """
    backup = None
    if copying.exists(at.database):
        with closing(Database.unchecked(at.database)) as database, database.reading() as connection:
            revision = migrating.revision(connection)
        if revision is not None and revision != migrating.newest() and migrating.knows(revision):
            backup = at.home / "backups" / f"truoc-nang-cap-{revision}-{now:%Y%m%d-%H%M%S}.zip"
            back_up(at, backup, now)
    Database.migrated(at.database).close()
    return backup


def migrate_alone(at: Settings, now: datetime) -> Path | None:
    """`migrate` where no `papiplan up` runs; Refused where one does, which has done it."""
    with _alone(at):
        return migrate(at, now)
