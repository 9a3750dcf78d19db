"""Which letters urged a duty in writing, and who is asked to explain after them."""

from datetime import date

import pytest

from papiplan.domain.explaining import Unexplained, to_explain
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import DueDate
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.urgings import WrittenUrging, urgings_about, written_urgings
from papiplan.domain.verdicts import ConfirmedEvaluation, UnitVerdict, Verdict
from tests.factories import a_plan, a_receipt, an_obligation, at

JULY_5, JULY_12 = date(2023, 7, 5), date(2023, 7, 12)
FIRST, SECOND = "drafts/2023-07-05-subplan", "drafts/2023-07-12-subplan"
DRAFTED = {FIRST: frozenset({1, 2}), SECOND: frozenset({2})}


def a_letter(folder: str, number: str, on: date, name: str = "cong-van-don-doc-ubnd.docx") -> tuple[date, str, str]:
    return on, number, f"{folder}/{name}"


@pytest.mark.parametrize(
    ("signed", "numbers"),
    [
        ([], []),
        ([a_letter(FIRST, "812/UBND-NV", JULY_5)], ["812/UBND-NV"]),
        (
            [a_letter(SECOND, "830/UBND-NV", JULY_12), a_letter(FIRST, "812/UBND-NV", JULY_5)],
            ["812/UBND-NV", "830/UBND-NV"],
        ),
        # Both letters of one day urge once.
        (
            [
                a_letter(FIRST, "31/PNV", date(2023, 7, 6), "cong-van-don-doc-phong.docx"),
                a_letter(FIRST, "812/UBND-NV", JULY_5),
            ],
            ["812/UBND-NV"],
        ),
        ([a_letter("consolidated/1", "57/BC-PNV", JULY_12, "bao-cao.docx")], []),
    ],
    ids=["none signed", "one", "the earlier first", "two of one folder", "another paper"],
)
def test_a_folder_of_drafts_urges_once_however_many_are_signed(
    signed: list[tuple[date, str, str]], numbers: list[str]
) -> None:
    assert [urging.number for urging in written_urgings(DRAFTED, signed)] == numbers


LETTERS = (
    WrittenUrging("812/UBND-NV", JULY_5, frozenset({1, 2})),
    WrittenUrging("830/UBND-NV", JULY_12, frozenset({2})),
)


@pytest.mark.parametrize(
    ("obligation", "until", "count"), [(1, JULY_12, 1), (2, JULY_12, 2), (2, date(2023, 7, 11), 1), (3, JULY_12, 0)]
)
def test_a_duty_is_urged_by_the_letters_that_name_it(obligation: int, until: date, count: int) -> None:
    assert len(urgings_about(obligation, LETTERS, until)) == count


@pytest.mark.parametrize(
    ("verdict", "sent", "letters", "asked"),
    [
        (Verdict.EXPLAIN, False, 2, True),
        (Verdict.EXPLAIN, False, 1, False),
        (Verdict.EXPLAIN, True, 2, False),
        (Verdict.LEARN, False, 2, False),
    ],
    ids=["never sent", "urged once", "sent after all", "decided otherwise"],
)
def test_who_never_sent_after_two_letters_is_asked_to_explain(
    verdict: Verdict, sent: bool, letters: int, asked: bool
) -> None:
    duty = an_obligation(id=2, due=DueDate(date(2023, 6, 30), "15 ngày"))
    receipts = {2: (a_receipt("2023-07-20 09:00"),)} if sent else {}
    facts = PlanFacts(a_plan(), obligations=(duty,), receipts=receipts)
    decided = ConfirmedEvaluation(
        1, "0" * 64, "456/QĐ-UBND", JULY_12, "Chủ tịch", (UnitVerdict(duty.borne_by, "", verdict),)
    )
    found = list(to_explain(decided, facts.standings(at("2024-04-26 09:00")), LETTERS[-letters:], 2, date(2024, 4, 26)))
    assert found == ([Unexplained(duty.borne_by, SubmissionKind.SUBPLAN, LETTERS)] if asked else [])
