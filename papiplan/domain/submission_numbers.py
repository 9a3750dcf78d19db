"""The number by which an officer means a submission (hồ sơ số …), however it is written."""

import re
from collections.abc import Collection

from papiplan.domain.entries import one_line
from papiplan.domain.problems import Problem
from papiplan.domain.units import normalised

MOST_NAMED = 20
"""Of how many submissions the numbers are named to whoever meant none of them."""


def meant_number(words: str) -> int | None:
    """The number that is meant; None for words that name none.

    >>> [meant_number(words) for words in ("12", "Hồ sơ số 012", "#12", "phường 12", "")]
    [12, 12, 12, None, None]
    """
    found = re.fullmatch(r"(?:ho so )?(?:so )?([0-9]{1,9})", normalised(words))
    return int(found[1]) if found else None


def unknown_number(where: str, words: str, known: Collection[int]) -> Problem:
    """What is said to whoever names no submission of those that can be meant: their numbers, the newest first."""
    named = ", ".join(map(str, sorted(known, reverse=True)[:MOST_NAMED]))
    more = f" và {len(known) - MOST_NAMED} hồ sơ trước đó" if len(known) > MOST_NAMED else ""
    how = f"Ghi một trong các số: {named}{more}." if named else "Hiện không có hồ sơ nào."
    number = meant_number(words)
    what = f'"{one_line(words)[:60]}" không phải là số hồ sơ' if number is None else f"không có hồ sơ số {number}"
    return Problem(where, what, how)
