"""What goes into the mails about the registers: an inspection with its remedies, an answered difficulty.

Not here: the wording, nor the mails about what units send (`mail_contents`).
"""

from papiplan.database import difficulties, registers
from papiplan.documents.mails.register_mails import AnswerContext, InspectedContext
from papiplan.domain.plans import SubmissionKind
from tasks import office
from tasks.telling import Content, Telling


def inspected(telling: Telling) -> Content:
    """The inspection that the notice's entry recorded, with its remedies as they are due by now."""
    plan, entry = telling.facts.definition.id, telling.notice.entry
    with office.database().reading() as connection:
        known = registers.load_inspections(connection, plan, telling.now)
    inspection = next(each for each in known if each.entry == entry)
    asked = {remedy.obligation for remedy in inspection.remedies}
    owed = (o for o in telling.facts.obligations if o.kind is SubmissionKind.REMEDY and o.id in asked)
    return Content(InspectedContext(*telling.common, inspection=inspection, remedies=tuple(owed)))


def answered(telling: Telling) -> Content:
    """The answer that the notice's entry gave, with the difficulty that it closes."""
    plan, entry = telling.facts.definition.id, telling.notice.entry
    with office.database().reading() as connection:
        known = difficulties.load_difficulties(connection, plan, telling.now)
    told = ((each, each.answer) for each in known if each.answer is not None)
    difficulty, answer = next(pair for pair in told if pair[1].entry == entry)
    return Content(AnswerContext(*telling.common, difficulty=difficulty, answer=answer))
