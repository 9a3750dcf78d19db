"""Reading the step of an award as an officer states it: for whom, which, when; each step after the one before it.

Not here: the steps themselves (`awards`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from papiplan.domain.awards import AwardStep, AwardTaken
from papiplan.domain.deadlines import short
from papiplan.domain.entries import EntryReading, one_line
from papiplan.domain.facts import PlanFacts
from papiplan.domain.papers import read_number
from papiplan.domain.problems import Problem
from papiplan.domain.units import find_unit, normalised
from papiplan.domain.verdicts import ConfirmedEvaluation


@dataclass(frozen=True)
class StatedAwardStep:
    """A step as an officer states it: `subjects` names units and persons of the result, several apart by ";"."""

    subjects: str
    step: str
    on: date
    number: str = ""


def read_award_step(
    reading: EntryReading, stated: StatedAwardStep, facts: PlanFacts, confirmed: ConfirmedEvaluation
) -> tuple[AwardTaken, ...]:
    """What was stated, a step for each subject; Refused with everything that is wrong with it.

    What is on record of the same step is read as well: whether it says the same is for the caller to compare.
    """
    subjects = _subjects(reading, stated.subjects, confirmed)
    step = _STEPS.get(normalised(stated.step))
    if step is None:
        what = f'không rõ "{one_line(stated.step)[:60]}"'
        reading.add([Problem("Bước", what, f"Ghi một trong: {'; '.join(each.label for each in _TAKEN)}.")])
    wanted = step is AwardStep.DECIDED or bool(stated.number.strip())
    number = read_number(reading, "Số, ký hiệu", stated.number) if wanted else ""
    on = reading.past_day("Ngày", stated.on)
    taken = tuple(AwardTaken(confirmed.id, subject, step, on, number) for subject in subjects if step)
    reading.add(problem for each in taken for problem in _out_of_order(each, facts))
    reading.refuse_problems()
    return taken


_TAKEN = tuple(step for step in AwardStep if step is not AwardStep.PROPOSED)
_STEPS: Mapping[str, AwardStep] = {normalised(word): step for step in _TAKEN for word in (step, step.label)}


def _subjects(reading: EntryReading, words: str, confirmed: ConfirmedEvaluation) -> tuple[str, ...]:
    """The units, by code, and the persons, by name, whom the result proposes for an award."""
    names = [name for part in re.split(r"[;\n]", words) if (name := one_line(part))]
    proposed = {subject.casefold(): subject for subject in confirmed.commended}
    found: dict[str, None] = {}
    for name in names:
        unit = find_unit(name, reading.definition.units)
        subject = proposed.get((unit.code if unit else name).casefold())
        if subject is None:
            listed = "; ".join(confirmed.commended) or "không có"
            what = f'"{name[:60]}" không được đề xuất khen thưởng trong {confirmed.paper}'
            reading.add([Problem("Đơn vị, cá nhân được đề xuất", what, f"Được đề xuất: {listed}.")])
        else:
            found[subject] = None
    reading.add([] if names else [Problem("Đơn vị, cá nhân được đề xuất", "đang để trống")])
    return tuple(found)


def _out_of_order(taken: AwardTaken, facts: PlanFacts) -> list[Problem]:
    """That the step before was not taken yet, or only later."""
    if taken.step.before is AwardStep.PROPOSED:
        return []
    known = (each for each in facts.awards if (each.subject, each.step) == (taken.subject, taken.step.before))
    before = next(known, None)
    if before is None:
        what = f'{taken.subject}: chưa ghi bước "{taken.step.before.label}"'
        return [Problem("Bước", what, "Ghi các bước theo thứ tự: đã trình, Hội đồng đã xét, có quyết định.")]
    if taken.on < before.on:
        what = f"{taken.subject}: {short(taken.on)} ở trước bước {before.step.label} ({short(before.on)})"
        return [Problem("Ngày", what)]
    return []
