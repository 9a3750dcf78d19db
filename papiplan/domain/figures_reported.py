"""The figures that come out of units' reports: statuses counted, results added, what each unit wrote.

Not here: who sent what when, and the index (`figures_recorded`), nor the counting itself (`tallies`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from papiplan.domain import figure_ids as ids
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.consolidation_remarks import INFO_COUNTS
from papiplan.domain.consolidation_rows import Source, records
from papiplan.domain.figure_entries import Addend, Entry, Value, given
from papiplan.domain.form_tables import INFO
from papiplan.domain.forms import ActionStatus
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.publication import DIMENSIONS
from papiplan.domain.tallies import NOT_ADDITIVE, StatusCounts


def reported_figures(table: ConsolidatedTable) -> Iterator[Entry]:
    """Those of a table: counts by dimension and action, sums of equal measures, each row, the units' own counts."""
    yield from _counts(table)
    yield from _sums(table)
    yield from _rows(table)
    yield from _infos(table)


def _counts(table: ConsolidatedTable) -> Iterator[Entry]:
    """How many pairs of action and unit stand how: in all, by dimension, by action."""
    rows = table.rows
    yield from _counted(ids.TOTAL, "toàn bộ nhiệm vụ", table.total, rows)
    for n in range(1, len(DIMENSIONS) + 1):
        of_it = rows[rows["dimension"] == n]
        yield from _counted(ids.dimension_scope(n), f"Nội dung {n}", table.dimensions[n], of_it)
    by_action = dict(list(rows.groupby("action", sort=False)))
    for tally in table.actions:
        code = tally.action.code
        yield from _counted(code, f"nhiệm vụ {code}", tally.counts, by_action[code])


def _counted(scope: str, words: str, counts: StatusCounts, rows: pd.DataFrame) -> Iterator[Entry]:
    yield Entry(
        ids.counted_figure(scope), f"Số lượt phải báo cáo, {words}", counts.total, lambda: _status_addends(rows)
    )
    for status in ActionStatus:
        label = f"Số lượt {status.label.lower()}, {words}"
        yield Entry(ids.status_figure(scope, status), label, counts[status], _of_status(rows, status))


def _of_status(rows: pd.DataFrame, status: ActionStatus) -> Callable[[], Sequence[Addend]]:
    return lambda: _status_addends(rows[rows["status"] == status.value])


def _status_addends(rows: pd.DataFrame) -> Sequence[Addend]:
    return [_addend(row, ActionStatus(row["status"]).label, "status_cell") for row in records(rows)]


def _sums(table: ConsolidatedTable) -> Iterator[Entry]:
    """An action's results, added where they are of one measure, and the targets of the same units."""
    rows = table.rows
    numbered = rows[rows["result_number"].notna() & ~rows["measure_unit"].isin(NOT_ADDITIVE)]
    by_sum = dict(list(numbered.groupby(["action", "measure_unit"], sort=False)))
    for tally in table.actions:
        for total in tally.sums:
            code, measure = tally.action.code, total.measure_unit
            label = f"Tổng kết quả bằng số ({measure}), nhiệm vụ {code}, của {total.units:02d} đơn vị"
            yield Entry(ids.sum_figure(code, measure), label, total.result, _numbers(by_sum[code, measure]))
            if total.target is not None:
                label = f"Tổng chỉ tiêu bằng số ({measure}), nhiệm vụ {code}, của {total.units:02d} đơn vị"
                made_of = _targets(table, by_sum[code, measure])
                yield Entry(ids.target_sum_figure(code, measure), label, total.target, made_of)


def _numbers(rows: pd.DataFrame) -> Callable[[], Sequence[Addend]]:
    return lambda: [_addend(row, row["result_number"], "result_number_cell") for row in records(rows)]


def _targets(table: ConsolidatedTable, rows: pd.DataFrame) -> Callable[[], Sequence[Addend]]:
    return lambda: [_target(table, row) for row in records(rows)]


def _target(table: ConsolidatedTable, row: Mapping[str, Any]) -> Addend:
    """What a unit promised as a number; units that were merged had all promised the same."""
    sources = table.promised_in.get((row["action"], row["unit"]), ())
    return Addend(row["unit"], row["action"], row["target_number"], next(iter(sources), None))


def _rows(table: ConsolidatedTable) -> Iterator[Entry]:
    """What each unit reported of each action: its status, its number where it gave one, and what it had promised."""
    for row in records(table.rows):
        unit = table.definition.unit(row["unit"]).short
        id_ = ids.row_figure(row["action"], row["unit"])
        status = ActionStatus(row["status"]).label
        yield Entry(id_, f"Tình trạng nhiệm vụ {row['action']}, {unit}", status, _alone(row, status, "status_cell"))
        if not pd.isna(number := row["result_number"]):
            label = f"Kết quả bằng số ({row['measure_unit'] or 'không ghi đơn vị tính'}), {row['action']}, {unit}"
            yield Entry(f"{id_}.{ids.RESULT}", label, number, _alone(row, number, "result_number_cell"))
        if not pd.isna(number := row["target_number"]):
            label = f"Chỉ tiêu bằng số ({row['measure_unit'] or 'không ghi đơn vị tính'}), {row['action']}, {unit}"
            yield Entry(f"{id_}.{ids.TARGET}", label, number, _target_alone(table, row))


def _target_alone(table: ConsolidatedTable, row: Mapping[str, Any]) -> Callable[[], Sequence[Addend]]:
    return lambda: [_target(table, row)]


def _alone(row: Mapping[str, Any], value: Value, cell: str) -> Callable[[], Sequence[Addend]]:
    return lambda: [_addend(row, value, cell)]


def _addend(row: Mapping[str, Any], value: Value, cell: str) -> Addend:
    """A row's part in a figure; of a unit that did not report there is no file."""
    if not row["sha256"]:
        return Addend(row["unit"], row["action"], value, None, "chưa có báo cáo")
    file = (row["unit"], int(row["submission_id"]), row["sha256"], row["sheet"], row[cell], row["typed_from"])
    return Addend(row["unit"], row["action"], value, Source(*file))


def _infos(table: ConsolidatedTable) -> Iterator[Entry]:
    """The counts that units gave of themselves as a whole, added."""
    for field in INFO_COUNTS:
        remarks = table.remarks_on(field)
        name = INFO[SubmissionKind.REPORT].column(field).name
        addends = [Addend(remark.unit, "", remark.value, remark.source) for remark in remarks]
        label = f"{name}, của {len(remarks):02d} đơn vị có báo cáo"
        yield Entry(ids.INFO_CODES[field], label, table.info_sum(field), given(*addends))
