"""Recording what invited organisations observe (giám sát, phản biện). Not here: inspections (`tasks.inspections`)."""

from datetime import date, datetime

from papiplan.database import registers
from papiplan.database.facts import ANY_TIME
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.registers import read_supervision
from tasks import office
from tasks.effects import effect
from tasks.entering import RecordedEntry, open_entry


@effect("Ghi nhận giám sát, phản biện")
def record_supervision(
    plan: str, organisation: str, on: date, content: str, actor: str, now: datetime
) -> RecordedEntry:
    """Record what an organisation observed; the same again changes nothing."""
    with office.database().plan_transaction(plan) as connection:
        entering = open_entry(connection, plan, actor, now)
        supervision = read_supervision(entering.reading, organisation, on, content)
        for known in registers.load_supervisions(connection, plan, ANY_TIME):
            if known == supervision:
                return RecordedEntry(known.id, known.entry, new=False)
        ids = {"organisation": supervision.organisation}
        supervision = entering.signed(supervision, HandAct.RECORD_SUPERVISION, ids)
        return RecordedEntry(registers.save_supervision(connection, plan, supervision), supervision.entry, new=True)
