"""The A4 page "Bảng tiến độ" (bang-tien-do.pdf): a plan on one sheet, to be printed or sent on.

However many units a plan has, it stays one page: what does not fit is counted. Not here: what is said
(`plan_overview`), nor the page for a browser (`dashboard`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from papiplan.documents.boards.plan_overview import Lacking, Overview, Progress, overview, sent_words
from papiplan.documents.wording import listed, one_line, shortened
from papiplan.domain.deadlines import clock_time, short
from papiplan.domain.digest import Digest
from papiplan.domain.tallies import SendingTally

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PROGRESS_SHEET = "bang-tien-do.pdf"
"""Where the readable tree has the page."""

_WIDTH_MM, _HEIGHT_MM, _MARGIN_MM = 210, 297, 18
_LINE_MM, _LETTERS = 5.2, 84
"""The height of a line of 9 points, and how many letters of it the page's width holds, be they wide ones."""

_GROUPS = 8
"""How many standing groups have a line of their own."""

_DARK, _MIDDLE, _PALE, _INK = "#1f4e79", "#9fb6cd", "#f2f2f2", "#202020"
_LOOK: Any = {
    # It comes with matplotlib and has every Vietnamese letter, wherever the page is made.
    "font.family": "DejaVu Sans",
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.5,
    # A name is no formula: between two "$" matplotlib would read one.
    "text.parse_math": False,
}


def render_progress_sheet(digest: Digest) -> bytes:
    """The page as a PDF with its font in it: the same facts at the same instant give the same bytes."""
    # Half a second to import: only who draws pays for it.
    import matplotlib
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.figure import Figure

    shown, written = overview(digest), BytesIO()
    with matplotlib.rc_context(_LOOK):
        figure = Figure(figsize=(_WIDTH_MM / 25.4, _HEIGHT_MM / 25.4))
        FigureCanvasPdf(figure)
        page = _Page(figure)
        as_of = f"{clock_time(digest.now)} ngày {short(digest.today)}"
        _draw(page, shown, f"Số liệu đến {as_of}.", digest.kind.paper.lower())
        title = one_line(f"Bảng tiến độ: {shown.title}")
        figure.savefig(written, format="pdf", metadata={"Title": title, "CreationDate": None})
    return written.getvalue()


@dataclass
class _Page:
    """A sheet that is written from top to bottom; `at_mm` is how far from its top the next line begins."""

    figure: "Figure"
    at_mm: float = _MARGIN_MM

    @property
    def lines_left(self) -> int:
        return int((_HEIGHT_MM - _MARGIN_MM - self.at_mm) / _LINE_MM)

    def text(self, words: str, size: float = 9, x_mm: float = _MARGIN_MM, *, ends: bool = True) -> None:
        """One line of text; with `ends`, the next one begins below it."""
        y = 1 - (self.at_mm + size * 0.3) / _HEIGHT_MM
        self.figure.text(x_mm / _WIDTH_MM, y, one_line(words), fontsize=size, color=_INK, va="center")
        if ends:
            self.at_mm += _LINE_MM * size / 9

    def paragraph(self, words: str, most: int) -> None:
        """A text in at most so many lines."""
        for line in wrap(one_line(words), _LETTERS, max_lines=most, placeholder=" …"):
            self.text(line)

    def heading(self, words: str) -> None:
        self.at_mm += 2
        self.text(words, 11.5)

    def bar(self, tally: SendingTally) -> None:
        """One bar as wide as the page: on time, late, not sent; told apart in grey print by their hatches."""
        from matplotlib.patches import Rectangle

        x, width = float(_MARGIN_MM), _WIDTH_MM - 2 * _MARGIN_MM
        parts = ((tally.on_time, _DARK, ""), (tally.late, _MIDDLE, "////"), (tally.not_sent, _PALE, ""))
        for found, colour, hatch in parts:
            share = width * len(found) / (tally.owed or 1)
            corner = (x / _WIDTH_MM, 1 - (self.at_mm + 4) / _HEIGHT_MM)
            size = (share / _WIDTH_MM, 4 / _HEIGHT_MM)
            self.figure.add_artist(Rectangle(corner, *size, facecolor=colour, edgecolor=_INK, lw=0.6, hatch=hatch))
            x += share
        self.at_mm += 6


def _draw(page: _Page, shown: Overview, as_of: str, awaited: str) -> None:
    page.text(shortened(one_line(f"Bảng tiến độ: {shown.title}"), 56), 14)
    number = f"Kế hoạch số {shown.number}. " if shown.number else ""
    page.paragraph(f"{number}{as_of}", 1)
    page.paragraph(f"Giai đoạn: {shown.stage}.", 1)
    for note in shown.notes[:2]:
        page.paragraph(note, 3)
    page.heading("Thời hạn")
    for sentence in shown.due[:5]:
        page.paragraph(f"- {sentence}", 2)
    for progress in shown.progress:
        _draw_progress(page, progress)
    page.heading(f"Còn thiếu ({awaited})")
    _draw_lacking(page, shown.lacking, reserved=2 if shown.caveat else 0)
    page.paragraph(shown.caveat, min(2, page.lines_left))


_COLUMNS_MM = (94, 114, 145, 171)
"""Where the four counts of a standing group begin."""


def _draw_progress(page: _Page, progress: Progress) -> None:
    page.heading(f"{progress.kind.paper}: {sent_words(progress.tally).lower()}")
    page.bar(progress.tally)
    rows = [(name, _counts(tally)) for name, tally in progress.groups[:_GROUPS]]
    if len(progress.groups) > _GROUPS:
        rows.append((f"và {len(progress.groups) - _GROUPS:02d} khối khác", ()))
    head = ("Khối", ("Đã gửi", "Đúng hạn (đậm)", "Chậm (sọc)", "Chưa gửi"))
    for name, counts in (head, *rows):
        for x_mm, words in zip(_COLUMNS_MM, counts, strict=False):
            page.text(words, 8, x_mm, ends=False)
        page.text(shortened(one_line(name), 40), 8)


def _counts(tally: SendingTally) -> tuple[str, ...]:
    parts = (tally.on_time, tally.late, tally.not_sent)
    return (f"{tally.sent:02d}/{tally.owed:02d}", *(f"{len(part):02d}" for part in parts))


def _draw_lacking(page: _Page, lacking: Sequence[Lacking], reserved: int) -> None:
    """Each group of units by name, as many as fit into its share of what is left of the page."""
    if not lacking:
        page.text("Không có.")
    for place, each in enumerate(lacking):
        share = (page.lines_left - reserved) // (len(lacking) - place)
        for line in _fitting(each, max(1, share)):
            page.text(line)


def _fitting(lacking: Lacking, lines: int) -> list[str]:
    """The units in at most so many lines; those that do not fit are counted."""
    for most in range(len(lacking.units), -1, -1):
        names = listed([shortened(one_line(unit), 58) for unit in lacking.units], most)
        wrapped = wrap(f"{lacking.label} ({len(lacking.units):02d}): {names.strip()}.", _LETTERS)
        if len(wrapped) <= lines:
            return wrapped
    return [f"{lacking.label}: {len(lacking.units):02d} đơn vị."]
