"""Facts as at an instant hold nothing that was recorded later."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from papiplan.database import obligations, outcomes, plans, publications, schema
from papiplan.database.facts import load_definition, load_facts
from papiplan.domain.facts import PlanFacts
from papiplan.domain.lifecycle import Stage, stage
from papiplan.domain.obligations import Decision, DueDate, Missing, Outcome, Part, Status
from papiplan.domain.plans import SubmissionKind
from tests.database.filled_plan import (
    CHECKED,
    DELIVERED,
    EVALUATED,
    EXTENDED,
    FINAL,
    ISSUED,
    MENDED,
    PLAN,
    PUBLISHED,
    REPORT_DUE,
    REPORTED,
    RETURNED,
    SENT_DEFECTIVE,
    SENT_IN_TIME,
    SUBPLAN_DUE,
    THE_PUBLICATION,
    digest_of,
    obligation_id,
)
from tests.factories import a_plan, at

SUBPLAN, REPORT = SubmissionKind.SUBPLAN, SubmissionKind.REPORT
AN_INSTANT = timedelta(microseconds=1)


def facts_at(connection: sa.Connection, now: datetime) -> PlanFacts:
    return load_facts(connection, PLAN, now)


def form_of(facts: PlanFacts, unit: str, kind: SubmissionKind, version: int = 1) -> tuple[Outcome, datetime | None]:
    """Outcome and return of a form of a unit."""
    owed = facts.obligation_of(unit, kind)
    assert owed is not None
    form = next(r for r in facts.receipts[owed.id] if r.part is Part.FORM and r.version == version)
    return form.outcome, form.returned_at


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (ISSUED - AN_INSTANT, Stage.DRAFT),
        (ISSUED, Stage.ISSUED),
        (at("2023-06-30 23:59"), Stage.ISSUED),
        (at("2023-07-01 00:00"), Stage.AWAITING_PUBLICATION),
        (EXTENDED, Stage.ISSUED),
        (PUBLISHED - AN_INSTANT, Stage.AWAITING_PUBLICATION),
        (PUBLISHED, Stage.COLLECTING_REPORTS),
        (FINAL - AN_INSTANT, Stage.COLLECTING_REPORTS),
        (FINAL, Stage.CONSOLIDATED),
        (EVALUATED - AN_INSTANT, Stage.CONSOLIDATED),
        (EVALUATED, Stage.EVALUATED),
    ],
    ids=str,
)
def test_the_stage_follows_from_what_was_recorded_until_then(
    filled: sa.Connection, now: datetime, expected: Stage
) -> None:
    assert stage(facts_at(filled, now), now) is expected


@pytest.mark.parametrize(
    ("now", "unit", "status", "missing"),
    [
        (SENT_IN_TIME - AN_INSTANT, "tckh", Status.OPEN, Missing.BOTH),
        (SENT_IN_TIME, "tckh", Status.ON_TIME, Missing.FORM),
        (CHECKED, "tckh", Status.ON_TIME, None),
        (SENT_DEFECTIVE, "phuong-2", Status.ON_TIME, Missing.BOTH),
        (RETURNED, "phuong-2", Status.ON_TIME, Missing.BOTH),
        (MENDED, "phuong-2", Status.ON_TIME, Missing.SIGNED),
    ],
)
def test_the_standing_follows_from_what_was_recorded_until_then(
    filled: sa.Connection, now: datetime, unit: str, status: Status, missing: Missing | None
) -> None:
    facts = facts_at(filled, now)
    owed = facts.obligation_of(unit, SUBPLAN)
    assert owed is not None
    found = facts.standing_of(owed.id, now)
    assert (found.status, found.missing) == (status, missing)


def test_before_the_issue_there_are_no_facts_but_the_plan_itself(filled: sa.Connection) -> None:
    assert facts_at(filled, ISSUED - AN_INSTANT) == PlanFacts(a_plan())


@pytest.mark.parametrize(
    ("unit", "version", "now", "expected"),
    [
        ("tckh", 1, CHECKED - AN_INSTANT, (Outcome.RECEIVED, None)),
        ("tckh", 1, CHECKED, (Outcome.ACCEPTED, None)),
        ("phuong-2", 1, RETURNED - AN_INSTANT, (Outcome.RECEIVED, None)),
        ("phuong-2", 1, RETURNED, (Outcome.REFUSED, RETURNED)),
        ("phuong-2", 1, MENDED, (Outcome.REFUSED, RETURNED)),
        ("phuong-2", 2, MENDED, (Outcome.ACCEPTED, None)),
    ],
)
def test_a_form_reads_as_being_checked_until_it_was(
    filled: sa.Connection, unit: str, version: int, now: datetime, expected: tuple[Outcome, datetime | None]
) -> None:
    assert form_of(facts_at(filled, now), unit, SUBPLAN, version) == expected


def test_a_mended_form_is_not_seen_before_it_came(filled: sa.Connection) -> None:
    facts = facts_at(filled, MENDED - AN_INSTANT)
    owed = facts.obligation_of("phuong-2", SUBPLAN)
    assert owed is not None
    assert [receipt.version for receipt in facts.receipts[owed.id]] == [1]


def test_a_report_has_no_due_date_before_the_publication_was_recorded(filled: sa.Connection) -> None:
    assert facts_at(filled, PUBLISHED - AN_INSTANT).due_dates(REPORT) == ()
    assert facts_at(filled, PUBLISHED).due_dates(REPORT) == (REPORT_DUE.on, REPORT_DUE.on)


def test_an_extension_counts_from_its_record_on(filled: sa.Connection) -> None:
    assert facts_at(filled, EXTENDED - AN_INSTANT).due_dates(SUBPLAN) == (SUBPLAN_DUE.on, SUBPLAN_DUE.on)
    assert facts_at(filled, EXTENDED).due_dates(SUBPLAN) == (SUBPLAN_DUE.on, date(2023, 7, 14))


def test_the_newest_due_date_is_in_force_and_the_earlier_ones_stay(filled: sa.Connection) -> None:
    corrected = DueDate(date(2024, 4, 9), "05 ngày kể từ ngày công bố đã đính chính (03/4/2024)")
    owed = obligation_id(filled, PLAN, "tckh", REPORT)
    obligations.save_due_date(filled, owed, corrected, REPORTED)
    for now, due in [(REPORTED - AN_INSTANT, REPORT_DUE), (REPORTED, corrected)]:
        found = facts_at(filled, now).obligation_of("tckh", REPORT)
        assert found is not None
        assert found.due == due


def test_a_corrected_publication_is_in_force_from_its_record_on(filled: sa.Connection) -> None:
    corrected = replace(THE_PUBLICATION, version=2, published_on=date(2024, 4, 3), published_group="Thấp nhất")
    publications.save_publication(filled, PLAN, corrected, 2048, FINAL)
    for now, group in [(FINAL - AN_INSTANT, "Trung bình thấp"), (FINAL, "Thấp nhất")]:
        found = facts_at(filled, now).publication
        assert found is not None
        assert found.published_group == group


def test_an_exemption_counts_from_its_record_on(filled: sa.Connection) -> None:
    owed = obligation_id(filled, PLAN, "phuong-2", REPORT)
    decision = Decision(9, "nv1", "Chủ tịch", "", paper_owed=True, recorded_at=FINAL)
    obligations.save_exception(filled, owed, None, decision)
    assert facts_at(filled, FINAL - AN_INSTANT).due_dates(REPORT) == (REPORT_DUE.on, REPORT_DUE.on)
    assert facts_at(filled, FINAL).due_dates(REPORT) == (REPORT_DUE.on,)


@pytest.mark.parametrize(
    ("acts", "held", "expected"),
    [
        ((), False, ()),
        (("hold",), True, ()),
        (("hold", "release"), False, ()),
        (("hold", "release", "hold", "confirm"), True, ("confirm",)),
        (("confirm", "close"), False, ("confirm", "close")),
    ],
    ids=str,
)
def test_acts_of_persons_are_facts_and_held_is_the_last_of_its_kind(
    filled: sa.Connection, acts: tuple[str, ...], held: bool, expected: tuple[str, ...]
) -> None:
    for n, act in enumerate(acts):
        row = {"plan": PLAN, "act": act, "actor": "nv1", "decided_by": "", "basis": ""}
        filled.execute(schema.plan_acts.insert().values(recorded_at=EVALUATED + timedelta(hours=n), **row))
    facts = facts_at(filled, EVALUATED + timedelta(days=1))
    assert (facts.held, facts.acts) == (held, set(expected))
    assert facts_at(filled, EVALUATED - AN_INSTANT).acts == frozenset()


def test_a_snapshot_is_in_force_from_its_record_on(filled: sa.Connection) -> None:
    amended = a_plan(mend_days=3)
    plans.save_snapshot(filled, amended, 2, {}, EXTENDED)
    assert load_definition(filled, PLAN, EXTENDED - AN_INSTANT) == a_plan()
    assert load_definition(filled, PLAN, EXTENDED) == amended


def test_documents_are_shown_as_they_were(filled: sa.Connection) -> None:
    path = "consolidated/1/bao-cao.docx"
    outcomes.save_document(filled, PLAN, path, digest_of("báo cáo"), 40_000, EVALUATED)
    outcomes.save_document(filled, PLAN, path, digest_of("báo cáo sửa"), 40_000, EVALUATED)
    versions = filled.execute(sa.select(schema.documents.c.version).where(schema.documents.c.plan == PLAN)).scalars()
    assert list(versions) == [1, 2]
    assert outcomes.load_documents(filled, PLAN, EVALUATED - AN_INSTANT) == {path: digest_of("báo cáo")}
    assert outcomes.load_documents(filled, PLAN, EVALUATED) == {path: digest_of("báo cáo sửa")}
    assert outcomes.load_documents(filled, PLAN, DELIVERED) == {}
