"""What goes into the mails about exceptions. Not here: their wording (`documents.mails.exception_mails`)."""

from papiplan.database import liftings, tellings
from papiplan.documents.mails.exception_mails import ExemptedContext, ExtendedContext, LiftedContext
from papiplan.domain.deadlines import local_date
from papiplan.domain.plans import FORM_KINDS
from tasks import office
from tasks.telling import Content, Telling


def extended(telling: Telling) -> Content:
    """The extension that the notice's act granted."""
    standing, entry = telling.standing, telling.notice.entry
    granted = next(e for e in standing.obligation.extensions if e.decision.entry == entry)
    return Content(ExtendedContext(*telling.common, standing=standing, extension=granted))


def exempted(telling: Telling) -> Content:
    """The exemption in force."""
    standing, exemption = telling.standing, telling.standing.obligation.exemption
    assert exemption is not None, "an exemption that was ended before it was told is not told"
    return Content(ExemptedContext(*telling.common, standing=standing, exemption=exemption))


def lifted(telling: Telling) -> Content:
    """What was ended, of several the one that was told last; who has to send again gets its form."""
    plan, duty = telling.facts.definition.id, telling.standing.obligation
    with office.database().reading() as connection:
        ended = liftings.load_liftings(connection, plan, telling.now)[duty.id]
        mails = {
            lifting: told[-1]
            for lifting in ended
            if lifting.entry == telling.notice.entry
            and (told := tellings.load_told(connection, plan, lifting.lifted, duty))
        }
    lifting, mail = max(mails.items(), key=lambda pair: pair[1].at)
    wanted = lifting.until is None and duty.kind in FORM_KINDS and not telling.standing.usable
    forms = telling.attached_form(duty.kind) if wanted else ()
    context = LiftedContext(
        *telling.common,
        standing=telling.standing,
        lifting=lifting,
        told_on=local_date(mail.at),
        form_attached=bool(forms),
    )
    return Content(context, forms)
