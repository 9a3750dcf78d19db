"""Brings `automations.yaml` to a server: what starts on an event, or because none came.

By name, and only where something differs: one that is made anew forgets what it was waiting for. Not here: the
deployments that they run (`deploying`).
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from uuid import UUID

    from prefect.client.orchestration import SyncPrefectClient
    from prefect.events.schemas.automations import AutomationCore

AUTOMATIONS_FILE = Path(__file__).with_name("automations.yaml")


def automation_names() -> tuple[str, ...]:
    """What the automations are called, in the order of their file."""
    return tuple(entry["name"] for entry in _entries())


def put_automations(client: "SyncPrefectClient", deployments: Mapping[str, "UUID"]) -> None:
    """Make the server hold what `automations.yaml` says; `deployments` are those of `prefect.yaml`, by name.

    One that an administrator has switched off stays so.
    """
    for entry in _entries():
        wanted = _automation(entry, deployments)
        there = client.read_automations_by_name(wanted.name)
        for superfluous in there[1:]:
            client.delete_automation(superfluous.id)
        if not there:
            client.create_automation(wanted)
        elif _said(there[0]) != _said(wanted):
            client.update_automation(there[0].id, wanted.model_copy(update={"enabled": there[0].enabled}))


def _entries() -> Sequence[Mapping[str, Any]]:
    read: list[Mapping[str, Any]] = yaml.safe_load(AUTOMATIONS_FILE.read_text(encoding="utf-8"))
    return read


def _automation(entry: Mapping[str, Any], deployments: Mapping[str, "UUID"]) -> "AutomationCore":
    from prefect.events.schemas.automations import AutomationCore

    return AutomationCore.model_validate(
        {
            "name": entry["name"],
            "description": entry["description"],
            "trigger": {"type": "event", **entry["trigger"]},
            "actions": [_action(action, deployments) for action in entry["actions"]],
        }
    )


def _action(action: Mapping[str, Any], deployments: Mapping[str, "UUID"]) -> Mapping[str, object]:
    if "change_to" in action:
        return {"type": "change-flow-run-state", "state": action["change_to"], "message": action["message"]}
    deployment = deployments[action["run"]]
    parameters = action["parameters"]
    return {"type": "run-deployment", "source": "selected", "deployment_id": deployment, "parameters": parameters}


def _said(automation: "AutomationCore") -> Mapping[str, object]:
    """What an automation says, without the ids that the server gives it."""
    told = automation.model_dump(mode="json", include={"name", "description", "trigger", "actions"})
    return dict(_without_ids(told))


def _without_ids(value: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    for key, kept in value.items():
        if key != "id":
            # What the server keeps as a set comes back in any order.
            listed = isinstance(kept, list) and all(isinstance(each, str) for each in kept)
            yield key, dict(_without_ids(kept)) if isinstance(kept, dict) else sorted(kept) if listed else kept
