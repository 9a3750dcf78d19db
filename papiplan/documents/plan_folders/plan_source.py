"""What a file of the plan folder says, as text, and where each piece of it stands for the person who wrote it.

Not here: how a file is taken apart (`plan_yaml`, `plan_sheets`), nor what its fields mean (`plan_schema`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from papiplan.domain.problems import Problem

Place = tuple[str | int, ...]
"""The way to a value: keys, and list positions counted from 0: ("operators", 0, "email")."""


@dataclass(frozen=True)
class Source:
    """The content of a file: texts in mappings and lists, blanks left out, with the place of each.

    `places` holds the empty way too, the file itself. `content` is None when nothing could be read.
    """

    content: Any
    places: Mapping[Place, str]
    problems: tuple[Problem, ...] = field(default=())

    def where(self, place: Place) -> str:
        """The nearest place that the file has on the way to a value, which itself may be missing."""
        while place not in self.places:
            place = place[:-1]
        return self.places[place]

    @property
    def rows(self) -> Iterable[tuple[int, Mapping[str, str]]]:
        """The rows of a table with their positions; none when it could not be read."""
        return enumerate(self.content or ())


def unreadable(where: str, what: str, how_to_fix: str) -> Source:
    """A file of which nothing could be read, and why."""
    return Source(None, {(): where}, (Problem(where, what, how_to_fix),))
