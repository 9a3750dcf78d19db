"""What stands above everything else on a plan's boards."""

from dataclasses import replace
from datetime import date

import pytest

from papiplan.documents.boards.boards import front_page, status_board
from papiplan.documents.boards.evaluation_board import evaluation_board
from papiplan.documents.boards.state_notes import state_notes
from papiplan.domain.endings import Ending
from papiplan.domain.facts import Consolidation, EvaluationRecord, PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.messages import DeliveryState
from papiplan.domain.plans import SubmissionKind
from tests.consolidations import a_publication, an_issue
from tests.factories import a_digest, a_plan, a_receipt, an_obligation, at

CANCELLED = Ending(
    HandAct.CANCEL, "nv1", "Chủ tịch", "Nghị quyết số 202/2025/QH15", "không còn cấp huyện.", at("2025-07-01 09:00")
)
CLOSED = Ending(HandAct.CLOSE, "nv1", "Chủ tịch", "Quyết định số 9/QĐ-UBND", "", at("2024-06-28 09:00"))
FINAL = Consolidation(1, 1, True, "nv1", "0" * 64, (), (), at("2024-04-12 10:00"))
CORRECTED = a_publication(version=2, published_on=date(2024, 4, 10), reason="theo Công văn số 12/SNV")
FACTS = PlanFacts(definition=a_plan(), issue=an_issue(), obligations=(an_obligation(),))
STALE = replace(FACTS, publication=CORRECTED, consolidations=(FINAL,))
CHANGED = replace(
    FACTS,
    obligations=(an_obligation(kind=SubmissionKind.REPORT),),
    receipts={1: (a_receipt("2024-04-15 09:00"),)},
    consolidations=(FINAL,),
)
ENDED = replace(STALE, acts=frozenset({"cancel"}), ending=CANCELLED)

NOTES = [
    ("a plan on its usual way", FACTS, ""),
    (
        "cancelled",
        ENDED,
        "Kế hoạch đã kết thúc trước thời hạn ngày 01/7/2025 theo quyết định của Chủ tịch "
        "(Nghị quyết số 202/2025/QH15). Lý do: không còn cấp huyện. "
        "Không đôn đốc, không gửi thư, không nhận hồ sơ nữa.",
    ),
    (
        "closed",
        replace(STALE, acts=frozenset({"confirm", "close"}), ending=CLOSED),
        "Kết thúc, lưu hồ sơ ngày 28/6/2024 theo quyết định của Chủ tịch (Quyết định số 9/QĐ-UBND). "
        "Không đôn đốc, không gửi thư, không nhận hồ sơ nữa. Hồ sơ lưu trữ: archive/sa-dec-2023-luu-tru.zip.",
    ),
    (
        "a final report of an older publication",
        STALE,
        "Công bố Chỉ số đã được đính chính (ngày 10/4/2024; lý do: theo Công văn số 12/SNV): bản chốt tổng hợp lần 1 "
        'dựa trên số liệu cũ. Cách làm: chạy "08. Chốt tổng hợp", sau đó "09. Lập dự thảo đánh giá".',
    ),
    (
        "results that a person has confirmed",
        replace(STALE, acts=frozenset({"confirm"})),
        "Công bố Chỉ số đã được đính chính (ngày 10/4/2024; lý do: theo Công văn số 12/SNV): bản chốt tổng hợp lần 1 "
        "dựa trên số liệu cũ. Kết quả đã được xác nhận; đề nghị báo cáo người có thẩm quyền.",
    ),
    (
        "a report after the final one",
        CHANGED,
        "Sau bản chốt tổng hợp lần 1 có báo cáo mới: UBND Phuong 2. "
        'Bản chốt không tự thay đổi; để cập nhật, chạy "08. Chốt tổng hợp".',
    ),
    (
        "a report after results that a person has confirmed",
        replace(CHANGED, acts=frozenset({"confirm"})),
        "Sau bản chốt tổng hợp lần 1 có báo cáo mới: UBND Phuong 2. "
        "Kết quả đã được xác nhận; đề nghị báo cáo người có thẩm quyền.",
    ),
]


@pytest.mark.parametrize(("facts", "note"), [row[1:] for row in NOTES], ids=[row[0] for row in NOTES])
def test_what_no_longer_holds_is_said_in_one_sentence(facts: PlanFacts, note: str) -> None:
    assert " ".join(state_notes(facts)) == note


def test_every_board_of_a_plan_that_has_ended_says_so_and_asks_nobody_to_call() -> None:
    now, nothing = at("2025-07-02 08:00"), dict.fromkeys(DeliveryState, 0)
    evaluated = replace(ENDED, evaluation=EvaluationRecord(1, 1, "0" * 64, (), at("2024-04-15 10:00")))
    front = front_page(a_digest(evaluated, now), nothing, {}, {})
    assert all("đã kết thúc trước thời hạn" in board for board in (front, status_board(evaluated, now)))
    assert "đã kết thúc trước thời hạn" in evaluation_board(evaluated)
    assert "Cần gọi" not in front
    assert "Cần gọi" in front_page(a_digest(FACTS, now), nothing, {}, {})
