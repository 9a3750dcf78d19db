"""The two charts of the consolidated report as PNG pictures: the eight dimensions, and receipts against due dates.

They are told apart in grey print by hatches, dashes and marks, not by colour. Not here: where they are placed and what
is said below them (`report_pictures`), nor the workbook's own charts.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from io import BytesIO
from itertools import accumulate
from textwrap import fill
from typing import TYPE_CHECKING, Any

from papiplan.domain.deadlines import local_date, short
from papiplan.domain.obligations import Standing
from papiplan.domain.plans import SubmissionKind, Target
from papiplan.domain.province_evaluation import ProvinceEvaluation
from papiplan.domain.publication import DIMENSIONS, rounded

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DARK, _PALE, _LINE = "#1f4e79", "#d9d9d9", "#404040"
_LOOK: Any = {
    # It comes with matplotlib and has every Vietnamese letter, wherever the report is made.
    "font.family": "DejaVu Serif",
    "font.size": 7,
    "hatch.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_DOTS_PER_INCH = 200


def dimensions_chart(province: ProvinceEvaluation, targets: Sequence[Target]) -> bytes:
    """The eight dimensions beside the year before and the targets in points; what was not scored stays a gap."""
    return _drawn(lambda axes: _draw_dimensions(axes[0], province, targets), 1)


def _draw_dimensions(plot: "Axes", province: ProvinceEvaluation, targets: Sequence[Target]) -> None:
    compared = province.figures[: len(DIMENSIONS)]
    _draw_year(plot, province.year_before, [figure.before for figure in compared], -0.2, _PALE, "////")
    _draw_year(plot, province.year, [figure.value for figure in compared], 0.2, _DARK, "")
    wanted = {target.figure: target.points for target in targets if target.points is not None}
    aimed = [(n, wanted[figure]) for n in range(1, len(DIMENSIONS) + 1) if (figure := f"D{n}") in wanted]
    if aimed:
        plot.plot(*zip(*aimed, strict=True), "D", color="black", markersize=4, label="Chỉ tiêu")
    names = [fill(f"{n}. {name}", 15) for n, name in enumerate(DIMENSIONS, start=1)]
    plot.set_xticks(range(1, len(DIMENSIONS) + 1), names, fontsize=5.5)
    plot.set_xlim(0.4, len(DIMENSIONS) + 0.6)
    plot.set_ylim(0, 10.5)
    plot.set_ylabel("Điểm")
    plot.legend(loc="upper center", ncols=3, frameon=False)


def _draw_year(plot: "Axes", year: int, scores: Sequence[float | None], offset: float, colour: str, hatch: str) -> None:
    """The bars of one year beside the marks of the dimensions; none for a year of which nothing is known."""
    shown = {n + offset: score for n, score in enumerate(scores, start=1) if score is not None}
    if shown:
        look: Any = {"color": colour, "hatch": hatch, "edgecolor": _LINE, "label": f"Năm {year}"}
        bars = plot.bar([*shown], [*shown.values()], 0.38, **look)
        plot.bar_label(bars, [_two_decimals(score) for score in shown.values()], padding=1, fontsize=6)


def receipts_chart(standings: Sequence[Standing], kinds: Sequence[SubmissionKind]) -> bytes:
    """How many units had sent on each day, beside the due date and how many owe; a panel for each kind."""

    def draw(axes: "Sequence[Axes]") -> None:
        for plot, kind in zip(axes, kinds, strict=True):
            _draw_receipts(plot, [standing for standing in standings if standing.obligation.kind is kind])
            plot.set_title(kind.paper, fontsize=8)

    return _drawn(draw, len(kinds))


def _draw_receipts(plot: "Axes", standings: Sequence[Standing]) -> None:
    came = Counter(local_date(s.received_at) for s in standings if s.received_at is not None)
    dues = sorted({s.obligation.due.on for s in standings if s.obligation.due is not None})
    days = sorted(came)
    sent = list(accumulate(came[day] for day in days))
    plot.step([*map(date.toordinal, days)], sent, "o-", where="post", color=_DARK, markersize=3, label="Đã gửi")
    plot.axhline(len(standings), color=_LINE, linestyle=":", label=f"Phải gửi: {len(standings):02d}")
    for due in dues:
        plot.axvline(due.toordinal(), color="black", linestyle="--", label=f"Hạn gửi: {short(due)}")
    ticks = _spread(min((*days, *dues)), max((*days, *dues)))
    plot.set_xticks([day.toordinal() for day in ticks], [short(day) for day in ticks], rotation=45, ha="right")
    plot.set_ylim(0, len(standings) * 1.08 + 0.5)
    plot.locator_params(axis="y", integer=True)
    plot.margins(x=0.06)
    plot.set_ylabel("Số đơn vị")
    plot.legend(loc="best", fontsize=6)


def _spread(first: date, last: date) -> list[date]:
    """At most seven days from the first to the last, evenly spread."""
    return [first + timedelta(days=n) for n in sorted({(last - first).days * part // 6 for part in range(7)})]


def _two_decimals(value: float) -> str:
    return f"{rounded(value, 2)}".replace(".", ",")


def _drawn(draw: "Callable[[Sequence[Axes]], None]", panels: int) -> bytes:
    """A figure as wide as a page's text, the same bytes for the same facts."""
    # Half a second to import: only a report with charts pays for it.
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    written = BytesIO()
    with matplotlib.rc_context(_LOOK):
        figure = Figure(figsize=(6.5, 3.0), dpi=_DOTS_PER_INCH, layout="constrained")
        canvas: Any = FigureCanvasAgg(figure)
        draw([figure.add_subplot(1, panels, n) for n in range(1, panels + 1)])
        # The figure's own `savefig` draws twice, the first time to find where all has its place.
        canvas.print_png(written, metadata={"Software": None})
    return written.getvalue()
