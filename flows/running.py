"""How every flow of an operator runs: its name, its tags, how a refusal ends it, and what follows each of them.

Not here: any stage's own order.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from prefect import Flow, tags
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Cancelled, Completed

from papiplan.domain.deadlines import VIETNAM, local_date, short
from papiplan.domain.lifecycle import Stage
from papiplan.domain.problems import Refused
from tasks import artifacts, digests, documents, freezing, messages
from tasks.messages import DeliverySummary

P = ParamSpec("P")
R = TypeVar("R")

REFUSED = "Từ chối"
"""The name of the state that a refusal ends in: nothing changed, nothing failed, nobody is alerted."""


def operator_flow(label: str) -> Callable[[Callable[P, R]], Flow[P, R]]:
    """Make a function a flow that operators see as `label` (Vietnamese).

    Its runs are named by what, which plan and which day. A refusal ends it as Cancelled, named "Từ chối". What a result
    has for a `message` is said by the run's final state: what an officer has to do now.
    """

    def decorate(function: Callable[P, R]) -> Flow[P, R]:
        @wraps(function)
        def answered(*args: P.args, **kwargs: P.kwargs) -> R | State[Any]:
            try:
                result = function(*args, **kwargs)
            except Refused as refused:
                return Cancelled(name=REFUSED, message=str(refused))
            message = getattr(result, "message", "")
            return Completed(message=message, data=result) if message else result

        # Prefect takes the parameters from the wrapped function; a returned state is the run's final one.
        return Flow(answered, name=label, flow_run_name=lambda: _run_name(label), log_prints=False)  # type: ignore[arg-type]

    return decorate


def _run_name(label: str) -> str:
    """What · which plan · which day."""
    parameters = flow_run.parameters
    plan = parameters.get("plan") or parameters.get("folder") or "mọi kế hoạch"
    now = parameters.get("now") or datetime.now(VIETNAM)
    moment = datetime.fromisoformat(now) if isinstance(now, str) else now
    day = local_date(moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM))
    return f"{label} · {str(plan).rstrip('/').rsplit('/', 1)[-1]} · {short(day)}"


@contextmanager
def tagged(plan: str, stage: Stage) -> Iterator[None]:
    """Tag this run and the task runs inside with the plan and its stage, so that operators can filter by them."""
    marks = {f"plan:{plan}", f"stage:{stage}"}
    run_id = flow_run.id
    if run_id:
        with get_client(sync_client=True) as client:
            client.update_flow_run(run_id, tags=sorted({*flow_run.tags, *marks}))
    with tags(*marks):
        yield


def tell_and_show(plan: str, now: datetime) -> None:
    """What ends every flow that changes something: mails go out, documents and boards show how things stand."""
    send(plan, now)
    documents.write_documents(plan, now)
    artifacts.publish_boards(plan, now)


def send(plan: str, now: datetime) -> DeliverySummary:
    """Write and send what waits; officers hear the same day of an address that the mail server refuses."""
    freezing.freeze_messages(plan, now)
    summary = messages.deliver(plan, now)
    if summary.failed and digests.queue_refusals(plan, now):
        freezing.freeze_messages(plan, now)
        messages.deliver(plan, now)
    return summary
