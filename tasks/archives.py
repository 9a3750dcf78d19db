"""Making the archive of a plan that has ended. Not here: what belongs into one (`database.archiving`), its ending."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from papiplan import settings
from papiplan.database import archiving, endings, journal, outcomes, plans
from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.documents.archives.archive_lists import render_archive_list
from papiplan.documents.archives.archive_writing import ArchiveWriter, archive_into
from papiplan.domain.archive import ArchivedKind, ArchivedPlan, KeptFile, Manifest, archive_path
from papiplan.domain.deadlines import short
from papiplan.domain.facts import PlanFacts
from papiplan.store import DamagedFileError, Store, StoredFile
from tasks import office
from tasks.documents import TRACKING, tracking_workbook
from tasks.effects import FactsMovedError, effect


@dataclass(frozen=True)
class RecordedArchive:
    """The archive of a plan: its hash, how many files it holds, and how many the store had lost.

    `new` is False where it was on record before; its files are not counted again then.
    """

    path: str
    sha256: str
    new: bool
    files: int = 0
    missing: int = 0

    def sentence(self, unsent: int) -> str:
        """What an officer should know: where it lies, its hash, what it lacks; how many mails were dropped."""
        said = [f"Hồ sơ lưu trữ: {self.path}, mã kiểm tra (SHA-256) {self.sha256}."]
        if self.missing:
            said.append(f"Kho thiếu hoặc hỏng {self.missing:02d} tệp, hồ sơ ghi rõ là tệp nào.")
        if unsent:
            said.append(f"Đã bỏ {unsent:02d} thư chưa gửi.")
        return " ".join(said)


@effect("Lập hồ sơ lưu trữ")
def write_archive(plan: str, now: datetime) -> RecordedArchive:
    """Make the archive of a plan that has ended, once: everything received and sent, papers, data, journal.

    The journal in it reaches up to the plan's end; that the archive was made is the entry after it.
    """
    path = archive_path(plan)
    database = office.database()
    with database.reading() as connection:
        known = outcomes.load_documents(connection, plan, ANY_TIME).get(path)
    if known is not None:
        return RecordedArchive(path, known, new=False)
    # In the home, for a system's own temporary folder may lie in memory.
    with TemporaryDirectory(dir=settings.current().home, prefix=".archive-") as folder:
        made = Path(folder) / "archive.zip"
        with database.reading() as connection:
            manifest = _pack(connection, plan, office.store(), made)
        kept = office.store().put_file(made)
    return _record(manifest, path, kept, now)


def _record(manifest: Manifest, path: str, kept: StoredFile, now: datetime) -> RecordedArchive:
    """Put an archive that lies in the store on record; what moved meanwhile in an ended plan is no part of it."""
    plan, files, missing = manifest.plan.id, len(manifest.files), len(manifest.missing)
    with office.database().plan_transaction(plan) as connection:
        if journal.head(connection, plan) != (manifest.journal_entries, manifest.journal_head):
            raise FactsMovedError(plan, "lập hồ sơ lưu trữ")
        outcomes.save_document(connection, plan, path, kept.sha256, kept.size, now)
        ids = {"sha256": kept.sha256, "files": files, "missing": missing}
        journal.append(connection, plan, journal.Entry("archive", "papiplan", now, ids))
    return RecordedArchive(path, kept.sha256, new=True, files=files, missing=missing)


@effect("Kế hoạch đã kết thúc, chưa có hồ sơ lưu trữ")
def unarchived_plans() -> tuple[str, ...]:
    """The plans that have ended and whose archive is still to be made, as after a crash in between."""
    with office.database().reading() as connection:
        return tuple(
            plan
            for plan in plans.issued_plans(connection)
            if endings.load_ending(connection, plan, ANY_TIME) is not None
            and archive_path(plan) not in outcomes.load_documents(connection, plan, ANY_TIME)
        )


def _pack(connection: sa.Connection, plan: str, store: Store, made: Path) -> Manifest:
    """Write the archive as at one moment; its manifest."""
    facts = load_facts(connection, plan, ANY_TIME)
    ending = endings.load_ending(connection, plan, ANY_TIME)
    assert ending is not None, "only a plan that has ended is archived"
    entries, head = journal.head(connection, plan)
    with archive_into(made) as archive:
        for file in archiving.load_kept_files(connection, plan):
            _add(archive, store, file)
        tracking = KeptFile(ArchivedKind.PAPER, f"van-ban/{TRACKING}", "", "Sổ theo dõi khi kết thúc")
        archive.add_kept(tracking, tracking_workbook(connection, facts, ending.recorded_at))
        for table in archiving.archived_tables():
            archive.add_table(table, archiving.load_rows(connection, plan, table))
        archive.add_journal(journal.load_links(connection, plan))
        plan_told = _described(facts)
        manifest = Manifest(plan_told, ending, entries, head, tuple(archive.files), tuple(archive.missing))
        mails, links = archiving.load_sent_mails(connection, plan), journal.load_links(connection, plan)
        archive.add_list(render_archive_list(manifest, mails, links))
        whole = replace(manifest, files=tuple(archive.files))
        archive.end(whole)
    return whole


def _add(archive: ArchiveWriter, store: Store, file: KeptFile) -> None:
    """A file that is lost or damaged is listed as missing, and keeps nothing else back."""
    try:
        content = store.get(file.sha256)
    except (DamagedFileError, FileNotFoundError):
        archive.add_missing(file)
    else:
        archive.add_kept(file, content)


def _described(facts: PlanFacts) -> ArchivedPlan:
    definition, issue = facts.definition, facts.issue
    assert issue is not None, "only an issued plan can end"
    return ArchivedPlan(
        id=definition.id,
        title=definition.title,
        index=definition.index,
        year=definition.year,
        number=issue.number,
        issued_on=short(issue.on),
        issuer=definition.issuer.name,
        units=len(definition.units),
        obliged=len(definition.obliged_units),
    )
