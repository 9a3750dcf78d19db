"""How an effect runs under Prefect: its name, what is retried, and that a refusal is an answer.

Not here: any effect of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from sqlalchemy.exc import OperationalError

from papiplan.domain.problems import Problem, Refused
from papiplan.store import DamagedFileError

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class RetryPolicy:
    """What an error does to an effect: `retries` more tries, `delay_seconds` apart, then `told` hears of it."""

    error: type[Exception]
    retries: int
    delay_seconds: float
    told: str


class FactsMovedError(Exception):
    """What is on record moved while something was made of it: nothing was recorded, and doing it again is safe."""

    def __init__(self, plan: str, meanwhile: str) -> None:
        super().__init__(
            f"Dữ liệu của {plan} thay đổi trong khi {meanwhile}; chưa ghi gì. Cách xử lý: chạy lại; không gửi trùng."
        )


RETRY_POLICIES: tuple[RetryPolicy, ...] = (
    RetryPolicy(DamagedFileError, 0, 0, "the operator, by the failed run: a backup is needed"),
    RetryPolicy(FactsMovedError, 3, 2, "the operator, by the failed run, once others wrote each time"),
    RetryPolicy(OperationalError, 3, 2, "the operator, by the failed run, once another writer held the lock too long"),
    RetryPolicy(FileNotFoundError, 0, 0, "the operator, by the failed run: a file is gone from the store"),
    RetryPolicy(OSError, 3, 2, "the operator, by the failed run, once the store stays out of reach"),
    RetryPolicy(Exception, 0, 0, "the operator, by the failed run: a mistake of ours, which a retry would repeat"),
)
"""Which errors time heals. The first row whose class fits is taken: what always fails is not retried."""

_MOST_RETRIES = max(policy.retries for policy in RETRY_POLICIES)
_DELAY_SECONDS = max(policy.delay_seconds for policy in RETRY_POLICIES)


def policy_for(error: BaseException) -> RetryPolicy:
    """The row of the table for this error."""
    return next(policy for policy in RETRY_POLICIES if isinstance(error, policy.error))


def _may_retry(_: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    try:
        state.result()
    except Exception as error:
        return run.run_count <= policy_for(error).retries
    return False


@dataclass(frozen=True)
class _Refusal:
    problems: tuple[Problem, ...]


def effect(name: str, *, run_name: str | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an observed effect, shown to operators under `name` (Vietnamese).

    `run_name` may use the function's parameters in braces. A refusal ends the task run well, for nothing failed, and is
    raised again in the flow.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def answered(*args: P.args, **kwargs: P.kwargs) -> R | _Refusal:
            try:
                return function(*args, **kwargs)
            except Refused as refused:
                return _Refusal(refused.problems)

        task: Task[P, R | _Refusal] = Task(
            answered,
            name=name,
            task_run_name=run_name or name,
            retries=_MOST_RETRIES,
            retry_delay_seconds=_DELAY_SECONDS,
            retry_condition_fn=_may_retry,
            cache_policy=NO_CACHE,
            log_prints=False,
        )

        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            answer = task(*args, **kwargs)
            if isinstance(answer, _Refusal):
                raise Refused(*answer.problems)
            return answer

        return run

    return decorate
