"""What is known of one unit when it is judged: its two duties, its actions, its remedies, all as at the freeze.

Accepted reasons and exempted or unrecognised actions have their place here; nothing records them yet, so they stand at
their defaults.

Not here: where it comes from (`unit_recording`), nor the points made of it (`scoring`).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Status
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.units import Unit


@dataclass(frozen=True)
class DutyRecord:
    """How a unit met one duty to send.

    `rule_due_on` is the due date by the rule where an extension took its place, `by_extension` whether it is on time
    only by that, `paper_owed` whether its document has not come then. `entered_at` is when an officer recorded what
    came by hand. `after_freeze` is a late receipt after the freeze: recorded, worth nothing. `signed_in_time` is
    whether the signed document, if any, came soon enough after the form to earn its points. `written_urgings` counts
    letters, not mails; `reason_accepted` is whether somebody accepted why nothing came.
    """

    kind: SubmissionKind
    status: Status
    due_on: date | None = None
    rule_due_on: date | None = None
    by_extension: bool = False
    paper_owed: bool = False
    received_at: datetime | None = None
    channel: str = ""
    entered_at: datetime | None = None
    late_days: int = 0
    mended: bool = False
    after_freeze: bool = False
    complete_rows: int = 0
    expected_rows: int = 1
    signed: bool = False
    signed_in_time: bool = False
    written_urgings: int = 0
    reason_accepted: bool = False

    @property
    def judged(self) -> bool:
        """Whether it enters the sum: an excused duty and one that is not due yet do not."""
        return self.status not in (Status.EXCUSED, Status.OPEN)

    @property
    def never_sent(self) -> bool:
        """Whether nothing came by the freeze."""
        return self.status is Status.OVERDUE or self.after_freeze


@dataclass(frozen=True)
class ActionRecord:
    """What a unit reported of one action (nhiệm vụ).

    `explained` is whether it says why there is no evidence. `recognised` is False when an inspection did not accept the
    result, `exempted` is True when somebody with the power to do so lifted the action.
    """

    code: str
    status: ActionStatus
    evidence: bool = False
    explained: bool = False
    result_number: float | None = None
    target_number: float | None = None
    recognised: bool = True
    exempted: bool = False

    @property
    def scored(self) -> bool:
        """Whether it enters the mean of the unit's actions."""
        return not self.exempted and self.status is not ActionStatus.NOT_APPLICABLE


class Remedy(StrEnum):
    """What became of one point that an inspection asked to mend (kiến nghị sau kiểm tra)."""

    IN_TIME = "in_time"
    LATE = "late"
    NOT_DONE = "not_done"

    @property
    def label(self) -> str:
        return {
            Remedy.IN_TIME: "khắc phục đúng hạn",
            Remedy.LATE: "khắc phục chậm",
            Remedy.NOT_DONE: "chưa khắc phục",
        }[self]


@dataclass(frozen=True)
class Presence:
    """In how many of the plan's months a unit existed."""

    months: int = 12
    of: int = 12

    @property
    def share(self) -> Fraction:
        return Fraction(self.months, self.of)


def presence(unit: Unit, first: date, last: date) -> Presence:
    """The months of the period `first` to `last` in which the unit existed, were it for a day."""
    begun, ended = max(unit.valid_from or first, first), min(unit.valid_to or last, last)
    return Presence(_months(begun, ended) if begun <= ended else 0, _months(first, last))


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


@dataclass(frozen=True)
class UnitRecord:
    """One unit as it is judged; a duty is None when the unit never had it."""

    unit: str
    subplan: DutyRecord | None
    report: DutyRecord | None
    actions: tuple[ActionRecord, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    presence: Presence = Presence()

    @property
    def duties(self) -> tuple[DutyRecord, ...]:
        return tuple(duty for duty in (self.subplan, self.report) if duty is not None)

    @property
    def scored_actions(self) -> tuple[ActionRecord, ...]:
        return tuple(action for action in self.actions if action.scored)

    def count(self, status: ActionStatus) -> int:
        """How many of the scored actions have this status."""
        return sum(action.status is status for action in self.scored_actions)
