"""What a person found of a qualitative target (đánh giá chỉ tiêu định tính): stated, read, laid beside the target.

Not here: the targets that figures judge (`targets`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from papiplan.domain.deadlines import local_date
from papiplan.domain.entries import Entered, EntryReading, one_line
from papiplan.domain.plans import Judgement, PlanDefinition, Target, TargetOperator
from papiplan.domain.problems import Problem
from papiplan.domain.units import normalised

_MET: Mapping[str, bool] = {"met": True, "đạt": True, "not_met": False, "không đạt": False}


@dataclass(frozen=True)
class StatedJudgement:
    """A judgement as an officer states it: the target by its number in the plan (1, 2, …) or by its wording."""

    target: str
    decision: str
    reason: str


@dataclass(frozen=True)
class TargetJudgement(Entered):
    """A judgement on record: of the target of this wording, the newest in force.

    A target that is worded anew is another target, and nobody has judged it yet.
    """

    wording: str
    met: bool
    reason: str


def read_judgement(reading: EntryReading, stated: StatedJudgement) -> TargetJudgement:
    """What was stated of a qualitative target; Refused with everything that is wrong with it."""
    wording = _read_target(reading, stated.target)
    met = {normalised(word): met for word, met in _MET.items()}.get(normalised(stated.decision))
    if met is None:
        what = f'không rõ "{_shown(stated.decision)}"'
        reading.add([Problem("Quyết định", what, "Ghi met (đạt) hoặc not_met (không đạt).")])
    reason = reading.words("Lý do", stated.reason)
    reading.refuse_problems()
    return TargetJudgement(wording, met is True, reason)


def _read_target(reading: EntryReading, words: str) -> str:
    """The wording of the qualitative target that is meant."""
    targets = enumerate(reading.definition.targets, start=1)
    asked = {n: target.wording for n, target in targets if target.operator is TargetOperator.QUALITATIVE}
    wanted = normalised(words)
    for n, wording in asked.items():
        if wanted in (str(n), normalised(wording)):
            return wording
    what = f'không có chỉ tiêu định tính "{_shown(words)}"'
    numbered = "; ".join(f"{n} ({wording})" for n, wording in asked.items())
    allowed = f"Nêu một trong: {numbered}." if asked else "Mọi chỉ tiêu của Kế hoạch do số liệu quyết định."
    reading.add([Problem("Chỉ tiêu", what, allowed)])
    return words


def _shown(words: str) -> str:
    """What somebody typed, as a message repeats it: not pages of it."""
    line = one_line(words)
    return line if len(line) <= 80 else f"{line[:80]}…"


def in_force(judgements: Iterable[TargetJudgement]) -> dict[str, TargetJudgement]:
    """Of each wording the newest judgement; they come in the order of their record."""
    return {judgement.wording: judgement for judgement in judgements}


def judged_targets(definition: PlanDefinition, judgements: Iterable[TargetJudgement]) -> tuple[Target, ...]:
    """The plan's targets, the qualitative ones with what is on record of them."""
    standing = in_force(judgements)
    return tuple(
        replace(target, judgement=_judgement(definition, standing[target.wording]))
        if target.operator is TargetOperator.QUALITATIVE and target.wording in standing
        else target
        for target in definition.targets
    )


def _judgement(definition: PlanDefinition, recorded: TargetJudgement) -> Judgement:
    assert recorded.recorded_at is not None, "what is on record has its instant"
    officer = definition.operator(recorded.actor)
    # An officer who has left the plan's list since is named by the code that the journal keeps.
    name = officer.name if officer else recorded.actor
    return Judgement(recorded.met, recorded.reason, name, local_date(recorded.recorded_at))
