"""What a Word template may do: read what it is given, choose, repeat; nothing that runs on or grows without end.

Not here: filling a template (`word_templates`).
"""

from collections.abc import Mapping
from typing import Any, NoReturn

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

_FILTERS = (
    "capitalize", "default", "e", "escape", "first", "join", "last", "length", "lower", "sort", "title",
    "trim", "truncate", "upper",
)  # fmt: skip
"""Those that neither let a text pass for Word's own marks ("safe") nor make one as long as they please ("center")."""

_OF_MAPPINGS = ("items", "keys", "values")


class TemplateSandbox(ImmutableSandboxedEnvironment):
    """Jinja2 for templates that an office writes: values by name, a few filters, no calls but over what is given."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.globals.clear()
        self.filters = {name: FILTERS[name] for name in _FILTERS}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only what repeats a mapping or a loop: the methods of texts and numbers can fill the memory."""
        if isinstance(obj, LoopContext):
            return super().is_safe_attribute(obj, attr, value)
        return isinstance(obj, Mapping) and attr in _OF_MAPPINGS

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> NoReturn:
        """A product, a power or a format may be of any size, and no paper needs one."""
        raise SecurityError(f"{left!r:.40} {operator} {right!r:.40} is not allowed in {context.name}")
