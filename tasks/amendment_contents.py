"""What the mail about an amendment says and carries. Not here: its wording, nor which units are told."""

from papiplan.database.facts import load_version
from papiplan.documents.mails.amendment_mail import AmendedContext
from papiplan.domain.mergers import plan_at
from papiplan.domain.plan_changes import form_changed, unit_lines
from papiplan.domain.plans import FORM_KINDS
from papiplan.domain.units import Duty
from tasks import office
from tasks.telling import Content, Telling


def amended(telling: Telling) -> Content:
    """What changed for the unit between the amendment's version and the one before, with its forms as they are now."""
    facts, unit = telling.facts, telling.notice.addressee
    amendment = next(a for a in facts.amendments if str(a.version) == telling.notice.occasion)
    with office.database().reading() as connection:
        before = load_version(connection, facts.definition.id, amendment.version - 1)
        after = load_version(connection, facts.definition.id, amendment.version)
    mine = (s for s in facts.standings(telling.now) if s.obligation.borne_by == unit and s.missing is not None)
    owed = [s.obligation for s in mine if s.obligation.effective_due_on]
    shown = [plan_at(version, amendment.recorded_at) for version in (before, after)]
    made = [
        issued
        for kind in FORM_KINDS
        if (issued := telling.form_if_made(kind)) and form_changed(shown[0], shown[1], unit, kind)
    ]
    released = after.unit(unit).duty is not Duty.OBLIGED and before.unit(unit).duty is Duty.OBLIGED
    attached = () if released else tuple(telling.attachment(issued) for issued in made)
    context = AmendedContext(
        *telling.common,
        amendment=amendment,
        lines=unit_lines(before, after, unit),
        owed=owed,
        form_files=[name for name, _ in attached],
        released=released,
    )
    return Content(context, attached)
