"""Our drafts that still wait for an officer (dự thảo còn chờ): a number, a finished file, brackets to fill in.

Not here: papers that others owe (`papers`), nor how a finished file is taken (`finished_papers`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from papiplan.domain.facts import Consolidation
from papiplan.domain.finished_papers import drafts_among, report_drafts
from papiplan.domain.papers import RecordedDocument


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


def drafts_to_finish(
    shown: Mapping[str, str], newest: Consolidation | None, recorded: Iterable[RecordedDocument]
) -> tuple[str, ...]:
    """The drafts that officers may have to complete: of reports the newest, and none whose finished file has come."""
    finished = {document.about_path for document in recorded if document.sha256}
    reports = report_drafts(shown, newest)
    drafts = (path for path in drafts_among(shown) if path in reports or not path.startswith("consolidated/"))
    return tuple(path for path in drafts if path not in finished)
