"""How every flow of an operator runs: its name, its tags, how a refusal ends it, and what follows each of them.

Not here: any stage's own order.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, ParamSpec, TypeVar

from prefect import Flow, get_run_logger, tags
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Cancelled, Completed, Failed

from flows.fields import Fields
from papiplan.domain.deadlines import VIETNAM, local_date, short
from papiplan.domain.lifecycle import Stage
from papiplan.domain.problems import Refused
from tasks import artifacts, digests, documents, freezing, messages, plans
from tasks.messages import DeliverySummary

P = ParamSpec("P")
R = TypeVar("R")

REFUSED = "Từ chối"
"""The name of the state that a refusal ends in: nothing changed, nothing failed, nobody is alerted."""


def operator_flow(label: str) -> Callable[[Callable[P, R]], Flow[P, R]]:
    """Make a function a flow that operators see as `label` (Vietnamese).

    Its runs are named by what, which plan, which day and, from the second on, which try. A refusal ends it as
    Cancelled, named "Từ chối": of a value by its rule, and of a field that cannot be read at all. An error ends it as
    Failed, with what to press. What a result has for a `message` is said by the run's final state: what an officer has
    to do now.
    """

    def decorate(function: Callable[P, R]) -> Flow[P, R]:
        fields = Fields(function)

        @wraps(function)
        def answered(*args: P.args, **kwargs: P.kwargs) -> R | State[Any]:
            try:
                stated = signature(function).bind_partial(*args, **kwargs).arguments
                values = fields.read(stated)
                if values.get("plan"):
                    values["plan"] = plans.plan_meant(values["plan"])
                result = function(**values)  # type: ignore[call-arg]
            except Refused as refused:
                return Cancelled(name=REFUSED, message=str(refused))
            except Exception as error:
                get_run_logger().exception("Lượt chạy bị lỗi")
                return Failed(message=_failure(label, error), data=error)
            message = getattr(result, "message", "")
            return Completed(message=message, data=result) if message else result

        # Prefect takes the parameters from the wrapped function; a returned state is the run's final one. It would end
        # the run as failed, in English, over a date that cannot be read, and over a field left out before we are asked.
        answered.__signature__ = _all_optional(signature(function))  # type: ignore[attr-defined]
        shown = {"name": label, "flow_run_name": lambda: _run_name(label), "log_prints": False}
        return Flow(answered, **shown, validate_parameters=False)  # type: ignore[arg-type]

    return decorate


def _all_optional(wanted: Signature) -> Signature:
    kept = (p.replace(default=None) if p.default is Parameter.empty else p for p in wanted.parameters.values())
    return wanted.replace(parameters=list(kept))


def _failure(label: str, error: Exception) -> str:
    """What is not done, why, and what to press; an error of ours that says so itself is told as it is."""
    if _REMEDY in str(error):
        return str(error)
    return (
        f"Chưa xong: {label} ({type(error).__name__}: {error}). Bước nào đã xong (thẻ Task Runs) được giữ nguyên. "
        f"{_REMEDY} chạy lại; chạy lại không gửi trùng. Vẫn lỗi thì gửi địa chỉ trang này cho người quản trị."
    )


_REMEDY = "Cách xử lý:"


def _run_name(label: str) -> str:
    """What · which plan · which day · which try, from the second on."""
    parameters = flow_run.parameters
    folder = str(parameters.get("folder") or "").rstrip("/").rpartition("/")[2]
    plan = parameters.get("plan") or folder or "mọi kế hoạch"
    day = local_date(_moment(parameters.get("now")))
    name = f"{label} · {plan} · {short(day)}"
    # Prefect asks for the name before it counts the try that begins.
    return f"{name} · lần {flow_run.run_count + 1}" if flow_run.run_count else name


def _moment(stated: object) -> datetime:
    """The instant at which a run runs; the present where none, or nothing that can be read, was stated."""
    try:
        moment = datetime.fromisoformat(stated) if isinstance(stated, str) else stated
    except ValueError:
        moment = None
    if not isinstance(moment, datetime):
        return datetime.now(VIETNAM)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


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
