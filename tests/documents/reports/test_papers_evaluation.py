"""The draft evaluation reopened: it says that it is a draft, and prints each unit's points as evaluated."""

import io
from datetime import date

import docx
import pytest

from papiplan.documents.papers.word_templates import shipped_template
from papiplan.documents.province_words import course_rows
from papiplan.documents.reports.evaluation_report import render_evaluation
from papiplan.domain.consolidation import consolidate
from papiplan.domain.deadlines import Calendar
from papiplan.domain.evaluation import Evaluation, evaluate
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.serving_actions import served_dimensions
from papiplan.domain.unit_recording import Freeze
from tests.consolidations import a_city_plan, a_publication, a_report, a_standing, an_issue
from tests.factories import at

CAVEAT = "Phụ lục được dự thảo cho ví dụ."


@pytest.fixture
def plan() -> PlanDefinition:
    return a_city_plan(caveat=CAVEAT)


@pytest.fixture
def evaluation(plan: PlanDefinition) -> Evaluation:
    """Everybody on time with all actions done, but Phường 2, which never sent anything."""
    sent = [unit.code for unit in plan.units if unit.code != "phuong-2"]
    standings = [
        a_standing(unit.code, when if unit.code in sent else "", kind)
        for unit in plan.units
        for kind, when in ((SubmissionKind.SUBPLAN, "2023-06-29 08:00"), (SubmissionKind.REPORT, "2024-04-05 09:00"))
    ]
    done = {"status": "done", "evidence": "Biên bản 15/BB-UBND"}
    forms = [a_report(unit, {action.code: done for action in plan.actions_of(unit)}) for unit in sent]
    freeze = Freeze(date(2024, 4, 2), at("2024-04-12 08:00"))
    served = served_dimensions(consolidate(plan, standings, forms))
    return evaluate(plan, a_publication(), standings, forms, freeze, Calendar(), served)


HEAD = "a1b2c3d4" * 8


def rendered(plan: PlanDefinition, evaluation: Evaluation) -> bytes:
    return render_evaluation(plan, an_issue(), evaluation, 2, HEAD, shipped_template("danh-gia.docx"))


@pytest.fixture
def paper(plan: PlanDefinition, evaluation: Evaluation) -> "docx.document.Document":
    return docx.Document(io.BytesIO(rendered(plan, evaluation)))


def lines(paper: "docx.document.Document") -> list[str]:
    return [paragraph.text for paragraph in paper.paragraphs if paragraph.text]


def test_the_first_line_says_that_it_is_a_draft(paper: "docx.document.Document") -> None:
    assert paper.paragraphs[0].text == "DỰ THẢO"


def test_every_unit_stands_in_its_khoi_with_score_class_and_proposal(
    paper: "docx.document.Document", evaluation: Evaluation
) -> None:
    rows = [
        tuple(cell.text for cell in row.cells[:4])
        for table in paper.tables
        if table.rows[0].cells[2].text == "Xếp loại"
        for row in table.rows[1:]
    ]
    assert rows == [
        (unit.name, f"{unit.score:.2f}".replace(".", ","), unit.grade, unit.proposal.label) for unit in evaluation.units
    ]
    assert ("Ủy ban nhân dân Phường 2", "0,00", "Yếu", "Đề nghị giải trình") in rows
    assert [line for line in lines(paper) if line.startswith("Khối")] == [
        "Khối 1. Các phòng, ban",
        "Khối 2. UBND các xã, phường",
    ]


def test_every_line_of_points_of_every_unit_is_printed(paper: "docx.document.Document", evaluation: Evaluation) -> None:
    printed = [
        tuple(dict.fromkeys(cell.text for cell in row.cells))
        for table in paper.tables
        if table.rows[0].cells[0].text == "Tiêu chí"
        for row in table.rows[1:]
    ]
    assert printed == [
        row
        for unit in evaluation.units
        for row in (
            (f"{unit.name}: {unit.score:.2f}".replace(".", ","),),
            *((line.title, line.points, f"{line.reason}.") for line in unit.lines),
        )
    ]


def test_the_province_is_shown_against_its_targets_with_the_source(paper: "docx.document.Document") -> None:
    said = "\n".join(lines(paper))
    assert "41,3226 điểm" in said
    assert "CECODES, RTA và UNDP" in said
    targets = next(table for table in paper.tables if table.rows[0].cells[1].text == "Chỉ tiêu")
    assert [row.cells[2].text for row in targets.rows[1:]] == ["Đạt", "Đạt"]


def test_what_was_high_or_low_who_served_it_and_the_years_are_printed(
    paper: "docx.document.Document", evaluation: Evaluation
) -> None:
    by_head = {table.rows[0].cells[-1].text: table for table in paper.tables}

    def rows(head: str) -> list[tuple[str, ...]]:
        return [tuple(cell.text for cell in row.cells) for row in by_head[head].rows[1:]]

    assert rows("Số liệu") != []
    assert [row for row in rows("Số liệu") if row not in set(course_rows(evaluation.province))] == []
    assert rows("Số lượt theo tình trạng mà các đơn vị báo cáo")[1:3] == [
        ("2. Công khai, minh bạch trong việc ra quyết định ở địa phương", "04 nhiệm vụ",
         "36 hoàn thành; 04 chưa có báo cáo"),
        ("", "2.1.1. Công khai thông tin chính sách, pháp luật", "09 hoàn thành; 01 chưa có báo cáo"),
    ]  # fmt: skip
    assert [(row[0], row[-1]) for row in rows("Tổng điểm")] == [
        ("2022", "42,1498"), ("2023", "41,3226"), ("Xu hướng", "giảm"),
    ]  # fmt: skip
    assert [row[2] for row in rows("Tổng điểm")] == ["4,6020", "4,6667", "tăng"]


def test_nothing_in_it_criticises_and_the_caveat_is_printed(paper: "docx.document.Document") -> None:
    said = "\n".join(lines(paper))
    assert "phê bình" not in said
    assert CAVEAT in said


def test_equal_evaluations_give_equal_bytes(plan: PlanDefinition, evaluation: Evaluation) -> None:
    assert rendered(plan, evaluation) == rendered(plan, evaluation)


def test_the_last_line_names_what_it_rests_on_and_the_head_of_the_journal(paper: "docx.document.Document") -> None:
    assert lines(paper)[-1] == f"Theo bản chốt tổng hợp lần 2; đầu nhật ký (SHA-256): {HEAD}."
