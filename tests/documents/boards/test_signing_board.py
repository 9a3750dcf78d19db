"""The board of papers that wait for a signature and a number, and the board of a plan's course."""

from dataclasses import replace
from datetime import date
from typing import Any

from papiplan.documents.boards.course_board import course_board
from papiplan.documents.boards.decision_forms import papers_to_number
from papiplan.documents.boards.signing_board import signing_board
from papiplan.domain.digest import Digest, DigestRows
from papiplan.domain.facts import PlanFacts
from papiplan.domain.open_papers import OpenReport
from tests.consolidations import an_issue
from tests.factories import a_plan, an_extension, an_obligation, at

FORM = "/v2/form"
NOW = at("2023-06-29 16:00")
NOTHING = DigestRows({}, {}, (), (), (), (), (), 0, (0, ""))


def board(**rows: Any) -> str:
    digest = Digest(PlanFacts(a_plan(), an_issue(), (an_obligation(),)), replace(NOTHING, **rows), NOW)
    forms = dict.fromkeys(papers_to_number(digest), FORM)
    return signing_board(digest, {"drafts/a.docx": "http://127.0.0.1/a.docx"}, {"drafts/a.docx": 3}, forms)


def test_a_board_with_nothing_on_it_says_so() -> None:
    assert board().count("Không có.") == 2


def test_each_draft_has_its_address_its_number_and_what_it_lacks() -> None:
    said = board(
        unnumbered=("drafts/a.docx",), reports=(OpenReport("consolidated/2/bao-cao.docx", "f" * 64, "57/BC-PNV"),)
    )
    assert "| [drafts/a.docx](http://127.0.0.1/a.docx) | chưa có | 03 | [Mở biểu](/v2/form) |" in said
    assert "| consolidated/2/bao-cao.docx | 57/BC-PNV | - | [Mở biểu](/v2/form) |" in said


def test_a_decision_by_word_of_mouth_owes_its_paper() -> None:
    granted = an_obligation(extensions=(an_extension("2023-07-05", paper_owed=True),))
    digest = Digest(PlanFacts(a_plan(), an_issue(), (granted,)), NOTHING, NOW)
    ((entry, filled),) = papers_to_number(digest).items()
    assert filled == {"plan": a_plan().id, "about": entry}
    said = signing_board(digest, {}, {}, {entry: FORM})
    assert "đến 05/7/2023, Chủ tịch, ý kiến chỉ đạo tại giao ban: còn nợ văn bản" in said
    assert said.endswith("| [Mở biểu](/v2/form) |")


def test_the_course_has_what_is_behind_and_what_is_ahead() -> None:
    said = course_board(PlanFacts(a_plan(), an_issue(on=date(2023, 6, 15)), (an_obligation(),)), NOW)
    behind, ahead = said.split("## Sắp tới")
    assert "| 15/6/2023 | Ban hành Kế hoạch số 123/KH-UBND |" in behind
    assert "| 30/6/2023 | Hạn gửi kế hoạch thực hiện" in ahead
    assert course_board(PlanFacts(a_plan()), NOW).count("Không có.") == 2
