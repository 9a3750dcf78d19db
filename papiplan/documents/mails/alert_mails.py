"""What officers are told of a trouble of the machine. Not here: the text (`templates/alert.txt.j2`)."""

from dataclasses import dataclass

from papiplan.documents.mails.mail_contexts import MailContext
from papiplan.domain.alerts import Alert
from papiplan.domain.plans import SubmissionKind


@dataclass(frozen=True)
class AlertContext(MailContext):
    """One trouble."""

    alert: Alert

    @property
    def kind(self) -> SubmissionKind:
        return SubmissionKind.REPORT
