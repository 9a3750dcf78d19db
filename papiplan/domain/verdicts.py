"""What a person with the power to do so confirmed of a draft evaluation (kết quả xác nhận): unit by unit, by name.

Not here: how it is stated and read (`confirmation_reading`), the draft (`evaluation`), nor the awards (`awards`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from papiplan.domain.deadlines import short
from papiplan.domain.entries import Entered


class Verdict(StrEnum):
    """What is proposed of a unit or a person by the decision: unlike a draft's proposal it may be criticism."""

    COMMEND = "commend"
    NONE = "none"
    LEARN = "learn"
    EXPLAIN = "explain"
    CRITICISE = "criticise"

    @property
    def label(self) -> str:
        return {
            Verdict.COMMEND: "Đề xuất xem xét biểu dương, khen thưởng",
            Verdict.NONE: "Không đề xuất",
            Verdict.LEARN: "Đề xuất rút kinh nghiệm",
            Verdict.EXPLAIN: "Đề nghị giải trình",
            Verdict.CRITICISE: "Đề xuất xem xét phê bình",
        }[self]


@dataclass(frozen=True)
class UnitVerdict:
    """What was confirmed of one unit: its class and what is proposed; `reason` where that is not the draft's."""

    unit: str
    grade: str
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True)
class NamedPerson:
    """A person whom the signed paper names: to be commended or criticised (COMMEND, CRITICISE), and why."""

    verdict: Verdict
    name: str
    reason: str


@dataclass(frozen=True)
class ConfirmedEvaluation(Entered):
    """The decision on a draft evaluation: its number and date, who decided, and what of whom.

    `units` are those of the draft, in its order. `without_papers_by` is who accepts that papers which decisions by word
    of mouth still owe will not come.
    """

    evaluation: int
    facts_digest: str
    number: str
    decided_on: date
    decided_by: str
    units: tuple[UnitVerdict, ...]
    persons: tuple[NamedPerson, ...] = ()
    without_papers_by: str = ""

    @property
    def paper(self) -> str:
        """văn bản số 456/QĐ-UBND ngày 20/6/2024."""
        return f"văn bản số {self.number} ngày {short(self.decided_on)}"

    @property
    def commended(self) -> tuple[str, ...]:
        """The units, by code, and the persons, by name, who were proposed for an award."""
        units = (unit.unit for unit in self.units if unit.verdict is Verdict.COMMEND)
        return (*units, *(person.name for person in self.persons if person.verdict is Verdict.COMMEND))
