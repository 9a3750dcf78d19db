"""`papiplan demo` as a stranger runs it: the whole year, its end, and what it leaves."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest


@pytest.mark.whole
def test_the_demo_lives_the_year_and_stops_what_it_started(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAPIPLAN_")}
    environment["PAPIPLAN_HOME"] = str(tmp_path)
    papiplan = str(Path(sys.executable).parent / "papiplan")
    ended = subprocess.run([papiplan, "demo"], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "http://127.0.0.1:" in ended.stdout

    home = tmp_path / "demo"
    assert len(list((home / "mail").glob("*-phuong-1.eml"))) >= 5
    environment["PAPIPLAN_HOME"] = str(home)
    read = subprocess.run(
        [papiplan, "status", "sa-dec-2023", "--now", "2024-04-15", "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    status = json.loads(read.stdout)
    assert status["stage"] == "evaluated"
    for kind in ("subplan", "report"):
        duties = [o for o in status["obligations"] if o["kind"] == kind]
        assert Counter(o["status"] for o in duties) == {"on_time": 18, "late": 1, "overdue": 1}
        assert sum(o["usable"] for o in duties) == 19
    assert status["publication"]["rank"] == 42
    assert (status["consolidation"]["final"], status["consolidation"]["reports"]) == (True, 19)
    assert len(status["evaluation"]["units"]) == 20
    assert status["deliveries"]["pending"] == status["deliveries"]["failed"] == 0
    assert not (home / "run" / "server.json").exists()
