"""Queries stay quick as plans and years pile up: each finds its rows by an index."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from time import perf_counter

import pytest
import sqlalchemy as sa

from papiplan.database import Database, forms, journal, messages, outcomes, submissions
from papiplan.database.facts import load_facts
from papiplan.domain.messages import DeliveryState, NoticeKind
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


def test_the_facts_of_200_units_load_at_once(large: Database) -> None:
    with large.reading() as connection:
        times = []
        for _ in range(3):
            begun = perf_counter()
            facts = load_facts(connection, PLAN, EVALUATED)
            times.append(perf_counter() - begun)
    assert len(facts.obligations) == 400
    assert sum(len(came) for came in facts.receipts.values()) == 800
    assert min(times) < 0.3, "seconds"


def claim_and_fail(connection: sa.Connection) -> None:
    first = messages.load_due_deliveries(connection, PLAN, EVALUATED)[0]
    messages.claim_delivery(connection, first, "lease", EVALUATED)
    state, outcome = DeliveryState.FAILED, {"resends": 0, "not_before": None, "answer": "550"}
    messages.save_attempt(connection, first.id, lease="lease", state=state, now=EVALUATED, **outcome)  # type: ignore[arg-type]


QUERIES: dict[str, Callable[[sa.Connection], object]] = {
    "facts": lambda c: load_facts(c, PLAN, EVALUATED),
    "waiting notices": lambda c: messages.load_waiting_notices(c, PLAN),
    "due deliveries": lambda c: messages.load_due_deliveries(c, PLAN, EVALUATED),
    "expired deliveries": lambda c: messages.load_expired_deliveries(c, PLAN, EVALUATED),
    "counting deliveries": lambda c: messages.count_deliveries(c, PLAN, EVALUATED),
    "counting reminders": lambda c: messages.count_reminders(c, PLAN, EVALUATED),
    "suppressing": lambda c: messages.suppress_unsent(c, PLAN, [NoticeKind.REMINDER_BEFORE], 1, EVALUATED),
    "claiming": claim_and_fail,
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
