"""The command's frozen contract: names, exit codes, one sentence on standard error, one JSON document on output."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deployments.demo.filling import fill_form
from papiplan.documents.plan_folders.plan_folder import example_folder

EXAMPLE = str(example_folder())
RESULTS = str(example_folder() / "results" / "papi-2023.csv")


def papiplan(home: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, on a home with a virtual clock and no mail server."""
    cleared = {name: value for name, value in os.environ.items() if not name.startswith("PAPIPLAN_")}
    environment = {**cleared, "PAPIPLAN_HOME": str(home), "PAPIPLAN_VIRTUAL_CLOCK": "1", **variables}
    command = [str(Path(sys.executable).parent / "papiplan"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize(
    "command",
    [
        "new", "check", "draft", "issue", "receive", "record-publication", "consolidate", "evaluate", "advance",
        "status",
        "verify-journal", "verify-archive", "trace", "calendar", "deploy", "up", "doctor", "backup", "restore",
        "migrate", "demo",
    ],
)  # fmt: skip
def test_every_command_has_help_with_an_example(tmp_path: Path, command: str) -> None:
    helped = papiplan(tmp_path, command, "--help")
    assert helped.returncode == 0
    assert f"Example: papiplan {command}" in " ".join(helped.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", EXAMPLE], 0),
        (["check", "/nowhere"], 1),
        (["draft", "/nowhere"], 1),
        (["calendar", "2026"], 0),
        (["calendar", "abc"], 2),
        (["status", "nothing"], 1),
        (["status"], 2),
        (["verify-journal", "nothing"], 1),
        (["verify-archive", "/nowhere.zip"], 1),
        (["verify-archive", EXAMPLE], 1),
        (["verify-archive"], 2),
        (["trace", "nothing", "N2.HT"], 1),
        (["trace", "nothing"], 2),
        (["issue", EXAMPLE, "--number", "1/KH-UBND", "--on", "15/6/2023", "--actor", "nv1"], 2),
        (["status", "nothing", "--now", "yesterday"], 2),
        (["receive", "nothing", "--at", "2023-06-29", "--actor", "nv1"], 2),
        (["receive", "nothing", "x.pdf", "--at", "2023-06-29", "--actor", "nv1", "--channel", "pigeon"], 2),
        (["nonsense"], 2),
    ],
)
def test_the_exit_code_says_done_refused_or_usage(tmp_path: Path, arguments: list[str], code: int) -> None:
    ended = papiplan(tmp_path / "home", *arguments)
    assert ended.returncode == code
    assert bool(ended.stderr) == bool(code)
    assert "Traceback" not in ended.stderr


def test_a_wrong_setting_is_named_and_stops_the_command(tmp_path: Path) -> None:
    ended = papiplan(tmp_path, "status", "sa-dec-2023", PAPIPLAN_SMTP_PORT="99999")
    assert ended.returncode == 1
    assert "PAPIPLAN_SMTP_PORT" in ended.stderr


def test_a_database_that_is_none_ends_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "papiplan.db").write_bytes(b"no database" * 100)
    ended = papiplan(tmp_path, "status", "sa-dec-2023", "--json")
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (1, "", 1)


def test_a_server_that_does_not_answer_ends_in_one_sentence(tmp_path: Path) -> None:
    ended = papiplan(tmp_path / "home", "advance", PREFECT_API_URL="http://127.0.0.1:1/api")
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (1, "", 1)
    assert "http://127.0.0.1:1/api" in ended.stderr


def test_reading_commands_leave_a_home_without_a_database_alone(tmp_path: Path) -> None:
    papiplan(tmp_path / "home", "status", "sa-dec-2023")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("csv", [True, False])
def test_a_new_folder_says_what_is_still_blank(tmp_path: Path, csv: bool) -> None:
    folder = tmp_path / "plan"
    assert papiplan(tmp_path, "new", str(folder), *(["--csv"] if csv else [])).returncode == 0
    checked = papiplan(tmp_path, "check", str(folder), "--json")
    assert checked.returncode == 1
    assert json.loads(checked.stdout)["problems"]
    assert papiplan(tmp_path, "new", str(folder)).returncode == 1


def test_a_plan_is_run_from_the_command_line(tmp_path: Path) -> None:
    home = tmp_path / "home"
    issue = ("issue", EXAMPLE, "--number", "123/KH-UBND", "--on", "2023-06-15", "--actor", "nv1")
    issued = papiplan(home, *issue, "--now", "2023-06-15T09:00", "--json")
    assert issued.returncode == 0, issued.stderr
    assert json.loads(issued.stdout)["plan"] == "sa-dec-2023"
    assert (home / "prefect").is_dir()

    form = home / "filled.xlsx"
    form.write_bytes(fill_form((home / "plans/sa-dec-2023/issued/phuong-2/subplan.xlsx").read_bytes()))
    receive = ("receive", "sa-dec-2023", str(form), "--at", "2023-06-29T09:00", "--actor", "nv2", "--channel", "zalo")
    assert papiplan(home, *receive, "--now", "2023-06-29T10:00").returncode == 0

    stray = home / "stray.pdf"
    stray.write_bytes(b"%PDF-1.4")
    unknown = papiplan(
        home, "receive", "sa-dec-2023", str(stray), "--at", "2023-06-29T09:00", "--actor", "nv1", "--now", "2023-06-29"
    )
    assert unknown.returncode == 0
    assert "stray.pdf" in unknown.stdout
    assert "Chưa rõ đơn vị" in unknown.stdout

    early = papiplan(home, "consolidate", "sa-dec-2023", "--actor", "nv1", "--now", "2023-07-10")
    assert early.returncode == 1
    assert early.stderr.startswith("Chưa thể tổng hợp báo cáo của Kế hoạch 123/KH-UBND")

    status = papiplan(home, "status", "sa-dec-2023", "--now", "2023-06-30", "--json")
    document = json.loads(status.stdout)
    assert document["stage"] == "issued"
    assert document["now"] == "2023-06-30T23:59:59+07:00"
    mine = next(o for o in document["obligations"] if (o["unit"], o["kind"]) == ("phuong-2", "subplan"))
    assert (mine["status"], mine["missing"], mine["received_at"]) == ("on_time", "signed", "2023-06-29T09:00:00+07:00")
    # On trial, which is the default, both officers get each of the 20 units' forms, our own, and the receipt.
    assert document["deliveries"]["pending"] == 2 * (20 + 1 + 1)
    assert papiplan(home, "status", "sa-dec-2023", "--now", "20230630", "--json").stdout == status.stdout
    utc = json.loads(papiplan(home, "status", "sa-dec-2023", "--now", "2023-06-30T17:00Z", "--json").stdout)
    assert (utc["now"], utc["stage"]) == ("2023-07-01T00:00:00+07:00", "awaiting_publication")
    assert papiplan(home, "verify-journal", "sa-dec-2023").returncode == 0


def test_another_now_needs_the_virtual_clock(tmp_path: Path) -> None:
    issue = ("issue", EXAMPLE, "--number", "123/KH-UBND", "--on", "2023-06-15", "--actor", "nv1")
    ended = papiplan(tmp_path, *issue, "--now", "2023-06-15T09:00", PAPIPLAN_VIRTUAL_CLOCK="0")
    assert ended.returncode == 1
    assert "PAPIPLAN_VIRTUAL_CLOCK" in ended.stderr
