"""Well-packed workbooks whose parts were forged, left out or point elsewhere, or are of sizes that no form has.

Not here: files that are no workbook or are badly packed (`hostile_archives`), nor honest mistakes (`clumsy_forms`).
"""

import re

from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from tests.documents.forms.forging import (
    MAIN,
    MAIN_PART,
    Stranger,
    cell,
    edited,
    main_rows,
    on_main,
    part,
    repacked,
    replaced,
    with_strings,
)
from tests.documents.forms.hostile_archives import BROKEN, TOO_LARGE, TOO_MANY_ROWS, UNSAFE

MEASURES = "Niêm yết dự toán, quyết toán hằng quý tại trụ sở và 05 nhà văn hóa khóm"
HIDDEN = 'tệp có trang ẩn "Sheet3" (đã bỏ qua)'
LINKED = "tệp có liên kết ngoài (đã bỏ qua)"
RELATIONS = "xl/_rels/workbook.xml.rels"
WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
MERGED_FAR = '<mergeCells count="1"><mergeCell ref="A6:XFD1048576"/></mergeCells>'

ENTITIES = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;">]>'
EXTERNAL = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


def declared(before: bytes, encoding: str = "utf-8") -> bytes:
    """The main sheet with this document type in front."""
    return (before + part(MAIN_PART)).decode().encode(encoding)


def with_sheets(count: int) -> bytes:
    return edited(lambda workbook: [workbook.create_sheet(f"Trang {n}") for n in range(count)])()


def with_hidden_copy(state: str) -> bytes:
    """A sheet that nobody sees with the name of ours and other answers, ours renamed: as some templates hold it."""

    def edit(workbook: Workbook) -> None:
        copy = workbook.copy_worksheet(workbook[MAIN])
        copy.title = "Sheet3"
        copy["I5"] = "Nội dung của bản nháp, không gửi đi"
        copy.sheet_state = state

    return edited(edit)()


def named_alike() -> bytes:
    return replaced(WORKBOOK, 'name="Nhiệm vụ bổ sung"', f'name="{MAIN}"')()


def hidden(worksheet: Worksheet) -> None:
    worksheet.sheet_state = "hidden"


def turned_into_chart(workbook: Workbook) -> None:
    for worksheet in workbook.worksheets:
        workbook.remove(worksheet)
    workbook.create_chartsheet("Biểu đồ").add_chart(BarChart())


def in_prefixed_names() -> bytes:
    """The main sheet with a prefix on every tag, as some libraries write."""
    text = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part(MAIN_PART)).replace(b"xmlns=", b"xmlns:x=", 1)
    return repacked({MAIN_PART: text})()


FAR = (
    Stranger("far-cell", main_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), refused=TOO_MANY_ROWS),
    Stranger("far-cell-in-a-near-row", main_rows(b'<row r="9"><c r="CV1048576"><v>1</v></c></row>'), TOO_MANY_ROWS),
    Stranger("column-101", main_rows(b'<row r="9"><c r="CW9"><v>1</v></c></row>'), refused=TOO_LARGE),
    Stranger("column-beyond-excel", main_rows(b'<row r="9"><c r="ZZZ9"><v>1</v></c></row>'), refused=TOO_LARGE),
    Stranger("row-of-20-digits", main_rows(b'<row r="99999999999999999999"><c><v>1</v></c></row>'), TOO_MANY_ROWS),
    Stranger("row-below-nothing", main_rows(b'<row r="-5"><c r="A-5"><v>1</v></c></row>'), refused=BROKEN),
    Stranger("row-named-in-words", main_rows(b'<row r="nine"><c><v>1</v></c></row>'), refused=BROKEN),
    Stranger("address-in-words", main_rows(b'<row r="9"><c r="nowhere"><v>1</v></c></row>'), refused=BROKEN),
    Stranger("million-formatted-rows", main_rows(b'<row r="9"/>' * 50_000), refused=TOO_MANY_ROWS),
    Stranger("last-row-of-libreoffice", main_rows(b'<row r="1048576"><c r="AMJ1048576" s="0"/></row>')),
    Stranger("dimension-too-small", replaced(MAIN_PART, "<dimension .*?/>", '<dimension ref="A1"/>')),
    Stranger("dimension-too-large", replaced(MAIN_PART, "<dimension .*?/>", '<dimension ref="A1:XFD1048576"/>')),
    Stranger("dimension-of-nothing", replaced(MAIN_PART, "<dimension .*?/>", '<dimension ref="Z9:A1"/>')),
    Stranger("sixty-sheets", lambda: with_sheets(60), refused=TOO_LARGE),
    Stranger("three-hundred-sheets", lambda: with_sheets(300), refused=TOO_LARGE),
    Stranger("merged-over-everything", replaced(MAIN_PART, "</sheetData>", f"</sheetData>{MERGED_FAR}")),
)
"""Places and sizes that no form has."""

FORGED = (
    Stranger("entity-bomb", repacked({MAIN_PART: declared(ENTITIES)}), refused=UNSAFE),
    Stranger("external-entity", repacked({MAIN_PART: declared(EXTERNAL)}), refused=UNSAFE),
    Stranger("entities-in-utf-16", repacked({MAIN_PART: declared(ENTITIES, "utf-16")}), refused=UNSAFE),
    Stranger("entities-in-utf-16-unmarked", repacked({MAIN_PART: declared(ENTITIES, "utf-16-le")}), refused=UNSAFE),
    Stranger("no-workbook", repacked({WORKBOOK: None}), refused="tệp không phải là biểu Excel"),
    Stranger("no-relations", repacked({RELATIONS: None}), refused=BROKEN),
    Stranger("no-content-types", repacked({"[Content_Types].xml": None})),
    Stranger(
        "no-styles",
        repacked({STYLES: None}),
        problems=('đơn vị ghi "45102"', 'đơn vị ghi "45092"', 'đơn vị ghi "45291"'),
    ),
    Stranger("no-main-sheet", repacked({MAIN_PART: None}), refused=BROKEN),
    Stranger("no-shared-texts", with_strings("I5", 0, None), refused=BROKEN),
    Stranger("shared-text-out-of-range", with_strings("I5", 999, b"<si><t>x</t></si>"), refused=BROKEN),
    Stranger("workbook-cut", repacked({WORKBOOK: part(WORKBOOK)[:300]}), refused=BROKEN),
    Stranger("sheet-cut", repacked({MAIN_PART: part(MAIN_PART)[:5_000]}), refused=BROKEN),
    Stranger(
        "sheet-of-another-language",
        repacked({MAIN_PART: b"<html/>"}),
        problems=("thiếu cột", "thiếu dòng của nhiệm vụ 2.3.1"),
    ),
    Stranger("style-out-of-range", cell("I5", f'<c r="I5" s="99999" t="inlineStr"><is><t>{MEASURES}</t></is></c>')),
    Stranger("kind-of-cell-unknown", cell("I5", '<c r="I5" t="zz"><v>1</v></c>'), refused=BROKEN),
    Stranger(
        "relation-to-itself",
        replaced(RELATIONS, "/xl/worksheets/sheet3.xml", "/xl/workbook.xml"),
        problems=("thiếu cột", "thiếu dòng của nhiệm vụ 2.3.1"),
    ),
    Stranger(
        "relation-above-the-archive", replaced(RELATIONS, "/xl/worksheets", "../../../xl/worksheets"), refused=BROKEN
    ),
    Stranger(
        "relation-to-the-net",
        replaced(RELATIONS, "/xl/worksheets/sheet3.xml", "http://example.com/a.xml"),
        refused=BROKEN,
    ),
    Stranger("relations-of-nothing", replaced(WORKBOOK, 'r:id="rId3"', 'r:id="rId99"'), refused=BROKEN),
    Stranger("two-sheets-of-one-name", named_alike, refused=BROKEN),
    Stranger("external-links", repacked({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}), notes=(LINKED,)),
    Stranger("data-from-elsewhere", repacked({"xl/connections.xml": b"<connections/>"}), notes=(LINKED,)),
    Stranger("hidden-sheet", lambda: with_hidden_copy("hidden"), values={"measures": MEASURES}, notes=(HIDDEN,)),
    Stranger(
        "very-hidden-sheet", lambda: with_hidden_copy("veryHidden"), values={"measures": MEASURES}, notes=(HIDDEN,)
    ),
    Stranger(
        "our-sheet-hidden",
        on_main(hidden),
        problems=("thiếu trang này",),
        notes=(f'tệp có trang ẩn "{MAIN}" (đã bỏ qua)',),
    ),
    Stranger("chart-sheets-alone", edited(turned_into_chart), problems=("thiếu trang này",) * 4),
    Stranger("names-gone", replaced(WORKBOOK, "<definedNames>.*</definedNames>", "")),
    Stranger("tags-with-a-prefix", in_prefixed_names),
)
"""Parts that were left out, forged or point elsewhere."""

WORKBOOKS = (*FAR, *FORGED)
