"""What is counted from a consolidation's table: statuses, sums of equal measures, who sent what when.

Not here: the table itself (`consolidation_rows`), nor how counts are worded (`documents`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from papiplan.domain.actions import Action, Role
from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Standing, Status


def percentage(part: int, whole: int) -> Decimal:
    """`part` of `whole` in percent, half-up to one decimal; 0 of nothing.

    >>> percentage(31, 40)
    Decimal('77.5')
    """
    if whole == 0:
        return Decimal("0.0")
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class StatusCounts:
    """How many pairs of action and unit (lượt nhiệm vụ) stand how; every status is a key."""

    by_status: Mapping[ActionStatus, int]

    def __getitem__(self, status: ActionStatus) -> int:
        return self.by_status[status]

    @property
    def total(self) -> int:
        return sum(self.by_status.values())

    @property
    def reported(self) -> int:
        return self.total - self[ActionStatus.UNREPORTED]

    def percentage(self, status: ActionStatus) -> Decimal:
        return percentage(self[status], self.total)


def status_counts(rows: pd.DataFrame) -> StatusCounts:
    """The statuses of these rows."""
    counted = rows["status"].value_counts()
    return StatusCounts({status: int(counted.get(status.value, 0)) for status in ActionStatus})


NOT_ADDITIVE = ("", "%", "điểm", "khác")
"""Measures whose numbers mean nothing when added: shares and marks, and those nobody named."""


@dataclass(frozen=True)
class MeasureSum:
    """The results of one action in one measure, added over `units` units.

    `target` is the sum of what the same units promised; None when one of them promised no number.
    """

    measure_unit: str
    result: Decimal
    target: Decimal | None
    units: int


def measure_sums(rows: pd.DataFrame) -> tuple[MeasureSum, ...]:
    """The sums of one action's rows, one per measure, in the order in which the measures first occur."""
    numbered = rows[rows["result_number"].notna() & ~rows["measure_unit"].isin(NOT_ADDITIVE)]
    return tuple(
        MeasureSum(
            measure_unit=str(measure),
            result=exact_sum(group["result_number"]),
            target=exact_sum(group["target_number"]) if group["target_number"].notna().all() else None,
            units=len(group),
        )
        for measure, group in numbered.groupby("measure_unit", sort=False)
    )


def exact_sum(numbers: Iterable[float]) -> Decimal:
    """The sum as a clerk adds it: 0,1 and 0,2 make 0,3."""
    return sum((Decimal(repr(float(number))) for number in numbers), Decimal(0))


@dataclass(frozen=True)
class ActionTally:
    """One action over its units: all of them, those on site alone, and the sums of its numbers."""

    action: Action
    counts: StatusCounts
    on_site: StatusCounts
    sums: tuple[MeasureSum, ...]


def action_tallies(actions: Sequence[Action], rows: pd.DataFrame) -> tuple[ActionTally, ...]:
    """A tally per action, in the plan's order."""
    by_action = dict(list(rows.groupby("action", sort=False)))
    return tuple(_action_tally(action, by_action[action.code]) for action in actions)


def _action_tally(action: Action, rows: pd.DataFrame) -> ActionTally:
    on_site = rows[rows["role"] == Role.ON_SITE.value]
    return ActionTally(action, status_counts(rows), status_counts(on_site), measure_sums(rows))


@dataclass(frozen=True)
class SendingTally:
    """Who of those that owe something sent it when: every duty under the one status it is in, each status a key.

    The excused stand apart and count nowhere else. `extended` of those on time had been given a later due date, and
    used it. `incomplete` came, but a part is missing.
    """

    by_status: Mapping[Status, tuple[Standing, ...]]

    @property
    def on_time(self) -> tuple[Standing, ...]:
        return self.by_status[Status.ON_TIME]

    @property
    def late(self) -> tuple[Standing, ...]:
        return self.by_status[Status.LATE]

    @property
    def overdue(self) -> tuple[Standing, ...]:
        return self.by_status[Status.OVERDUE]

    @property
    def open(self) -> tuple[Standing, ...]:
        return self.by_status[Status.OPEN]

    @property
    def excused(self) -> tuple[Standing, ...]:
        return self.by_status[Status.EXCUSED]

    @property
    def not_sent(self) -> tuple[Standing, ...]:
        return (*self.overdue, *self.open)

    @property
    def sent(self) -> int:
        return len(self.on_time) + len(self.late)

    @property
    def owed(self) -> int:
        return self.sent + len(self.not_sent)

    @property
    def extended(self) -> tuple[Standing, ...]:
        return tuple(s for s in self.on_time if s.by_extension)

    @property
    def incomplete(self) -> tuple[Standing, ...]:
        return tuple(s for s in (*self.on_time, *self.late) if s.missing)


def sending_tally(standings: Iterable[Standing]) -> SendingTally:
    """The standings of one kind, told apart."""
    found: dict[Status, list[Standing]] = {status: [] for status in Status}
    for standing in standings:
        found[standing.status].append(standing)
    return SendingTally({status: tuple(of_status) for status, of_status in found.items()})
