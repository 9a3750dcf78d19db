"""What is wrong in a plan folder is told all at once, each with its place, what was found and what is allowed."""

import os
import shutil
from pathlib import Path

import pytest

from papiplan.documents.plan_folders.plan_folder import example_folder, load_plan_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example to spoil."""
    return Path(shutil.copytree(example_folder(), tmp_path / "plan"))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(folder: Path) -> list[str]:
    loaded = load_plan_folder(folder)
    assert (loaded.definition is None) == bool(loaded.problems)
    return [problem.sentence() for problem in loaded.problems]


SPOILED = [
    # file, what stood there, what stands there now, where, what is told
    ("plan.yaml", "id: sa-dec-2023", "id: SaDec", "plan.yaml, dòng 3", '"SaDec" không dùng được'),
    ("plan.yaml", "id: sa-dec-2023", "id: x", "plan.yaml, dòng 3", "3 đến 40"),
    ("plan.yaml", "id: sa-dec-2023", f"id: {'x' * 41}", "plan.yaml, dòng 3", "3 đến 40"),
    ("plan.yaml", "id: sa-dec-2023", "id: ../../etc", "plan.yaml, dòng 3", "không dùng được"),
    ("plan.yaml", "id: sa-dec-2023\n", "", "plan.yaml: thiếu", "Mã kế hoạch"),
    ("plan.yaml", 'year: "2023"', "year: hai nghìn", "plan.yaml, dòng 4", "số nguyên từ 2000 đến 2100"),
    ("plan.yaml", 'year: "2023"', "year:", "plan.yaml, dòng 4", 'thiếu "year"'),
    ("plan.yaml", 'year: "2023"', "year: [2023]", "plan.yaml, dòng 4", "cần một giá trị"),
    ("plan.yaml", "province:", "provence:", "plan.yaml, dòng 9", 'Có phải "province"?'),
    ("plan.yaml", "  symbol: PNV", "  simbol: PNV", "plan.yaml, dòng 25", 'Có phải "symbol"?'),
    ("plan.yaml", "issuer:\n", "issuer: UBND\nissuers:\n", "plan.yaml, dòng 14", '"issuer" (Cơ quan ban hành)'),
    ("plan.yaml", "index: PAPI", "index: PAPI\nindex: PCI", "plan.yaml, dòng 6", 'mục "index" ghi hai lần'),
    ("plan.yaml", "coordinator_unit: nv", "coordinator_unit: nvv", "plan.yaml, dòng 30", 'không có đơn vị "nvv"'),
    ("plan.yaml", "code: nv2", "code: nv1", "plan.yaml, dòng 33", '"nv1" chỉ nhiều cán bộ'),
    ("plan.yaml", "nv2@sadec.example", "nv2.sadec.example", "plan.yaml, dòng 43", "địa chỉ thư điện tử"),
    ("plan.yaml", "nv2@sadec.example", '"nv2@x.example\\nBcc: y@x.example"', "plan.yaml, dòng 43", "không dùng được"),
    ("plan.yaml", "nv2@sadec.example", '"nv2@x.example\\0"', "plan.yaml, dòng 43", "ký tự điều khiển"),
    ("plan.yaml", "days: 15", "days: 0", "plan.yaml, dòng 56", "từ 1 đến 365"),
    ("plan.yaml", "days: 15", "days: -5", "plan.yaml, dòng 56", "từ 1 đến 365"),
    ("plan.yaml", "days: 15", "days: 1e9", "plan.yaml, dòng 56", "từ 1 đến 365"),
    ("plan.yaml", "counting: calendar", "counting: lịch", "plan.yaml, dòng 57", "calendar; working"),
    ("plan.yaml", "shift: true", "shift: maybe", "plan.yaml, dòng 58", '"maybe" không dùng được'),
    ("plan.yaml", '"2023-06-15"', "31/6/2023", "plan.yaml, dòng 73", "không phải là một ngày"),
    ("plan.yaml", '"2023-06-15"', '"1686787200"', "plan.yaml, dòng 73", "không phải là một ngày"),
    ("plan.yaml", '"2023-12-31"', '"2023-06-14"', "plan.yaml, dòng 74", "trước khi bắt đầu"),
    ("plan.yaml", "consolidate: manual", "consolidate: auto", "plan.yaml, dòng 75", "manual; after_due"),
    ("plan.yaml", "figure: D1", "figure: D9", "plan.yaml, dòng 83", '"D9" không dùng được'),
    ("plan.yaml", "figure: D1", "figure: D2", "plan.yaml, dòng 78", 'nhiều chỉ tiêu "keep_or_raise" cho "D2"'),
    ("plan.yaml", "operator: keep_or_raise", "operator: at_least", "plan.yaml, dòng 83", 'thiếu "points"'),
    ("plan.yaml", "group: Trung bình cao", "group: Khá", "plan.yaml, dòng 81", "Cao nhất; Trung bình cao"),
    ("plan.yaml", "figure: total", "figure: D1", "plan.yaml, dòng 79", "được xếp nhóm"),
    ("plan.yaml", "groups:", "scoring:\n  output: -1\ngroups:", "plan.yaml, dòng 117", "từ 0 đến 100"),
    ("plan.yaml", "groups:", "scoring:\n  explain_below: 70\ngroups:", "plan.yaml, dòng 116", "ngược thứ tự"),
    (
        "plan.yaml",
        "groups:",
        "scoring:\n  lateness:\n    - days: 5\n      coefficient: 0.5\n    - days: 2\n      coefficient: 0,8\ngroups:",
        "plan.yaml, dòng 116",
        "hệ số thời hạn không theo thứ tự",
    ),
    (
        "plan.yaml",
        "groups:",
        "scoring:\n  classes:\n    - least_score: 50\n      name: Khá\ngroups:",
        "plan.yaml, dòng 116",
        "không phủ hết thang điểm",
    ),
    ("plan.yaml", "tell_recipients: false", "units: none", "plan.yaml, dòng", 'không có mục tên "units"'),
    ("units.csv", "phuong-3,", "phuong-2,", 'units.csv, dòng 16, cột "code"', "đã có ở units.csv, dòng 15"),
    ("units.csv", "phuong-3,", "Phường 3,", 'units.csv, dòng 16, cột "code"', "chữ thường không dấu"),
    ("units.csv", "cct,", "phong,", 'units.csv, dòng 33, cột "code"', "cũng là mã của một khối"),
    ("units.csv", "commune,xa_phuong", "xã phường nhỏ,xa_phuong", 'units.csv, dòng 14, cột "kind"', "Chọn một trong"),
    ("units.csv", "xa_phuong,obliged", "xa_phuong,must", 'units.csv, dòng 14, cột "duty"', "phải gửi"),
    ("units.csv", "xa_phuong,obliged", "xaphuong,obliged", 'units.csv, dòng 14, cột "group"', 'Có phải "xa_phuong"?'),
    ("units.csv", "tp@sadec.example", "tp sadec", 'units.csv, dòng 4, cột "addresses"', '"tp sadec" không dùng được'),
    ("units.csv", "tp@sadec.example", '"a@x.example\nb@x.example"', 'dòng 4, cột "addresses"', "không dùng được"),
    ("units.csv", ",Phòng Tư pháp,Phòng", ",,Phòng", 'units.csv, dòng 4, cột "name"', 'thiếu "name" (Tên chính thức)'),
    ("units.csv", "29905,,,", "29905,2024-01-01,2023-01-01,", 'dòng 14, cột "valid_to"', "sớm hơn ngày đầu"),
    ("units.csv", "29905,,,", "29905,,,phuong-1", 'units.csv, dòng 14, cột "successor"', "kế thừa chính mình"),
    ("units.csv", "29905,,,", "29905,,,phuong-2", 'units.csv, dòng 14, cột "successor"', "chưa có ngày cuối"),
    ("units.csv", "29905,,,", "29905,,,phuong-9", 'units.csv, dòng 14, cột "successor"', 'đơn vị "phuong-9"'),
    ("units.csv", "29905,,,", "29905,,,,ghi chú", "units.csv, dòng 14, cột thứ 17", "đứng ngoài các cột"),
    ("units.csv", "head_title", "head_titel", "units.csv, dòng 1", 'Có phải "head_title"?'),
    ("units.csv", "duty,", "gso_code,", "units.csv, dòng 1", 'thiếu cột "duty"'),
    ("units.csv", "head_name", "code", "units.csv, dòng 1", 'cột "code" có hai lần'),
    ("actions.csv", "1.2.1,", "1.1.1,", 'actions.csv, dòng 3, cột "code"', "đã có ở actions.csv, dòng 2"),
    ("actions.csv", "1.2.1,1,", "1.2.1,9,", 'actions.csv, dòng 3, cột "dimension"', "từ 1 đến 8"),
    ("actions.csv", "1.2.1,1,", "1.2.1,2,", 'actions.csv, dòng 3, cột "subdimension"', "không thuộc nội dung 2"),
    ("actions.csv", "1.2.1,", "2001-02-01,", 'actions.csv, dòng 3, cột "code"', "chữ số, chữ cái và dấu chấm"),
    ("actions.csv", "nv,xa_phuong,mttq", "snv,xa_phuong,mttq", 'dòng 3, cột "lead"', 'không có đơn vị "snv"'),
    ("actions.csv", "nv,xa_phuong,mttq", "phong,xa_phuong,mttq", 'dòng 3, cột "lead"', 'không có đơn vị "phong"'),
    ("actions.csv", "nv,xa_phuong,mttq", "nv,xa_phuongs,mttq", 'dòng 3, cột "on_site"', 'Có phải "xa_phuong"?'),
    ("actions.csv", "nv,xa_phuong,mttq", "nv,xa_phuong,mttq; hội", 'dòng 3, cột "support"', "đơn vị hoặc khối"),
    ("actions.csv", "nv,xa_phuong,mttq", "nv,xa_phuong; mttq,mttq", "actions.csv, dòng 3", "vừa thực hiện tại địa bàn"),
    ("results/papi-2022.csv", "4.329512", "abc", "results/papi-2022.csv, dòng 57, cột D1", "không phải là số"),
    ("results/papi-2022.csv", "2022,P02", "2022,P01", "results/papi-2022.csv, dòng 3, cột p", "đã có ở dòng 2"),
]


@pytest.mark.parametrize(("file", "old", "new", "where", "told"), SPOILED, ids=[f"{s[0]}: {s[4]}" for s in SPOILED])
def test_one_thing_wrong_is_one_problem_in_its_place(
    folder: Path, file: str, old: str, new: str, where: str, told: str
) -> None:
    replace(folder / file, old, new)
    problems = problems_of(folder)
    assert any(where in problem and told in problem for problem in problems), problems


def test_everything_wrong_is_told_at_once(folder: Path) -> None:
    for file, old, new in (
        ("plan.yaml", "id: sa-dec-2023", "id: X"),
        ("plan.yaml", "days: 15", "days: 0"),
        ("plan.yaml", '"2023-12-31"', "2023-01-01"),
        ("units.csv", "commune,xa_phuong,obliged", "ward,xa,must"),
        ("units.csv", "phuong-3,", "phuong-2,"),
        ("actions.csv", "tp,xa_phuong,mttq", "tư pháp,xa,mttq"),
        ("results/papi-2022.csv", "4.329512", "43"),
    ):
        replace(folder / file, old, new)
    problems = problems_of(folder)
    assert [problem.split(":")[0] for problem in problems] == [
        "plan.yaml, dòng 3",
        "plan.yaml, dòng 56",
        "plan.yaml, dòng 74",
        'units.csv, dòng 14, cột "kind"',
        'units.csv, dòng 14, cột "group"',
        'units.csv, dòng 14, cột "duty"',
        'units.csv, dòng 16, cột "code"',
        'actions.csv, dòng 2, cột "lead"',
        'actions.csv, dòng 2, cột "on_site"',
        "results/papi-2022.csv, dòng 57, cột D1",
    ]


def test_a_wrong_unit_does_not_make_the_actions_look_wrong_that_name_it(folder: Path) -> None:
    replace(folder / "units.csv", "department,phong,obliged,tp@", "phòng,phong,obliged,tp@")
    assert [problem.split(":")[0] for problem in problems_of(folder)] == ['units.csv, dòng 4, cột "kind"']


def test_a_plan_without_operators_is_refused(folder: Path) -> None:
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    begin, end = text.index("operators:"), text.index("signer:")
    (folder / "plan.yaml").write_text(text[:begin] + "operators: []\n\n" + text[end:], encoding="utf-8")
    assert problems_of(folder) == [
        'plan.yaml, dòng 33: thiếu "operators" (Cán bộ đầu mối). '
        "Người thứ nhất là đầu mối ghi trong thư; nên có ít nhất hai người."
    ]


def test_a_plan_that_obliges_nobody_is_refused(folder: Path) -> None:
    path = folder / "units.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("obliged", "invited"), encoding="utf-8")
    assert [problem.split(". ")[0] for problem in problems_of(folder)] == ["units.csv: không có đơn vị nào phải gửi"]


def test_successors_that_lead_back_are_refused(folder: Path) -> None:
    replace(folder / "units.csv", "29905,,,", "29905,,2023-12-31,phuong-2")
    replace(folder / "units.csv", "29911,,,", "29911,,2023-12-31,phuong-1")
    problems = problems_of(folder)
    assert len(problems) == 2
    assert all("dẫn vòng về chính nó" in problem for problem in problems)


def test_a_unit_may_end_with_or_without_a_successor(folder: Path) -> None:
    replace(folder / "units.csv", "29905,,,", "29905,,2023-12-31,phuong-2")
    replace(folder / "units.csv", "29908,,,", "29908,2014-01-01,2023-12-31,")
    assert problems_of(folder) == []


def test_one_address_may_serve_several_units(folder: Path) -> None:
    replace(folder / "units.csv", "phuong-2@sadec.example", "chung@sadec.example; phuong-1@sadec.example")
    replace(folder / "units.csv", "phuong-3@sadec.example", "chung@sadec.example")
    assert problems_of(folder) == []


BROKEN_FILES = [
    ("plan.yaml", b"", "trống"),
    ("plan.yaml", b"   \n", "trống"),
    ("plan.yaml", b"id: [1, 2\nyear: 3", "không đọc được từ chỗ này"),
    ("plan.yaml", b"id:\tx\n\t- y", "không đọc được từ chỗ này"),
    ("plan.yaml", b"\x00\x01", "không đọc được từ chỗ này"),
    ("plan.yaml", b"just words", "không có mục nào"),
    ("plan.yaml", b"# nothing", "không có mục nào"),
    ("plan.yaml", b"- a\n- b", "không có mục nào"),
    ("plan.yaml", "title: Kế hoạch".encode("utf-16"), "UTF-8"),
    ("plan.yaml", b"title: K\xea ho\xf2ch", "UTF-8"),
    ("plan.yaml", b"id: !!python/object/apply:os.system [true]", "cần một giá trị"),
    ("plan.yaml", b"id: " + b"[" * 5000 + b"]" * 5000, "lồng nhau quá sâu"),
    ("plan.yaml", b"id: &a [*a]", "lồng nhau quá sâu"),
    ("plan.yaml", b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"\n".join(
        b"%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]" % (c, c, *[c - 1] * 9) for c in range(98, 108)), "lặp lại"),
    ("plan.yaml", b"x: y\n" * 300_000, "quá lớn"),
    ("plan.yaml", b"? [a, b]\n: c", 'không có mục tên "?"'),
    ("units.csv", b"", "trống"),
    ("units.csv", b"\xef\xbb\xbf", "trống"),
    ("units.csv", b"\n\n\n", "trống"),
    ("units.csv", b'code,name\na,"open', "không tách được các cột"),
    ("units.csv", b"code,name\na," + b"x" * 200_000, "không tách được các cột"),
    ("units.csv", b"PK\x03\x04\xff\xfe", "UTF-8"),
    ("units.csv", b"<html><body>x</body></html>", "thiếu cột"),
    ("units.csv", b"code,name\n\x00,\x00", "ký tự điều khiển"),
    ("units.csv", b"code\n" * 25_000, "quá lớn"),
    ("units.csv", b"," * 200, "trống"),
    ("units.csv", b"code" + b",x" * 200, "quá lớn"),
    ("actions.csv", b"code,dimension\n", "bảng chưa có dòng nào"),
    ("results/papi-2022.csv", b"", "trống"),
    ("results/papi-2022.csv", b"a,b\n1,2", "không có dòng kết quả nào"),
    ("results/papi-2022.csv", b"a,b\n2022,2", "thiếu cột year"),
    ("ke-hoach.xlsx", b"", "không phải tệp Excel"),
    ("ke-hoach.xlsx", b"code,name", "không phải tệp Excel"),
    ("ke-hoach.xlsx", b"PK\x05\x06" + b"\x00" * 18, "tệp hỏng"),
    ("ke-hoach.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "mật khẩu"),
    ("scan.pdf", b"x" * 10_000_001, "lớn hơn 10 MB"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "told"), BROKEN_FILES, ids=range(len(BROKEN_FILES)))
def test_a_broken_file_is_a_sentence_that_names_it(folder: Path, name: str, data: bytes, told: str) -> None:
    (folder / name).write_bytes(data)
    problems = problems_of(folder)
    assert any(problem.startswith(name) and told in problem for problem in problems), problems


@pytest.mark.parametrize("name", ["plan.yaml", "units.csv", "actions.csv"])
def test_a_missing_file_is_told_with_what_may_stand_for_it(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert [problem for problem in problems_of(folder) if problem.startswith(f"{name}: không có trong thư mục")]


@pytest.mark.parametrize("name", ["plan.yaml", "units.csv", "actions.csv"])
def test_a_folder_in_a_file_s_place_is_told(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
    assert [problem for problem in problems_of(folder) if problem.startswith(f"{name}: là thư mục")]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "none") == [
        f"{tmp_path / 'none'}: không có thư mục này. Ghi đường dẫn đến thư mục kế hoạch."
    ]


def test_a_file_instead_of_a_folder_is_told(folder: Path) -> None:
    assert "là một tệp" in problems_of(folder / "plan.yaml")[0]


def test_an_empty_folder_lacks_all_three(tmp_path: Path) -> None:
    assert [problem.split(":")[0] for problem in problems_of(tmp_path)] == ["plan.yaml", "units.csv", "actions.csv"]


def test_a_folder_full_of_other_things_is_no_plan_folder(tmp_path: Path) -> None:
    for n in range(150):
        (tmp_path / f"{n}.txt").write_text("x")
    assert "không giống một thư mục kế hoạch" in problems_of(tmp_path)[0]


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes on this system")
    os.mkfifo(folder / "units.xlsx")
    assert problems_of(folder) == []


def test_a_link_that_leads_nowhere_or_in_circles_is_left_out(folder: Path) -> None:
    (folder / "nowhere").symlink_to(folder / "gone")
    (folder / "circle").symlink_to(folder, target_is_directory=True)
    assert problems_of(folder) == []
