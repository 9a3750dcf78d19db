"""Our drafts that still wait for an officer (dự thảo còn chờ): a number, a finished file, brackets to fill in.

Not here: papers that others owe (`papers`), nor how a finished file is taken (`finished_papers`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from papiplan.domain.facts import Consolidation
from papiplan.domain.finished_papers import drafts_in_force, gets_number, report_drafts
from papiplan.domain.papers import RecordedDocument
from papiplan.domain.urgings import DRAFTS, folder_of


@dataclass(frozen=True)
class OpenReport:
    """A final report that is not done: without a number, or with one but without the file that an officer finished.

    `sha256` is that of our draft, and `brackets` how many it has.
    """

    path: str
    sha256: str
    number: str
    brackets: int = 0


def open_reports(
    shown: Mapping[str, str], final: Consolidation | None, recorded: Iterable[RecordedDocument]
) -> tuple[OpenReport, ...]:
    """The reports of the newest final consolidation that are not done, by the documents and their numbers."""
    known = {document.about_path: document for document in recorded}
    return tuple(
        OpenReport(path, shown[path], known[path].number if path in known else "")
        for path in report_drafts(shown, final)
        if path not in known or not known[path].sha256
    )


def unnumbered(shown: Collection[str], recorded: Iterable[RecordedDocument]) -> tuple[str, ...]:
    """The drafts beside the final report that wait for a number: letters, and the newest report on sub-plans.

    Of the letters of one folder a single one is signed.
    """
    numbered = {document.about_path or "" for document in recorded}
    urged = {folder_of(path) for path in numbered if path.startswith(DRAFTS)}
    return tuple(
        path
        for path in drafts_in_force(shown, None)
        if (path.startswith(DRAFTS) and folder_of(path) not in urged) or (gets_number(path) and path not in numbered)
    )


def drafts_to_finish(
    shown: Mapping[str, str], newest: Consolidation | None, recorded: Iterable[RecordedDocument]
) -> tuple[str, ...]:
    """The drafts that officers may have to complete: of reports the newest, and none whose finished file has come."""
    finished = {document.about_path for document in recorded if document.sha256}
    return tuple(path for path in drafts_in_force(shown, newest) if path not in finished)
