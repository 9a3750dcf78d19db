"""Reviews on record: how a submission stood at each instant, and what consolidations keep of it."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from papiplan.database import outcomes, reviews, schema, submissions
from papiplan.database.facts import load_facts
from papiplan.database.holding import save_hold, save_release
from papiplan.database.sent_files import load_sent_files
from papiplan.domain.obligations import Outcome, Receipt
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.reviewing import Review
from tests.database.filled_plan import CHECKED, EVALUATED, FINAL, MENDED, PLAN, RETURNED, digest_of

AN_INSTANT = timedelta(microseconds=1)
REVIEWED, AGAIN = EVALUATED + timedelta(days=1), EVALUATED + timedelta(days=2)
LATER = EVALUATED + timedelta(days=9)
SUBPLAN, REPORT = SubmissionKind.SUBPLAN, SubmissionKind.REPORT


def receipt(connection: sa.Connection, unit: str, kind: SubmissionKind, now: datetime, version: int = 1) -> Receipt:
    """The form of this version as at an instant."""
    facts = load_facts(connection, PLAN, now)
    owed = facts.obligation_of(unit, kind)
    assert owed is not None
    return next(r for r in facts.receipts[owed.id] if r.form_unit and r.version == version)


def decide(connection: sa.Connection, form: Receipt, outcome: Outcome, now: datetime, entry: int = 90) -> None:
    decided = Review(
        submission=form.submission_id,
        outcome=outcome,
        before=form.outcome,
        reason="ghi rõ số lần",
        actor="nv1",
        entry=entry,
        recorded_at=now,
    )
    reviews.save_review(connection, PLAN, decided)


def undo(connection: sa.Connection, entry: int, now: datetime) -> None:
    reviews.undo_reviews(connection, PLAN, entry, now)
    connection.execute(schema.reviews.update().where(schema.reviews.c.entry == entry).values(withdrawn_at=now))


def test_a_returned_form_was_accepted_until_it_was_returned(filled: sa.Connection) -> None:
    form = receipt(filled, "tckh", SUBPLAN, LATER)
    decide(filled, form, Outcome.RETURNED, REVIEWED)
    stood = {
        now: (found.outcome, found.returned_at)
        for now in (CHECKED - AN_INSTANT, CHECKED, REVIEWED - AN_INSTANT, REVIEWED, LATER)
        for found in [receipt(filled, "tckh", SUBPLAN, now)]
    }
    assert list(stood.values()) == [
        (Outcome.RECEIVED, None),
        (Outcome.ACCEPTED, None),
        (Outcome.ACCEPTED, None),
        (Outcome.RETURNED, REVIEWED),
        (Outcome.RETURNED, REVIEWED),
    ]


def test_a_waived_form_was_refused_until_it_was_accepted_and_may_be_returned(filled: sa.Connection) -> None:
    decide(filled, receipt(filled, "phuong-2", SUBPLAN, LATER), Outcome.ACCEPTED_WITH_WAIVER, REVIEWED)
    decide(filled, receipt(filled, "phuong-2", SUBPLAN, LATER), Outcome.RETURNED, AGAIN, entry=91)
    stood = [receipt(filled, "phuong-2", SUBPLAN, now) for now in (RETURNED, REVIEWED, AGAIN)]
    assert [(found.outcome, found.returned_at) for found in stood] == [
        (Outcome.REFUSED, RETURNED),
        (Outcome.ACCEPTED_WITH_WAIVER, None),
        (Outcome.RETURNED, AGAIN),
    ]


def test_a_return_that_was_taken_back_held_only_until_then(filled: sa.Connection) -> None:
    decide(filled, receipt(filled, "tckh", SUBPLAN, LATER), Outcome.RETURNED, REVIEWED)
    undo(filled, 90, AGAIN)
    stood = [receipt(filled, "tckh", SUBPLAN, now).outcome for now in (REVIEWED, AGAIN - AN_INSTANT, AGAIN)]
    assert stood == [Outcome.RETURNED, Outcome.RETURNED, Outcome.ACCEPTED]


def test_a_return_under_a_hold_is_known_when_the_hold_ends(filled: sa.Connection) -> None:
    save_hold(filled, PLAN, "nv1", "sắp xếp bộ máy", REVIEWED - AN_INSTANT)
    decide(filled, receipt(filled, "tckh", SUBPLAN, LATER), Outcome.RETURNED, REVIEWED)
    assert receipt(filled, "tckh", SUBPLAN, AGAIN).returned_at == AGAIN
    save_release(filled, PLAN, "nv1", AGAIN)
    assert receipt(filled, "tckh", SUBPLAN, LATER).returned_at == AGAIN


def consolidated(connection: sa.Connection, submission: int) -> list[tuple[Outcome | None, datetime | None]]:
    table = schema.consolidated_reports.c
    rows = connection.execute(sa.select(table.outcome, table.returned_at).where(table.submission == submission))
    return [(row.outcome, row.returned_at) for row in rows]


def test_a_consolidation_keeps_what_it_shows_though_a_report_of_it_is_returned(filled: sa.Connection) -> None:
    report = receipt(filled, "tckh", REPORT, LATER)
    before = load_facts(filled, PLAN, LATER).consolidations
    decide(filled, report, Outcome.RETURNED, REVIEWED)
    assert consolidated(filled, report.submission_id) == [(None, REVIEWED)]
    facts = load_facts(filled, PLAN, LATER)
    assert facts.consolidations == before
    assert facts.usable(REPORT, LATER) == ()
    usable_then = load_facts(filled, PLAN, FINAL).usable(REPORT, FINAL)
    assert list(submissions.load_accepted(filled, PLAN, usable_then)) == [("tckh", REPORT)]
    undo(filled, 90, AGAIN)
    assert consolidated(filled, report.submission_id) == [(Outcome.ACCEPTED, None)]


def consolidate(connection: sa.Connection, *reports: int) -> int:
    return outcomes.save_consolidation(
        connection,
        PLAN,
        revision=outcomes.next_revision(connection, PLAN),
        final=False,
        actor="nv1",
        facts_digest=digest_of("khác"),
        publication_version=1,
        reports=reports,
        missing=(),
        now=REVIEWED,
    )


def test_a_waiver_taken_back_is_let_go_of_by_an_interim_consolidation(filled: sa.Connection) -> None:
    form = receipt(filled, "phuong-2", SUBPLAN, LATER)
    decide(filled, form, Outcome.ACCEPTED_WITH_WAIVER, REVIEWED)
    consolidate(filled, form.submission_id)
    undo(filled, 90, AGAIN)
    assert consolidated(filled, form.submission_id) == [(None, AGAIN)]
    assert receipt(filled, "phuong-2", SUBPLAN, AGAIN).outcome is Outcome.REFUSED


def test_a_consolidation_of_reports_that_are_not_the_plans_fails(filled: sa.Connection) -> None:
    with pytest.raises(LookupError, match="Of the 2 reports"):
        consolidate(filled, receipt(filled, "tckh", REPORT, LATER).submission_id, 999_999)


def test_a_waived_form_is_read_without_what_is_no_value(filled: sa.Connection) -> None:
    form = receipt(filled, "phuong-2", SUBPLAN, LATER)
    table = schema.submission_rows
    filled.execute(
        table.update()
        .where(table.c.submission == form.submission_id)
        .values({"values": {"measures": "Niêm yết công khai", "target_number": "bốn quý"}})
    )
    decide(filled, form, Outcome.ACCEPTED_WITH_WAIVER, REVIEWED)
    ((_, read),) = submissions.load_accepted(filled, PLAN, [form.submission_id]).items()
    assert [row.values for row in read.rows] == [{"measures": "Niêm yết công khai", "target_number": None}]


def test_every_file_is_listed_as_it_stood(filled: sa.Connection) -> None:
    form = receipt(filled, "phuong-2", SUBPLAN, LATER, version=2)
    decide(filled, form, Outcome.RETURNED, REVIEWED)
    listed = {now: load_sent_files(filled, PLAN, now) for now in (RETURNED - AN_INSTANT, MENDED, LATER)}
    theirs = {
        now: [(file.version, file.outcome, file.reason) for file in files if file.unit == "phuong-2"]
        for now, files in listed.items()
    }
    assert list(theirs.values()) == [
        [(1, Outcome.RECEIVED, "")],
        [(1, Outcome.REFUSED, ""), (2, Outcome.ACCEPTED, "")],
        [(1, Outcome.REFUSED, ""), (2, Outcome.RETURNED, "ghi rõ số lần")],
    ]
    first = listed[LATER][0]
    assert (first.channel, first.actor, first.name, first.kind) == ("register", "nv1", "tckh.xlsx", SUBPLAN)
