"""One notice about to be told: the facts, forms and files that any mail may draw on.

Not here: what each kind of mail says of them (`mail_contents`).
"""

from dataclasses import dataclass
from datetime import datetime

from papiplan.database import forms, submissions
from papiplan.database.forms import IssuedForm
from papiplan.database.messages import Notice
from papiplan.database.submissions import SubmissionRecord
from papiplan.documents.mails.mail_contexts import MailContext
from papiplan.domain.addressees import greeted
from papiplan.domain.facts import Issue, PlanFacts
from papiplan.domain.forms import form_file_name
from papiplan.domain.obligations import Standing
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.units import Unit
from tasks import office

Attachment = tuple[str, bytes]


@dataclass(frozen=True)
class Content:
    """The facts of one mail and its attachments (file name and bytes)."""

    context: MailContext
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Telling:
    """One notice to be told, with what every mail needs."""

    facts: PlanFacts
    issue: Issue
    notice: Notice
    now: datetime

    @property
    def code(self) -> str:
        """Mã thư: by it the office finds the notice again."""
        return f"{self.facts.definition.id}-{self.notice.id}"

    @property
    def common(self) -> tuple[PlanDefinition, Issue, Unit, str]:
        plan = self.facts.compared_definition
        return plan, self.issue, greeted(plan, self.notice.addressee), self.code

    @property
    def standing(self) -> Standing:
        """How the notice's duty stands, without a due date while that waits to be confirmed."""
        assert self.notice.obligation is not None, f"a notice of {self.notice.kind} is about an obligation"
        return self.facts.told_standing_of(self.notice.obligation, self.now)

    def form(self, kind: SubmissionKind) -> IssuedForm:
        """The unit's form, which must have been made: what the mail tells rests on it."""
        issued = self.form_if_made(kind)
        assert issued is not None, f"{self.notice.addressee} has a form of the {kind} when told of it"
        return issued

    def form_if_made(self, kind: SubmissionKind) -> IssuedForm | None:
        """The unit's newest form, or while a merged unit has none yet, that of a unit that became part of it."""
        plan, unit = self.facts.definition, self.notice.addressee
        with office.database().reading() as connection:
            made = (forms.newest_form(connection, plan.id, code, kind) for code in (unit, *plan.merged_into(unit)))
            return next((issued for issued in made if issued), None)

    def attached_form(self, kind: SubmissionKind) -> tuple[Attachment, ...]:
        """The unit's form; none while it is not made yet, as a report's long before the publication."""
        issued = self.form_if_made(kind)
        return () if issued is None else (self.attachment(issued),)

    def attachment(self, issued: IssuedForm) -> Attachment:
        return self.file_name(issued), office.store().get(issued.sha256)

    def file_name(self, issued: IssuedForm) -> str:
        plan, form = self.facts.definition, issued.form
        return form_file_name(plan.index, plan.year, form.unit, form.kind, form.version)

    @property
    def signed_plan(self) -> tuple[Attachment, ...]:
        """The signed plan, where the office has given it."""
        signed = self.issue.signed_sha256
        return ((f"{self.issue.number.replace('/', '-')}.pdf", office.store().get(signed)),) if signed else ()

    @property
    def submission(self) -> SubmissionRecord:
        assert self.notice.submission is not None, f"a notice of {self.notice.kind} is about a submission"
        with office.database().reading() as connection:
            found = submissions.load_submissions(connection, self.facts.definition.id, ids=[self.notice.submission])
        return found[0]
