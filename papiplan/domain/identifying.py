"""Which unit a file is of: the one whose form it is, whose address it came from, or that an officer's words name.

What only looks alike is a suggestion and decides nothing. Not here: what a file is (`file_roles`), nor which of its
unit's duties it answers (`covering`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz

from papiplan.domain.covering import Covering
from papiplan.domain.facts import PlanFacts
from papiplan.domain.problems import Problem
from papiplan.domain.units import Unit, find_unit, shortened_words
from papiplan.domain.wrong_forms import wrong_unit_problem


@dataclass(frozen=True)
class Origin:
    """By whom an arrival came: the unit that its note or its address names, None where neither does.

    `address` is what a mail came from, empty for any other door. `stated` is whether the note named the unit.
    `is_strange` is whether neither a unit nor an officer of the plan writes from that address.
    """

    unit: Unit | None
    address: str = ""
    stated: bool = False
    is_strange: bool = False


def origin_of(facts: PlanFacts, covering: Covering, address: str, now: datetime) -> Origin:
    """By whom an arrival came; what an officer states goes before the address that it came from."""
    plan = facts.definition
    sender = unit_of_address(facts, address, now)
    officers = {officer.email.casefold() for officer in plan.operators}
    strange = bool(address) and sender is None and address.casefold() not in officers
    if covering.unit:
        return Origin(find_unit(covering.unit, plan.units), address, stated=True, is_strange=strange)
    return Origin(sender, address, is_strange=strange)


def unit_of_address(facts: PlanFacts, address: str, now: datetime) -> Unit | None:
    """The one unit that writes from an address; None for an address of several, or of none.

    A unit that was merged into another and its successor are one.
    """
    wanted = address.strip().casefold()
    found = [u for u in facts.definition.units if wanted and wanted in (known.casefold() for known in u.addresses)]
    if len(found) == 1:
        return found[0]
    heirs = {facts.bearer_of(unit.code, now) for unit in found}
    return facts.definition.unit(heirs.pop()) if len(heirs) == 1 else None


def whose_form_problem(facts: PlanFacts, owner: str, origin: Origin, now: datetime) -> Problem | None:
    """Why a form of the unit `owner` cannot be taken from where it came: it came for another; None where it can.

    A unit's successor is no other.
    """
    if origin.unit is None or facts.bearer_of(origin.unit.code, now) == facts.bearer_of(owner, now):
        return None
    owning = facts.definition.unit(owner)
    if origin.stated:
        return Problem("", f"tệp là biểu của {owning.name}, được gửi thay cho {origin.unit.name}")
    return wrong_unit_problem(owning, origin.unit)


def strange_address(address: str) -> Problem:
    """For the officers: a form that says itself whose it is came from an address that nobody knows."""
    return Problem("", f"gửi từ địa chỉ lạ {address}", "Nếu là địa chỉ của đơn vị, ghi thêm vào danh sách đơn vị.")


def lost_form_problem(file_name: str) -> Problem:
    """A workbook with our sheets, of which neither id nor code nor sender tells whose it is."""
    what = f'Tệp "{file_name}" có các trang của biểu nhưng mất mã, chưa rõ của đơn vị nào'
    return Problem("", what, "Gán tệp cho đơn vị.")


LOST_CODE = Problem("", "biểu mất mã", "Đã lấy theo đơn vị gửi; kiểm tra đúng biểu của đơn vị.")
"""For the officers: a form without id and code was taken for its sender's."""


def suggested_unit(units: Sequence[Unit], clues: Iterable[str]) -> Unit | None:
    """The unit that the first telling clue points to: a form's code, a file's name, a subject, an address.

    The clue names it somewhere among other words, or else a name without a number much like it. For an officer to
    decide: a number is never taken for another.
    """
    for clue in clues:
        found = _named_in(clue, units) or _alike(clue, units)
        if found is not None:
            return found
    return None


_LONGEST_CLUE = 200
_SHORTEST_WORD = 4
_SHORTEST_ALIKE = 6
_ALIKE = 88.0
_AHEAD = 4.0


def _named_in(clue: str, units: Sequence[Unit]) -> Unit | None:
    """The unit of the longest name among the words of `clue`; None where two are named alike."""
    words = shortened_words(re.sub(r"(?<=\w)[-_.]|_", " ", clue[:_LONGEST_CLUE]))
    lengths = [(max(_length_in(words, name) for name in _names(unit)), unit) for unit in units]
    longest = max((length for length, _ in lengths), default=0)
    named = [unit for length, unit in lengths if length == longest]
    return named[0] if longest and len(named) == 1 else None


def _length_in(words: Sequence[str], name: Sequence[str]) -> int:
    """How long a name is that stands among these words, 0 where it does not; one short word is no name."""
    if not name or (len(name) == 1 and (len(name[0]) < _SHORTEST_WORD or name[0].isdigit())):
        return 0
    places = range(len(words) - len(name) + 1)
    return len("".join(name)) if any(tuple(words[at : at + len(name)]) == name for at in places) else 0


def _alike(clue: str, units: Sequence[Unit]) -> Unit | None:
    """The unit with a name that `clue` nearly holds, well ahead of every other's."""
    wanted = "".join(shortened_words(clue[:_LONGEST_CLUE]))
    scores = sorted(((_likeness(wanted, unit), at) for at, unit in enumerate(units)), reverse=True)
    if not scores or scores[0][0] < _ALIKE or any(score > scores[0][0] - _AHEAD for score, _ in scores[1:2]):
        return None
    return units[scores[0][1]]


def _likeness(wanted: str, unit: Unit) -> float:
    names = ("".join(name) for name in _names(unit))
    letters = [name for name in names if name.isalpha() and _SHORTEST_ALIKE <= len(name) <= len(wanted) + 1]
    return max((fuzz.partial_ratio(name, wanted) for name in letters), default=0.0)


def _names(unit: Unit) -> list[tuple[str, ...]]:
    """The names of a unit as they are shortened, the long ones also without Phường, Xã, Phòng before them."""
    names = [shortened_words(name) for name in unit.names]
    bare = [name[1:] for name in names if len("".join(name[1:])) >= _SHORTEST_ALIKE and name[0] in ("p", "x", "tt")]
    return names + bare
