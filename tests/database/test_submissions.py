"""Arrivals are recorded once, nothing is overwritten: duplicates, versions, and the outcome of a check."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from papiplan.database import Database, submissions
from papiplan.database.facts import load_facts
from papiplan.database.submissions import Arrival, NewSubmission, SubmissionRecord
from papiplan.domain.obligations import Outcome, Part
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.submissions import CheckedForm, FormRow, Value
from tests.database.filled_plan import (
    CHECKED,
    EVALUATED,
    FINAL,
    PLAN,
    PROBLEM,
    REPORTED,
    RETURNED,
    ROW,
    SENT_IN_TIME,
    a_submission,
    digest_of,
    obligation_id,
)
from tests.database_digest import database_digest

SUBPLAN, REPORT = SubmissionKind.SUBPLAN, SubmissionKind.REPORT
IN_FORCE = digest_of(f"tckh {SENT_IN_TIME}")
"""The bytes of the sub-plan that is in force."""


def arrive(connection: sa.Connection, *sent: NewSubmission, key: str = "thư 7") -> list[SubmissionRecord]:
    """Record an arrival and read its submissions back."""
    ids = submissions.save_arrival(connection, PLAN, Arrival("mailbox", key, REPORTED), sent, REPORTED)
    return list(submissions.load_submissions(connection, PLAN, ids=ids))


def a_subplan(connection: sa.Connection, part: Part = Part.FORM, **changes: object) -> NewSubmission:
    return a_submission(obligation_id(connection, PLAN, "tckh", SUBPLAN), part, **changes)


# Arrivals


def test_bytes_in_force_sent_again_are_a_duplicate_and_no_version(filled: sa.Connection) -> None:
    (again,) = arrive(filled, a_subplan(filled, sha256=IN_FORCE))
    assert (again.outcome, again.version, again.unit) == (Outcome.DUPLICATE, None, "tckh")


def test_other_bytes_are_a_new_version(filled: sa.Connection) -> None:
    (new,) = arrive(filled, a_subplan(filled, sha256=digest_of("khác")))
    assert (new.outcome, new.version) == (Outcome.RECEIVED, 2)


def test_bytes_that_were_returned_are_a_new_version_when_they_come_again(filled: sa.Connection) -> None:
    (refused,) = submissions.load_submissions(filled, PLAN, outcome=Outcome.REFUSED)
    (again,) = arrive(filled, a_submission(refused.obligation, sha256=refused.sha256))
    assert (again.outcome, again.version) == (Outcome.RECEIVED, 3)
    assert submissions.earlier_return(filled, again.id) == RETURNED


def test_bytes_that_were_never_returned_have_no_earlier_return(filled: sa.Connection) -> None:
    (again,) = arrive(filled, a_subplan(filled, sha256=IN_FORCE))
    assert submissions.earlier_return(filled, again.id) is None


def test_bytes_in_force_for_one_duty_are_new_for_another(filled: sa.Connection) -> None:
    other = obligation_id(filled, PLAN, "phuong-2", REPORT)
    (new,) = arrive(filled, a_submission(other, sha256=IN_FORCE))
    assert (new.outcome, new.version) == (Outcome.RECEIVED, 1)


def test_the_two_parts_count_their_versions_apart(filled: sa.Connection) -> None:
    sent = [
        a_subplan(filled, sha256=digest_of("biểu")),
        a_subplan(filled, Part.SIGNED, sha256=digest_of("bản ký"), doc_symbol="60/KH-TCKH"),
    ]
    form, signed = arrive(filled, *sent)
    assert [(form.part, form.version, form.outcome), (signed.part, signed.version, signed.outcome)] == [
        (Part.FORM, 2, Outcome.RECEIVED),
        (Part.SIGNED, 2, Outcome.ACCEPTED),
    ]


def test_one_file_twice_in_one_arrival_counts_once(filled: sa.Connection) -> None:
    scan = a_subplan(filled, Part.SIGNED, sha256=digest_of("bản ký"))
    assert [sent.outcome for sent in arrive(filled, scan, scan)] == [Outcome.ACCEPTED, Outcome.DUPLICATE]


def test_a_document_known_by_its_number_alone_has_no_file(filled: sa.Connection) -> None:
    (signed,) = arrive(filled, a_subplan(filled, Part.SIGNED, sha256=None, size=0, doc_symbol="61/KH-TCKH"))
    assert (signed.sha256, signed.outcome, signed.version, signed.doc_symbol) == (
        None,
        Outcome.ACCEPTED,
        2,
        "61/KH-TCKH",
    )


def test_what_nobody_could_assign_is_kept_and_no_receipt(filled: sa.Connection) -> None:
    (found,) = arrive(filled, a_submission(None, problems=(PROBLEM,)))
    assert (found.outcome, found.unit, found.version, found.problems) == (Outcome.UNASSIGNED, None, None, (PROBLEM,))
    received = load_facts(filled, PLAN, EVALUATED).receipts
    assert found.id not in {receipt.submission_id for came in received.values() for receipt in came}


def test_an_arrival_that_was_read_before_is_found_by_its_key(filled: sa.Connection) -> None:
    recorded = [sent.id for sent in arrive(filled, a_subplan(filled), a_submission(None))]
    assert list(submissions.submissions_of(filled, PLAN, "mailbox", "thư 7")) == recorded
    assert submissions.submissions_of(filled, PLAN, "inbox", "thư 7") == ()
    assert submissions.submissions_of(filled, PLAN, "mailbox", "thư 8") == ()


def test_a_consolidated_form_stays_in_force_whatever_comes_after_it(filled: sa.Connection) -> None:
    owed = obligation_id(filled, PLAN, "tckh", REPORT)
    before = load_facts(filled, PLAN, EVALUATED).usable(REPORT, EVALUATED)
    (late,) = arrive(filled, a_submission(owed, sha256=digest_of("báo cáo sửa")))
    submissions.save_check(filled, late.id, CheckedForm((), (PROBLEM,), 0, 1), EVALUATED)
    assert load_facts(filled, PLAN, EVALUATED).usable(REPORT, EVALUATED) == before


# Checks


@pytest.mark.parametrize(
    ("problems", "outcome"), [((), Outcome.ACCEPTED), ((PROBLEM, PROBLEM), Outcome.REFUSED)], ids=["right", "wrong"]
)
def test_a_check_records_outcome_problems_and_rows(
    filled: sa.Connection, problems: tuple[object, ...], outcome: Outcome
) -> None:
    (sent,) = arrive(filled, a_subplan(filled, sha256=digest_of("khác")))
    assert submissions.save_check(filled, sent.id, CheckedForm((ROW,), problems, 3, 4), FINAL)  # type: ignore[arg-type]
    (found,) = submissions.load_submissions(filled, PLAN, ids=[sent.id])
    assert (found.outcome, found.problems, found.valid_rows, found.expected_rows) == (outcome, problems, 3, 4)
    assert submissions.load_rows(filled, [sent.id]) == {sent.id: (ROW,)}


def test_a_second_check_changes_nothing(filled_database: Database) -> None:
    before = database_digest(filled_database)
    with filled_database.plan_transaction(PLAN) as connection:
        for record in submissions.load_submissions(connection, PLAN):
            again = CheckedForm((ROW,), (PROBLEM,), 0, 9)
            assert submissions.save_check(connection, record.id, again, CHECKED + timedelta(days=1)) is False
    assert database_digest(filled_database) == before


def test_values_come_back_as_they_were_read(filled: sa.Connection) -> None:
    values: dict[str, Value] = {
        "text": "Đã niêm yết",
        "whole": 4,
        "part": 0.1,
        "none": None,
        "yes": True,
        "on": "2023-12-31",
    }
    (sent,) = arrive(filled, a_subplan(filled, sha256=digest_of("khác")))
    row = FormRow("Kế hoạch", 10, "2.3.1", values, {"text": "J10"})
    submissions.save_check(filled, sent.id, CheckedForm((row,), (), 1, 1), FINAL)
    (found,) = submissions.load_rows(filled, [sent.id])[sent.id]
    assert found == row
    assert [type(value) for value in found.values.values()] == [type(value) for value in values.values()]
