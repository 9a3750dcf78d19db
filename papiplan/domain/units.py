"""Who takes part in a plan: units, their kind, duty and standing group.

Not here: what a unit owes (`obligations`) or does (`actions`).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache


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

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that people call it."""
        return (self.code, self.name, self.short, *self.aliases)


@dataclass(frozen=True)
class Group:
    """A standing group (khối) of units, also a word that an action may use for all of them ("UBND các xã, phường")."""

    code: str
    name: str


@lru_cache(maxsize=16_384)
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
    Last come the usual abbreviations, of the words and of the names: "UBND P.2" is Phường 2.
    """
    known = tuple(units)
    for spelling in (_with_marks, normalised, _shortened_with_marks, _shortened):
        wanted = spelling(words)
        # A code is no name: shortened, Tân Thạnh's may read as Tân Thành does without its marks.
        first = 0 if spelling in (_with_marks, normalised) else 1
        found = [unit for unit in known if wanted and wanted in map(spelling, unit.names[first:])]
        if len(found) == 1:
            return found[0]
    return None


def same_unit(unit: Unit, units: Iterable[Unit]) -> Unit | None:
    """The unit of another plan that is this one: by its number in the general statistics, its name, or its code."""
    known = tuple(units)
    numbered = [each for each in known if each.gso_code and each.gso_code == unit.gso_code]
    coded = [each for each in known if each.code == unit.code]
    return next(iter(numbered), None) or find_unit(unit.name, known) or next(iter(coded), None)


def _with_marks(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def shortened_words(text: str) -> tuple[str, ...]:
    """The words of a name as the shortest writers put them, without the "UBND" before it and without any mark.

    Phường and phòng are both P., so that only a name as a whole tells them apart.

    >>> shortened_words("Uỷ ban nhân dân phường 02"), shortened_words("UBND P.2")
    (('p', '2'), ('p', '2'))
    """
    return tuple(map(normalised, _short_words(text)))


def _shortened(text: str) -> str:
    return " ".join(shortened_words(text))


def _shortened_with_marks(text: str) -> str:
    return " ".join(_short_words(text))


def _short_words(text: str) -> list[str]:
    spelt = unicodedata.normalize("NFC", text.translate(_LOOK_ALIKES)).casefold()
    words = [_short_word(word) for word in re.findall(r"[^\W\d_]+|\d+", spelt)]
    plain = [normalised(word) for word in words]
    for before in (*_COMMITTEES, _TOWN):
        if tuple(plain[: len(before)]) == before:
            rest = words[len(before) :]
            return ["tt", *rest] if before is _TOWN else _short_words(" ".join(rest))
    return words


def _short_word(word: str) -> str:
    if word.isdigit():
        return word.lstrip("0") or "0"
    plain = normalised(word)
    # In addresses the two are written together: ubndphuong2@….
    plain = plain.removeprefix("ubnd") or plain
    if plain in _SHORT:
        return _SHORT[plain]
    return word if plain == normalised(word) else plain


_SHORT = {"phuong": "p", "phong": "p", "xa": "x"}
_COMMITTEES = (("uy", "ban", "nhan", "dan"), ("ub", "nhan", "dan"), ("ubnd",), ("ub",))
_TOWN = ("thi", "tran")


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
    return (0, int(piece), "") if piece.isdecimal() else (1, _LETTERS.get(piece, -1), piece)
