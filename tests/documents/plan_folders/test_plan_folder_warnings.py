"""What looks odd in a plan folder is told, and never refuses it."""

import shutil
from pathlib import Path

import pytest

from papiplan.documents.plan_folders.plan_folder import example_folder, load_plan_folder

ALWAYS = 2
"""The warnings of the example itself."""

ODD = [
    ("plan.yaml", 'year: "2023"', 'year: "2024"', "figures_from", "plan.yaml, dòng 73", "ngoài năm 2024"),
    ("plan.yaml", 'year: "2023"', 'year: "2024"', "title", "plan.yaml, dòng 6", "ghi năm 2023"),
    ("plan.yaml", 'year: "2023"', 'year: "2022"', "target", "plan.yaml, dòng 85", "không trước năm 2022"),
    ("plan.yaml", '"2023-12-31"', '"2024-06-30"', "figures_to", "plan.yaml, dòng 74", "ngoài năm 2023"),
    ("plan.yaml", '"2023-12-31"', '"2024-06-30"', "prepare_on", "plan.yaml", "kỳ số liệu chưa hết"),
    ("plan.yaml", 'reference_year: "2022"', 'reference_year: "2020"', "baseline", "plan.yaml, dòng 85", "năm 2020"),
    ("plan.yaml", "province: Đồng Tháp", "province: Sa Đéc", "province", "plan.yaml, dòng 85", "Sa Đéc để so sánh"),
    ("plan.yaml", "groups:", "scoring:\n  output: 50\ngroups:", "points", "plan.yaml, dòng 116", "110 điểm"),
    ("units.csv", "nv@sadec.example", "tp@sadec.example", "address", "units.csv, dòng 4", "cũng là của đơn vị"),
    ("units.csv", "tp@sadec.example", "", "no address", 'units.csv, dòng 4, cột "addresses"', "chưa có địa chỉ"),
    ("units.csv", "P2; P.2", "P2; Phường 1", "name", 'units.csv, dòng 15, cột "aliases"', 'đơn vị "phuong-1"'),
    ("units.csv", "phong,none,nv@", "phong,obliged,nv@", "coordinator", 'dòng 3, cột "duty"', "cơ quan đầu mối"),
    ("actions.csv", "ca,xa_phuong,mttq", "ca,,mttq", "nobody", "actions.csv, dòng 23", "không có đơn vị nào phải báo"),
]


@pytest.mark.parametrize(("file", "old", "new", "name", "where", "told"), ODD, ids=[odd[3] for odd in ODD])
def test_what_looks_odd_is_a_warning_in_its_place(
    tmp_path: Path, file: str, old: str, new: str, name: str, where: str, told: str
) -> None:
    folder = Path(shutil.copytree(example_folder(), tmp_path / "plan"))
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text, name
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    loaded = load_plan_folder(folder)
    assert loaded.problems == ()
    warnings = [warning.sentence() for warning in loaded.warnings]
    assert any(where in warning and told in warning for warning in warnings), warnings
