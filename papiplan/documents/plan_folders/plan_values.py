"""What a single value of a plan folder may be: text becomes a value, or a sentence for whoever typed it.

Not here: which field takes which value (`plan_schema`), nor where the text stood (`plan_source`).
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time
from functools import partial
from typing import Annotated, TypeVar

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from papiplan.domain.units import normalised

MEND = "mend"
"""The type of pydantic error that carries our own sentences."""

T = TypeVar("T")

NONE = "không"
"""How a list says that it is meant to be empty; a blank takes its default."""


def mend(*sentences: tuple[str, str]) -> PydanticCustomError:
    """An error made of pairs: what was found, and what is allowed."""
    return PydanticCustomError(MEND, "mend", {"sentences": sentences})


def clean(text: str) -> str:
    """Text as it enters: NFC, stripped, one kind of line end, nothing invisible (zero-width signs of web pages)."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " "))
    return "".join(c for c in composed if unicodedata.category(c) != "Cf").strip()


def quoted(text: str) -> str:
    """What somebody typed, as a message repeats it: in quotes, and not pages of it."""
    return f'"{text}"' if len(text) <= 80 else f'"{text[:80]}…"'


_OPEN = "[Cán bộ bổ sung:"


def left_open(text: str) -> str:
    """A text that an officer still has to write anew: no field takes it as it is."""
    return f"{_OPEN} {text}]"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise mend(("cần một giá trị, nhưng có nhiều mục", "Ghi một giá trị trên một dòng."))
    if _OPEN in value:
        found = value[value.index(_OPEN) :].partition("\n")[0]
        raise mend((f"còn chỗ chờ cán bộ: {quoted(found)}", "Ghi nội dung của năm này, bỏ dấu ngoặc vuông."))
    if any(unicodedata.category(c) in ("Cc", "Zl", "Zp") and c not in "\n\t" for c in value):
        raise mend(("có ký tự điều khiển không in được", "Xóa ô hoặc dòng này và gõ lại."))
    return value


def _line(value: object) -> str:
    return " ".join(_text(value).split())


Line = Annotated[str, BeforeValidator(_line)]
"""One line of text; line breaks inside become spaces."""

Block = Annotated[str, BeforeValidator(_text)]
"""Text of several lines."""


def _pattern(pattern: str, allowed: str) -> BeforeValidator:
    compiled = re.compile(pattern)

    def validate(value: object) -> str:
        text = _text(value)
        if not compiled.fullmatch(text):
            raise mend((f"{quoted(text)} không dùng được", allowed))
        return text

    return BeforeValidator(validate)


PlanId = Annotated[
    str,
    _pattern(r"[a-z0-9-]{3,40}", "Dùng 3 đến 40 chữ thường không dấu (a-z), chữ số, dấu gạch nối; ví dụ sa-dec-2023."),
]
Code = Annotated[
    str,
    _pattern(
        r"[a-z0-9][a-z0-9_-]{0,39}",
        "Dùng chữ thường không dấu (a-z), chữ số, dấu gạch nối, tối đa 40 ký tự; ví dụ phuong-2.",
    ),
]
ActionCode = Annotated[
    str, _pattern(r"[A-Za-z0-9]{1,10}(\.[A-Za-z0-9]{1,10}){0,5}", "Dùng chữ số, chữ cái và dấu chấm; ví dụ 2.3.1.")
]
Address = Annotated[
    str,
    _pattern(
        r"(?=.{3,254}\Z)[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*"
        r"@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+",
        "Ghi địa chỉ thư điện tử dạng ten@co-quan.gov.vn; nhiều địa chỉ cách nhau bằng dấu chấm phẩy.",
    ),
]


def whole(least: int, most: int) -> BeforeValidator:
    """A whole number between two bounds, both allowed."""

    def validate(value: object) -> int:
        text = _text(value)
        if not re.fullmatch(r"-?[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise mend((f"{quoted(text)} không dùng được", f"Ghi một số nguyên từ {least} đến {most}."))
        return int(text)

    return BeforeValidator(validate)


def number(least: float, most: float) -> BeforeValidator:
    """A number between two bounds, both allowed; with a decimal comma or point."""

    def validate(value: object) -> float:
        text = _text(value)
        found = (
            float(text.replace(",", ".")) if re.fullmatch(r"-?[0-9]{1,12}([.,][0-9]{1,20})?", text) else float("nan")
        )
        if not least <= found <= most:
            raise mend((f"{quoted(text)} không dùng được", f"Ghi một số từ {least:g} đến {most:g}, ví dụ 0,5."))
        return found

    return BeforeValidator(validate)


def _day(value: object) -> date:
    text = _text(value)
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", text)
    written = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", text)
    parts = iso.groups() if iso else written.groups()[::-1] if written else None
    try:
        if parts is not None:
            return date(*(int(part) for part in parts))
    except ValueError:
        pass  # a day that no calendar has, told below
    raise mend((f"{quoted(text)} không phải là một ngày", "Ghi ngày/tháng/năm, ví dụ 15/6/2023, hoặc 2023-06-15."))


Day = Annotated[date, BeforeValidator(_day)]


def _time_of_day(value: object) -> time | None:
    text = _text(value)
    written = re.fullmatch(r"([0-9]{1,2}) ?(?::|h|g|giờ) ?([0-9]{2})?(?: ?phút|:00)?", text.casefold())
    hour, minute = (int(part or 0) for part in written.groups()) if written else (0, 0)
    if (hour, minute) == (24, 0):
        return None
    if (hour, minute) == (0, 0) or hour > 23 or minute > 59:
        raise mend(
            (f"{quoted(text)} không phải là một giờ trong ngày", "Ghi giờ:phút, ví dụ 17:00; hết ngày là 24:00.")
        )
    return time(hour, minute)


TimeOfDay = Annotated[time | None, BeforeValidator(_time_of_day)]
"""A time of day; None for 24:00, the end of the day."""


def one_of(choices: Mapping[str, T]) -> BeforeValidator:
    """One of the values that these words stand for, in any spelling; the messages name the words."""
    by_words = {normalised(words): value for words, value in choices.items()}

    def validate(value: object) -> T:
        text = _text(value)
        if normalised(text) not in by_words:
            raise mend((f"{quoted(text)} không dùng được", f"Chọn một trong: {'; '.join(choices)}."))
        return by_words[normalised(text)]

    return BeforeValidator(validate)


YesNo = Annotated[bool, one_of({"có": True, "không": False, "true": True, "false": False, "yes": True, "no": False})]


def split_list(value: object) -> object:
    """A list written into one cell: semicolons and line breaks part it, commas only where there is neither."""
    plain = isinstance(value, str) and not re.search(r"[;\n]", value)
    return split_at("," if plain else r"[;\n]", value)


def split_at(separator: str, value: object) -> object:
    """The parts of a text that are not blank; a list that is one already passes through."""
    return [part.strip() for part in re.split(separator, value) if part.strip()] if isinstance(value, str) else value


def _working_days(value: object) -> object:
    return () if isinstance(value, str) and normalised(value) == normalised(NONE) else split_list(value)


DayCounts = Annotated[tuple[Annotated[int, whole(1, 60)], ...], BeforeValidator(_working_days)]
"""Several counts of working days in one cell or list; "không" for none at all."""

Lines = Annotated[tuple[Line, ...], BeforeValidator(partial(split_at, r"\n"))]
"""Several lines: a list, or one text with line breaks."""

Words = Annotated[tuple[Line, ...], BeforeValidator(split_list)]
"""Several words or names: a list, or one cell with separators."""

# A line break is no separator here: it is how mail headers are forged.
Addresses = Annotated[tuple[Address, ...], BeforeValidator(partial(split_at, r"[;,]"))]
"""Several mail addresses in one cell."""
