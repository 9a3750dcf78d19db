"""What goes into the reminders' mails: one duty's, or several of one unit in a single mail.

Not here: their wording (`documents.mails.reminder_mails`), nor when they are due (`domain.chasing`).
"""

from collections.abc import Sequence

from papiplan.database import chases
from papiplan.documents.mails.reminder_mails import MERGED, MergedContext, RemindedDuty, ReminderContext
from papiplan.domain.chasing import asked_on
from papiplan.domain.deadlines import local_date
from papiplan.domain.messages import NoticeKind
from papiplan.domain.plans import FORM_KINDS
from papiplan.domain.tallies import sending_tally
from tasks import office
from tasks.telling import Attachment, Content, Telling


def reminder_content(telling: Telling) -> Content:
    """One duty's reminder, with its form again while there is time to fill it in."""
    forms = _forms(telling)
    return Content(_context(telling, forms), forms)


def merged_content(tellings: Sequence[Telling]) -> tuple[str, Content]:
    """Several reminders to one unit, and the text that tells them; what two of them would say alike is said once."""
    said: dict[tuple[object, ...], tuple[RemindedDuty, tuple[Attachment, ...]]] = {}
    for telling in tellings:
        forms = _forms(telling)
        duty = RemindedDuty(telling.notice.kind, _context(telling, forms))
        said.setdefault(
            (duty.reminder, duty.context.paper, duty.context.due_on, duty.context.missing_words), (duty, forms)
        )
    duties = tuple(duty for duty, _ in said.values())
    forms = tuple(dict.fromkeys(form for _, carried in said.values() for form in carried))
    if len(duties) == 1:
        return duties[0].reminder, Content(duties[0].context, forms)
    return MERGED, Content(MergedContext(*tellings[0].common, duties=duties), forms)


def _context(telling: Telling, forms: Sequence[Attachment]) -> ReminderContext:
    facts, kind = telling.facts, telling.standing.obligation.kind
    to_head = telling.notice.kind is NoticeKind.REMINDER_HEAD
    counted = sending_tally(facts.standings_of(kind, telling.now) if to_head and kind in FORM_KINDS else ())
    with office.database().reading() as connection:
        reminded = chases.load_reminded(connection, facts.definition.id, telling.now) if to_head else {}
    return ReminderContext(
        *telling.common,
        standing=telling.standing,
        now=telling.now,
        asked_on=asked_on(local_date(telling.now), facts.calendar),
        calendar=facts.calendar,
        form_attached=bool(forms),
        reminded_on=reminded.get(telling.standing.obligation.id, ()),
        units_sent=counted.sent,
        units_owing=counted.owed,
    )


def _forms(telling: Telling) -> tuple[Attachment, ...]:
    kind, standing = telling.standing.obligation.kind, telling.standing
    wanted = kind in FORM_KINDS and not standing.usable and telling.notice.kind is NoticeKind.REMINDER_BEFORE
    return telling.attached_form(kind) if wanted else ()
