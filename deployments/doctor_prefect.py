"""How Prefect's side of a home is: server, worker, deployments, automations, asked over HTTP without importing Prefect.

Not here: the rest of an installation, nor what a finding is (`doctor`).
"""

import json
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from deployments.automations import automation_names
from deployments.deploying import PREFECT_FILE, WORK_POOL
from deployments.findings import RUN_UP, Finding, Health
from deployments.prefect_server import running_server
from papiplan import settings

_SERVER, _WORKER, _DEPLOYMENTS, _AUTOMATIONS = (
    "Máy chủ Prefect",
    "Tiến trình chạy lượt (worker)",
    "Các lượt chạy (deployments)",
    "Tự động hóa (automations)",
)


def examine_prefect(home: Path) -> Iterator[Finding]:
    """Look at what `papiplan up` runs on this home; where it does not run (see `run/server.json`), at nothing more."""
    at = running_server(home)
    if at is None:
        yield Finding(_SERVER, Health.WRONG, "papiplan up chưa chạy hoặc chưa sẵn sàng trên thư mục này", RUN_UP)
        return
    yield Finding(_SERVER, Health.WELL, f"trả lời tại {at.ui_url}")
    try:
        yield _worker(at.api_url)
        yield _deployments(at.api_url)
        yield _automations(at.api_url)
    except (OSError, ValueError) as error:
        yield Finding(_SERVER, Health.WRONG, f"không trả lời ({error})", "chạy lại papiplan up")


def _worker(api_url: str) -> Finding:
    workers = _ask(api_url, f"/work_pools/{WORK_POOL}/workers/filter", {})
    alive = [worker["name"] for worker in workers if worker["status"] == "ONLINE"]
    if not alive:
        return Finding(_WORKER, Health.WRONG, "không có tiến trình nào đang nhận lượt chạy", "chạy lại papiplan up")
    return Finding(_WORKER, Health.WELL, f"{len(alive):02d} đang nhận lượt chạy ({', '.join(sorted(alive))})")


def _deployments(api_url: str) -> Finding:
    there = {each["name"]: not each["paused"] for each in _ask(api_url, "/deployments/filter", {"limit": 200})}
    return _complete(_DEPLOYMENTS, [entry["name"] for entry in _entries()], there)


def _automations(api_url: str) -> Finding:
    there = {each["name"]: bool(each["enabled"]) for each in _ask(api_url, "/automations/filter", {"limit": 200})}
    return _complete(_AUTOMATIONS, list(automation_names()), there)


def _complete(what: str, wanted: list[str], there: Mapping[str, bool]) -> Finding:
    """Whether all is there, and switched on: `papiplan deploy` leaves what somebody has switched off as it is."""
    if missing := [name for name in wanted if name not in there]:
        return Finding(what, Health.WRONG, f"thiếu: {'; '.join(missing)}", "chạy papiplan deploy")
    if off := [name for name in wanted if not there[name]]:
        return Finding(
            what, Health.WRONG, f"bị tắt: {'; '.join(off)}", "mở trang của mục đó trên giao diện Prefect, bật lại"
        )
    return Finding(what, Health.WELL, f"đủ {len(wanted):02d}")


def _entries() -> list[dict[str, Any]]:
    read: dict[str, list[dict[str, Any]]] = yaml.safe_load(PREFECT_FILE.read_text(encoding="utf-8"))
    return read["deployments"]


def _ask(api_url: str, path: str, body: object) -> list[dict[str, Any]]:
    """What a filter of the API finds; never through a proxy, for it is on this machine."""
    headers, login = {"Content-Type": "application/json"}, settings.current().login
    if login:
        headers["Authorization"] = f"Basic {b64encode(login.encode()).decode()}"
    asked = urllib.request.Request(f"{api_url}{path}", data=json.dumps(body).encode(), headers=headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(asked, timeout=10) as answer:
        found: list[dict[str, Any]] = json.load(answer)
    return found
