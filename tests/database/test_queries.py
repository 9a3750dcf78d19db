"""Queries stay quick as plans and years pile up: each finds its rows by an index."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from papiplan.database import (
    Database,
    approvals,
    chases,
    deliveries,
    difficulties,
    forms,
    holding,
    journal,
    liftings,
    messages,
    outcomes,
    recorded_documents,
    registers,
    submissions,
    tellings,
    withdrawals,
)
from papiplan.database.facts import load_facts
from papiplan.domain.messages import DeliveryState
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.submissions import CheckedForm
from tests.database.filled_plan import (
    EVALUATED,
    PLAN,
    PUBLISHED,
    REPORTED,
    SENT_IN_TIME,
    check,
    deliver_issue,
    digest_of,
    issue_plan,
    publish,
    receive,
)
from tests.factories import a_plan, a_unit, an_action

UNITS = tuple(f"xa-{n:03}" for n in range(200))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A plan whose 200 units all sent a sub-plan and a report, each with both parts."""
    database = Database.open(f"sqlite:///{tmp_path_factory.mktemp('large')}/papiplan.db", create=True)
    action = an_action(lead=UNITS[0], on_site=UNITS, support=())
    issue_plan(database, a_plan(units=tuple(a_unit(code) for code in UNITS), actions=(action,)))
    deliver_issue(database, PLAN)
    publish(database, PLAN, UNITS)
    for kind, when in [(SubmissionKind.SUBPLAN, SENT_IN_TIME), (SubmissionKind.REPORT, REPORTED)]:
        for unit in UNITS:
            receive(database, PLAN, unit, kind, when, signed="57/KH-UBND")
            check(database, PLAN, unit, when)
    yield database
    database.close()


def test_the_facts_of_200_units_are_whole(large: Database) -> None:
    with large.reading() as connection:
        facts = load_facts(connection, PLAN, EVALUATED)
    assert len(facts.obligations) == 400
    assert sum(len(came) for came in facts.receipts.values()) == 800


def claim_and_fail(connection: sa.Connection) -> None:
    first = deliveries.load_due_deliveries(connection, PLAN, EVALUATED)[0]
    deliveries.claim_delivery(connection, first, "lease", EVALUATED, EVALUATED)
    state, outcome = DeliveryState.FAILED, {"resends": 0, "not_before": None, "answer": "550"}
    deliveries.save_attempt(connection, first.id, lease="lease", state=state, now=EVALUATED, **outcome)  # type: ignore[arg-type]


QUERIES: dict[str, Callable[[sa.Connection], object]] = {
    "facts": lambda c: load_facts(c, PLAN, EVALUATED),
    "waiting notices": lambda c: messages.load_waiting_notices(c, PLAN),
    "due deliveries": lambda c: deliveries.load_due_deliveries(c, PLAN, EVALUATED),
    "expired deliveries": lambda c: deliveries.load_expired_deliveries(c, PLAN, EVALUATED),
    "counting deliveries": lambda c: deliveries.count_deliveries(c, PLAN, EVALUATED),
    "counting attempts": lambda c: deliveries.count_attempted(c, EVALUATED),
    "unsent messages": lambda c: approvals.load_unsent_messages(c, PLAN),
    "holds": lambda c: holding.load_holds(c, PLAN, EVALUATED),
    "counting reminders": lambda c: messages.count_reminders(c, PLAN, EVALUATED),
    "unsent chases": lambda c: chases.load_unsent_chases(c, PLAN),
    "chased units": lambda c: chases.chased_on(c, PLAN, EVALUATED.date()),
    "taking back": lambda c: chases.take_back(c, PLAN, [1, 2, 3], EVALUATED),
    "dropping chases": lambda c: chases.drop_chases(c, PLAN, 1, EVALUATED),
    "reminded units": lambda c: chases.load_reminded(c, PLAN, EVALUATED),
    "claiming": claim_and_fail,
    "registers": lambda c: registers.load_registers(c, PLAN, EVALUATED),
    "calls": lambda c: registers.load_calls(c, PLAN, EVALUATED),
    "a known difficulty": lambda c: difficulties.is_recorded(c, PLAN, digest_of("khó khăn")),
    "what brought a form": lambda c: difficulties.entry_of_form(c, 1),
    "liftings": lambda c: liftings.load_liftings(c, PLAN, EVALUATED),
    "recorded documents": lambda c: recorded_documents.load_recorded_documents(c, PLAN, EVALUATED),
    "what was told of an act": lambda c: tellings.load_told(c, PLAN, 9),
    "leaving an act unsaid": lambda c: tellings.leave_unsaid(c, PLAN, 9, EVALUATED),
    "what rests on an act": lambda c: withdrawals.load_consequences(c, load_facts(c, PLAN, EVALUATED), 9),
    "taking an act back": lambda c: withdrawals.withdraw(c, PLAN, 999, EVALUATED, EVALUATED),
    "whether an act was taken back": lambda c: withdrawals.is_withdrawn(c, PLAN, 9),
    "submissions": lambda c: submissions.load_submissions(c, PLAN),
    "submissions by id": lambda c: submissions.load_submissions(c, PLAN, ids=[1, 2, 3]),
    "an arrival": lambda c: submissions.submissions_of(c, PLAN, "register", "khác"),
    "usable forms": lambda c: submissions.load_accepted(c, PLAN, [1, 3, 5]),
    "an earlier return": lambda c: submissions.earlier_return(c, 1),
    "a check": lambda c: submissions.save_check(c, 1, CheckedForm((), (), 0, 0), EVALUATED),
    "forms": lambda c: forms.load_forms(c, PLAN, SubmissionKind.REPORT),
    "a unit's form": lambda c: forms.newest_form(c, PLAN, "phuong-2", SubmissionKind.REPORT),
    "a form": lambda c: forms.find_form(c, PLAN, "", "PAPI2023-XA-007-BC-v1"),
    "documents": lambda c: outcomes.load_documents(c, PLAN, EVALUATED),
    "a document": lambda c: outcomes.save_document(c, PLAN, "a", digest_of("a"), 1, PUBLISHED + timedelta(days=1)),
    "the next revision": lambda c: outcomes.next_revision(c, PLAN),
    "the journal": lambda c: journal.first_broken(c, PLAN),
    "the journal's head": lambda c: journal.head(c, PLAN),
    "an act of the journal": lambda c: journal.find(c, PLAN, 9),
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_a_query_scans_no_table(large: Database, query: Callable[[sa.Connection], object]) -> None:
    asked: list[tuple[str, object]] = []

    def remember(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        asked.append((statement, parameters))

    with large.plan_transaction(PLAN) as connection:
        sa.event.listen(connection, "before_cursor_execute", remember)
        query(connection)
        sa.event.remove(connection, "before_cursor_execute", remember)
        assert asked
        for statement, parameters in asked:
            explained = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()  # type: ignore[arg-type]
            scans = [step.detail for step in explained if step.detail.startswith("SCAN")]
            assert not scans, statement
