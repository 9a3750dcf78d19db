"""The tables of a plan folder may come as Excel, a Vietnamese Excel's text, or a clerk's own workbook."""

import csv
import io
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from papiplan.documents.plan_folders.plan_columns import UnitRow
from papiplan.documents.plan_folders.plan_fields import fields_of
from papiplan.documents.plan_folders.plan_folder import example_folder, load_plan_folder

Row = Sequence[object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example to change."""
    return Path(shutil.copytree(example_folder(), tmp_path / "plan"))


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def save_workbook(path: Path, sheets: Mapping[str, Iterable[Row]]) -> None:
    workbook = openpyxl.Workbook()
    del workbook["Sheet"]
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(path)


def in_place_of(path: Path, sheet: str, change: Callable[[list[list[str]]], object] = list) -> None:
    """The table as units.xlsx or actions.xlsx instead of text."""
    rows = rows_of(path)
    change(rows)
    path.unlink()
    save_workbook(path.with_suffix(".xlsx"), {sheet: rows})


@pytest.mark.parametrize(
    ("delimiter", "encoding", "line_end"),
    [(",", "utf-8", "\n"), (";", "utf-8-sig", "\r\n"), ("\t", "utf-8-sig", "\r\n")],
)
def test_a_text_table_may_be_parted_as_excel_likes(folder: Path, delimiter: str, encoding: str, line_end: str) -> None:
    for name in ("units.csv", "actions.csv"):
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(rows_of(folder / name))
        (folder / name).write_bytes(text.getvalue().encode(encoding))
    assert load_plan_folder(folder).accepted() == load_plan_folder(example_folder()).accepted()


def test_tables_may_be_workbooks(folder: Path) -> None:
    in_place_of(folder / "units.csv", "Sheet1")
    in_place_of(folder / "actions.csv", "Sheet1")
    assert load_plan_folder(folder).accepted() == load_plan_folder(example_folder()).accepted()


def test_columns_may_be_headed_by_their_labels_and_choices_by_theirs(folder: Path) -> None:
    labels = {field.key: f"{field.label} (*)" for field in fields_of(UnitRow)}

    def in_vietnamese(rows: list[list[str]]) -> None:
        rows[0] = [labels[key] for key in rows[0]]
        words = {
            "obliged": "Phải gửi",
            "invited": "đề nghị phối hợp",
            "none": "không phải gửi",
            "commune": "xã, phường",
        }
        rows[1:] = [[words.get(cell, cell) for cell in row] for row in rows[1:]]

    in_place_of(folder / "units.csv", "Đơn vị", in_vietnamese)
    assert load_plan_folder(folder).accepted() == load_plan_folder(example_folder()).accepted()


def test_notes_and_blank_rows_between_the_rows_are_left_out(folder: Path) -> None:
    in_place_of(folder / "units.csv", "Đơn vị", lambda rows: rows.insert(0, ["# danh sách của năm 2023"]))
    in_place_of(folder / "actions.csv", "Nhiệm vụ", lambda rows: rows.insert(4, []))
    assert load_plan_folder(folder).accepted() == load_plan_folder(example_folder()).accepted()


def test_numbers_and_dates_typed_as_such_are_read_as_text(folder: Path) -> None:
    rows: list[list[object]] = [list(row) for row in rows_of(folder / "units.csv")]
    rows[13][12], rows[13][13] = 29905, date(2014, 1, 1)
    (folder / "units.csv").unlink()
    save_workbook(folder / "units.xlsx", {"Đơn vị": rows})
    unit = load_plan_folder(folder).accepted().unit("phuong-1")
    assert (unit.gso_code, unit.valid_from) == ("29905", date(2014, 1, 1))


def test_a_cell_in_a_workbook_is_told_by_its_sheet_and_address(folder: Path) -> None:
    in_place_of(folder / "units.csv", "Đơn vị", lambda rows: rows[4].__setitem__(5, "must"))
    assert load_plan_folder(folder).problems[0].where == 'units.xlsx, trang "Đơn vị", ô F5'


def test_a_table_in_two_places_is_refused(folder: Path) -> None:
    save_workbook(folder / "ke-hoach.xlsx", {"Đơn vị": rows_of(folder / "units.csv")})
    (problem,) = load_plan_folder(folder).problems
    assert "có ở nhiều chỗ: units.csv; ke-hoach.xlsx" in problem.what


def test_the_plan_s_fields_in_two_places_are_refused(folder: Path) -> None:
    save_workbook(folder / "ke-hoach.xlsx", {"Kế hoạch": [["Mã mục", "Giá trị"], ["id", "x"]]})
    (problem,) = load_plan_folder(folder).problems
    assert "có ở nhiều chỗ: plan.yaml; ke-hoach.xlsx" in problem.what


def test_the_tables_may_lie_in_the_workbook_beside_plan_yaml(folder: Path) -> None:
    sheets = {"Đơn vị": rows_of(folder / "units.csv"), "Nhiệm vụ": rows_of(folder / "actions.csv")}
    save_workbook(folder / "ke-hoach.xlsx", sheets)
    (folder / "units.csv").unlink()
    (folder / "actions.csv").unlink()
    assert load_plan_folder(folder).accepted() == load_plan_folder(example_folder()).accepted()


FIELDS_SHEETS = [
    ([["id", "sa-dec-2023"]], "không thấy hai cột"),
    ([["Mã mục", "Giá trị"], ["id", "x y"]], '"x y" không dùng được'),
    ([["Mã mục", "Giá trị"], ["id", "abc"], ["id", "abd"]], 'mục "id" ghi hai lần'),
    ([["Mã mục", "Giá trị"], ["", "abc"]], "giá trị không có mã mục"),
    ([["Mã mục", "Giá trị"], ["operators", "x"], ["operators.1.code", "y"]], "vừa có giá trị vừa có mục con"),
    ([["Mã mục", "Giá trị"], ["operators.2.code", "nv1"]], 'thiếu "operators.1.email"'),
    ([["Mã mục", "Giá trị"], ["operators.².code", "nv1"]], 'cần một danh sách'),
    ([["Mã mục", "Giá trị"], ["operators.code", "nv1"]], "cần một danh sách"),
    ([["Mã mục", "Giá trị"], ["issuer.1.name", "nv1"]], '"issuer" (Cơ quan ban hành) cần các mục con'),
    ([["Mã mục", "Giá trị"], ["a." * 10_000, "x"]], 'không có mục tên "a"'),
    ([["Mã mục", "Giá trị"], [f"operators.{'9' * 5000}.code", "x"]], "cần một danh sách"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "told"), FIELDS_SHEETS, ids=range(len(FIELDS_SHEETS)))
def test_a_spoiled_sheet_of_fields_is_told(folder: Path, rows: list[Row], told: str) -> None:
    (folder / "plan.yaml").unlink()
    save_workbook(folder / "ke-hoach.xlsx", {"Kế hoạch": rows})
    problems = [problem.sentence() for problem in load_plan_folder(folder).problems]
    assert any(problem.startswith('ke-hoach.xlsx, trang "Kế hoạch"') and told in problem for problem in problems), (
        problems
    )


def test_a_workbook_that_inflates_without_end_is_not_opened(folder: Path) -> None:
    with zipfile.ZipFile(folder / "ke-hoach.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    (problem,) = load_plan_folder(folder).problems
    assert "quá lớn khi mở ra" in problem.what


def test_one_cell_at_the_far_end_of_a_sheet_is_told(folder: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook["Sheet"]["XFD1048576"] = "x"
    workbook.save(folder / "units.xlsx")
    (folder / "units.csv").unlink()
    problems = load_plan_folder(folder).problems
    assert [problem.what.split(" (")[0] for problem in problems] == ["bảng quá lớn"]
