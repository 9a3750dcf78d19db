"""The constraints carry the rules: each is tried with the row that it forbids."""

import re
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from papiplan.database import Database
from papiplan.database.facts import load_facts
from papiplan.domain.obligations import USABLE, Outcome
from tests.database.filled_plan import EVALUATED, OTHER, PLAN
from tests.factories import at

A_SUBMISSION = (
    "insert into submissions (plan, arrival, position, obligation, part, version, form, sha256, file_name, received_at,"
    " outcome, checked_at, problems, warnings, valid_rows, expected_rows, doc_symbol, signer, registry_no, typed_from,"
    " recorded_at)"
    " select plan, arrival, position + 10, {obligation}, '{part}', {version}, form, {sha256}, file_name, received_at,"
    " '{outcome}', {checked_at}, problems, warnings, 0, 0, '', '', '', '', recorded_at from submissions"
    " where id = {{form}}"
)


def a_submission(**changes: str) -> str:
    """A copy of the accepted sub-plan of `tckh` with the columns of the rules changed."""
    columns = {
        "obligation": "obligation",
        "part": "form",
        "version": "7",
        "sha256": "sha256",
        "outcome": "accepted",
        "checked_at": "recorded_at",
    }
    return A_SUBMISSION.format(**{**columns, **changes})


def a_delivery(state: str, *, sent_at: str = "null", lease: str = "null", lease_until: str = "null") -> str:
    return (
        "insert into deliveries (message, address, state, attempts, resends, lease, lease_until, sent_at, changed_at,"
        f" answer) select id, 'khac@sadec.example', '{state}', 0, 0, {lease}, {lease_until}, {sent_at}, recorded_at, ''"
        " from messages where id = {message}"
    )


def a_review(before: str, outcome: str, submission: str = "{form}") -> str:
    return (
        "insert into reviews (plan, submission, outcome, before, reason, actor, entry, recorded_at)"
        f" select '{{plan}}', {submission}, '{outcome}', '{before}', 'nhầm', 'nv1', 1, recorded_at from arrivals"
        " where id = {arrival}"
    )


FORBIDDEN = {
    "a unit owes a thing twice": (
        "insert into obligations (plan, owed_by, kind, occasion, binding, subject, recorded_at)"
        " select plan, owed_by, kind, occasion, binding, subject, recorded_at from obligations where id = {obligation}"
    ),
    "a unit that is not the plan's owes something": (
        "insert into obligations (plan, owed_by, kind, occasion, binding, subject, recorded_at)"
        " select plan, 'phuong-9', kind, occasion, binding, subject, recorded_at from obligations"
        " where id = {obligation}"
    ),
    "an obligation of no known kind": "update obligations set kind = 'remedies' where id = {obligation}",
    "a plan is issued twice": (
        "insert into issues (plan, number, issued_on, signer, actor, recorded_at)"
        " select plan, '124/KH-UBND', issued_on, signer, actor, recorded_at from issues where plan = '{plan}'"
    ),
    "a due date's version is rewritten": (
        "insert into due_dates select obligation, version, due_on, rule, calendar, recorded_at from due_dates"
        " where obligation = {obligation}"
    ),
    "one decision is recorded twice for an obligation": (
        "insert into exceptions (obligation, until_on, actor, decided_by, basis, paper_owed, ours, entry, recorded_at)"
        " select obligation, until_on, actor, decided_by, basis, paper_owed, ours, entry, recorded_at from exceptions"
        " where id = {exception}"
    ),
    "the same arrival comes through its door twice": (
        "insert into arrivals (plan, channel, channel_key, received_at, sender, actor, reason, recorded_at)"
        " select plan, channel, channel_key, received_at, sender, actor, reason, recorded_at from arrivals"
        " where id = {arrival}"
    ),
    "an arrival through no known door": "update arrivals set channel = 'telex' where id = {arrival}",
    "a submission without obligation that is accepted": a_submission(obligation="null"),
    "an unassigned submission with an obligation": a_submission(outcome="unassigned", version="null"),
    "a duplicate that counts as a version": a_submission(outcome="duplicate"),
    "an accepted submission without a version": a_submission(version="null"),
    "two submissions with one version": a_submission(version="1"),
    "a form without a file": a_submission(sha256="null"),
    "an outcome that nobody decided": a_submission(checked_at="null"),
    "a form still being checked that was decided": a_submission(outcome="received"),
    "bytes that the store does not hold": a_submission(sha256=f"'{'e' * 64}'"),
    "a submission for another plan's obligation": a_submission(obligation="{other_obligation}"),
    "a consolidation with a refused form": (
        "insert into consolidated_reports (plan, consolidation, submission, outcome)"
        " values ('{plan}', {consolidation}, {refused}, 'accepted')"
    ),
    "a consolidation with a form as refused": (
        "insert into consolidated_reports (plan, consolidation, submission, outcome)"
        " values ('{plan}', {consolidation}, {refused}, 'refused')"
    ),
    "a consolidation with another plan's form": (
        "insert into consolidated_reports (plan, consolidation, submission, outcome)"
        " values ('{plan}', {consolidation}, {other_form}, 'accepted')"
    ),
    "a consolidated report that loses its acceptance": (
        "update submissions set outcome = 'refused' where id = {report}"
    ),
    "a consolidated report that is returned while the consolidation holds it": (
        "update submissions set outcome = 'returned' where id = {report}"
    ),
    "a consolidated report let go of that nobody returned": (
        "update consolidated_reports set outcome = null where submission = {report}"
    ),
    "a return of a refused form": a_review("refused", "returned"),
    "an acceptance of what was accepted": a_review("accepted", "accepted_with_waiver"),
    "a review that refuses": a_review("accepted", "refused"),
    "a review of another plan's form": a_review("accepted", "returned", "{other_form}"),
    "two consolidations with one number": (
        "insert into consolidations (plan, revision, final, actor, facts_digest, publication_version, missing,"
        " recorded_at) select plan, revision, final, actor, facts_digest, publication_version, missing, recorded_at"
        " from consolidations where id = {consolidation}"
    ),
    "an evaluation of another plan's consolidation": (
        "update evaluations set consolidation = {other_consolidation} where plan = '{plan}'"
    ),
    "criticism as a computed proposal": "update evaluation_units set proposal = 'criticise' where unit = 'phuong-2'",
    "two decisions on a plan's result": (
        "insert into confirmations (plan, evaluation, facts_digest, number, decided_on, decided_by, without_papers_by,"
        " actor, entry, recorded_at) select plan, evaluation, facts_digest, '457/QĐ-UBND', decided_on, decided_by,"
        " without_papers_by, actor, entry, recorded_at from confirmations where plan = '{plan}'"
    ),
    "a person whom a decision names for nothing": (
        "update confirmation_persons set verdict = 'none' where confirmation = {confirmation}"
    ),
    "a verdict that there is not": (
        "update confirmation_units set verdict = 'praise' where confirmation = {confirmation}"
    ),
    "an award that was decided without a number": (
        "update award_steps set step = 'decided' where confirmation = {confirmation}"
    ),
    "a proposal as a step of an award": (
        "update award_steps set step = 'proposed' where confirmation = {confirmation}"
    ),
    "an award of another plan's decision": (
        "update award_steps set confirmation = {other_confirmation} where plan = '{plan}'"
    ),
    "an award's step twice": (
        "insert into award_steps (plan, confirmation, subject, step, stepped_on, number, actor, entry, recorded_at)"
        " select plan, confirmation, subject, step, stepped_on, number, actor, entry, recorded_at from award_steps"
        " where plan = '{plan}'"
    ),
    "a letter about another plan's duty": (
        "update urged_duties set obligation = {other_obligation} where plan = '{plan}'"
    ),
    "a dimension's score of 0": "update scores set d1 = 0 where province = 'P56'",
    "a dimension's score above 10": "update scores set d8 = 10.0001 where province = 'P56'",
    "a total above 80": "update scores set total = 80.5 where province = 'P56'",
    "a second publication of the same version": (
        'insert into publications (plan, "index", year, version, published_on, published_group, results_sha256, actor,'
        ' reason, recorded_at) select plan, "index", year, version, published_on, published_group, results_sha256,'
        " actor, reason, recorded_at from publications where plan = '{plan}'"
    ),
    "a form's code twice in a plan": (
        "insert into forms (id, plan, unit, kind, version, code, promises, sha256, recorded_at)"
        " select 'khac', plan, unit, kind, 2, code, promises, sha256, recorded_at from forms"
        " where plan = '{plan}' and unit = 'tckh' and kind = 'report'"
    ),
    "the same notice twice": (
        "insert into notices (plan, addressee, kind, occasion, recorded_at)"
        " select plan, addressee, kind, occasion, recorded_at from notices where id = {notice}"
    ),
    "a notice both told and dropped": "update notices set dropped_at = recorded_at where id = {notice}",
    "a notice told in another plan's message": "update notices set message = {other_message} where id = {notice}",
    "a notice about another plan's obligation": (
        "update notices set obligation = {other_obligation} where id = {notice}"
    ),
    "two messages with one Message-ID": (
        "insert into messages (plan, addressee, message_id, subject, sha256, needs_approval, approved_by, recorded_at)"
        " select plan, addressee, message_id, subject, sha256, needs_approval, approved_by, recorded_at"
        " from messages where id = {message}"
    ),
    "two deliveries of a message to one address": (
        "insert into deliveries (message, address, state, attempts, resends, changed_at, answer)"
        " select message, address, 'pending', 0, 0, changed_at, '' from deliveries where message = {message}"
    ),
    "a delivery in no known state": a_delivery("lost"),
    "sending without a lease": a_delivery("sending"),
    "a lease without sending": a_delivery("pending", lease="'ab'", lease_until="recorded_at"),
    "a lease without an end": a_delivery("sending", lease="'ab'"),
    "sent without an instant": a_delivery("sent"),
    "an instant of sending without sent": a_delivery("failed", sent_at="recorded_at"),
    "an entry written over another": (
        "insert into journal select plan, sequence, 'khác', previous_hash, hash from journal"
        " where plan = '{plan}' and sequence = 1"
    ),
    "an entry before the first": (
        "insert into journal select plan, 0, entry, previous_hash, hash from journal"
        " where plan = '{plan}' and sequence = 1"
    ),
    "an action of a ninth dimension": "update actions set dimension = 9 where plan = '{plan}'",
    "a role that there is not": "update action_units set role = 'watch' where plan = '{plan}'",
    "an act that there is not": (
        "insert into plan_acts (plan, act, actor, decided_by, basis, reason, recorded_at)"
        " select id, 'praise', 'nv1', '', '', '', recorded_at from plans where id = '{plan}'"
    ),
    "a file whose name is no hash": "insert into files (sha256, size) values ('abc', 1)",
    "anything of a plan that is not registered": (
        "insert into units (plan, code, name) values ('la-2023', 'nv', 'Phòng Nội vụ')"
    ),
}  # fmt: skip


def places(connection: sa.Connection) -> dict[str, object]:
    """The rows that the forbidden statements name."""

    def one(query: str, plan: str = PLAN) -> object:
        return connection.execute(sa.text(query), {"plan": plan}).scalar_one()

    a_subplan = "select id from obligations where plan = :plan and owed_by = 'tckh' and kind = 'subplan'"
    a_form = (
        "select s.id from submissions s join obligations o on o.id = s.obligation where o.plan = :plan and"
        " o.owed_by = 'tckh' and o.kind = 'subplan' and s.part = 'form'"
    )
    a_consolidation = "select id from consolidations where plan = :plan"
    a_decision = "select id from confirmations where plan = :plan"
    a_message = "select min(id) from messages where plan = :plan"
    return {
        "plan": PLAN,
        "obligation": one(a_subplan),
        "other_obligation": one(a_subplan, OTHER),
        "form": one(a_form),
        "other_form": one(a_form, OTHER),
        "refused": one("select id from submissions where plan = :plan and outcome = 'refused'"),
        "report": one("select submission from consolidated_reports where plan = :plan"),
        "arrival": one("select min(id) from arrivals where plan = :plan"),
        "exception": one("select min(e.id) from exceptions e join obligations o on o.id = e.obligation"
                         " where o.plan = :plan"),
        "consolidation": one(a_consolidation),
        "other_consolidation": one(a_consolidation, OTHER),
        "confirmation": one(a_decision),
        "other_confirmation": one(a_decision, OTHER),
        "message": one(a_message),
        "other_message": one(a_message, OTHER),
        "notice": one("select min(id) from notices where plan = :plan"),
    }  # fmt: skip


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_the_database_refuses(filled: sa.Connection, statement: str) -> None:
    # Formatted twice where a statement is itself made of columns that name rows.
    forbidden = statement.format(**places(filled)).format(**places(filled))
    with pytest.raises(IntegrityError) as refused, filled.begin_nested():
        filled.exec_driver_sql(forbidden)
    # By a rule, not because the statement forgot a column.
    assert re.search("unique constraint|check constraint|foreign key", str(refused.value.orig), re.IGNORECASE)


UNUSABLE = tuple(outcome for outcome in Outcome if outcome not in USABLE)


@pytest.mark.parametrize("claimed", ["itself", "accepted"])
@pytest.mark.parametrize("outcome", UNUSABLE)
def test_what_is_not_in_force_cannot_reach_a_consolidation(
    filled: sa.Connection, outcome: Outcome, claimed: str
) -> None:
    unassigned = outcome in (Outcome.UNASSIGNED, Outcome.SET_ASIDE)
    changes = {
        "outcome": outcome.value,
        "version": "null" if unassigned or outcome is Outcome.DUPLICATE else "7",
        "obligation": "null" if unassigned else "obligation",
        "checked_at": "null" if outcome is Outcome.RECEIVED else "recorded_at",
    }
    named = places(filled)
    filled.exec_driver_sql(a_submission(**changes).format(**named))
    newest = filled.exec_driver_sql("select max(id) from submissions").scalar_one()
    said = outcome.value if claimed == "itself" else claimed
    with pytest.raises(IntegrityError), filled.begin_nested():
        filled.exec_driver_sql(
            "insert into consolidated_reports (plan, consolidation, submission, outcome)"
            f" values ('{PLAN}', {named['consolidation']}, {newest}, '{said}')"
        )


ALLOWED = {
    "a return of an accepted form": a_review("accepted", "returned"),
    "a return of a form accepted with a waiver": a_review("accepted_with_waiver", "returned"),
    "an acceptance of a refused form": a_review("refused", "accepted_with_waiver"),
    "a consolidated report let go of as it is returned": (
        "update consolidated_reports set outcome = null, returned_at = (select recorded_at from arrivals"
        " where id = {arrival}) where submission = {report}"
    ),
    "a further version of a form": a_submission(),
    "an unassigned submission": a_submission(outcome="unassigned", obligation="null", version="null"),
    "a duplicate": a_submission(outcome="duplicate", version="null"),
    "a form to be checked": a_submission(outcome="received", checked_at="null"),
    "a signed document known by its number alone": a_submission(part="signed", sha256="null"),
    "a delivery under a lease": a_delivery("sending", lease="'ab'", lease_until="recorded_at"),
    "a delivery that was sent": a_delivery("sent", sent_at="recorded_at"),
    "scores at their bounds": "update scores set d1 = 10, d2 = 1, total = 80 where province = 'P56'",
    "explaining as a proposal": "update evaluation_units set proposal = 'explain' where unit = 'phuong-2'",
}


@pytest.mark.parametrize("statement", ALLOWED.values(), ids=ALLOWED.keys())
def test_the_database_allows(filled: sa.Connection, statement: str) -> None:
    # A statement that touches no row would prove nothing.
    assert filled.exec_driver_sql(statement.format(**places(filled))).rowcount > 0


def test_two_plans_with_the_same_unit_codes_live_side_by_side(filled: sa.Connection) -> None:
    mine, other = load_facts(filled, PLAN, EVALUATED), load_facts(filled, OTHER, EVALUATED)
    assert [o.owed_by for o in mine.obligations] == [o.owed_by for o in other.obligations]
    assert not {o.id for o in mine.obligations} & {o.id for o in other.obligations}
    assert mine.issue == other.issue
    assert mine.issue is not None
    assert mine.issue.on == date(2023, 6, 15)


def test_a_naive_instant_is_not_stored(database: Database) -> None:
    naive = at("2023-06-15 08:00").replace(tzinfo=None)
    with pytest.raises(sa.exc.StatementError, match="naive"), database.plan_transaction(PLAN, opened_at=naive):
        pytest.fail("nobody knows when that was")
