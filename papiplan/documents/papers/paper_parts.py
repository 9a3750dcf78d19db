"""What papers are put together from: the page, runs and lines of text, drawn rules, widths, the archive itself.

Not here: the blocks that a paper is written in (`paper_layout`).
"""

import io
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from papiplan.documents.wording import printable

FONT = "Times New Roman"
BODY, SMALL, TABLE, TINY = Pt(14), Pt(13), Pt(11), Pt(2)

MADE_AT = datetime(2020, 1, 1)  # noqa: DTZ001 - Word's core properties are naive
"""The date in a file's properties and of its parts: equal facts must give equal bytes, whenever they are printed."""


def set_up_page(document: Document) -> None:
    """A4 with the margins and the font of Decree 30/2020, annex I; the text is marked as Vietnamese for Word."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, BODY
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.rPr.append(language)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.0


def lay_section_across(section: Section) -> None:
    """Turn the pages of a section."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)


def number_section_anew(section: Section) -> None:
    """An annex has page numbers of its own (Decree 30/2020, annex I)."""
    for numbering in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(numbering)
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(numbering, "w:cols", "w:titlePg", "w:docGrid")


def repeat_header(section: Section, of: Section) -> None:
    """Give a section the header of another by name: by place it has it only while that one stands before it."""
    for n, named in enumerate(of._sectPr.findall(qn("w:headerReference"))):
        section._sectPr.insert(n, deepcopy(named))


def _page_number(paragraph: Paragraph) -> None:
    """The page's number, centred in the top margin, hidden on the first page (Decree 30/2020, annex I)."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>')
    paragraph._p.append(field)


def set_widths(table: Table, widths_mm: Sequence[int]) -> None:
    """Widths in the grid and in the cells: LibreOffice reads the former, Word the latter."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def add_run(paragraph: Paragraph, text: str, size: Length, *, bold: bool = False, italic: bool = False) -> Run:
    run: Run = paragraph.add_run(printable(text))
    run.font.size, run.bold, run.italic = size, bold or None, italic or None
    return run


def add_line(cell: _Cell, text: str, size: Length, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """A line of a cell; the first takes the paragraph that every cell is born with."""
    first = cell.paragraphs[0]
    paragraph: Paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    add_run(paragraph, text, size, bold=bold, italic=italic)
    return paragraph


def add_centred(cell: _Cell, text: str, size: Length, *, bold: bool = False, italic: bool = False) -> Paragraph:
    line = add_line(cell, text, size, bold=bold, italic=italic)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return line


def add_rule(cell: _Cell, indent_mm: int) -> None:
    """A drawn line under a name, as long as the cell less `indent_mm` on either side."""
    ruled(add_line(cell, "", TINY), indent_mm)


def ruled(paragraph: Paragraph, indent_mm: int) -> None:
    """Draw a line over an empty paragraph, `indent_mm` short of it on either side."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent_mm)
    border = parse_xml(f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>')
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:shd", "w:spacing", "w:ind", "w:jc")


def with_fixed_dates(content: bytes) -> bytes:
    """The same archive with one date on all its parts."""
    rewritten = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            dated = zipfile.ZipInfo(part.filename, date_time=MADE_AT.timetuple()[:6])
            dated.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(dated, before.read(part))
    return rewritten.getvalue()
