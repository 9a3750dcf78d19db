"""What the mails tell that go beside the plan's orders: the coordinator's own form, a polite request, a corrected date.

Not here: the texts (`templates/`), nor the mails about what units owe (`mail_contexts`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from papiplan.documents.mails.mail_contexts import MailContext, StandingContext
from papiplan.domain.actions import Action
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.publication import Publication


@dataclass(frozen=True)
class OwnFormContext(MailContext):
    """The coordinator's own form of `form_kind`, attached by the caller: data for the consolidation, no obligation."""

    form_kind: SubmissionKind
    form_actions: int

    @property
    def kind(self) -> SubmissionKind:
        return self.form_kind


@dataclass(frozen=True)
class RequestContext(MailContext):
    """An invited unit is asked what became of the actions it leads, before the office consolidates.

    The caller attaches the form.
    """

    actions: Sequence[Action]
    consolidated_on: date

    @property
    def kind(self) -> SubmissionKind:
        return SubmissionKind.REPORT

    @property
    def action_codes(self) -> str:
        return ", ".join(action.code for action in self.actions)


@dataclass(frozen=True)
class DueDateMovedContext(StandingContext):
    """The publication was corrected, which put the report's due date off."""

    publication: Publication
