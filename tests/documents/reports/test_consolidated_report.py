"""The consolidated report: what is shortened and what stands whole, what an officer is asked, who writes to whom."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import docx
import pytest
from docx.text.paragraph import Paragraph

from papiplan.documents.papers.paper_layout import OPEN
from papiplan.documents.papers.word_templates import shipped_template
from papiplan.documents.reports.consolidated_report import render_consolidated_report, render_report_upward
from papiplan.domain.consolidation import ConsolidatedTable, consolidate
from papiplan.domain.form_tables import INFO_SHEET
from papiplan.domain.linked_indices import LinkedIndex
from papiplan.domain.papers import RecordedDocument
from papiplan.domain.units import Duty
from tests.consolidations import (
    Answer,
    a_city_plan,
    a_free_row,
    a_publication,
    a_report,
    a_standing,
    an_issue,
    the_example_table,
)
from tests.documents.reports.editions import an_edition
from tests.documents.reports.test_papers import paragraphs, report, section, table_with, words
from tests.factories import a_plan, a_unit

SUPERIOR = "Ủy ban nhân dân tỉnh Đồng Tháp"


def lacking(weakness: str) -> Mapping[str, Any]:
    return {"status": "not_started", "weakness": weakness, "new_due_on": "2024-06-30"}


def reported(answers: Mapping[str, Answer], action: str = "2.3.1") -> ConsolidatedTable:
    """A consolidation in which these communes answered about one action."""
    return consolidate(a_city_plan(), (), [a_report(unit, {action: answer}) for unit, answer in answers.items()])


def shortcomings(content: bytes) -> str:
    lines = section(content, "2. Công khai, minh bạch")
    return lines[lines.index("b) Tồn tại, hạn chế") + 1]


def test_the_body_quotes_three_reasons_of_a_dimension_those_of_most_units_first() -> None:
    reasons = ("Lý do một", "Lý do hai", "Lý do ba", "Lý do bốn", "Lý do bốn")
    said = shortcomings(report(reported(dict(zip(a_codes(5), map(lacking, reasons), strict=True)))))
    quoted = "nhiệm vụ 2.3.1: Lý do bốn (UBND Phường 4, UBND phường An Hòa); nhiệm vụ 2.3.1: Lý do một (UBND Phường 1)"
    assert quoted in said
    assert "; và 01 ý kiến khác. Chi tiết tại Phụ lục II." in said
    assert "Lý do ba" not in said


def a_codes(count: int) -> list[str]:
    return [unit.code for unit in a_city_plan().units if unit.name.startswith("Ủy ban")][:count]


def test_communes_alone_are_called_communes_where_something_is_lacking() -> None:
    said = shortcomings(report(reported({"phuong-1": lacking("Thiếu bản đồ số"), "phuong-2": "in_progress"})))
    assert "còn 01 xã, phường đang thực hiện và 01 xã, phường chưa thực hiện." in said


@pytest.mark.parametrize("length", [3, 3000])
def test_what_a_unit_wrote_stands_whole_in_the_annex_and_short_in_the_body(length: int) -> None:
    text = ("chữ " * length)[:length].strip()
    info = a_free_row(INFO_SHEET, strengths=text, weaknesses=text, next_actions=text)
    answer = {**lacking(text), "result": text, "evidence": text}
    table = consolidate(a_city_plan(), (), [a_report("phuong-1", {"2.3.1": answer}, rows=(info,))])
    content = report(table)
    result = next(row for row in table_with(content, "Kết quả thực hiện") if row[0] == "2.3.1/phuong-1")
    assert result[3:] == [text, f"{text}; thời hạn tiếp theo: 30/6/2024", text]
    assert table_with(content, "Ưu điểm, cách làm hay") == [["UBND Phường 1", text, text, text]]
    assert max(map(len, paragraphs(content))) < 1500


def test_a_result_in_numbers_stands_beside_what_was_promised() -> None:
    answers: Mapping[str, Answer] = {
        "phuong-1": {"status": "done", "result_number": 4, "target_number": 5, "measure_unit": "quý", "result": "Đủ."},
        "phuong-2": {"status": "done", "result_number": 1200.5, "measure_unit": "hộ"},
        "phuong-3": {"status": "done", "result": "Đã niêm yết."},
    }
    rows = table_with(report(reported(answers)), "Kết quả thực hiện")
    found = {row[1]: row[3] for row in rows if row[0].startswith("2.3.1/") and row[3]}
    assert found == {
        "UBND Phường 1": "4/5 quý; Đủ.",
        "UBND Phường 2": "1.200,5 hộ",
        "UBND Phường 3": "Đã niêm yết.",
    }


def test_the_indices_that_actions_serve_stand_together_where_there_are_others_than_the_plans_own() -> None:
    known = LinkedIndex("SIPAS", 2023, date(2024, 4, 17), "84,2%", "12/63", "Bộ Nội vụ")
    plan = a_city_plan()
    served = replace(plan, actions=(replace(plan.actions[0], indices=("PAPI", "DTI")),))
    assert table_with(report(consolidate(served, (), (), linked=(known,))), "Nhiệm vụ phục vụ") == [
        ["PAPI", "2023", "41,3226", "7/21 (tính toán)", "CECODES, RTA và UNDP, 02/4/2024", "2.1.1"],
        ["SIPAS", "2023", "84,2%", "12/63", "Bộ Nội vụ, 17/4/2024", "-"],
        ["DTI", "2023", "-", "-", "-", "2.1.1"],
    ]
    assert "4. Các chỉ số liên quan" not in paragraphs(report())


def test_figures_that_nobody_gave_are_unknown_and_not_zero() -> None:
    said = section(report(), "1. Ban hành văn bản")
    assert said[1] == "Chưa có số liệu từ báo cáo của các cơ quan, đơn vị."
    assert not any(f"00 {what}" in line for line in said for what in ("văn bản", "hội nghị", "tin", "cuộc"))


def test_a_sum_says_over_how_many_units_that_gave_the_figure() -> None:
    told, silent = a_free_row(INFO_SHEET, docs_issued=4), a_free_row(INFO_SHEET, strengths="Tổ chức sớm.")
    reports = [a_report("tckh", {}, rows=(told,)), a_report("phuong-2", {}, rows=(silent,))]
    said = section(report(consolidate(a_plan(), (), reports)), "1. Ban hành văn bản")
    assert "đã ban hành 04 văn bản" in said[1]
    assert "(tổng hợp từ báo cáo của 01 cơ quan, đơn vị)" in said[1]


LETTER = RecordedDocument(
    None, "drafts/2024-04-11-report/cong-van-don-doc-ubnd.docx", "456/UBND-NV", date(2024, 4, 11), ""
)


def test_the_urging_letters_on_record_are_counted_and_else_asked_for() -> None:
    assert "[Cán bộ bổ sung: số công văn đôn đốc]" in paragraphs(report())
    written = report(letters=(LETTER, replace(LETTER, number="460/UBND-NV", signed_on=date(2024, 4, 16))))
    told = "đã ban hành 02 công văn đôn đốc (số 456/UBND-NV ngày 11/4/2024; số 460/UBND-NV ngày 16/4/2024)."
    assert told in section(written, "3. Công tác theo dõi")[1]
    assert "[Cán bộ bổ sung: số công văn đôn đốc]" not in paragraphs(written)
    assert section(written, "c) Đơn vị chưa gửi")[0].endswith("[Cán bộ bổ sung: lý do]")


def all_paragraphs(content: bytes) -> Iterator[Paragraph]:
    document = docx.Document(io.BytesIO(content))
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def test_brackets_are_yellow_and_nothing_else_is() -> None:
    info = a_free_row(INFO_SHEET, strengths="Tổ chức [rất] sớm.")
    table = consolidate(a_plan(), [a_standing("phuong-2")], [a_report("tckh", {}, rows=(info,))])
    content = report(table)
    runs = [run for paragraph in all_paragraphs(content) for run in paragraph.runs]
    yellow = [run.text for run in runs if run.font.highlight_color is not None]
    assert all(text.startswith("[Cán bộ bổ sung:") and text.endswith("]") for text in yellow)
    assert len(yellow) == sum(line.count("[Cán bộ bổ sung:") for line in paragraphs(content)) == 9
    assert "Tổ chức (rất) sớm" in "\n".join(yellow)


def test_the_report_rests_on_what_the_obliged_groups_sent() -> None:
    plan = a_plan(units=(*a_plan().units, a_unit("x", group="doan_the", duty=Duty.INVITED)))
    [opening] = [
        line for line in paragraphs(report(consolidate(plan, (), ()))) if line.startswith("Thực hiện Kế hoạch")
    ]
    assert (
        "trên cơ sở báo cáo của các phòng, ban, UBND các xã, phường và kết quả Chỉ số PAPI năm 2023 được công bố ngày "
        "02/4/2024, Phòng Nội vụ Thành phố tổng hợp, báo cáo kết quả như sau:" in opening
    )


def test_each_annex_names_the_report_that_it_belongs_to_and_the_body_points_to_it() -> None:
    lines = paragraphs(report())
    reference = f"(Kèm theo Báo cáo số {OPEN}/BC-PNV ngày{OPEN}tháng 4 năm 2024 của Phòng Nội vụ thành phố Sa Đéc)"
    assert lines.count(reference) == 4
    body = "\n".join(lines[: lines.index(reference)])
    assert all(f"Phụ lục {number}" in body for number in ("I.", "II.", "III."))


def test_a_report_without_changes_ends_with_the_fourth_annex_and_no_empty_page() -> None:
    document = docx.Document(io.BytesIO(report()))
    assert len(document.sections) == 5
    assert document.paragraphs[-1].text == "Không có."


@cache
def upward(parent_plan: str = "Kế hoạch số 184/KH-UBND của Ủy ban nhân dân tỉnh Đồng Tháp") -> bytes:
    table = the_example_table(replace(a_city_plan(superior=SUPERIOR), parent_plan=parent_plan))
    return render_report_upward(
        table, an_issue(), a_publication(), an_edition(final=True), shipped_template("bao-cao-ubnd.docx")
    )


def test_the_report_upward_is_the_committees_to_the_superior_that_the_plan_names() -> None:
    said, lines = words(upward()), paragraphs(upward())
    assert f"Số: {OPEN}/BC-UBND" in said
    assert f"Kính gửi: {SUPERIOR}." in lines
    assert "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH" in said
    assert "Nguyễn Văn Hôn" in said
    assert any(line.endswith(f"kính báo cáo {SUPERIOR} xem xét, chỉ đạo./.") for line in lines)
    assert "- Như trên;\n- Phòng Nội vụ Thành phố;\n- Lưu: VT, NV." in said


@pytest.mark.parametrize(
    ("parent_plan", "opening"),
    [
        ("Kế hoạch số 184/KH-UBND", "Thực hiện Kế hoạch số 184/KH-UBND, Ủy ban nhân dân thành phố Sa Đéc đã ban hành"),
        ("", "Ủy ban nhân dân thành phố Sa Đéc đã ban hành Kế hoạch số 123/KH-UBND ngày 15/6/2023 về"),
    ],
)
def test_the_report_upward_opens_with_the_superiors_plan_where_there_is_one(parent_plan: str, opening: str) -> None:
    assert any(line.startswith(opening) for line in paragraphs(upward(parent_plan)))


def test_both_reports_tell_the_same() -> None:
    plan = a_city_plan(superior=SUPERIOR)
    table, edition = the_example_table(plan), an_edition(final=True)
    own = render_consolidated_report(table, an_issue(), a_publication(), edition, shipped_template("bao-cao.docx"))
    assert told(own) == told(
        render_report_upward(table, an_issue(), a_publication(), edition, shipped_template("bao-cao-ubnd.docx"))
    )


def told(content: bytes) -> list[str]:
    """From the first section to the last."""
    lines = paragraphs(content)
    return lines[lines.index("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI THỰC HIỆN") : lines.index("VII. ĐỀ XUẤT, KIẾN NGHỊ")]


def test_no_row_is_torn_by_a_pages_end_but_one_that_a_page_might_not_hold() -> None:
    very_long = " ".join(["rất dài"] * 375)
    answers = {unit: lacking(words) for unit, words in zip(a_codes(2), ("ngắn", very_long), strict=True)}
    rows = [row for table in docx.Document(io.BytesIO(report(reported(answers)))).tables for row in table.rows]
    (torn,) = (row for row in rows if not row._tr.xpath("./w:trPr/w:cantSplit"))
    assert torn.cells[4].text.startswith(very_long)


def charts_in(content: bytes) -> list[tuple[str, str]]:
    """What each chart says it shows, and the caption below it."""
    shown = list(docx.Document(io.BytesIO(content)).paragraphs)
    return [
        (paragraph._p.xpath(".//wp:docPr/@descr")[0], shown[n + 1].text)
        for n, paragraph in enumerate(shown)
        if paragraph._p.xpath(".//w:drawing")
    ]


def test_two_charts_show_the_receipts_and_the_dimensions_and_say_so_in_words() -> None:
    receipts, dimensions = charts_in(report())
    assert receipts == (
        "Biểu đồ đường cộng dồn theo ngày. Báo cáo kết quả thực hiện: đã gửi 12/13, đúng hạn 12.",
        "Biểu đồ 1. Số đơn vị đã gửi kế hoạch, báo cáo theo thời gian so với hạn gửi",
    )
    assert dimensions[0].startswith(
        "Biểu đồ cột điểm số 08 nội dung của Tỉnh năm 2023 so với năm 2022. Nội dung 1: 4,4033 (4,3295); 2: 4,6667"
    )
    assert dimensions[1] == (
        "Biểu đồ 2. Điểm số 08 nội dung của Tỉnh năm 2023 so với năm 2022 và chỉ tiêu (nguồn: CECODES, RTA và UNDP)"
    )


@pytest.mark.parametrize(
    ("scores", "came", "captions"),
    [
        ((None,) * 8, "2024-04-05 09:00", ["Biểu đồ 1. Số đơn vị"]),
        ((*(None,) * 7, 3.1522), "", ["Biểu đồ 1. Điểm số 08"]),
        ((None,) * 8, "", []),
    ],
)
def test_a_chart_without_data_is_left_out(scores: Sequence[float | None], came: str, captions: list[str]) -> None:
    table = consolidate(a_plan(), [a_standing("phuong-2", came)], ())
    found = charts_in(report(table, publication=a_publication(scores)))
    assert [caption[: len(start)] for (_, caption), start in zip(found, captions, strict=True)] == captions
