"""What was written comes back as facts, and facts as at an instant hold nothing that was recorded later."""

import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from papiplan.database import Database, outcomes, plans, publications, schema, submissions
from papiplan.database.facts import load_definition, load_facts
from papiplan.domain.lifecycle import PlanFacts, Stage, stage
from papiplan.domain.obligations import DueDate, Extension, Missing, Outcome, Part, Status
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Refused
from tests.database.filled_plan import (
    CHECKED,
    DELIVERED,
    EVALUATED,
    EXTENDED,
    FINAL,
    ISSUED,
    MENDED,
    PLAN,
    PROBLEM,
    PUBLISHED,
    REPORT_DUE,
    REPORTED,
    RETURNED,
    ROW,
    SENT_DEFECTIVE,
    SENT_IN_TIME,
    SUBPLAN_DUE,
    THE_ISSUE,
    THE_PUBLICATION,
    THE_SCORES,
    digest_of,
    issue_plan,
    obligation_id,
    receive,
)
from tests.factories import a_department, a_plan, a_unit, an_action, at

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


# What was written comes back


def test_the_plan_comes_back_as_it_was_defined_and_issued(filled: sa.Connection) -> None:
    facts = facts_at(filled, EVALUATED)
    assert facts.definition == a_plan()
    assert facts.issue == THE_ISSUE


def test_obligations_come_back_in_the_plans_order_with_their_terms(filled: sa.Connection) -> None:
    owed = facts_at(filled, EVALUATED).obligations
    assert [(o.owed_by, o.borne_by, o.kind, o.occasion, o.due) for o in owed] == [
        ("tckh", "tckh", SUBPLAN, "2023", SUBPLAN_DUE),
        ("phuong-2", "phuong-2", SUBPLAN, "2023", SUBPLAN_DUE),
        ("tckh", "tckh", REPORT, "2023", REPORT_DUE),
        ("phuong-2", "phuong-2", REPORT, "2023", REPORT_DUE),
    ]
    granted = Extension(date(2023, 7, 14), "nv2", "Chủ tịch", "Công văn số 12/UBND-NV", EXTENDED)
    assert [o.extensions for o in owed] == [(), (granted,), (), ()]
    assert not any(o.exempted for o in owed)


def test_receipts_come_back_with_what_came(filled: sa.Connection) -> None:
    facts = facts_at(filled, EVALUATED)
    owed = facts.obligation_of("tckh", SUBPLAN)
    assert owed is not None
    form, signed = facts.receipts[owed.id]
    assert (form.part, form.version, form.outcome, form.returned_at) == (Part.FORM, 1, Outcome.ACCEPTED, None)
    assert (form.received_at, form.file_name, form.channel) == (SENT_IN_TIME, "tckh.xlsx", "register")
    assert form.sha256 == digest_of(f"tckh {SENT_IN_TIME}")
    assert (signed.part, signed.version, signed.outcome, signed.sha256) == (Part.SIGNED, 1, Outcome.ACCEPTED, "")
    assert (signed.doc_symbol, signed.doc_date, signed.signer) == ("57/KH-TCKH", date(2023, 6, 28), "Trần Thị Bình")


def test_the_publication_comes_back_with_missing_scores_missing(filled: sa.Connection) -> None:
    found = facts_at(filled, EVALUATED).publication
    assert found is not None
    by_province = {row.code: row for row in found.scores}
    assert replace(found, scores=()) == replace(THE_PUBLICATION, scores=())
    assert by_province == {row.code: row for row in THE_PUBLICATION.scores}


def test_the_consolidation_and_its_evaluation_come_back(filled: sa.Connection) -> None:
    facts = facts_at(filled, EVALUATED)
    final, evaluation = facts.final, facts.evaluation
    assert final is not None
    assert evaluation is not None
    assert (final.revision, final.final, final.actor, final.missing) == (1, True, "nv1", ("phuong-2",))
    assert final.report_ids == facts.usable(REPORT, EVALUATED)
    assert (evaluation.consolidation_id, evaluation.units) == (final.id, THE_SCORES)
    assert outcomes.load_documents(filled, PLAN, EVALUATED) == {"consolidated/1/bao-cao.docx": digest_of("báo cáo")}


def test_forms_in_force_come_back_with_their_rows_and_problems(filled: sa.Connection) -> None:
    usable = facts_at(filled, EVALUATED).usable(SUBPLAN, EVALUATED)
    accepted = submissions.load_accepted(filled, PLAN, usable)
    assert list(accepted) == [("tckh", SUBPLAN), ("phuong-2", SUBPLAN)]
    assert all(form.rows == (ROW,) for form in accepted.values())
    (refused,) = submissions.load_submissions(filled, PLAN, outcome=Outcome.REFUSED)
    assert refused.problems == (PROBLEM,)


def instants_in(value: object) -> list[datetime]:
    """Every instant anywhere in a value."""
    if isinstance(value, datetime):
        return [value]
    if is_dataclass(value) and not isinstance(value, type):
        return [i for field in fields(value) for i in instants_in(getattr(value, field.name))]
    if isinstance(value, dict):
        return [i for each in value.values() for i in instants_in(each)]
    return [i for each in value for i in instants_in(each)] if isinstance(value, tuple | list) else []


def test_instants_come_back_aware_in_utc(filled: sa.Connection) -> None:
    found = instants_in(facts_at(filled, EVALUATED))
    assert len(found) == 10
    assert all(instant.tzinfo is UTC for instant in found)


def test_an_instant_keeps_its_microseconds(database: Database) -> None:
    opened = at("2023-06-15 08:00") + timedelta(microseconds=123456)
    with database.plan_transaction(PLAN, opened_at=opened) as connection:
        assert connection.execute(sa.select(schema.plans.c.recorded_at)).scalar() == opened


def test_vietnamese_comes_back_letter_by_letter_composed(filled: sa.Connection) -> None:
    texts = [
        facts_at(filled, EVALUATED).definition.unit("tckh").name,
        filled.execute(sa.select(schema.units.c.name).where(schema.units.c.code == "phuong-2").limit(1)).scalar_one(),
        filled.execute(sa.select(schema.snapshots.c.definition).limit(1)).scalar_one(),
        filled.execute(sa.select(schema.messages.c.subject).limit(1)).scalar_one(),
    ]
    assert texts[0] == "Phòng Tài chính - Kế hoạch"
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)


# As at an instant


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
    plans.save_due_date(filled, owed, corrected, REPORTED)
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
    exemption = {"obligation": owed, "actor": "nv1", "decided_by": "Chủ tịch", "basis": "", "recorded_at": FINAL}
    filled.execute(schema.exemptions.insert().values(exemption))
    assert facts_at(filled, FINAL - AN_INSTANT).due_dates(REPORT) == (REPORT_DUE.on, REPORT_DUE.on)
    assert facts_at(filled, FINAL).due_dates(REPORT) == (REPORT_DUE.on,)


@pytest.mark.parametrize(
    ("acts", "held", "expected"),
    [
        ((), False, frozenset()),
        (("hold",), True, frozenset()),
        (("hold", "release"), False, frozenset()),
        (("hold", "release", "hold", "confirm"), True, {"confirm"}),
        (("confirm", "close"), False, {"confirm", "close"}),
    ],
    ids=str,
)
def test_acts_of_persons_are_facts_and_held_is_the_last_of_its_kind(
    filled: sa.Connection, acts: tuple[str, ...], held: bool, expected: frozenset[str]
) -> None:
    for n, act in enumerate(acts):
        row = {"plan": PLAN, "act": act, "actor": "nv1", "decided_by": "", "basis": ""}
        filled.execute(schema.plan_acts.insert().values(recorded_at=EVALUATED + timedelta(hours=n), **row))
    facts = facts_at(filled, EVALUATED + timedelta(days=1))
    assert (facts.held, facts.acts) == (held, expected)
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


# The rest


def test_facts_of_an_unknown_plan_are_refused(filled: sa.Connection) -> None:
    with pytest.raises(Refused, match=r"Các kế hoạch đã ghi nhận: cao-lanh-2023, sa-dec-2023\."):
        load_facts(filled, "sa-dec-2032", EVALUATED)


def test_a_unit_that_leads_and_carries_out_the_same_action_has_one_role(database: Database) -> None:
    action = an_action(lead="phuong-2", on_site=("phuong-2", "tckh"), support=("mttq", "tckh"))
    issue_plan(database, a_plan(actions=(action,)))
    with database.reading() as connection:
        roles = connection.execute(sa.select(schema.action_units.c.unit, schema.action_units.c.role).order_by("unit"))
        assert [tuple(role) for role in roles] == [("mttq", "support"), ("phuong-2", "lead"), ("tckh", "on_site")]


def test_a_plan_without_actions_is_kept(database: Database) -> None:
    definition = a_plan(actions=())
    issue_plan(database, definition)
    with database.reading() as connection:
        assert load_facts(connection, PLAN, ISSUED).definition == definition


@pytest.mark.parametrize("units", [1, 200])
def test_a_plan_of_any_size_comes_back(database: Database, units: int) -> None:
    communes = tuple(a_unit(f"xa-{n:03}") for n in range(units))
    definition = a_plan(units=(a_department("nv", duty=a_plan().unit("nv").duty), *communes), actions=())
    issue_plan(database, definition)
    for commune in communes:
        receive(database, PLAN, commune.code, SUBPLAN, SENT_IN_TIME)
    with database.reading() as connection:
        facts = load_facts(connection, PLAN, SENT_IN_TIME)
    assert [o.owed_by for o in facts.obligations] == [unit.code for unit in communes] * 2
    assert len(facts.receipts) == units
