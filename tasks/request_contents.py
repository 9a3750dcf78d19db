"""What goes into the mails beside the plan's orders: the coordinator's own form, a polite request, a corrected date.

Not here: the wording, nor the mails about what units owe (`mail_contents`).
"""

from papiplan.documents.mails.request_mails import DueDateMovedContext, OwnFormContext, RequestContext
from papiplan.domain.deadlines import local_date
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.requests import consolidated_on, led_by
from tasks.telling import Content, Telling


def own_form(telling: Telling) -> Content:
    """The coordinator's own form, of the kind that the notice is about."""
    kind = telling.standing.obligation.kind
    actions = telling.facts.definition.actions_of(telling.notice.addressee)
    context = OwnFormContext(*telling.common, form_kind=kind, form_actions=len(actions))
    return Content(context, (telling.attachment(telling.form(kind)),))


def request(telling: Telling) -> Content:
    """An invited unit's report form, with the actions that it leads."""
    facts, unit = telling.facts, telling.notice.addressee
    context = RequestContext(
        *telling.common,
        actions=led_by(facts.definition, unit),
        consolidated_on=consolidated_on(facts, local_date(telling.now)),
    )
    return Content(context, (telling.attachment(telling.form(SubmissionKind.REPORT)),))


def due_date_moved(telling: Telling) -> Content:
    """The corrected publication with the report's new due date; the form that the unit has stays the same."""
    publication = telling.facts.publication
    assert publication is not None, "only a recorded publication is corrected"
    return Content(DueDateMovedContext(*telling.common, standing=telling.standing, publication=publication))
