"""What every entry of an officer into a register has in common: the facts under the lock, the act, who signs for it.

Not here: any register of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TypeVar

import sqlalchemy as sa

from papiplan.database import journal
from papiplan.database.facts import load_facts
from papiplan.domain.entries import Entered, EntryReading
from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from tasks.plans import unknown_actor

E = TypeVar("E", bound=Entered)


@dataclass(frozen=True)
class RecordedEntry:
    """An entry on record: its number in its register and in the journal; `new` is False where it was there before."""

    number: int
    entry: int | None
    new: bool


@dataclass(frozen=True)
class Entering:
    """An entry that an officer is making, inside the transaction that will hold it."""

    connection: sa.Connection
    facts: PlanFacts
    actor: str
    now: datetime

    @property
    def plan(self) -> str:
        return self.facts.definition.id

    @cached_property
    def reading(self) -> EntryReading:
        """The reading of the entry's fields; that nobody knows the officer is the first of its problems."""
        definition = self.facts.definition
        known = definition.operator(self.actor) is not None
        return EntryReading(definition, self.now, () if known else [unknown_actor(definition, self.actor)])

    @property
    def officer(self) -> str:
        """The code of the officer who makes it, once it has been read."""
        officer = self.facts.definition.operator(self.actor)
        assert officer is not None, "an entry by nobody is refused by its reading"
        return officer.code

    def signed(self, entered: E, act: HandAct, ids: Mapping[str, object], why: str = "") -> E:
        """The entry as it is kept, with its act in the journal."""
        number = journal.append(self.connection, self.plan, journal.Entry(act, self.officer, self.now, ids, why))
        return replace(entered, entry=number, actor=self.officer, recorded_at=self.now)


def open_entry(connection: sa.Connection, plan: str, actor: str, now: datetime) -> Entering:
    """Begin an entry of `actor`; Refused at a stage that has no registers."""
    facts = load_facts(connection, plan, now)
    check_act(Act.RECORD, facts, now)
    return Entering(connection, facts, actor, now)
