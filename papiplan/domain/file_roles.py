"""What the files of one arrival are: forms, the signed document, evidence, and what a mail carries beside them.

Judged by what a file is and is called, and by what the forms beside it say. Not here: whose they are (`identifying`),
nor reading them (`documents`).
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from papiplan.domain.file_names import bears_symbol, kind_in_name, numbered_name, says_evidence, stem_of, suffix_of
from papiplan.domain.form_mentions import StatedInForm
from papiplan.domain.obligations import Part
from papiplan.domain.problems import Problem


class Workbook(StrEnum):
    """What a spreadsheet is before anybody judges it: a form of ours, none of ours, or one that cannot be read."""

    OURS = "ours"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class CameFile:
    """One file of an arrival. `workbook` is None for what is no spreadsheet; `inline` when a mail's text shows it."""

    name: str
    size: int = 1
    workbook: Workbook | None = None
    inline: bool = False


def file_roles(files: Sequence[CameFile], forms: Collection[StatedInForm], doc_symbol: str = "") -> list[Part]:
    """What each file is, in their order. `forms` are those among them, `doc_symbol` the number that a note gives."""
    symbols = [symbol for symbol in (doc_symbol, *(form.doc_symbol for form in forms)) if symbol]
    evidence = frozenset().union(*(form.evidence for form in forms))
    beside_form = any(file.workbook is Workbook.OURS for file in files)
    sure = [_sure_role(file, evidence, beside_form, symbols) for file in files]
    return _with_signed(files, sure, symbols, beside_form=beside_form, numbered=bool(doc_symbol))


def _sure_role(file: CameFile, evidence: Collection[str], beside_form: bool, symbols: Sequence[str]) -> Part | None:
    """What a file is by itself; None for a document whose name does not tell."""
    if file.workbook is Workbook.OURS:
        return Part.FORM
    if _is_by_the_way(file) or (unopened_problem(file.name) and not says_evidence(file.name)):
        return Part.OTHER
    if stem_of(file.name) in evidence:
        return Part.EVIDENCE
    if file.workbook is not None:
        apart = beside_form and (file.workbook is Workbook.FOREIGN or says_evidence(file.name))
        return Part.EVIDENCE if apart else Part.FORM
    if bears_symbol(file.name, symbols):
        return Part.SIGNED
    if says_evidence(file.name):
        return Part.EVIDENCE
    return Part.SIGNED if kind_in_name(file.name) else None


def _with_signed(
    files: Sequence[CameFile],
    roles: Sequence[Part | None],
    symbols: Sequence[str],
    *,
    beside_form: bool,
    numbered: bool,
) -> list[Part]:
    """The roles with one signed document of each sort: the others with its name are copies or drafts of it."""
    signed = _best_of_each(files, [at for at, role in enumerate(roles) if role is Part.SIGNED], symbols)
    if not signed:
        open_ones = [at for at, role in enumerate(roles) if role is None]
        if numbered and not open_ones:
            # The clerk numbers what came: it is the document, whatever its file is called.
            open_ones = [at for at, role in enumerate(roles) if role is Part.EVIDENCE and files[at].workbook is None]
        signed = _likeliest(files, open_ones, beside_form=beside_form)
    kept = (Part.FORM, Part.OTHER)
    return [Part.SIGNED if at in signed else role if role in kept else Part.EVIDENCE for at, role in enumerate(roles)]


def _best_of_each(files: Sequence[CameFile], places: Sequence[int], symbols: Sequence[str]) -> set[int]:
    best: dict[object, int] = {}
    for at in places:
        name = files[at].name
        sort = next((s for s in symbols if bears_symbol(name, [s])), None) or numbered_name(name) or kind_in_name(name)
        if sort not in best or _rank(files[at]) < _rank(files[best[sort]]):
            best[sort] = at
    return set(best.values())


def _likeliest(files: Sequence[CameFile], places: Sequence[int], *, beside_form: bool) -> set[int]:
    """The one document that may be the signed one; of several pictures beside a form none is."""
    if not places:
        return set()
    rank = min(_rank(files[at]) for at in places)
    first, *others = (at for at in places if _rank(files[at]) == rank)
    return set() if others and beside_form else {first}


def _rank(file: CameFile) -> int:
    """What is signed comes as PDF, then as a picture; Word is what was signed afterwards."""
    suffix = suffix_of(file.name)
    return 0 if suffix == ".pdf" else 1 if suffix in _PICTURES else 2


def unopened_problem(name: str) -> Problem | None:
    """Why nobody can say what is in a file that holds others; None for any other."""
    if suffix_of(name) in _HOLDING_OTHERS or name.strip().casefold() == "winmail.dat":
        what = f'tệp "{name}" chứa các tệp khác, hệ thống không mở'
        return Problem("", what, "Lấy các tệp bên trong ra, gửi hoặc nhập từng tệp.")
    return None


_HOLDING_OTHERS = (".zip", ".rar", ".7z", ".eml", ".msg")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".heic", ".tif", ".tiff", ".svg")
_BY_THE_WAY = (".p7s", ".ics", ".vcf", ".asc")
_SMALLEST_SCAN = 30_000
_OF_A_SIGNATURE = re.compile(r"(?:image|logo|icon|outlook|signature|banner)[ \w]*\Z")


def _is_by_the_way(file: CameFile) -> bool:
    """Whether a mail only carries it along: a seal, a visiting card, the logo in a signature."""
    suffix = suffix_of(file.name)
    if suffix in _BY_THE_WAY:
        return True
    if suffix not in _PICTURES:
        return False
    named = _OF_A_SIGNATURE.match(stem_of(file.name))
    return file.inline or (file.size < _SMALLEST_SCAN and named is not None)
