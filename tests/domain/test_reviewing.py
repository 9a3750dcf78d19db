"""What an officer may return and what he may accept, which file he means, and when he said the same before."""

from dataclasses import replace
from typing import Any

import pytest

from papiplan.domain.entries import EntryReading
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Missing, Outcome, Part, Receipt, Status, Timing, standing
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.review_choice import ChosenReview, StatedReview, choose_review
from papiplan.domain.reviewing import Review, Reviewed, Verdict, review, unmended
from papiplan.domain.submissions import CheckedForm
from tests.factories import a_plan, a_receipt, an_obligation, at

NOW = at("2023-07-03 09:00")
REASON = "Chưa thống nhất: văn bản ghi 3 quý, biểu ghi 4 quý"


def a_file(number: int = 1, outcome: Outcome = Outcome.ACCEPTED, part: Part = Part.FORM, **changes: Any) -> Receipt:
    returned = at("2023-06-30 09:00") if outcome in (Outcome.REFUSED, Outcome.RETURNED) else None
    stated = {"submission_id": number, "version": number, "outcome": outcome, "part": part, "returned_at": returned}
    return a_receipt(f"2023-06-2{number} 09:00", **{**stated, **changes})


def a_review(submission: int, outcome: Outcome, reason: str = REASON) -> Review:
    before = Outcome.REFUSED if outcome is Outcome.ACCEPTED_WITH_WAIVER else Outcome.ACCEPTED
    at_ = at("2023-06-30 09:00")
    return Review(submission=submission, outcome=outcome, before=before, reason=reason, entry=7, recorded_at=at_)


ALLOWED = {
    (Verdict.RETURN, Part.FORM): {Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_WAIVER},
    (Verdict.RETURN, Part.SIGNED): {Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_WAIVER},
    (Verdict.ACCEPT, Part.FORM): {Outcome.REFUSED},
}


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("verdict", Verdict)
def test_only_what_is_in_force_is_returned_and_only_a_refused_form_accepted(
    verdict: Verdict, part: Part, outcome: Outcome
) -> None:
    file = a_file(outcome=outcome, part=part)
    if outcome in ALLOWED.get((verdict, part), ()):
        decided = review(Reviewed(file, None, has_data=True), verdict, REASON)
        assert decided == Review(submission=1, outcome=verdict.outcome, before=outcome, reason=REASON)
        assert decided.before is outcome
    else:
        with pytest.raises(Refused, match="Không có dữ liệu nào thay đổi"):
            review(Reviewed(file, None, has_data=True), verdict, REASON)


REFUSALS = {
    "a form that was replaced is not returned": (
        Verdict.RETURN, Reviewed(a_file(), a_file(2), True), "đã có bản thay thế (hồ sơ số 2)",
    ),
    "a refused form that was replaced is not accepted": (
        Verdict.ACCEPT, Reviewed(a_file(1, Outcome.REFUSED), a_file(2), True), "đã có bản thay thế (hồ sơ số 2)",
    ),
    "a file that nothing could be read from is not accepted": (
        Verdict.ACCEPT, Reviewed(a_file(1, Outcome.REFUSED), None, False), "không đọc được dòng số liệu nào",
    ),
    "what was returned for another reason": (
        Verdict.RETURN,
        Reviewed(a_file(1, Outcome.RETURNED), None, True, (a_review(1, Outcome.RETURNED, "khác"),)),
        'đã được trả lại ngày 30/6/2023 (mục số 7), lý do: "khác"',
    ),
    "what was accepted for another reason": (
        Verdict.ACCEPT,
        Reviewed(
            a_file(1, Outcome.ACCEPTED_WITH_WAIVER), None, True, (a_review(1, Outcome.ACCEPTED_WITH_WAIVER, "khác"),)
        ),
        'đã được chấp nhận ngày 30/6/2023 (mục số 7), lý do: "khác"',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("verdict", "reviewed", "sentence"), REFUSALS.values(), ids=REFUSALS.keys())
def test_what_stands_against_a_review_is_said(verdict: Verdict, reviewed: Reviewed, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        review(reviewed, verdict, REASON)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("verdict", "outcome"),
    [(Verdict.RETURN, Outcome.RETURNED), (Verdict.ACCEPT, Outcome.ACCEPTED_WITH_WAIVER)],
)
def test_the_same_review_again_is_none(verdict: Verdict, outcome: Outcome) -> None:
    assert review(Reviewed(a_file(1, outcome), None, True, (a_review(1, outcome),)), verdict, REASON) is None


def test_a_refused_form_is_accepted_though_an_earlier_one_is_in_force() -> None:
    decided = review(Reviewed(a_file(2, Outcome.REFUSED), a_file(1), has_data=True), Verdict.ACCEPT, REASON)
    assert decided is not None
    assert decided.submission == 2


# Which file is meant

OTHER_DUTY = an_obligation(id=2, kind=SubmissionKind.REPORT)


def chosen(
    stated: StatedReview, *files: Receipt, reviews: tuple[Review, ...] = (), problems: tuple[Problem, ...] = ()
) -> ChosenReview:
    facts = PlanFacts(a_plan(), obligations=(an_obligation(), OTHER_DUTY), receipts={1: files})
    return choose_review(EntryReading(facts.definition, NOW, problems), facts, stated, reviews)


def stated(decision: str = "return", unit: str = "P2", kind: str = "kế hoạch", **changes: Any) -> StatedReview:
    return replace(StatedReview(decision, REASON, unit=unit, kind=kind), **changes)


SIGNED: dict[str, Any] = {"part": Part.SIGNED}
MEANT = {
    "the form in force": (stated(), [a_file(1), a_file(2)], 2),
    "the form in force though a newer one was refused": (stated(), [a_file(1), a_file(2, Outcome.REFUSED)], 1),
    "the signed document in force": (
        stated(part="bản ký"), [a_file(1, **SIGNED), a_file(2, **SIGNED), a_file(3)], 2,
    ),
    "the newest form, to be accepted": (stated("chấp nhận"), [a_file(1), a_file(2, Outcome.REFUSED)], 2),
    "a form by its number": (StatedReview("trả lại", REASON, submission="Hồ sơ số 1"), [a_file(1), a_file(2)], 1),
    "a form by its number and unit": (stated(submission="1", kind=""), [a_file(1), a_file(2)], 1),
}  # fmt: skip


@pytest.mark.parametrize(("said", "files", "number"), MEANT.values(), ids=MEANT.keys())
def test_the_file_that_is_meant(said: StatedReview, files: list[Receipt], number: int) -> None:
    found = chosen(said, *files)
    assert (found.receipt.submission_id, found.reason) == (number, REASON)


def test_after_a_return_the_same_call_means_the_same_file_and_not_the_earlier_one_now_in_force() -> None:
    files, returned = (a_file(1), a_file(2, Outcome.RETURNED)), (a_review(2, Outcome.RETURNED),)
    assert chosen(stated(), *files, reviews=returned).receipt.submission_id == 2
    assert chosen(stated(reason="khác"), *files, reviews=returned).receipt.submission_id == 1


def test_a_newer_file_is_returned_though_an_earlier_one_was_for_the_same_reason() -> None:
    files, returned = (a_file(1, Outcome.RETURNED), a_file(2)), (a_review(1, Outcome.RETURNED),)
    assert chosen(stated(), *files, reviews=returned).receipt.submission_id == 2


UNCLEAR = {
    "everything at once": (
        StatedReview("xóa", " ", part="tất cả"),
        ['Quyết định: "xóa" không có', 'Phần: "tất cả" không có', "Lý do: đang để trống", "chưa nêu hồ sơ nào"],
    ),
    "a unit that nobody knows": (stated(unit="phường 99"), ['không rõ đơn vị "phường 99"']),
    "a unit that sends no such thing": (stated(unit="nv"), ["Phòng Nội vụ không phải gửi kế hoạch thực hiện"]),
    "a kind that there is not": (stated(kind="thư"), ['Loại hồ sơ: "thư" không chọn được']),
    "a remedy without a number": (stated(kind="khắc phục"), ["với báo cáo khắc phục, nêu số hồ sơ"]),
    "a number that there is not": (
        stated(submission="hồ sơ 9"),
        ["Hồ sơ số: không có hồ sơ số 9", "Ghi một trong các số: 1."],
    ),
    "words that are no number": (
        stated(submission="chín"),
        ['Hồ sơ số: "chín" không phải là số hồ sơ', "Ghi một trong các số: 1."],
    ),
    "another unit's number": (stated(submission="1", unit="tckh"), ["là hồ sơ của UBND Phuong 2"]),
    "nothing to return": (stated(kind="báo cáo"), ["UBND Phuong 2 không có biểu nào để trả lại"]),
}


@pytest.mark.parametrize(("said", "sentences"), UNCLEAR.values(), ids=UNCLEAR.keys())
def test_what_is_unclear_is_refused_with_every_problem(said: StatedReview, sentences: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        chosen(said, a_file(1))
    assert [sentence for sentence in sentences if sentence not in str(refused.value)] == []


# The same bytes again


def test_bytes_that_an_officer_returned_are_refused_until_they_are_mended_though_no_check_finds_why() -> None:
    right, returned = CheckedForm((), (), 27, 27), a_review(1, Outcome.RETURNED)
    assert unmended(right, None) is right
    (problem,) = unmended(right, returned).problems
    assert problem.sentence() == (
        f"Tệp giống hoàn toàn tệp đã được trả lại ngày 30/6/2023. Nội dung cần hoàn thiện: {REASON}"
    )
    wrong = replace(right, problems=(Problem("", "đang để trống"),))
    assert unmended(wrong, returned) is wrong


# What a returned file does to its duty


RETURNED_AT = "2023-07-10 09:00"
STANDS: dict[str, tuple[list[Receipt], str, tuple[Status, Missing, int | None]]] = {
    "in its mending period the first receipt counts": (
        [a_file(1, Outcome.RETURNED, returned_at=RETURNED_AT)], "2023-07-12 17:00",
        (Status.ON_TIME, Missing.BOTH, None),
    ),
    "after it, as if nothing had come": (
        [a_file(1, Outcome.RETURNED, returned_at=RETURNED_AT)], "2023-07-13 08:00",
        (Status.OVERDUE, Missing.BOTH, None),
    ),
    "mended in time, the first receipt counts": (
        [a_file(1, Outcome.RETURNED, returned_at=RETURNED_AT), a_receipt("2023-07-12 15:00", submission_id=2)],
        "2023-07-20 08:00", (Status.ON_TIME, Missing.SIGNED, 2),
    ),
    "mended later, the receipt of the mended one": (
        [a_file(1, Outcome.RETURNED, returned_at=RETURNED_AT), a_receipt("2023-07-13 15:00", submission_id=2)],
        "2023-07-20 08:00", (Status.LATE, Missing.SIGNED, 2),
    ),
    "an earlier usable one is in force again": (
        [a_file(1), a_file(2, Outcome.RETURNED, returned_at=RETURNED_AT)], "2023-07-20 08:00",
        (Status.ON_TIME, Missing.SIGNED, 1),
    ),
    "a later one stays in force": (
        [a_file(1, Outcome.RETURNED, returned_at=RETURNED_AT), a_file(2)], "2023-07-20 08:00",
        (Status.ON_TIME, Missing.SIGNED, 2),
    ),
    "a returned signed document has not come": (
        [a_file(1, Outcome.RETURNED, **SIGNED), a_file(2)], "2023-07-20 08:00", (Status.ON_TIME, Missing.SIGNED, 2),
    ),
    "one accepted with a waiver counts as received": (
        [a_file(1, Outcome.ACCEPTED_WITH_WAIVER)], "2023-07-20 08:00", (Status.ON_TIME, Missing.SIGNED, 1),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "now", "expected"), STANDS.values(), ids=STANDS.keys())
def test_how_a_duty_stands_after_a_review(
    files: list[Receipt], now: str, expected: tuple[Status, Missing, int | None]
) -> None:
    found = standing(an_obligation(), files, at(now), Timing())
    assert (found.status, found.missing, found.current and found.current.submission_id) == expected
