"""Who takes part in a plan: units, their kind, duty and standing group.

Not here: what a unit owes (`obligations`) or does (`actions`).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class UnitKind(StrEnum):
    """What sort of body a unit (đơn vị) is."""

    DEPARTMENT = "department"
    COMMUNE = "commune"
    AGENCY = "agency"
    SERVICE = "service"
    ORGANISATION = "organisation"

    @property
    def label(self) -> str:
        return {
            UnitKind.DEPARTMENT: "phòng, ban chuyên môn",
            UnitKind.COMMUNE: "xã, phường",
            UnitKind.AGENCY: "cơ quan ngành dọc",
            UnitKind.SERVICE: "đơn vị sự nghiệp",
            UnitKind.ORGANISATION: "Mặt trận, đoàn thể",
        }[self]


class Duty(StrEnum):
    """What the plan asks of a unit: an order, a request, or nothing."""

    OBLIGED = "obliged"
    INVITED = "invited"
    NONE = "none"

    @property
    def label(self) -> str:
        return {Duty.OBLIGED: "phải gửi", Duty.INVITED: "đề nghị phối hợp", Duty.NONE: "không phải gửi"}[self]


@dataclass(frozen=True)
class Unit:
    """A unit (đơn vị) of a plan. `code` identifies it; names and addresses only resolve to it.

    `group` is its standing group (khối): units are compared only inside one. `head_title` is how a letter addresses
    its head ("Chủ tịch Ủy ban nhân dân Phường 2").
    """

    code: str
    name: str
    short: str
    kind: UnitKind
    group: str
    duty: Duty
    head_title: str = ""
    head_name: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    addresses: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    gso_code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""


@dataclass(frozen=True)
class Group:
    """A standing group (khối) of units, also a word that an action may use for all of them ("UBND các xã, phường")."""

    code: str
    name: str


def normalised(text: str) -> str:
    """A name with everything taken off that people write in different ways: case, tone placement, marks, signs.

    >>> normalised("Uỷ ban nhân dân Phường 2") == normalised("ủy ban nhân dân  phường 2")
    True
    """
    plain = unicodedata.normalize("NFD", text.translate(_LOOK_ALIKES).casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c)).replace("đ", "d")
    return " ".join(re.findall(r"[a-z0-9]+", letters))


# Eth and African D are typed for Đ, which itself does not decompose.
_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ"})


def find_unit(words: str, units: Iterable[Unit]) -> Unit | None:
    """The one unit that `words` name by code, name or alias; None when none or several do.

    Xã Tân Thành and Xã Tân Thạnh differ by a mark alone: what is written with its marks is compared with them first.
    """
    named = [(unit, (unit.code, unit.name, unit.short, *unit.aliases)) for unit in units]
    for spelling in (_with_marks, normalised):
        wanted = spelling(words)
        found = [unit for unit, names in named if wanted and wanted in map(spelling, names)]
        if len(found) == 1:
            return found[0]
    return None


def _with_marks(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


_LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {tone: place for place, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}

SortKey = tuple[tuple[tuple[int, int, str], ...], tuple[int, ...]]


def vietnamese_order(text: str) -> SortKey:
    """A sort key in Vietnamese alphabetical order: letters first, then tones (ngang, huyền, hỏi, ngã, sắc, nặng).

    Numbers are numbers: Phường 2 comes before Phường 10.
    """
    spelt = unicodedata.normalize("NFD", text).casefold()
    letters = unicodedata.normalize("NFC", "".join(c for c in spelt if c not in _TONES))
    return tuple(map(_place, re.findall(r"[0-9]+|.", letters, re.DOTALL))), _tones_of(spelt)


def _tones_of(decomposed: str) -> tuple[int, ...]:
    """The tone of each letter, 0 for none; the marks that make another letter (ă, â, ơ) are no tones."""
    tones: list[int] = []
    for sign in decomposed:
        if sign in _TONES:
            tones[-1:] = [_TONES[sign]]
        elif not unicodedata.combining(sign):
            tones.append(0)
    return tuple(tones)


def _place(piece: str) -> tuple[int, int, str]:
    return (0, int(piece), "") if piece.isdigit() else (1, _LETTERS.get(piece, -1), piece)
