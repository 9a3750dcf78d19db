"""The files that officers give back with a number and date: which are taken, where they lie, which get a PDF.

The signed PDF is the text of record, the Word file that an officer finished is kept beside it; our draft is neither.
Not here: the numbers themselves (`papers`), nor what a file holds (`documents.paper_brackets`).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from papiplan.domain.facts import Consolidation
from papiplan.domain.problems import Problem

WORD, PDF = ".docx", ".pdf"

GIVEN = "papers/"
"""Where the readable tree has what officers gave."""

_UNSIGNED = ".chua-ky.pdf"
"""How a PDF ends that was made of a given Word file; no number puts a dot into a name (`given_path`)."""

_REPORTS = "consolidated/"
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


def shown_documents(saved: Iterable[tuple[str, str]], standing: Collection[str]) -> dict[str, str]:
    """What the readable tree shows of every version ever saved, in their order: hash by path.

    A given file is shown while a record of it stands (`standing` has the hashes of those), and the PDF that was made of
    it while it is the one shown.
    """
    shown: dict[str, str] = {}
    newest: dict[str, str] = {}
    made: dict[tuple[str, str], tuple[str, str]] = {}
    for path, sha256 in saved:
        if path.endswith(_UNSIGNED):
            source = path.removesuffix(_UNSIGNED) + WORD
            made[source, newest[source]] = path, sha256
        elif not path.startswith(GIVEN) or sha256 in standing:
            shown[path] = sha256
        newest[path] = sha256
    return dict(sorted({**shown, **dict(pdf for source, pdf in made.items() if source in shown.items())}.items()))


def drafts_among(paths: Iterable[str]) -> tuple[str, ...]:
    """Our papers that wait for a number; the plan's own was given with its issue."""
    return tuple(path for path in paths if path.endswith(WORD) and not path.startswith(("issued/", GIVEN)))


def report_drafts(paths: Iterable[str], consolidation: Consolidation | None) -> tuple[str, ...]:
    """The reports of one consolidation."""
    return tuple(
        p for p in drafts_among(paths) if consolidation and p.startswith(f"{_REPORTS}{consolidation.revision}/")
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
