"""Laws of the units by which systemd runs papiplan on an office's server, and backs it up."""

import configparser
import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from shutil import which

import pytest
import typer.main

from deployments.cli import app
from papiplan.settings import Settings

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "deployments" / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
SETTINGS = {f"PAPIPLAN_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_starts_a_command_of_ours_with_settings_of_ours(path: Path) -> None:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.read(path, encoding="utf-8")
    service = parser["Service"]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    commands = vars(typer.main.get_command(app))["commands"]
    started = re.findall(r"/bin/(\w+) ([a-z][a-z-]*)", service["ExecStart"])
    assert started
    assert all(script in scripts and command in commands for script, command in started)
    assert {assigned.partition("=")[0] for assigned in shlex.split(service["Environment"])} <= SETTINGS


@pytest.mark.skipif(which("systemd-analyze") is None, reason="there is no systemd here to read its units")
def test_systemd_reads_the_units_without_a_complaint(tmp_path: Path) -> None:
    for path in UNITS:
        # Programs of the server are not on this machine.
        text = re.sub(r"/opt/papiplan/bin/papiplan", "/bin/true", path.read_text(encoding="utf-8"))
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    verify = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / path.name) for path in UNITS)]
    said = subprocess.run(verify, capture_output=True, text=True, check=False)
    complaints = [line for line in said.stderr.splitlines() if "papiplan" in line]
    assert (complaints, said.returncode) == ([], 0)
