"""Who bears a duty once the unit that owes it has ended, and whose files settle it.

Not here: which unit stands in for which (`roster`), nor how a duty stands (`obligations`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from papiplan.domain.deadlines import end_of, local_date
from papiplan.domain.obligations import Obligation, Receipt, Timing, standing
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.roster import bearer, line
from papiplan.domain.units import Unit


@dataclass(frozen=True)
class Bearing:
    """The duties of a plan beside all that came for each, by which it is told who bears them.

    `receipts` are keyed by the id of the obligation for which they were recorded.
    """

    obligations: tuple[Obligation, ...]
    receipts: Mapping[int, Sequence[Receipt]]
    units: Mapping[str, Unit] = field(default_factory=dict)

    def borne(self, now: datetime, timing: Timing) -> tuple[Obligation, ...]:
        """The obligations, each with who bears it at `now`."""
        bearers = [self._bearer(obligation, now, timing) for obligation in self.obligations]
        return tuple(
            obligation if code == obligation.borne_by else replace(obligation, borne_by=code)
            for obligation, code in zip(self.obligations, bearers, strict=True)
        )

    def _bearer(self, obligation: Obligation, now: datetime, timing: Timing) -> str:
        """Whoever had met it to its end when it ended, else the successor that did not end yet.

        What a unit sent in full stays its own; where anything was missing when it ended, its successor answers.
        """
        for unit in line(obligation.owed_by, self.units):
            if unit.valid_to is None or now <= end_of(unit.valid_to) or not unit.successor:
                return unit.code
            held = replace(obligation, borne_by=unit.code)
            ended = end_of(unit.valid_to)
            if standing(held, self.receipts_of(held), ended, timing).missing is None:
                return unit.code
        return obligation.owed_by

    def receipts_of(self, obligation: Obligation) -> tuple[Receipt, ...]:
        """What came for an obligation, with what came for another from a unit that answered for both.

        One file of a successor settles every duty of its kind that passed to it; what a predecessor sent is its own.
        """
        own = tuple(self.receipts.get(obligation.id, ()))
        beside = [other for other in self._kindred[self._kin(obligation)] if other.id != obligation.id]
        if not beside:
            return own
        held_by = self._holders(obligation)
        shared = [
            receipt
            for other in beside
            for receipt in self.receipts.get(other.id, ())
            if self._sender(other, receipt) == self._sender(obligation, receipt) in held_by
        ]
        return (*own, *shared)

    def _sender(self, obligation: Obligation, receipt: Receipt) -> str:
        return bearer(obligation.owed_by, self.units, local_date(receipt.received_at))

    def _holders(self, obligation: Obligation) -> set[str]:
        """The units that have borne an obligation: from the one that owes it to the one that bears it now."""
        held_by: set[str] = set()
        for unit in line(obligation.owed_by, self.units):
            held_by.add(unit.code)
            if unit.code == obligation.borne_by:
                break
        return held_by

    @cached_property
    def _kindred(self) -> Mapping[tuple[str, SubmissionKind, str], Sequence[Obligation]]:
        """The obligations of one kind and occasion that one unit may come to bear: several only where units merge."""
        found: defaultdict[tuple[str, SubmissionKind, str], list[Obligation]] = defaultdict(list)
        for obligation in self.obligations:
            found[self._kin(obligation)].append(obligation)
        return found

    def _kin(self, obligation: Obligation) -> tuple[str, SubmissionKind, str]:
        heir = obligation.owed_by
        for unit in line(heir, self.units):
            heir = unit.code
        return heir, obligation.kind, obligation.occasion
