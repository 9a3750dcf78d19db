"""The other indices that a plan's actions serve (PAR Index, SIPAS, PCI, DTI): their results as typed, and one table.

They start nothing and give no due dates. Not here: the plan's own index (`publication`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from papiplan.domain.deadlines import short
from papiplan.domain.entries import Entered, EntryReading
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.publication import SOURCE, ProvinceResult, figure_vi
from papiplan.domain.units import normalised

LINKED_INDICES: tuple[str, ...] = ("PAR Index", "SIPAS", "PCI", "DTI")
"""Cải cách hành chính, hài lòng về phục vụ hành chính, năng lực cạnh tranh cấp tỉnh, chuyển đổi số."""


@dataclass(frozen=True)
class StatedIndex:
    """The result of a linked index as an officer states it; with `correct` it takes the place of the one on record."""

    index: str
    year: int
    on: date
    score: str
    rank: str
    source: str
    correct: bool = False
    reason: str = ""


@dataclass(frozen=True)
class LinkedIndex(Entered):
    """The result of one index and year on record; score and rank as typed, the rank empty where there is none.

    `reason` says why it corrects the one before it.
    """

    index: str
    year: int
    published_on: date
    score: str
    rank: str
    source: str
    reason: str = ""

    @property
    def said(self) -> tuple[object, ...]:
        """What is stated of the index, apart from why."""
        return self.published_on, self.score, self.rank, self.source


def linked_index(name: str) -> str | None:
    """The linked index that is meant, in any spelling: "PAR-Index", "parindex"; None for another."""
    wanted = normalised(name).replace(" ", "")
    return next((index for index in LINKED_INDICES if normalised(index).replace(" ", "") == wanted), None)


def is_own_index(name: str, definition: PlanDefinition) -> bool:
    """Whether the plan's own index is meant: it is named so, or not at all."""
    return normalised(name) in ("", normalised(definition.index))


def refuse_without_index(score: str, rank: str, source: str) -> None:
    """Refuse what is stated of another index where none is named: it would be lost."""
    stated = {"Điểm của chỉ số khác": score, "Xếp hạng của chỉ số khác": rank, "Nguồn của chỉ số khác": source}
    how = f"Nêu chỉ số khác ({'; '.join(LINKED_INDICES)}), hoặc để trống mục này."
    problems = [Problem(where, "chưa nêu là của chỉ số nào", how) for where, words in stated.items() if words.strip()]
    if problems:
        raise Refused(*problems)


def read_linked_index(reading: EntryReading, stated: StatedIndex) -> LinkedIndex:
    """What was stated of a linked index; Refused with everything that is wrong with it."""
    index = linked_index(stated.index)
    if index is None:
        allowed = "; ".join((reading.definition.index, *LINKED_INDICES))
        reading.add([Problem("Chỉ số", f'không có chỉ số "{stated.index[:40]}"', f"Ghi một trong: {allowed}.")])
    year = stated.year or reading.definition.year
    on = reading.past_day("Ngày công bố", stated.on)
    if on <= date(year, 12, 31):
        what = f"{short(on)} không sau năm {year}, là năm của Chỉ số"
        reading.add([Problem("Ngày công bố", what, f"Đề nghị ghi ngày công bố Chỉ số năm {year}.")])
    score = reading.words("Điểm", stated.score)
    if score and not re.fullmatch(r"[0-9]+([.,][0-9]+)?( ?%)?", score):
        reading.add([Problem("Điểm", f'ghi "{score[:40]}", không phải là số', "Ghi số, ví dụ 87,59 hoặc 84,2%.")])
    rank = reading.words("Xếp hạng", stated.rank, required=False)
    if rank and not re.fullmatch(r"[0-9]{1,2}( ?/ ?[0-9]{2})?", rank):
        reading.add([Problem("Xếp hạng", f'ghi "{rank[:40]}", không phải là thứ hạng', "Ghi ví dụ 12 hoặc 12/63.")])
    source = reading.words("Nguồn", stated.source)
    reason = reading.words("Lý do", stated.reason, required=stated.correct)
    reading.refuse_problems()
    return LinkedIndex(index or "", year, on, score, rank, source, reason if stated.correct else "")


def index_to_record(existing: LinkedIndex | None, new: LinkedIndex, *, correct: bool) -> LinkedIndex | None:
    """The result to be recorded; None where it stands there already. Refused as a publication is: see there."""
    name = f"{new.index} năm {new.year}"
    if existing is None:
        if correct:
            raise Refused(
                f"Chưa ghi nhận kết quả {name}, nên chưa có gì để đính chính. Không có dữ liệu nào thay đổi; để ghi "
                "nhận lần đầu, bỏ chọn Đính chính"
            )
        return new
    if existing.said == new.said:
        return None
    if not correct:
        raise Refused(
            f"Kết quả {name} đã ghi nhận bởi {existing.actor}: {result_words(existing)}. Không có dữ liệu nào thay "
            "đổi; nếu cần đính chính, chọn Đính chính và nêu lý do"
        )
    return new


def result_words(result: LinkedIndex) -> str:
    """A result as a sentence has it."""
    rank = f", xếp hạng {result.rank}" if result.rank else ""
    return f"{result.score}{rank} (nguồn: {result.source}, công bố ngày {short(result.published_on)})"


def results_in_force(results: Iterable[LinkedIndex]) -> tuple[LinkedIndex, ...]:
    """Of each index and year the newest result, which come in the order of their record; by index, then by year."""
    newest = {(result.index, result.year): result for result in results}
    return tuple(sorted(newest.values(), key=lambda each: (LINKED_INDICES.index(each.index), each.year)))


@dataclass(frozen=True)
class LinkedRow:
    """One line of the table of indices: a dash where nothing is on record; `actions` are those that serve the index."""

    index: str
    year: int
    score: str
    rank: str
    source: str
    published_on: date | None
    actions: tuple[str, ...]


def linked_table(
    definition: PlanDefinition,
    results: Sequence[LinkedIndex],
    result: ProvinceResult | None = None,
    published_on: date | None = None,
) -> tuple[LinkedRow, ...]:
    """All indices of a plan in one table: its own first, then those on record or served by an action, each year a row.

    `result` and `published_on` are what the plan's own publication says; its rank is computed. Empty where nothing but
    the plan's own index is served or on record: then there is nothing to show together.
    """
    rows: list[LinkedRow] = []
    for index in LINKED_INDICES:
        actions = _serving(definition, index)
        known = [each for each in results_in_force(results) if each.index == index]
        rows += [
            LinkedRow(index, each.year, each.score, each.rank or "-", each.source, each.published_on, actions)
            for each in known
        ]
        if actions and not known:
            rows.append(LinkedRow(index, definition.year, "-", "-", "-", None, actions))
    return (_own_row(definition, result, published_on), *rows) if rows else ()


def _own_row(definition: PlanDefinition, result: ProvinceResult | None, published_on: date | None) -> LinkedRow:
    rank = f"{result.rank}/{result.provinces_scored} (tính toán)" if result and result.rank else "-"
    score = figure_vi(result.total if result else None)
    actions = _serving(definition, definition.index)
    source = SOURCE if published_on else "-"
    return LinkedRow(definition.index, definition.year, score, rank, source, published_on, actions)


def _serving(definition: PlanDefinition, index: str) -> tuple[str, ...]:
    """The actions that serve an index, named in any spelling."""
    wanted = normalised(index).replace(" ", "")
    return tuple(
        action.code
        for action in definition.actions
        if wanted in {normalised(served).replace(" ", "") for served in action.indices}
    )
