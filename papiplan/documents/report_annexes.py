"""The annexes of the consolidated report: who sent what, results row by row, the index, difficulties, changes.

Not here: the report's text. What is too long for paper stands in the workbook, and the annex says so.
"""

from collections.abc import Iterator, Sequence

from papiplan.documents.paper_layout import Paper
from papiplan.documents.report_registers import answer_words
from papiplan.documents.report_requests import NOT_INFORMED, is_not_informed
from papiplan.documents.wording import (
    bearer_name,
    day,
    document_words,
    percent,
    received_words,
    standing_words,
    typed_in,
)
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.facts import Consolidation
from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Standing
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.publication import DIMENSIONS
from papiplan.domain.standing_words import due_words

MOST_ROWS = 400
"""The most rows that an annex prints: beyond, nobody reads it on paper and LibreOffice hardly converts it."""

IN_WORKBOOK = "Phụ lục có {rows} dòng, được lập thành bảng tính kèm theo (tệp tong-hop.xlsx)."


def write_sending_annex(paper: Paper, table: ConsolidatedTable) -> None:
    """Phụ lục I: who sent what when."""
    _open(paper, table, "Phụ lục I", "TÌNH HÌNH GỬI KẾ HOẠCH, BÁO CÁO")
    heads = ("TT", "Đơn vị", "Văn bản", "Hạn gửi", "Nhận lúc", "Ghi nhận")
    for letter, name, kind in (("a", "Kế hoạch", SubmissionKind.SUBPLAN), ("b", "Báo cáo", SubmissionKind.REPORT)):
        paper.heading(f"{letter}) {name}", 3)
        owed = [standing for standing in table.standings if standing.obligation.kind is kind]
        rows = [(f"{n:02d}", *_sending(standing, table)) for n, standing in enumerate(owed, start=1)]
        _write_rows(paper, heads, rows, (10, 45, 29, 21, 30, 30))


def _sending(standing: Standing, table: ConsolidatedTable) -> tuple[str, ...]:
    plan, owed = table.definition, standing.obligation
    return (
        bearer_name(plan, owed),
        document_words(standing.signed),
        due_words(owed),
        received_words(standing.counted),
        standing_words(standing),
    )


def write_results_annex(paper: Paper, table: ConsolidatedTable) -> None:
    """Phụ lục II: how each action stands, counted and then unit by unit, and the actions units added."""
    _open(paper, table, "Phụ lục II", f"KẾT QUẢ THỰC HIỆN NHIỆM VỤ THEO {len(DIMENSIONS):02d} NỘI DUNG")
    paper.heading("1. Tổng hợp theo nhiệm vụ (số lượt)", 2)
    heads: tuple[str, ...] = ("Nhiệm vụ", "Tổng số", *(status.label for status in ActionStatus))
    _write_rows(paper, heads, list(_counts(table)), (60, 15, 18, 18, 18, 18, 18))
    paper.heading("2. Kết quả của từng đơn vị", 2)
    heads = ("Mã", "Đơn vị", "Tình trạng", "Kết quả thực hiện", "Tồn tại, hạn chế; lý do")
    _write_rows(paper, heads, list(_results(table)), (14, 32, 24, 55, 40))
    paper.heading("3. Nhiệm vụ bổ sung của đơn vị", 2)
    extras = [
        (
            typed_in(table.definition.unit(extra.unit).short, extra.source.typed_from),
            str(extra.dimension or ""),
            extra.text,
            ActionStatus(extra.status).label if extra.status else "",
            extra.result,
        )
        for extra in table.extras
        if extra.kind is SubmissionKind.REPORT
    ]
    _write_rows(paper, ("Đơn vị", "Nội dung", "Nhiệm vụ", "Tình trạng", "Kết quả"), extras, (35, 18, 50, 22, 40))


def _counts(table: ConsolidatedTable) -> Iterator[tuple[str, ...]]:
    for tally in table.actions:
        counted = (str(tally.counts[status]) for status in ActionStatus)
        yield (f"{tally.action.code}. {tally.action.text}", str(tally.counts.total), *counted)
    shares = (f"{table.total[s]} ({percent(table.total[s], table.total.total)})" for s in ActionStatus)
    yield ("Cộng", str(table.total.total), *shares)


def _results(table: ConsolidatedTable) -> Iterator[tuple[str, ...]]:
    """A line of the action opens the rows of its units."""
    opened = ""
    texts = {action.code: action.text for action in table.definition.actions}
    for row in table.rows.to_dict("records"):
        if row["action"] != opened:
            opened = row["action"]
            yield (f"{opened}. {texts[opened]}",)
        lacking = [row["weakness"].rstrip(". "), row["reason_none"].rstrip(". ")]
        if row["new_due_on"]:
            lacking.append(f"thời hạn tiếp theo: {day(row['new_due_on'])}")
        unit = table.definition.unit(row["unit"])
        yield (
            row["action"],
            typed_in(unit.short, row["typed_from"]),
            ActionStatus(row["status"]).label,
            NOT_INFORMED if is_not_informed(unit, row["role"], row["status"]) else row["result"],
            "; ".join(filter(None, lacking)),
        )


def write_difficulties_annex(paper: Paper, table: ConsolidatedTable) -> None:
    """Phụ lục IV: difficulties, what units ask for, and what they were answered."""
    _open(paper, table, "Phụ lục IV", "KHÓ KHĂN, VƯỚNG MẮC, KIẾN NGHỊ CỦA CÁC CƠ QUAN, ĐƠN VỊ")
    heads = (
        "Số",
        "Đơn vị",
        "Mã nhiệm vụ",
        "Khó khăn, vướng mắc; nguyên nhân",
        "Đề xuất, kiến nghị",
        "Cơ quan được kiến nghị",
        "Kết quả trả lời",
    )
    rows = [
        (
            str(said.id),
            table.definition.unit(said.unit).short,
            said.action or "Chung",
            "; ".join(filter(None, (said.difficulty.rstrip(". "), said.cause))),
            said.proposal,
            said.addressed_to,
            answer_words(said.answer),
        )
        for said in table.registers.difficulties
    ]
    _write_rows(paper, heads, rows, (10, 25, 16, 37, 32, 21, 24))


def changes_since(table: ConsolidatedTable, previous: Consolidation | None) -> list[tuple[str, str]]:
    """The units whose report is new, replaced or gone since the previous consolidation, and which of these it is."""
    if previous is None:
        return []
    changes = [
        (unit, "Báo cáo mới nhận" if unit in previous.missing else "Báo cáo mới nhận hoặc thay bản trước")
        for unit, submission_id in table.reported.items()
        if submission_id not in previous.report_ids
    ]
    return changes + [
        (unit, "Không còn báo cáo sử dụng được") for unit in table.missing if unit not in previous.missing
    ]


def write_changes_annex(paper: Paper, table: ConsolidatedTable, previous: Consolidation | None) -> None:
    """Phụ lục V, only where something changed."""
    changes = changes_since(table, previous)
    if changes:
        _open(paper, table, "Phụ lục V", "NỘI DUNG THAY ĐỔI SO VỚI LẦN TỔNG HỢP TRƯỚC")
        rows = [(table.definition.unit(unit).name, what) for unit, what in changes]
        _write_rows(paper, ("Đơn vị", "Thay đổi"), rows, (85, 80))


def _open(paper: Paper, table: ConsolidatedTable, number: str, title: str) -> None:
    open_annex(paper, number, title, table.definition.caveat)


def open_annex(paper: Paper, number: str, title: str, caveat: str) -> None:
    """A new page with an annex's number and title, and what the plan wants said of its units and actions."""
    paper.new_page()
    paper.centred(number, bold=True)
    paper.centred(title, bold=True)
    if caveat:
        paper.centred(caveat, italic=True)


def _write_rows(paper: Paper, heads: Sequence[str], rows: Sequence[Sequence[str]], widths_mm: Sequence[int]) -> None:
    told = sum(len(row) > 1 for row in rows)
    if not told:
        paper.text("Không có.")
    elif told > MOST_ROWS:
        paper.text(IN_WORKBOOK.format(rows=told))
    else:
        paper.table(heads, rows, widths_mm)
