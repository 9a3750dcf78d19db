"""Brings `prefect.yaml` to a server: the work pool, the deployments with their schedules and forms, the automations.

Doing it again changes nothing. Not here: running what is deployed (`up` starts the worker).
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from deployments.automations import put_automations
from flows.fields import CHOICES, TITLES
from papiplan import settings
from papiplan.documents.boards import buttons_board

if TYPE_CHECKING:
    from uuid import UUID

    from prefect.client.orchestration import SyncPrefectClient

PREFECT_FILE = Path(__file__).with_name("prefect.yaml")
WORK_POOL = "papiplan"


class DeployError(Exception):
    """Prefect did not take the deployments; the message is Vietnamese, with what Prefect said."""


def deploy(api_url: str, *, schedules_active: bool = True) -> tuple[str, ...]:
    """Make the server at `api_url` hold what `prefect.yaml` says; call it inside `prefect_server.api_for`.

    With `schedules_active` false nothing starts by the clock (a virtual clock wants that); triggers stay. Runs that the
    clock had ordered and nobody has started, as after a night when the machine was off, are dropped by the way.
    Returns the names of the deployments. Raises DeployError.
    """
    from prefect.client.orchestration import SyncPrefectClient

    wanted: dict[str, Any] = yaml.safe_load(PREFECT_FILE.read_text(encoding="utf-8"))
    names = tuple(entry["name"] for entry in wanted["deployments"])
    for schedule in (s for entry in wanted["deployments"] for s in entry.get("schedules", ())):
        schedule["active"] = schedules_active
    with SyncPrefectClient(api_url, auth_string=settings.current().login or None) as client:
        _make_work_pool(client)
        _run_prefect_deploy(wanted, api_url)
        ids = _word_the_forms(client, names)
        put_automations(client, ids)
        _explain_the_buttons(client)
    return names


def _make_work_pool(client: "SyncPrefectClient") -> None:
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectAlreadyExists
    from prefect.workers.process import ProcessWorker

    template = ProcessWorker.get_default_base_job_template()
    try:
        client.create_work_pool(WorkPoolCreate(name=WORK_POOL, type=ProcessWorker.type, base_job_template=template))
    except ObjectAlreadyExists:
        return


def _run_prefect_deploy(wanted: Mapping[str, Any], api_url: str) -> None:
    # Prefect's own command, for only it reads this file as Prefect's manual says; it knows how to do so twice.
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "prefect.yaml"
        file.write_text(yaml.safe_dump(dict(wanted), allow_unicode=True, sort_keys=False), encoding="utf-8")
        command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all", "--prefect-file", str(file)]
        environment = {**os.environ, "PREFECT_API_URL": api_url}
        said = subprocess.run(command, env=environment, capture_output=True, cwd=folder, check=False)
    if said.returncode != 0:
        output = (said.stdout + said.stderr).decode(errors="replace").strip()
        raise DeployError(f"Prefect không nhận các lượt chạy trong {PREFECT_FILE.name}:\n{output}")


def _word_the_forms(client: "SyncPrefectClient", names: Collection[str]) -> Mapping[str, "UUID"]:
    """Give the forms Vietnamese titles, and leave out of each what its deployment settles itself (`final` of 07, 08).

    Prefect titles a flat parameter by its name, whatever the flow says; only the server's copy can say otherwise.
    Returns the deployments by name.
    """
    from prefect.client.schemas.actions import DeploymentUpdate
    from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterName

    ours = DeploymentFilter(name=DeploymentFilterName(any_=list(names)))
    deployments = client.read_deployments(deployment_filter=ours)
    for deployment in deployments:
        schema: dict[str, Any] = dict(deployment.parameter_openapi_schema or {})
        flow = str(deployment.entrypoint).rpartition(".")[2]
        fields = {name: field for name, field in schema["properties"].items() if name not in deployment.parameters}
        schema["properties"] = {
            name: _worded(field, TITLES[name], CHOICES.get(flow, {}).get(name)) for name, field in fields.items()
        }
        schema["required"] = [name for name, field in fields.items() if _must_be_filled(field)]
        worded = DeploymentUpdate(
            parameter_openapi_schema=schema,
            # What Prefect refuses itself, it refuses in English; the flow says the same in Vietnamese.
            enforce_parameter_schema=False,
            description=f"{deployment.description}\n\n{_WHERE_BOARDS_ARE}",
        )
        client.update_deployment(deployment.id, worded)
    return {deployment.name: deployment.id for deployment in deployments}


def _must_be_filled(field: Mapping[str, Any]) -> bool:
    """Whether a flow wants a value: to Prefect it is one that may be left out, so that the flow itself can refuse."""
    return field.get("default", "") is None and "anyOf" not in field


def _worded(field: Mapping[str, Any], title: str, choices: Sequence[str] | None) -> Mapping[str, Any]:
    """A field with its title, and with no default where it must be filled.

    Nor has one that is chosen a default, for the UI's list cannot show an empty choice.
    """
    no_default = choices or _must_be_filled(field)
    kept = {name: value for name, value in field.items() if name != "default" or not no_default}
    return {**kept, "title": title, **({"enum": list(choices)} if choices else {})}


_WHERE_BOARDS_ARE = (
    f"[Các bảng: Bảng điều hành và các bảng khác](/v2/artifacts) · [{buttons_board.TITLE}]"
    f"(/v2/artifacts/key/{buttons_board.BUTTONS})"
)
"""The side bar of the UI has no entry for artifacts."""


def _explain_the_buttons(client: "SyncPrefectClient") -> None:
    """Show the board of the UI's words, as a new version only where it has changed."""
    from prefect.client.schemas.actions import ArtifactCreate
    from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey

    key = ArtifactCollectionFilterKey(any_=[buttons_board.BUTTONS])
    shown = client.read_latest_artifacts(artifact_filter=ArtifactCollectionFilter(key=key))
    said = buttons_board.buttons_board()
    if said not in [artifact.data for artifact in shown]:
        titled = {"type": "markdown", "description": buttons_board.TITLE, "data": said}
        client.create_artifact(ArtifactCreate(key=buttons_board.BUTTONS, **titled))
