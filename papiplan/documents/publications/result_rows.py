"""The provinces' figures of one table of results, and every doubt about them with its cell.

Not here: where the table stands (`result_layout`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from papiplan.documents.publications.result_headings import FIGURES, subdimension
from papiplan.documents.publications.result_layout import Layout, wrong_length
from papiplan.documents.publications.result_shapes import Province, shapes
from papiplan.documents.publications.result_sheets import FILE
from papiplan.domain.problems import Problem
from papiplan.domain.publication import ProvinceScores
from papiplan.domain.typed_figures import (
    FIGURE_RANGES,
    NOT_A_NUMBER,
    SUM_TOLERANCE,
    as_number,
    figure_problem,
    sum_problem,
)
from papiplan.domain.units import normalised


@dataclass(frozen=True)
class Row:
    """One row of a table, as the province's that it names."""

    layout: Layout
    number: int
    year: int

    def text(self, role: str) -> str:
        text = self.layout.text(self.number, role)
        return "" if text in shapes().blanks else text

    def problem(self, role: str, what: str, how_to_fix: str) -> Problem:
        """What is wrong with a cell of the row, with what stands there."""
        found = f'ghi "{_shortened(self.text(role))}", ' if self.text(role) else ""
        return Problem(self.layout.address(self.number, role), f"{found}{what}", how_to_fix)

    @property
    def named(self) -> Mapping[str, tuple[Province, ...]]:
        """The provinces that each of its names and codes may mean; a name that means none is not there."""
        found = {role: shapes().named(self.text(role), self.year) for role in self.layout.provinces}
        return {role: provinces for role, provinces in found.items() if provinces}

    @property
    def province(self) -> Province | None:
        """The one province that all its names and codes mean that mean any."""
        meant = [set(provinces) for provinces in self.named.values()]
        shared = set.intersection(*meant) if meant else set()
        return shared.pop() if len(shared) == 1 else None

    @property
    def is_data(self) -> bool:
        """Whether the row is a province's; national means, notes, sub-headings and numbered columns are left aside."""
        labels = {normalised(self.text(role)) for role in self.layout.provinces}
        if labels & shapes().aside_rows:
            return False
        if self.named:
            return True
        numbers = [number for role in self.layout.figures if (number := as_number(self.text(role)))]
        if numbers:
            return numbers != list(range(int(numbers[0]), int(numbers[0]) + len(numbers)))
        named_otherwise = self.text("year") == str(self.year) and any(labels)
        return named_otherwise or any(shapes().ever_named(label) for label in labels)

    def length_problem(self) -> Problem | None:
        """That a line of CSV has more cells than its heading, or fewer."""
        sheet = self.layout.sheet
        if not sheet.widths or sheet.turned:
            return None
        found, wanted = sheet.widths[self.number - 1], sheet.widths[self.layout.heading - 1]
        longer = any(sheet.text(self.number, column) for column in range(wanted + 1, found + 1))
        return wrong_length(self.number, found, wanted) if found < wanted or longer else None

    def problems(self, seen: dict[str, int]) -> Iterator[Problem]:
        """Everything wrong with this row, beside the rows of the provinces in `seen`, which takes this one."""
        again = self._repeated(seen)
        yield from [again] if again else self._province_problems()
        wrong = [problem for role in self.layout.figures if (problem := self._figure_problem(role))]
        yield from wrong or self._sum_problems()

    def _province_problems(self) -> Iterator[Problem]:
        blank = [role for role in ("p", "province_vi") if role in self.layout.columns and not self.text(role)]
        for role in blank:
            yield self.problem(role, "đang để trống", "Đề nghị ghi mã và tên tỉnh.")
        if self.province or (blank and not self.named):
            return
        *_, role = self.named or (next(role for role in reversed(self.layout.provinces) if self.text(role)),)
        if len(self.named) > 1:
            yield self.problem(role, "không cùng một tỉnh với các ô khác của dòng", "Đề nghị kiểm tra mã và tên tỉnh.")
        elif self.named:
            several = " hoặc ".join(province.name for province in self.named[role])
            yield self.problem(role, f"có thể là {several}", "Đề nghị ghi tên tỉnh có dấu, hoặc mã.")
        else:
            what = f"không có trong danh sách tỉnh, thành phố của Chỉ số năm {self.year}"
            yield self.problem(role, what, "Đề nghị kiểm tra tên tỉnh, hoặc mã.")

    def _figure_problem(self, role: str) -> Problem | None:
        text = self.text(role)
        if role in FIGURES:
            found = figure_problem(role, text)
            return self.problem(role, *found) if found else None
        sub = subdimension(role)
        number = as_number(text)
        if number is None:
            return self.problem(role, *NOT_A_NUMBER)
        if not number:
            return None
        if self.year not in sub.years:
            what = f"Chỉ số năm {self.year} không có nội dung thành phần này"
            return self.problem(role, what, "Đề nghị kiểm tra năm.")
        parts = len(shapes().subdimensions_of(sub.dimension, self.year))
        least, most = (bound / parts for bound in FIGURE_RANGES["D1"])
        if not least - Decimal("0.01") <= number <= most + Decimal("0.01"):
            allowed = f"Cho phép từ {least:.2f} đến {most:.2f}".replace(".", ",")
            return self.problem(role, "ngoài khoảng cho phép", f"{allowed}.")
        return None

    def _sum_problems(self) -> Iterator[Problem]:
        found = sum_problem({role: self.text(role) for role in FIGURES})
        if found:
            yield self.problem("total", *found)
        for dimension in range(1, len(FIGURES)):
            yield from self._parts_problem(dimension)

    def _parts_problem(self, dimension: int) -> Iterator[Problem]:
        """That a dimension is not the sum of its sub-dimensions, where all of them are given."""
        parts = [as_number(self.text(sub.id)) for sub in shapes().subdimensions_of(dimension, self.year)]
        whole = as_number(self.text(f"D{dimension}"))
        given = [part for part in parts if part]
        if whole and len(given) == len(parts) and abs(sum(given, Decimal()) - whole) > SUM_TOLERANCE:
            shown = str(sum(given, Decimal()).quantize(SUM_TOLERANCE)).replace(".", ",")
            what = f"khác tổng của các nội dung thành phần là {shown}"
            yield self.problem(f"D{dimension}", what, "Đề nghị kiểm tra lại các nội dung thành phần.")

    def _repeated(self, seen: dict[str, int]) -> Problem | None:
        """That the province stands in an earlier row too; `seen` has the rows of provinces, and takes this one."""
        meant = [(role, province.code) for role, provinces in self.named.items() for province in provinces]
        before = [(role, seen[code]) for role, code in meant if code in seen]
        for _, code in meant:
            seen.setdefault(code, self.number)
        if not before:
            return None
        (role, row), kind = before[0], "cột" if self.layout.sheet.turned else "dòng"
        what = f"đã có ở {self.layout.sheet.line(row)}"
        return self.problem(role, what, f"Đề nghị để lại một {kind} cho mỗi tỉnh.")

    def scores(self) -> ProvinceScores:
        """The scores of a row without problems."""
        province = self.province
        assert province is not None, "a row without problems names a province"
        *dimensions, total = (float(as_number(self.text(role)) or 0) or None for role in FIGURES)
        return ProvinceScores(
            self.year, province.code, province.name, province.name_en, tuple(dimensions), total, self._parts()
        )

    def _parts(self) -> tuple[tuple[str, float], ...]:
        """The sub-dimensions that are given, in their order."""
        given = {role: as_number(self.text(role)) for role in self.layout.figures if role not in FIGURES}
        return tuple((role, float(number)) for role, number in sorted(given.items()) if number)


def year_problem(row: Row) -> Problem | None:
    """That a row's year is no year."""
    if "year" not in row.layout.columns or re.fullmatch("[0-9]{4}", row.text("year")):
        return None
    return row.problem("year", "không phải là năm", "Đề nghị ghi năm, ví dụ 2023.")


def no_row(year: int) -> Problem:
    """That a file has nothing of the year."""
    return Problem(FILE, f"không có dòng nào của năm {year}", f"Đề nghị gửi kết quả năm {year}.")


def _shortened(text: str) -> str:
    """What stands in a cell, no longer than a line of a mail."""
    return text if len(text) <= 40 else f"{text[:40]}…"
