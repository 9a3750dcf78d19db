"""The report on sub-plans and its workbook: who sent, what was promised, what nobody planned."""

import io
from collections.abc import Iterable
from dataclasses import replace

import docx
import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from papiplan.documents.papers.word_templates import shipped_template
from papiplan.documents.reports.subplans_report import dimension_paragraph, render_subplans_report
from papiplan.documents.workbooks.subplans_workbook import render_subplans_workbook
from papiplan.domain.consolidation import consolidate
from papiplan.domain.difficulties import Difficulty
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.promises import Subplans, promised_actions
from papiplan.domain.registers import Registers
from papiplan.domain.submissions import AcceptedForm
from tests.consolidations import a_city_plan, a_free_row, a_report, a_standing, a_subplan, an_issue
from tests.sheets import rows_of

PLAN = a_city_plan()
PROMISE = {
    "measures": "Niêm yết công khai tại trụ sở và 04 ấp",
    "unit_target": "Công khai đủ 04 quý",
    "target_number": 4.0,
    "measure_unit": "quý",
    "rhythm": "quarterly",
    "starts_on": "2023-07-01",
    "ends_on": "2023-12-31",
    "person": "Phạm Văn G",
    "person_title": "Công chức Tài chính - Kế toán",
}
HOSTILE = "=cmd|'/c calc'!A1 {{ 7*7 }} <w:p/> & “ngoặc”"
NAME = "tong-hop-ke-hoach.docx"


def subplans(*forms: AcceptedForm, plan: PlanDefinition = PLAN, difficulties: Iterable[Difficulty] = ()) -> Subplans:
    sent = {form.unit for form in forms}
    standings = [
        a_standing(
            unit.code,
            "2023-06-28 10:00" if unit.code in sent else "",
            kind=SubmissionKind.SUBPLAN,
            now="2023-07-03 09:00",
        )
        for unit in plan.obliged_units
    ]
    table = consolidate(plan, standings, forms, Registers(difficulties=tuple(difficulties)))
    return Subplans(table, promised_actions(plan, standings, forms))


def report(found: Subplans) -> bytes:
    return render_subplans_report(found, an_issue(), shipped_template(NAME))


def reopened(found: Subplans) -> Workbook:
    return load_workbook(io.BytesIO(render_subplans_workbook(found)))


def words_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def cells_of(content: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(content))
    return [cell.text for table in document.tables for row in table.rows for cell in row.cells]


TWO = (
    a_subplan("phuong-2", {"2.3.1": PROMISE, "2.4.1": {**PROMISE, "target_number": None, "measure_unit": ""}}),
    a_subplan("phuong-3", {"2.3.1": PROMISE}),
)


def test_who_sent_and_who_did_not_stands_first() -> None:
    told = words_of(report(subplans(*TWO)))
    assert "có 02/13 cơ quan, đơn vị gửi kế hoạch thực hiện, đạt 15,4%".capitalize() in told
    assert "Còn 11 đơn vị chưa gửi" in told
    assert "không gửi" not in told


def test_a_dimension_counts_promises_adds_equal_measures_and_names_who_is_awaited() -> None:
    told = dimension_paragraph(subplans(*TWO), 2)
    assert "Nội dung này có 04 nhiệm vụ; trong 40 lượt nhiệm vụ phải đăng ký" in told
    assert "đã đăng ký 03 lượt (7,5%)" in told
    assert "Chỉ tiêu bằng số đã đăng ký: nhiệm vụ 2.3.1: 8 quý của 02 đơn vị." in told
    assert "Đến nay chưa nhận được đăng ký đủ của 13 đơn vị: " in told
    assert dimension_paragraph(subplans(*TWO), 5) == "Kế hoạch không giao nhiệm vụ thuộc nội dung này."


def test_actions_that_nobody_planned_are_named_with_their_lead() -> None:
    told = words_of(report(subplans(*TWO)))
    assert "- Nhiệm vụ 2.1.1: Công khai thông tin chính sách, pháp luật (chủ trì: Phòng Văn hóa và Thông tin)." in told
    assert "- Nhiệm vụ 2.3.1" not in told
    assert "[Cán bộ bổ sung: đơn vị cần đôn đốc" in told


def test_the_annex_has_each_promise_whole() -> None:
    cells = cells_of(report(subplans(*TWO)))
    for text in (
        "2.3.1. Công khai dự toán, quyết toán ngân sách cấp xã",
        "Niêm yết công khai tại trụ sở và 04 ấp",
        "Công khai đủ 04 quý; 4 quý",
        "Hằng quý",
        "01/7/2023 – 31/12/2023",
        "Phạm Văn G, Công chức Tài chính - Kế toán",
    ):
        assert text in cells


def test_a_year_in_which_nobody_has_sent_has_a_report_too() -> None:
    told = words_of(report(subplans()))
    assert told.count("- Nhiệm vụ ") == 4
    assert "Không có." in told


@pytest.mark.parametrize("measures", ["Làm", "chữ " * 1000])
def test_short_and_long_texts_stay_whole(measures: str) -> None:
    found = subplans(a_subplan("phuong-2", {"2.3.1": {**PROMISE, "measures": measures.strip()}}))
    assert measures.strip() in cells_of(report(found))
    book = reopened(found)
    assert any(measures.strip() == row["Việc làm cụ thể"] for row in rows_of(book, "Việc đăng ký"))


def test_what_units_wrote_never_becomes_a_formula_a_tag_or_markup() -> None:
    beside = a_free_row("Nhiệm vụ bổ sung", dimension="2. Công khai, minh bạch", action=HOSTILE, target=HOSTILE)
    found = subplans(
        a_subplan("phuong-2", {"2.3.1": {**PROMISE, "measures": HOSTILE, "person": HOSTILE}}, rows=(beside,)),
        difficulties=[Difficulty("phuong-2", "2.3.1", HOSTILE, "", HOSTILE, "", None)],
    )
    assert HOSTILE in cells_of(report(found))
    book = reopened(found)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == HOSTILE}
    assert kinds == {"s"}


def test_the_workbook_has_every_promise_with_its_file_and_cells() -> None:
    book = reopened(subplans(*TWO))
    promises = [row for row in rows_of(book, "Việc đăng ký") if row["Mã"] == "2.3.1"]
    assert [(row["Đơn vị"], row["Chỉ tiêu bằng số"], row["Đơn vị tính"]) for row in promises] == [
        ("UBND Phường 2", 4, "quý"),
        ("UBND Phường 3", 4, "quý"),
    ]
    assert promises[0]["Nguồn"].endswith("Kế hoạch!I9, K9")
    assert [row["Mã"] for row in rows_of(book, "Chưa có đơn vị đăng ký")][-2:] == ["2.1.1", "2.2.1"]
    sent = [row for row in rows_of(book, "Tình hình gửi") if row["Loại"] == "Kế hoạch thực hiện"]
    assert len(sent) == 13


def test_too_many_promises_for_paper_are_in_the_workbook() -> None:
    many = tuple(f"2.9.{n}" for n in range(50))
    lead, *_, last = PLAN.actions
    plan = replace(PLAN, actions=tuple(replace(last, code=code, lead=lead.lead) for code in many))
    forms = [a_subplan(unit.code, dict.fromkeys(many, PROMISE)) for unit in plan.obliged_units[-9:]]
    told = words_of(report(subplans(*forms, plan=plan)))
    assert "Phụ lục có 450 dòng, được lập thành bảng tính kèm theo (tệp dang-ky.xlsx)." in told


def test_equal_facts_make_equal_bytes_and_reports_that_come_later_change_nothing() -> None:
    later = a_report("phuong-2", {"2.3.1": {"status": "done", "result_number": 4}})
    assert report(subplans(*TWO)) == report(subplans(*TWO))
    assert report(subplans(*TWO, later)) == report(subplans(*TWO))
    assert render_subplans_workbook(subplans(*TWO, later)) == render_subplans_workbook(subplans(*TWO))
