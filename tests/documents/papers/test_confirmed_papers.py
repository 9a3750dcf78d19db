"""The papers of a judgement: a unit's sheet, the lists by khối, the table for the submission, the letter to explain."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from papiplan.documents.papers.confirmed_papers import ConfirmedResult, render_group_list, render_submission_table
from papiplan.documents.papers.explanation_letter import ExplanationRequest, render_explanation_letter
from papiplan.documents.papers.score_sheet import ScoreSheet, render_draft_sheet, render_fact_sheet
from papiplan.documents.papers.word_templates import shipped_template
from papiplan.domain.explaining import Unexplained
from papiplan.domain.facts import EvaluationRecord, Issue, UnitScore
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.proposals import Proposal
from papiplan.domain.urgings import WrittenUrging
from papiplan.domain.verdicts import ConfirmedEvaluation, NamedPerson, UnitVerdict, Verdict
from tests.factories import a_department, a_plan, a_unit, at

HOSTILE = 'đã trao đổi {{ 7*7 }} <w:p/> & "ngoặc"'
PLAN = a_plan(
    units=(
        a_department("tckh"),
        a_department("tu-phap", "Phòng Tư pháp"),
        a_unit("phuong-1", name="Ủy ban nhân dân Phường 1"),
        a_unit("phuong-2", name="Ủy ban nhân dân Phường 2"),
    )
)
ISSUE = Issue("123/KH-UBND", date(2023, 6, 15), "Nguyễn Văn Hôn", "nv1", "0" * 64, at("2023-06-15 09:00"))
PARTS = {
    "report_timely": {
        "earned": 12.0,
        "max": 15.0,
        "sentence": "3. Báo cáo, thời hạn: 12,00/15. Hạn 08/4/2024; nhận 10/4/2024, 14 giờ 20 phút (hộp thư); chậm 02 "
        "ngày làm việc; hệ số 0,8.",
    }
}
SCORES = (
    UnitScore("tckh", 92.345, PARTS, Proposal.COMMEND),
    UnitScore("tu-phap", None, {}, Proposal.NONE),
    UnitScore("phuong-1", 81.5, PARTS, Proposal.NONE),
    UnitScore("phuong-2", 81.5, PARTS, Proposal.NONE),
)
CONFIRMED = ConfirmedEvaluation(
    evaluation=1,
    facts_digest="af36ece87afb" + "0" * 52,
    number="456/QĐ-UBND",
    decided_on=date(2024, 4, 25),
    decided_by="Chủ tịch",
    units=(
        UnitVerdict("tckh", "Xuất sắc", Verdict.COMMEND),
        UnitVerdict("tu-phap", "", Verdict.NONE),
        UnitVerdict("phuong-1", "Tốt", Verdict.CRITICISE, HOSTILE),
        UnitVerdict("phuong-2", "Tốt", Verdict.NONE),
    ),
    persons=(
        NamedPerson(Verdict.COMMEND, "Trần Thị Bình", "tham mưu tốt"),
        NamedPerson(Verdict.CRITICISE, "Lê Văn C", "chậm gửi"),
    ),
)
RESULT = ConfirmedResult(
    PLAN, ISSUE, EvaluationRecord(1, 1, CONFIRMED.facts_digest, SCORES, at("2024-04-15 10:00")), CONFIRMED
)


def words_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def tables_of(content: bytes) -> list[list[tuple[str, ...]]]:
    document = docx.Document(io.BytesIO(content))
    return [[tuple(cell.text for cell in row.cells) for row in table.rows] for table in document.tables]


def test_a_draft_sheet_has_a_units_own_points_and_no_class_or_proposal() -> None:
    told = words_of(render_draft_sheet(ScoreSheet(PLAN, ISSUE, SCORES[0]), CONFIRMED.facts_digest, date(2024, 4, 24)))
    assert "chưa phải kết quả đánh giá chính thức" in told
    assert PARTS["report_timely"]["sentence"] in told
    assert "Tổng điểm: 92,35 điểm." in told
    assert "chậm nhất hết ngày 24/4/2024 (05 ngày làm việc)" in told
    assert "Mã dự thảo: af36ece87afb." in told
    assert "Xuất sắc" not in told
    assert "Đề xuất" not in told
    for other in ("Phường", "Tư pháp"):
        assert other not in told


def test_a_fact_sheet_says_what_was_confirmed_and_why_it_is_not_the_draft() -> None:
    told = words_of(render_fact_sheet(ScoreSheet(PLAN, ISSUE, SCORES[2]), CONFIRMED, CONFIRMED.units[2]))
    assert "Theo văn bản số 456/QĐ-UBND ngày 25/4/2024" in told
    assert "Kết quả xác nhận: Đề xuất xem xét phê bình." in told
    assert f"Lý do thay đổi so với dự thảo: {HOSTILE}" in told
    unscored = words_of(render_fact_sheet(ScoreSheet(PLAN, ISSUE, SCORES[1]), CONFIRMED, CONFIRMED.units[1]))
    assert "Tổng điểm: không tính." in unscored
    assert "Xếp loại" not in unscored


def test_each_khoi_has_its_list_in_which_ties_share_a_place() -> None:
    offices, communes = (tables_of(render_group_list(RESULT, group))[-1] for group in PLAN.groups)
    assert [row[:4] for row in offices[1:]] == [
        ("1", "Phòng Tài chính - Kế hoạch", "92,35", "Xuất sắc"),
        ("-", "Phòng Tư pháp", "-", "-"),
    ]
    assert [row[:2] for row in communes[1:]] == [
        ("1", "Ủy ban nhân dân Phường 1"),
        ("1", "Ủy ban nhân dân Phường 2"),
    ]


def test_the_table_for_the_submission_names_units_and_persons_with_reasons() -> None:
    content = render_submission_table(RESULT)
    commended, criticised = tables_of(content)
    assert [row[1:] for row in commended[1:]] == [
        ("Phòng Tài chính - Kế hoạch", PLAN.groups[0].name, "92,35", "Xuất sắc", ""),
        ("Trần Thị Bình", "Cá nhân", "-", "-", "tham mưu tốt"),
    ]
    assert [(row[1], row[-1]) for row in criticised[1:]] == [
        ("Ủy ban nhân dân Phường 1", HOSTILE),
        ("Lê Văn C", "chậm gửi"),
    ]
    assert "được khen thưởng" not in words_of(content)
    nobody = replace(CONFIRMED, units=CONFIRMED.units[1:2], persons=())
    draft = replace(RESULT.draft, units=SCORES[1:2])
    assert words_of(render_submission_table(ConfirmedResult(PLAN, ISSUE, draft, nobody))).count("Không có.") == 2


@pytest.mark.parametrize("head_title", ["", "Chủ tịch Ủy ban nhân dân Phường 2"])
def test_the_letter_to_explain_names_what_was_written_before(head_title: str) -> None:
    unit = a_unit("phuong-2", name="Ủy ban nhân dân Phường 2", head_title=head_title)
    letters = tuple(
        WrittenUrging(number, on, frozenset({1}))
        for number, on in (("812/UBND-NV", date(2024, 4, 11)), ("830/UBND-NV", date(2024, 4, 17)))
    )
    asked = Unexplained("phuong-2", SubmissionKind.REPORT, letters)
    plan = a_plan(units=(unit,))
    request = ExplanationRequest(plan, ISSUE, asked, date(2024, 4, 18), date(2024, 4, 25))
    content = render_explanation_letter(request, shipped_template("cong-van-giai-trinh.docx"))
    told = words_of(content)
    assert f"Kính gửi: {head_title or 'Ủy ban nhân dân Phường 2'}." in told
    assert "tính đến ngày 18 tháng 4 năm 2024, sau 02 lần đôn đốc" in told
    assert "(Công văn số 812/UBND-NV ngày 11/4/2024; Công văn số 830/UBND-NV ngày 17/4/2024)" in told
    assert "chậm nhất hết ngày 25 tháng 4 năm 2024./." in told
    assert "phê bình" not in told


def test_the_lists_of_a_drafted_example_say_so() -> None:
    drafted = replace(RESULT, plan=replace(PLAN, caveat="Danh mục dự thảo, chỉ để minh họa."))
    for content in (render_submission_table(drafted), render_group_list(drafted, PLAN.groups[0])):
        assert "Danh mục dự thảo, chỉ để minh họa." in words_of(content)


def test_equal_facts_make_equal_papers() -> None:
    assert render_submission_table(RESULT) == render_submission_table(RESULT)
