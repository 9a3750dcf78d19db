"""Reading plan.yaml: every scalar a text with its line, nothing executed, nothing guessed.

Not here: what the keys mean (`plan_schema`).
"""

from typing import Any

import yaml

from papiplan.documents.plan_folders.plan_source import Place, Source, unreadable
from papiplan.documents.plan_folders.plan_values import clean
from papiplan.domain.problems import Problem, Refused

MOST_LETTERS = 1_000_000
MOST_DEPTH = 10
MOST_VALUES = 50_000

_BLANK = ("", "~", "null")

# libyaml is some ten times faster; both keep every scalar a text.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(name: str, text: str) -> Source:
    """The mapping in a YAML text. YAML that is broken, no mapping, or grows without end is a problem with its line."""
    if len(text) > MOST_LETTERS:
        return unreadable(name, "tệp quá lớn", "Tệp này chỉ cần vài trang chữ; tài liệu kèm theo để thành tệp riêng.")
    reading = _Reading(name)
    try:
        reading.check_depth(text)
        node = yaml.compose(text, _LOADER)
        if not isinstance(node, yaml.MappingNode):
            return unreadable(name, "tệp không có mục nào", 'Ghi mỗi mục một dòng dạng "tên: giá trị".')
        content = reading.content(node, ())
    except yaml.YAMLError as error:
        return unreadable(*_broken(name, error))
    except Refused as refused:
        return Source(None, {(): name}, refused.problems)
    return Source(content, reading.places, tuple(reading.problems))


def _broken(name: str, error: yaml.YAMLError) -> tuple[str, str, str]:
    mark = getattr(error, "problem_mark", None)
    return (
        f"{name}, dòng {mark.line + 1}" if mark is not None else name,
        "không đọc được từ chỗ này",
        "Kiểm tra dấu hai chấm, ngoặc kép và chỗ thụt đầu dòng (dùng dấu cách, không dùng phím Tab); "
        'giá trị có dấu ":" hoặc ký tự đặc biệt thì đặt trong ngoặc kép.',
    )


class _Reading:
    """One reading of a file: the places seen so far, the problems, and what it may still cost."""

    def __init__(self, name: str) -> None:
        self.places: dict[Place, str] = {(): name}
        self.problems: list[Problem] = []
        self._name = name
        self._values_left = MOST_VALUES

    def check_depth(self, text: str) -> None:
        """Refuse deep nesting among the events, before anything that calls itself is run on it."""
        depth = 0
        for event in yaml.parse(text, _LOADER):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MOST_DEPTH:
                raise self._endless(event)

    def content(self, node: Any, place: Place) -> Any:
        """The node as text, mappings and lists; None for a blank."""
        self._values_left -= 1
        # An alias may point to its own parent, or double what it points to again and again.
        if len(place) > MOST_DEPTH or self._values_left < 0:
            raise self._endless(node)
        if isinstance(node, yaml.ScalarNode):
            value = clean(node.value)
            return None if value in _BLANK else value
        if isinstance(node, yaml.SequenceNode):
            return self._items(node, place)
        return self._fields(node, place)

    def _items(self, node: Any, place: Place) -> list[Any] | None:
        items: list[Any] = []
        for item in node.value:
            here = (*place, len(items))
            self.places[here] = self._line(item)
            # An item of nothing but blanks is room left to fill, as a blank row of a table is.
            if value := self.content(item, here):
                items.append(value)
        # An empty pair of brackets says that there is none; what is left blank takes its default.
        return items if items or not node.value else None

    def _fields(self, node: Any, place: Place) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        seen: dict[str, str] = {}
        for key_node, value_node in node.value:
            key = clean(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            here, line = (*place, key), self._line(key_node)
            if key in seen:
                what = f'mục "{key}" ghi hai lần, lần đầu ở {seen[key]}'
                self.problems.append(Problem(line, what, "Giữ lại một."))
                continue
            self.places[here] = seen[key] = line
            if (value := self.content(value_node, here)) is not None:
                fields[key] = value
        return fields

    def _endless(self, at: Any) -> Refused:
        what = "các mục lồng nhau quá sâu hoặc lặp lại quá nhiều"
        return Refused(Problem(self._line(at), what, "Kiểm tra lại chỗ thụt đầu dòng và các dấu ngoặc, dấu * và &."))

    def _line(self, at: Any) -> str:
        return f"{self._name}, dòng {at.start_mark.line + 1}"
