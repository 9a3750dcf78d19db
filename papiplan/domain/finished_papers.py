"""The files that officers give back with a number and date: which are taken, where they lie, which get a PDF.

The signed PDF is the text of record, the Word file that an officer finished is kept beside it; our draft is neither.
Not here: the numbers themselves (`papers`), nor what a file holds (`documents.papers.paper_brackets`).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from papiplan.domain.facts import Consolidation
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem

WORD, PDF = ".docx", ".pdf"

GIVEN = "papers/"
"""Where the readable tree has what officers gave."""

CONFIRMED = "confirmed/"
"""Where the readable tree has the papers of a confirmed result, in a folder by the number of its decision."""

_FACT_SHEETS = "/phieu/"
_LETTER = "giai-trinh-"

_UNSIGNED = ".chua-ky.pdf"
"""How a PDF ends that was made of a given Word file; no number puts a dot into a name (`given_path`)."""

_REPORTS = "consolidated/"
_SUBPLANS = "subplans/"
_MOST_NAMED = 3
_LONGEST_NAMED = 80


@dataclass(frozen=True)
class GivenFile:
    """A file that comes with a number: the signed text (PDF), or the Word file with the brackets left in it."""

    sha256: str
    ending: str
    brackets: tuple[str, ...] = ()


def file_problems(file: GivenFile, *, of_draft: bool) -> Iterator[Problem]:
    """Why a file is not taken: a decision has its signed paper alone, a finished paper has no brackets left."""
    where = "Tệp văn bản"
    if file.ending == WORD and not of_draft:
        yield Problem(where, "văn bản còn nợ là bản đã ký, không phải tệp Word", "Nêu bản PDF đã ký.")
    elif file.brackets:
        yield Problem(where, _left(file.brackets), "Bổ sung hoặc xóa các chỗ này trong tệp Word rồi chạy lại.")


def _left(brackets: Collection[str]) -> str:
    """Còn 12 chỗ cần cán bộ bổ sung: [Cán bộ bổ sung: ưu điểm]; …; …; …"""
    named = [bracket if len(bracket) <= _LONGEST_NAMED else f"{bracket[:_LONGEST_NAMED]}…" for bracket in brackets]
    more = "; …" if len(named) > _MOST_NAMED else ""
    return f"{brackets_words(len(brackets))}: {'; '.join(named[:_MOST_NAMED])}{more}"


def brackets_words(count: int) -> str:
    """How many brackets a paper still has: còn 12 chỗ cần cán bộ bổ sung."""
    return f"còn {count:02d} chỗ cần cán bộ bổ sung"


def given_path(number: str, signed_on: date, ending: str) -> str:
    """Where a given file lies in the readable tree: under its day and number, and nowhere else."""
    name = "-".join(re.findall(r"\w+", number))
    return f"{GIVEN}{signed_on.isoformat()}-{name}{ending}"


def confirmed_path(confirmation: int, name: str) -> str:
    """Where a paper of a decision lies."""
    return f"{CONFIRMED}{confirmation}/{name}"


def fact_sheet_path(confirmation: int, unit: str) -> str:
    """Where the sheet of a unit lies."""
    return confirmed_path(confirmation, f"phieu/{unit}{WORD}")


def subplans_path(version: int, name: str) -> str:
    """Where a paper of a version of the report on sub-plans lies."""
    return f"{_SUBPLANS}{version}/{name}"


def newest_subplans(paths: Iterable[str]) -> int:
    """The newest version of the report on sub-plans; 0 where there is none."""
    return max((int(path.split("/")[1]) for path in paths if path.startswith(_SUBPLANS)), default=0)


def explanation_path(confirmation: int, unit: str, kind: SubmissionKind) -> str:
    """Where the letter lies that asks a unit to explain."""
    return confirmed_path(confirmation, f"{_LETTER}{unit}-{kind}{WORD}")


def gets_number(path: str) -> bool:
    """Whether a paper, other than an urging letter or a consolidated report, goes out under a number of its own."""
    return path.startswith(_SUBPLANS) or (path.startswith(CONFIRMED) and f"/{_LETTER}" in path)


def is_fact_sheet(path: str) -> bool:
    """Whether this is a unit's sheet: there is one of each, and none of them gets a number."""
    return path.startswith(CONFIRMED) and _FACT_SHEETS in path


def shown_documents(
    saved: Iterable[tuple[str, str]], standing: Collection[str], confirmation: int | None = None
) -> dict[str, str]:
    """What the readable tree shows of every version ever saved, in their order: hash by path.

    A given file is shown while a record of it stands (`standing` has the hashes of those), and the PDF that was made of
    it while it is the one shown. The papers of a decision are shown while it stands: `confirmation` is its number.
    """
    shown: dict[str, str] = {}
    newest: dict[str, str] = {}
    made: dict[tuple[str, str], tuple[str, str]] = {}
    for path, sha256 in saved:
        if path.endswith(_UNSIGNED):
            source = path.removesuffix(_UNSIGNED) + WORD
            made[source, newest[source]] = path, sha256
        elif _stands(path, sha256, standing, confirmation):
            shown[path] = sha256
        newest[path] = sha256
    return dict(sorted({**shown, **dict(pdf for source, pdf in made.items() if source in shown.items())}.items()))


def _stands(path: str, sha256: str, standing: Collection[str], confirmation: int | None) -> bool:
    if path.startswith(CONFIRMED):
        return confirmation is not None and path.startswith(confirmed_path(confirmation, ""))
    return not path.startswith(GIVEN) or sha256 in standing


def drafts_among(paths: Iterable[str]) -> tuple[str, ...]:
    """Our papers that wait for a number; the plan's own was given with its issue, and a unit's fact sheet has none."""
    ours = (path for path in paths if path.endswith(WORD) and not path.startswith(("issued/", GIVEN)))
    return tuple(path for path in ours if not is_fact_sheet(path))


def report_drafts(paths: Iterable[str], consolidation: Consolidation | None) -> tuple[str, ...]:
    """The reports of one consolidation."""
    return tuple(
        p for p in drafts_among(paths) if consolidation and p.startswith(f"{_REPORTS}{consolidation.revision}/")
    )


def drafts_in_force(paths: Collection[str], newest: Consolidation | None) -> tuple[str, ...]:
    """Our papers that are not superseded: of reports, and of reports on sub-plans, the newest."""
    reports, subplans = report_drafts(paths, newest), subplans_path(newest_subplans(paths), "")
    return tuple(
        path
        for path in drafts_among(paths)
        if path in reports or path.startswith(subplans) or not path.startswith((_REPORTS, _SUBPLANS))
    )


def wanted_pdfs(shown: Mapping[str, str], newest: Consolidation | None) -> dict[str, str]:
    """Which PDFs have still to be made: path of the PDF by that of its Word file.

    Of an interim report, which is only read, at once. Of a final one never from our draft, whose brackets an officer
    has still to fill in, but from the file that he gives back, and no more once the signed text is there.
    """
    interim = report_drafts(shown, newest) if newest is not None and not newest.final else ()
    wanted = {path: path.removesuffix(WORD) + PDF for path in interim}
    for path in shown:
        if path.startswith(GIVEN) and path.endswith(WORD) and path.removesuffix(WORD) + PDF not in shown:
            wanted[path] = path.removesuffix(WORD) + _UNSIGNED
    return {path: pdf for path, pdf in wanted.items() if pdf not in shown}
