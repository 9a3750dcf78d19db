"""An empty plan folder names its own blanks, and passes once they are filled."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from papiplan.documents.papers.paper_names import PAPERS
from papiplan.documents.papers.word_templates import shipped_template
from papiplan.documents.plan_folders.plan_columns import ActionRow, UnitRow
from papiplan.documents.plan_folders.plan_fields import fields_of
from papiplan.documents.plan_folders.plan_folder import load_plan_folder
from papiplan.documents.plan_folders.plan_skeleton import write_new_plan
from papiplan.domain.plans import OnTimeBy, PlanDefinition, Reminders, Scoring
from papiplan.domain.problems import Refused

VALUES = {
    "id": "chau-thanh-2025",
    "year": "2025",
    "title": "Cải thiện Chỉ số PAPI năm 2025",
    "subject": "cải thiện Chỉ số PAPI năm 2025",
    "short": "Kế hoạch PAPI năm 2025",
    "province": "Đồng Tháp",
    "coordinator_unit": "nv",
    "subplan_rule.days": "15",
    "report_rule.days": "5",
    "figures_from": "01/01/2025",
    "figures_to": "31/12/2025",
    "signer.authority_lines": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    "report_signer.authority_lines": "TRƯỞNG PHÒNG",
    "operators.1.code": "nv1",
    "operators.1.name": "Nguyễn Thị A",
    "operators.1.title": "chuyên viên",
    "operators.1.phone": "0277 000 0000",
    "operators.1.email": "nv1@chauthanh.example",
    "groups.1.code": "xa_phuong",
    "groups.1.name": "UBND các xã, phường",
    **{
        f"{office}.{key}": value
        for office in ("issuer", "coordinator")
        for key, value in (("name", "Ủy ban"), ("short", "Ủy ban"), ("symbol", "UBND"), ("place", "Châu Thành"))
    },
    "issuer.head_lines": "ỦY BAN NHÂN DÂN\nXÃ CHÂU THÀNH",
    "coordinator.head_lines": "PHÒNG NỘI VỤ",
}
UNIT_KEYS = [field.key for field in fields_of(UnitRow)]
ACTION_KEYS = [field.key for field in fields_of(ActionRow)]
UNITS: list[Mapping[str, str]] = [
    {"code": "nv", "name": "Phòng Nội vụ", "kind": "phòng, ban chuyên môn", "group": "xa_phuong",
     "duty": "không phải gửi"},
    {"code": "xa-1", "name": "UBND xã Một", "kind": "xã, phường", "group": "xa_phuong", "duty": "phải gửi"},
]  # fmt: skip
ACTIONS: list[Mapping[str, str]] = [
    {"code": "1.1.1", "dimension": "1", "subdimension": "1.1", "subdimension_name": "Tri thức công dân",
     "text": "Tuyên truyền", "lead": "nv", "on_site": "xa_phuong"},
]  # fmt: skip


def fill_workbook(folder: Path) -> None:
    """Type the values beside their keys and the rows below the notes, as a clerk would."""
    workbook = openpyxl.load_workbook(folder / "ke-hoach.xlsx")
    for row in workbook["Kế hoạch"].iter_rows(min_row=4):
        if str(row[1].value) in VALUES:
            row[2].value = VALUES[str(row[1].value)]
    for sheet, rows in (("Đơn vị", UNITS), ("Nhiệm vụ", ACTIONS)):
        keys = UNIT_KEYS if sheet == "Đơn vị" else ACTION_KEYS
        for n, values in enumerate(rows, start=3):
            for column, key in enumerate(keys, start=1):
                workbook[sheet].cell(n, column).value = values.get(key)
    workbook.save(folder / "ke-hoach.xlsx")


def fill_text_files(folder: Path) -> None:
    """Put the values into plan.yaml and append rows to the tables."""
    plan: dict[str, Any] = yaml.safe_load((folder / "plan.yaml").read_text(encoding="utf-8"))
    for key, value in VALUES.items():
        *way, last = key.split(".")
        at: Any = plan
        for step in way:
            at = at[int(step) - 1 if step.isdigit() else step]
        at[last] = value.split("\n") if last.endswith("_lines") else value
    (folder / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    for name, keys, rows in (("units.csv", UNIT_KEYS, UNITS), ("actions.csv", ACTION_KEYS, ACTIONS)):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.writelines(",".join(f'"{row.get(key, "")}"' for key in keys) + "\r\n" for row in rows)


@pytest.mark.parametrize("csv", [False, True], ids=["one workbook", "text files"])
def test_a_new_plan_names_its_blanks(tmp_path: Path, csv: bool) -> None:
    write_new_plan(tmp_path / "plan", csv=csv)
    problems = load_plan_folder(tmp_path / "plan").problems
    missing = {problem.what.split('"')[1] for problem in problems if problem.what.startswith("thiếu")}
    assert missing == {key for key in VALUES if not key.startswith(("operators", "groups"))} | {"operators", "groups"}
    assert [problem.what for problem in problems if not problem.what.startswith("thiếu")] == [
        "bảng chưa có dòng nào",
        "bảng chưa có dòng nào",
    ]


@pytest.mark.parametrize(
    ("csv", "fill"), [(False, fill_workbook), (True, fill_text_files)], ids=["one workbook", "text files"]
)
def test_a_new_plan_passes_once_its_blanks_are_filled(tmp_path: Path, csv: bool, fill: Callable[[Path], None]) -> None:
    write_new_plan(tmp_path / "plan", csv=csv)
    fill(tmp_path / "plan")
    loaded = load_plan_folder(tmp_path / "plan")
    assert loaded.problems == ()
    plan = loaded.accepted()
    assert isinstance(plan, PlanDefinition)
    assert (plan.scoring, plan.reminders) == (Scoring(), Reminders()), "the defaults in it are the product's own"
    assert (plan.due_time, plan.on_time_by, plan.calendar_days) == (None, OnTimeBy.FIRST, ())
    assert plan.actions[0].on_site == ("xa-1",)
    assert plan.issuer.head_lines == ("ỦY BAN NHÂN DÂN", "XÃ CHÂU THÀNH")


def test_both_kinds_of_new_plan_say_the_same(tmp_path: Path) -> None:
    plans = []
    for name, csv, fill in (("a", False, fill_workbook), ("b", True, fill_text_files)):
        write_new_plan(tmp_path / name, csv=csv)
        fill(tmp_path / name)
        plans.append(load_plan_folder(tmp_path / name).accepted())
    assert plans[0] == plans[1]


def test_the_files_written_are_told(tmp_path: Path) -> None:
    templates = [f"templates/mau/{name}" for name in PAPERS]
    for folder, csv, tables in (
        (tmp_path / "a", False, ["ke-hoach.xlsx"]),
        (tmp_path / "b" / "c", True, ["plan.yaml", "units.csv", "actions.csv", "calendar.csv"]),
    ):
        written = write_new_plan(folder, csv=csv)
        assert [path.relative_to(folder).as_posix() for path in written] == [*tables, *templates]
        assert all(path.is_file() for path in written)


@pytest.mark.parametrize("name", PAPERS)
def test_our_templates_lie_beside_it_to_be_changed(tmp_path: Path, name: str) -> None:
    write_new_plan(tmp_path, csv=True)
    assert (tmp_path / "templates" / "mau" / name).read_bytes() == shipped_template(name)


def test_text_tables_open_in_excel_as_utf_8(tmp_path: Path) -> None:
    write_new_plan(tmp_path, csv=True)
    assert (tmp_path / "units.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("x")
    with pytest.raises(Refused, match="không ghi đè"):
        write_new_plan(tmp_path, csv=False)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_file_in_the_folder_s_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan").write_text("x")
    with pytest.raises(Refused, match="Không tạo được thư mục"):
        write_new_plan(tmp_path / "plan", csv=True)
