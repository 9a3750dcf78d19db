"""What the next mails would be, told by mail to the officer who asks before they leave.

Not here: which mails those are (`tasks.preview_contents`), the text (`templates/`), the board
(`documents.boards.preview_board`).
"""

from dataclasses import dataclass

from papiplan.documents.mails.mail_contexts import MailContext
from papiplan.domain.plans import SubmissionKind


@dataclass(frozen=True)
class PreviewedMail:
    """A mail that would leave: when, for whom, of which kinds, its subject and how it begins."""

    when: str
    to: str
    kinds: str
    subject: str
    opening: str


@dataclass(frozen=True)
class PreviewContext(MailContext):
    """The mails that would leave, and the installation's `mode` in words."""

    mails: tuple[PreviewedMail, ...]
    mode: str

    @property
    def kind(self) -> SubmissionKind:
        return SubmissionKind.SUBPLAN
