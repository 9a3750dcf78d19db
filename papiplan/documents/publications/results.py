"""Reading the published results of the provinces from a file, CSV or .xlsx of many shapes, every problem at once.

Not here: the shapes (`result_shapes.yaml`), nor what the results mean (`domain.publication`).
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from papiplan.documents.publications.result_headings import FIGURES, years_in
from papiplan.documents.publications.result_layout import COLUMNS, NEEDED, Layout, find_layouts, layout_problems
from papiplan.documents.publications.result_rows import Row, no_row, year_problem
from papiplan.documents.publications.result_sheets import FILE, MOST_BYTES, Sheet, read_sheets
from papiplan.domain.problems import Problem
from papiplan.domain.publication import ProvinceScores

__all__ = ["COLUMNS", "MOST_BYTES", "ReadResults", "read_results", "written_results"]


@dataclass(frozen=True)
class ReadResults:
    """The provinces of one year, or what is wrong with the file: `scores` is empty when there are `problems`."""

    scores: tuple[ProvinceScores, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_results(content: bytes, year: int) -> ReadResults:
    """The provinces of `year` in a results file; a blank or 0 is missing, since official exports write missing as 0.

    Provinces as rows or columns; Vietnamese or English headings; a decimal point or comma; CSV in UTF-8 or .xlsx.
    """
    sheets = read_sheets(content)
    if isinstance(sheets, Problem):
        return ReadResults(problems=(sheets,))
    layouts = find_layouts(sheets, year)
    if not layouts:
        return ReadResults(problems=(_no_table(sheets, year),))
    if len(layouts) > 1:
        return ReadResults(problems=(_several(layouts, year),))
    problems = layout_problems(layouts[0], year)
    return ReadResults(problems=tuple(problems)) if problems else _read_rows(layouts[0], year)


def _read_rows(layout: Layout, year: int) -> ReadResults:
    rows: list[Row] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number in range(layout.heading + 1, layout.sheet.rows + 1):
        row = Row(layout, number, year)
        if not row.is_data:
            continue
        if problem := year_problem(row) or (row.length_problem() if _is_of(row, year) else None):
            problems.append(problem)
        elif _is_of(row, year):
            problems += row.problems(seen)
            rows.append(row)
    if not rows and not problems:
        problems.append(no_row(year))
    if problems:
        return ReadResults(problems=tuple(problems))
    return ReadResults(tuple(row.scores() for row in rows))


def _is_of(row: Row, year: int) -> bool:
    return "year" not in row.layout.columns or row.text("year") == str(year)


def _no_table(sheets: Sequence[Sheet], year: int) -> Problem:
    """That there is no table of results, or none of the year."""
    named = {each for sheet in sheets for text in (sheet.name, *sheet.cells.values()) for each in years_in(text)}
    if named and year not in named:
        return no_row(year)
    return Problem(FILE, f"không thấy bảng kết quả: thiếu cột {', '.join(COLUMNS)}", NEEDED)


def _several(layouts: Sequence[Layout], year: int) -> Problem:
    names = " và ".join(f'"{layout.sheet.name}"' for layout in layouts)
    return Problem(FILE, f"các trang {names} đều có kết quả năm {year}", "Đề nghị để lại một trang.")


def written_results(scores: Iterable[ProvinceScores]) -> bytes:
    """Results as a CSV file that `read_results` reads: what was typed in is kept like a file that came."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["year", "province_vi", *FIGURES])
    for row in scores:
        writer.writerow([row.year, row.name, *(_written(row.figure(figure)) for figure in FIGURES)])
    return text.getvalue().encode()


def _written(figure: float | None) -> str:
    return "" if figure is None else repr(figure)
