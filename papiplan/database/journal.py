"""The journal: one append-only chain per plan, under the plan's lock. No personal data: codes and ids only.

Not here: what the entries stand for; they explain facts, nothing is derived from them.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from papiplan.database.schema import journal

START = "0" * 64
"""The hash before the first entry."""


@dataclass(frozen=True)
class Entry:
    """One act: who did what, when and why, to which rows (nhật ký).

    `who` is an operator's code or "papiplan"; `when` the run's now.
    """

    act: str
    who: str
    when: datetime
    ids: Mapping[str, object] = field(default_factory=dict)
    why: str = ""


def append(connection: sa.Connection, plan: str, entry: Entry) -> int:
    """Add `entry` to the plan's chain and return its number, by which a person names the act."""
    last = connection.execute(
        sa.select(journal.c.sequence, journal.c.hash)
        .where(journal.c.plan == plan)
        .order_by(journal.c.sequence.desc())
        .limit(1)
    ).first()
    sequence, previous = (last.sequence + 1, last.hash) if last else (1, START)
    text = json.dumps(
        {
            "plan": plan,
            "sequence": sequence,
            "act": entry.act,
            "who": entry.who,
            "when": entry.when.isoformat(),
            "why": entry.why,
            "ids": dict(entry.ids),
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    digest = _hash(text, previous)
    connection.execute(
        journal.insert().values(plan=plan, sequence=sequence, entry=text, previous_hash=previous, hash=digest)
    )
    return sequence


def acts_since(connection: sa.Connection, plan: str, since: datetime, until: datetime) -> tuple[tuple[int, Entry], ...]:
    """The acts after `since` up to `until`, each with its number."""
    rows = connection.execute(sa.select(journal.c.entry).where(journal.c.plan == plan).order_by(journal.c.sequence))
    found = []
    for text in rows.scalars():
        number, entry = _read(text)
        if since < entry.when <= until:
            found.append((number, entry))
    return tuple(found)


def find(connection: sa.Connection, plan: str, number: int) -> Entry | None:
    """The act with this number; None where there is none."""
    text = connection.execute(
        sa.select(journal.c.entry).where(journal.c.plan == plan, journal.c.sequence == number)
    ).scalar()
    return _read(text)[1] if text else None


def _read(text: str) -> tuple[int, Entry]:
    """An act with its number, from its canonical text."""
    kept = json.loads(text)
    when = datetime.fromisoformat(kept["when"])
    return kept["sequence"], Entry(kept["act"], kept["who"], when, kept["ids"], kept["why"])


def head(connection: sa.Connection, plan: str) -> tuple[int, str]:
    """The number of entries and the hash of the last: printed in papers, so that truncation shows."""
    last = connection.execute(
        sa.select(journal.c.sequence, journal.c.hash)
        .where(journal.c.plan == plan)
        .order_by(journal.c.sequence.desc())
        .limit(1)
    ).first()
    return (last.sequence, last.hash) if last else (0, START)


def first_broken(connection: sa.Connection, plan: str) -> int | None:
    """The sequence number at which the plan's chain first breaks; None when it is whole."""
    rows = connection.execute(sa.select(journal).where(journal.c.plan == plan).order_by(journal.c.sequence))
    previous = START
    for expected, row in enumerate(rows, start=1):
        whole = (
            row.sequence == expected
            and row.previous_hash == previous
            and row.hash == _hash(row.entry, previous)
            and _place(row.entry) == (plan, expected)
        )
        if not whole:
            return expected
        previous = row.hash
    return None


def _place(text: str) -> tuple[str, int] | None:
    """The plan and sequence number that an entry itself names; None for a text that is no entry."""
    try:
        entry = json.loads(text)
        return entry["plan"], entry["sequence"]
    except (ValueError, TypeError, KeyError):
        return None


def _hash(text: str, previous: str) -> str:
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
