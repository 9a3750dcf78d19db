"""A built wheel holds all that runs."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_a_built_wheel_holds_every_file_of_the_four_packages(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("papiplan-*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in ("papiplan", "flows", "tasks", "deployments")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {
        "deployments/prefect.yaml",
        "papiplan/examples/sa-dec-2023/plan.yaml",
        "papiplan/database/migrations/versions/r0001_first.py",
        "papiplan/documents/mails/templates/issue.txt.j2",
    } <= wanted
    assert wanted <= held
    assert not {name for name in held if name.startswith("tests/")}
