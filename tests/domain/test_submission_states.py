"""What a list of all files says of each."""

from dataclasses import replace
from typing import Any

import pytest

from papiplan.domain.facts import Consolidation
from papiplan.domain.obligations import Outcome, Part
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.submission_states import SentFile, states
from tests.factories import at

FINAL = Consolidation(1, 1, True, "nv1", "0" * 64, (), (), at("2024-04-09 09:00"))
NOT_COUNTED = (Outcome.DUPLICATE, Outcome.UNASSIGNED, Outcome.SET_ASIDE)


def a_sent(
    number: int = 1, outcome: Outcome = Outcome.ACCEPTED, recorded_at: str = "2024-04-05 09:00", **changes: Any
) -> SentFile:
    came = at(recorded_at)
    version = None if outcome in NOT_COUNTED else number
    file = SentFile(
        number, "phuong-2", SubmissionKind.REPORT, 1, Part.FORM, version, outcome, "bao-cao.xlsx", "mailbox", came, came
    )
    return replace(file, **changes)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_file_alone_is_what_was_found_of_it(outcome: Outcome) -> None:
    assert states([a_sent(outcome=outcome)], None) == {1: outcome.label}


REPLACED = "Đã có bản thay thế"
SIGNED: dict[str, Any] = {"part": Part.SIGNED}
EVIDENCE: dict[str, Any] = {"part": Part.EVIDENCE}
AMONG = {
    "a later form in force replaces the earlier": ([a_sent(1), a_sent(2)], [REPLACED, "Hợp lệ"]),
    "a mended form replaces the refused one": (
        [a_sent(1, Outcome.REFUSED), a_sent(2)], [REPLACED, "Hợp lệ"],
    ),
    "and the returned one": ([a_sent(1, Outcome.RETURNED), a_sent(2)], [REPLACED, "Hợp lệ"]),
    "one accepted with a waiver replaces too": (
        [a_sent(1), a_sent(2, Outcome.ACCEPTED_WITH_WAIVER)], [REPLACED, "Chấp nhận, còn thiếu"],
    ),
    "and is replaced": ([a_sent(1, Outcome.ACCEPTED_WITH_WAIVER), a_sent(2)], [REPLACED, "Hợp lệ"]),
    "a newer refused one replaces nothing": (
        [a_sent(1), a_sent(2, Outcome.REFUSED)], ["Hợp lệ", "Cần hoàn thiện"],
    ),
    "a returned one leaves the earlier in force": (
        [a_sent(1), a_sent(2, Outcome.RETURNED)], ["Hợp lệ", "Đã trả lại"],
    ),
    "one being checked replaces nothing yet": (
        [a_sent(1), a_sent(2, Outcome.RECEIVED)], ["Hợp lệ", "Đã nhận, đang kiểm tra"],
    ),
    "a duplicate stays one": ([a_sent(1, Outcome.DUPLICATE), a_sent(2)], ["Gửi trùng", "Hợp lệ"]),
    "the two parts stand apart": ([a_sent(1, **SIGNED), a_sent(2)], ["Hợp lệ", "Hợp lệ"]),
    "a later scan replaces the earlier": ([a_sent(1, **SIGNED), a_sent(2, **SIGNED)], [REPLACED, "Hợp lệ"]),
    "evidence adds up": ([a_sent(1, **EVIDENCE), a_sent(2, **EVIDENCE)], ["Hợp lệ", "Hợp lệ"]),
    "another duty is another": ([a_sent(1), a_sent(2, obligation=2)], ["Hợp lệ", "Hợp lệ"]),
}  # fmt: skip


@pytest.mark.parametrize(("files", "said"), AMONG.values(), ids=AMONG.keys())
def test_a_file_among_others(files: list[SentFile], said: list[str]) -> None:
    assert list(states(files, None).values()) == said
    assert states(reversed(files), None) == states(files, None)


LATE = "2024-04-11 10:00"
AFTER = {
    "a report after the final consolidation": (a_sent(recorded_at=LATE), "Hợp lệ; bổ sung sau khi chốt"),
    "a refused one too": (
        a_sent(outcome=Outcome.REFUSED, recorded_at=LATE), "Cần hoàn thiện; bổ sung sau khi chốt",
    ),
    "and a signed document": (a_sent(recorded_at=LATE, **SIGNED), "Hợp lệ; bổ sung sau khi chốt"),
    "at the very instant it was still in time": (a_sent(recorded_at="2024-04-09 09:00"), "Hợp lệ"),
    "a sub-plan closes with nothing": (a_sent(recorded_at=LATE, kind=SubmissionKind.SUBPLAN), "Hợp lệ"),
    "what nobody can assign is no report yet": (
        a_sent(outcome=Outcome.UNASSIGNED, recorded_at=LATE, kind=None, obligation=None, unit=""), "Chưa rõ đơn vị",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "said"), AFTER.values(), ids=AFTER.keys())
def test_what_comes_after_the_final_consolidation_is_marked(file: SentFile, said: str) -> None:
    assert states([file], FINAL) == {1: said}
