"""A run that went wrong, looked up at Prefect: its name and plan, what it had done and what not.

Not here: whether and whom to tell (`alerts`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType, TaskRun
from prefect.exceptions import ObjectNotFound

from papiplan.domain.alerts import Alert, Trouble, first_lines
from papiplan.domain.problems import Problem, Refused

_PLAN, _RUN = "plan:", "prefect.flow-run."


@dataclass(frozen=True)
class FailedRun:
    """An alert about a run, and the plan that it was about; "" for all, or where nobody knows."""

    alert: Alert
    plan: str = ""


def read_run(stated: str) -> UUID | None:
    """The run that an event names by its resource ("prefect.flow-run.<id>"); None for none, Refused for no run."""
    if not stated:
        return None
    try:
        return UUID(stated.removeprefix(_RUN))
    except ValueError:
        raise Refused(Problem("Lượt chạy", f'không rõ "{stated[:60]}"', f"Ghi {_RUN} và mã của lượt chạy.")) from None


def look_up(trouble: Trouble, run_id: UUID | None, said: str) -> FailedRun | None:
    """What is known of the run of a trouble; None for a part of another run, which tells."""
    if run_id is None:
        return FailedRun(Alert(trouble, said=said))
    with get_client(sync_client=True) as client:
        try:
            run = client.read_flow_run(run_id)
        except ObjectNotFound:
            return FailedRun(Alert(trouble, said=said))
        if run.parent_task_run_id is not None:
            return None
        steps = client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run.id])))
    plan = next((tag.removeprefix(_PLAN) for tag in run.tags if tag.startswith(_PLAN)), "")
    plan = plan or str(run.parameters.get("plan") or "")
    message = said or (run.state.message or "" if run.state else "")
    return FailedRun(Alert(trouble, run.name, *_steps(steps), message), plan)


def _steps(steps: Sequence[TaskRun]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the steps that were done, and of those that were begun and not done."""
    in_order = sorted(steps, key=lambda step: str(step.start_time or step.expected_start_time or ""))
    done = [step.name for step in in_order if step.state_type is StateType.COMPLETED]
    return first_lines(done), first_lines(step.name for step in in_order if step.name not in done)


def has_completed(flow: str, since: datetime, until: datetime) -> bool:
    """Whether a run of the flow of this name has completed between two instants."""
    completed = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.COMPLETED]))
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=[flow])),
            flow_run_filter=FlowRunFilter(state=completed, end_time=FlowRunFilterEndTime(after_=since, before_=until)),
            limit=1,
        )
    return bool(found)
