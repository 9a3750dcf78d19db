"""The places of units in their khối by their scores (thứ tự trong khối); equal scores share a place.

Not here: what a place is worth (`proposals`).
"""

from collections.abc import Mapping


def places(scores: Mapping[str, float | None]) -> dict[str, int]:
    """The place of each unit that has a score: one more than there are better ones, so that ties share it."""
    known = {unit: score for unit, score in scores.items() if score is not None}
    return {unit: 1 + sum(other > score for other in known.values()) for unit, score in known.items()}
