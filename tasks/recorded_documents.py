"""Recording numbers and dates that the clerk's office gave. Not here: what a document stands for (`domain.papers`)."""

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import journal, outcomes, plans, recorded_documents
from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.papers import RecordedDocument, StatedDocument, paper_path, read_document, recorded_before
from papiplan.domain.problems import Problem, Refused
from papiplan.store import StoredFile
from tasks import office
from tasks.effects import effect
from tasks.entering import Entering


@dataclass(frozen=True)
class RecordedPaper:
    """A document on record: its entry in the journal; `new` is False where it was there before."""

    plan: str
    entry: int
    new: bool


@effect("Ghi số, ngày văn bản")
def record_document(plan: str, stated: StatedDocument, file: str, actor: str, now: datetime) -> RecordedPaper:
    """Record a document of the clerk's office: an owed paper is owed no longer; the same again changes nothing."""
    scan = _kept(file)
    with office.database().plan_transaction(plan) as connection:
        entering = Entering(connection, load_facts(connection, plan, now), actor, now)
        check_act(Act.RECORD, entering.facts, now)
        drafts = _drafts(connection, plan, now)
        document = read_document(entering.reading, stated, entering.facts, drafts, scan.sha256 if scan else "")
        recorded = recorded_documents.load_recorded_documents(connection, plan, ANY_TIME)
        known = recorded_before(document, entering.facts, recorded, drafts)
        if known is not None:
            return RecordedPaper(plan, known.entry, new=False)
        return RecordedPaper(plan, _record(entering, document, scan), new=True)


def _kept(file: str) -> StoredFile | None:
    """The scan in the store; Refused for a file that is not there or is no PDF."""
    if not file:
        return None
    path = office.stated_path(file)
    content = path.read_bytes() if path.is_file() else None
    if content is None:
        raise Refused(Problem("Tệp văn bản", f'không thấy "{file}"'))
    if not content.startswith(b"%PDF"):
        raise Refused(Problem("Tệp văn bản", f'"{path.name}" không phải tệp PDF', "Nêu bản PDF đã ký."))
    return office.store().put(content)


def _drafts(connection: sa.Connection, plan: str, now: datetime) -> tuple[str, ...]:
    """Our papers that wait for a number; the plan's own was given with its issue."""
    paths = outcomes.load_documents(connection, plan, now)
    return tuple(path for path in paths if path.endswith(".docx") and not path.startswith("issued/"))


def _record(entering: Entering, document: RecordedDocument, scan: StoredFile | None) -> int:
    connection, plan, now = entering.connection, entering.plan, entering.now
    officer = entering.facts.definition.operator(entering.actor)
    assert officer is not None, "a document entered by nobody is refused by its reading"
    ids = {"about": document.about_entry or document.about_path, "number": document.number}
    entry = journal.append(connection, plan, journal.Entry(HandAct.RECORD_DOCUMENT, officer.code, now, ids))
    if scan is not None:
        plans.save_file(connection, scan.sha256, scan.size)
        outcomes.save_document(connection, plan, paper_path(document), scan.sha256, scan.size, now)
    recorded_documents.save_recorded_document(connection, plan, replace(document, entry=entry), officer.code, now)
    return entry
