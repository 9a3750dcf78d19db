"""What officers should look at in a form that nothing is wrong with: last year's words, one sentence everywhere.

None of it is a problem of the unit's, and nothing is taken off for it. Not here: the problems (`form_rules`), nor
which earlier form there is (`database.earlier_years`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from papiplan.domain.form_sheets import place_of
from papiplan.domain.form_tables import INFO_SHEET
from papiplan.domain.form_texts import matching_key
from papiplan.domain.form_values import NO_NUMBER_YET
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import FormRow

FEW_ROWS = 3
"""From so many rows on, equal words are no chance."""


@dataclass(frozen=True)
class EarlierForm:
    """What a unit sent of the same kind for a plan of an earlier year: its form's rows, its papers' symbols."""

    year: int
    rows: tuple[FormRow, ...]
    symbols: frozenset[str] = frozenset()


def content_warnings(
    kind: SubmissionKind, year: int, rows: Sequence[FormRow], earlier: EarlierForm | None
) -> tuple[Problem, ...]:
    """What is odd about the words of a form for the plan of this year, beside the unit's form of an earlier one."""
    words = _words(kind, rows)
    found = [*_same_everywhere(kind, words)]
    if earlier is not None:
        found += _as_before(kind, words, _words(kind, earlier.rows), _when(year, earlier))
        for row in rows:
            symbol, cell = row.values.get("doc_symbol"), row.cells.get("doc_symbol")
            if row.sheet == INFO_SHEET and isinstance(symbol, str):
                found += number_warnings(symbol, year, earlier, place_of(row.sheet, [cell] if cell else []))
    return tuple(found)


def number_warnings(symbol: str, year: int, earlier: EarlierForm, where: str = "") -> Iterator[Problem]:
    """That a document bears a number (số, ký hiệu) which the unit's document of an earlier year bore."""
    known = {matching_key(before) for before in earlier.symbols} - {NO_NUMBER_YET}
    if matching_key(symbol) in known:
        yield Problem(where, f"số {symbol} trùng văn bản {_when(year, earlier)}", _LOOK)


def _when(year: int, earlier: EarlierForm) -> str:
    return "năm trước" if earlier.year == year - 1 else f"năm {earlier.year}"


_TOLD: Mapping[SubmissionKind, str] = {SubmissionKind.SUBPLAN: "measures", SubmissionKind.REPORT: "result"}
"""The column in which a unit tells in its own words what it does or did."""

_LOOK = "Đề nghị xem lại; có thể trả lại đơn vị, nêu lý do."


def _words(kind: SubmissionKind, rows: Sequence[FormRow]) -> list[str]:
    """What the rows of the main sheet tell, but for years: a hand that copies last year's text changes those."""
    told = (row.values.get(_TOLD[kind]) for row in rows if row.sheet == kind.sheet)
    return [re.sub(r"\b20\d\d\b", "", matching_key(text)) for text in told if isinstance(text, str)]


def _same_everywhere(kind: SubmissionKind, words: Sequence[str]) -> Iterator[Problem]:
    """At least three rows, and half of all, with one text."""
    for _, count in Counter(words).most_common(1):
        if count >= FEW_ROWS and 2 * count >= len(words):
            what = f"{count:02d}/{len(words):02d} dòng ghi cùng một nội dung"
            yield Problem(place_of(kind.sheet), what, _LOOK)


def _as_before(kind: SubmissionKind, words: Sequence[str], before: Sequence[str], when: str) -> Iterator[Problem]:
    """At least three rows, or half of all, as in the earlier form, whatever row they stood in."""
    count = sum(text in set(before) for text in words)
    if count and (count >= FEW_ROWS or 2 * count >= len(words)):
        what = f"{count:02d}/{len(words):02d} dòng giống {kind.sheet.lower()} {when}"
        yield Problem(place_of(kind.sheet), what, _LOOK)
