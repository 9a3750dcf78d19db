"""Which mails an officer approves before they leave, where the installation waits for that (chờ duyệt).

Not here: whether it does (settings), nor the rows of an approval (`database.approvals`).
"""

import re
from collections.abc import Iterable

from papiplan.domain.messages import NoticeKind
from papiplan.domain.problems import Problem
from papiplan.domain.units import normalised

GO_AT_ONCE = frozenset(
    {NoticeKind.RECEIPT, NoticeKind.RETURNED, NoticeKind.NOT_USABLE, NoticeKind.DIGEST, NoticeKind.PREVIEW}
)
"""What waits for nobody: the answers to what a unit sent, and what the officers themselves are told. All else waits."""


def waits_for_approval(kinds: Iterable[NoticeKind]) -> bool:
    """Whether a mail that tells notices of these kinds waits."""
    return not GO_AT_ONCE.issuperset(kinds)


_WAITING = {normalised(kind.label): kind for kind in NoticeKind if waits_for_approval([kind])}


def chosen_kinds(words: str) -> frozenset[NoticeKind]:
    """The kinds that an officer names by label, several apart by ";" or a line break; all that wait for no words."""
    named = frozenset(_WAITING[name] for name in map(normalised, _names(words)) if name in _WAITING)
    return named if words.strip() else frozenset(_WAITING.values())


def unknown_kinds(words: str) -> tuple[Problem, ...]:
    """A problem for each name among the words that is no kind that waits."""
    known = "; ".join(kind.label for kind in _WAITING.values())
    return tuple(
        Problem("Loại thư", f'không có loại thư "{name}"', f"Chọn: {known}.")
        for name in _names(words)
        if normalised(name) not in _WAITING
    )


def _names(words: str) -> list[str]:
    return [name.strip() for name in re.split(r"[;\n]", words) if name.strip()]
