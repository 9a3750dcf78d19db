"""A whole database into one file and out of it again: SQLite by its own backup, PostgreSQL by pg_dump and pg_restore.

Not here: what else belongs to a backup, nor what is done with a database that came out of one (`restorations`).
"""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import TypeVar

import sqlalchemy as sa

from papiplan.database import migrating
from papiplan.database.connection import Database

T = TypeVar("T")


class CopyError(Exception):
    """A database could not be copied; the message names the program that said so, and what it said."""


def kind_of(url: str) -> str:
    """Which database an address names: "sqlite" or "postgresql"."""
    return sa.make_url(url).get_backend_name()


def exists(url: str) -> bool:
    """Whether there is a database at `url`, of whatever schema; an empty one on a database server is none yet."""
    address = sa.make_url(url)
    if address.drivername == "sqlite":
        return Path(address.database or "").exists()
    with closing(Database.unchecked(url)) as database, database.reading() as connection:
        return migrating.revision(connection) is not None


def in_the_way(url: str) -> str:
    """What stands where a copy is to come: the database, or a file that SQLite would take for a part of it; or ""."""
    address = sa.make_url(url)
    if address.drivername == "sqlite":
        return ", ".join(path.name for path in _sqlite_files(Path(address.database or "")))
    return (address.database or "") if exists(url) else ""


def _sqlite_files(path: Path) -> Sequence[Path]:
    """Those that are there of a database's file and the journals beside it, which outlive a power failure."""
    return [
        each for suffix in ("", "-wal", "-shm", "-journal") if (each := path.with_name(path.name + suffix)).exists()
    ]


def copy_out(url: str, file: Path) -> None:
    """Write the database at `url`, as it is at one moment, into a new file; others go on reading and writing."""
    address = sa.make_url(url)
    if address.drivername == "sqlite":
        assert address.database is not None, "the settings take no database in memory"
        with closing(sqlite3.connect(address.database)) as source, closing(sqlite3.connect(file)) as target:
            source.backup(target)
            # One file, whole in itself: a journal beside it would be left behind.
            target.execute("PRAGMA journal_mode = DELETE")
        return
    _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={file}"], address)


def copy_in(file: Path, url: str, revision: str, finish: Callable[[sa.Connection], T]) -> T:
    """Make the database at `url`, which holds nothing yet, of a copy of `revision`, and bring it to the newest schema.

    `finish` is given the transaction that completes it: until that is committed there is no database, however far the
    copying came. Returns what it returns. Raises CopyError.
    """
    address = sa.make_url(url)
    if address.drivername == "sqlite":
        assert address.database is not None, "the settings take no database in memory"
        path = Path(address.database)
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.part")
        for left in _sqlite_files(aside):
            left.unlink()
        shutil.copyfile(file, aside)
        finished = Database.complete(f"sqlite:///{aside}", None, finish)
        aside.replace(path)
        return finished
    with TemporaryDirectory() as folder:
        listed = _run("pg_restore", ["--list", str(file)])
        # A database without its revision is none yet.
        kept = [line for line in listed.splitlines() if "TABLE DATA public alembic_version" not in line]
        parts = Path(folder, "parts.txt")
        parts.write_text("\n".join(kept), encoding="utf-8")
        options = ["--no-owner", "--no-privileges", "--single-transaction", "--clean", "--if-exists"]
        _run("pg_restore", [*options, f"--use-list={parts}", str(file)], address)
    return Database.complete(url, revision, finish)


def _run(program: str, arguments: Sequence[str], address: sa.URL | None = None) -> str:
    """Run one of PostgreSQL's programs, on the database at `address` where it needs one; what it wrote."""
    found = shutil.which(program)
    if found is None:
        raise CopyError(f"{program} is not installed: it comes with PostgreSQL's client programs.")
    with NamedTemporaryFile("w", encoding="utf-8") as passwords:
        command = [found, *arguments]
        if address is not None:
            password = address.password or address.query.get("password", "")
            # Never on the command line, which every user of the machine can read; the file is for our user alone.
            passwords.write(f"*:*:*:*:{_escaped(str(password))}\n")
            passwords.flush()
            command.append(f"--dbname={_without_password(address, passwords.name)}")
        said = subprocess.run(command, capture_output=True, text=True, check=False)
    if said.returncode != 0:
        raise CopyError(f"{program} failed: {' '.join(said.stderr.split())}")
    return said.stdout


def _without_password(address: sa.URL, passwords: str) -> str:
    query = {**address.query, "passfile": passwords}
    query.pop("password", None)
    plain = sa.URL.create("postgresql", address.username, None, address.host, address.port, address.database, query)
    return plain.render_as_string(hide_password=False)


def _escaped(password: str) -> str:
    return password.replace("\\", "\\\\").replace(":", "\\:")
