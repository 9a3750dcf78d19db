"""What a form says of the papers beside it, read before anybody checks it: its document, the files that prove it.

Not here: what is wrong in a form (`form_checks`).
"""

import re
from dataclasses import dataclass
from datetime import date

from papiplan.domain.file_names import bears_symbol, stem_of
from papiplan.domain.form_sheets import RawCells, find_sheet, find_table, read_entries
from papiplan.domain.form_tables import INFO, MAIN
from papiplan.domain.form_texts import as_text, matching_key
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import RawForm


@dataclass(frozen=True)
class StatedInForm:
    """What a form says of the papers beside it: the unit's document, and the evidence files by the names it gives.

    `unit` is the unit's name as it stands there, which anybody may have changed.
    """

    kind: SubmissionKind
    doc_symbol: str = ""
    doc_date: date | None = None
    signer: str = ""
    evidence: frozenset[str] = frozenset()
    unit: str = ""


def stated_in(raw: RawForm) -> StatedInForm | None:
    """What a workbook with our sheets says of the papers beside it; None for one that has not our sheets."""
    kind = _kind_of_sheets(raw)
    if kind is None:
        return None
    cells = find_sheet(INFO[kind], raw.sheets)
    if isinstance(cells, Problem):
        return StatedInForm(kind, evidence=_evidence_names(raw, kind))
    info = read_entries(INFO[kind], cells)
    symbol, on = info.text("doc_symbol"), info.text("doc_date")
    return StatedInForm(
        kind=kind,
        doc_symbol=symbol if "/" in symbol else "",
        doc_date=date.fromisoformat(on) if on else None,
        signer=info.text("signer"),
        evidence=_evidence_names(raw, kind),
        unit=_unit_words(cells),
    )


def _unit_words(cells: RawCells) -> str:
    """What stands right of "Tên đơn vị"."""
    label = matching_key(INFO[SubmissionKind.SUBPLAN].columns[0].title)
    places = (place for place, raw in cells.items() if isinstance(raw, str) and matching_key(raw[:200]) == label)
    return next((as_text(cells.get((row, column + 1)))[:200] for row, column in places), "")


def _kind_of_sheets(raw: RawForm) -> SubmissionKind | None:
    """Which of our forms a workbook's sheets and titles are, whatever became of its id and code; None for neither."""
    for kind in FORM_KINDS:
        cells = find_sheet(MAIN[kind], raw.sheets)
        if not isinstance(cells, Problem) and 2 * len(find_table(MAIN[kind], cells).places) > len(MAIN[kind].columns):
            return kind
    return None


def _evidence_names(raw: RawForm, kind: SubmissionKind) -> frozenset[str]:
    cells = find_sheet(MAIN[kind], raw.sheets)
    if isinstance(cells, Problem):
        return frozenset()
    table = find_table(MAIN[kind], cells)
    place = table.places.get("evidence_file")
    stated = (cells.get((row, place)) for row in table.rows_below()) if place else ()
    names = (name for text in stated if isinstance(text, str) for name in re.split(r"[;\n]", text))
    return frozenset(key for name in names if (key := stem_of(name)))


def goes_with(name: str, form: StatedInForm) -> bool:
    """Whether a form names this file: as its signed document, or as evidence."""
    return bears_symbol(name, [form.doc_symbol]) or stem_of(name) in form.evidence
