"""Turns what validation finds into problems that a clerk can mend: place, what was found, what is allowed.

Not here: the sentences on single values, which the values carry (`plan_values`).
"""

import difflib
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from papiplan.documents.plan_folders.plan_fields import Asked, Fields, fields_of
from papiplan.documents.plan_folders.plan_references import References
from papiplan.documents.plan_folders.plan_source import Place, Source
from papiplan.documents.plan_folders.plan_values import MEND, quoted
from papiplan.domain.problems import Problem

M = TypeVar("M", bound=Fields)

_AS_LIST = (
    'Trong plan.yaml, mỗi mục bắt đầu bằng dấu "-"; trong trang tính, mã mục có số thứ tự, ví dụ operators.1.code.'
)


def checked_fields(source: Source, model: type[M], known: References) -> tuple[M | None, tuple[Problem, ...]]:
    """The plan's own fields, or None and everything that is wrong with them."""
    return _checked(TypeAdapter(model), source, model, known)


def checked_rows(source: Source, model: type[M], known: References) -> tuple[tuple[M, ...], tuple[Problem, ...]]:
    """The rows of a table, none of them when one is wrong, and everything that is."""
    rows, problems = _checked(TypeAdapter(tuple[model, ...]), source, model, known)  # type: ignore[valid-type]
    return rows or (), problems


def _checked(
    adapter: TypeAdapter[Any], source: Source, model: type[Fields], known: References
) -> tuple[Any, tuple[Problem, ...]]:
    if source.content is None:
        return None, source.problems
    try:
        return adapter.validate_python(source.content, context=known), source.problems
    except ValidationError as error:
        asked = {field.path: field for field in fields_of(model)}
        found = (p for details in error.errors() for p in _problems(details, source, asked))
        return None, (*source.problems, *found)


def _problems(details: ErrorDetails, source: Source, asked: dict[tuple[str, ...], Asked]) -> Iterator[Problem]:
    place: Place = details["loc"]
    where, field = source.where(place), asked.get(_path(place))
    if details["type"] == MEND:
        for what, how_to_fix in details["ctx"]["sentences"]:
            yield Problem(where, what, how_to_fix)
    elif details["type"] in ("missing", "too_short"):
        # A table that lacks a whole column says so once, in its head.
        if place[:1] == () or not isinstance(place[0], int) or place in source.places:
            yield Problem(where, f'thiếu "{_name(place)}"{_label(field)}', field.hint if field else "")
    elif details["type"] == "extra_forbidden":
        siblings = [key[-1] for key in asked if key[:-1] == _path(place)[:-1]]
        yield Problem(where, f"không có mục tên {quoted(_name(place))}", _suggestion(str(place[-1]), siblings))
    elif details["type"] in ("tuple_type", "list_type"):
        yield Problem(where, f'"{_name(place)}"{_label(field)} cần một danh sách', _AS_LIST)
    else:
        # What is left is a text or a list where a mapping belongs.
        inside = ", ".join(key[-1] for key in asked if key[:-1] == _path(place))
        yield Problem(where, f'"{_name(place)}"{_label(field)} cần các mục con', f"Ghi từng mục: {inside}.")


def _path(place: Place) -> tuple[str, ...]:
    """The way as the model's fields know it: no row number before, one item standing for all of a list."""
    way = place[1:] if place and isinstance(place[0], int) else place
    return tuple("1" if isinstance(step, int) else step for step in way)


def _name(place: Place) -> str:
    """The key as the sheet of a plan's fields writes it, items counted from 1; in a table the column's."""
    way = place[1:] if isinstance(place[0], int) else place
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in way)


def _label(field: Asked | None) -> str:
    return f" ({field.label})" if field else ""


def _suggestion(word: str, allowed: list[str]) -> str:
    close = difflib.get_close_matches(word, allowed, n=1)
    return f'Có phải "{close[0]}"?' if close else f"Các mục được dùng: {', '.join(allowed)}."
