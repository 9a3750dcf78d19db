"""`papiplan calendar`: which days of a year are off or worked, and who says so."""

import json
import shutil
from pathlib import Path

from papiplan.documents.plan_folders.plan_folder import example_folder
from papiplan.domain.deadlines import Calendar
from tests.deployments.test_cli import papiplan


def a_folder_with_its_own_day(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(example_folder(), tmp_path / "plan"))
    (folder / "calendar.csv").write_text(
        "date,kind,source\n24/11/2026,làm việc,Công văn số 12/UBND\n25/11/2026,nghỉ,Công văn số 12/UBND\n",
        encoding="utf-8",
    )
    return folder


def test_a_year_is_printed_a_day_a_line(tmp_path: Path) -> None:
    lines = papiplan(tmp_path, "calendar", "2026").stdout.splitlines()
    assert lines[0] == "2026-01-01  off  Tết Dương lịch"
    assert lines[1].startswith("2026-01-02  off  hoán đổi ngày làm việc")
    assert lines[2].startswith("2026-01-10  working  hoán đổi ngày làm việc")
    assert "2026-08-22  working" in lines


def test_a_plan_s_own_corrections_count_too_and_say_who_decided(tmp_path: Path) -> None:
    folder = str(a_folder_with_its_own_day(tmp_path))
    lines = papiplan(tmp_path, "calendar", "2026", "--folder", folder).stdout.splitlines()
    assert lines[-2:] == [
        "2026-11-24  working  Công văn số 12/UBND",
        "2026-11-25  off  Công văn số 12/UBND",
    ]
    printed = json.loads(papiplan(tmp_path, "calendar", "2026", "--folder", folder, "--json").stdout)
    assert printed["year"] == 2026
    assert printed["days"][-2] == {
        "date": "2026-11-24",
        "kind": "working",
        "name": "Ngày Văn hóa Việt Nam",
        "source": "Công văn số 12/UBND",
    }
    assert printed["calendar"] != Calendar().name


def test_a_folder_with_problems_has_no_calendar(tmp_path: Path) -> None:
    folder = a_folder_with_its_own_day(tmp_path)
    (folder / "calendar.csv").write_text("date,kind,source\n31/11/2026,nghỉ,Công văn\n", encoding="utf-8")
    ended = papiplan(tmp_path, "calendar", "2026", "--folder", str(folder))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert 'calendar.csv, dòng 2, cột "date"' in ended.stderr
