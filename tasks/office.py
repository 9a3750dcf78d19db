"""What every effect works on: this office's settings, database and store, opened once a process.

Not here: any effect.
"""

from functools import cache
from pathlib import Path

from papiplan import settings
from papiplan.database import Database
from papiplan.store import Store


def database() -> Database:
    """The product's database; made on first use where there is none yet."""
    return _database(settings.current().database)


def store() -> Store:
    """The files by their hash."""
    return Store(settings.current().storage)


def stated_path(path: str) -> Path:
    """A file or folder as an operator states it: a relative one lies in the home, wherever the run itself works."""
    return settings.current().home / path


@cache
def _database(url: str) -> Database:
    return Database.open(url, create=True)
