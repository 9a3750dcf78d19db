"""What units promised in their sub-plans (đăng ký), action by action: by whom, how much, and what nobody planned.

Not here: what became of it (`consolidation`), nor the promises that a report's form repeats (`submissions`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from papiplan.domain.actions import Action
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.consolidation_remarks import ExtraAction
from papiplan.domain.consolidation_rows import Source, reporting_units, source
from papiplan.domain.mergers import as_sent, reporters
from papiplan.domain.obligations import Standing
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.submissions import AcceptedForm, FormRow, Value
from papiplan.domain.tallies import NOT_ADDITIVE, SendingTally, exact_sum
from papiplan.domain.units import Duty

_SHOWN = ("measures", "unit_target", "target_number")


@dataclass(frozen=True)
class PromisedRow:
    """What one unit promised of one action: the fields of its row by name, and where they stand."""

    unit: str
    values: Mapping[str, Value]
    source: Source

    def text(self, field: str) -> str:
        value = self.values.get(field)
        return "" if value is None else str(value)

    @property
    def target_number(self) -> float | None:
        value = self.values.get("target_number")
        return float(value) if isinstance(value, int | float) else None


@dataclass(frozen=True)
class PromisedSum:
    """The numbers that units promised of one action in one measure, added over `units` units."""

    measure_unit: str
    number: Decimal
    units: int


@dataclass(frozen=True)
class PromisedAction:
    """One action with what was promised of it; `awaited` are the units that have still to promise."""

    action: Action
    rows: tuple[PromisedRow, ...]
    awaited: tuple[str, ...]

    @property
    def asked(self) -> int:
        """How many units were to promise."""
        return len(self.rows) + len(self.awaited)

    @property
    def sums(self) -> tuple[PromisedSum, ...]:
        """The sums of equal measures; shares and marks, and measures nobody named, are not added."""
        by_measure: defaultdict[str, list[float]] = defaultdict(list)
        for row in self.rows:
            if row.target_number is not None and row.text("measure_unit") not in NOT_ADDITIVE:
                by_measure[row.text("measure_unit")].append(row.target_number)
        return tuple(PromisedSum(measure, exact_sum(numbers), len(numbers)) for measure, numbers in by_measure.items())


@dataclass(frozen=True, eq=False)
class Subplans:
    """The sub-plans of a plan together: who sent, the added actions and difficulties (`table`), and what was promised.

    Of `table` only what comes from sub-plans and registers counts here: reports may not have come yet.
    """

    table: ConsolidatedTable
    promised: tuple[PromisedAction, ...]

    @property
    def definition(self) -> PlanDefinition:
        return self.table.definition

    @property
    def sending(self) -> SendingTally:
        return self.table.sendings[SubmissionKind.SUBPLAN]

    @property
    def extras(self) -> tuple[ExtraAction, ...]:
        return tuple(extra for extra in self.table.extras if extra.kind is SubmissionKind.SUBPLAN)

    @property
    def unplanned(self) -> tuple[PromisedAction, ...]:
        """The actions that somebody was to plan and nobody has planned."""
        return tuple(each for each in self.promised if each.awaited and not each.rows)

    def of_dimension(self, dimension: int) -> tuple[PromisedAction, ...]:
        return tuple(each for each in self.promised if each.action.dimension == dimension)


def promised_actions(
    definition: PlanDefinition, standings: Iterable[Standing], forms: Iterable[AcceptedForm]
) -> tuple[PromisedAction, ...]:
    """Every action of the plan, in its order, with what the usable sub-plans in force say of it.

    `forms` hold at most one sub-plan of each unit. What comes in which order changes nothing.
    """
    reporting = reporters((s for s in standings if s.obligation.kind is SubmissionKind.SUBPLAN), definition)
    subplans = [form for form in as_sent(forms, definition) if form.kind is SubmissionKind.SUBPLAN]
    rows = _rows_by_action(subplans)
    # Who is invited is asked what came of it once the index is published, and never for a sub-plan.
    invited = {unit.code for unit in definition.units if unit.duty is Duty.INVITED}
    asked = {
        action.code: [unit for unit in reporting_units(action, reporting) if unit not in invited]
        for action in definition.actions
    }
    return tuple(_promised(action, rows[action.code], asked[action.code]) for action in definition.actions)


def _rows_by_action(subplans: Iterable[AcceptedForm]) -> Mapping[str, Mapping[str, PromisedRow]]:
    found: defaultdict[str, dict[str, PromisedRow]] = defaultdict(dict)
    for form in subplans:
        for row in form.rows_of(SubmissionKind.SUBPLAN.sheet):
            if row.action and _says_something(row):
                found[row.action][form.unit] = PromisedRow(form.unit, row.values, source(form, row, *_SHOWN))
    return found


def _says_something(row: FormRow) -> bool:
    return any(row.values.get(field) not in (None, "") for field in _SHOWN)


def _promised(action: Action, rows: Mapping[str, PromisedRow], asked: Sequence[str]) -> PromisedAction:
    """The rows in the order in which units are asked, then those of units that are asked no more."""
    order = dict.fromkeys((*asked, *sorted(rows)))
    return PromisedAction(
        action, tuple(rows[unit] for unit in order if unit in rows), tuple(unit for unit in asked if unit not in rows)
    )
