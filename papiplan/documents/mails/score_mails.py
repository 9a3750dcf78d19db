"""What a unit is told of its own draft score.

Not here: the text (`templates/`), nor the sheet (`papers.score_sheet`).
"""

from dataclasses import dataclass
from datetime import date

from papiplan.documents.mails.mail_contexts import MailContext
from papiplan.domain.plans import SubmissionKind


@dataclass(frozen=True)
class DraftScoreContext(MailContext):
    """A unit is sent its draft score, which it may answer until `until`; the caller attaches the sheet."""

    until: date

    @property
    def kind(self) -> SubmissionKind:
        return SubmissionKind.REPORT
