"""A filled database, shared by the tests that leave it as it was."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
import sqlalchemy as sa

from papiplan.database import Database
from tests.conftest import DATABASES, empty_database
from tests.database.filled_plan import OTHER, PLAN, fill


@pytest.fixture(scope="session", params=DATABASES)
def filled_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Two plans with the same unit codes side by side, each with its whole year. For reading."""
    with empty_database(request.param, request, tmp_path_factory.mktemp("filled")) as url:
        database = Database.open(url, create=True)
        for plan in (PLAN, OTHER):
            fill(database, plan)
        yield database
        database.close()


class _Undone(Exception):  # noqa: N818 - no error: it takes a transaction back
    pass


@pytest.fixture
def filled(filled_database: Database) -> Iterator[sa.Connection]:
    """A transaction of the first plan in the filled database, taken back at the end."""
    with suppress(_Undone), filled_database.plan_transaction(PLAN) as connection:
        yield connection
        raise _Undone
