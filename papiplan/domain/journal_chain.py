"""The chain that a journal is: the hash of each entry covers its text and the hash before it.

Not here: where entries are kept (`database.journal`), nor what they say.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

START = "0" * 64
"""The hash before the first entry."""


@dataclass(frozen=True)
class Link:
    """One entry of a journal as it is kept: its canonical text between the hash before it and its own."""

    sequence: int
    text: str
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class CheckedChain:
    """A chain that was followed: how many entries hold, the hash of the last; and where it breaks, None for nowhere."""

    entries: int
    head: str
    first_broken: int | None


def chained(text: str, previous: str) -> str:
    """The hash of an entry: SHA-256 over the hash before it and its text, in hexadecimal."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def check_chain(plan: str, links: Iterable[Link]) -> CheckedChain:
    """Follow the journal of `plan` from its start up to the first entry that does not hold."""
    entries, head = 0, START
    for expected, link in enumerate(links, start=1):
        whole = (
            link.sequence == expected
            and link.previous_hash == head
            and link.hash == chained(link.text, head)
            and _place(link.text) == (plan, expected)
        )
        if not whole:
            return CheckedChain(entries, head, expected)
        entries, head = expected, link.hash
    return CheckedChain(entries, head, None)


def _place(text: str) -> tuple[str, int] | None:
    """The plan and sequence number that an entry itself names; None for a text that is no entry."""
    try:
        entry = json.loads(text)
        return entry["plan"], entry["sequence"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
