"""What a row of a form must hold, and what must agree in it: each rule with the sentence a unit gets.

Not here: what one cell may hold (`form_values`) nor which rows there must be (`submissions`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from papiplan.domain.deadlines import short
from papiplan.domain.form_columns import Column, Need
from papiplan.domain.form_sheets import ReadRow
from papiplan.domain.form_texts import number_vi, says_none
from papiplan.domain.form_values import NO_NUMBER_YET
from papiplan.domain.forms import ActionStatus, Rhythm
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem

CHECK_AGAIN = "Đề nghị kiểm tra lại."
_UNFINISHED = (ActionStatus.IN_PROGRESS, ActionStatus.NOT_STARTED)


@dataclass(frozen=True)
class Period:
    """The days that dates in a form must fall in: the period of figures (kỳ số liệu), and the plan's year around it."""

    year_from: date
    figures_from: date
    figures_to: date

    @classmethod
    def of(cls, definition: PlanDefinition) -> "Period":
        """An action may have begun before the period of figures, but not before the plan's year."""
        start_of_year = date(definition.year, 1, 1)
        earliest = min(start_of_year, definition.figures_from)
        return cls(earliest, definition.figures_from, definition.figures_to)

    @property
    def words(self) -> str:
        return span(self.figures_from, self.figures_to)


def span(first: date, last: date) -> str:
    """A period as forms print it: 15/6/2023 – 31/12/2023."""
    return f"{short(first)} – {short(last)}"


def _without_evidence(row: ReadRow) -> bool:
    """Whether a row says that nothing proves it, where something should: what never arose needs no proof."""
    if row.is_blank("evidence") or row.value("status") == ActionStatus.NOT_APPLICABLE:
        return False
    return says_none(row.text("evidence"))


def _has_target(row: ReadRow) -> bool:
    return row.number("target_number") is not None and row.value("status") != ActionStatus.NOT_APPLICABLE


NEEDED: Mapping[Need, Callable[[ReadRow], bool]] = {
    Need.LOCKED: lambda _: False,
    Need.OPTIONAL: lambda _: False,
    Need.REQUIRED: lambda _: True,
    Need.WITH_NUMBERED_SYMBOL: lambda row: row.value("doc_symbol") != NO_NUMBER_YET,
    Need.WITH_TARGET_NUMBER: _has_target,
    # A status nobody could read says nothing about the other cells; one left empty leaves them due.
    Need.UNLESS_NOT_APPLICABLE: lambda row: (
        not row.is_faulty("status") and row.value("status") != ActionStatus.NOT_APPLICABLE
    ),
    Need.WHEN_DONE: lambda row: row.value("status") == ActionStatus.DONE,
    Need.WHEN_DONE_BY_MILESTONE: lambda row: (
        row.value("status") == ActionStatus.DONE and row.value("rhythm") == Rhythm.MILESTONE
    ),
    Need.WHEN_UNFINISHED: lambda row: row.value("status") in _UNFINISHED,
    Need.WHEN_UNFINISHED_OR_UNPROVEN: lambda row: row.value("status") in _UNFINISHED or _without_evidence(row),
    Need.WHEN_NOT_APPLICABLE: lambda row: row.value("status") == ActionStatus.NOT_APPLICABLE,
}
"""When each need makes a blank cell a problem."""


def cell_problems(row: ReadRow) -> Iterator[Problem]:
    """What is wrong with each cell of a row by itself, or missing in it."""
    for name, reading in row.readings.items():
        column = row.columns[name]
        if reading.what:
            yield row.problem([name], reading.what, reading.how_to_fix)
        elif row.is_blank(name) and NEEDED[column.need](row):
            yield row.problem([name], "đang để trống", _request(row, column))


def _request(row: ReadRow, column: Column) -> str:
    if column.field == "result_number":
        return f"Nhiệm vụ này có chỉ tiêu bằng số là {_target(row)}; đề nghị ghi kết quả bằng số."
    if column.field == "evidence":
        return (
            'Nhiệm vụ ghi "Hoàn thành" cần số, ký hiệu, ngày văn bản hoặc đường dẫn; nếu không có, ghi "Không có" và '
            "giải trình ở cột S."
        )
    return column.request


def _target(row: ReadRow) -> str:
    return f"{number_vi(row.number('target_number') or 0)} {row.text('measure_unit')}".rstrip()


def subplan_problems(row: ReadRow, period: Period) -> Iterator[Problem]:
    """What does not agree in one action's row of the sub-plan: its two dates, with each other and with the plan."""
    starts_on, ends_on = _day(row, "starts_on"), _day(row, "ends_on")
    if starts_on and not period.year_from <= starts_on <= period.figures_to:
        within = span(period.year_from, period.figures_to)
        what = f"{short(starts_on)} nằm ngoài thời gian thực hiện Kế hoạch ({within})"
        yield row.problem(["starts_on"], what, CHECK_AGAIN)
    if starts_on and ends_on and ends_on < starts_on:
        what = f"{short(ends_on)} sớm hơn ngày bắt đầu {short(starts_on)}"
        yield row.problem(["ends_on"], what, CHECK_AGAIN)
    else:
        yield from _outside_period(row, "ends_on", period)


def report_problems(row: ReadRow, period: Period) -> Iterator[Problem]:
    """What does not agree in one action's row of the report: its days with the period, its result with the promise."""
    yield from _outside_period(row, "done_on", period)
    new_due_on = _day(row, "new_due_on")
    if new_due_on and new_due_on <= period.figures_to:
        what = f"{short(new_due_on)} không sau kỳ số liệu ({period.words})"
        yield row.problem(["new_due_on"], what, f"Đề nghị ghi thời hạn sau ngày {short(period.figures_to)}.")
    target, result = row.number("target_number"), row.number("result_number")
    if row.value("status") == ActionStatus.DONE and target is not None and result is not None and result < target:
        yield row.problem(
            ["status", "result_number"],
            f'tình trạng là "Hoàn thành" nhưng kết quả {number_vi(result)} thấp hơn chỉ tiêu {_target(row)}',
            'Đề nghị sửa kết quả hoặc chọn "Đang thực hiện" và ghi cột "Tồn tại, hạn chế".',
        )


def document_problems(info: ReadRow, received_on: date) -> Iterator[Problem]:
    """What does not agree about the unit's signed document: it cannot be dated after the day it came."""
    doc_date = _day(info, "doc_date")
    if doc_date and doc_date > received_on:
        yield info.problem(["doc_date"], f"{short(doc_date)} sau ngày gửi ({short(received_on)})", CHECK_AGAIN)


def document_warnings(info: ReadRow, issued_on: date) -> Iterator[Problem]:
    """What an operator should look at: a document older than the plan that it carries out."""
    doc_date = _day(info, "doc_date")
    if doc_date and doc_date < issued_on:
        what = f"{short(doc_date)} sớm hơn ngày ban hành Kế hoạch ({short(issued_on)})"
        yield info.problem(["doc_date"], what, CHECK_AGAIN)


def _outside_period(row: ReadRow, field: str, period: Period) -> Iterator[Problem]:
    day = _day(row, field)
    if day and not period.figures_from <= day <= period.figures_to:
        yield row.problem([field], f"{short(day)} nằm ngoài kỳ số liệu ({period.words})", CHECK_AGAIN)


def _day(row: ReadRow, field: str) -> date | None:
    text = row.text(field)
    return date.fromisoformat(text) if text else None
