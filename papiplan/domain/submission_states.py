"""What a list of all files says of each: its outcome as its check or an officer decided it, and what came after.

That another file took its place, or that it came after the final consolidation, is derived, never stored. Not here: how
a duty stands (`obligations`), nor the list itself (`documents.workbooks.tracking_files`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from papiplan.domain.facts import Consolidation
from papiplan.domain.obligations import USABLE, Outcome, Part
from papiplan.domain.plans import SubmissionKind

SUPERSEDED = "Đã có bản thay thế"
AFTER_CLOSE = "Bổ sung sau khi chốt"


@dataclass(frozen=True)
class SentFile:
    """One file that came, or a document known by its number alone; `obligation` is None while nobody knows whose.

    `name` is the file's, or the document's number. `actor` is the officer who entered it by hand. `reason` is why an
    officer decided otherwise than its check.
    """

    id: int
    unit: str
    kind: SubmissionKind | None
    obligation: int | None
    part: Part
    version: int | None
    outcome: Outcome
    name: str
    channel: str
    received_at: datetime
    recorded_at: datetime
    actor: str = ""
    typed_from: str = ""
    reason: str = ""


def states(files: Iterable[SentFile], final: Consolidation | None) -> Mapping[int, str]:
    """The state of each file among all that came, in words, by its number."""
    came = tuple(files)
    in_force = _in_force(came)
    return {file.id: _state(file, in_force.get((file.obligation, file.part), 0), final) for file in came}


def _state(file: SentFile, in_force: int, final: Consolidation | None) -> str:
    superseded = in_force > file.id and file.outcome in _REPLACEABLE
    words = SUPERSEDED if superseded else file.outcome.label
    return f"{words}; {AFTER_CLOSE[0].lower()}{AFTER_CLOSE[1:]}" if came_after(file, final) else words


_REPLACEABLE = (*USABLE, Outcome.REFUSED, Outcome.RETURNED)
"""What a later file takes the place of, be it in force or waiting to be mended."""


def _in_force(files: Iterable[SentFile]) -> Mapping[tuple[int | None, Part], int]:
    """The newest usable file of each duty and part, by its number; of evidence everything stays in force."""
    usable = (file for file in files if file.outcome in USABLE and file.part in (Part.FORM, Part.SIGNED))
    return {(file.obligation, file.part): file.id for file in sorted(usable, key=lambda file: file.id)}


def came_after(file: SentFile, final: Consolidation | None) -> bool:
    """Whether a unit's report, or a part of it, came on record after the final consolidation."""
    return final is not None and file.kind is SubmissionKind.REPORT and file.recorded_at > final.recorded_at
