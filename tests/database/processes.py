"""What other processes do to a database: each function is one process's whole life."""

import os
from threading import Barrier

from papiplan.database import Database, journal
from papiplan.database.journal import Entry
from tests.database.filled_plan import ISSUED

DIED = 9


def open_and_enter(barrier: Barrier, url: str, plan: str) -> None:
    """Make the database if need be, register the plan if need be, and enter one act."""
    barrier.wait()
    database = Database.open(url, create=True)
    with database.plan_transaction(plan, opened_at=ISSUED) as connection:
        journal.append(connection, plan, Entry("issue", "nv1", ISSUED))
    database.close()


def die_while_writing(_: Barrier, url: str, plan: str) -> None:
    """Die under the plan's lock, without a word to the database."""
    database = Database.open(url, create=False)
    with database.plan_transaction(plan) as connection:
        journal.append(connection, plan, Entry("issue", "nv1", ISSUED))
        os._exit(DIED)
