"""What a plan folder says of time: when a day ends, what decides, when units are reminded, which days are worked."""

import csv
import shutil
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest

from papiplan.documents.plan_folders.plan_columns import CalendarRow
from papiplan.documents.plan_folders.plan_fields import fields_of
from papiplan.documents.plan_folders.plan_folder import example_folder, load_plan_folder
from papiplan.domain.deadlines import CalendarDay
from papiplan.domain.plans import OnTimeBy, PlanDefinition, Reminders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example to change."""
    return Path(shutil.copytree(example_folder(), tmp_path / "plan"))


def replace(folder: Path, old: str, new: str) -> None:
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "plan.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")


def plan_of(folder: Path) -> PlanDefinition:
    return load_plan_folder(folder).accepted()


def problems_of(folder: Path) -> list[str]:
    return [problem.sentence() for problem in load_plan_folder(folder).problems]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("17:00", time(17)),
        ('"17:00"', time(17)),
        ("7:30", time(7, 30)),
        ("17:00:00", time(17)),
        ("17h", time(17)),
        ("17h30", time(17, 30)),
        ("17g30", time(17, 30)),
        ("17 giờ", time(17)),
        ("17 giờ 00 phút", time(17)),
        ("23:59", time(23, 59)),
        ("24:00", None),
        ("24h", None),
        ('""', None),
        ("", None),
    ],
)
def test_a_term_may_end_at_a_time_of_its_last_day(folder: Path, written: str, meant: time | None) -> None:
    replace(folder, "mend_days: 2", f"mend_days: 2\ndue_time: {written}")
    assert plan_of(folder).due_time == meant


@pytest.mark.parametrize(
    "written", ["25:00", "24:30", "17:60", "00:00", "0h", "17", "chiều", "5pm", "-1:00", "[17, 0]"]
)
def test_what_is_no_time_of_day_is_told(folder: Path, written: str) -> None:
    replace(folder, "mend_days: 2", f"mend_days: 2\ndue_time: {written}")
    (problem,) = problems_of(folder)
    assert problem.startswith("plan.yaml, dòng 64: ")


@pytest.mark.parametrize("part", OnTimeBy)
def test_the_plan_says_which_part_decides(folder: Path, part: OnTimeBy) -> None:
    replace(folder, "on_time_by: first", f"on_time_by: {part.value}")
    assert plan_of(folder).on_time_by is part


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("before_days: [5, 1]", "before_days: [1, 5]", Reminders()),
        ("before_days: [5, 1]", "before_days: [1, 5, 5, 1]", Reminders()),
        ("before_days: [5, 1]", "before_days: 3", Reminders(before_days=(3,))),
        ("before_days: [5, 1]", "before_days: 5; 3; 1", Reminders(before_days=(5, 3, 1))),
        ("before_days: [5, 1]", 'before_days: "5, 1"', Reminders()),
        ("before_days: [5, 1]", "before_days:\n    - 10\n    - 2", Reminders(before_days=(10, 2))),
        ("before_days: [5, 1]", "before_days: []", Reminders(before_days=())),
        ("before_days: [5, 1]", "before_days: không", Reminders(before_days=())),
        ("before_days: [5, 1]", "before_days:", Reminders()),
        ("on_day: true", "on_day: không", Reminders(on_day=False)),
        ("  after_days: [1]", "  after_days: [3, 1]", Reminders(after_days=(1, 3))),
        ("head_after_days: [2]", "head_after_days: Không", Reminders(head_after_days=())),
        ("urge_after_days: [3, 8]", "urge_after_days: [10, 5]", Reminders(urge_after_days=(5, 10))),
    ],
)
def test_days_of_reminding_may_be_written_as_one_likes(folder: Path, old: str, new: str, meant: Reminders) -> None:
    replace(folder, old, new)
    assert plan_of(folder).reminders == meant


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("before_days: [5, 1]", "before_days: [5, 0]", "số nguyên từ 1 đến 60"),
        ("before_days: [5, 1]", "before_days: [5, 61]", '"61" không dùng được'),
        ("before_days: [5, 1]", "before_days: [5, -1]", '"-1" không dùng được'),
        ("before_days: [5, 1]", "before_days: [5, 1.5]", '"1.5" không dùng được'),
        ("before_days: [5, 1]", "before_days: [[5, 1]]", "cần một giá trị"),
        ("before_days: [5, 1]", "before_days: năm ngày", '"năm ngày" không dùng được'),
        ("on_day: true", "on_day: [1]", "cần một giá trị"),
        ("on_day: true", "on_dey: true", 'Có phải "on_day"?'),
        ("on_time_by: first", "on_time_by: both", "first; signed; form"),
        ("late_notice_days: 3", "late_notice_days: 0", "số nguyên từ 1 đến 60"),
    ],
)
def test_what_cannot_be_meant_is_one_problem(folder: Path, old: str, new: str, told: str) -> None:
    replace(folder, old, new)
    (problem,) = problems_of(folder)
    assert problem.startswith("plan.yaml, dòng ")
    assert told in problem


@pytest.mark.parametrize("key", ["operators", "groups"])
def test_an_obligatory_list_may_not_be_empty(folder: Path, key: str) -> None:
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    begin = lines.index(f"{key}:\n")
    end = next(n for n in range(begin + 1, len(lines)) if not lines[n].startswith(" "))
    (folder / "plan.yaml").write_text("".join([*lines[:begin], f"{key}: []\n", *lines[end:]]), encoding="utf-8")
    assert any(f'thiếu "{key}"' in problem for problem in problems_of(folder))


DAYS = (
    CalendarDay(date(2024, 3, 1), working=False, source="Thông báo số 12/TB-UBND"),
    CalendarDay(date(2024, 3, 2), working=True, source="Thông báo số 12/TB-UBND"),
)


def save_days(folder: Path, *rows: Sequence[str], head: Sequence[str] = ("date", "kind", "source")) -> None:
    with (folder / "calendar.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


SOURCE = DAYS[0].source


@pytest.mark.parametrize(
    "rows",
    [
        [("2024-03-01", "off", SOURCE), ("2024-03-02", "working", SOURCE)],
        [("02/3/2024", "làm việc", SOURCE), ("01/3/2024", "Nghỉ", SOURCE)],
    ],
    ids=["in English", "in Vietnamese, the later day first"],
)
def test_the_office_may_correct_the_calendar(folder: Path, rows: list[Sequence[str]]) -> None:
    save_days(folder, *rows)
    plan = plan_of(folder)
    assert plan.calendar_days == DAYS
    assert plan.prepare_on == date(2024, 3, 2), "the first working day of March, as the office works"


def test_the_calendar_may_be_a_sheet_of_the_workbook_headed_by_labels(folder: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook["Sheet"]
    sheet.title = "Lịch làm việc"
    sheet.append([field.label for field in fields_of(CalendarRow)])
    sheet.append([date(2024, 3, 1), "nghỉ", SOURCE])
    sheet.append([date(2024, 3, 2), "làm việc", SOURCE])
    workbook.save(folder / "ke-hoach.xlsx")
    assert plan_of(folder).calendar_days == DAYS


def test_a_table_of_corrections_may_be_left_empty(folder: Path) -> None:
    save_days(folder)
    assert plan_of(folder).calendar_days == ()


def test_all_that_is_wrong_with_the_calendar_is_told_at_once(folder: Path) -> None:
    save_days(
        folder,
        ("31/6/2024", "off", SOURCE),
        ("2024-03-01", "half", SOURCE),
        ("2024-03-02", "off", ""),
        ("", "off", SOURCE),
    )
    assert [problem.split(":")[0] for problem in problems_of(folder)] == [
        'calendar.csv, dòng 2, cột "date"',
        'calendar.csv, dòng 3, cột "kind"',
        'calendar.csv, dòng 4, cột "source"',
        'calendar.csv, dòng 5, cột "date"',
    ]


def test_a_day_stands_in_the_calendar_once(folder: Path) -> None:
    save_days(folder, ("2024-03-01", "off", SOURCE), ("01/3/2024", "working", SOURCE))
    assert problems_of(folder) == [
        'calendar.csv, dòng 3, cột "date": ngày 01/3/2024 đã có ở calendar.csv, dòng 2. Mỗi ngày chỉ ghi một lần.'
    ]


def test_a_calendar_without_its_columns_says_which(folder: Path) -> None:
    save_days(folder, ("2024-03-01", "off"), head=("date", "kinds"))
    problems = problems_of(folder)
    assert any('Có phải "kind"?' in problem for problem in problems)
    assert any('thiếu cột "source"' in problem for problem in problems)


def test_a_calendar_in_two_places_is_refused(folder: Path) -> None:
    save_days(folder, ("2024-03-01", "off", SOURCE))
    workbook = openpyxl.Workbook()
    workbook["Sheet"].title = "Lịch làm việc"
    workbook.save(folder / "ke-hoach.xlsx")
    assert any("có ở nhiều chỗ: calendar.csv; ke-hoach.xlsx" in problem for problem in problems_of(folder))


def test_a_correction_that_changes_nothing_is_pointed_out(folder: Path) -> None:
    save_days(folder, ("2024-03-01", "off", SOURCE), ("2024-03-03", "off", SOURCE))
    loaded = load_plan_folder(folder)
    assert loaded.problems == ()
    assert [warning.sentence() for warning in loaded.warnings if warning.where.startswith("calendar.csv")] == [
        'calendar.csv, dòng 3, cột "date": ngày 03/3/2024 vốn là ngày nghỉ. '
        "Kiểm tra ngày; nếu đúng thì không cần dòng này."
    ]
