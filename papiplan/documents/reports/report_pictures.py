"""The charts as the consolidated report shows them: numbered, with a caption and words for who cannot see them.

Not here: how they are drawn (`report_charts`).
"""

from collections.abc import Iterator, Mapping

from papiplan.documents.papers.word_templates import Picture
from papiplan.documents.reports.report_charts import dimensions_chart, receipts_chart
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.obligations import Status
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from papiplan.domain.province_evaluation import ProvinceEvaluation
from papiplan.domain.publication import DIMENSIONS, SOURCE, figure_vi

_WIDTH_MM = 160
"""A little less than the width of a page's text."""


def charts(table: ConsolidatedTable, province: ProvinceEvaluation) -> Mapping[str, object]:
    """The charts by name, each None where the data make none."""
    drawn = (("receipts", _receipts(table)), ("dimensions", _dimensions(table, province)))
    numbers: Iterator[int] = iter(range(1, len(drawn) + 1))
    return {name: {**chart, "number": str(next(numbers))} if chart else None for name, chart in drawn}


def _receipts(table: ConsolidatedTable) -> Mapping[str, object] | None:
    """I.4: of the kinds of which somebody has sent something."""
    kinds = [kind for kind in FORM_KINDS if table.sendings[kind].sent]
    if not kinds:
        return None
    told = "; ".join(_sent(table, kind) for kind in kinds)
    owed = [standing for standing in table.standings if standing.status is not Status.EXCUSED]
    picture = Picture(receipts_chart(owed, kinds), _WIDTH_MM, f"Biểu đồ đường cộng dồn theo ngày. {told}.")
    return {"picture": picture, "caption": "Số đơn vị đã gửi kế hoạch, báo cáo theo thời gian so với hạn gửi"}


def _sent(table: ConsolidatedTable, kind: SubmissionKind) -> str:
    tally = table.sendings[kind]
    return f"{kind.paper}: đã gửi {tally.sent:02d}/{tally.owed:02d}, đúng hạn {len(tally.on_time):02d}"


def _dimensions(table: ConsolidatedTable, province: ProvinceEvaluation) -> Mapping[str, object] | None:
    """III.2: where anything was published of the province."""
    compared = province.figures[: len(DIMENSIONS)]
    if all(figure.value is None for figure in compared):
        return None
    years = f"năm {province.year} so với năm {province.year_before}"
    scores = "; ".join(f"{n}: {figure_vi(f.value)} ({figure_vi(f.before)})" for n, f in enumerate(compared, start=1))
    return {
        "picture": Picture(
            png=dimensions_chart(province, table.definition.targets),
            width_mm=_WIDTH_MM,
            description=f"Biểu đồ cột điểm số {len(DIMENSIONS):02d} nội dung của Tỉnh {years}. Nội dung {scores}.",
        ),
        "caption": f"Điểm số {len(DIMENSIONS):02d} nội dung của Tỉnh {years} và chỉ tiêu (nguồn: {SOURCE})",
    }
