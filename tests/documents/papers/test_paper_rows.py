"""Rows of papers and pages' ends, also in tables that an office drew itself."""

import docx
import pytest
from docx.oxml.ns import qn

from papiplan.documents.papers.paper_rows import keep_rows_whole


@pytest.mark.parametrize(
    ("lines", "width", "torn"),
    [
        (["một"], ("dxa", "2000"), False),
        (["x" * 17 * 28], ("dxa", "2000"), False),
        (["x" * 17 * 32], ("dxa", "2000"), True),
        (["một"] * 31, ("dxa", "2000"), True),
        (["một\n" * 31], ("dxa", "2000"), True),
        (["x" * 50], ("auto", "0"), False),
        (["x" * 170], ("pct", "5000"), True),
        (["x" * 30], ("dxa", "0"), True),
    ],
    ids=["one line", "28 lines", "32 lines", "31 paragraphs", "31 breaks", "of itself", "percent", "no width"],
)
@pytest.mark.parametrize("before", ["<w:cantSplit/>", '<w:cantSplit w:val="0"/>', ""])
def test_a_row_is_kept_whole_unless_a_page_might_not_hold_it(
    before: str, lines: list[str], width: tuple[str, str], torn: bool
) -> None:
    document = docx.Document()
    row = document.add_table(rows=1, cols=2).rows[0]
    if before:
        row._tr.insert(0, docx.oxml.parse_xml(f'<w:trPr xmlns:w="{qn("w:p")[1:-2]}">{before}</w:trPr>'))
    cell = row.cells[1]
    cell.text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)
    (stated,) = cell._tc.xpath(".//w:tcW")
    stated.set(qn("w:type"), width[0])
    stated.set(qn("w:w"), width[1])
    keep_rows_whole(document)
    marks = row._tr.xpath("./w:trPr/w:cantSplit")
    assert (len(marks), [mark.get(qn("w:val")) for mark in marks]) == ((0, []) if torn else (1, [None]))
