"""The annex of a unit's own plan or report: what it does about each action, as one table across the page.

Not here: the paper before it (`unit_paper`).
"""

from collections.abc import Callable, Iterator, Sequence

from papiplan.documents.papers.paper_layout import OPEN, Paper
from papiplan.documents.papers.unit_draft import UnitDraft, chosen, said
from papiplan.domain.deadlines import long
from papiplan.domain.form_tables import STATUSES
from papiplan.domain.forms import Rhythm
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.publication import DIMENSIONS
from papiplan.domain.submissions import FormRow

_RHYTHMS = {rhythm.value: rhythm.label for rhythm in Rhythm}
_DIMENSIONS = {f"D{n}": f"{n}. {name}" for n, name in enumerate(DIMENSIONS, start=1)}

_PLANNED = (
    ("Mã", 13), ("Nhiệm vụ, giải pháp được giao", 53), ("Việc làm cụ thể", 65), ("Chỉ tiêu", 32), ("Thời gian", 29),
    ("Tài liệu kiểm chứng", 30), ("Người phụ trách; phối hợp", 30),
)  # fmt: skip
_REPORTED = (
    ("Mã", 13), ("Nhiệm vụ, giải pháp được giao", 50), ("Chỉ tiêu", 32), ("Tình trạng", 22),
    ("Kết quả thực hiện", 65), ("Tài liệu kiểm chứng", 34), ("Tồn tại, hạn chế; lý do", 36),
)  # fmt: skip
"""Titles and widths (mm) of the columns: together as wide as a page laid across."""


def write_annex(paper: Paper, draft: UnitDraft) -> None:
    """The annex on pages of its own, numbered anew, with all actions of the unit and those that it added."""
    is_plan = draft.kind is SubmissionKind.SUBPLAN
    paper.lay_across()
    paper.centred("Phụ lục", bold=True)
    what = "NỘI DUNG THỰC HIỆN" if is_plan else "KẾT QUẢ THỰC HIỆN"
    paper.centred(f"{what} KẾ HOẠCH CẢI THIỆN CHỈ SỐ {draft.plan.index} NĂM {draft.plan.year}", bold=True)
    month = long(draft.received_on).split(" ", 2)[2]
    paper.centred(
        f"(Kèm theo {'Kế hoạch' if is_plan else 'Báo cáo'} số {OPEN}/{open_symbol(draft)} ngày{OPEN}{month} của "
        f"{draft.unit.name})",
        italic=True,
    )
    if draft.plan.caveat:
        paper.centred(draft.plan.caveat, italic=True)
    columns = _PLANNED if is_plan else _REPORTED
    paper.table([title for title, _ in columns], list(_rows(draft)), [width for _, width in columns])


def open_symbol(draft: UnitDraft) -> str:
    """The symbol as far as it is known: "KH-UBND", or "KH-" and the room for the unit's own letters."""
    symbol = draft.head.symbol
    return symbol + OPEN if symbol.endswith("-") else symbol


def _rows(draft: UnitDraft) -> Iterator[Sequence[str]]:
    """A row of one text opens each dimension; an action without a row in the form stands there with nothing beside."""
    filled = _planned if draft.kind is SubmissionKind.SUBPLAN else _reported
    opened = 0
    for action in draft.plan.actions_of(draft.unit.code):
        if action.dimension != opened:
            opened = action.dimension
            yield (_DIMENSIONS[f"D{opened}"],)
        row = draft.by_action.get(action.code, FormRow("", 0, action.code, {}, {}))
        yield (action.code, action.text, *filled(row))
    yield from _added(draft)


def _added(draft: UnitDraft) -> Iterator[Sequence[str]]:
    """The actions that the unit added of its own (nhiệm vụ bổ sung)."""
    if draft.additional:
        yield ("Nhiệm vụ bổ sung của đơn vị",)
    filled: Callable[[FormRow], tuple[str, ...]] = (
        _added_to_plan if draft.kind is SubmissionKind.SUBPLAN else _added_to_report
    )
    for n, row in enumerate(draft.additional, start=1):
        dimension = chosen(row, "dimension", _DIMENSIONS)
        yield (f"BS{n}", _lines(said(row, "action"), f"(Nội dung {dimension})" if dimension else ""), *filled(row))


def _planned(row: FormRow) -> tuple[str, ...]:
    starts, ends = said(row, "starts_on"), said(row, "ends_on")
    partners = said(row, "partners")
    return (
        said(row, "measures"),
        _lines(said(row, "unit_target"), _measured(row, said(row, "target_number"))),
        _lines(chosen(row, "rhythm", _RHYTHMS), f"từ {starts}" if starts else "", f"đến {ends}" if ends else ""),
        said(row, "planned_evidence"),
        _lines(said(row, "person"), said(row, "person_title"), f"Phối hợp: {partners}" if partners else ""),
    )


def _reported(row: FormRow) -> tuple[str, ...]:
    reached, done_on, due = (said(row, field) for field in ("result_number", "done_on", "new_due_on"))
    return (
        _lines(said(row, "unit_target"), _measured(row, said(row, "target_number"))),
        chosen(row, "status", STATUSES),
        _lines(said(row, "result"), _measured(row, reached), f"Hoàn thành ngày {done_on}" if done_on else ""),
        said(row, "evidence"),
        _lines(said(row, "weakness"), f"Hoàn thành tiếp theo: {due}" if due else "", said(row, "reason_none")),
    )


def _added_to_plan(row: FormRow) -> tuple[str, ...]:
    return "", said(row, "target"), "", said(row, "evidence"), ""


def _added_to_report(row: FormRow) -> tuple[str, ...]:
    return said(row, "target"), chosen(row, "status", STATUSES), said(row, "result"), said(row, "evidence"), ""


def _measured(row: FormRow, number: str) -> str:
    """A number with what it counts, in brackets: (4 quý)."""
    return f"({' '.join(filter(None, (number, said(row, 'measure_unit'))))})" if number else ""


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))
