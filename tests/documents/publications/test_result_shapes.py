"""The same figures are read from every shape in which the index may be published, and every doubt has its cell."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from papiplan.documents.publications.result_headings import role_of
from papiplan.documents.publications.result_shapes import shapes
from papiplan.documents.publications.results import read_results, written_results
from papiplan.domain.publication import ProvinceScores
from tests.published_tables import (
    ALL,
    ENGLISH,
    SOME,
    VIETNAMESE,
    YEAR,
    Table,
    as_csv,
    as_xlsx,
    comma,
    mapped,
    table,
    turned,
    with_column,
)

D = [f"D{n}" for n in range(1, 9)]
OTHER_SPELLINGS = {
    "P01": "TP Hà Nội",
    "P14": "QUANG NINH",
    "P31": "TT Huế",
    "P49": "Bà Rịa – Vũng Tàu",
    "P50": "TP. Hồ Chí Minh",
    "P56": "tỉnh Đồng Tháp",
}
ENGLISH_NAMES = {
    "P01": "Ha Noi",
    "P14": "Quang Ninh province",
    "P31": "Thua Thien - Hue",
    "P49": "Ba Ria-Vung Tau",
    "P50": "HCMC",
    "P56": "Dong Thap",
}

TITLES: Table = [
    ["CHỈ SỐ HIỆU QUẢ QUẢN TRỊ VÀ HÀNH CHÍNH CÔNG CẤP TỈNH (PAPI) NĂM 2023"],
    ["(Công bố ngày 02/4/2024)"],
    [],
]
NOTES: Table = [[], ["Nguồn: CECODES, RTA và UNDP"], ["Ghi chú: tỉnh Quảng Ninh không có kết quả năm 2023"]]
NUMBERED: Table = [list(range(1, 11))]


def rounded(rows: Table) -> Table:
    return mapped(rows, lambda cell: round(cell, 4) if isinstance(cell, float) else cell)


def two_rows_of_headings() -> Table:
    head: Table = [["STT", "Tỉnh", "Điểm các nội dung", *[None] * 7, "Tổng"], [None, None, *range(1, 9), None]]
    return [*head, *([n, *row] for n, row in enumerate(table()[1:], start=1))]


def with_extras() -> Table:
    rows = with_column(table(headings=D), 10, "Tổng điểm có trọng số", lambda n: 40.0 + n)
    rows = with_column(rows, 11, "Xếp hạng", lambda n: n)
    rows = with_column(rows, 2, "D1 (cận dưới)", lambda n: 1.5 + n / 10)
    rows = with_column(rows, 3, "D1 upper bound", lambda n: 6.5 + n / 10)
    return [*rows, ["Trung bình cả nước", *[5.0] * 13], ["Cao nhất", *[9.0] * 13]]


def with_subdimensions(break_sum: float = 0.0) -> Table:
    """The sub-dimensions of the fifth dimension, three since 2021, behind everything else."""
    rows = table(headings=D)
    fifth = [row.dimensions[4] for row in SOME]
    for place, (heading, part) in enumerate((("5.1", 0.25), ("5.2", 0.35), ("5.3", 0.4)), start=10):
        rows = with_column(rows, place, heading, lambda n, part=part: (fifth[n - 1] or 0) * part + break_sum)  # type: ignore[misc]
    return rows


def other_year() -> Table:
    return table([ProvinceScores(2022, row.code, row.name, row.name_en, (2.0,) * 8, 16.0) for row in SOME])


def all_years() -> Table:
    rows = with_column(table(), 0, "Năm", lambda _: YEAR)
    return [*rows, *with_column(other_year(), 0, "Năm", lambda _: 2022)[1:]]


def coded(row: ProvinceScores) -> str:
    return row.code


def numbered(row: ProvinceScores) -> str:
    return f"{int(row.code[1:])}. {row.name}"


SHAPES: dict[str, Callable[[], bytes]] = {
    "csv": lambda: as_csv(table()),
    "csv with semicolons and decimal commas": lambda: as_csv(mapped(table(), comma), ";"),
    "csv with tabs": lambda: as_csv(table(), "\t"),
    "csv with quoted decimal commas": lambda: as_csv(mapped(table(), comma)),
    "csv with a title and notes": lambda: as_csv([*TITLES, *table(), *NOTES]),
    "csv with provinces as columns": lambda: as_csv(turned(table())),
    "csv with provinces as columns and decimal commas": lambda: as_csv(mapped(turned(table()), comma), ";"),
    "workbook": lambda: as_xlsx(table()),
    "workbook with text for numbers": lambda: as_xlsx(mapped(table(), comma)),
    "workbook with a title and notes": lambda: as_xlsx([*TITLES, *table(), *NOTES]),
    "English headings": lambda: as_xlsx(table(headings=ENGLISH, total="Total unweighted score", province="Province")),
    "English numbers": lambda: as_xlsx(table(headings=[f"Dimension {n}" for n in range(1, 9)], total="PAPI 2023")),
    "numbers and English names": lambda: as_xlsx(
        table(headings=[f"D{n}: {name}" for n, name in enumerate(ENGLISH, 1)], total="Total")
    ),
    "bare numbers": lambda: as_xlsx([[row[0], *row[1:]] for row in table(headings=list("12345678"))]),
    "Vietnamese numbers": lambda: as_xlsx(table(headings=[f"Nội dung {n}" for n in range(1, 9)])),
    "points of a dimension": lambda: as_xlsx(table(headings=[f"Điểm chỉ số nội dung {n}" for n in range(1, 9)])),
    "the year in each heading": lambda: as_xlsx(table(headings=[f"D{n}_2023" for n in range(1, 9)])),
    "provinces as columns": lambda: as_xlsx(turned(table())),
    "provinces as columns with a title": lambda: as_xlsx([*TITLES, *turned(table(province="Nội dung")), *NOTES]),
    "no heading over the provinces": lambda: as_xlsx(table(province="")),
    "other spellings": lambda: as_xlsx(table(names=lambda row: OTHER_SPELLINGS[row.code])),
    "English spellings": lambda: as_xlsx(table(names=lambda row: ENGLISH_NAMES[row.code])),
    "codes alone": lambda: as_xlsx(table(names=coded, province="Mã tỉnh")),
    "numbered provinces": lambda: as_xlsx(table(names=numbered)),
    "columns and rows beside": lambda: as_xlsx(with_extras()),
    "columns and rows beside, turned": lambda: as_xlsx(turned(with_extras())),
    "numbered columns": lambda: as_xlsx([table()[0], *NUMBERED, *table()[1:]]),
    "two rows of headings": lambda: as_xlsx(two_rows_of_headings(), merged=["C1:J1", "A1:A2", "B1:B2"]),
    "sub-dimensions": lambda: as_xlsx(with_subdimensions()),
    "zeros for what is missing": lambda: as_xlsx(mapped(table(), lambda cell: 0 if cell is None else cell)),
    "dashes for what is missing": lambda: as_xlsx(mapped(table(), lambda cell: "–" if cell is None else cell)),
    "several years in one sheet": lambda: as_xlsx(all_years()),
    "a sheet for each year": lambda: as_xlsx(other_year(), table(), names=["PAPI 2022", "PAPI 2023"]),
    "a sheet with a title for each year": lambda: as_xlsx(
        [["PAPI năm 2022"], *other_year()], [["PAPI năm 2023"], *table()], names=["A", "B"]
    ),
    "what was typed in": lambda: written_results(SOME),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_says_the_same(shape: str) -> None:
    read = read_results(SHAPES[shape](), YEAR)
    assert read.problems == ()
    assert tuple(replace(row, subdimensions=()) for row in read.scores) == SOME


def provinces_of(year: int) -> tuple[ProvinceScores, ...]:
    names = [province for province in shapes().provinces if year in province.years]
    return tuple(ProvinceScores(year, each.code, each.name, each.name_en, (5.0,) * 8, 40.0) for each in names)


@pytest.mark.parametrize(
    ("year", "left_out", "count"),
    [(2023, (), 63), (2023, ("P14", "P39"), 61), (2022, ("P14", "P39", "P18"), 60), (2025, (), 34)],
)
def test_as_many_provinces_are_read_as_are_there(year: int, left_out: tuple[str, ...], count: int) -> None:
    rows = tuple(row for row in provinces_of(year) if row.code not in left_out)
    assert len(rows) == count
    assert read_results(as_xlsx(table(rows)), year).scores == rows
    assert read_results(as_xlsx(turned(table(rows))), year).scores == rows


@pytest.mark.parametrize(("year", "count"), [(2018, 28), (2019, 29), (2020, 29), (2021, 28), (2023, 28)])
def test_a_year_has_its_own_subdimensions(year: int, count: int) -> None:
    numbers = [sub.number(year) for n in range(1, 9) for sub in shapes().subdimensions_of(n, year)]
    assert len(numbers) == len(set(numbers)) == count
    assert [role_of(number, year) for number in numbers] == [
        sub.id for n in range(1, 9) for sub in shapes().subdimensions_of(n, year)
    ]


def test_subdimensions_are_read_where_they_are_given() -> None:
    read = {row.code: dict(row.subdimensions) for row in read_results(as_xlsx(with_subdimensions()), YEAR).scores}
    assert list(read["P56"]) == ["SC51", "SC53", "SC54"]
    assert sum(read["P56"].values()) == pytest.approx(SOME[-1].dimensions[4])
    assert read["P14"] == {}, "Quảng Ninh has no result"


def changed(row: int, column: int, value: object, rows: Table | None = None) -> Table:
    """The table with one other cell, counted from 1 as a spreadsheet counts."""
    found = [list(each) for each in rows or table(headings=D)]
    found[row - 1][column - 1] = value  # type: ignore[call-overload]
    return found


DOUBTS: dict[str, tuple[Callable[[], bytes], int, str]] = {
    "above ten": (
        lambda: as_xlsx(changed(7, 3, 10.01)),
        YEAR,
        'Tệp kết quả, trang "Kết quả", ô C7: ghi "10,01", ngoài khoảng cho phép. Cho phép từ 1 đến 10.',
    ),
    "above ten, provinces as columns": (
        lambda: as_xlsx(turned(changed(7, 3, 10.01))),
        YEAR,
        'Tệp kết quả, trang "Kết quả", ô G3: ghi "10,01", ngoài khoảng cho phép. Cho phép từ 1 đến 10.',
    ),
    "below one": (
        lambda: as_xlsx(changed(7, 2, "0,99")),
        YEAR,
        'Tệp kết quả, trang "Kết quả", ô B7: ghi "0,99", ngoài khoảng cho phép. Cho phép từ 1 đến 10.',
    ),
    "a date for a number": (
        lambda: as_xlsx(changed(7, 2, date(2023, 4, 6))),
        YEAR,
        'ô B7: ghi "2023-04-06", không phải là số. Đề nghị ghi số, ví dụ 4,6667; để trống nếu không có kết quả.',
    ),
    "a total that is not the sum": (
        lambda: as_xlsx(changed(7, 10, 41.3232)),
        YEAR,
        'ô J7: ghi "41,3232", khác tổng của tám nội dung là 41,3226. Đề nghị kiểm tra lại các cột D1 đến D8.',
    ),
    "a dimension that is not the sum of its parts": (
        lambda: as_xlsx(changed(7, 11, 2.5, with_subdimensions())),
        YEAR,
        "khác tổng của các nội dung thành phần là ",
    ),
    "a part that is too large": (
        lambda: as_xlsx(changed(7, 11, 3.5, with_subdimensions())),
        YEAR,
        'ô K7: ghi "3,5", ngoài khoảng cho phép. Cho phép từ 0,33 đến 3,33.',
    ),
    "a part that the year does not have": (
        lambda: as_xlsx(with_column(table(SOME[-1:], D), 10, "5.2 Thủ tục cấp phép xây dựng", lambda _: 1.5)),
        YEAR,
        'ô K2: ghi "1,5", Chỉ số năm 2023 không có nội dung thành phần này. Đề nghị kiểm tra năm.',
    ),
    "a province twice": (
        lambda: as_xlsx([*table(headings=D), ["Dong Thap", *table()[6][1:]]]),
        YEAR,
        'ô A8: ghi "Dong Thap", đã có ở dòng 7. Đề nghị để lại một dòng cho mỗi tỉnh.',
    ),
    "a province twice as columns": (
        lambda: as_xlsx(turned([*table(headings=D), ["P56", *table()[6][1:]]])),
        YEAR,
        'ô H1: ghi "P56", đã có ở cột G. Đề nghị để lại một cột cho mỗi tỉnh.',
    ),
    "an unknown province": (
        lambda: as_xlsx(changed(7, 1, "Đồng Thép")),
        YEAR,
        'ô A7: ghi "Đồng Thép", không có trong danh sách tỉnh, thành phố của Chỉ số năm 2023.',
    ),
    "a province that is no more": (
        lambda: as_xlsx([*table(provinces_of(2025), D), ["Bến Tre", *[5.0] * 8, 40.0]]),
        2025,
        'ô A36: ghi "Bến Tre", không có trong danh sách tỉnh, thành phố của Chỉ số năm 2025.',
    ),
    "no name at all": (lambda: as_xlsx(changed(7, 1, None)), YEAR, "ô A7: đang để trống. Đề nghị ghi mã và tên tỉnh."),
    "a code and a name that differ": (
        lambda: as_xlsx(with_column(table(SOME[-1:], D), 0, "Mã", lambda _: "P55")),
        YEAR,
        'ô B2: ghi "Đồng Tháp", không cùng một tỉnh với các ô khác của dòng. Đề nghị kiểm tra mã và tên tỉnh.',
    ),
    "two columns for one dimension": (
        lambda: as_xlsx(with_column(table(headings=D), 9, VIETNAMESE[2], lambda _: 4.0)),
        YEAR,
        f'ô J1: ghi "{VIETNAMESE[2]}", trong khi ô D1 cũng là D3. Đề nghị để lại một cột',
    ),
    "two sheets of one year": (
        lambda: as_xlsx(table(), table(), names=["A", "B"]),
        YEAR,
        'Tệp kết quả: các trang "A" và "B" đều có kết quả năm 2023. Đề nghị để lại một trang.',
    ),
    "a missing dimension": (
        lambda: as_xlsx([row[:8] + row[9:] for row in table(headings=D)]),
        YEAR,
        'Tệp kết quả, trang "Kết quả": thiếu cột D8.',
    ),
    "no table": (lambda: as_xlsx([["Kính gửi"]]), YEAR, "Tệp kết quả: không thấy bảng kết quả: thiếu cột year, p, "),
    "another year": (
        lambda: as_xlsx([*TITLES, *table()]),
        2022,
        "Tệp kết quả: không có dòng nào của năm 2022. Đề nghị gửi kết quả năm 2022.",
    ),
    "a decimal comma without quotes, provinces as columns": (
        lambda: as_csv(turned(table(headings=D))).replace(b"4.666689", b"4,666689"),
        YEAR,
        "Tệp kết quả, dòng 3: có 8 ô, trong khi dòng tiêu đề có 7 ô. Số thập phân dùng dấu phẩy",
    ),
    "a line of a CSV": (
        lambda: as_csv(changed(7, 3, "4,6x")),
        YEAR,
        'Tệp kết quả, dòng 7, cột D2: ghi "4,6x", không phải là số.',
    ),
}


@pytest.mark.parametrize("doubt", DOUBTS)
def test_every_doubt_is_told_with_its_cell(doubt: str) -> None:
    content, year, sentence = DOUBTS[doubt]
    read = read_results(content(), year)
    assert read.scores == ()
    (told,) = (problem.sentence() for problem in read.problems)
    assert sentence in told


def test_the_parts_of_a_dimension_may_part_from_it_by_their_rounding() -> None:
    read = read_results(as_xlsx(rounded(with_subdimensions())), YEAR)
    assert read.problems == ()


def test_every_province_is_known_by_all_its_names_and_by_no_other() -> None:
    for year in (2024, 2025):
        for province in (each for each in shapes().provinces if year in each.years):
            assert {shapes().named(name, year) for name in province.names} == {(province,)}


def test_a_program_is_never_run_by_a_workbook_that_is_none() -> None:
    (problem,) = read_results(b"\xd0\xcf\x11\xe0" + b"\0" * 600, YEAR).problems
    assert problem.sentence().endswith("Đề nghị lưu bảng ở dạng .xlsx, không đặt mật khẩu, và gửi lại.")


def test_the_shipped_figures_are_the_published_ones() -> None:
    assert len(ALL) == 63
    assert sum(row.total is not None for row in ALL) == 61
