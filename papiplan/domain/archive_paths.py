"""Where a file may lie in an archive: at places that every system can hold, none of them outside it.

Not here: what the files are (`archive`).
"""

import re
import unicodedata
from collections.abc import Collection

_LONGEST_NAME, _LONGEST_PATH = 120, 240
_NUMBERED = 8
"""How many characters of a name are left for what tells it from its like."""

_NOT_IN_NAMES = re.compile(r'[<>:"|?*\\]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|\Z)", re.IGNORECASE)


def is_safe(path: str) -> bool:
    """Whether every system can put a file at this place below a folder, and nowhere else.

    >>> is_safe("nhan/00001-phuong-2.xlsx"), is_safe("../x"), is_safe("/x"), is_safe("a/nul.txt"), is_safe("a\\\\b")
    (True, False, False, False, False)
    """
    return len(path) <= _LONGEST_PATH and all(_safe_name(part, _LONGEST_NAME) == part for part in path.split("/"))


def free_path(path: str, taken: Collection[str]) -> str:
    """A safe place as near to `path` as can be, that differs from those `taken` (case-folded) on every system."""
    longest = _LONGEST_NAME - _NUMBERED
    made = "/".join(_safe_name(part, longest) for part in path.split("/"))
    if len(made) > _LONGEST_PATH - _NUMBERED:
        folder, _, rest = made.partition("/")
        made = f"{folder}/{_safe_name(rest.replace('/', '_'), longest)}"
    stem, dot, ending = made.rpartition(".")
    if "/" in ending or not dot:
        stem, dot, ending = made, "", ""
    n, found = 1, made
    while found.casefold() in taken:
        n += 1
        found = f"{stem}-{n}{dot}{ending}"
    return found


def _safe_name(name: str, longest: int) -> str:
    """A file's name without what some system takes for something else."""
    plain = "".join(sign if sign.isprintable() else "_" for sign in unicodedata.normalize("NFC", name))
    plain = _NOT_IN_NAMES.sub("_", plain).strip().rstrip(". ")
    if len(plain) > longest:
        plain = f"{plain[: longest - 61].rstrip()}…{plain[-60:]}"
    return f"_{plain}" if not plain or _RESERVED.match(plain) else plain
