"""The watched folder and the board of what turned up in it."""

import os
from datetime import timedelta
from pathlib import Path

from papiplan.documents.boards.publication_board import NewFile, publication_board
from papiplan.documents.publications.publications_folder import SETTLED, settled_files
from papiplan.documents.publications.result_sheets import MOST_BYTES
from papiplan.documents.publications.results import ReadResults, read_results
from papiplan.domain.problems import Problem
from tests.factories import a_plan, at
from tests.published_tables import ALL, SOME, YEAR, as_xlsx, table

NOW = at("2024-04-02 07:15")


def put(folder: Path, name: str, content: bytes = b"x", age: timedelta = timedelta(hours=1)) -> Path:
    path = folder / name
    path.write_bytes(content)
    written = (NOW - age).timestamp()
    os.utime(path, (written, written))
    return path


def names(folder: Path) -> list[str]:
    return [found.path.name for found in settled_files(folder, NOW)]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert settled_files(tmp_path / "none", NOW) == ()


def test_a_file_is_whole_once_nobody_has_written_to_it_for_a_minute(tmp_path: Path) -> None:
    put(tmp_path, "settled.csv", age=SETTLED)
    put(tmp_path, "copied.csv", age=SETTLED - timedelta(seconds=1))
    put(tmp_path, "by a clock that is ahead.csv", age=-timedelta(seconds=30))
    assert names(tmp_path) == ["settled.csv"]


def test_what_is_no_finished_file_is_passed_over(tmp_path: Path) -> None:
    target = put(tmp_path, "b.xlsx")
    for name in ("~$a.xlsx", ".hidden", "c.xlsx.part", "d.crdownload", "e.tmp"):
        put(tmp_path, name)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.csv").symlink_to(target)
    assert names(tmp_path) == ["b.xlsx"]


def test_a_name_that_is_no_text_is_told_as_one_that_can_be_written(tmp_path: Path) -> None:
    put(tmp_path, os.fsdecode(b"b\xe1o c\xe1o.csv"))
    (found,) = settled_files(tmp_path, NOW)
    assert found.name == "b\ufffdo c\ufffdo.csv"


def test_of_a_file_larger_than_any_results_no_more_is_read_than_tells_so(tmp_path: Path) -> None:
    put(tmp_path, "large.csv", b"x" * (MOST_BYTES + 100))
    (found,) = settled_files(tmp_path, NOW)
    (problem,) = read_results(found.content, YEAR).problems
    assert problem.what == "tệp có dung lượng 10,0 MB"


def test_the_board_shows_our_provinces_figures_and_the_filled_form() -> None:
    read = read_results(as_xlsx(table(ALL)), YEAR)
    board = publication_board(a_plan(), [NewFile("papi.xlsx", NOW, read, "/v2/form")])
    assert "Chỉ số PAPI năm 2023: 63 tỉnh, thành phố, 61 có kết quả tổng hợp. Nguồn số liệu: CECODES" in board
    assert "| D1 | Tham gia của người dân ở cấp cơ sở | 3,9250 |" in board
    assert "[Mở biểu đã điền sẵn](/v2/form)" in board
    assert "**chưa ghi nhận**" in board


def test_the_board_says_where_our_province_is_not_in_the_file() -> None:
    read = read_results(as_xlsx(table(row for row in SOME if row.code != "P56")), YEAR)
    board = publication_board(a_plan(), [NewFile("papi.xlsx", NOW, read)])
    assert "Tỉnh Đồng Tháp không có kết quả trong tệp." in board
    assert 'Chạy "05. Ghi nhận công bố Chỉ số", nêu tệp này.' in board


def test_a_strangers_words_are_no_markup_and_not_without_end() -> None:
    problems = tuple(Problem("", f"<b>{n}</b>") for n in range(25))
    board = publication_board(a_plan(), [NewFile("<i>.xlsx", NOW, ReadResults(problems=problems))])
    assert "<i>" not in board
    assert "<b>" not in board
    assert board.endswith("- và 5 điểm khác")
