"""What every paper looks like: page, head, titles, paragraphs, tables, signature (Decree 30/2020/NĐ-CP, annex I).

Not here: what a paper says, nor what it is put together from (`paper_parts`).
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from papiplan.documents.papers.paper_parts import (
    BODY,
    MADE_AT,
    SMALL,
    TABLE,
    add_centred,
    add_line,
    add_rule,
    add_run,
    lay_section_across,
    number_section_anew,
    repeat_header,
    ruled,
    set_up_page,
    set_widths,
    with_fixed_dates,
)
from papiplan.documents.papers.paper_rows import keep_rows_whole
from papiplan.documents.wording import bracketed, printable
from papiplan.domain.deadlines import long
from papiplan.domain.plans import SignatureBlock


class Paper:
    """A .docx being written from top to bottom."""

    def __init__(self, title: str) -> None:
        self._document: Document = docx.Document()
        set_up_page(self._document)
        properties = self._document.core_properties
        properties.title, properties.author, properties.comments = printable(title), "papiplan", ""
        properties.created = properties.modified = MADE_AT

    def head(self, office: "Head") -> None:
        """The two columns on top: who writes and its number; the state's name, motto, place and date."""
        left, right = self._columns((65, 100))
        for n, line in enumerate(office.lines):
            add_centred(left, line, SMALL, bold=n >= office.superior_lines)
        add_rule(left, ISSUER_RULE_INDENT_MM)
        add_centred(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", SMALL, bold=True)
        add_centred(right, "Độc lập - Tự do - Hạnh phúc", BODY, bold=True)
        add_rule(right, MOTTO_RULE_INDENT_MM)
        below_left, below_right = self._columns((65, 100))
        add_centred(below_left, f"Số: {office.number}", SMALL)
        if office.about:
            add_centred(below_left, f"V/v {office.about}", Pt(12)).paragraph_format.space_before = Pt(6)
        add_centred(below_right, office.place_and_date, BODY, italic=True)

    def title(self, *lines: str) -> None:
        """The kind of paper in capitals, then what it is about, with a drawn line below."""
        for n, line in enumerate(lines):
            paragraph = self._paragraph(line, bold=True, before=12 if n == 0 else 0)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        ruled(self._paragraph(""), TITLE_RULE_INDENT_MM)

    def heading(self, text: str, level: int) -> None:
        """A section's heading: level 1 (I.), 2 (1.) or 3 (a), bold, and seen by Word's navigation."""
        paragraph = self._paragraph(text, bold=level < 3, before=6)
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
        paragraph.paragraph_format.keep_with_next = True
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        paragraph._p.get_or_add_pPr().append(outline)

    def text(self, text: str, *, bold: bool = False, italic: bool = False) -> None:
        """A justified paragraph with its first line indented."""
        paragraph = self._paragraph(text, bold=bold, italic=italic)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Cm(1.27)

    def centred(
        self,
        text: str,
        *,
        bold: bool = False,
        italic: bool = False,
        with_next: bool = False,
        before: int = 0,
    ) -> None:
        """A centred line, so many points below what stands above; on the page of the next paragraph where wanted."""
        paragraph = self._paragraph(text, bold=bold, italic=italic, before=before)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = with_next or None

    def hung(self, text: str, *, left_mm: float, hanging_mm: float = 0, before: int = 0) -> None:
        """A line that begins so far from the margin, its further lines by `hanging_mm` more."""
        paragraph = self._paragraph(text, before=before)
        paragraph.paragraph_format.left_indent = Mm(left_mm + hanging_mm)
        paragraph.paragraph_format.first_line_indent = Mm(-hanging_mm)

    def lay_across(self) -> None:
        """Begin an annex on pages laid across (landscape), which are numbered anew."""
        lay_section_across(self._open_annex())

    def lay_upright(self) -> None:
        """Begin an annex on upright pages, which are numbered anew; without it, by a tag, the paper is as before."""
        section = self._open_annex()
        repeat_header(section, self._document.sections[-2])

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]], widths_mm: Sequence[int]) -> None:
        """A table with ruled cells and a head that repeats on each page; a row of one text runs across all columns."""
        table = self._document.add_table(rows=1, cols=len(heads))
        table.style = "Table Grid"
        set_widths(table, widths_mm)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, text in zip(table.rows[0].cells, heads, strict=True):
            add_centred(cell, text, TABLE, bold=True)
        for row in rows:
            cells = table.add_row().cells
            if len(row) == 1:
                opening = add_line(cells[0].merge(cells[-1]), row[0], TABLE, bold=True)
                opening.paragraph_format.keep_with_next = True
            else:
                for cell, text in zip(cells, row, strict=True):
                    add_line(cell, text, TABLE)
        _hide(self._document.add_paragraph())

    def signature(self, recipients: Sequence[str], signer: SignatureBlock) -> None:
        """ "Nơi nhận" on the left, who signs on the right; on one page, with the sentence that ends the paper."""
        ending = self._document.paragraphs[-1]
        if not ending.text.startswith("{%"):
            ending.paragraph_format.keep_with_next = True
        left, right = self._columns((80, 85))
        add_line(left, "Nơi nhận:", Pt(12), bold=True, italic=True)
        for recipient in recipients:
            end = "." if recipient is recipients[-1] else ";"
            add_line(left, f"- {recipient.strip(' ;.')}{end}", Pt(11))
        for line in signer.authority_lines:
            add_centred(right, line, BODY, bold=True)
        for _ in range(3):
            add_centred(right, "", BODY)
        add_centred(right, signer.name or "<Họ và tên>", BODY, bold=True)

    def _open_annex(self) -> Section:
        section: Section = self._document.add_section(WD_SECTION.NEW_PAGE)
        # The break lies in a paragraph of its own, which on a full page would make a next one, empty.
        _shrink(self._document.paragraphs[-1])
        number_section_anew(section)
        return section

    def content(self) -> bytes:
        """The file's bytes: the same for the same paper."""
        keep_rows_whole(self._document)
        written = io.BytesIO()
        self._document.save(written)
        return with_fixed_dates(written.getvalue())

    def _paragraph(self, text: str, *, bold: bool = False, italic: bool = False, before: int = 0) -> Paragraph:
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(before)
        for part, waits in bracketed(text):
            run = add_run(paragraph, part, BODY, bold=bold, italic=italic)
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW if waits else None
        return paragraph

    def _columns(self, widths_mm: Sequence[int]) -> Sequence[_Cell]:
        """The cells of a row without rules: how papers put two blocks side by side."""
        table = self._document.add_table(rows=1, cols=len(widths_mm))
        set_widths(table, widths_mm)
        cells: Sequence[_Cell] = table.rows[0].cells
        return cells


ISSUER_RULE_INDENT_MM, MOTTO_RULE_INDENT_MM, TITLE_RULE_INDENT_MM = 22, 18, 55
"""A line under issuer or title is a third to a half as wide as its text, that under the motto as wide as all of it."""


@dataclass(frozen=True)
class Head:
    """The head of a paper. The first `superior_lines` of `lines` name the body above the one that writes.

    `number` is what stands after "Số:"; while the clerk's office has not given one, its place stays open. `about` is
    what a letter, which bears no title, is about (V/v).
    """

    lines: Sequence[str]
    superior_lines: int
    number: str
    place_and_date: str
    about: str = ""


OPEN = "\u00a0" * 6
"""The room that a paper leaves for a number or a day to be written in (no-break spaces)."""


def place_and_date(place: str, on: date | None, *, month_of: date | None = None) -> str:
    """Sa Đéc, ngày 15 tháng 6 năm 2023; what is not known yet stays open, the month of `month_of` is known."""
    if on is not None:
        return f"{place}, {long(on)}"
    if month_of is not None:
        return f"{place}, ngày{OPEN}{long(month_of).split(' ', 2)[2]}"
    return f"{place}, ngày{OPEN}tháng{OPEN}năm{OPEN}"


def _shrink(paragraph: Paragraph) -> None:
    """Make an empty paragraph, which Word wants there, one point high."""
    look = paragraph.paragraph_format
    look.space_before = look.space_after = Pt(0)
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


def _hide(paragraph: Paragraph) -> None:
    """Make an empty paragraph take no room; not one with a section's break, which would be hidden with it."""
    _shrink(paragraph)
    mark = OxmlElement("w:rPr")
    mark.append(OxmlElement("w:vanish"))
    paragraph._p.get_or_add_pPr().append(mark)
