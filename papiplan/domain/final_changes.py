"""What has moved since the final consolidation (chốt): reports that it does not know, and those returned since.

It stays as it is; only a person starts the next revision. Not here: a corrected publication (`facts`).
"""

from dataclasses import dataclass

from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import USABLE, Outcome, Part
from papiplan.domain.plans import SubmissionKind


@dataclass(frozen=True)
class FinalChanges:
    """The units whose report in force is newer than the final consolidation, and those whose report was returned."""

    new: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()


def final_changes(facts: PlanFacts) -> FinalChanges:
    """What the newest final consolidation does not show; nothing while there is none."""
    final = facts.final
    if final is None:
        return FinalChanges()
    new, returned = [], []
    for duty in (*facts.obligations, *facts.requests):
        forms = [r for r in facts.receipts_of(duty) if duty.kind is SubmissionKind.REPORT and r.part is Part.FORM]
        in_force = max((r.submission_id for r in forms if r.outcome in USABLE), default=0)
        shown = max((r.submission_id for r in forms if r.submission_id in final.report_ids), default=0)
        if in_force > shown:
            new.append(duty.borne_by)
        elif any(r.submission_id == shown and r.outcome is Outcome.RETURNED for r in forms):
            returned.append(duty.borne_by)
    return FinalChanges(tuple(dict.fromkeys(new)), tuple(dict.fromkeys(returned)))
