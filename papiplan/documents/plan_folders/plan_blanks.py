"""The blanks of an empty plan folder: every field with its label, hints and default, in the order they are filled.

Not here: how they are laid out (`plan_skeleton`, `plan_skeleton_workbook`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from enum import Enum
from typing import Any

from papiplan.documents.plan_folders.plan_fields import Asked, Fields, fields_of
from papiplan.documents.plan_folders.plan_schema import PlanFields

ROOM = {"operators": 2, "groups": 4, "targets": 9}
"""How many items a list leaves room for; those left blank do not count."""


@dataclass(frozen=True)
class Blank:
    """A place to fill, or the heading over some. `path` counts the items of lists: ("operators", "2", "email").

    `text` is what is filled in already. `again` tells that an item before has explained the field.
    """

    path: tuple[str, ...]
    field: Asked
    obligatory: bool
    text: str

    @property
    def is_heading(self) -> bool:
        return self.field.nested is not None

    @property
    def again(self) -> bool:
        return any(step.isdecimal() and step != "1" for step in self.path)

    @property
    def label(self) -> str:
        return f"{self.field.label} (*)" if self.obligatory else self.field.label


def blanks_of(
    model: type[Fields] = PlanFields,
    path: tuple[str, ...] = (),
    filled: Any = None,
    obligatory: bool = True,
) -> Iterator[Blank]:
    """The blanks of a model; `filled` has the values to fill in, by its attributes, instead of the fields' defaults."""
    for field in (field for field in fields_of(model) if len(field.path) == 1):
        here, needed = (*path, *field.path), obligatory and field.required
        value = field.default if filled is None else getattr(filled, field.key)
        yield Blank(here, field, needed, _typed(value))
        if field.nested is None:
            continue
        if not field.is_list:
            yield from blanks_of(
                field.nested, here, None if value is field.default and field.required else value, needed
            )
            continue
        items = value if isinstance(value, tuple) else ()
        for n in range(max(len(items), ROOM.get(field.key, 1))):
            item = items[n] if n < len(items) else None
            yield from blanks_of(field.nested, (*here, str(n + 1)), item, needed and n == 0)


def _typed(value: Any) -> str:
    """A value as a person would type it; nothing where there is none."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, int | float):
        return f"{value:.10g}".replace(".", ",")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple) and all(isinstance(item, int) for item in value):
        return "; ".join(str(item) for item in value)
    if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    return value if isinstance(value, str) else ""
