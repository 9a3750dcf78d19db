"""The workbook reopened: its figures are the table's, each with its source, and no text is a formula."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange

from papiplan.documents.workbooks import workbook_charts
from papiplan.documents.workbooks.workbook import render_workbook
from papiplan.domain.consolidation import ConsolidatedTable, consolidate
from papiplan.domain.difficulties import Difficulty, raised_in
from papiplan.domain.form_tables import ADDITIONAL_SHEET, DIFFICULTY_SHEET, INFO_SHEET
from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Part
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.publication import DIMENSIONS
from papiplan.domain.registers import Registers
from tests.consolidations import (
    PROVINCE_2022,
    PROVINCE_2023,
    a_city_plan,
    a_free_row,
    a_publication,
    a_report,
    a_standing,
    a_subplan,
    the_example_table,
)
from tests.documents.reports.editions import an_edition
from tests.factories import a_plan, a_receipt, an_exemption, at
from tests.sheets import rows_of


def written(table: ConsolidatedTable, **edition: Any) -> bytes:
    return render_workbook(table, a_publication(), an_edition(**edition))


def reopened(table: ConsolidatedTable, **edition: Any) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(table, **edition)))


@pytest.fixture(scope="module")
def example() -> ConsolidatedTable:
    return the_example_table(a_city_plan(caveat="Phụ lục được dự thảo cho ví dụ."))


@pytest.fixture(scope="module")
def book(example: ConsolidatedTable) -> Workbook:
    return reopened(example)


def test_the_summary_counts_what_plain_loops_count(book: Workbook, example: ConsolidatedTable) -> None:
    rows = rows_of(book, "Tổng hợp")
    told = example.rows.to_dict("records")
    for n, name in enumerate(DIMENSIONS, start=1):
        of_dimension = [row["status"] for row in told if row["dimension"] == n]
        assert rows[n - 1]["Nội dung"] == f"{n}. {name}"
        assert rows[n - 1]["Tổng số lượt"] == len(of_dimension)
        for status in ActionStatus:
            assert rows[n - 1][status.label] == of_dimension.count(status.value)
    assert [rows[-1][f"{status.label} (%)"] for status in ActionStatus] == [77.5, 10, 2.5, 0, 10]


def test_every_pair_stands_in_the_sheet_of_its_dimension(book: Workbook, example: ConsolidatedTable) -> None:
    rows = rows_of(book, "Nội dung 2")
    assert [(row["Mã"], row["Đơn vị"], row["Tình trạng"]) for row in rows] == [
        (row["action"], example.definition.unit(row["unit"]).short, ActionStatus(row["status"]).label)
        for row in example.rows.to_dict("records")
    ]
    assert rows_of(book, "Nội dung 1") == []


def test_every_figure_names_its_unit_its_file_and_its_cells(book: Workbook, example: ConsolidatedTable) -> None:
    by_pair = {(row["Mã"], row["Đơn vị"]): row for row in rows_of(book, "Nội dung 2")}
    sha256 = example.rows.query("unit == 'phuong-2' and action == '2.3.1'")["sha256"].item()
    row = by_pair["2.3.1", "UBND Phường 2"]
    assert row["Nguồn"] == f"UBND Phường 2; tệp {sha256[:12]}; Báo cáo!M11, N11, O11"
    assert (row["Kết quả bằng số"], row["Đơn vị tính"]) == (4, "quý")
    assert by_pair["2.3.1", "UBND xã Tân Quy Tây"]["Nguồn"] == "Chưa có báo cáo"
    for sheet in ("Nội dung 2", "Đăng ký và kết quả"):
        assert all(row["Nguồn"] for row in rows_of(book, sheet)), sheet


def test_every_figure_of_a_typed_form_names_the_paper_that_it_was_typed_from() -> None:
    extra = a_free_row(ADDITIONAL_SHEET, dimension="D8", action="Lắp wifi", status="done")
    rows = (extra, a_free_row(INFO_SHEET, docs_issued=4))
    report = a_report("phuong-2", {"2.3.1": "done"}, rows=rows, typed_from="31/BC-UBND")
    book = reopened(consolidate(a_plan(), (), [report]))
    for sheet in ("Nội dung 2", "Đăng ký và kết quả", "Nhiệm vụ bổ sung", "Số liệu chung"):
        sources = [row["Nguồn"] for row in rows_of(book, sheet) if "Phuong 2" in str(row["Nguồn"])]
        assert sources
        assert all(source.endswith("; nhập hộ theo văn bản số 31/BC-UBND") for source in sources)


def test_a_typed_form_and_who_recorded_its_paper_stand_among_the_sendings() -> None:
    paper = a_receipt(
        "2024-04-05 15:00",
        part=Part.SIGNED,
        doc_symbol="31/BC-UBND",
        channel="paper",
        entered_at=at("2024-04-09 08:10"),
    )
    typed = a_receipt("2024-04-10 09:00", typed_from="31/BC-UBND", channel="typed", entered_at=at("2024-04-10 09:00"))
    standing = a_standing("phuong-2", receipts=[paper, typed])
    (row,) = rows_of(reopened(consolidate(a_plan(), [standing], ())), "Tình hình gửi")
    came = "15 giờ 00 phút, 05/4/2024 (bản giấy); cán bộ ghi lúc 08 giờ 10 phút ngày 09/4/2024"
    assert (row["Nhận lúc"], row["Ghi nhận"]) == (came, "Đúng hạn")
    assert row["Biểu (mã tệp)"] == f"{'0' * 12} (nhập hộ theo văn bản số 31/BC-UBND)"


def test_a_row_of_a_standing_tells_how_late_and_what_is_missing() -> None:
    table = consolidate(a_plan(), [a_standing("phuong-2", "2024-04-10 14:20"), a_standing("tckh")], ())
    late, missing = sorted(rows_of(reopened(table), "Tình hình gửi"), key=lambda row: row["Đơn vị"], reverse=True)
    assert (late["Ghi nhận"], late["Số ngày làm việc chậm"]) == ("Gửi chậm 02 ngày làm việc", 2)
    assert late["Nhận lúc"] == "14 giờ 20 phút, 10/4/2024"
    assert (missing["Ghi nhận"], missing["Còn thiếu"]) == ("Quá hạn, chưa gửi", "Chờ bản ký và biểu")


def test_promises_stand_beside_results() -> None:
    subplan = a_subplan("phuong-2", {"2.3.1": {"measures": "Niêm yết hằng quý", "target_number": 4.0}})
    report = a_report("phuong-2", {"2.3.1": {"status": "done", "result_number": 3.0, "result": "Đã niêm yết"}})
    rows = rows_of(reopened(consolidate(a_plan(), (), [subplan, report])), "Đăng ký và kết quả")
    department, ward = rows
    assert (ward["Việc đã đăng ký"], ward["Chỉ tiêu bằng số"], ward["Kết quả bằng số"]) == ("Niêm yết hằng quý", 4, 3)
    assert ward["Nguồn đăng ký"] == f"UBND Phuong 2; tệp {subplan.sha256[:12]}; Kế hoạch!I9, K9"
    assert department["Nguồn đăng ký"] == "Chưa có kế hoạch"
    assert department["Việc đã đăng ký"] == "Đơn vị chưa gửi kế hoạch"
    assert department["Tình trạng"] == "Chưa có báo cáo"


def test_scores_stand_as_published_beside_the_targets(book: Workbook) -> None:
    rows = rows_of(book, "Điểm và chỉ tiêu")
    assert [row["Năm công bố"] for row in rows[:8]] == list(PROVINCE_2023)
    assert [row["Năm trước"] for row in rows[:8]] == list(PROVINCE_2022)
    assert [row["Kết quả"] for row in rows if row["Chỉ tiêu"]] == ["Đạt", "Đạt"]
    assert "CECODES, RTA và UNDP" in book["Điểm và chỉ tiêu"]["A1"].value


def test_difficulties_extra_actions_and_remarks_have_their_sheets() -> None:
    raised = a_free_row(DIFFICULTY_SHEET, difficulty="Chưa có đường truyền", answer_by="2023-09-30")
    kept = (*raised_in([raised], "phuong-2"), Difficulty("tckh", "2.3.1", "Thiếu kinh phí", id=2, entry=14))
    of_form = replace(kept[0], id=1, submission=7, sha256="f" * 64, typed_from="31/BC-UBND")
    rows = (
        a_free_row(ADDITIONAL_SHEET, dimension="D8", action="Lắp wifi", status="done"),
        a_free_row(INFO_SHEET, docs_issued=4),
    )
    registers = Registers(difficulties=(of_form, kept[1]))
    book = reopened(consolidate(a_plan(), (), [a_report("phuong-2", {}, rows=rows)], registers))
    first, second = rows_of(book, "Khó khăn, kiến nghị")
    assert (first["Số"], first["Mong được trả lời trước ngày"].date()) == (1, date(2023, 9, 30))
    place = f"UBND Phuong 2; tệp {'f' * 12}; Khó khăn, kiến nghị!B5"
    assert first["Nguồn"] == f"{place}; nhập hộ theo văn bản số 31/BC-UBND"
    assert second["Nguồn"] == "cán bộ ghi, mục 14"
    assert rows_of(book, "Nhiệm vụ bổ sung")[0]["Tình trạng"] == "Hoàn thành"
    assert [row["Nội dung, số liệu"] for row in rows_of(book, "Số liệu chung")] == [4, 4, 0, 0, 0]


@pytest.mark.parametrize("text", ["=1+1", "+84 900", "-5", "@SUM(A1)", '=HYPERLINK("http://x.example")'])
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    table = consolidate(a_plan(), (), [a_report("phuong-2", {"2.3.1": {"status": "done", "result": text}})])
    book = reopened(table)
    cell = next(cell for row in book["Nội dung 2"].iter_rows() for cell in row if cell.value == text)
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_numbers_and_days_are_shown_as_in_viet_nam_and_stay_numbers_and_days() -> None:
    answer = {"status": "done", "result_number": 12_345.0, "target_number": 4.5, "done_on": "2023-11-30"}
    book = reopened(consolidate(a_plan(), (), [a_report("phuong-2", {"2.3.1": {**answer, "new_due_on": "sang năm"}})]))
    cells = [cell for row in book["Nội dung 2"].iter_rows() for cell in row]
    shown = {cell.value.date() if cell.is_date else cell.value: cell.number_format for cell in cells}
    assert (shown[12_345], shown[4.5], shown[date(2023, 11, 30)]) == ("#,##0", "#,##0.##", "dd/mm/yyyy")
    assert "sang năm" in shown
    assert {cell.number_format for cell in book["Điểm và chỉ tiêu"]["C"] if isinstance(cell.value, float)} == {"0.0000"}


def test_a_text_as_long_as_a_form_takes_can_be_read_whole() -> None:
    answer = {"status": "done", "result": "chữ " * 750}
    sheet = reopened(consolidate(a_plan(), (), [a_report("phuong-2", {"2.3.1": answer})]))["Nội dung 2"]
    [cell] = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("chữ chữ")]
    lines = sheet.row_dimensions[cell.row].height / 15
    assert sheet.column_dimensions[cell.column_letter].width * lines >= len(cell.value)


def test_what_inspections_asked_to_mend_stands_among_the_sendings() -> None:
    remedy = a_standing("phuong-2", kind=SubmissionKind.REMEDY)
    book = reopened(consolidate(a_plan(), [a_standing("phuong-2"), remedy], ()))
    rows = rows_of(book, "Tình hình gửi")
    assert [(row["Loại"], row["Mã số liệu"]) for row in rows] == [
        ("Báo cáo kết quả thực hiện", "BC/phuong-2"),
        ("Báo cáo khắc phục sau kiểm tra", "KN.TS"),
    ]


def test_the_chart_of_sendings_counts_who_owes_as_the_report_does() -> None:
    units = ("phuong-1", "phuong-2", "phuong-3")
    standings = [a_standing(unit, "2024-04-05 09:00") for unit in units[:2]]
    excused = a_standing(units[2], exemption=an_exemption())
    table = consolidate(a_city_plan(), [*standings, excused], ())
    [heads] = [row for row in reopened(table)["Biểu đồ"].iter_rows(values_only=True) if "Phải gửi" in row]
    rows = list(reopened(table)["Biểu đồ"].iter_rows(values_only=True))
    assert rows[rows.index(heads) + 1][heads.index("Phải gửi")] == 2 == table.sendings[SubmissionKind.REPORT].owed


def test_texts_that_excel_cannot_hold_are_cut_and_cleaned() -> None:
    result = "\x00\x0b\ufffe" + "a" * 40_000
    table = consolidate(a_plan(), (), [a_report("phuong-2", {"2.3.1": {"status": "done", "result": result}})])
    assert rows_of(reopened(table), "Nội dung 2")[1]["Kết quả thực hiện"] == "a" * 32_767


def test_every_sheet_of_rows_is_a_frozen_table_with_sources(book: Workbook) -> None:
    for sheet in book.worksheets[:-1]:
        assert sheet.freeze_panes, sheet.title
        (table,) = sheet.tables.values()
        assert table.autoFilter.ref, sheet.title
        assert "Nguồn" in [column.name for column in table.tableColumns], sheet.title
        assert sheet.print_title_rows, sheet.title
    names = [name for sheet in book for name in sheet.tables]
    assert len(set(names)) == len(names) == len(book.worksheets) - 1


@pytest.mark.parametrize(("title", "pages"), [("Tổng hợp", 1), ("Tình hình gửi", 2), ("Nội dung 2", 2), ("Biểu đồ", 1)])
def test_a_wide_sheet_is_printed_on_as_many_pages_as_its_letters_need(title: str, pages: int, book: Workbook) -> None:
    sheet = book[title]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (
        "landscape", pages, 0
    )  # fmt: skip
    assert bool(sheet.print_title_cols) is (pages > 1)


def test_every_cell_of_a_table_is_ruled(book: Workbook) -> None:
    for sheet in book.worksheets[:-1]:
        (table,) = sheet.tables.values()
        (ruled,) = sheet.conditional_formatting
        head, body = CellRange(table.ref), CellRange(str(ruled.sqref))
        assert (body.min_row, body.max_row) == (head.min_row + 1, head.max_row), sheet.title
        assert (body.min_col, body.max_col) == (head.min_col, head.max_col), sheet.title
        assert ruled.rules[0].dxf.border.left.style == "thin"


def test_the_matrix_shows_every_pair_by_letter_and_colour(book: Workbook, example: ConsolidatedTable) -> None:
    letters = {"done": "H", "in_progress": "Đ", "not_started": "C", "not_applicable": "K", "unreported": "B"}
    rows = {row["Đơn vị"]: row for row in rows_of(book, "Đơn vị và nhiệm vụ")}
    for row in example.rows.to_dict("records"):
        assert rows[example.definition.unit(row["unit"]).short][row["action"]] == letters[row["status"]]
    assert rows["UBND xã Tân Quy Tây"]["Nguồn"] is None
    marked = [c for line in book["Đơn vị và nhiệm vụ"].iter_rows() for c in line if c.value in letters.values()]
    assert len({cell.fill.start_color.rgb for cell in marked}) == len({cell.value for cell in marked})


@pytest.mark.parametrize("scores", [PROVINCE_2023, (None,) * 8], ids=["scored", "not scored"])
@pytest.mark.parametrize("units", ["one", "many"])
def test_the_charts_stand_beside_their_cells(
    example: ConsolidatedTable, units: str, scores: tuple[float | None, ...]
) -> None:
    table = example if units == "many" else consolidate(a_plan(), (), [])
    content = render_workbook(table, a_publication(scores), an_edition())
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Biểu đồ"]
    came = {standing.obligation.kind for standing in table.standings if standing.received_at}
    assert len(sheet._charts) == len(("dimensions", "completion")) + len(came)
    assert any(cell.value == f"1. {DIMENSIONS[0]}" for cell in sheet["A"])


def test_more_units_than_can_be_told_apart_make_no_chart_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_charts, "MOST_UNITS", 1)
    reports = [a_report(unit, {"2.3.1": {"status": "done"}}) for unit in ("phuong-2", "phuong-3")]
    table = consolidate(a_city_plan(), (), reports)
    content = render_workbook(table, a_publication(), an_edition())
    assert len(openpyxl.load_workbook(io.BytesIO(content))["Biểu đồ"]._charts) == 1


def test_every_sheet_says_what_the_figures_are_and_numbers_its_pages(book: Workbook) -> None:
    for sheet in book:
        assert "&P" in sheet.oddFooter.right.text or "&[Page]" in sheet.oddFooter.right.text
        assert sheet["A2"].value.startswith("BẢN TẠM TÍNH")
        assert sheet["A3"].value == "Phụ lục được dự thảo cho ví dụ."


def test_a_final_workbook_says_that_it_is_final(example: ConsolidatedTable) -> None:
    assert reopened(example, final=True, as_of=at("2024-04-12 08:00"))["Tổng hợp"]["A2"].value == "Số liệu đã chốt."


def test_equal_facts_give_equal_bytes(example: ConsolidatedTable) -> None:
    assert written(example) == written(example)
