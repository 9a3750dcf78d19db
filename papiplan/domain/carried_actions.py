"""What the next year goes on with: a plan's actions with how they ended, put to the units that now stand.

Not here: how that is worded (`documents.plan_folders.carried_rows`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from papiplan.domain.actions import Action
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.forms import ActionStatus
from papiplan.domain.next_roster import heir_in
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.units import Unit

UNFINISHED = (ActionStatus.IN_PROGRESS, ActionStatus.NOT_STARTED, ActionStatus.UNREPORTED)
"""The statuses that let an action be carried over."""

Ending = Mapping[ActionStatus, tuple[str, ...]]
"""How an action ended: the codes of the units in each status that occurs, in the order of `ActionStatus`."""


@dataclass(frozen=True)
class CarriedAction:
    """An action for the next year; its lead is "" where that unit ended without a successor.

    `ending` is None where there is no final consolidation, and empty for an action that nobody reports on.
    """

    action: Action
    ending: Ending | None

    @property
    def finished(self) -> bool:
        """Whether each of its units has done it or had no occasion to, so that it is not carried over."""
        return bool(self.ending) and not any(status in UNFINISHED for status in self.ending or ())


def carried_actions(
    definition: PlanDefinition, final: ConsolidatedTable | None, day: date
) -> tuple[CarriedAction, ...]:
    """The actions of a plan in its order, for the units of `day`, as the `final` consolidation says they ended."""
    endings = _endings(final) if final else {}
    return tuple(
        CarriedAction(_for_heirs(action, definition.units, day), endings.get(action.code, {}) if final else None)
        for action in definition.actions
    )


def _endings(final: ConsolidatedTable) -> Mapping[str, Ending]:
    units: dict[tuple[str, str], tuple[str, ...]] = {}
    for action, status, unit in final.rows[["action", "status", "unit"]].itertuples(index=False):
        units[action, status] = (*units.get((action, status), ()), unit)
    return {
        code: {status: units[code, status] for status in ActionStatus if (code, status) in units}
        for code in dict.fromkeys(action for action, _ in units)
    }


def _for_heirs(action: Action, units: Sequence[Unit], day: date) -> Action:
    """The action with the units that now stand in for its own, each in the strongest of its roles."""
    lead = heir_in(action.lead, units, day)
    on_site = _heirs(action.on_site, units, day, without={lead})
    support = _heirs(action.support, units, day, without={lead, *on_site})
    return replace(action, lead=lead, on_site=on_site, support=support)


def _heirs(codes: Iterable[str], units: Sequence[Unit], day: date, without: set[str]) -> tuple[str, ...]:
    heirs = dict.fromkeys(heir_in(code, units, day) for code in codes)
    return tuple(code for code in heirs if code and code not in without)
