"""Boards show every state of a plan in Markdown, and nothing that others wrote becomes markup."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from papiplan.documents.boards import boards
from papiplan.documents.boards.evaluation_board import evaluation_board
from papiplan.documents.boards.stages_page import render_stages_page
from papiplan.documents.boards.to_do import to_do
from papiplan.domain.digest import Unassigned
from papiplan.domain.draft_scores import ScoreAnswer
from papiplan.domain.facts import EvaluationRecord, Issue, PlanFacts, UnitScore
from papiplan.domain.lifecycle import TRANSITIONS, Stage
from papiplan.domain.messages import DeliveryState
from papiplan.domain.obligations import DueDate, Missing, Outcome, Part, Status
from papiplan.domain.open_papers import OpenReport
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.proposals import Proposal
from papiplan.domain.publication import ProvinceScores, Publication
from tests.factories import a_digest, a_plan, a_receipt, a_unit, an_exemption, an_extension, an_obligation, at
from tests.published_figures import DONG_THAP_2023

ISSUE = Issue("123/KH-UBND", date(2023, 6, 15), "Nguyễn Văn Hôn", "Nguyễn Thị A", "", at("2023-06-15 08:00"))
DURING, AFTER = at("2023-06-20 08:00"), at("2023-07-04 08:00")
NO_MAIL = dict.fromkeys(DeliveryState, 0)
HOSTILE = "<script>alert(1)</script> a|b\n| c | `d` [e](http://f) **g** _h_ # i ~~j~~ & \\|"


def facts(**changes: Any) -> PlanFacts:
    return PlanFacts(**{"definition": a_plan(), "issue": ISSUE, "obligations": (an_obligation(),), **changes})


def of_units(count: int, **changes: Any) -> PlanFacts:
    units = tuple(a_unit(f"u{n}", short=f"UBND xã {n}", contact_phone="0277 000 0000") for n in range(count))
    owed = tuple(an_obligation(id=n, owed_by=u.code, borne_by=u.code) for n, u in enumerate(units))
    return facts(**{"definition": a_plan(units=units), "obligations": owed, **changes})


def evaluated(*units: UnitScore, **changes: Any) -> PlanFacts:
    scores = (
        ProvinceScores(2023, "P56", "Đồng Tháp", "Dong Thap", DONG_THAP_2023, 41.322629),
        ProvinceScores(2023, "X01", "Tỉnh khác", "Another", (5.0,) * 8, 40.0),
    )
    publication = Publication("PAPI", 2023, 1, date(2024, 4, 2), scores, "", "0" * 64, "Nguyễn Thị A")
    evaluation = EvaluationRecord(1, 1, "0" * 64, units, at("2024-04-15 08:00"))
    return facts(**{"publication": publication, "evaluation": evaluation, **changes})


def front(known: PlanFacts, now: Any = AFTER, mail: Any = NO_MAIL, unassigned: int = 0) -> str:
    files = tuple(Unassigned(f"{n}.xlsx", now, "") for n in range(unassigned))
    digest = a_digest(known, now, unassigned=files)
    return boards.front_page(digest, mail, {"Văn bản, tài liệu": "/v2/artifacts/key/p-van-ban"}, {})


def rows_of(board: str) -> list[list[str]]:
    """The cells of every row of every table, as a reader of Markdown splits them."""
    lines = [line for line in board.splitlines() if line.startswith("| ")]
    return [re.split(r"(?<!\\) \| ", line.strip("| ")) for line in lines]


def body_of(board: str) -> list[list[str]]:
    return [row for row in rows_of(board) if row[0] not in ("Đơn vị", "---", "Tệp")]


@pytest.mark.parametrize(
    "hostile", [HOSTILE, "<img src=x onerror=alert(1)>", "![x](javascript:1)", "\r\n\r\n# x", "\\|"]
)
def test_what_others_wrote_is_shown_as_itself_on_one_line(hostile: str) -> None:
    shown = boards.escaped(hostile)
    assert "\n" not in shown
    assert "\r" not in shown
    assert not re.search(r"[<>]", shown)
    assert not re.search(r"(?<!\\)(\\\\)*[|`*_\[\]#~]", shown)


def test_plain_vietnamese_is_shown_unchanged() -> None:
    assert boards.escaped("UBND Phường 2, hạn 30/6/2023") == "UBND Phường 2, hạn 30/6/2023"


def hostile_facts() -> PlanFacts:
    unit = a_unit("phuong-2", short=HOSTILE, contact_name=HOSTILE, contact_phone=HOSTILE)
    plan = a_plan(units=(unit,), short=HOSTILE, caveat=HOSTILE, province=HOSTILE)
    sent = (a_receipt(part=Part.SIGNED, doc_symbol=HOSTILE), a_receipt("2023-06-30 08:00", submission_id=2))
    known = evaluated(UnitScore("phuong-2", 88.5, {}, "none"), definition=plan)
    return replace(known, issue=replace(ISSUE, number=HOSTILE), receipts={1: sent})


def test_no_board_carries_anybodys_markup() -> None:
    known = hostile_facts()
    late = replace(known, receipts={})
    shown = [
        front(known),
        front(late),
        boards.status_board(known, AFTER),
        evaluation_board(known),
        boards.documents_board({HOSTILE.replace("\n", ""): "http://127.0.0.1:4201/x"}),
    ]
    for board in shown:
        assert "<script" not in board
        assert "a|b" not in board
        assert "[e](" not in board
    assert {len(row) for row in rows_of(boards.status_board(known, AFTER))} == {8}


STANDINGS = {
    Status.OPEN: (DURING, ()),
    Status.ON_TIME: (AFTER, (a_receipt(),)),
    Status.LATE: (AFTER, (a_receipt("2023-07-03 09:00"),)),
    Status.OVERDUE: (AFTER, ()),
}


@pytest.mark.parametrize("status", STANDINGS)
def test_the_status_board_shows_each_status(status: Status) -> None:
    now, receipts = STANDINGS[status]
    (row,) = body_of(boards.status_board(facts(receipts={1: receipts}), now))
    assert row[0] == "UBND Phuong 2"
    assert row[1] == "30/6/2023"
    assert row[5] == ("Gửi chậm 01 ngày làm việc" if status is Status.LATE else status.label)


def test_the_status_board_shows_who_is_excused_and_every_status_has_been_shown() -> None:
    (row,) = body_of(boards.status_board(facts(obligations=(an_obligation(exemption=an_exemption()),)), AFTER))
    assert row[5:7] == [Status.EXCUSED.label, "-"]
    assert {*STANDINGS, Status.EXCUSED} == set(Status)


@pytest.mark.parametrize(
    ("receipts", "row"),
    [
        ((), ["-", "-", "-", Missing.BOTH.label]),
        ((a_receipt(),), ["-", "bản 01", "16 giờ 50 phút, 29/6/2023", Missing.SIGNED.label]),
        (
            (a_receipt(part=Part.SIGNED, doc_symbol="57/KH-UBND", doc_date=date(2023, 6, 28)),),
            ["57/KH-UBND 28/6/2023", "-", "16 giờ 50 phút, 29/6/2023", Missing.FORM.label],
        ),
        (
            (a_receipt(version=3), a_receipt(part=Part.SIGNED, submission_id=2)),
            ["có", "bản 03", "16 giờ 50 phút, 29/6/2023", "-"],
        ),
    ],
)
def test_the_status_board_shows_both_parts_and_what_is_missing(receipts: Any, row: list[str]) -> None:
    (shown,) = body_of(boards.status_board(facts(receipts={1: receipts}), AFTER))
    assert [shown[2], shown[3], shown[4], shown[6]] == row


def test_a_mended_form_is_marked_beside_its_status() -> None:
    sent = (
        a_receipt("2023-06-30 16:00", outcome=Outcome.REFUSED, returned_at="2023-06-30 16:05"),
        a_receipt("2023-07-03 16:00", submission_id=2, version=2),
    )
    (row,) = body_of(boards.status_board(facts(receipts={1: sent}), AFTER))
    assert row[5] == "Đúng hạn (hoàn thiện trong thời gian được trả lại)"


def test_a_report_waits_for_publication_and_an_extension_moves_the_due_date_shown() -> None:
    extension = an_extension("2023-07-05", "2023-06-29 08:00")
    owed = (an_obligation(extensions=(extension,)), an_obligation(id=2, kind=SubmissionKind.REPORT, due=None))
    board = boards.status_board(facts(obligations=owed), AFTER)
    assert [row[1] for row in body_of(board)] == ["30/6/2023, gia hạn đến 05/7/2023", "chờ công bố"]
    assert [line for line in board.splitlines() if line.startswith("## ")] == [
        "## Kế hoạch thực hiện",
        "## Báo cáo kết quả thực hiện",
    ]


def test_the_front_page_says_what_needs_a_hand_today() -> None:
    returned = a_receipt("2023-06-30 16:00", outcome=Outcome.REFUSED, returned_at="2023-06-30 16:05")
    known = of_units(2, receipts={1: (returned,)})
    page = front(known, AFTER, {**NO_MAIL, DeliveryState.FAILED: 1, DeliveryState.AMBIGUOUS: 2}, unassigned=3)
    assert page.partition("## Việc cần làm")[2].partition("##")[0].strip().splitlines() == [
        "- Cần xem: 03 tệp chưa rõ đơn vị",
        "- Thư: 01 thư không gửi được",
        "- Thư: 02 thư chưa rõ đã gửi",
        "- Cần gọi: UBND xã 0: chưa gửi kế hoạch thực hiện, quá hạn 02 ngày làm việc. 0277 000 0000.",
    ]
    assert page.partition("## Sắp tới")[2].partition("##")[0].strip().splitlines() == [
        "- Đang hoàn thiện: UBND xã 1, biểu đăng ký nhiệm vụ, đến hết ngày 04/7/2023",
    ]


def test_mails_that_wait_for_approval_are_to_be_seen_to() -> None:
    page = boards.front_page(a_digest(facts(), DURING, awaiting_approval=3), NO_MAIL, {}, {})
    assert '- Cần xem: 03 thư chờ duyệt; chạy "32. Duyệt gửi thư"' in page


def test_a_day_without_work_says_so() -> None:
    page = front(facts(), DURING)
    assert "Hôm nay không có việc cần xử lý." in page
    assert "- Sắp đến hạn: 30/6/2023, còn 01 đơn vị chưa gửi" in page
    assert "- [Văn bản, tài liệu](/v2/artifacts/key/p-van-ban)" in page


def test_the_front_page_tells_plan_stage_and_moment() -> None:
    page = front(facts(), DURING)
    assert page.startswith("# Kế hoạch PAPI năm 2023: Đã ban hành, đang nhận kế hoạch của đơn vị\n")
    assert "Kế hoạch số 123/KH-UBND. Tình hình đến 08 giờ 00 phút ngày 20/6/2023." in page
    assert "class issued here" in page


@pytest.mark.parametrize("at_stage", [None, *Stage])
def test_the_diagram_has_every_stage_and_act_and_marks_one(at_stage: Stage | None) -> None:
    lines = boards.lifecycle_diagram(at_stage).splitlines()
    for each in Stage:
        assert f'    state "{each.label}" as {each}' in lines
    shown = [line for line in lines if "-->" in line]
    assert len(shown) == sum(after is not Stage.CANCELLED for after in TRANSITIONS.values())
    assert [line.split()[1] for line in lines if line.startswith("    class ")] == ([at_stage] if at_stage else [])


def test_the_docs_page_of_stages_is_the_generated_one() -> None:
    page = Path(__file__).parents[3] / "docs" / "stages.md"
    assert page.read_text(encoding="utf-8") == render_stages_page()


@pytest.mark.parametrize(
    ("sent", "pct", "sentence"),
    [
        (0, 0.0, "Kế hoạch thực hiện: đã gửi 00/04 cơ quan, đơn vị"),
        (1, 25.0, "Kế hoạch thực hiện: đã gửi 01/04 cơ quan, đơn vị"),
        (4, 100.0, "Kế hoạch thực hiện: đã gửi 04/04 cơ quan, đơn vị"),
    ],
)
def test_progress_counts_who_has_sent(sent: int, pct: float, sentence: str) -> None:
    known = of_units(4, receipts={n: (a_receipt(),) for n in range(sent)})
    assert boards.progress(known, AFTER) == (pct, sentence)


def test_progress_leaves_out_the_excused_and_turns_to_reports_once_published() -> None:
    report = an_obligation(id=3, kind=SubmissionKind.REPORT, due=DueDate(date(2024, 4, 8), ""))
    owed = (an_obligation(id=1), an_obligation(id=2, exemption=an_exemption()), report)
    assert boards.progress(facts(obligations=owed), AFTER)[1].endswith("00/01 cơ quan, đơn vị")
    assert boards.progress(evaluated(obligations=owed), at("2024-04-05 08:00"))[1].startswith("Báo cáo")


def test_the_wait_is_counted_from_issue_and_from_the_due_date() -> None:
    assert boards.waiting_board(facts(), at("2024-04-01 08:00")) == (
        "# Chờ công bố Chỉ số\n\nĐến ngày 01/4/2024: 291 ngày từ ngày ban hành (15/6/2023); 276 ngày từ hạn gửi kế "
        "hoạch (30/6/2023)."
    )
    assert "Đã công bố ngày 02/4/2024." in boards.waiting_board(evaluated(), at("2024-04-03 08:00"))


def test_documents_stand_with_their_addresses() -> None:
    board = boards.documents_board({"consolidated/1/bao-cao.docx": "http://127.0.0.1:4201/p/bao-cao.docx"})
    assert body_of(board) == [["[consolidated/1/bao-cao.docx](http://127.0.0.1:4201/p/bao-cao.docx)", "-"]]


def test_documents_say_how_many_places_a_draft_leaves_to_an_officer_and_why_there_is_no_pdf() -> None:
    board = boards.documents_board({"a.docx": "x", "b.docx": "y"}, {"a.docx": 3}, "Chưa có LibreOffice.")
    assert [row[1] for row in body_of(board)] == ["**Còn 03 chỗ cần cán bộ bổ sung**", "-"]
    assert "Chưa có LibreOffice." in board.split("| Tệp")[0]


def test_the_evaluation_board_is_a_draft_by_khoi_with_the_provinces_result() -> None:
    scores = [UnitScore("tckh", 92.345, {}, Proposal.COMMEND), UnitScore("phuong-2", None, {}, Proposal.EXPLAIN)]
    board = evaluation_board(evaluated(*scores))
    assert board.startswith("# DỰ THẢO ĐÁNH GIÁ\n\nTài liệu nội bộ, chưa phải kết quả chính thức.")
    assert "Tỉnh Đồng Tháp: 41,3226 điểm, hạng 1/2 (tính toán)" in board
    assert "Nguồn: CECODES, RTA và UNDP." in board
    assert [line for line in board.splitlines() if line.startswith("## ")] == [
        "## Các phòng, ban",
        "## UBND các xã, phường",
    ]
    assert [row[2] for row in body_of(board)] == [Proposal.COMMEND.label, Proposal.EXPLAIN.label]
    assert [row[1] for row in body_of(board)] == ["92,35", "-"]


def test_the_evaluation_board_lists_what_units_wrote_back_about_the_draft_in_force() -> None:
    known = evaluated(UnitScore("tckh", 92.345, {}, Proposal.COMMEND))
    assert known.evaluation is not None
    came = at("2024-04-17 08:05")
    answers = tuple(
        ScoreAnswer("tckh", draft, came, "tckh@sadec.example", subject)
        for draft, subject in ((known.evaluation.id, "Re: Đối chiếu | điểm"), (known.evaluation.id + 1, "dự thảo khác"))
    )
    assert "## Phản hồi của đơn vị" not in evaluation_board(known)
    board = evaluation_board(replace(known, score_answers=answers))
    assert body_of(board.partition("## Phản hồi của đơn vị")[2]) == [
        ["Phòng Tài chính - Kế hoạch", "08 giờ 05 phút ngày 17/4/2024", "tckh@sadec.example", "Re: Đối chiếu \\| điểm"]
    ]


def test_a_province_without_a_result_has_no_sentence() -> None:
    unscored = Publication("PAPI", 2023, 1, date(2024, 4, 2), (), "", "0" * 64, "Nguyễn Thị A")
    assert "điểm, hạng" not in evaluation_board(evaluated(publication=unscored))


def test_drafted_examples_say_so_on_every_board_of_units() -> None:
    known = evaluated(definition=a_plan(caveat="Danh mục dự thảo, chỉ để minh họa."))
    for board in (front(known), boards.status_board(known, AFTER), evaluation_board(known)):
        assert board.endswith("*Danh mục dự thảo, chỉ để minh họa.*")


def test_a_plan_of_nobody_has_boards_too() -> None:
    empty = facts(definition=a_plan(units=(), actions=(), groups=()), obligations=())
    assert body_of(boards.status_board(empty, AFTER)) == []
    assert "không có việc" in front(empty)
    assert boards.progress(empty, AFTER) == (0.0, "Kế hoạch thực hiện: đã gửi 00/00 cơ quan, đơn vị")
    assert "19 ngày từ hạn gửi kế hoạch (15/6/2023)" in boards.waiting_board(empty, AFTER)
    assert boards.documents_board({}).startswith("# Văn bản, tài liệu")
    assert evaluation_board(evaluated(definition=empty.definition, obligations=()))


def test_two_hundred_units_are_all_shown() -> None:
    known = of_units(200)
    assert len(body_of(boards.status_board(known, AFTER))) == 200
    assert front(known).count("Cần gọi: ") == 200


LAST = date(2023, 6, 25)


def test_the_status_board_names_contact_and_telephone_and_in_whose_place_a_unit_stands() -> None:
    heir = a_unit("phuong-5", contact_name="Lê Thị E", contact_phone="0900 000 000")
    units = (a_unit(valid_to=LAST, successor="phuong-5"), heir)
    known = facts(definition=a_plan(units=units), obligations=(an_obligation(borne_by="phuong-5"),))
    (row,) = body_of(boards.status_board(known, AFTER))
    assert (row[0], row[7]) == ("UBND Phuong 5 (thay UBND Phuong 2)", "Lê Thị E, 0900 000 000")


def test_the_front_page_asks_for_a_decision_where_nobody_can_answer_any_more() -> None:
    known = facts(definition=a_plan(units=(a_unit(valid_to=LAST),)))
    assert "Cần quyết định: UBND Phuong 2 đã kết thúc hoạt động ngày 25/6/2023" in front(known)
    assert "Cần gọi" not in front(known)


def test_the_front_page_tells_whose_form_was_taken_for_whom() -> None:
    units = (a_unit(valid_to=LAST, successor="phuong-5"), a_unit("phuong-5"))
    came = a_receipt("2023-06-29 09:00", form_unit="phuong-2", file_name="cu.xlsx")
    known = facts(definition=a_plan(units=units), receipts={1: (came,)})
    assert "hồ sơ được nhận cho UBND Phuong 5 (tệp cu.xlsx)" in front(known)


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (
            OpenReport("consolidated/3/bao-cao.docx", "1", "", 12),
            "Cần ký: Báo cáo consolidated/3/bao-cao.docx chưa có số, còn 12 chỗ cần cán bộ bổ sung: có số thì chạy",
        ),
        (
            OpenReport("consolidated/3/bao-cao.docx", "1", ""),
            "Cần ký: Báo cáo consolidated/3/bao-cao.docx chưa có số: có số thì chạy",
        ),
        (
            OpenReport("consolidated/3/bao-cao.docx", "1", "57/BC-PNV", 12),
            "Cần bổ sung: Báo cáo số 57/BC-PNV (consolidated/3/bao-cao.docx) chưa có bản hoàn chỉnh: chạy",
        ),
    ],
    ids=["brackets-left", "no-number", "no-file"],
)
def test_the_front_page_asks_for_a_final_report_until_it_is_done(report: OpenReport, line: str) -> None:
    digest = a_digest(facts(), AFTER, reports=(report,))
    (told,) = (each for each in to_do(digest, NO_MAIL) if "bao-cao.docx" in each)
    assert told.startswith(line)
    assert '"24. Ghi số, ngày văn bản" kèm tệp Word đã bổ sung hoặc bản PDF đã ký' in told
    assert digest.to_sign_count == 1
