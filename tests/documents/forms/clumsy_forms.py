"""A well-filled form as clerks, and the programs of clerks, send it back: moved, merged, written in other ways.

Not here: files that nobody made by filling a form (`hostile_archives`, `hostile_workbooks`).
"""

import unicodedata
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from deployments.demo.filling import fill_form, saved
from papiplan.domain.forms import Rhythm
from papiplan.domain.plans import SubmissionKind
from tests.documents.forms.forging import MAIN, Stranger, answered, cell, edited, good_form, on_main, with_strings
from tests.documents.forms.test_form_writing import rendered
from tests.raw_forms import a_form

MEASURES = "Niêm yết dự toán, quyết toán hằng quý tại trụ sở và 05 nhà văn hóa khóm"
APART = {"I5": unicodedata.normalize("NFD", MEASURES), "M5": unicodedata.normalize("NFD", "Hằng quý")}
NO_VALUE = "ô có công thức nhưng không có giá trị"
IN_SEVERAL_FONTS = "<si><r><t xml:space='preserve'>Niêm yết </t></r><r><t>dự toán hằng quý</t></r></si>".encode()


def with_1904() -> bytes:
    """The form as Excel on a Mac once saved it: days counted from 1904."""

    def edit(workbook: Workbook) -> None:
        workbook.epoch = CALENDAR_MAC_1904

    return edited(edit)()


def decorated(worksheet: Worksheet) -> None:
    worksheet["I5"].comment = Comment("Chị xem lại giúp em", "Em Hoa")
    chart = BarChart()
    worksheet.add_chart(chart, "A20")


def moved_down(worksheet: Worksheet) -> None:
    worksheet.insert_rows(1, 3)


def without_column(worksheet: Worksheet) -> None:
    worksheet.delete_cols(worksheet["Q4"].column)


def moved_columns(worksheet: Worksheet) -> None:
    """The last column in front of the first: what stands where says its title."""
    worksheet.insert_cols(1)
    for row in (4, 5):
        worksheet.cell(row, 1).value = worksheet.cell(row, 18).value
    worksheet.delete_cols(18)


def protected(workbook: Workbook) -> None:
    workbook.security = WorkbookProtection(workbookPassword="1234", lockStructure=True)
    for worksheet in workbook.worksheets:
        worksheet.protection.set_password("1234")


def renamed(worksheet: Worksheet) -> None:
    worksheet.title = "Sheet1"


def merged(worksheet: Worksheet) -> None:
    worksheet.merge_cells("I5:J5")


def merged_down(worksheet: Worksheet) -> None:
    """One person for two rows: the cells of a person joined, as clerks do."""
    worksheet.move_range("A5:T5", rows=1)
    worksheet["Q5"] = worksheet["Q6"].value
    worksheet.merge_cells("Q5:Q6")


def other_kind() -> bytes:
    """A report's form where a sub-plan's was sent: its sheets are others."""
    return fill_form(rendered(a_form(SubmissionKind.REPORT)))


def from_plain_excel() -> bytes:
    """The answers as they come when somebody copies the sheets into a new workbook: no lists, names or hidden sheet."""
    old, new = load_workbook(BytesIO(good_form())), Workbook()
    new.remove(new["Sheet"])
    for worksheet in old.worksheets:
        if worksheet.sheet_state == "visible":
            copy = new.create_sheet(worksheet.title)
            for row in worksheet.iter_rows():
                for one in row:
                    copy[one.coordinate] = one.value
    return saved(new)


CLUMSY = (
    Stranger("good-form", good_form, values={"measures": MEASURES, "target_number": 4.0, "rhythm": Rhythm.QUARTERLY}),
    Stranger("copied-into-a-new-workbook", from_plain_excel, values={"starts_on": "2023-06-15"}),
    Stranger("comments-and-charts", on_main(decorated)),
    Stranger("protected-with-a-password", edited(protected)),
    Stranger("days-since-1904", with_1904, values={"starts_on": "2023-06-15", "ends_on": "2023-12-31"}),
    Stranger("rows-put-in-above", on_main(moved_down), values={"measures": MEASURES}),
    Stranger("column-deleted", on_main(without_column), problems=('thiếu cột "Người phụ trách"',)),
    Stranger("column-moved", on_main(moved_columns), values={"measures": MEASURES, "person": "Phạm Văn G"}),
    Stranger("sheet-renamed", on_main(renamed), problems=("thiếu trang này",)),
    Stranger("sheet-deleted", edited(lambda workbook: workbook.remove(workbook[MAIN])), problems=("thiếu trang này",)),
    Stranger("row-deleted", on_main(lambda main: main.delete_rows(5)), problems=("thiếu dòng của nhiệm vụ 2.3.1",)),
    Stranger("row-moved-down", on_main(lambda main: main.move_range("A5:T5", rows=7)), values={"person": "Phạm Văn G"}),
    Stranger("form-of-the-other-kind", other_kind, problems=("sau ngày gửi", "thiếu trang này")),
    Stranger("cells-merged-side-by-side", on_main(merged), problems=('cột "Chỉ tiêu của đơn vị"): đang để trống',)),
    Stranger("cells-merged-one-below-the-other", on_main(merged_down), values={"person": "Phạm Văn G"}),
    Stranger("formula-without-a-value", answered(K5="=2+2"), problems=(NO_VALUE,)),
    Stranger("text-formula-without-a-value", cell("I5", '<c r="I5" t="str"><f>A1</f></c>'), problems=(NO_VALUE,)),
    Stranger("formula-with-its-value", cell("K5", '<c r="K5"><f>2+2</f><v>4</v></c>'), values={"target_number": 4.0}),
    Stranger(
        "formula-of-another-file-with-its-value",
        cell("K5", '<c r="K5"><f>[1]Sheet1!A1</f><v>4</v></c>'),
        values={"target_number": 4.0},
    ),
    Stranger(
        "error-cell",
        cell("K5", '<c r="K5" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
        problems=("ô có công thức bị lỗi (#DIV/0!)",),
    ),
    Stranger("formula-in-a-text", answered(P5="'=cmd|' /C calc'!A0", T5="@SUM(A1)"), values={"note": "@SUM(A1)"}),
    Stranger(
        "formula-as-a-text",
        cell("P5", '<c r="P5" t="inlineStr"><is><t>=cmd|\' /C calc\'!A0</t></is></c>'),
        problems=(NO_VALUE,),
    ),
    Stranger(
        "day-as-text",
        answered(N5="1/7/2023", O5="ngày 31 tháng 12 năm 2023"),
        values={"starts_on": "2023-07-01", "ends_on": "2023-12-31"},
    ),
    Stranger("day-with-points", answered(N5="01.07.2023"), values={"starts_on": "2023-07-01"}),
    Stranger("day-that-is-none", answered(O5="31/11/2023"), problems=("Tháng 11 chỉ có 30 ngày",)),
    Stranger("day-with-an-hour", answered(N5=datetime(2023, 7, 1, 13, 30)), values={"starts_on": "2023-07-01"}),  # noqa: DTZ001
    Stranger("day-in-iso", cell("N5", '<c r="N5" t="d"><v>2023-07-01</v></c>'), values={"starts_on": "2023-07-01"}),
    Stranger("day-as-a-date", answered(N5=date(2023, 7, 1)), values={"starts_on": "2023-07-01"}),
    Stranger("decimal-comma", answered(K5="97,5"), values={"target_number": 97.5}),
    Stranger("thousands-point", answered(K5="1.234,5"), values={"target_number": 1234.5}),
    Stranger("per-cent-as-text", answered(K5="97,5 %"), values={"target_number": 97.5}),
    Stranger("number-as-text", answered(K5=" 4 "), values={"target_number": 4.0}),
    Stranger("number-in-words", answered(K5="khoảng 10"), problems=('đơn vị ghi "khoảng 10"',)),
    Stranger("number-below-zero", answered(K5=-4), problems=('cột "Chỉ tiêu bằng số"',)),
    Stranger(
        "eighteen-digits",
        cell("K5", '<c r="K5"><v>123456789012345678</v></c>'),
        problems=('đơn vị ghi "123456789012345678"',),
    ),
    Stranger(
        "eighteen-digits-in-a-text",
        cell("T5", '<c r="T5"><v>123456789012345678</v></c>'),
        values={"note": "123456789012345678"},
    ),
    Stranger("not-a-number", cell("K5", '<c r="K5"><v>NaN</v></c>'), problems=('cột "Chỉ tiêu bằng số"',)),
    Stranger("number-without-end", cell("K5", '<c r="K5"><v>1e999</v></c>'), problems=('cột "Chỉ tiêu bằng số"',)),
    Stranger("true-for-a-number", answered(K5=True), problems=('đơn vị ghi "TRUE"',)),
    Stranger("letters-taken-apart", answered(**APART), values={"measures": MEASURES, "rhythm": Rhythm.QUARTERLY}),
    Stranger(
        "non-breaking-spaces",
        answered(Q5="Phạm\u00a0Văn\u00a0G", K5="\u00a04\u202f"),
        values={"person": "Phạm Văn G", "target_number": 4.0},
    ),
    Stranger("carriage-returns", answered(T5="một_x000D_\nhai"), values={"note": "một\nhai"}),
    Stranger(
        "right-to-left-marks",
        answered(Q5="\u202ePhạm Văn G\u202c", K5="\u200f4"),
        values={"person": "Phạm Văn G", "target_number": 4.0},
    ),
    Stranger("invisible-signs", answered(Q5="Phạm\u200b Văn G\ufeff"), values={"person": "Phạm Văn G"}),
    Stranger(
        "hundred-thousand-characters",
        cell("I5", f'<c r="I5" t="inlineStr"><is><t>{"a " * 50_000}</t></is></c>'),
        problems=("nội dung quá dài",),
    ),
    Stranger(
        "text-in-several-fonts",
        with_strings("I5", 0, IN_SEVERAL_FONTS),
        values={"measures": "Niêm yết dự toán hằng quý"},
    ),
    Stranger("choice-in-capitals", answered(M5="  HẰNG   QUÝ "), values={"rhythm": Rhythm.QUARTERLY}),
    Stranger("choice-that-is-none", answered(M5="cả năm"), problems=('đơn vị ghi "cả năm"',)),
    Stranger("markup-as-text", answered(T5="<b>&amp;{{ 7 * 7 }}"), values={"note": "<b>&amp;{{ 7 * 7 }}"}),
    Stranger(
        "header-in-a-text",
        answered(Q5="Phạm Văn G\r\nBcc: x@example.com"),
        values={"person": "Phạm Văn G\nBcc: x@example.com"},
    ),
)
"""What clerks, and the programs of clerks, make of a form."""
