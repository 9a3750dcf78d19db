"""The unit's own paper reopened: the points of Decree 30/2020, every row of the form, strangers' texts inert."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Length, Pt

from papiplan.documents.papers.paper_layout import OPEN
from papiplan.documents.papers.unit_draft import UnitDraft
from papiplan.documents.papers.unit_paper import render_unit_paper
from papiplan.domain.form_tables import INFO_SHEET
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.submissions import FormRow
from tests.consolidations import an_issue
from tests.documents.reports.test_papers import paragraphs, reopened, table_with, words
from tests.factories import a_department, a_plan, a_unit, an_action
from tests.raw_forms import a_form, a_promise, a_raw_form, check_raw

PLAN = a_plan(units=(*a_plan().units[:2], a_unit(name="Ủy ban nhân dân Phường 2"), *a_plan().units[3:]))


def a_draft(
    kind: SubmissionKind = SubmissionKind.SUBPLAN,
    unit: str = "phuong-2",
    plan: PlanDefinition = PLAN,
    **form: Any,
) -> UnitDraft:
    """A draft of a valid form, but for what a test states of it."""
    promises = {action.code: a_promise() for action in plan.actions_of(unit)} if kind is SubmissionKind.REPORT else {}
    made = a_form(kind, unit, promises=promises)
    rows = check_raw(a_raw_form(made, plan, **form), made, plan).rows
    came = date(2023, 6, 29) if kind is SubmissionKind.SUBPLAN else date(2024, 4, 5)
    return UnitDraft(plan, an_issue(), plan.unit(unit), kind, rows, came)


def draft_of_all_sheets(kind: SubmissionKind = SubmissionKind.SUBPLAN, **form: Any) -> UnitDraft:
    added = {"dimension": "5. Thủ tục hành chính công", "action": "Lắp bảng niêm yết", "target": "05 bảng"}
    raised = {"difficulty": "Khóm 3 chưa có đường truyền", "cause": "Thiếu kinh phí", "proposal": "Đề nghị lắp wifi"}
    return a_draft(kind, additional=added, difficulty=raised, **form)


SUBPLAN, REPORT = (
    render_unit_paper(draft_of_all_sheets(kind)) for kind in (SubmissionKind.SUBPLAN, SubmissionKind.REPORT)
)


def in_mm(length: Length | None) -> int:
    assert length is not None
    return round(float(length.mm))


def cells(document: Document, table: int) -> list[str]:
    return [cell.text for cell in document.tables[table].rows[0].cells]


@pytest.mark.parametrize(
    ("content", "number", "month"),
    [(SUBPLAN, "/KH-UBND", "tháng 6 năm 2023"), (REPORT, "/BC-UBND", "tháng 4 năm 2024")],
    ids=["plan", "report"],
)
def test_the_head_leaves_number_and_day_open(content: bytes, number: str, month: str) -> None:
    document = reopened(content)
    left, right = cells(document, 0)
    assert left.strip() == "ỦY BAN NHÂN DÂN\nPHƯỜNG 2"
    assert right.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    assert cells(document, 1) == [f"Số: {OPEN}{number}", f"Phường 2, ngày{OPEN}{month}"]


def test_a_departments_head_names_the_issuer_above_it_in_plain_letters() -> None:
    plan = replace(PLAN, units=(*PLAN.units, a_department("tp", "Phòng Tư pháp")))
    content = render_unit_paper(a_draft(unit="tp", plan=plan, info={"signer_title": "Phó Trưởng phòng"}))
    lines = reopened(content).tables[0].rows[0].cells[0].paragraphs
    assert [(line.text, bool(line.runs[0].bold)) for line in lines if line.text] == [
        ("ỦY BAN NHÂN DÂN", False),
        ("THÀNH PHỐ SA ĐÉC", False),
        ("PHÒNG TƯ PHÁP", True),
    ]
    assert "KT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG" in words(content)


@pytest.mark.parametrize("content", [SUBPLAN, REPORT], ids=["plan", "report"])
def test_the_page_and_its_letters_are_those_of_the_decree(content: bytes) -> None:
    document = reopened(content)
    upright, across = document.sections
    assert [in_mm(side) for side in (upright.page_width, upright.page_height)] == [210, 297]
    assert [in_mm(side) for side in (across.page_width, across.page_height)] == [297, 210]
    assert across.orientation is WD_ORIENT.LANDSCAPE
    for section in (upright, across):
        assert all(20 <= in_mm(margin) <= 25 for margin in (section.top_margin, section.bottom_margin))
        assert 30 <= in_mm(section.left_margin) <= 35
        assert 15 <= in_mm(section.right_margin) <= 20
        assert section.different_first_page_header_footer
    assert document.styles["Normal"].font.name == "Times New Roman"
    body = [run for paragraph in document.paragraphs for run in paragraph.runs if run.text.strip()]
    assert {run.font.size for run in body} <= {Pt(13), Pt(14)}


def test_the_annex_is_numbered_anew_from_its_first_page() -> None:
    across = reopened(SUBPLAN).sections[1]._sectPr
    assert across.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (SUBPLAN, ["KẾ HOẠCH", "Thực hiện Kế hoạch cải thiện", "Thực hiện Kế hoạch số 123/KH-UBND ngày 15 tháng 6",
                   "I. MỤC ĐÍCH", "II. NỘI DUNG", "III. TỔ CHỨC", "Trên đây", "Phụ lục",
                   f"(Kèm theo Kế hoạch số {OPEN}/KH-UBND ngày{OPEN}tháng 6 năm 2023 của Ủy ban nhân dân Phường 2)"]),
        (REPORT, ["BÁO CÁO", "Kết quả thực hiện Kế hoạch cải thiện", "Kính gửi: Ủy ban nhân dân thành phố Sa Đéc.",
                  "Thực hiện Kế hoạch số 123/KH-UBND ngày 15 tháng 6", "I. KẾT QUẢ CHUNG", "II. TỒN TẠI",
                  "III. KHÓ KHĂN", "IV. NHIỆM VỤ TRỌNG TÂM", "Trên đây", "Phụ lục",
                  f"(Kèm theo Báo cáo số {OPEN}/BC-UBND ngày{OPEN}tháng 4 năm 2024 của Ủy ban nhân dân Phường 2)"]),
    ],
    ids=["plan", "report"],
)  # fmt: skip
def test_the_sections_stand_in_their_order(content: bytes, wanted: list[str]) -> None:
    lines = iter(paragraphs(content))
    assert [start for start in wanted if any(line.startswith(start) for line in lines)] == wanted


@pytest.mark.parametrize("content", [SUBPLAN, REPORT], ids=["plan", "report"])
def test_it_ends_as_papers_do_and_nowhere_says_that_it_is_a_draft(content: bytes) -> None:
    closing = next(line for line in paragraphs(content) if line.startswith("Trên đây"))
    assert closing.endswith("./.")
    recipients, signature = cells(reopened(content), 2)
    assert recipients.split("\n")[0] == "Nơi nhận:"
    assert recipients.endswith("- Lưu: VT.")
    assert [line for line in signature.split("\n") if line] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn D"]
    assert "dự thảo" not in words(content).casefold()


def test_the_annex_of_a_plan_has_every_row_as_its_unit_wrote_it() -> None:
    assert table_with(SUBPLAN, "Việc làm cụ thể") == [
        ["2. Công khai, minh bạch trong việc ra quyết định ở địa phương"] * 7,
        ["2.3.1", "Công khai dự toán, quyết toán thu, chi ngân sách cấp xã",
         "Niêm yết dự toán, quyết toán hằng quý tại trụ sở và 05 nhà văn hóa khóm", "Công khai đủ 04 quý\n(4 quý)",
         "Hằng quý\ntừ 01/7/2023\nđến 31/12/2023", "Biên bản niêm yết từng quý",
         "Phạm Văn G\nCông chức Tài chính - Kế toán"],
        ["Nhiệm vụ bổ sung của đơn vị"] * 7,
        ["BS1", "Lắp bảng niêm yết\n(Nội dung 5. Thủ tục hành chính công)", "", "05 bảng", "", "", ""],
    ]  # fmt: skip


def test_the_annex_of_a_report_has_results_evidence_and_what_is_left() -> None:
    unfinished: dict[str, Any] = {"status": "Đang thực hiện", "result_number": 3.0, "weakness": "Chưa công khai quý IV",
                  "new_due_on": date(2024, 6, 30)}  # fmt: skip
    content = render_unit_paper(a_draft(SubmissionKind.REPORT, **unfinished))
    assert table_with(content, "Tình trạng")[1] == [
        "2.3.1", "Công khai dự toán, quyết toán thu, chi ngân sách cấp xã", "Công khai đủ 04 quý\n(4 quý)",
        "Đang thực hiện", "Đã niêm yết 04/04 quý tại trụ sở và 05 khóm, đăng 04 tin\n(3 quý)",
        "Biên bản niêm yết 15/BB-UBND ngày 05/7/2023", "Chưa công khai quý IV\nHoàn thành tiếp theo: 30/6/2024",
    ]  # fmt: skip


def test_a_report_tells_what_stands_in_the_general_sheet() -> None:
    said = "\n".join(paragraphs(render_unit_paper(draft_of_all_sheets(SubmissionKind.REPORT, info={
        "strengths": "Tổ chức sớm\nPhân công rõ", "weaknesses": "Chưa đồng đều giữa các khóm"}))))  # fmt: skip
    assert (
        "Từ ngày 15/6/2023 đến ngày 31/12/2023, Ủy ban nhân dân Phường 2 đã ban hành 04 văn bản chỉ đạo, triển khai; "
        "tổ chức 03 hội nghị, cuộc họp quán triệt; thực hiện 12 tin, bài, buổi tuyên truyền; tự kiểm tra 01 cuộc."
    ) in said
    assert "Trong 01 nhiệm vụ được giao có 01 hoàn thành; thực hiện 01 nhiệm vụ bổ sung của đơn vị" in said
    assert "3. Ưu điểm, cách làm hay: Tổ chức sớm\nPhân công rõ" in said
    assert "NGUYÊN NHÂN\nChưa đồng đều giữa các khóm." in said
    assert "- Khóm 3 chưa có đường truyền. Nguyên nhân: Thiếu kinh phí. Đề xuất, kiến nghị: Đề nghị lắp wifi." in said


def test_a_unit_without_actions_signs_for_those_of_its_own() -> None:
    plan = replace(PLAN, actions=())
    for kind in (SubmissionKind.SUBPLAN, SubmissionKind.REPORT):
        content = render_unit_paper(a_draft(kind, plan=plan, additional={"action": "Phối hợp tuyên truyền"}))
        assert "01 nhiệm vụ bổ sung của đơn vị" in words(content)
        assert "00 nhiệm vụ" not in words(content)
        assert [row[0] for row in table_with(content, "Mã")] == ["Nhiệm vụ bổ sung của đơn vị", "BS1"]


def test_twenty_seven_actions_stand_under_their_dimensions() -> None:
    codes = [f"{dimension}.1.{n}" for dimension in range(1, 9) for n in range(1, 5)][:27]
    plan = replace(PLAN, actions=tuple(an_action(code) for code in codes))
    rows = table_with(render_unit_paper(a_draft(plan=plan)), "Mã")
    assert [row[0] for row in rows if row[0] in codes] == codes
    assert len([row for row in rows if len(set(row)) == 1]) == 7


@pytest.mark.parametrize(("characters", "may_break"), [(1_500, True), (3_000, True), (60, False)])
def test_only_a_row_that_is_too_high_for_a_page_may_break(characters: int, may_break: bool) -> None:
    draft = a_draft()
    long = replace(draft, rows=tuple(_with(row, "measures", "chữ " * (characters // 4)) for row in draft.rows))
    row = reopened(render_unit_paper(long)).tables[-1].rows[2]
    assert len(row.cells[2].text) == characters
    assert (row._tr.trPr is None or row._tr.trPr.find(qn("w:cantSplit")) is None) is may_break


HOSTILE = "=1+1 {{ 7 * 7 }} {% raw %} <w:p>&amp; \x00\x0b\ud800"


def test_what_a_unit_wrote_is_plain_text() -> None:
    draft = draft_of_all_sheets()
    rows = tuple(replace(row, values=dict.fromkeys(row.values, HOSTILE)) for row in draft.rows)
    for kind in (SubmissionKind.SUBPLAN, SubmissionKind.REPORT):
        content = render_unit_paper(replace(draft, kind=kind, rows=rows))
        assert "=1+1 {{ 7 * 7 }} {% raw %} <w:p>&amp; " in words(content)


def test_a_form_accepted_with_gaps_leaves_them_open() -> None:
    draft = a_draft(SubmissionKind.REPORT)
    empty = replace(draft, rows=(FormRow(INFO_SHEET, 0, "", {"meetings": "nhiều"}, {}),))
    content = render_unit_paper(empty)
    assert "tổ chức … hội nghị" in words(content)
    assert "Trong 01 nhiệm vụ được giao có 01 chưa nêu tình trạng" in words(content)
    assert "<Họ và tên>" in words(content)


def test_equal_drafts_give_equal_bytes_without_a_date_of_today() -> None:
    assert render_unit_paper(draft_of_all_sheets()) == SUBPLAN
    with zipfile.ZipFile(io.BytesIO(SUBPLAN)) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {2020}
    assert docx.Document(io.BytesIO(SUBPLAN)).core_properties.created.year == 2020


def test_the_plans_own_caveat_stands_above_its_actions() -> None:
    caveat = "Phụ lục soạn thảo làm ví dụ."
    assert caveat in paragraphs(render_unit_paper(a_draft(plan=replace(PLAN, caveat=caveat))))


def _with(row: FormRow, field: str, value: str) -> FormRow:
    return replace(row, values={**row.values, field: value}) if field in row.values else row
