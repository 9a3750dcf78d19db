"""The sheets of the workbook made of the consolidation's rows: results by dimension, promises beside results.

Not here: the other sheets (`workbook`).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from papiplan.documents.wording import sorted_day, source_words
from papiplan.documents.workbooks.sheet_cells import Cell
from papiplan.documents.workbooks.sheet_layout import columns
from papiplan.domain.actions import Role
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.consolidation_rows import Source, records
from papiplan.domain.figure_ids import row_figure
from papiplan.domain.form_given import without_promise
from papiplan.domain.forms import ActionStatus

SOURCE_COLUMN = ("Nguồn", 44)
FIGURE_COLUMN = ("Mã số liệu", 24)
"""The id by which `papiplan trace` tells what a row's figures are made of."""

RESULTS = columns(
    ("Mã", 9), ("Đơn vị", 26), ("Nhiệm vụ, giải pháp", 44), ("Vai trò", 16), ("Tình trạng", 16),
    ("Kết quả thực hiện", 50), ("Kết quả bằng số", 11), ("Chỉ tiêu bằng số", 11), ("Đơn vị tính", 11),
    ("Ngày hoàn thành", 13), ("Tài liệu kiểm chứng", 36), ("Tồn tại, hạn chế / giải trình", 36),
    ("Thời hạn tiếp theo", 13), ("Lý do không phát sinh", 26), ("Ghi chú", 20), FIGURE_COLUMN, SOURCE_COLUMN,
)  # fmt: skip


def results(table: ConsolidatedTable, dimension: int) -> Iterator[Sequence[Cell]]:
    """What each unit reported of the actions of one dimension."""
    rows = table.rows[table.rows["dimension"] == dimension]
    texts = {action.code: action.text for action in table.definition.actions}
    for row in records(rows):
        yield (
            row["action"],
            table.definition.unit(row["unit"]).short,
            texts[row["action"]],
            Role(row["role"]).label,
            ActionStatus(row["status"]).label,
            row["result"],
            _number(row["result_number"]),
            _number(row["target_number"]),
            row["measure_unit"],
            sorted_day(row["done_on"]),
            row["evidence"],
            row["weakness"],
            sorted_day(row["new_due_on"]),
            row["reason_none"],
            row["note"],
            row_figure(row["action"], row["unit"]),
            _row_source(table, row),
        )


PROMISES = columns(
    ("Mã", 9), ("Đơn vị", 26), ("Việc đã đăng ký", 50), ("Chỉ tiêu đã đăng ký", 26), ("Chỉ tiêu bằng số", 11),
    ("Đơn vị tính", 11), ("Tình trạng", 16), ("Kết quả thực hiện", 50), ("Kết quả bằng số", 11), FIGURE_COLUMN,
    ("Nguồn đăng ký", 44), SOURCE_COLUMN,
)  # fmt: skip


def promises(table: ConsolidatedTable) -> Iterator[Sequence[Cell]]:
    """What each unit promised of each action, beside what became of it."""
    for row in records(table.rows):
        yield (
            row["action"],
            table.definition.unit(row["unit"]).short,
            row["promised"] or without_promise(table.definition.unit(row["unit"])) or "",
            row["unit_target"],
            _number(row["target_number"]),
            row["measure_unit"],
            ActionStatus(row["status"]).label,
            row["result"],
            _number(row["result_number"]),
            row_figure(row["action"], row["unit"]),
            _promise_source(table, row),
            _row_source(table, row),
        )


def _promise_source(table: ConsolidatedTable, row: Mapping[str, Any]) -> str:
    sources = table.promised_in.get((row["action"], row["unit"]), ())
    return "\n".join(source_words(each, table.definition) for each in sources) or "Chưa có kế hoạch"


def _row_source(table: ConsolidatedTable, row: Mapping[str, Any]) -> str:
    """Where what a unit reported comes from."""
    if not row["sha256"]:
        return ActionStatus.UNREPORTED.label
    cells = ", ".join(cell for cell in (row["status_cell"], row["result_cell"], row["result_number_cell"]) if cell)
    file = (row["unit"], int(row["submission_id"]), row["sha256"])
    return source_words(Source(*file, row["sheet"], cells, row["typed_from"]), table.definition)


def _number(value: float) -> float | None:
    return None if pd.isna(value) else value
