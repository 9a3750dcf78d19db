"""What a column of a form is: its code, its title, what it may hold and when it must be filled.

Not here: which columns there are (`form_tables`), reading a cell (`form_values`) and the checks across cells
(`form_rules`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum

OBLIGATORY = "(*)"
"""What the title of an obligatory column ends with."""


class ValueKind(StrEnum):
    """What sort of value a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"
    DATE = "date"
    CHOICE = "choice"
    PHONE = "phone"
    SYMBOL = "symbol"


class Need(StrEnum):
    """When a cell must be filled (bắt buộc); LOCKED ones hold our own value, which alone counts."""

    LOCKED = "locked"
    OPTIONAL = "optional"
    REQUIRED = "required"
    WITH_NUMBERED_SYMBOL = "with_numbered_symbol"
    WITH_TARGET_NUMBER = "with_target_number"
    UNLESS_NOT_APPLICABLE = "unless_not_applicable"
    WHEN_DONE = "when_done"
    WHEN_DONE_BY_MILESTONE = "when_done_by_milestone"
    WHEN_UNFINISHED = "when_unfinished"
    WHEN_UNFINISHED_OR_UNPROVEN = "when_unfinished_or_unproven"
    WHEN_NOT_APPLICABLE = "when_not_applicable"


@dataclass(frozen=True)
class Column:
    """A column of a sheet, or an entry of the sheet "Thông tin chung".

    `ask` completes "Đề nghị …" and tells what to write. `short` is how problems name the column. A text has
    `least` … `most` characters and at least `words` words. `choices` maps identifiers to what the unit picks; a text
    with choices may be another one too. `width` is in characters.
    """

    field: str
    title: str
    need: Need = Need.LOCKED
    kind: ValueKind = ValueKind.TEXT
    ask: str = ""
    short: str = ""
    least: int = 0
    most: int = 500
    words: int = 1
    choices: Mapping[str, str] = dataclass_field(default_factory=dict)
    width: int = 18

    @property
    def name(self) -> str:
        """The title as problems name it: "Ngày hoàn thành" for "Ngày hoàn thành (*)"."""
        return self.short or self.title.removesuffix(OBLIGATORY).strip()

    @property
    def request(self) -> str:
        """What is asked of the unit, as a sentence."""
        return f"Đề nghị {self.ask or _choose(self.choices)}."


def _choose(choices: Mapping[str, str]) -> str:
    return f"chọn một trong các giá trị: {'; '.join(choices.values())}"


@dataclass(frozen=True)
class Sheet:
    """A sheet of a form: a table of columns, or the entries of "Thông tin chung", one below the other."""

    name: str
    columns: tuple[Column, ...]

    @property
    def fillable(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.need is not Need.LOCKED)

    def column(self, field: str) -> Column:
        """The column of this code; KeyError when there is none."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)

    def letter(self, field: str) -> str:
        """The letter of a column in the form as issued: "O" for the sub-plan's "ends_on"."""
        return column_letter(self.columns.index(self.column(field)) + 1)


def column_letter(number: int) -> str:
    """The letters of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
