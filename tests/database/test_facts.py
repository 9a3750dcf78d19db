"""What was written comes back as facts, on both databases alike."""

import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from papiplan.database import Database, outcomes, schema, submissions
from papiplan.database.facts import load_facts
from papiplan.domain.awards import AwardStep
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Extension, Outcome, Part
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Refused
from tests.database.filled_plan import (
    AWARDED,
    CONFIRMED,
    EVALUATED,
    EXTENDED,
    ISSUED,
    PLAN,
    PROBLEM,
    REPORT_DUE,
    ROW,
    SENT_IN_TIME,
    SENT_TO_COMPARE,
    SUBPLAN_DUE,
    THE_DECISION,
    THE_ISSUE,
    THE_PUBLICATION,
    THE_SCORES,
    URGING,
    digest_of,
    issue_plan,
    receive,
)
from tests.factories import a_decision, a_department, a_plan, a_unit, an_action, at

SUBPLAN, REPORT = SubmissionKind.SUBPLAN, SubmissionKind.REPORT


def facts_at(connection: sa.Connection, now: datetime) -> PlanFacts:
    return load_facts(connection, PLAN, now)


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
    assert [len(o.extensions) for o in owed] == [0, 1, 0, 0]
    (granted,) = owed[1].extensions
    entry = granted.decision.entry
    decision = a_decision("Công văn số 12/UBND-NV", "2023-07-10 09:00", actor="nv2", entry=entry)
    assert granted == Extension(date(2023, 7, 14), decision)
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
    assert found
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


def test_facts_of_an_unknown_plan_are_refused(filled: sa.Connection) -> None:
    with pytest.raises(Refused, match=r"Các kế hoạch đã ghi nhận: cao-lanh-2023, sa-dec-2023\."):
        load_facts(filled, "sa-dec-2032", EVALUATED)


def test_a_unit_that_leads_and_carries_out_the_same_action_has_one_role(database: Database) -> None:
    action = an_action(lead="phuong-2", on_site=("phuong-2", "tckh"), support=("mttq", "tckh"))
    issue_plan(database, a_plan(actions=(action,)))
    with database.reading() as connection:
        roles = connection.execute(sa.select(schema.action_units.c.unit, schema.action_units.c.role).order_by("unit"))
        assert [tuple(role) for role in roles] == [("mttq", "support"), ("phuong-2", "lead"), ("tckh", "on_site")]


def test_the_way_of_a_judgement_comes_back_step_by_step(filled: sa.Connection) -> None:
    before, asked, decided, awarded = (facts_at(filled, at) for at in (EVALUATED, SENT_TO_COMPARE, CONFIRMED, AWARDED))
    owed = before.obligation_of("phuong-2", SUBPLAN)
    assert owed is not None
    assert before.urgings == (replace(URGING, obligations=frozenset({owed.id})),)
    assert facts_at(filled, EXTENDED).urgings == ()
    assert (before.asked, before.confirmation, before.awards) == ((), None, ())
    assert [(each.unit, each.written_at) for each in asked.asked] == [("tckh", None)]
    assert asked.evaluation is not None
    assert decided.confirmation == replace(THE_DECISION, evaluation=asked.evaluation.id)
    assert ("confirm" in asked.acts, "confirm" in decided.acts) == (False, True)
    assert [(step.subject, step.step, step.on) for step in awarded.awards] == [
        ("tckh", AwardStep.SUBMITTED, date(2024, 5, 20))
    ]


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
