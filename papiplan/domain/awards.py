"""The steps of an award (bước khen thưởng) after a result is confirmed: submitted, seen by the council, decided.

Not here: how they are stated and read (`award_reading`), nor who is proposed (`verdicts`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from papiplan.domain.deadlines import short
from papiplan.domain.entries import Entered


class AwardStep(StrEnum):
    """How far a proposed award has come, in the order of the steps: nobody is commended before it is decided."""

    PROPOSED = "proposed"
    SUBMITTED = "submitted"
    COUNCIL = "council"
    DECIDED = "decided"

    @property
    def label(self) -> str:
        return {
            AwardStep.PROPOSED: "Đề xuất",
            AwardStep.SUBMITTED: "Đã trình",
            AwardStep.COUNCIL: "Hội đồng đã xét",
            AwardStep.DECIDED: "Có quyết định",
        }[self]

    @property
    def before(self) -> "AwardStep":
        """The step that this one follows; a proposal follows nothing but itself."""
        steps = list(AwardStep)
        return steps[max(steps.index(self) - 1, 0)]


@dataclass(frozen=True)
class AwardTaken(Entered):
    """A step that was taken for a unit (`subject` is its code) or a person (its name), with a number where it has one.

    `confirmation` is the number of the result that proposed the award.
    """

    confirmation: int
    subject: str
    step: AwardStep
    on: date
    number: str = ""

    def sentence(self) -> str:
        """Có quyết định số 500/QĐ-UBND ngày 20/6/2024."""
        number = f" số {self.number}" if self.number else ""
        return f"{self.step.label}{number} ngày {short(self.on)}"


def newest_step(taken: Iterable[AwardTaken], subject: str) -> AwardTaken | None:
    """The furthest step of one subject; None while it is only proposed."""
    order = list(AwardStep)
    theirs = [each for each in taken if each.subject == subject]
    return max(theirs, key=lambda each: order.index(each.step), default=None)
