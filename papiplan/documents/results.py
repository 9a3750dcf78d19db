"""Reading the published results of the provinces from a CSV file, every problem of it at once.

Columns: year, p, province_en, province_vi, D1 … D8, total. Not here: what the results mean (`domain.publication`).
"""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from papiplan.domain.problems import Problem
from papiplan.domain.publication import DIMENSIONS, ProvinceScores
from papiplan.domain.units import normalised

FIGURE_COLUMNS: tuple[str, ...] = (*(f"D{n}" for n in range(1, len(DIMENSIONS) + 1)), "total")
COLUMNS: tuple[str, ...] = ("year", "p", "province_en", "province_vi", *FIGURE_COLUMNS)

MOST_BYTES = 10 * 1024 * 1024
SUM_TOLERANCE = Decimal("0.0005")
"""By how much the rounding of eight figures of four decimals, and of their sum, can part them."""


@dataclass(frozen=True)
class ReadResults:
    """The provinces of one year, or what is wrong with the file: `scores` is empty when there are `problems`."""

    scores: tuple[ProvinceScores, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_results(content: bytes, year: int) -> ReadResults:
    """The rows of `year` in a results file; a blank or 0 is missing, since official exports write missing as 0.

    Text in UTF-8, columns parted by comma or semicolon, numbers with a decimal point or comma.
    """
    text = _text(content)
    if isinstance(text, Problem):
        return ReadResults(problems=(text,))
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error:
        return ReadResults(problems=(Problem(_FILE, "không đọc được như bảng CSV", _SAVE_AS_CSV),))
    header = [cell.strip().casefold() for cell in table[0]] if table else []
    missing = [column for column in COLUMNS if column.casefold() not in header]
    if missing:
        found = f"thiếu cột {', '.join(missing)}"
        return ReadResults(problems=(Problem(f"{_FILE}, dòng 1", found, f"Các cột phải có: {', '.join(COLUMNS)}."),))
    return _read_rows(table, [header.index(column.casefold()) for column in COLUMNS], year)


_FILE = "Tệp kết quả"
_SAVE_AS_CSV = 'Đề nghị lưu bảng ở dạng "CSV UTF-8" và gửi lại.'


def _text(content: bytes) -> str | Problem:
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1024 / 1024:.1f}".replace(".", ",")
        return Problem(_FILE, f"tệp có dung lượng {size} MB", f"Cho phép nhiều nhất {MOST_BYTES // 1024 // 1024} MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Problem(_FILE, "tệp không phải văn bản UTF-8", _SAVE_AS_CSV)
    if "\0" in text:
        return Problem(_FILE, "tệp không phải văn bản", _SAVE_AS_CSV)
    return unicodedata.normalize("NFC", text)


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return ";" if header.count(";") > header.count(",") else ","


def _read_rows(table: Sequence[list[str]], places: Sequence[int], year: int) -> ReadResults:
    rows: list[_Row] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, cells in enumerate(table[1:], start=2):
        if not any(cell.strip() for cell in cells[1:]):
            continue  # an empty row, or a note below the table
        row = _Row(number, {column: _cell(cells, place) for column, place in zip(COLUMNS, places, strict=True)})
        if not re.fullmatch("[0-9]{4}", row.cells["year"]):
            problems.append(row.problem("year", "không phải là năm", "Đề nghị ghi năm, ví dụ 2023."))
        elif int(row.cells["year"]) != year:
            continue
        elif len(cells) < len(table[0]) or any(cells[len(table[0]) :]):
            problems.append(_wrong_length(number, len(cells), len(table[0])))
        else:
            problems += [*row.problems(), *row.repeated(seen)]
            rows.append(row)
    if not rows and not problems:
        problems.append(Problem(_FILE, f"không có dòng nào của năm {year}", f"Đề nghị gửi kết quả năm {year}."))
    return ReadResults(problems=tuple(problems)) if problems else ReadResults(tuple(row.scores() for row in rows))


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _wrong_length(number: int, found: int, wanted: int) -> Problem:
    hint = "Số thập phân dùng dấu phẩy phải đặt trong dấu ngoặc kép, hoặc các cột phân cách bằng dấu chấm phẩy."
    return Problem(f"{_FILE}, dòng {number}", f"có {found} ô, trong khi dòng tiêu đề có {wanted} ô", hint)


@dataclass(frozen=True)
class _Row:
    """One row of the file: its number as a spreadsheet counts it, and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def problem(self, column: str, what: str, how_to_fix: str) -> Problem:
        where = f"{_FILE}, dòng {self.number}, cột {column}"
        found = f'ghi "{_shortened(self.cells[column])}", ' if self.cells[column] else ""
        return Problem(where, f"{found}{what}", how_to_fix)

    def problems(self) -> list[Problem]:
        """Everything wrong inside this row."""
        blank = [
            self.problem(column, "đang để trống", "Đề nghị ghi mã và tên tỉnh.")
            for column in ("p", "province_vi")
            if not self.cells[column]
        ]
        wrong = [problem for column in FIGURE_COLUMNS if (problem := self._figure_problem(column))]
        return [*blank, *(wrong or self._sum_problem())]

    def _figure_problem(self, column: str) -> Problem | None:
        value = _number(self.cells[column])
        least, most = _RANGES[column]
        if value is None:
            return self.problem(
                column, "không phải là số", "Đề nghị ghi số, ví dụ 4,6667; để trống nếu không có kết quả."
            )
        if value and not least <= value <= most:
            return self.problem(column, "ngoài khoảng cho phép", f"Cho phép từ {least} đến {most}.")
        return None

    def _sum_problem(self) -> list[Problem]:
        *dimensions, total = (_number(self.cells[column]) or Decimal() for column in FIGURE_COLUMNS)
        added = sum(dimensions, Decimal())
        if not total or not all(dimensions) or abs(added - total) <= SUM_TOLERANCE:
            return []
        shown = str(added.quantize(SUM_TOLERANCE)).replace(".", ",")
        return [
            self.problem("total", f"khác tổng của tám nội dung là {shown}", "Đề nghị kiểm tra lại các cột D1 đến D8.")
        ]

    def repeated(self, seen: dict[str, int]) -> list[Problem]:
        """That the province stands in an earlier row too; `seen` has the rows of codes and names, and takes these."""
        province = {"p": self.cells["p"].casefold(), "province_vi": normalised(self.cells["province_vi"])}
        before = [(column, seen[key]) for column, key in province.items() if key and key in seen]
        for key in province.values():
            seen.setdefault(key, self.number)
        return [
            self.problem(column, f"đã có ở dòng {row}", "Đề nghị để lại một dòng cho mỗi tỉnh.")
            for column, row in before[:1]
        ]

    def scores(self) -> ProvinceScores:
        """The scores of a row without problems."""
        *dimensions, total = (float(_number(self.cells[column]) or 0) or None for column in FIGURE_COLUMNS)
        return ProvinceScores(
            year=int(self.cells["year"]),
            code=self.cells["p"],
            name=self.cells["province_vi"],
            name_en=self.cells["province_en"],
            dimensions=tuple(dimensions),
            total=total,
        )


_RANGES: Mapping[str, tuple[int, int]] = {
    column: (8, 80) if column == "total" else (1, 10) for column in FIGURE_COLUMNS
}
"""What a figure may be: a dimension 1-10, so eight of them 8-80."""


def _number(text: str) -> Decimal | None:
    """A number with a decimal point or comma, 0 where it is blank; None for anything else."""
    if not text:
        return Decimal()
    return Decimal(text.replace(",", ".")) if re.fullmatch(r"[+-]?[0-9]{1,20}([.,][0-9]{1,20})?", text) else None


def _shortened(text: str) -> str:
    """What stands in a cell, no longer than a line of a mail."""
    return text if len(text) <= 40 else f"{text[:40]}…"
