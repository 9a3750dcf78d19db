"""One cell at a time: what each sort of cell takes, in the ways people write it."""

import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papiplan.domain.form_columns import Column, Need, ValueKind
from papiplan.domain.form_texts import LONGEST_CELL, number_vi
from papiplan.domain.form_values import read_value
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from papiplan.domain.submissions import RawForm
from tests.raw_forms import a_form, a_raw_form, check_raw


def column(kind: ValueKind = ValueKind.TEXT, **changes: Any) -> Column:
    return Column("field", "Cột", Need.REQUIRED, kind, **{"ask": "ghi lại", **changes})


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("5/7/2023", "2023-07-05"),
        ("05/07/2023", "2023-07-05"),
        ("05-07-2023", "2023-07-05"),
        ("5.7.2023", "2023-07-05"),
        (" 5 / 7 / 2023 ", "2023-07-05"),
        ("ngày 05 tháng 7 năm 2023", "2023-07-05"),
        ("05\u00a0/ 07/ 2023", "2023-07-05"),
        ("０５/０７/２０２３", "2023-07-05"),
        ("29/02/2024", "2024-02-29"),
        (date(2023, 7, 5), "2023-07-05"),
        (datetime(2023, 7, 5, 13, 30), "2023-07-05"),  # noqa: DTZ001 - as a cell holds it
    ],
)
def test_dates_come_day_first_however_they_are_written(raw: object, value: str) -> None:
    assert read_value(column(ValueKind.DATE), raw).sound == value


@pytest.mark.parametrize(
    "raw",
    [
        "cuối năm",
        "2023-07-05",
        "7/2023",
        "5/7/23",
        "31/6/2023",
        "0/6/2023",
        "5/13/2023",
        "5/7/0000",
        45112.0,
        "45112",
        "15/6",
        "30.11.23",
        "tháng 11/2023",
        "12/31/2023",
        "l5/6/2023",
        "29/02/2023",
    ],
)
def test_what_is_no_day_of_the_calendar_is_a_problem(raw: object) -> None:
    reading = read_value(column(ValueKind.DATE), raw)
    assert reading.what
    assert reading.sound is None


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (4.0, 4.0),
        (0.975, 0.975),
        ("97,5", 97.5),
        ("97,5%", 97.5),
        ("97,5 %", 97.5),
        ("1.234,5", 1234.5),
        ("10.598", 10598.0),
        ("1.234", 1234.0),
        ("1,234", 1.234),
        ("0.975", 0.975),
        ("97.5", 97.5),
        ("１２", 12.0),
        ("1.000.000", 1_000_000.0),
        ("05", 5.0),
        (" 4\u00a0", 4.0),
        (0.0, 0.0),
    ],
)
def test_numbers_have_a_decimal_comma_and_thousands_dots(raw: object, value: float) -> None:
    assert read_value(column(ValueKind.NUMBER), raw).sound == value


@pytest.mark.parametrize(
    "raw",
    [
        "khoảng 10",
        "4 quý",
        "1,234.5",
        "1234.567",
        "01.234",
        "1.2.3",
        "1 234",
        "l2",
        "-3",
        -3.0,
        1e17,
        "123456789012345678",
        "1e5",
        float("nan"),
        float("inf"),
        10**400,
        date(2023, 5, 4),
    ],
)
def test_what_is_no_number_from_zero_is_a_problem(raw: object) -> None:
    reading = read_value(column(ValueKind.NUMBER), raw)
    assert reading.what.startswith("đơn vị ghi")


@pytest.mark.parametrize(("raw", "text"), [(2023, "2023"), (912345678.0, "912345678"), (97.5, "97,5")])
def test_a_number_among_words_is_written_as_it_was_typed(raw: object, text: str) -> None:
    assert read_value(column(), raw).value == text


@pytest.mark.parametrize("raw", ["1,5", 0.04, "5%", "4 cuộc", "-1", "0.5"])
def test_a_count_is_a_whole_number(raw: object) -> None:
    assert read_value(column(ValueKind.COUNT), raw).what.startswith("đơn vị ghi")


@pytest.mark.parametrize(
    "raw",
    [
        "Hoàn thành",
        "hoàn  thành",
        " HOÀN THÀNH ",
        unicodedata.normalize("NFD", "Hoàn thành"),
        "Hoàn\u00a0thành",
        "1. Hoàn thành",
    ],
)
def test_choices_do_not_mind_case_spaces_or_the_composition_of_letters(raw: str) -> None:
    choices = {"done": "Hoàn thành", "in_progress": "Đang thực hiện"}
    assert read_value(column(ValueKind.CHOICE, choices=choices), raw).sound == "done"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("57/KH-UBND", "57/KH-UBND"),
        ("Số: 57 / KH-UBND", "57/KH-UBND"),
        ("57/KH - UBND", "57/KH-UBND"),
        ("12/2023/KH-UBND", "12/2023/KH-UBND"),
        ("15/BC-LĐTBXH", "15/BC-LĐTBXH"),
        ("CHƯA CÓ SỐ", "chưa có số"),
    ],
)
def test_a_symbol_is_a_number_and_letters(raw: str, value: str) -> None:
    assert read_value(column(ValueKind.SYMBOL), raw).sound == value


@pytest.mark.parametrize("raw", ["57", "KH-UBND", "số 57 ngày 28/6", "/KH-UBND", "x" * 10_000, " " * 10_000 + "/"])
def test_anything_else_is_no_symbol(raw: str) -> None:
    assert read_value(column(ValueKind.SYMBOL), raw).what


@pytest.mark.parametrize("raw", ["0900 000 000", "0277.3861.234", "+84 900 000 000", 900000000.0, "(0277) 000-0000"])
def test_a_telephone_has_nine_to_eleven_digits(raw: object) -> None:
    assert read_value(column(ValueKind.PHONE), raw).sound


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("  Họp\u00a0dân\u200b ", "Họp dân"),
        ("dòng 1\r\ndòng 2", "dòng 1\ndòng 2"),
        ("- Niêm yết", "- Niêm yết"),
        ("=> Đã niêm yết", "=> Đã niêm yết"),
        ("@nhóm", "@nhóm"),
        (100.0, "100"),
        (97.5, "97,5"),
        (date(2023, 7, 5), "05/7/2023"),
        ("   ", None),
        ("", None),
        (None, None),
    ],
)
def test_text_is_what_a_person_sees(raw: object, value: str | None) -> None:
    reading = read_value(column(), raw)
    assert (reading.sound, reading.what) == (value, "")


@pytest.mark.parametrize("kind", ValueKind)
@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ("=HYPERLINK(0)", "ô có công thức nhưng không có giá trị"),
        ("=1+1", "ô có công thức nhưng không có giá trị"),
        ("#REF!", "ô có công thức bị lỗi (#REF!)"),
        ("a\x00b", "ô có ký tự không đọc được"),
        ("a\ud800b", "ô có ký tự không đọc được"),
        (True, 'đơn vị ghi "TRUE"'),
        ("x" * 100_000, "nội dung quá dài (100.000 ký tự)"),
    ],
)
def test_no_cell_takes_formulas_errors_control_characters_booleans_or_books(
    kind: ValueKind, raw: object, what: str
) -> None:
    reading = read_value(column(kind), raw)
    assert reading.what == what
    assert isinstance(reading.value, str)
    assert len(reading.value) <= LONGEST_CELL
    reading.value.encode()


@pytest.mark.parametrize(
    ("number", "words"),
    [(4.0, "4"), (97.5, "97,5"), (10598.0, "10.598"), (1234567.25, "1.234.567,25"), (0.1, "0,1")],
)
def test_numbers_are_printed_as_papers_write_them(number: float, words: str) -> None:
    assert number_vi(number) == words


anything = st.one_of(
    st.none(),
    st.text(),
    st.text(st.characters()),
    st.sampled_from(
        ["1/1/2023", "=1", "2.3.1", "Hoàn thành", "Không có", "#N/A", "Mã nhiệm vụ", "Người ký", "٣/٤/2023", "²"]
    ),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.builds(time, st.integers(0, 23)),
    st.builds(timedelta, st.integers(0, 9)),
)


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(FORM_KINDS),
    cells=st.dictionaries(
        st.tuples(st.sampled_from(["Thông tin chung", "MAIN", "Nhiệm vụ bổ sung", "Khó khăn, kiến nghị"]),
                  st.integers(1, 30), st.integers(1, 24)),
        anything, max_size=40,
    ),
)  # fmt: skip
def test_whatever_stands_in_the_cells_is_judged_without_an_error(
    kind: SubmissionKind, cells: dict[tuple[str, int, int], object]
) -> None:
    form = a_form(kind)
    raw = a_raw_form(form)
    sheets = {name: dict(held) for name, held in raw.sheets.items()}
    for (name, row, place), value in cells.items():
        sheets[kind.sheet if name == "MAIN" else name][row, place] = value
    outcome = check_raw(RawForm("", "", sheets), form)
    kept = [value for row in outcome.rows for value in row.values.values()]
    assert all(isinstance(value, str | float | int | None) for value in kept)
    assert all(problem.sentence().encode() for problem in outcome.problems)
