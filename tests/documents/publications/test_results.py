import csv
import io
import unicodedata

import pytest

from papiplan.documents.publications.results import COLUMNS, MOST_BYTES, read_results
from papiplan.domain.publication import ProvinceScores
from tests.published_figures import DONG_THAP_2023

DONG_THAP = {
    "year": "2023",
    "p": "P56",
    "province_en": "Dong Thap",
    "province_vi": "Đồng Tháp",
    **{f"D{n}": str(score) for n, score in enumerate(DONG_THAP_2023, start=1)},
    "total": "41.322629",
}
QUANG_NINH = {"year": "2023", "p": "P14", "province_en": "Quang Ninh", "province_vi": "Quảng Ninh"}
SCORES = ProvinceScores(2023, "P56", "Đồng Tháp", "Dong Thap", DONG_THAP_2023, 41.322629)


def a_file(*rows: dict[str, str], delimiter: str = ",", columns: tuple[str, ...] = COLUMNS) -> bytes:
    """A results file with these rows; cells that a row leaves out are blank."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def problems(content: bytes, year: int = 2023) -> list[str]:
    read = read_results(content, year)
    assert read.scores == ()
    return [problem.sentence() for problem in read.problems]


def with_commas(row: dict[str, str]) -> dict[str, str]:
    return {column: value.replace(".", ",") for column, value in row.items()}


@pytest.mark.parametrize(
    "content",
    [
        a_file(DONG_THAP),
        a_file(DONG_THAP).replace(b"\r\n", b"\n"),
        b"\xef\xbb\xbf" + a_file(DONG_THAP),
        a_file(DONG_THAP, delimiter=";"),
        a_file(with_commas(DONG_THAP), delimiter=";"),
        a_file(with_commas(DONG_THAP)),
        a_file(DONG_THAP, columns=tuple(reversed(COLUMNS))),
        a_file(DONG_THAP).replace(b"year,p", b" YEAR ,P"),
        unicodedata.normalize("NFD", a_file(DONG_THAP).decode()).encode(),
        a_file(DONG_THAP) + "\r\nNguồn: CECODES; RTA; UNDP\r\n".encode(),
        a_file(DONG_THAP) + b",,,,,,,,,,,,\r\n",
    ],
)
def test_the_same_scores_are_read_however_the_file_was_saved(content: bytes) -> None:
    read = read_results(content, 2023)
    assert (read.scores, read.problems) == ((SCORES,), ())


@pytest.mark.parametrize("missing", ["", " ", "0", "0.0", "0,0000"])
def test_a_blank_and_a_zero_are_missing_never_a_score(missing: str) -> None:
    figures = [column for column in COLUMNS if column not in QUANG_NINH]
    read = read_results(a_file(QUANG_NINH | dict.fromkeys(figures, missing)), 2023)
    assert read.problems == ()
    assert (read.scores[0].dimensions, read.scores[0].total) == ((None,) * 8, None)


def test_a_province_may_have_dimensions_without_a_total() -> None:
    (row,) = read_results(a_file(DONG_THAP | {"D2": "", "D4": "", "total": ""}), 2023).scores
    assert (row.dimensions[1], row.dimensions[3], row.total) == (None, None, None)
    assert row.dimensions[0] == 3.924989


def test_only_the_rows_of_the_year_are_taken_and_judged() -> None:
    broken = DONG_THAP | {"year": "2022", "D1": "n/a"}
    assert read_results(a_file(broken, DONG_THAP) + b"2021,P56,short\r\n", 2023).scores == (SCORES,)


def test_a_total_may_part_from_the_sum_by_the_rounding_of_its_figures() -> None:
    rounded = {column: f"{float(DONG_THAP[column]):.4f}" for column in COLUMNS[4:]}
    assert not read_results(a_file(DONG_THAP | rounded), 2023).problems


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"D2": "4,6x"}, 'Tệp kết quả, dòng 2, cột D2: ghi "4,6x", không phải là số. Đề nghị ghi số, ví dụ 4,6667;'),
        ({"D2": "4.6.6"}, 'cột D2: ghi "4.6.6", không phải là số'),
        ({"D2": "nan"}, 'cột D2: ghi "nan", không phải là số'),
        ({"D2": "1e1"}, 'cột D2: ghi "1e1", không phải là số'),
        ({"D2": "9" * 60}, f'cột D2: ghi "{"9" * 40}…", không phải là số'),
        ({"D2": "0,99"}, 'cột D2: ghi "0,99", ngoài khoảng cho phép. Cho phép từ 1 đến 10.'),
        ({"D2": "10,01"}, 'cột D2: ghi "10,01", ngoài khoảng cho phép. Cho phép từ 1 đến 10.'),
        ({"D2": "-4,6"}, 'cột D2: ghi "-4,6", ngoài khoảng cho phép'),
        ({"total": "413226"}, 'cột total: ghi "413226", ngoài khoảng cho phép. Cho phép từ 8 đến 80.'),
        ({"total": "41,3232"}, 'cột total: ghi "41,3232", khác tổng của tám nội dung là 41,3226.'),
        ({"p": ""}, "cột p: đang để trống. Đề nghị ghi mã và tên tỉnh."),
        ({"province_vi": ""}, "cột province_vi: đang để trống"),
        ({"year": "năm 2023"}, 'cột year: ghi "năm 2023", không phải là năm.'),
        ({"year": ""}, "cột year: không phải là năm."),
    ],
)
def test_a_wrong_cell_is_told_with_its_row_and_column(changes: dict[str, str], sentence: str) -> None:
    (told,) = problems(a_file(DONG_THAP | changes, delimiter=";"))
    assert sentence in told


def test_all_problems_of_all_rows_come_at_once() -> None:
    told = problems(a_file(DONG_THAP | {"D1": "x", "D8": "11", "p": ""}, QUANG_NINH | {"total": "y"}))
    assert [sentence.split(":")[0] for sentence in told] == [
        "Tệp kết quả, dòng 2, cột p",
        "Tệp kết quả, dòng 2, cột D1",
        "Tệp kết quả, dòng 2, cột D8",
        "Tệp kết quả, dòng 3, cột total",
    ]


@pytest.mark.parametrize(
    ("again", "column"),
    [
        (DONG_THAP, 'cột p: ghi "P56"'),
        (DONG_THAP | {"p": "P99", "province_vi": "ĐỒNG THÁP"}, 'cột province_vi: ghi "ĐỒNG THÁP"'),
    ],
)
def test_a_province_stands_once(again: dict[str, str], column: str) -> None:
    (told,) = problems(a_file(DONG_THAP, QUANG_NINH, again))
    assert told == f"Tệp kết quả, dòng 4, {column}, đã có ở dòng 2. Đề nghị để lại một dòng cho mỗi tỉnh."


def test_an_unquoted_decimal_comma_is_told_as_too_many_cells() -> None:
    (told,) = problems(a_file(DONG_THAP).replace(b"4.666689", b"4,666689"))
    assert told.startswith("Tệp kết quả, dòng 2: có 14 ô, trong khi dòng tiêu đề có 13 ô. Số thập phân dùng dấu phẩy")


def test_a_row_cut_short_is_a_problem() -> None:
    (told,) = problems(a_file(DONG_THAP)[:-20])
    assert "dòng 2: có 12 ô" in told


def test_missing_columns_are_named_together() -> None:
    (told,) = problems(a_file({"year": "2023"}, columns=tuple(c for c in COLUMNS if c not in ("D8", "total"))))
    assert told.startswith("Tệp kết quả, dòng 1: thiếu cột D8, total. Các cột phải có: year, p, ")


def test_a_file_without_the_year_is_a_problem() -> None:
    assert problems(a_file(DONG_THAP), 2024) == [
        "Tệp kết quả: không có dòng nào của năm 2024. Đề nghị gửi kết quả năm 2024."
    ]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "thiếu cột year, p, "),
        (b"PK\x03\x04\xff\xfe", "tệp trống hoặc bị lỗi khi gửi"),
        (a_file(DONG_THAP).decode().encode("utf-16"), "không phải văn bản UTF-8"),
        (b"year\0", "không phải văn bản"),
        (b"x" * (MOST_BYTES + 1), "tệp có dung lượng 10,0 MB. Cho phép nhiều nhất 10 MB."),
        (b"x" * 200_000, "không đọc được như bảng CSV"),
    ],
    ids=["empty", "archive", "utf-16", "binary", "too large", "no table"],
)
def test_what_is_no_table_of_text_is_a_problem_not_a_crash(content: bytes, what: str) -> None:
    (told,) = problems(content)
    assert what in told
