"""Noting telephone calls with units. Not here: who is to be called (`documents.boards.boards`)."""

from datetime import datetime

from papiplan.database import registers
from papiplan.database.facts import ANY_TIME
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.registers import read_call
from tasks import office
from tasks.effects import effect
from tasks.entering import RecordedEntry, open_entry


@effect("Ghi nhận đã gọi điện")
def record_call(
    plan: str, unit: str, at: datetime, person: str, content: str, actor: str, now: datetime
) -> RecordedEntry:
    """Note a telephone call; the same call again changes nothing."""
    with office.database().plan_transaction(plan) as connection:
        entering = open_entry(connection, plan, actor, now)
        call = read_call(entering.reading, unit, at, person, content)
        for known in registers.load_calls(connection, plan, ANY_TIME):
            if known == call:
                return RecordedEntry(known.id, known.entry, new=False)
        call = entering.signed(call, HandAct.RECORD_CALL, {"unit": call.unit})
        return RecordedEntry(registers.save_call(connection, plan, call), call.entry, new=True)
