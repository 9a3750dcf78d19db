"""What an officer is told of a review."""

import pytest

from papiplan.domain.facts import Consolidation, PlanFacts
from papiplan.domain.obligations import Outcome, Part, Receipt
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.review_words import consequences
from papiplan.domain.reviewing import Review
from tests.factories import a_plan, a_receipt, an_obligation, at

NOW = at("2024-04-11 14:00")
RETURNED = "Đã trả lại Biểu báo cáo kết quả của UBND Phuong 2 (hồ sơ số 2, mục số 7)."


def a_file(number: int, outcome: Outcome = Outcome.ACCEPTED, part: Part = Part.FORM) -> Receipt:
    returned = NOW if outcome is Outcome.RETURNED else None
    came = f"2024-04-0{number} 09:00"
    return a_receipt(came, submission_id=number, outcome=outcome, part=part, returned_at=returned)


CASES = {
    "nothing else in force": (
        [a_file(2, Outcome.RETURNED)], f"{RETURNED} Đơn vị hoàn thiện đến hết ngày 15/4/2024.",
    ),
    "an earlier form in force again": (
        [a_file(1), a_file(2, Outcome.RETURNED)],
        f"{RETURNED} Bản gửi trước (hồ sơ số 1, nhận lúc 09 giờ 00 phút ngày 01/4/2024) đang được sử dụng.",
    ),
    "mended meanwhile": (
        [a_file(2, Outcome.RETURNED), a_file(3)],
        f"{RETURNED} Bản gửi sau (hồ sơ số 3, nhận lúc 09 giờ 00 phút ngày 03/4/2024) đang được sử dụng.",
    ),
    "a signed document": (
        [a_file(2, Outcome.RETURNED, Part.SIGNED)],
        "Đã trả lại Báo cáo kết quả thực hiện của UBND Phuong 2 (hồ sơ số 2, mục số 7).",
    ),
    "accepted with a waiver": (
        [a_file(2, Outcome.ACCEPTED_WITH_WAIVER)],
        "Đã chấp nhận Biểu báo cáo kết quả của UBND Phuong 2 dù còn thiếu (hồ sơ số 2, mục số 7).",
    ),
}  # fmt: skip


def told(files: list[Receipt], *consolidations: Consolidation) -> str:
    report = an_obligation(kind=SubmissionKind.REPORT)
    facts = PlanFacts(a_plan(), obligations=(report,), receipts={1: tuple(files)}, consolidations=consolidations)
    (outcome,) = [file.outcome for file in files if file.submission_id == 2]
    decided = Review(submission=2, outcome=outcome, before=Outcome.ACCEPTED, reason="x", entry=7, recorded_at=NOW)
    return consequences(facts, 1, decided, NOW)


@pytest.mark.parametrize(("files", "words"), CASES.values(), ids=CASES.keys())
def test_the_officer_reads_what_became_of_the_file_and_what_is_in_force(files: list[Receipt], words: str) -> None:
    assert told(files) == words


def test_the_officer_reads_that_the_final_consolidation_still_shows_what_was_returned() -> None:
    final = Consolidation(1, 3, True, "nv1", "0" * 64, (2,), (), at("2024-04-09 09:00"))
    assert told([a_file(2, Outcome.RETURNED)], final).endswith(
        "Bản chốt tổng hợp lần 3 vẫn có số liệu của hồ sơ này; khi có bản hoàn thiện, hoặc để bỏ số liệu này, chạy "
        '"08. Chốt tổng hợp".'
    )
