"""What a heading of a table of results stands for: a figure, a province's name or code, a year, or nothing to read.

A role is "year", "p", "province_vi", "province_en", "D1" … "D8", "total", or a sub-dimension's id ("SC11"). Not here:
the words themselves (`result_shapes.yaml`), nor where the headings stand (`result_layout`).
"""

import re

from papiplan.documents.publications.result_shapes import Shapes, Subdimension, shapes
from papiplan.domain.publication import DIMENSIONS
from papiplan.domain.units import normalised

FIGURES: tuple[str, ...] = (*(f"D{n}" for n in range(1, len(DIMENSIONS) + 1)), "total")
PROVINCE: tuple[str, ...] = ("p", "province_vi", "province_en")

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]20\d\d|tháng \d{1,2}(?:/| năm )20\d\d", re.IGNORECASE)


def years_in(text: str) -> set[int]:
    """The years that a heading or title names; that of a date, such as the day of publication, is none of them."""
    return set(map(int, _YEAR.findall(_DATE.sub(" ", text))))


def role_of(heading: str, year: int) -> str | None:
    """What a heading stands for in the table of a year; None for what is left aside, other years' columns too."""
    named = years_in(heading)
    if named and year not in named:
        return None
    told = shapes()
    words = told.plain(_YEAR.sub(" ", heading))
    if told.aside_headings.search(words):
        return None
    return told.headings.get(words) or _dimension_of(words, told) or _subdimension_of(words, told, year)


def _dimension_of(words: str, told: Shapes) -> str | None:
    """The dimension that is named, numbered, or both: then the two must agree."""
    name = re.sub(r" d[1-8]$", "", words)
    if name in told.dimension_names:
        return f"D{told.dimension_names[name]}"
    match = told.number_words.match(words)
    if not match or match[2]:
        return None
    number, rest = int(match[1]), match[3]
    if not 1 <= number <= len(DIMENSIONS) or (rest and told.dimension_names.get(rest) != number):
        return None
    return f"D{number}"


def _subdimension_of(words: str, told: Shapes, year: int) -> str | None:
    """The sub-dimension of this id, name or number; a name says more than a number, which moves with the years."""
    match = told.number_words.match(words)
    name = match[3] if match and match[3] else words
    for sub in told.subdimensions:
        if words == sub.id.casefold() or name in map(normalised, sub.names):
            return sub.id
    return _numbered(f"{match[1]}.{match[2]}", told, year) if match and match[2] and not match[3] else None


def _numbered(number: str, told: Shapes, year: int) -> str | None:
    found = (sub.id for sub in told.subdimensions if year in sub.years and sub.number(year) == number)
    return next(found, None)


def subdimension(role: str) -> Subdimension:
    """The sub-dimension of a role that is one."""
    return shapes().subdimension(role)
