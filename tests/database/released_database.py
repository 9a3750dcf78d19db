"""How a filled database of a release is kept: as the SQL text that makes it anew. See released/README.md."""

import sqlite3
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from papiplan.database import Database
from tests.database.filled_plan import fill

RELEASED = Path(__file__).parent / "released"


def write(revision: str) -> None:
    """Keep a small filled plan of this program's schema as released/<revision>.sql."""
    with TemporaryDirectory() as folder:
        database = Database.open(f"sqlite:///{folder}/papiplan.db", create=True)
        fill(database)
        database.close()
        connection = sqlite3.connect(f"{folder}/papiplan.db")
        text = "\n".join(connection.iterdump())
        connection.close()
    (RELEASED / f"{revision}.sql").write_text(f"{text}\n", encoding="utf-8")


def restore(revision: str, path: Path) -> None:
    """Make the database of a release at `path` again."""
    connection = sqlite3.connect(path)
    connection.executescript((RELEASED / f"{revision}.sql").read_text(encoding="utf-8"))
    connection.close()


if __name__ == "__main__":
    write(sys.argv[1])
