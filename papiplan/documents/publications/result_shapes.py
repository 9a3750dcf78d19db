"""What the published results call things, as `result_shapes.yaml` says: headings, dimensions, provinces, their years.

Not here: where they stand in a file (`result_layout`), nor any figure.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from papiplan.domain.publication import province_key
from papiplan.domain.units import normalised


@dataclass(frozen=True)
class Span:
    """The years of the index in which something is there, both ends included."""

    since: int = 0
    until: int = 9999

    def __contains__(self, year: int) -> bool:
        return self.since <= year <= self.until


@dataclass(frozen=True)
class Province:
    """A province of the index under the code of the published table ("P56"), with its years."""

    code: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    years: Span

    @property
    def names(self) -> tuple[str, ...]:
        return (self.code, self.name, self.name_en, *self.aliases)


@dataclass(frozen=True)
class Subdimension:
    """A sub-dimension (nội dung thành phần) of `dimension` (1-8); its number may be another in other years."""

    id: str
    dimension: int
    names: tuple[str, ...]
    numbers: tuple[tuple[str, Span], ...]
    years: Span

    @property
    def name(self) -> str:
        """Its Vietnamese name, the first of its names."""
        return self.names[0]

    def number(self, year: int) -> str:
        """Its number in a year, "1.1"; empty where it has none."""
        return next((number for number, years in self.numbers if year in years), "")


@dataclass(frozen=True)
class Shapes:
    """The whole table of shapes."""

    headings: Mapping[str, str]
    dimension_names: Mapping[str, int]
    subdimensions: tuple[Subdimension, ...]
    provinces: tuple[Province, ...]
    silent_words: re.Pattern[str]
    number_words: re.Pattern[str]
    aside_headings: re.Pattern[str]
    aside_rows: frozenset[str]
    blanks: frozenset[str]

    def plain(self, heading: str) -> str:
        """A heading as it is compared: without case, marks, signs, and the words that say nothing."""
        return " ".join(self.silent_words.sub(" ", normalised(heading)).split())

    def subdimensions_of(self, dimension: int, year: int) -> tuple[Subdimension, ...]:
        return tuple(sub for sub in self.subdimensions if sub.dimension == dimension and year in sub.years)

    def subdimension(self, id_: str) -> Subdimension:
        """The sub-dimension of this id; StopIteration when there is none."""
        return next(sub for sub in self.subdimensions if sub.id == id_)

    def named(self, words: str, year: int) -> tuple[Province, ...]:
        """The provinces of a year that words may mean, in any spelling: none, one, or, without marks, several."""
        key = province_key(words)
        return tuple(province for province in self.provinces if year in province.years and _means(province, key))

    def ever_named(self, words: str) -> bool:
        """Whether words name a province of any year."""
        key = province_key(words)
        return any(_means(province, key) for province in self.provinces)


def _means(province: Province, key: str) -> bool:
    return bool(key) and key in map(province_key, province.names)


@cache
def shapes() -> Shapes:
    """The shapes as they are shipped."""
    told = yaml.safe_load((Path(__file__).parent / "result_shapes.yaml").read_text(encoding="utf-8"))
    silent = _words(told["silent_words"])
    dimensions = told["dimensions"]
    return Shapes(
        headings={
            " ".join(silent.sub(" ", normalised(alias)).split()): role
            for role, aliases in told["headings"].items()
            for alias in aliases
        },
        dimension_names={normalised(name): each["number"] for each in dimensions for name in each["names"]},
        subdimensions=tuple(_subdimension(each["number"], sub) for each in dimensions for sub in each["subdimensions"]),
        provinces=tuple(_province(each) for each in told["provinces"]),
        silent_words=silent,
        number_words=re.compile(rf"^(?:(?:{_either(told['number_words'])}) ?)?([0-9])(?: ?([0-9]))?\b ?(.*)$"),
        aside_headings=_words(told["aside_headings"]),
        aside_rows=frozenset(map(normalised, told["aside_rows"])),
        blanks=frozenset(told["blanks"]),
    )


def _either(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(sorted(map(normalised, words), key=len, reverse=True))


def _words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(words)})\b")


def _years(told: Mapping[str, Any]) -> Span:
    return Span(told.get("since", Span.since), told.get("until", Span.until))


def _subdimension(dimension: int, told: Mapping[str, Any]) -> Subdimension:
    numbers = tuple((each["number"], _years(each)) for each in told["numbers"])
    return Subdimension(told["id"], dimension, tuple(told["names"]), numbers, _years(told))


def _province(told: Mapping[str, Any]) -> Province:
    return Province(told["code"], told["vi"], told["en"], tuple(told.get("aliases", ())), _years(told))
