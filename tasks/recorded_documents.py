"""Recording numbers and dates that the clerk's office gave, with the files that come with them.

Not here: what a document stands for (`domain.papers`), nor which files are taken (`domain.finished_papers`).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from papiplan.database import journal, outcomes, recorded_documents
from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.documents.papers.paper_brackets import brackets_in
from papiplan.domain.finished_papers import PDF, WORD, GivenFile, drafts_among, given_path
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.papers import (
    RecordedDocument,
    StatedDocument,
    brings_something_new,
    read_document,
    recorded_before,
)
from papiplan.domain.problems import Problem, Refused
from papiplan.store import StoredFile
from tasks import office
from tasks.effects import effect
from tasks.entering import Entering


@dataclass(frozen=True)
class RecordedPaper:
    """A document on record: its entry in the journal; `new` is False where it was there before.

    `message` is what an officer should know of its PDF.
    """

    plan: str
    entry: int
    new: bool
    message: str = ""


@effect("Ghi số, ngày văn bản")
def record_document(plan: str, stated: StatedDocument, file: str, actor: str, now: datetime) -> RecordedPaper:
    """Record a document of the clerk's office: an owed paper is owed no longer; the same again changes nothing.

    Another file of a document that is on record is its next version.
    """
    given = _given(file) if file else None
    with office.database().plan_transaction(plan) as connection:
        entering = Entering(connection, load_facts(connection, plan, now), actor, now)
        check_act(Act.RECORD, entering.facts, now)
        shown = outcomes.load_documents(connection, plan, now)
        drafts = drafts_among(shown)
        document = read_document(entering.reading, stated, entering.facts, drafts, given.file if given else None)
        recorded = recorded_documents.load_recorded_documents(connection, plan, ANY_TIME)
        known = recorded_before(document, entering.facts, recorded, drafts)
        if known is not None and not brings_something_new(document, given.file if given else None, shown):
            return RecordedPaper(plan, known.entry, new=False)
        return RecordedPaper(plan, _record(entering, document, given), new=True)


@dataclass(frozen=True)
class _Given:
    """A file that an officer gives, in the store."""

    file: GivenFile
    size: int


def _given(name: str) -> _Given:
    """The file of this name; Refused for one that is not there, and is neither a PDF nor a Word file."""
    path = office.stated_path(name)
    content = path.read_bytes() if path.is_file() else None
    if content is None:
        raise Refused(Problem("Tệp văn bản", f'không thấy "{name}"'))
    if content.startswith(b"%PDF"):
        return _kept(office.store().put(content), PDF)
    try:
        brackets = brackets_in(content)
    except Refused as refused:
        raise Refused(
            *(replace(p, where="Tệp văn bản", what=f'"{path.name}": {p.what}') for p in refused.problems)
        ) from None
    return _kept(office.store().put(content), WORD, brackets)


def _kept(stored: StoredFile, ending: str, brackets: tuple[str, ...] = ()) -> _Given:
    return _Given(GivenFile(stored.sha256, ending, brackets), stored.size)


def _record(entering: Entering, document: RecordedDocument, given: _Given | None) -> int:
    connection, plan, now = entering.connection, entering.plan, entering.now
    ids = {"about": document.about_entry or document.about_path, "number": document.number}
    if given is not None:
        ids["sha256"] = given.file.sha256
        path = given_path(document.number, document.signed_on, given.file.ending)
        outcomes.save_document(connection, plan, path, given.file.sha256, given.size, now)
    entry = journal.append(connection, plan, journal.Entry(HandAct.RECORD_DOCUMENT, entering.officer, now, ids))
    recorded_documents.save_recorded_document(connection, plan, replace(document, entry=entry), entering.officer, now)
    return entry
