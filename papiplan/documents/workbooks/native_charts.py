"""Excel's own charts of rows that stand in cells. Not here: which rows (`workbook_charts`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.chart import Chart

from papiplan.documents.workbooks.sheet_cells import Cell

_DARK, _PALE, _LIGHT = "#1F4E79", "#BFBFBF", "#FFFFFF"
_FILLS: Sequence[Mapping[str, object]] = (
    {"fill": {"color": _DARK}},
    {"fill": {"color": _PALE}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": _DARK, "bg_color": _LIGHT}},
    {"pattern": {"pattern": "large_grid", "fg_color": _PALE, "bg_color": _LIGHT}},
    {"fill": {"color": _LIGHT}},
)
_LINES: Sequence[Mapping[str, object]] = (
    {"line": {"color": _DARK, "width": 2.25}, "marker": {"type": "circle"}},
    {"line": {"color": "#7F7F7F", "dash_type": "dash"}, "marker": {"type": "none"}},
)
"""How series look, one after the other: no two alike in grey print."""

_WIDTH, _HEIGHT = 760, 400
_BAR_HEIGHT = 18
"""Pixels; a row of cells is a little higher, so that a chart is no longer than its rows."""


@dataclass(frozen=True)
class ChartedRows:
    """A chart and its cells: the first column names the categories, every other one is a series.

    `kind` is xlsxwriter's type of chart: {"type": "column", "subtype": "stacked"}.
    """

    title: str
    kind: Mapping[str, str]
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def place_chart(chart: Chart, sheet: str, top: int, shown: ChartedRows) -> None:
    """Point a chart to the cells of its rows, whose heads stand in row `top` (from 0) of the sheet."""
    first, last = top + 1, top + max(len(shown.rows), 1)
    looks = _LINES if shown.kind["type"] == "line" else _FILLS
    for n in range(1, len(shown.heads)):
        chart.add_series(
            {
                "name": [sheet, top, n],
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, n, last, n],
                "border": {"color": "#404040"} if looks is _FILLS else {"none": True},
                **looks[(n - 1) % len(looks)],
            }
        )
    chart.set_title({"name": shown.title, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.show_blanks_as("gap")
    lies_down = shown.kind["type"] == "bar"
    if lies_down:
        # As the rows stand in the cells: Excel counts bars from below.
        chart.set_y_axis({"reverse": True})
    else:
        whole = all(isinstance(value, int) for row in shown.rows for value in row[1:])
        chart.set_y_axis({"min": 0, **({"num_format": "0", "major_unit": _step(shown)} if whole else {})})
    height = max(_HEIGHT, _BAR_HEIGHT * len(shown.rows)) if lies_down else _HEIGHT
    chart.set_size({"width": _WIDTH, "height": height})


def _step(shown: ChartedRows) -> int:
    """The distance of an axis's lines, in whole units."""
    most = max((value for row in shown.rows for value in row[1:] if isinstance(value, int)), default=0)
    return max(1, -(-most // 10))
