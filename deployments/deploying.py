"""Brings `prefect.yaml` to a server: the work pool, the deployments with their schedules and triggers, their forms.

Doing it again changes nothing. Not here: running what is deployed (`up` starts the worker).
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from papiplan import settings

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

PREFECT_FILE = Path(__file__).with_name("prefect.yaml")
WORK_POOL = "papiplan"

TITLES: Mapping[str, str] = {
    "folder": "Thư mục kế hoạch",
    "plan": "Kế hoạch",
    "number": "Số, ký hiệu",
    "on": "Ngày",
    "actor": "Người thực hiện",
    "signed": "Tệp bản ký",
    "signer": "Người ký",
    "files": "Tệp",
    "at": "Thời điểm",
    "unit": "Đơn vị",
    "units": "Các đơn vị",
    "kind": "Loại hồ sơ",
    "kinds": "Loại thư",
    "channel": "Kênh nhận",
    "registry_no": "Số đến",
    "doc_symbol": "Số, ký hiệu văn bản của đơn vị",
    "doc_date": "Ngày văn bản của đơn vị",
    "reason": "Lý do",
    "results": "Tệp kết quả",
    "figures": "Điểm của tỉnh (nhập tay)",
    "not_scored": "Tỉnh không có kết quả",
    "index": "Chỉ số khác",
    "score": "Điểm của chỉ số khác",
    "rank": "Xếp hạng của chỉ số khác",
    "source": "Nguồn của chỉ số khác",
    "group": "Nhóm được công bố",
    "year": "Năm của Chỉ số",
    "correct": "Đính chính",
    "decided_by": "Người quyết định",
    "basis": "Căn cứ",
    "until": "Gia hạn đến",
    "paper_owed": "Còn nợ văn bản",
    "choice": "Lựa chọn",
    "about": "Về mục nào, dự thảo nào",
    "signed_on": "Ngày văn bản",
    "file": "Tệp",
    "entry": "Mục số",
    "submission": "Hồ sơ số",
    "decision": "Quyết định",
    "part": "Là gì",
    "inspector": "Đoàn, người kiểm tra",
    "findings": "Kết quả kiểm tra",
    "remedies": "Các kiến nghị",
    "remedy": "Kiến nghị",
    "organisation": "Cơ quan, tổ chức",
    "content": "Nội dung",
    "person": "Người nghe",
    "difficulty": "Khó khăn, vướng mắc",
    "action": "Mã nhiệm vụ",
    "cause": "Nguyên nhân",
    "proposal": "Đề xuất, kiến nghị",
    "addressed_to": "Cơ quan được kiến nghị",
    "wanted_on": "Mong được trả lời trước ngày",
    "answer": "Nội dung trả lời",
    "answered_by": "Cơ quan, người trả lời",
    "final": "Chốt",
    "target": "Chỉ tiêu",
    "apply": "Áp dụng",
    "now": "Thời điểm chạy",
}
"""What forms call the flows' parameters; the line under each comes from the flow's docstring."""


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
        _word_the_forms(client, names)
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


def _word_the_forms(client: "SyncPrefectClient", names: Collection[str]) -> None:
    """Give the forms Vietnamese titles, and leave out of each what its deployment settles itself (`final` of 07, 08).

    Prefect titles a flat parameter by its name, whatever the flow says; only the server's copy can say otherwise.
    """
    from prefect.client.schemas.actions import DeploymentUpdate
    from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterName

    ours = DeploymentFilter(name=DeploymentFilterName(any_=list(names)))
    for deployment in client.read_deployments(deployment_filter=ours):
        schema: dict[str, Any] = dict(deployment.parameter_openapi_schema or {})
        schema["properties"] = {
            name: field | {"title": TITLES[name]}
            for name, field in schema["properties"].items()
            if name not in deployment.parameters
        }
        client.update_deployment(deployment.id, DeploymentUpdate(parameter_openapi_schema=schema))
