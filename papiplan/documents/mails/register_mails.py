"""What units are told of the registers: what an inspection asked to mend, and what their difficulty was answered.

Not here: the texts (`templates/`), nor the reminders of what has not been mended (`reminder_mails`).
"""

from dataclasses import dataclass

from papiplan.documents.mails.mail_contexts import MailContext
from papiplan.domain.difficulties import Answer, Difficulty
from papiplan.domain.obligations import Obligation
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.registers import Inspection


@dataclass(frozen=True)
class InspectedContext(MailContext):
    """A unit was inspected; `remedies` are what it has to mend, each with its due date."""

    inspection: Inspection
    remedies: tuple[Obligation, ...]

    @property
    def kind(self) -> SubmissionKind:
        return SubmissionKind.REMEDY


@dataclass(frozen=True)
class AnswerContext(MailContext):
    """A unit's difficulty was answered."""

    difficulty: Difficulty
    answer: Answer

    @property
    def kind(self) -> SubmissionKind:
        return SubmissionKind.REPORT
