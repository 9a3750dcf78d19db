"""Every paper of a year keeps the layout of Decree 30/2020/NĐ-CP, annex I: each file, point by point."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from papiplan.domain.plans import SubmissionKind
from tests.flows.offices import Office
from tests.flows.plan_folders import folder_of_units

PLAN = "plan-of-2"
LETTERS = (
    "confirmed/1/giai-trinh-xa-2-subplan.docx",
    *(f"drafts/2023-07-{day}-subplan/cong-van-don-doc-{by}.docx" for day in ("05", "12") for by in ("phong", "ubnd")),
)
REPORTS = (
    *(f"consolidated/{n}/bao-cao{upward}.docx" for n in (1, 2) for upward in ("", "-ubnd")),
    "subplans/1/tong-hop-ke-hoach.docx",
)
PLAN_LETTER = "issued/ke-hoach.docx"
DOCUMENTS = (*LETTERS, *REPORTS, PLAN_LETTER)
INTERNAL = (
    "confirmed/1/bang-to-trinh.docx",
    "confirmed/1/danh-sach-xa_phuong.docx",
    "confirmed/1/phieu/xa-1.docx",
    "confirmed/1/phieu/xa-2.docx",
    "evaluated/danh-gia.docx",
    "notes/2023-07-05-subplan-bao-cao-nhanh.docx",
    "notes/2023-07-12-subplan-bao-cao-nhanh.docx",
)
"""What the office keeps or encloses: no document of its own, so without number, place and signature."""

ROOM = "\u00a0+"
"""What is left open for a person to write in."""


@pytest.fixture(scope="module")
def papers(read_office: Office) -> Mapping[str, Document]:
    """Every Word file that a year leaves in the plan's folder, by its path: xa-1 did all, xa-2 sent nothing."""
    office = read_office
    office.issue(folder_of_units(office.home, 2, superior="Ủy ban nhân dân tỉnh Đồng Tháp"))
    office.send("xa-1", plan=PLAN, received_at="2023-06-28T10:00")
    office.advance("2023-07-05 09:00", PLAN)
    office.advance("2023-07-14 09:00", PLAN)
    office.run("consolidate_subplans", "2023-07-14 09:30", plan=PLAN)
    tree = office.home / "plans" / PLAN
    for n, folder in enumerate(sorted(path.name for path in (tree / "drafts").iterdir()), start=1):
        about = f"drafts/{folder}/cong-van-don-doc-ubnd.docx"
        signed = {"number": f"81{n}/UBND-NV", "signed_on": date.fromisoformat(folder[:10]), "actor": "nv1"}
        office.run("record_document", "2023-07-14 10:00", plan=PLAN, about=about, **signed)
    office.publish(plan=PLAN)
    office.send("xa-1", SubmissionKind.REPORT, PLAN, received_at="2024-04-05T08:00")
    office.run("consolidate", "2024-04-05 16:00", plan=PLAN, actor="nv1")
    office.run("consolidate", "2024-04-15 09:00", plan=PLAN, actor="nv1", final=True)
    office.run("evaluate", "2024-04-15 10:00", plan=PLAN)
    code = office.board("danh-gia", PLAN).partition("Mã dự thảo: `")[2].partition("`")[0]
    decided = {"digest": code, "decision_number": "456/QĐ-UBND", "decision_on": date(2024, 4, 25)}
    office.run("confirm_evaluation", "2024-04-26 09:00", plan=PLAN, **decided, decided_by="Chủ tịch UBND", actor="nv1")
    return {str(path.relative_to(tree)): docx.Document(str(path)) for path in sorted(tree.rglob("*.docx"))}


def test_the_year_leaves_these_papers_and_no_other(papers: Mapping[str, Document]) -> None:
    assert sorted(papers) == sorted((*DOCUMENTS, *INTERNAL))


def of_body(document: Document) -> list[Paragraph]:
    return [paragraph for paragraph in document.paragraphs if paragraph.text.strip()]


def all_paragraphs(document: Document) -> Iterator[Paragraph]:
    yield from document.paragraphs
    for table in document.tables:
        yield from cells_of(table)


def cells_of(table: Table) -> Iterator[Paragraph]:
    for row in table.rows:
        for cell in row.cells:
            yield from cell.paragraphs


def size(paragraph: Paragraph) -> float:
    """The size of a paragraph's letters in points; the first run that says so, else the style."""
    stated = next((run.font.size for run in paragraph.runs if run.text and run.font.size), None)
    return (stated or paragraph.style.font.size or paragraph.part.document.styles["Normal"].font.size).pt


def is_(paragraph: Paragraph, look: str) -> bool:
    """Whether every run with letters is bold, or italic."""
    return all(getattr(run, look) for run in paragraph.runs if run.text.strip())


def is_ruled(paragraph: Paragraph) -> bool:
    return paragraph._p.find(f".//{qn('w:pBdr')}") is not None


def page(document: Document) -> Iterator[str]:
    for n, section in enumerate(document.sections):
        across = section.orientation is WD_ORIENT.LANDSCAPE
        short, long = sorted((section.page_width, section.page_height))
        if (round(short.mm), round(long.mm)) != (210, 297) or (across and n == 0):
            yield f"section {n} is {section.page_width.mm} x {section.page_height.mm} mm"
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        for margin, (least, most) in zip(margins, ((20, 25), (20, 25), (30, 35), (15, 20)), strict=True):
            if not least <= round(margin.mm, 1) <= most:
                yield f"section {n} has a margin of {margin.mm} mm"
        if across and section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) != "1":
            yield f"the annex in section {n} is not numbered anew"


def font(document: Document) -> Iterator[str]:
    normal = document.styles["Normal"].font
    if normal.name != "Times New Roman":
        yield f"the style is of {normal.name}"
    for fonts in document.element.iter(qn("w:rFonts")):
        for name in fonts.attrib.values():
            if name != "Times New Roman":
                yield f"letters of {name}"
    for style in {paragraph.style.style_id: paragraph.style for paragraph in all_paragraphs(document)}.values():
        if style.font.name not in (None, "Times New Roman"):
            yield f"the style {style.name} is of {style.font.name}"
    for colour in document.element.iter(qn("w:color")):
        if colour.get(qn("w:val")) not in ("000000", "auto"):
            yield f"letters in {colour.get(qn('w:val'))}"


def page_number(document: Document) -> Iterator[str]:
    section = document.sections[0]
    (paragraph,) = section.header.paragraphs
    if "PAGE" not in paragraph._p.xml or paragraph.alignment is not WD_ALIGN_PARAGRAPH.CENTER:
        yield "no page number in the middle of the top margin"
    if not section.different_first_page_header_footer or "PAGE" in section.first_page_header._element.xml:
        yield "the first page bears its number"


def no_underscores(document: Document) -> Iterator[str]:
    for paragraph in all_paragraphs(document):
        if "__" in paragraph.text:
            yield f"a line of underscores: {paragraph.text[:40]}"


def head(document: Document) -> Iterator[str]:
    left, right = document.tables[0].rows[0].cells
    issuer = [paragraph for paragraph in left.paragraphs if paragraph.text]
    state, motto = (paragraph for paragraph in right.paragraphs if paragraph.text)
    if state.text != "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" or size(state) not in (12, 13) or not is_(state, "bold"):
        yield "the state's name"
    if motto.text != "Độc lập - Tự do - Hạnh phúc" or size(motto) not in (13, 14) or not is_(motto, "bold"):
        yield "the motto"
    if any(line.text != line.text.upper() or size(line) not in (12, 13) for line in issuer):
        yield "the issuer is not in capitals of 12 to 13 points"
    if not is_(issuer[-1], "bold"):
        yield "the issuer is not bold"
    if issuer[0].text.startswith("ỦY BAN NHÂN DÂN") and issuer[-1].text.startswith("PHÒNG") and is_(issuer[0], "bold"):
        yield "the body above is bold"
    for cell, (least, most) in ((left, (16, 18)), (right, (60, 61))):
        (rule,) = filter(is_ruled, cell.paragraphs)
        look = rule.paragraph_format
        width = (cell.width - 2 * CELL_MARGIN - look.left_indent - look.right_indent) / Mm(1)
        if not least <= width <= most:
            yield f"the line drawn below is {width:.1f} mm wide"


CELL_MARGIN = Mm(1.9)
"""Word's own, at the left and right of a cell.

The motto is 60.4 mm wide in bold letters of 14 points, an issuer's last line ("PHÒNG NỘI VỤ", "THÀNH PHỐ SA ĐÉC") 34 to
51 mm in those of 13.
"""


def number_and_date(document: Document) -> Iterator[str]:
    left, right = document.tables[1].rows[0].cells
    number, (dated,) = left.paragraphs[0], right.paragraphs
    if not re.fullmatch(rf"Số: (?:\d{{2,}}|{ROOM})/[A-ZĐ]+(?:-[A-ZĐ]+)*", number.text) or size(number) != 13:
        yield f"the number {number.text}"
    day, month = rf"(?:[0-3]\d|{ROOM})", rf"(?:0[12]|[3-9]|1[0-2]|{ROOM})"
    if not re.fullmatch(rf"\w[\w ]+, ngày\s?{day}\s?tháng\s?{month}\s?năm\s?(?:\d{{4}}|{ROOM})", dated.text):
        yield f"place and date {dated.text}"
    if size(dated) not in (13, 14) or not is_(dated, "italic"):
        yield "place and date are not slanted letters of 13 to 14 points"


def subject(document: Document) -> Iterator[str]:
    about = document.tables[1].rows[0].cells[0].paragraphs[1]
    if not about.text.startswith("V/v ") or size(about) not in (12, 13):
        yield f"what the letter is about: {about.text}"
    if about.paragraph_format.space_before != Pt(6):
        yield "no room above what the letter is about"
    if about.alignment is not WD_ALIGN_PARAGRAPH.CENTER:
        yield "what the letter is about is not in the middle"


def title(document: Document) -> Iterator[str]:
    kind, about = of_body(document)[:2]
    for line in (kind, about):
        if line.alignment is not WD_ALIGN_PARAGRAPH.CENTER or not is_(line, "bold") or size(line) not in (13, 14):
            yield f"the title's line {line.text[:40]}"
    if kind.text not in ("BÁO CÁO", "KẾ HOẠCH"):
        yield f"the kind {kind.text}"
    if not any(is_ruled(paragraph) for paragraph in document.paragraphs[:6]):
        yield "no line is drawn below the title"


def addressee(document: Document) -> Iterator[str]:
    if not any(paragraph.text.startswith("Kính gửi:") for paragraph in document.paragraphs):
        yield "addressed to nobody"


def body(document: Document) -> Iterator[str]:
    for paragraph in of_body(document):
        look = paragraph.paragraph_format
        if size(paragraph) not in (13, 14):
            yield f"{size(paragraph)} points: {paragraph.text[:40]}"
        if paragraph.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY:
            if not Mm(10) <= (look.first_line_indent or Length(0)) <= Mm(12.8):
                yield f"the first line stands {look.first_line_indent} in: {paragraph.text[:40]}"
        elif len(paragraph.text) > 160 and paragraph.alignment is not WD_ALIGN_PARAGRAPH.CENTER:
            yield f"not justified: {paragraph.text[:40]}"
    normal = document.styles["Normal"].paragraph_format
    if normal.space_after < Pt(6) or not 1 <= normal.line_spacing <= 1.5:
        yield "the space between lines or paragraphs"


def end_mark(document: Document) -> Iterator[str]:
    ends = [paragraph.text[-30:] for paragraph in of_body(document) if paragraph.text.rstrip().endswith("./.")]
    if len(ends) != 1:
        yield f"it ends {len(ends)} times"


def closing(document: Document) -> tuple[list[Paragraph], list[Paragraph]]:
    """Both cells of the block of recipients and signature: the lines that say something."""
    (table,) = (t for t in document.tables if t.rows[0].cells[0].text.startswith("Nơi nhận:"))
    left, right = ([p for p in cell.paragraphs if p.text.strip()] for cell in table.rows[0].cells)
    return left, right


def together(document: Document) -> Iterator[str]:
    """The block of recipients and signature is not torn by a page's end."""
    (row,) = (t.rows[0] for t in document.tables if t.rows[0].cells[0].text.startswith("Nơi nhận:"))
    if row._tr.find(f".//{qn('w:cantSplit')}") is None:
        yield "the signature may be torn from its name"


def recipients(document: Document) -> Iterator[str]:
    (heading, *lines), _ = closing(document)
    if heading.text != "Nơi nhận:" or size(heading) != 12 or not (is_(heading, "bold") and is_(heading, "italic")):
        yield "the word Nơi nhận"
    for n, line in enumerate(lines, start=1):
        end = "." if n == len(lines) else ";"
        if not line.text.startswith("- ") or not line.text.endswith(end) or size(line) != 11:
            yield f"the recipient {line.text}"
    if not lines[-1].text.startswith("- Lưu: VT"):
        yield "nothing is kept at the clerk's office"
    if any(line.text.startswith("Kính gửi:") for line in document.paragraphs) and lines[0].text != "- Như trên;":
        yield "the addressees do not come first"


def signature(document: Document) -> Iterator[str]:
    _, (*authority, name) = closing(document)
    for line in authority:
        if line.text != line.text.upper() or size(line) not in (13, 14) or not is_(line, "bold"):
            yield f"the authority {line.text}"
    if size(name) not in (13, 14) or not is_(name, "bold"):
        yield f"the name {name.text}"


def annexes(document: Document) -> Iterator[str]:
    lines = of_body(document)
    found = [n for n, line in enumerate(lines) if re.fullmatch("(?i)phụ lục(?: [IVX]+)?", line.text.strip())]
    if not found:
        yield "no annex"
    for n in found:
        word, name = lines[n : n + 2]
        # Of a drafted example that is said first.
        reference = next((line for line in lines[n + 2 : n + 4] if line.text.startswith("(Kèm theo ")), None)
        if size(word) != 14 or not is_(word, "bold") or word.alignment is not WD_ALIGN_PARAGRAPH.CENTER:
            yield f"the word {word.text}"
        if name.text.upper() != name.text or not is_(name, "bold") or size(name) not in (13, 14):
            yield f"the title {name.text}"
        if reference is None or not is_(reference, "italic"):
            yield f"the reference of {word.text}"


EVERY: tuple[Callable[[Document], Iterator[str]], ...] = (page, font, page_number, no_underscores)
OF_A_DOCUMENT = (head, number_and_date, body, end_mark, recipients, signature, together)
POINTS = [
    *((point, name) for point in EVERY for name in (*DOCUMENTS, *INTERNAL)),
    *((point, name) for point in OF_A_DOCUMENT for name in DOCUMENTS),
    *((subject, name) for name in LETTERS),
    *((title, name) for name in (*REPORTS, PLAN_LETTER)),
    *((addressee, name) for name in (*LETTERS, *REPORTS)),
    *((annexes, name) for name in (*REPORTS, PLAN_LETTER)),
]


@pytest.mark.parametrize(("point", "name"), POINTS, ids=[f"{point.__name__} {name}" for point, name in POINTS])
def test_a_paper_keeps_the_point(
    papers: Mapping[str, Document], point: Callable[[Document], Iterator[str]], name: str
) -> None:
    assert list(point(papers[name])) == []
