"""The papers reopened: every figure is the table's, every section is there, nothing of a stranger's breaks them."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_COLOR_INDEX

from papiplan.documents.papers.paper_layout import OPEN
from papiplan.documents.papers.plan_letter import render_plan_letter
from papiplan.documents.papers.word_templates import shipped_template
from papiplan.documents.reports.consolidated_report import render_consolidated_report
from papiplan.documents.reports.report_annexes import MOST_ROWS
from papiplan.domain.consolidation import ConsolidatedTable, consolidate
from papiplan.domain.difficulties import Answer, Difficulty, raised_in
from papiplan.domain.form_tables import ADDITIONAL_SHEET, DIFFICULTY_SHEET, INFO_SHEET
from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Part
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.registers import Inspection, Registers, Supervision
from papiplan.domain.revision_changes import Change
from tests.consolidations import (
    PROVINCE_2023,
    a_city_plan,
    a_free_row,
    a_publication,
    a_report,
    a_standing,
    an_issue,
    the_example_table,
)
from tests.documents.papers.word_files import paragraphs, reopened, table_with, words
from tests.documents.reports.editions import an_edition
from tests.factories import a_plan, a_receipt, a_unit, an_action, an_exemption, an_extension, at


def report(table: ConsolidatedTable | None = None, publication: Any = None, **edition: Any) -> bytes:
    template = shipped_template("bao-cao.docx")
    return render_consolidated_report(
        table or the_example_table(), an_issue(), publication or a_publication(), an_edition(**edition), template
    )


@cache
def example_report() -> bytes:
    return report()


def section(content: bytes, heading: str) -> list[str]:
    """The paragraphs from the one that begins so."""
    lines = paragraphs(content)
    return lines[next(n for n, line in enumerate(lines) if line.startswith(heading)) :]


def test_the_report_has_all_sections_and_annexes_in_order() -> None:
    wanted = ["I. CÔNG", "II. KẾT", "III. KẾT", "IV. ĐÁNH", "V. KHÓ", "VI. NHIỆM", "VII. ĐỀ", "Trên đây",
              "Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV"]  # fmt: skip
    lines = iter(paragraphs(example_report()))
    assert [start for start in wanted if any(line.startswith(start) for line in lines)] == wanted


def test_the_results_of_a_dimension_read_as_the_example_paragraph() -> None:
    paragraph = section(example_report(), "2. Công khai, minh bạch")[2]
    assert paragraph.startswith(
        "Nội dung này có 04 nhiệm vụ, do Phòng Văn hóa và Thông tin, Phòng Lao động - Thương binh và Xã hội, Phòng Tài "
        "chính - Kế hoạch, Phòng Tài nguyên và Môi trường chủ trì và 09 xã, phường thực hiện tại địa bàn. Đến ngày "
        "31/12/2023, trong 40 lượt nhiệm vụ phải báo cáo có 31 lượt hoàn thành (77,5%), 04 lượt đang thực hiện (10,0%)"
        ", 01 lượt chưa thực hiện (2,5%) và 04 lượt chưa có báo cáo (10,0%, đều của Ủy ban nhân dân xã Tân Quy Tây)."
    )
    assert "08/08 xã, phường có báo cáo đã hoàn thành; tổng kết quả 32/32 quý của 08 đơn vị." in paragraph
    assert paragraph.endswith(
        "Trong năm 2023, điểm số nội dung này của Tỉnh đạt 4,6667 điểm, tăng 0,0647 điểm so với năm 2022 (4,6020 điểm)."
    )


def test_shortcomings_name_the_action_and_the_units_reasons_once() -> None:
    paragraph = section(example_report(), "2. Công khai, minh bạch")[4]
    assert (
        "Nhiệm vụ 2.4.1 (Công khai kế hoạch sử dụng đất, bảng giá đất) còn 04 đơn vị đang thực hiện và 01 đơn vị"
        in (paragraph)
    )
    assert paragraph.count("Chưa được cung cấp bản đồ số") == 1


def test_a_dimension_without_shortcomings_says_that_there_are_none() -> None:
    assert section(example_report(), "1. Tham gia")[3:5] == ["b) Tồn tại, hạn chế", "Không có."]


@pytest.fixture
def sendings() -> bytes:
    """19 of 20 sent their plans: 18 in time, Phường 3 two days late, one never."""
    departments = tuple(a_unit(f"phong-{n}") for n in range(11))
    plan = replace(a_city_plan(), units=(*a_city_plan().units, *departments), actions=())
    obliged = [*(unit.code for unit in departments), *(unit.code for unit in a_city_plan().units[4:])]
    came = dict.fromkeys(obliged, "2023-06-29 16:00") | {"phuong-3": "2023-07-04 08:00", "xa-tan-quy-tay": ""}
    return report(
        consolidate(plan, [a_standing(unit, when, SubmissionKind.SUBPLAN) for unit, when in came.items()], ())
    )


def test_who_sent_reads_as_the_example_paragraph(sendings: bytes) -> None:
    assert section(sendings, "a) Kế hoạch:")[0] == (
        "a) Kế hoạch: có 19/20 cơ quan, đơn vị gửi kế hoạch thực hiện, đạt 95,0%; trong đó 18 đơn vị gửi đúng hạn, 01 "
        "đơn vị gửi chậm (Ủy ban nhân dân Phường 3, chậm 02 ngày làm việc). Còn 01 đơn vị chưa gửi là Ủy ban nhân dân "
        "xã Tân Quy Tây."
    )


def test_those_late_or_missing_are_listed_for_a_person_to_give_the_reason(sendings: bytes) -> None:
    line = section(sendings, "c) Đơn vị chưa gửi")[0]
    assert "Ủy ban nhân dân Phường 3, Ủy ban nhân dân xã Tân Quy Tây. [Cán bộ bổ sung: lý do" in line


def test_the_annex_of_sendings_shows_extension_exemption_and_what_is_missing() -> None:
    plan = a_city_plan()
    extension = an_extension("2024-04-12", "2024-04-05 10:00")
    standings = [
        a_standing("phuong-1", "2024-04-10 09:00", extensions=(extension,)),
        a_standing("phuong-2", exemption=an_exemption()),
        a_standing("phuong-3", receipts=[a_receipt("2024-04-05 09:00")]),
        a_standing("phuong-4"),
    ]
    rows = table_with(report(consolidate(plan, standings, ())), "Ghi nhận")
    assert [row[5:] for row in rows] == [
        ["Đúng hạn theo gia hạn đến ngày 12/4/2024", "BC/phuong-1"],
        ["Được miễn", "BC/phuong-2"],
        ["Đúng hạn; chờ bản ký", "BC/phuong-3"],
        ["Quá hạn, chưa gửi", "BC/phuong-4"],
    ]


def test_the_annex_of_results_counts_what_plain_loops_count() -> None:
    table = the_example_table()
    rows = table_with(report(table), "Tổng số (TS)")
    for action, row in zip(table.definition.actions, rows, strict=False):
        of_action = [r["status"] for r in table.rows.to_dict("records") if r["action"] == action.code]
        assert row == [
            action.code,
            action.text,
            str(len(of_action)),
            *(str(of_action.count(status.value)) for status in ActionStatus),
        ]
    assert rows[-1] == ["T", "Cộng", "40", "31 (77,5%)", "4 (10,0%)", "1 (2,5%)", "0 (0,0%)", "4 (10,0%)"]


def test_the_annex_of_results_lists_every_pair_even_those_without_a_report() -> None:
    table = the_example_table()
    rows = [row for row in table_with(report(table), "Tình trạng") if len(set(row)) > 1]
    wanted = [
        [f"{row['action']}/{row['unit']}", table.definition.unit(row["unit"]).short, ActionStatus(row["status"]).label]
        for row in table.rows.to_dict("records")
    ]
    assert [row[:3] for row in rows] == wanted
    assert ["2.3.1/xa-tan-quy-tay", "UBND xã Tân Quy Tây", "Chưa có báo cáo"] in wanted


def test_the_annex_of_results_says_which_rows_an_officer_typed_in() -> None:
    added = a_free_row(ADDITIONAL_SHEET, dimension="D8", action="Lắp wifi", status="done")
    typed = a_report("phuong-2", {"2.3.1": "done"}, rows=(added,), typed_from="31/BC-UBND")
    said = report(consolidate(a_city_plan(), (), [typed]))
    marked = "UBND Phường 2 (nhập hộ theo văn bản số 31/BC-UBND)"
    rows = [row for row in table_with(said, "Kết quả thực hiện") if row[0] == "2.3.1/phuong-2"]
    assert [row[1] for row in rows] == [marked]
    cells = [[cell.text for cell in row.cells] for table in reopened(said).tables for row in table.rows]
    assert [row[0] for row in cells if "Lắp wifi" in row] == [marked]


@pytest.mark.parametrize(
    ("as_of", "final", "line"),
    [
        ("2024-04-05 16:00", False,
         "BẢN TẠM TÍNH – số liệu đến 16 giờ 00 phút ngày 05/4/2024, chưa hết thời hạn gửi báo cáo (08/4/2024)."),
        ("2024-04-08 23:59", False,
         "BẢN TẠM TÍNH – số liệu đến 23 giờ 59 phút ngày 08/4/2024, chưa hết thời hạn gửi báo cáo (08/4/2024)."),
        ("2024-04-09 08:05", False,
         "BẢN TẠM TÍNH – số liệu đến 08 giờ 05 phút ngày 09/4/2024, đã hết thời hạn gửi báo cáo (08/4/2024)."),
        ("2024-04-12 08:00", True, None),
    ],
)  # fmt: skip
def test_only_an_interim_report_says_that_it_is_one(as_of: str, final: bool, line: str | None) -> None:
    found = [text for text in paragraphs(report(as_of=at(as_of), final=final)) if "BẢN TẠM TÍNH" in text]
    assert found == ([line] if line else [])


def test_the_number_stays_open_and_the_month_is_that_of_the_report() -> None:
    head = words(example_report())
    assert f"Số: {OPEN}/BC-PNV" in head
    assert "tháng 4 năm 2024" in head


def test_the_provinces_figures_cite_their_source_and_say_what_is_computed() -> None:
    content = example_report()
    overall = section(content, "1. Kết quả chung")[1]
    assert "đạt 41,3226 điểm, giảm 0,8272 điểm so với năm 2022 (42,1498 điểm)" in overall
    assert "xếp thứ 7/21 (tính toán)" in overall
    assert "CECODES, RTA và UNDP" in overall
    assert "(Chỉ số PAPI đánh giá ở cấp tỉnh; không có điểm số riêng của thành phố, xã, phường.)" in paragraphs(content)


def test_the_figures_of_eight_dimensions_and_the_total_stand_as_published() -> None:
    rows = table_with(example_report(), "Tăng, giảm")
    assert [row[2] for row in rows] == [f"{score:.4f}".replace(".", ",") for score in (*PROVINCE_2023, 41.3226)]
    assert rows[1][1:] == ["4,6020", "4,6667", "+0,0647"]
    assert rows[2][1:] == ["4,2402", "4,2167", "-0,0235"]


def test_a_province_without_a_result_is_a_normal_outcome() -> None:
    said = words(report(publication=a_publication([None] * 8)))
    assert "tỉnh Đồng Tháp không có kết quả tổng hợp" in said
    assert "Trong năm 2023, Tỉnh không có kết quả của nội dung này." in said
    assert "Chưa đánh giá được" in said


def test_what_units_wrote_is_a_suggestion_in_a_bracket_and_a_total_in_a_sentence() -> None:
    counts = {"docs_issued": 4, "meetings": 3, "communications": 12, "self_checks": 1}
    said_by = {"tckh": "Tổ chức sớm.", "phuong-2": "Tổ chức  sớm", "nv": "Không có."}
    infos = {unit: a_free_row(INFO_SHEET, **counts, strengths=words) for unit, words in said_by.items()}
    table = consolidate(a_plan(), (), [a_report(unit, {}, rows=(info,)) for unit, info in infos.items()])
    said = "\n".join(paragraphs(report(table)))
    assert "đã ban hành 12 văn bản" in said
    assert "09 hội nghị, cuộc họp quán triệt; thực hiện 36 tin, bài" in said
    assert "03 cuộc tự kiểm tra (tổng hợp từ báo cáo của 03 cơ quan, đơn vị)" in said
    assert "[Cán bộ bổ sung: ưu điểm. Gợi ý: Tổ chức sớm (Phòng Tài chính - Kế hoạch, UBND Phuong 2)]" in said


def test_difficulties_are_counted_in_the_text_and_printed_in_the_annex() -> None:
    row = a_free_row(
        DIFFICULTY_SHEET, difficulty="Chưa có đường truyền", proposal="Đề nghị lắp wifi", addressed_to="Phòng Nội vụ"
    )
    answer = Answer("Đã bố trí kinh phí.", "Phòng Văn hóa", "Công văn 9/PVH", recorded_at=at("2023-08-05 09:00"))
    answered = Difficulty("tckh", "2.3.1", "Thiếu phần mềm", id=2, answer=answer)
    raised = replace(raised_in([row], "phuong-2")[0], id=1)
    content = report(consolidate(a_plan(), (), (), Registers(difficulties=(raised, answered))))
    said = words(content)
    assert "Có 02 khó khăn, vướng mắc, kiến nghị của 02 cơ quan, đơn vị (Phòng Nội vụ: 01; chưa nêu" in said
    assert "đã trả lời 01, chưa trả lời 01; chi tiết tại Phụ lục IV." in said
    told = "Phòng Văn hóa, ngày 05/8/2023 (Công văn 9/PVH): Đã bố trí kinh phí"
    assert f"- Số 2, Phòng Tài chính - Kế hoạch: Thiếu phần mềm. Trả lời: {told}." in said
    assert table_with(content, "Mã nhiệm vụ") == [
        ["1", "UBND Phuong 2", "Chung", "Chưa có đường truyền", "Đề nghị lắp wifi", "Phòng Nội vụ", "Chưa trả lời"],
        ["2", "Phòng Tài chính - Kế hoạch", "2.3.1", "Thiếu phần mềm", "", "", told],
    ]


def test_inspections_their_remedies_and_supervision_are_told_with_what_was_followed_up() -> None:
    inspection = Inspection("phuong-2", date(2023, 8, 1), "Đoàn kiểm tra", "Còn thiếu sót")
    observed = Supervision("mttq", date(2023, 9, 5), "Đề nghị công khai sớm hơn.")
    registers = Registers(inspections=(inspection,), supervisions=(observed,))
    remedy = {"kind": SubmissionKind.REMEDY, "subject": "Niêm yết lại"}
    answered = [a_receipt("2024-04-10 08:00", part=Part.SIGNED)]
    remedies = [
        a_standing("phuong-2", receipts=answered, id=2, occasion="kiem-tra-1-1", **remedy),
        a_standing("phuong-2", id=3, occasion="kiem-tra-1-2", **remedy),
    ]
    table = consolidate(a_plan(), remedies, (), registers)
    said = words(report(table))
    assert (
        "Đã kiểm tra 01 cuộc tại 01 cơ quan, đơn vị; 02 kiến nghị, trong đó 01 đã khắc phục (01 chậm), 01 quá" in said
    )
    organisation = "Ủy ban Mặt trận Tổ quốc Việt Nam Thành phố"
    assert f"Giám sát, phản biện của {organisation}, ngày 05/9/2023: Đề nghị công khai sớm hơn." in said
    assert (table.standings, [tally.owed for tally in table.sendings.values()]) == ((), [0, 0])


def test_an_empty_section_says_that_there_is_nothing() -> None:
    content = example_report()
    assert section(content, "V. KHÓ KHĂN")[1] == "Không có."
    assert section(content, "Phụ lục IV")[-1] == "Không có."


def test_changes_since_the_previous_consolidation_are_an_annex_only_where_there_are_any() -> None:
    moved = (
        Change("BC/phuong-1", "Báo cáo kết quả thực hiện, UBND Phường 1", None, "mới nhận"),
        Change("2.3.1.TC.quy", "Tổng kết quả bằng số (quý), nhiệm vụ 2.3.1", 1200.5, 1204.0),
    )
    assert table_with(report(changes=moved), "Lần tổng hợp trước") == [
        ["BC/phuong-1", "Báo cáo kết quả thực hiện, UBND Phường 1", "chưa có", "mới nhận"],
        ["2.3.1.TC.quy", "Tổng kết quả bằng số (quý), nhiệm vụ 2.3.1", "1.200,5", "1.204"],
    ]
    assert "Phụ lục V" not in paragraphs(report())


def test_more_changes_than_anybody_reads_on_paper_stand_in_the_workbook() -> None:
    moved = tuple(Change(f"2.3.1/xa-{n}", f"Nhiệm vụ 2.3.1, xã {n}", None, "Hoàn thành") for n in range(MOST_ROWS + 1))
    assert "Phụ lục có 401 dòng, được lập thành bảng tính" in " ".join(section(report(changes=moved), "Phụ lục V"))


def a_province_of(communes: int) -> PlanDefinition:
    units = tuple(a_unit(f"xa-{n}", name=f"Ủy ban nhân dân xã {n}", short=f"UBND xã {n}") for n in range(communes))
    actions = tuple(an_action(f"{n}.1.1", lead="xa-0", on_site=tuple(unit.code for unit in units)) for n in range(1, 9))
    return a_plan(units=units, actions=actions)


@pytest.mark.parametrize("communes", [1, 200])
def test_the_report_holds_for_plans_of_any_size(communes: int) -> None:
    plan = a_province_of(communes)
    reports = [
        a_report(unit.code, {action.code: "done" for action in plan.actions_of(unit.code)}) for unit in plan.units
    ]
    table = consolidate(plan, [a_standing(unit.code, "2024-04-05 09:00") for unit in plan.units], reports)
    said = words(report(table))
    assert f"có {communes:02d}/{communes:02d} cơ quan, đơn vị gửi báo cáo kết quả thực hiện, đạt 100,0%" in said
    rows = {1: "08", 200: "1.600"}[communes]
    pointer = f"Phụ lục có {rows} dòng, được lập thành bảng tính kèm theo (tệp tong-hop.xlsx)."
    assert (pointer in said) == (8 * communes > MOST_ROWS)


HOSTILE = "=1+1 \x00\x0b\x1f\ufffe\ud800 <w:p> & “Đảm bảo”"


def test_no_text_of_a_stranger_breaks_a_paper() -> None:
    plan = a_plan(units=tuple(replace(unit, name=f"{unit.name} {HOSTILE}") for unit in a_plan().units))
    answer = {"status": "in_progress", "result": HOSTILE, "weakness": HOSTILE, "new_due_on": "2024-06-30"}
    row = a_free_row(DIFFICULTY_SHEET, difficulty=HOSTILE, proposal=HOSTILE)
    registers = Registers(difficulties=raised_in([row], "phuong-2"))
    table = consolidate(plan, [a_standing("phuong-2")], [a_report("phuong-2", {"2.3.1": answer})], registers)
    assert "=1+1  <w:p> & “Đảm bảo”" in words(report(table))


def test_equal_facts_give_equal_bytes() -> None:
    assert report() == report()
    with zipfile.ZipFile(io.BytesIO(report())) as archive:
        assert len({part.date_time for part in archive.infolist()}) == 1


CAVEAT = "Phụ lục được dự thảo cho ví dụ."


def test_the_caveat_stands_wherever_units_or_actions_are_shown() -> None:
    content = report(the_example_table(a_city_plan(caveat=CAVEAT)))
    lines = paragraphs(content)
    assert lines.index(CAVEAT) < lines.index("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI THỰC HIỆN")
    for annex in ("Phụ lục I", "Phụ lục II", "Phụ lục IV"):
        assert lines[lines.index(annex) + 2] == CAVEAT


def letter(number: str = "123/KH-UBND", on: date | None = date(2023, 6, 15), **changes: Any) -> bytes:
    return render_plan_letter(a_plan(**changes), number, on, shipped_template("ke-hoach.docx"))


def test_the_plan_letter_carries_the_number_and_date_it_was_given() -> None:
    said = words(letter())
    assert "Số: 123/KH-UBND" in said
    assert "Sa Đéc, ngày 15 tháng 6 năm 2023" in said
    assert "(Kèm theo Kế hoạch số 123/KH-UBND ngày 15 tháng 6 năm 2023 của Ủy ban nhân dân thành phố Sa Đéc)" in said


def test_a_plan_letter_without_number_and_date_leaves_their_places_open() -> None:
    said = words(letter("", None))
    assert f"Số: {OPEN}/KH-UBND" in said
    assert f"Sa Đéc, ngày{OPEN}tháng{OPEN}năm{OPEN}" in said
    assert f"(Kèm theo Kế hoạch số {OPEN}/KH-UBND ngày{OPEN}tháng{OPEN}năm{OPEN} của" in said


def test_the_plan_letter_prints_body_recipients_signature_and_every_action() -> None:
    content = letter(body="I. MỤC ĐÍCH, YÊU CẦU\n\n1. Mục đích\n\n- Nâng cao chất lượng.", caveat=CAVEAT)
    lines, said = paragraphs(content), words(content)
    assert [lines[n] for n in range(2, 5)] == ["I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "- Nâng cao chất lượng."]
    assert "- Sở Nội vụ tỉnh Đồng Tháp;\n- Lưu: VT." in said
    assert "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH" in said
    assert "Nguyễn Văn Hôn" in said
    assert CAVEAT in lines
    action = an_action()
    assert table_with(content, "Cơ quan chủ trì")[1] == [
        action.code, action.text, action.target, "Phòng Tài chính - Kế hoạch", action.partners, action.timing,
        action.output,
    ]  # fmt: skip


def test_a_plan_without_a_body_leaves_its_place_to_the_officer() -> None:
    (left,) = [run for paragraph in reopened(letter()).paragraphs for run in paragraph.runs if "Cán bộ" in run.text]
    assert (left.text, left.font.highlight_color) == ("[Cán bộ bổ sung: nội dung Kế hoạch]", WD_COLOR_INDEX.YELLOW)


def test_the_appendix_lies_across_on_pages_numbered_anew() -> None:
    body, appendix = reopened(letter()).sections
    assert (body.orientation, appendix.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert appendix._sectPr.xpath("./w:pgNumType/@w:start") == ["1"]


def test_tables_carry_their_widths_in_grid_and_cells() -> None:
    table = reopened(letter()).tables[-1]
    grid = [round(column.width.mm) for column in table.columns]
    assert sum(grid) == 252
    assert [round(cell.width.mm) for cell in table.rows[0].cells] == grid
