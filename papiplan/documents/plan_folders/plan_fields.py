"""What a field of the plan folder is: a key with a Vietnamese label, an explanation, an example.

Not here: which fields there are (`plan_schema`, `plan_scoring`, `plan_columns`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo


class Fields(BaseModel):
    """A mapping or a table's row in the plan folder: no keys but these."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def asked(label: str, example: str = "", explanation: str = "", *, default: Any = ...) -> Any:
    """A field as the person who fills it sees it; obligatory unless it has a default."""
    return Field(default, title=label, description=explanation, examples=[example] if example else None)


@dataclass(frozen=True)
class Asked:
    """A field on its way from the top of a model; where the way goes through a list, one item stands for all.

    `key` is written with dots ("operators.1.email"). `nested` is the model of what it holds, if it holds fields;
    `is_list` tells that it holds several, of fields or of plain texts.
    """

    path: tuple[str, ...]
    label: str
    explanation: str
    example: str
    required: bool
    default: Any
    nested: type[Fields] | None
    is_list: bool

    @property
    def key(self) -> str:
        return ".".join(self.path)

    @property
    def hint(self) -> str:
        """The explanation and the example in one line; empty when there is neither."""
        example = f"Ví dụ: {' / '.join(self.example.splitlines())}." if self.example else ""
        return f"{self.explanation} {example}".strip()


def fields_of(model: type[Fields], path: tuple[str, ...] = ()) -> Iterator[Asked]:
    """The fields of a model, each followed by those inside it."""
    for name, info in model.model_fields.items():
        nested = _model_in(info.annotation)
        is_list = get_origin(info.annotation) is tuple
        field = _asked((*path, name), info, nested, is_list)
        yield field
        if nested is not None:
            yield from fields_of(nested, (*field.path, "1") if is_list else field.path)


def _asked(path: tuple[str, ...], info: FieldInfo, nested: type[Fields] | None, is_list: bool) -> Asked:
    return Asked(
        path=path,
        label=info.title or path[-1],
        explanation=info.description or "",
        example=str(info.examples[0]) if info.examples else "",
        required=info.is_required(),
        default=info.default,
        nested=nested,
        is_list=is_list,
    )


def _model_in(annotation: Any) -> type[Fields] | None:
    """The model that an annotation is, or is a tuple of."""
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)
