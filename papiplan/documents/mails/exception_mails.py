"""What the mails tell of exceptions: a due date put off, a duty exempted, either ended again.

Not here: the texts (`templates/`), nor how exceptions show in tables (`domain.standing_words`).
"""

from dataclasses import dataclass
from datetime import date

from papiplan.documents.mails.mail_contexts import StandingContext
from papiplan.domain.exceptions import Lifting
from papiplan.domain.obligations import Exemption, Extension
from papiplan.domain.standing_words import basis_sentence, extended_from


@dataclass(frozen=True)
class ExceptionContext(StandingContext):
    """A mail about an exception from one duty."""

    @property
    def paper(self) -> str:
        """What is to be sent; a remedy says of what."""
        subject = self.standing.obligation.subject
        return f"{self.kind.paper} (kiến nghị: {subject})" if subject else self.kind.paper


@dataclass(frozen=True)
class ExtendedContext(ExceptionContext):
    """A unit's due date was put off by `extension`."""

    extension: Extension

    @property
    def basis_sentence(self) -> str:
        decision = self.extension.decision
        return basis_sentence(decision.decided_by, decision.basis, paper_owed=decision.paper_owed)

    @property
    def extended_from(self) -> date:
        """The due date before it."""
        return extended_from(self.standing.obligation, self.extension)


@dataclass(frozen=True)
class ExemptedContext(ExceptionContext):
    """A unit need not send something."""

    exemption: Exemption

    @property
    def basis_sentence(self) -> str:
        decision = self.exemption.decision
        return basis_sentence(decision.decided_by, decision.basis, paper_owed=decision.paper_owed)


@dataclass(frozen=True)
class LiftedContext(ExceptionContext):
    """An extension or an exemption, told by the mail of `told_on`, holds no longer.

    Who has to send again gets the form; the caller attaches it, if there is one (`form_attached`).
    """

    lifting: Lifting
    told_on: date
    form_attached: bool = False

    @property
    def basis_sentence(self) -> str:
        return basis_sentence(self.lifting.decided_by, self.lifting.basis)

    @property
    def exemption(self) -> bool:
        return self.lifting.until is None
