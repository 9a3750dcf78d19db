"""The scores of earlier years in a plan folder's `results/`, which targets are compared with.

Not here: reading one table of results (`publications.results`).
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from papiplan.documents.plan_folders.plan_files import PlanFile, text_of
from papiplan.documents.publications.results import COLUMNS, read_results
from papiplan.domain.problems import Problem
from papiplan.domain.publication import ProvinceScores


def read_folder_results(files: Mapping[str, PlanFile]) -> tuple[tuple[ProvinceScores, ...], tuple[Problem, ...]]:
    """The scores of all years in `results/*.csv`, and everything that is wrong with these tables."""
    tables = [_read(file) for path, file in files.items() if re.fullmatch(r"results/[^/]+\.csv", path)]
    return (
        tuple(row for scores, _ in tables for row in scores),
        tuple(problem for _, problems in tables for problem in problems),
    )


def _read(file: PlanFile) -> tuple[tuple[ProvinceScores, ...], tuple[Problem, ...]]:
    text, unreadable = text_of(file)
    if unreadable:
        return (), unreadable
    years = sorted({int(year) for year in re.findall(r'(?m)(?:^|[,;])"?(20[0-9]{2})"?(?=[,;\r\n]|$)', text)})
    if not years:
        what = "không có dòng kết quả nào"
        return (), (Problem(file.path, what, f"Các cột phải có: {', '.join(COLUMNS)}."),)
    read = [read_results(file.data, year) for year in years]
    return (
        tuple(row for results in read for row in results.scores),
        tuple(_in_file(file, problem) for results in read for problem in results.problems),
    )


def _in_file(file: PlanFile, problem: Problem) -> Problem:
    """The problem with the file's own name, where the reader says only that it is a file of results."""
    _, comma, place = problem.where.partition(", ")
    return replace(problem, where=f"{file.path}{comma}{place}")
