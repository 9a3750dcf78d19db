"""Ordering runs as an operator does by a deployment's form, and waiting for their end on the worker."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun

from tests.deployments.processes import PATIENCE_SECONDS


def ordered(client: SyncPrefectClient, deployment: str, **parameters: Any) -> FlowRun:
    """Order a run as an operator does by a deployment's form, and wait for its end on the worker."""
    found = next(d for d in client.read_deployments() if d.name.startswith(deployment))
    run = client.create_flow_run_from_deployment(found.id, parameters={**found.parameters, **parameters})
    return ended(client, lambda runs: next(r for r in runs if r.id == run.id))


def ended(client: SyncPrefectClient, choose: Callable[[Sequence[FlowRun]], FlowRun | None]) -> FlowRun:
    """The run that `choose` finds among all, once it has ended."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        run: FlowRun | None = choose(client.read_flow_runs())
        if run is not None and run.state is not None and run.state.is_final():
            return run
        time.sleep(0.3)
    raise AssertionError("the run did not end in time")
