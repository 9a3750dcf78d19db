"""The journal: one append-only chain per plan, under the plan's lock. No personal data: codes and ids only.

Not here: what the entries stand for; they explain facts, nothing is derived from them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from papiplan.database.schema import journal
from papiplan.domain.journal_chain import START, Link, chained, check_chain


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
    digest = chained(text, previous)
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


def load_links(connection: sa.Connection, plan: str) -> Iterator[Link]:
    """The plan's chain as it is kept, one entry after the other."""
    query = sa.select(journal).where(journal.c.plan == plan).order_by(journal.c.sequence)
    # Closed even where nobody reads to the end, as at the first entry that does not hold.
    with connection.execute(query.execution_options(yield_per=_AT_ONCE)) as rows:
        for row in rows:
            yield Link(row.sequence, row.entry, row.previous_hash, row.hash)


_AT_ONCE = 500
"""How many entries are read at a time: a journal may be long."""


def first_broken(connection: sa.Connection, plan: str) -> int | None:
    """The sequence number at which the plan's chain first breaks; None when it is whole."""
    return check_chain(plan, load_links(connection, plan)).first_broken
