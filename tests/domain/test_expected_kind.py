"""Which duty a unit's signed document answers, when nobody says so."""

from datetime import date

import pytest

from papiplan.domain.obligations import DueDate, Part, Receipt, Standing, Timing, expected_kind, standing
from papiplan.domain.plans import SubmissionKind
from tests.factories import a_receipt, an_obligation, at


def stands(kind: SubmissionKind, *receipts: Receipt, due: DueDate | None) -> Standing:
    return standing(an_obligation(kind=kind, due=due), receipts, at("2024-04-05 08:00"), Timing())


SUBPLAN, REPORT = SubmissionKind.SUBPLAN, SubmissionKind.REPORT
DUE = DueDate(date(2024, 4, 8), "05 ngày kể từ ngày công bố")
COMPLETE = [a_receipt(submission_id=1), a_receipt(submission_id=2, part=Part.SIGNED)]


@pytest.mark.parametrize(
    ("doc_symbol", "subplan", "report_due", "prepared", "kind"),
    [
        ("57/KH-UBND", COMPLETE, DUE, True, SUBPLAN),
        ("57/BC-UBND", [], None, False, REPORT),
        ("57/ kh-ubnd", [], DUE, True, SUBPLAN),
        ("57/bc-ubnd", [], None, False, REPORT),
        ("57/UBND-NV", [], None, True, SUBPLAN),
        ("57/UBND-NV", COMPLETE[:1], None, True, SUBPLAN),
        ("57/UBND-NV", COMPLETE, None, True, REPORT),
        ("57/UBND-NV", COMPLETE, None, False, SUBPLAN),
        ("", [], None, True, SUBPLAN),
        ("", COMPLETE, None, True, REPORT),
        ("", COMPLETE, None, False, SUBPLAN),
        ("", [], DUE, True, REPORT),
        ("KH-UBND", [], DUE, True, REPORT),
    ],
)
def test_a_signed_document_answers_what_its_symbol_says_else_what_is_due(
    doc_symbol: str, subplan: list[Receipt], report_due: DueDate | None, prepared: bool, kind: SubmissionKind
) -> None:
    standings = [stands(SUBPLAN, *subplan, due=DUE), stands(REPORT, due=report_due)]
    assert expected_kind(standings, doc_symbol, report_prepared=prepared) is kind
