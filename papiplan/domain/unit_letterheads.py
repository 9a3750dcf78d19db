"""How a unit's own papers name it: head, symbol, place, who signs (Decree 30/2020/NĐ-CP, annex I).

Not here: what its papers say (`documents.papers.unit_paper`), nor the papers of the issuer and the coordinator, whose
heads are the plan's data.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from papiplan.domain.plans import Authority, SubmissionKind
from papiplan.domain.units import Unit, UnitKind, normalised

_COMMITTEE = "Ủy ban nhân dân"
_COMMITTEE_WORDS = (("uy ban nhan dan", 4), ("ubnd", 1))
"""How a People's Committee begins its name, and in how many words."""

_UNDER_THE_ISSUER = (UnitKind.DEPARTMENT, UnitKind.SERVICE)
"""Kinds of units whose papers name the issuer above them; a People's Committee names nobody."""

_AREA = re.compile(r"(phường|xã|thị trấn|đặc khu)\s+", re.IGNORECASE)

_LETTERS: Mapping[SubmissionKind, str] = {SubmissionKind.SUBPLAN: "KH", SubmissionKind.REPORT: "BC"}


@dataclass(frozen=True)
class Letterhead:
    """The head of a unit's own papers. The first `superior_lines` of `lines` name the body above it.

    `symbol` is what follows the number ("KH-UBND"); it ends in "-" where nobody has told the unit's own letters.
    """

    lines: tuple[str, ...]
    superior_lines: int
    symbol: str
    place: str


def letterhead(unit: Unit, kind: SubmissionKind, issuer: Authority, stated_symbol: str = "") -> Letterhead:
    """The head of the unit's paper of this kind; `stated_symbol` is the one that its form gives ("57/KH-UBND")."""
    area, letters = _committee_area(unit), _LETTERS[kind]
    stated = stated_symbol.partition("/")[2].strip()
    own_letters = "UBND" if area else ""
    symbol = stated if stated.startswith(f"{letters}-") else f"{letters}-{own_letters}"
    if area:
        return Letterhead((_COMMITTEE.upper(), area.upper()), 0, symbol, _place_of(area))
    above = issuer.head_lines if unit.kind in _UNDER_THE_ISSUER else ()
    return Letterhead((*above, unit.name.upper()), len(above), symbol, issuer.place)


def authority_lines(unit: Unit, signer_title: str) -> tuple[str, ...]:
    """Who signs, in the form of authority (quyền hạn, chức vụ): on behalf of a committee, a deputy for the head.

    A title that repeats the body's name loses it ("Chủ tịch UBND Phường 2"); where none is given it is the head's.
    """
    title = " ".join((signer_title or unit.head_title).split())
    on_behalf = (f"TM. {_COMMITTEE.upper()}",) if _committee_area(unit) else ()
    found = _POST.match(title)
    if not found:
        return (*on_behalf, title.upper())
    post = found["post"].upper()
    if found["acting"]:
        return (*on_behalf, f"Q. {post}")
    return (*on_behalf, f"KT. {post}", f"PHÓ {post}") if found["deputy"] else (*on_behalf, post)


_POST = re.compile(
    r"(?P<acting>(?:q\.|quyền)\s*)?(?P<deputy>phó\s+)?"
    r"(?P<post>chủ tịch|trưởng phòng|trưởng ban|chánh văn phòng|chánh thanh tra|giám đốc|thủ trưởng)\b",
    re.IGNORECASE,
)


def _committee_area(unit: Unit) -> str:
    """What a People's Committee governs, as its name says ("Phường 2"); empty for any other body."""
    for beginning, words in _COMMITTEE_WORDS:
        if normalised(unit.name).startswith(f"{beginning} "):
            return " ".join(unit.name.split()[words:])
    return unit.name if unit.kind is UnitKind.COMMUNE else ""


def _place_of(area: str) -> str:
    """The place name of a commune's papers: its own; one named by a number keeps the word before it."""
    bare = _AREA.sub("", area, count=1) if not re.search(r"\d", area) else area
    return bare[:1].upper() + bare[1:]
