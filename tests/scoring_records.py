"""Records of units as they are judged, with defaults, and the four worked units of the default points."""

from dataclasses import replace
from datetime import date
from typing import Any

from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Status
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.unit_records import ActionRecord, DutyRecord, Remedy, UnitRecord
from tests.factories import at


def a_subplan(**changes: Any) -> DutyRecord:
    """A sub-plan in time and whole."""
    duty = DutyRecord(
        kind=SubmissionKind.SUBPLAN,
        status=Status.ON_TIME,
        due_on=date(2023, 6, 30),
        received_at=at("2023-06-28 09:00"),
        channel="mailbox",
        complete_rows=27,
        expected_rows=27,
        signed=True,
        signed_in_time=True,
    )
    return replace(duty, **changes)


def a_report(**changes: Any) -> DutyRecord:
    """A report in time and whole."""
    duty = a_subplan(kind=SubmissionKind.REPORT, due_on=date(2024, 4, 8), received_at=at("2024-04-05 10:00"))
    return replace(duty, **changes)


def a_late(duty: DutyRecord, days: int, received_at: str = "2024-04-10 14:20") -> DutyRecord:
    return replace(duty, status=Status.LATE, late_days=days, received_at=at(received_at))


def never(duty: DutyRecord, **changes: Any) -> DutyRecord:
    """The same duty when nothing came."""
    nothing = {"received_at": None, "channel": "", "complete_rows": 0, "signed": False, "signed_in_time": False}
    return replace(duty, status=Status.OVERDUE, **nothing, **changes)


def actions(
    done: int = 0, unproven: int = 0, in_progress: int = 0, not_started: int = 0, not_applicable: int = 0
) -> tuple[ActionRecord, ...]:
    """So many actions of each sort; `unproven` are done without evidence but explained."""
    sorts = (
        (done, ActionRecord("1.1.1", ActionStatus.DONE, evidence=True)),
        (unproven, ActionRecord("1.1.1", ActionStatus.DONE, explained=True)),
        (in_progress, ActionRecord("1.1.1", ActionStatus.IN_PROGRESS)),
        (not_started, ActionRecord("1.1.1", ActionStatus.NOT_STARTED)),
        (not_applicable, ActionRecord("1.1.1", ActionStatus.NOT_APPLICABLE)),
    )
    return tuple(action for count, action in sorts for _ in range(count))


def a_record(**changes: Any) -> UnitRecord:
    """A unit that did everything in time, with three proven actions."""
    return replace(UnitRecord("phuong-2", a_subplan(), a_report(), actions(done=3)), **changes)


PHONG_TU_PHAP = a_record(
    unit="tu-phap",
    subplan=a_subplan(complete_rows=3, expected_rows=3),
    report=a_report(complete_rows=3, expected_rows=3),
    actions=(
        *actions(done=2),
        ActionRecord("5.1.1", ActionStatus.IN_PROGRESS, result_number=97.2, target_number=98),
    ),
)

PHUONG_2 = a_record(
    subplan=a_subplan(received_at=at("2023-06-29 16:50"), mended=True),
    report=a_late(a_report(complete_rows=26), 2),
    actions=actions(done=19, unproven=3, in_progress=2, not_started=1, not_applicable=2),
    remedies=(Remedy.IN_TIME, Remedy.IN_TIME, Remedy.IN_TIME, Remedy.LATE),
)

XA_TAN_QUY_TAY = a_record(
    unit="xa-tan-quy-tay",
    subplan=never(a_subplan(), written_urgings=2),
    report=a_late(
        a_report(due_on=date(2024, 4, 12), rule_due_on=date(2024, 4, 8), signed=False, signed_in_time=False),
        3,
        "2024-04-17 09:00",
    ),
    actions=actions(done=10, unproven=6, in_progress=5, not_started=4),
)

PHONG_KINH_TE = a_record(
    unit="kinh-te",
    subplan=a_subplan(complete_rows=1, expected_rows=1),
    report=a_late(a_report(complete_rows=1, expected_rows=1), 1, "2024-04-09 08:00"),
    actions=(),
)
"""The counter-example: no action at all, and the report one day late."""
