"""What the mail tells a unit that an amendment of the plan concerns.

Not here: the text (`templates/amended.txt.j2`), nor how versions differ (`domain.plan_changes`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from papiplan.documents.mails.mail_contexts import MailContext
from papiplan.domain.facts import Amendment
from papiplan.domain.obligations import Obligation
from papiplan.domain.plans import SubmissionKind


@dataclass(frozen=True)
class AmendedContext(MailContext):
    """The plan was amended: what changed for the unit, in `lines`, and what it has still to send, in `owed`.

    `form_files` are the new forms, which the caller attaches; `released` says that nothing is asked of the unit now.
    """

    amendment: Amendment
    lines: Sequence[str]
    owed: Sequence[Obligation]
    form_files: Sequence[str]
    released: bool

    @property
    def kind(self) -> SubmissionKind:
        return self.owed[0].kind if self.owed else SubmissionKind.SUBPLAN
