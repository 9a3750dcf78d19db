"""What the workbook's native charts show: dimensions, submissions over time, completion by unit.

Not here: how a chart is placed (`native_charts`), nor the pictures of the report (`reports.report_charts`).
"""

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from papiplan.documents.workbooks.native_charts import ChartedRows
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.deadlines import local_date, short
from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Status
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from papiplan.domain.province_evaluation import ProvinceEvaluation
from papiplan.domain.publication import DIMENSIONS
from papiplan.domain.standing_words import due_words


def charted(table: ConsolidatedTable, province: ProvinceEvaluation) -> Iterator[ChartedRows]:
    """The charts from the top of their sheet; completion comes last, since it has a row per unit.

    What nobody has sent yet, and more units than can be told apart, make no chart.
    """
    yield _dimensions(table, province)
    yield from (chart for kind in FORM_KINDS if (chart := _receipts(table, kind)).rows)
    if len(table.reported) <= MOST_UNITS:
        yield _completion(table)


MOST_UNITS = 250


def _dimensions(table: ConsolidatedTable, province: ProvinceEvaluation) -> ChartedRows:
    """What was not scored, and a dimension without a target in points, stays a gap."""
    wanted = {target.figure: target.points for target in table.definition.targets}
    rows = [
        (f"{n}. {name}", compared.before, compared.value, wanted.get(f"D{n}"))
        for n, (name, compared) in enumerate(zip(DIMENSIONS, province.figures, strict=False), start=1)
    ]
    heads = ("Nội dung", f"Năm {province.year_before}", f"Năm {province.year}", "Chỉ tiêu")
    return ChartedRows("Điểm các nội dung, năm trước và chỉ tiêu", {"type": "column"}, heads, rows)


def _receipts(table: ConsolidatedTable, kind: SubmissionKind) -> ChartedRows:
    """How many units had sent on each day on which something came, beside how many owe."""
    owed = table.sendings[kind].owed
    standings = [s for s in table.standings if s.obligation.kind is kind and s.status is not Status.EXCUSED]
    came = Counter(local_date(s.received_at) for s in standings if s.received_at is not None)
    days = sorted(came)
    sent = accumulate(came[day] for day in days)
    rows = [(short(day), count, owed) for day, count in zip(days, sent, strict=True)]
    dues = ", ".join(dict.fromkeys(due_words(s) for s in (standing.obligation for standing in standings)))
    title = f"{kind.paper}: số đơn vị đã gửi theo ngày" + (f" (hạn gửi: {dues})" if dues else "")
    return ChartedRows(title, {"type": "line"}, ("Ngày", "Đã gửi", "Phải gửi"), rows)


def _completion(table: ConsolidatedTable) -> ChartedRows:
    statuses = Counter(zip(table.rows["unit"], table.rows["status"], strict=True))
    rows: list[tuple[str | int, ...]] = [
        (table.definition.unit(unit).short, *(statuses[unit, status.value] for status in ActionStatus))
        for unit in dict.fromkeys(table.rows["unit"])
    ]
    heads = ("Đơn vị", *(status.label for status in ActionStatus))
    return ChartedRows("Tình trạng nhiệm vụ theo đơn vị", {"type": "bar", "subtype": "percent_stacked"}, heads, rows)
